import { mayRun } from '../platform/actor.ts'
import { toJson } from '../platform/json.ts'
import { words } from '../platform/language.ts'
import { actWords } from '../platform/operation.ts'
import { type Page, page } from '../platform/page.ts'
import { Facts, LinkButton, listPage, Moment, Notice, RecordTable, Section } from '../ui/index.ts'
import { listAudit, showAudit } from './queries.ts'
import { verifyPages } from './verify-page.tsx'

export const auditTrailPages: readonly Page[] = [
  listPage({
    route: 'GET /audit',
    place: { group: 'system', order: 95, main: ['auditor'], label: words('Nhật ký thao tác', 'Audit trail') },
    title: words('Nhật ký thao tác', 'Audit trail'),
    lead: words(
      'Mỗi việc ghi vào chương trình để lại một dòng không sửa được, nối với dòng trước bằng mã băm.',
      'Each writing leaves a line that cannot be changed, chained to the one before by its hash.',
    ),
    query: listAudit,
    actions: ({ t, mayOpen }) =>
      mayOpen('/audit/verify') ? (
        <LinkButton href="/audit/verify">{t('Kiểm tra chuỗi', 'Verify the chain')}</LinkButton>
      ) : null,
    filters: () => [
      {
        name: 'subject',
        label: words('Đối tượng (ví dụ enterprise:1)', 'Subject (such as enterprise:1)'),
        kind: 'search',
      },
      { name: 'command', label: words('Lệnh', 'Command'), kind: 'search' },
      { name: 'from', label: words('Từ ngày', 'From'), kind: 'date' },
      { name: 'to', label: words('Đến ngày', 'To'), kind: 'date' },
    ],
    columns: ({ actor, t }) => [
      {
        key: 'id',
        label: words('Số', 'Number'),
        value: (row) => row.id,
        cell: (row) => (mayRun(actor, showAudit) ? <a href={`/audit/${row.id}`}>{row.id}</a> : row.id),
      },
      { key: 'at', label: words('Lúc', 'At'), kind: 'moment', sort: 'at', value: (row) => row.at },
      { key: 'actor', label: words('Người làm', 'Who'), value: (row) => row.actor },
      { key: 'act', label: words('Việc đã làm', 'What was done'), value: (row) => t(actWords(row.command)) },
      { key: 'command', label: words('Lệnh', 'Command'), value: (row) => row.command },
      { key: 'subject', label: words('Đối tượng', 'Subject'), value: (row) => row.subject },
      { key: 'via', label: words('Qua', 'Via'), value: (row) => row.via },
    ],
  }),
  ...verifyPages,
  page({
    route: 'GET /audit/{id}',
    for: showAudit,
    async run(request) {
      const { t } = request
      const record = await request.execute(showAudit, { id: request.params.id })
      return {
        title: `${t('Thao tác', 'Operation')} ${record.id}`,
        breadcrumbs: [{ label: t('Nhật ký thao tác', 'Audit trail'), href: '/audit' }],
        body: (
          <>
            <Section>
              <Facts
                items={[
                  [t('Việc đã làm', 'What was done'), t(actWords(record.command))],
                  [t('Lệnh', 'Command'), record.command],
                  [t('Đối tượng', 'Subject'), record.subject],
                  [t('Người làm', 'Who'), record.actor],
                  [t('Lúc', 'At'), <Moment at={record.at} />],
                  [t('Qua', 'Via'), record.via],
                  ['SHA-256', <code class="text-sm break-all">{record.hash}</code>],
                ]}
              />
              {record.masked ? (
                <Notice tone="info">
                  {t(
                    'Dữ liệu cá nhân ghi trước khi chương trình niêm phong theo từng người chỉ thanh tra, kiểm toán xem được; ở đây che bằng •••.',
                    'Personal data written before the program sealed them by person are read by inspectors and auditors alone; here they are masked as •••.',
                  )}
                </Notice>
              ) : null}
              <h3 class="mt-4">{t('Nội dung gửi', 'What was sent')}</h3>
              <pre class="overflow-x-auto rounded-box bg-base-200 p-3 text-sm whitespace-pre-wrap">
                {toJson(record.input, 2)}
              </pre>
            </Section>
            <Section title={t('Dòng đã ghi', 'Rows written')} id="changes">
              <RecordTable
                caption={t('Dòng đã ghi', 'Rows written')}
                rows={record.changes}
                columns={[
                  { head: t('Bảng', 'Table'), cell: (change) => change.table },
                  { head: t('Khóa', 'Key'), cell: (change) => change.key },
                  { head: t('Thao tác', 'Operation'), cell: (change) => change.operation },
                  {
                    head: t('Sau khi ghi', 'Recorded state'),
                    cell: (change) => <code class="text-xs break-all">{toJson(change.after)}</code>,
                  },
                ]}
              />
            </Section>
          </>
        ),
      }
    },
  }),
]
