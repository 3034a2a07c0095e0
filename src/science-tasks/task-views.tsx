import { formatDate } from '../platform/dates.ts'
import type { PageRequest } from '../platform/page.ts'
import {
  Act,
  Badge,
  Dong,
  Empty,
  Facts,
  FileLink,
  OpenLink,
  Section,
  StateBadge,
  Timeline,
} from '../ui/index.ts'
import { termOf } from './kind-views.tsx'
import { taskChanges, taskEnds, taskGrades, taskStates } from './lists.ts'
import { taskAt } from './task-address.ts'
import type { EntryRow } from './task-entries.ts'
import { taskFields } from './task-fields.ts'
import { addTaskPartner, removeTaskPartner } from './task-parts.ts'
import type { ShownTask } from './task-queries.ts'

/* What a task consists of, as its page shows it. */

interface Part {
  readonly task: ShownTask
  readonly request: PageRequest
}

function Entry({ entry, request }: { entry: EntryRow; request: PageRequest }) {
  const { t } = request
  const late = entry.dueOn !== null && entry.happenedOn > entry.dueOn
  return (
    <>
      <p>
        {entry.passed ? null : <Badge tone="error">{t('bước không đạt', 'step not passed')}</Badge>}{' '}
        {late ? (
          <Badge tone="warning">
            {t(`hạn ${formatDate(entry.dueOn ?? '')}`, `was due ${formatDate(entry.dueOn ?? '')}`)}
          </Badge>
        ) : null}{' '}
        {[entry.actedBy, entry.documentNumber, entry.article].filter((part) => part !== null).join(' · ')}
      </p>
      {entry.note === null ? null : <p class="whitespace-pre-line">{entry.note}</p>}
      {entry.papers.length === 0 ? null : (
        <p class="hint">
          {t('Giấy tờ đã có', 'Papers that are there')}:{' '}
          {entry.papers.map((paper) => t(paper.name, paper.nameEn)).join('; ')}
        </p>
      )}
      {entry.fileId === null ? null : (
        <FileLink file={{ id: entry.fileId, name: entry.fileName ?? '' }} t={t} />
      )}
      {entry.struckOn === null ? null : (
        <p>
          <Badge tone="error">{t('bước đã hủy', 'step struck out')}</Badge> {formatDate(entry.struckOn)}:{' '}
          {entry.struckReason}
        </p>
      )}
    </>
  )
}

/** What was done, and what is still to come with its terms. */
export function Story({ task, request }: Part) {
  const { t } = request
  const settled = task.state === 'ended' || task.state === 'dropped'
  const ahead = settled ? [] : task.steps.filter(({ place, repeats }) => place > task.atPlace && !repeats)
  return (
    <Section fold title={t('Tiến trình nhiệm vụ', 'The way of the task')} id="story">
      <Timeline
        items={[
          ...task.entries.map((entry) => ({
            title: t(entry.step, entry.stepEn),
            at: entry.happenedOn,
            done: entry.struckOn === null,
            body: <Entry entry={entry} request={request} />,
          })),
          ...task.repeats.flatMap(({ stepId, due }) => {
            const step = task.steps.find(({ id }) => id === stepId)
            return step === undefined
              ? []
              : [
                  {
                    title: t(step.name, step.nameEn),
                    at: due,
                    done: false,
                    body: <p class="hint">{t('đến hạn định kỳ', 'due again')}</p>,
                  },
                ]
          }),
          ...ahead.map((step) => ({
            title: t(step.name, step.nameEn),
            at: step.name === task.next ? task.nextDue : null,
            done: false,
            body: (
              <p class="hint">
                {[t(step.acts, step.actsEn), termOf(step, t), step.article].join(' · ')}
                {step.optional ? ` · ${t('có thể bỏ qua', 'may be left out')}` : ''}
              </p>
            ),
          })),
        ]}
      />
    </Section>
  )
}

export function Partners({ task, request }: Part) {
  const { t } = request
  return (
    <Section
      title={t('Tổ chức phối hợp', 'Partner organisations')}
      id="partners"
      actions={
        <Act command={addTaskPartner} request={request} href={`${taskAt(task)}/partners/new`} small>
          {t('Thêm tổ chức phối hợp', 'Add a partner of a task')}
        </Act>
      }
    >
      {task.partners.length === 0 ? (
        <Empty>{t('Chưa ghi tổ chức phối hợp nào.', 'No partner is entered.')}</Empty>
      ) : (
        <ul class="grid gap-2">
          {task.partners.map((partner) => (
            <li>
              <b>
                {partner.providerId !== null && request.mayOpen(`/providers/${partner.providerId}`) ? (
                  <a href={`/providers/${partner.providerId}`}>{partner.name}</a>
                ) : (
                  partner.name
                )}
              </b>
              {partner.taxCode === null ? '' : ` (${partner.taxCode})`}
              {partner.shareOfWork === null ? null : <p>{partner.shareOfWork}</p>}
              <Act
                command={removeTaskPartner}
                request={request}
                action={`${taskAt(task)}/partners/${partner.id}/removal`}
                small
              >
                {t('Bỏ tổ chức phối hợp', 'Take a partner out of a task')}
              </Act>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

/** The changes of a task as they were decided. */
export function Changed({ task, request }: Part) {
  const { t } = request
  if (task.changes.length === 0) return null
  return (
    <Section title={t('Các lần điều chỉnh', 'Changes that were made')} id="changes">
      <ul class="grid gap-3">
        {task.changes.map((change) => (
          <li>
            <p>
              <b>{t(taskChanges.names[change.change])}</b> · {change.documentNumber} ·{' '}
              {formatDate(change.decidedOn)}
            </p>
            <p>
              {change.was === '' ? '' : `${change.was} → `}
              {change.becomes}
            </p>
            <p class="hint">
              {t('Ngày tổ chức chủ trì đề nghị', 'Asked for on')} {formatDate(change.askedOn)}:{' '}
              {change.reason}
            </p>
            {change.fileId === null ? null : (
              <FileLink
                file={{ id: change.fileId, name: t('Tệp quyết định', 'File of the decision') }}
                t={t}
              />
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Approval, contract, and how the task ended. */
export function Outcome({ task, request }: Part) {
  const { t, language } = request
  const day = (value: string | null) => (value === null ? null : formatDate(value))
  const items = [
    [
      t('Quyết định phê duyệt', 'Decision of approval'),
      task.approvedNumber === null ? null : `${task.approvedNumber}, ${day(task.approvedOn)}`,
    ],
    [
      t('Ngân sách nhà nước được phê duyệt (đồng)', 'State money that is approved (đồng)'),
      task.approvedMoney === null ? null : <Dong amount={task.approvedMoney} language={language} />,
    ],
    [
      t('Hợp đồng nhiệm vụ', 'Contract of the task'),
      task.contractNumber === null ? null : `${task.contractNumber}, ${day(task.contractOn)}`,
    ],
    [t('Hợp đồng đến hết ngày', 'Contract until the end of'), day(task.endsOn)],
    [t('Kết thúc nhiệm vụ', 'How it ended'), task.outcome === null ? null : t(taskEnds.names[task.outcome])],
    [t('Xếp loại', 'Grade at acceptance'), task.grade === null ? null : t(taskGrades.names[task.grade])],
    [t('Ngày kết thúc nhiệm vụ', 'Ended on'), day(task.endedOn)],
    [t('Quyết định chấm dứt', 'Decision that ended it'), task.endNumber],
    [t('Kết luận, lý do', 'Conclusion, reason'), task.outcomeNote],
    [
      t('Kinh phí phải hoàn trả (đồng)', 'Money to pay back (đồng)'),
      task.recovery === 0n ? null : <Dong amount={task.recovery} language={language} />,
    ],
    [t('Ngày hoàn trả đủ', 'Paid back in full on'), day(task.recoveredOn)],
  ] as const
  const shown = items.filter(([, value]) => value !== null)
  if (shown.length === 0) return null
  return (
    <Section title={t('Phê duyệt, hợp đồng, kết thúc', 'Approval, contract, end')} id="outcome">
      <Facts columns={2} items={shown} />
    </Section>
  )
}

export function About({ task, request }: Part) {
  const { t, language } = request
  const { title: _above, ...facts } = taskFields.facts(task, t, language)
  return (
    <Section title={t('Thông tin chung', 'General information')} id="about">
      <Facts
        columns={2}
        items={[
          [t('Tình trạng', 'State'), <StateBadge of={taskStates} is={task.state} t={t} />],
          [t('Kế hoạch', 'Plan'), task.plan],
          [
            t('Loại nhiệm vụ', 'Kind of task'),
            <a href={`/task-kinds/${task.kindId}`}>{t(task.kind, task.kindEn)}</a>,
          ],
          [t('Mục dự toán của nhiệm vụ', 'Line that pays the task'), task.line],
          ...(task.need === null
            ? []
            : [
                [
                  t('Nhiệm vụ từ nhu cầu', 'The need that the task came of'),
                  <OpenLink request={request} href={`/needs/${task.needId}`}>
                    {task.need}
                  </OpenLink>,
                ] as const,
              ]),
          ...Object.values(facts).filter(([, value]) => value !== null),
        ]}
      />
    </Section>
  )
}
