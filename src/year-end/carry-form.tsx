import { today, yearOf } from '../platform/dates.ts'
import { rowsTyped } from '../platform/forms/rows.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import type { FormValues, PageRequest } from '../platform/page.ts'
import { Dong, Empty, type Fields, formPage, Table } from '../ui/index.ts'
import { proposeYearEnd } from './carry.ts'
import { below, LinePlace, whatOf, yearEndAt } from './carry-list.tsx'
import { showLeft } from './carry-queries.ts'

/* A proposal of what is carried over or cancelled, on many lines. */

/** What the address or the form that was sent says of a name. */
async function askedOf(request: PageRequest, name: string): Promise<string> {
  const typed = (await request.form())[name]
  return typeof typed === 'string' ? typed : (request.url.searchParams.get(name) ?? '')
}

async function recordOf(request: PageRequest) {
  const kind = await askedOf(request, 'kind')
  const typed = Number(await askedOf(request, 'year'))
  const last = yearOf(today(request.system.now())) - 1
  const year = Number.isInteger(typed) && typed > 1986 && typed < 2100 ? typed : last
  const left = await request.execute(showLeft, { year })
  const cancel = kind === 'cancel'
  return {
    ...left,
    kind: cancel ? ('cancel' as const) : ('carry' as const),
    // What is committed is released before it is cancelled.
    rows: left.rows.filter((row) => !cancel || row.commitmentId === null),
  }
}

/** The rows of the form that was sent; a number that is missing names no line, which the command then says. */
const linesOf = (values: FormValues) =>
  rowsTyped(values, 'lines', 2_000).map((row) =>
    Object.keys(row).length === 0 ? { line: '-', source: '-' } : row,
  )

export const proposal = formPage({
  command: proposeYearEnd,
  address: '/budget/year-end/new',
  title: ({ t, record }) =>
    record.kind === 'carry'
      ? t('Đề nghị chuyển nguồn', 'Propose a carry-over')
      : t('Đề nghị hủy dự toán', 'Propose a cancellation'),
  lead: ({ t, record }) =>
    record.kind === 'carry'
      ? t(
          `Số dư năm ${record.year}: ghi số chuyển sang năm ${record.year + 1} và loại được chuyển của từng khoản; để trống khoản không chuyển. Người khác duyệt.`,
          `What is left of ${record.year}: the amount that goes on to ${record.year + 1} and its kind for each row; leave empty what does not. Another person approves.`,
        )
      : t(
          `Số dư dự toán năm ${record.year} không được chuyển nguồn: ghi số hủy của từng mục, từng nguồn. Khoản đã cam kết thì hủy cam kết trước. Người khác duyệt.`,
          `What is left of ${record.year} and not carried over: the amount that is cancelled of each line and source. What is committed is released first. Another person approves.`,
        ),
  crumbs: below,
  record: recordOf,
  initial: ({ kind, rows }, { language }) =>
    kind === 'carry'
      ? {}
      : Object.fromEntries(
          rows.map(({ amount }, at) => [`lines.${at}.amount`, formatDong(amount, language)]),
        ),
  fields: ({ f, t, record, request, form }) => (
    <>
      {f.hidden('kind', record.kind)}
      {f.hidden('year', record.year)}
      {f.area('reason', { label: t('Lý do', 'Reason'), rows: 3 })}
      {form.errors
        .filter(({ field }) => field === 'lines')
        .map(({ words: said }) => (
          <p class="font-semibold text-error" id="f-lines" tabindex={-1}>
            {t(said)}
          </p>
        ))}
      <LeftTable f={f as unknown as Fields<string>} request={request} record={record} />
    </>
  ),
  input: (values) => ({ lines: linesOf(values) }),
  submit: words('Gửi duyệt', 'Send for approval'),
  wide: true,
  cancel: yearEndAt,
  done: ({ id }) => ({
    to: `${yearEndAt}/${id}`,
    message: words('Đã gửi; người khác duyệt.', 'It is sent; another person approves it.'),
  }),
})

function LeftTable(props: {
  f: Fields<string>
  request: PageRequest
  record: Awaited<ReturnType<typeof recordOf>>
}) {
  const { f, record } = props
  const { t, language } = props.request
  if (record.rows.length === 0)
    return <Empty>{t(`Năm ${record.year} không còn số dư nào.`, `Nothing is left of ${record.year}.`)}</Empty>
  const heads = {
    line:
      record.kind === 'carry'
        ? t('Mục, nguồn, cam kết', 'Line, source, commitment')
        : t('Mục, nguồn', 'Line, source'),
    left: t('Số dư (đồng)', 'Left (đồng)'),
    amount:
      record.kind === 'carry' ? t('Số chuyển nguồn', 'Amount carried over') : t('Số hủy', 'Amount cancelled'),
    ground: t('Loại được chuyển nguồn', 'Kind of carry-over'),
  }
  const grounds = record.grounds.map(({ id, name, nameEn, article }) => ({
    value: id,
    label: `${t(name, nameEn)} (${article})`,
  }))
  return (
    <Table caption={t('Số dư của năm ngân sách', 'What is left of a budget year')} stack>
      <thead>
        <tr>
          <th>{heads.line}</th>
          <th class="num">{heads.left}</th>
          <th>{heads.amount}</th>
          {record.kind === 'carry' ? <th>{heads.ground}</th> : null}
        </tr>
      </thead>
      <tbody>
        {record.rows.map((row, at) => {
          const label = `${row.line} · ${t(row.sourceName, row.sourceNameEn)} · ${whatOf(row, t)}`
          return (
            <tr>
              <td data-label={heads.line}>
                <LinePlace {...{ line: row, t }}>
                  {record.kind === 'carry' ? whatOf(row, t) : null}
                  {row.waiting === 0
                    ? null
                    : t(
                        ` (${row.waiting} chứng từ chi chờ duyệt)`,
                        ` (${row.waiting} payments wait to be released)`,
                      )}
                </LinePlace>
                {f.hidden(`lines.${at}.line`, row.line)}
                {f.hidden(`lines.${at}.source`, row.source)}
                {row.commitmentId === null ? null : f.hidden(`lines.${at}.commitment`, row.commitmentId)}
                {row.contentId === null ? null : f.hidden(`lines.${at}.content`, row.contentId)}
              </td>
              <td class="num" data-label={heads.left}>
                <Dong amount={row.amount} language={language} />
              </td>
              <td class="min-w-40 [&_label]:sr-only" data-label={heads.amount}>
                {f.money(`lines.${at}.amount`, { label: `${heads.amount}: ${label}` })}
              </td>
              {record.kind === 'carry' ? (
                <td class="min-w-56 [&_label]:sr-only" data-label={heads.ground}>
                  {f.select(`lines.${at}.ground`, {
                    label: `${heads.ground}: ${label}`,
                    choices: grounds,
                    empty: t('— chọn —', '— choose —'),
                  })}
                </td>
              ) : null}
            </tr>
          )
        })}
      </tbody>
    </Table>
  )
}
