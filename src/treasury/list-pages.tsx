import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { Act, Dong, listPage, OpenLink, StateBadge } from '../ui/index.ts'
import { checkAnswer } from './answer.ts'
import { drawBatch } from './batches.ts'
import {
  batchFields,
  batchStates,
  differenceKinds,
  differenceStates,
  listColumns,
  outcomes,
} from './fields.ts'
import { type BatchListed, type DifferenceListed, listBatches, listDifferences } from './queries.ts'

export const batchesAt = '/treasury/batches'
export const batchesTitle = words('Bảng kê gửi Kho bạc', 'Lists for the Treasury')
export const batchCrumbs = ({ t }: PageRequest) => [{ label: t(batchesTitle), href: batchesAt }]
export const differencesAt = '/treasury/differences'
export const differencesTitle = words('Chênh lệch với Kho bạc', 'Differences with the Treasury')

export const usesAt = '/treasury/uses'
export const usesTitle = words('Ngày bắt đầu dùng bảng kê Kho bạc', 'Days from which lists are used')
export const unlistedAt = '/treasury/unlisted'
export const unlistedTitle = words('Chứng từ chưa có ở Kho bạc', 'Payments missing at the Treasury')

/** Labels that the lists and the pages of a batch share. */
export const batchLabels = {
  orders: words('Số lượng chứng từ', 'Payments, how many'),
  amount: listColumns.amount,
  paid: words('Kho bạc đã chi (đồng)', 'Paid by the Treasury (đồng)'),
  sentBack: words('Kho bạc trả lại (đồng)', 'Sent back by the Treasury (đồng)'),
  open: words('Chênh lệch chưa xử lý', 'Differences not settled'),
  sentOn: words('Ngày gửi Kho bạc', 'Sent to the Treasury on'),
  answeredOn: words('Ngày Kho bạc trả lời', 'Answered by the Treasury on'),
  dueOn: words('Xử lý trước ngày', 'To be settled by'),
} as const

export const batchList = listPage({
  route: `GET ${batchesAt}`,
  place: { group: 'money', order: 63, main: ['finance', 'accountant'], label: batchesTitle },
  title: batchesTitle,
  lead: words(
    'Kế toán gom chứng từ chi vào một bảng kê; người khác duyệt rồi gửi Kho bạc. Danh sách Kho bạc trả lời được nhập lại, đối chiếu từng khoản.',
    'The accountant puts payments on one list; another person releases it and it goes to the Treasury. The answer comes in and is held against it row by row.',
  ),
  query: listBatches,
  empty: ({ t }) => t('Chưa lập bảng kê nào.', 'No list is drawn up yet.'),
  actions: (request) => (
    <>
      <Act command={drawBatch} request={request} href={`${batchesAt}/new`} kind="primary">
        {request.t('Lập bảng kê', 'Draw up a list')}
      </Act>
      <Act command={checkAnswer} request={request} href="/treasury/import">
        {request.t('Nhập danh sách của Kho bạc', "Import the Treasury's list")}
      </Act>
      <OpenLink request={request} href={differencesAt}>
        {request.t(differencesTitle)}
      </OpenLink>
      <OpenLink request={request} href={`${differencesAt}?kind=unknown&state=open`}>
        {request.t('Khoản chưa khớp', 'Rows without a match')}
      </OpenLink>
      <OpenLink request={request} href={unlistedAt}>
        {request.t(unlistedTitle)}
      </OpenLink>
      <OpenLink request={request} href={usesAt}>
        {request.t(usesTitle)}
      </OpenLink>
    </>
  ),
  filters: (request) => [
    { name: 'q', kind: 'search', label: words('Tìm số bảng kê, ghi chú', 'Number of the list, note') },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: batchStates.choices(request.t),
    },
  ],
  columns: (request) => {
    const { t, language } = request
    const money = (key: 'amount' | 'paid' | 'sentBack') => ({
      key,
      label: batchLabels[key],
      kind: 'money' as const,
      value: (row: BatchListed) => row[key],
      cell: (row: BatchListed) => <Dong amount={row[key]} language={language} />,
      ...(key === 'amount' ? { sort: 'amount' as const } : {}),
    })
    return [
      {
        key: 'number',
        label: batchFields.labels.number,
        sort: 'number',
        value: (row) => row.number,
        cell: (row) => <a href={`${batchesAt}/${row.id}`}>{row.number}</a>,
      },
      {
        key: 'drawnOn',
        label: batchFields.labels.drawnOn,
        sort: 'drawnOn',
        kind: 'date',
        value: (row) => row.drawnOn,
      },
      { key: 'orders', label: batchLabels.orders, kind: 'number', value: (row) => row.orders },
      money('amount'),
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        sort: 'state',
        value: (row) => t(batchStates.names[row.state]),
        cell: (row) => <StateBadge of={batchStates} is={row.state} t={t} />,
      },
      {
        key: 'sentOn',
        label: batchLabels.sentOn,
        sort: 'sentOn',
        kind: 'date',
        value: (row) => row.sentOn,
      },
      money('paid'),
      money('sentBack'),
      { key: 'open', label: batchLabels.open, kind: 'number', value: (row) => row.open },
      {
        key: 'answeredOn',
        label: batchLabels.answeredOn,
        kind: 'date',
        exportOnly: true,
        value: (row) => row.answeredOn,
      },
      {
        key: 'drawnBy',
        label: words('Người lập bảng kê', 'List drawn up by'),
        exportOnly: true,
        value: (row) => row.drawnBy ?? '',
      },
      {
        key: 'note',
        label: batchFields.labels.note,
        exportOnly: true,
        value: (row) => row.note ?? '',
      },
    ]
  },
})

export const differenceList = listPage({
  route: `GET ${differencesAt}`,
  title: differencesTitle,
  lead: words(
    'Chỗ danh sách Kho bạc trả lời khác với bảng kê đã gửi: khác số tiền, người nhận, số chứng từ, không có trong bảng kê, chưa trả lời, bị trả lại.',
    'Where the answer differs from the list that was sent: another sum, payee or number, not on the list, not answered, sent back.',
  ),
  query: listDifferences,
  breadcrumbs: batchCrumbs,
  empty: ({ t }) => t('Không có chênh lệch nào.', 'Nothing differs.'),
  filters: (request) => [
    {
      name: 'q',
      kind: 'search',
      label: words('Tìm số bảng kê, chứng từ, người nhận', 'List, voucher, payee'),
    },
    {
      name: 'kind',
      kind: 'select',
      label: words('Loại', 'Kind'),
      choices: differenceKinds.choices(request.t),
    },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: differenceStates.choices(request.t),
    },
  ],
  columns: (request) => {
    const { t, language } = request
    const money = (row: DifferenceListed, key: 'amount' | 'saidAmount') => {
      const amount = row[key]
      return amount === null ? '—' : <Dong amount={amount} language={language} />
    }
    return [
      {
        key: 'kind',
        label: words('Loại', 'Kind'),
        sort: 'kind',
        value: (row) => t(differenceKinds.names[row.kind]),
        cell: (row) => <a href={`${differencesAt}/${row.id}`}>{t(differenceKinds.names[row.kind])}</a>,
      },
      { key: 'batch', label: batchFields.labels.number, value: (row) => row.batch },
      {
        key: 'number',
        label: listColumns.number,
        value: (row) => row.number ?? row.saidNumber ?? '',
      },
      {
        key: 'amount',
        label: words('Số tiền đã gửi (đồng)', 'Amount sent (đồng)'),
        kind: 'money',
        value: (row) => row.amount,
        cell: (row) => money(row, 'amount'),
      },
      {
        key: 'saidAmount',
        label: words('Số tiền Kho bạc ghi (đồng)', 'Amount of the Treasury (đồng)'),
        kind: 'money',
        value: (row) => row.saidAmount,
        cell: (row) => money(row, 'saidAmount'),
      },
      {
        key: 'dueOn',
        label: batchLabels.dueOn,
        sort: 'dueOn',
        kind: 'date',
        value: (row) => row.dueOn,
      },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        sort: 'state',
        value: (row) => t(differenceStates.names[row.state]),
        cell: (row) => <StateBadge of={differenceStates} is={row.state} t={t} />,
      },
      {
        key: 'outcome',
        label: words('Kết quả xử lý', 'How it was settled'),
        value: (row) => (row.outcome === null ? '' : t(outcomes.names[row.outcome])),
      },
      {
        key: 'explanation',
        label: words('Nội dung giải trình', 'What explains it'),
        exportOnly: true,
        value: (row) => row.explanation ?? '',
      },
    ]
  },
})
