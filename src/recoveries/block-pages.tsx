import { blockHref } from '../budget/index.ts'
import { formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { type PageRequest, page, receiver } from '../platform/page.ts'
import { Act, Day, Dong, Empty, formPage, OpenLink, RecordTable, Section, StateBadge } from '../ui/index.ts'
import {
  askException,
  type Blocked,
  blockKinds,
  endBlockRule,
  listBlocks,
  setBlockRule,
  settleException,
} from './blocks.ts'
import { exceptionFields, exceptionStates, ruleFields } from './fields.ts'
import { crumbs } from './list-pages.tsx'

/* What bars enterprises from new support, the document that allows exceptions, and the exceptions. */

const at = '/support-blocks'
const title = words('Đơn vị chưa được hỗ trợ mới', 'Who is barred from new support')

function Exception({ row, request }: { row: Blocked; request: PageRequest }) {
  const { t } = request
  const { exception } = row
  const asked = exception?.state === 'asked'
  return (
    <>
      {exception === null ? null : (
        <>
          <StateBadge of={exceptionStates} is={exception.state} t={t} />
          <span class="hint block">
            {t('đến', 'until')} {formatDate(exception.until)}: {exception.reason} ({exception.askedBy}
            {exception.settledBy === null ? '' : ` → ${exception.settledBy}`})
          </span>
        </>
      )}
      {asked && exception !== null ? (
        <Act command={settleException} request={request} href={`${at}/exceptions/${exception.id}`} small>
          {t('Xử lý ngoại lệ', 'Settle the exception')}
        </Act>
      ) : (
        <Act
          command={askException}
          request={request}
          href={`${at}/${row.kind}/${row.recordId}/exceptions`}
          small
        >
          {t('Đề nghị ngoại lệ', 'Ask for an exception')}
        </Act>
      )}
    </>
  )
}

const list = page({
  route: `GET ${at}`,
  for: listBlocks,
  async run(request) {
    const { t, language } = request
    const { rows, rule } = await request.execute(listBlocks, {})
    const heads = {
      who: t('Doanh nghiệp, tổ chức chủ trì', 'Enterprise or host'),
      what: t('Nghĩa vụ chưa hoàn thành', 'What is not settled'),
      rest: t('Số chưa hoàn thành (đồng)', 'Not settled (đồng)'),
      due: t('Hạn phải hoàn thành', 'Last day for it'),
      exception: t('Ngoại lệ', 'Exception'),
    }
    return {
      title: t(title),
      lead: t(
        'Còn thu hồi chưa nộp đủ, hoặc tạm ứng quá hạn hoàn, thì không quyết định hỗ trợ mới, không mở lượt, không cam kết thêm, không phê duyệt hay ký hợp đồng nhiệm vụ mới (tổ chức chủ trì cùng mã số thuế). Hoàn thành nghĩa vụ thì hết chặn.',
        'While a recovery stands or an advance is overdue no new support is decided, no turn opened, nothing more committed, no new task approved or its contract signed (a host of the same tax code). What is settled bars no longer.',
      ),
      breadcrumbs: crumbs(request),
      body: (
        <>
          <Section>
            {rows.length === 0 ? (
              <Empty>{t('Không đơn vị nào bị chặn.', 'Nobody is barred.')}</Empty>
            ) : (
              <RecordTable
                caption={t(title)}
                stack
                rows={rows}
                columns={[
                  {
                    head: heads.who,
                    cell: (row) => (
                      <OpenLink
                        request={request}
                        href={
                          row.enterpriseId === null
                            ? `/science-tasks/${row.taskId}`
                            : `/enterprises/${row.enterpriseId}`
                        }
                      >
                        {row.name}
                      </OpenLink>
                    ),
                  },
                  {
                    head: heads.what,
                    cell: (row) => (
                      <a href={blockHref(row)}>
                        {row.kind === 'recovery'
                          ? t('Thu hồi theo quyết định', 'Recovery by decision')
                          : t('Tạm ứng quá hạn', 'Overdue advance')}{' '}
                        {row.number}
                      </a>
                    ),
                  },
                  {
                    head: heads.rest,
                    num: true,
                    cell: (row) => <Dong amount={row.rest} language={language} />,
                  },
                  { head: heads.due, cell: (row) => <Day day={row.dueOn} /> },
                  { head: heads.exception, cell: (row) => <Exception row={row} request={request} /> },
                ]}
              />
            )}
          </Section>
          <Section title={t('Văn bản cho phép ngoại lệ', 'The document that allows exceptions')} id="rule">
            {rule === null ? (
              <>
                <p>{t('Chưa có văn bản nào: không có ngoại lệ.', 'There is none: no exceptions.')}</p>
                <Act command={setBlockRule} request={request} href={`${at}/rules/new`}>
                  {t('Ghi văn bản', 'Enter the document')}
                </Act>
              </>
            ) : (
              <>
                <p>
                  {rule.source}, {t('từ', 'from')} {formatDate(rule.validFrom)}. {rule.reason}
                </p>
                <Act
                  command={endBlockRule}
                  request={request}
                  action={`${at}/rules/${rule.id}/end`}
                  kind="danger"
                  small
                >
                  {t('Thôi cho phép ngoại lệ', 'Allow no more exceptions')}
                </Act>
              </>
            )}
          </Section>
        </>
      ),
    }
  },
})

const under = (request: PageRequest) => [...crumbs(request), { label: request.t(title), href: at }]
const kindOf = (request: PageRequest) => blockKinds.find((kind) => kind === request.params.kind) ?? 'recovery'

const asked = formPage({
  command: askException,
  address: `${at}/{kind}/{record}/exceptions`,
  title: words('Đề nghị ngoại lệ', 'Ask for an exception'),
  lead: words(
    'Người khác duyệt; được duyệt thì nghĩa vụ này không chặn hỗ trợ mới đến ngày ghi dưới đây.',
    'Another person approves it; then this does not bar new support until the day below.',
  ),
  crumbs: (request) => [
    ...under(request),
    {
      label: request.t('Nghĩa vụ chưa hoàn thành', 'What is not settled'),
      href: blockHref({ kind: kindOf(request), recordId: Number(request.params.record) }),
    },
  ],
  fields: ({ f, t }) => exceptionFields.form(f, t),
  submit: words('Gửi duyệt ngoại lệ', 'Send the exception to be approved'),
  cancel: at,
  done: () => ({
    to: at,
    message: words('Đã gửi; người khác duyệt ngoại lệ.', 'It is sent; another person approves it.'),
  }),
})

const settled = formPage({
  command: settleException,
  address: `${at}/exceptions/{id}`,
  title: words('Xử lý ngoại lệ', 'Settle the exception'),
  crumbs: under,
  fields: ({ f, t }) => (
    <>
      {f.select('outcome', {
        label: t('Kết luận về ngoại lệ', 'Outcome of the exception'),
        choices: [
          { value: 'approved', label: t(exceptionStates.names.approved) },
          { value: 'refused', label: t(exceptionStates.names.refused) },
        ],
      })}
      {f.area('reason', { label: t('Lý do', 'Reason'), rows: 3 })}
    </>
  ),
  submit: words('Lưu kết quả', 'Save the outcome'),
  cancel: at,
  done: () => ({ to: at, message: words('Đã xử lý ngoại lệ.', 'The exception is settled.') }),
})

const set = formPage({
  command: setBlockRule,
  address: `${at}/rules/new`,
  title: words('Ghi văn bản cho phép ngoại lệ', 'Enter the document that allows exceptions'),
  crumbs: under,
  initial: (_record, { system }) => ({ validFrom: formatDate(today(system.now())) }),
  fields: ({ f, t }) => ruleFields.form(f, t),
  submit: words('Lưu', 'Save'),
  cancel: at,
  done: () => ({ to: at, message: words('Đã ghi văn bản.', 'The document is entered.') }),
})
const ended = receiver({
  command: endBlockRule,
  address: `${at}/rules/{id}/end`,
  done: () => ({ to: at, message: words('Không còn ngoại lệ.', 'There are no more exceptions.') }),
})

export const blockPages = [list, ...asked.pages, ...settled.pages, ...set.pages, ended]
