import { formatDate } from '../platform/dates.ts'
import type { PageRequest } from '../platform/page.ts'
import { Act, Badge, Dong, Empty, LinkButton, Section, Table } from '../ui/index.ts'
import { checkContents } from './content-import.ts'
import { committers } from './lists.ts'
import { taskAt } from './task-address.ts'
import { contentFields } from './task-fields.ts'
import { putTurn, setCommitter } from './task-money.ts'
import { addTaskContent, editTaskContent, removeTaskContent, voteTaskContent } from './task-parts.ts'
import type { ShownTask, TaskContentRow } from './task-queries.ts'

interface Part {
  readonly task: ShownTask
  readonly request: PageRequest
}

function Voted({ content, task, request }: Part & { content: TaskContentRow }) {
  const { t } = request
  const to = `${taskAt(task)}/contents/${content.id}`
  return (
    <>
      {content.passed === null ? null : content.passed ? (
        <Badge tone="success">{t('được đồng ý', 'voted for')}</Badge>
      ) : (
        <Badge tone="error">{t('không được đồng ý', 'voted down')}</Badge>
      )}
      {task.approvedOn === null ? null : (
        <span class="hint block">
          {t('Cách cam kết kinh phí', 'How its money is committed')}:{' '}
          {t(committers.names[content.committedBy])}
        </span>
      )}
      {task.state === 'running' || task.state === 'approved' ? (
        <Act
          command={setCommitter}
          request={request}
          action={`${to}/committer`}
          values={{ committedBy: content.committedBy === 'contract' ? 'decision' : 'contract' }}
          small
        >
          {content.committedBy === 'contract'
            ? t('Đổi: cam kết theo quyết định từng lượt', 'Change: committed by each decision')
            : t('Đổi: cam kết theo hợp đồng nhiệm vụ', 'Change: committed by the contract')}
        </Act>
      ) : null}
      {task.state === 'running' || task.state === 'approved' ? (
        <Act command={putTurn} request={request} href={`${to}/turns/new`} small>
          {t('Đưa lượt hỗ trợ vào nội dung', 'Put a turn under the content')}
        </Act>
      ) : null}
      {task.state === 'preparing' ? (
        <span class="mt-1 flex flex-wrap gap-2">
          <Act command={editTaskContent} request={request} href={`${to}/edit`} small>
            {t('Sửa', 'Edit')}
          </Act>
          <Act
            command={voteTaskContent}
            request={request}
            action={`${to}/vote`}
            values={{ passed: content.passed === true ? '' : 'true' }}
            small
          >
            {content.passed === true
              ? t('Ghi không được đồng ý', 'Record: voted down')
              : t('Ghi được đồng ý', 'Record: voted for')}
          </Act>
          <Act command={removeTaskContent} request={request} action={`${to}/removal`} small>
            {t('Bỏ nội dung', 'Take it out')}
          </Act>
        </span>
      ) : null}
    </>
  )
}

/** What is done, with output, time, money by source and the papers that release it. */
export function Contents({ task, request }: Part) {
  const { t, language } = request
  const title = t('Nội dung, kết quả, kinh phí', 'Contents, outputs, money')
  const { title: label, output, paymentPapers } = contentFields.headings(t)
  const money = t('Kinh phí theo nguồn', 'Money by source')
  return (
    <Section
      title={title}
      id="contents"
      actions={
        <>
          {task.state === 'preparing' ? (
            <>
              <Act
                command={addTaskContent}
                request={request}
                href={`${taskAt(task)}/contents/new`}
                small
                kind="primary"
              >
                {t('Thêm nội dung thực hiện', 'Add a content to the task')}
              </Act>
              <Act
                command={checkContents}
                request={request}
                href={`/science-tasks/contents/import?taskId=${task.id}`}
                small
              >
                {t('Nhập từ Excel', 'Import from Excel')}
              </Act>
            </>
          ) : null}
          {task.contents.length > 0 && request.mayOpen(`${taskAt(task)}/contents.xlsx`) ? (
            <LinkButton href={`${taskAt(task)}/contents.xlsx`} small>
              XLSX
            </LinkButton>
          ) : null}
        </>
      }
    >
      {task.contents.length === 0 ? (
        <Empty>{t('Nhiệm vụ chưa có nội dung nào.', 'The task has no content yet.')}</Empty>
      ) : (
        <Table caption={title} stack>
          <thead>
            <tr>
              <th>{label}</th>
              <th>{output}</th>
              <th>{money}</th>
            </tr>
          </thead>
          <tbody>
            {task.contents.map((content) => (
              <tr>
                <td data-label={label}>
                  <b>{content.title}</b>
                  {content.startsOn === null && content.endsOn === null ? null : (
                    <span class="hint block">
                      {[content.startsOn, content.endsOn]
                        .map((day) => (day === null ? '…' : formatDate(day)))
                        .join(' – ')}
                    </span>
                  )}
                  <span class="block">
                    <Voted content={content} task={task} request={request} />
                  </span>
                </td>
                <td data-label={output}>
                  <span class="whitespace-pre-line">{content.output}</span>
                  {content.paymentPapers === null ? null : (
                    <span class="hint block whitespace-pre-line">
                      {paymentPapers}: {content.paymentPapers}
                    </span>
                  )}
                </td>
                <td data-label={money}>
                  {content.money.map((one) => (
                    <span class="block">
                      {t(one.source, one.sourceEn)}: <Dong amount={one.amount} language={language} />
                    </span>
                  ))}
                </td>
              </tr>
            ))}
            <tr class="sum">
              <td data-label={label}>{t('Cộng', 'Sum')}</td>
              <td />
              <td data-label={money}>
                <Dong amount={task.total} language={language} />
                <span class="hint block">
                  {t('trong đó ngân sách', 'of which public budget')}:{' '}
                  <Dong amount={task.fromState} language={language} />
                </span>
              </td>
            </tr>
          </tbody>
        </Table>
      )}
    </Section>
  )
}
