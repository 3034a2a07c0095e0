import { closingCrumbs } from '../budget/index.ts'
import { rowsTyped } from '../platform/forms/rows.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { type Fields, formPage, Table } from '../ui/index.ts'
import { drawUpSettlement, enterTreasury } from './settlement.ts'
import { showYear } from './settlement-queries.ts'
import { Figures } from './year-figures.tsx'
import { yearAt } from './year-pages.tsx'

/* The forms on a year: the Treasury's figures, and its settlement. */

const columns = ['given', 'paid', 'advanced', 'leftOver'] as const

export const treasuryForm = formPage({
  command: enterTreasury,
  address: '/budget/years/{year}/treasury',
  title: words('Ghi số liệu đối chiếu của Kho bạc', "Enter the Treasury's figures"),
  lead: words(
    'Ghi theo bản đối chiếu của Kho bạc: dự toán được sử dụng, đã chi, tạm ứng chưa thanh toán, dự toán còn lại trước khi chuyển nguồn, hủy. Chỗ lệch với sổ thì giải trình.',
    'By the statement of the Treasury: what could be spent, paid, advances that are not cleared, what was left before it was carried over or cancelled. Explain what differs from the ledger.',
  ),
  record: (request) => request.execute(showYear, { year: request.params.year }),
  crumbs: (request, { year }) => [...closingCrumbs(request), { label: String(year), href: yearAt(year) }],
  initial: ({ lines }, { language }) =>
    Object.fromEntries(
      lines.flatMap(({ treasury }, at) =>
        treasury === null
          ? []
          : [
              ...columns.map((key) => [`figures.${at}.${key}`, formatDong(treasury[key], language)] as const),
              [`figures.${at}.explanation`, treasury.explanation ?? ''] as const,
            ],
      ),
    ),
  fields: ({ f: form, t, record, request }) => {
    const f = form as unknown as Fields<string>
    const heads = {
      line: t('Mục', 'Line'),
      given: t('Dự toán được sử dụng', 'What could be spent'),
      paid: t('Đã chi', 'Paid'),
      advanced: t('Tạm ứng chưa thanh toán', 'Advances not cleared'),
      leftOver: t('Dự toán còn lại', 'Left of the estimate'),
      explanation: t('Giải trình chỗ lệch', 'Explanation of what differs'),
    }
    return (
      <>
        {f.text('documentNumber', { label: t('Số bản đối chiếu', 'Number of the statement') })}
        {f.date('documentDate', { label: t('Ngày đối chiếu', 'Day of the statement') })}
        <Table caption={t('Số liệu của Kho bạc, đồng', 'Figures of the Treasury, đồng')} stack>
          <thead>
            <tr>
              {Object.values(heads).map((head) => (
                <th>{head}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {record.lines.map((line, at) => {
              const label = `${line.line} · ${t(line.sourceName, line.sourceNameEn)}`
              return (
                <tr>
                  <td data-label={heads.line}>
                    <span>
                      {line.line} · {t(line.lineTitle, line.lineTitleEn)} ·{' '}
                      {t(line.sourceName, line.sourceNameEn)}
                    </span>
                    <span class="hint block">
                      {t('Theo sổ', 'By the ledger')}:{' '}
                      {formatDong(line.carriedIn + line.allocated + line.adjusted, request.language)};{' '}
                      {t('đã chi', 'paid')} {formatDong(line.paid, request.language)}
                    </span>
                    {f.hidden(`figures.${at}.line`, line.line)}
                    {f.hidden(`figures.${at}.source`, line.source)}
                  </td>
                  {columns.map((key) => (
                    <td class="min-w-36 [&_label]:sr-only" data-label={heads[key]}>
                      {f.money(`figures.${at}.${key}`, { label: `${heads[key]}: ${label}` })}
                    </td>
                  ))}
                  <td class="min-w-48 [&_label]:sr-only" data-label={heads.explanation}>
                    {f.text(`figures.${at}.explanation`, { label: `${heads.explanation}: ${label}` })}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </Table>
      </>
    )
  },
  input: (values) => ({ figures: rowsTyped(values, 'figures', 2_000) }),
  submit: words('Ghi số liệu', 'Save the figures'),
  wide: true,
  cancel: ({ year }) => yearAt(year),
  done: ({ year }) => ({
    to: yearAt(year),
    message: words('Đã ghi số liệu của Kho bạc.', "The Treasury's figures are saved."),
  }),
})

export const drawUpForm = formPage({
  command: drawUpSettlement,
  address: '/budget/years/{year}/settlement',
  title: words('Lập quyết toán năm', 'Draw up the settlement of a year'),
  lead: words(
    'Số liệu lấy từ sổ và bản đối chiếu, giữ nguyên như lúc lập. Người khác thống nhất kèm biên bản.',
    'The figures come from the ledger and the statement and are kept as they are now. Another person agrees, with the minutes.',
  ),
  record: (request) => request.execute(showYear, { year: request.params.year }),
  crumbs: (request, { year }) => [...closingCrumbs(request), { label: String(year), href: yearAt(year) }],
  fields: ({ f, t, record, request }) => (
    <>
      <Figures request={request} lines={record.lines} />
      {f.area('note', { label: t('Nhận xét, kiến nghị', 'Remarks and proposals'), rows: 3 })}
    </>
  ),
  submit: words('Lập quyết toán', 'Draw up the settlement'),
  wide: true,
  cancel: ({ year }) => yearAt(year),
  done: ({ id }) => ({
    to: `/budget/settlements/${id}`,
    message: words(
      'Đã lập quyết toán; người khác thống nhất.',
      'The settlement is drawn up; another person agrees.',
    ),
  }),
})
