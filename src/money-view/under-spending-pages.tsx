import { planColumn, planFilters } from '../plan/index.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { Page } from '../platform/page.ts'
import { Act, Dong, formPage, LinkButton, listPage } from '../ui/index.ts'
import { answerFields, answerUnderSpent, listUnderSpent, type UnderSpent } from './under-spending.ts'

/* The lines for which the alarm of under-spending rings, and the answer for one. */

const at = '/budget/under-spending'
const title = words('Mục chi chậm', 'Under-spent lines')
const answerHref = (row: UnderSpent) => `${at}/answer?place=${row.id}`

export const underSpendingPage: Page = listPage({
  route: `GET ${at}`,
  place: { group: 'money', order: 65, label: title },
  title,
  lead: words(
    'Từ tháng 7: các mục của ngân sách đã chi ít hơn mức của tháng so với dự toán được sử dụng trong năm (được giao, năm trước chuyển sang, trừ phần chuyển đi, phần hủy). Trước tháng 7 không có cảnh báo.',
    'From July on: lines of the budget of which less is paid than the threshold of the month, of what may be spent in the year (given and carried in, less what is passed on and cancelled). There is no alarm before July.',
  ),
  query: listUnderSpent,
  breadcrumbs: ({ t }) => [
    { label: t('Kinh phí', 'Budget'), href: '/budget' },
    { label: t('Bảng kinh phí', 'View of money'), href: '/budget/view' },
  ],
  actions: ({ t }) => (
    <LinkButton href="/budget/spending-thresholds">
      {t('Mức cảnh báo chi chậm', 'Thresholds of under-spending')}
    </LinkButton>
  ),
  filters: async (request) => await planFilters(request),
  empty: ({ t }) =>
    t(
      'Không có mục nào bị cảnh báo: chưa đến tháng 7, chưa đặt mức cảnh báo, hoặc các mục đã chi đạt mức.',
      'The alarm rings for no line: it is before July, no threshold is set, or enough is paid of each.',
    ),
  columns: async (request) => {
    const { t, language } = request
    return [
      {
        key: 'line',
        label: words('Mục', 'Line'),
        sort: 'line',
        value: (row: UnderSpent) => `${row.line}. ${t(row.lineTitle, row.lineTitleEn)}`,
        cell: (row: UnderSpent) => (
          <a
            href={`/budget/view/moves?column=paid&line=${encodeURIComponent(row.line)}&year=${row.year}&source=${row.source}`}
          >
            {row.line}. {t(row.lineTitle, row.lineTitleEn)}
          </a>
        ),
      },
      {
        key: 'percent',
        label: words('Đã chi (%)', 'Paid (%)'),
        sort: 'percent',
        kind: 'number',
        value: (row: UnderSpent) => row.percent,
      },
      {
        key: 'least',
        label: words('Phải chi ít nhất (%)', 'To be paid at least (%)'),
        kind: 'number',
        value: (row: UnderSpent) => row.leastPercent,
      },
      {
        key: 'short',
        label: words('Còn thiếu so với mức (đồng)', 'Short of the threshold (đồng)'),
        sort: 'short',
        kind: 'money',
        value: (row: UnderSpent) => row.short,
        cell: (row: UnderSpent) => <Dong amount={row.short} language={language} />,
      },
      {
        key: 'given',
        label: words('Dự toán được sử dụng (đồng)', 'What may be spent (đồng)'),
        sort: 'given',
        kind: 'money',
        value: (row: UnderSpent) => row.given,
        cell: (row: UnderSpent) => <Dong amount={row.given} language={language} />,
      },
      {
        key: 'source',
        label: words('Nguồn', 'Source'),
        value: (row: UnderSpent) => t(row.sourceName, row.sourceNameEn),
      },
      ...(await planColumn<UnderSpent>(request)),
      {
        key: 'answer',
        label: words('Nguyên nhân chi chậm', 'Why it is under-spent'),
        value: (row: UnderSpent) =>
          row.reason === null
            ? null
            : `${row.reason} ${row.measure ?? ''} (${formatDate(row.answeredOn ?? '')})`,
        cell: (row: UnderSpent) => (
          <>
            {row.reason === null ? null : (
              <p class="text-sm">
                {row.reason}
                <span class="block">{row.measure}</span>
              </p>
            )}
            <Act command={answerUnderSpent} request={request} href={answerHref(row)} small>
              {t('Giải trình chi chậm', 'Answer for it')}
              <span class="sr-only"> {row.line}</span>
            </Act>
          </>
        ),
      },
    ]
  },
})

const answer = formPage({
  command: answerUnderSpent,
  address: `${at}/answer`,
  title: words('Giải trình mục chi chậm', 'Answer for an under-spent line'),
  crumbs: ({ t }) => [{ label: t(title), href: at }],
  record: (request) => request.execute(listUnderSpent, { limit: 1000 }),
  initial: ({ rows }, { url }) => {
    const row = rows.find(({ id }) => id === url.searchParams.get('place'))
    return { place: row?.id ?? '', reason: row?.reason ?? '', measure: row?.measure ?? '' }
  },
  fields: ({ f, t, record }) => (
    <>
      {f.select('place', {
        label: t('Mục', 'Line'),
        empty: t('— chọn —', '— choose —'),
        choices: record.rows.map((row) => ({
          value: row.id,
          label:
            `${row.line}. ${t(row.lineTitle, row.lineTitleEn)} (${t(row.sourceName, row.sourceNameEn)})`.slice(
              0,
              110,
            ),
        })),
      })}
      {answerFields.form(f, t)}
    </>
  ),
  submit: words('Lưu', 'Save'),
  cancel: at,
  done: () => ({ to: at, message: words('Đã ghi giải trình.', 'The explanation is recorded.') }),
})
export const answerPages = answer.pages
