import { words } from '../platform/language.ts'
import { Act, Dong, inForcePages, listPage, OpenLink } from '../ui/index.ts'
import { drawBatch } from './batches.ts'
import { listColumns } from './fields.ts'
import { batchCrumbs, batchesAt, unlistedAt, unlistedTitle, usesAt, usesTitle } from './list-pages.tsx'
import { endUse, listUnlisted, listUses, setUse, useFields } from './use.ts'

/** From which day lists are used. */
export const usePages = inForcePages({
  at: usesAt,
  title: usesTitle,
  lead: words(
    'Từ ngày này mỗi chứng từ đã duyệt phải có trong một bảng kê; chứng từ trước ngày này không coi là thiếu ở Kho bạc.',
    'From this day each payment that was released is on a list; what was paid before is not missing at the Treasury.',
  ),
  empty: words(
    'Chưa đặt ngày nào; chưa chứng từ nào coi là thiếu.',
    'No day is set; nothing counts as missing.',
  ),
  crumbs: batchCrumbs,
  list: listUses,
  columns: () => [],
  source: useFields.labels.source,
  set: {
    command: setUse,
    button: words('Đặt ngày bắt đầu', 'Set the day'),
    label: words('Đặt ngày bắt đầu dùng bảng kê Kho bạc', 'Set the day from which lists are used'),
    fields: ({ f, t }) => useFields.form(f, t),
    done: words('Đã đặt ngày bắt đầu dùng bảng kê.', 'The day is set.'),
  },
  end: {
    command: endUse,
    label: words('Thôi dùng bảng kê', 'End the use of lists'),
    done: words('Đã thôi dùng bảng kê.', 'The use of lists is ended.'),
  },
})

export const unlistedList = listPage({
  route: `GET ${unlistedAt}`,
  title: unlistedTitle,
  lead: words(
    'Chứng từ đã duyệt từ ngày bắt đầu dùng bảng kê mà chưa vào bảng kê nào, cũng chưa được khớp bằng tay với trả lời của Kho bạc.',
    'Payments that were released since lists are used, are on no list and were not matched by hand to an answer.',
  ),
  query: listUnlisted,
  breadcrumbs: batchCrumbs,
  empty: ({ t }) => t('Không thiếu chứng từ nào.', 'No payment is missing.'),
  actions: (request) => (
    <>
      <Act command={drawBatch} request={request} href={`${batchesAt}/new`} kind="primary">
        {request.t('Lập bảng kê', 'Draw up a list')}
      </Act>
      <OpenLink request={request} href={usesAt}>
        {request.t(usesTitle)}
      </OpenLink>
    </>
  ),
  filters: () => [
    {
      name: 'q',
      kind: 'search',
      label: words('Tìm số chứng từ, người nhận, nội dung', 'Voucher, payee, content'),
    },
  ],
  columns: ({ language, mayOpen }) => [
    {
      key: 'number',
      label: listColumns.number,
      sort: 'number',
      value: (row) => row.documentNumber,
      cell: (row) =>
        mayOpen(`/budget/payments/${row.id}`) ? (
          <a href={`/budget/payments/${row.id}`}>{row.documentNumber}</a>
        ) : (
          row.documentNumber
        ),
    },
    { key: 'on', label: listColumns.on, sort: 'on', kind: 'date', value: (row) => row.on },
    {
      key: 'amount',
      label: listColumns.amount,
      sort: 'amount',
      kind: 'money',
      value: (row) => row.amount,
      cell: (row) => <Dong amount={row.amount} language={language} />,
    },
    { key: 'payee', label: listColumns.payee, value: (row) => row.payee },
    { key: 'purpose', label: listColumns.content, value: (row) => row.purpose },
  ],
})
