import { heldRows } from '../controls/index.ts'
import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { numberOf, type PageRequest, type PageResult, page } from '../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Day,
  Dong,
  Facts,
  listPage,
  OpenLink,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import { drawBatch } from './batches.ts'
import { listColumns } from './fields.ts'
import {
  batchCrumbs,
  batchesAt,
  differencesAt,
  unlistedAt,
  unlistedTitle,
  usesAt,
  usesTitle,
} from './list-pages.tsx'
import { drawnUp, listUnlisted, setAside, showUnlisted, takeAsideBack, unlistedStates } from './unlisted.ts'

const unlistedDue = words('Vào bảng kê trước ngày', 'On a list by')

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
  filters: ({ t }) => [
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: [{ value: 'aside', label: t(unlistedStates.names.aside) }],
      all: unlistedStates.names.waiting,
    },
    {
      name: 'q',
      kind: 'search',
      label: words('Tìm số chứng từ, người nhận, nội dung', 'Voucher, payee, content'),
    },
  ],
  columns: ({ language, t }) => [
    {
      key: 'number',
      label: listColumns.number,
      sort: 'number',
      value: (row) => row.documentNumber,
      cell: (row) => <a href={`${unlistedAt}/${row.id}`}>{row.documentNumber}</a>,
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
    {
      key: 'dueOn',
      label: unlistedDue,
      kind: 'date',
      value: (row) => row.dueOn,
    },
    { key: 'payee', label: listColumns.payee, value: (row) => row.payee },
    { key: 'purpose', label: listColumns.content, value: (row) => row.purpose },
    { key: 'state', label: words('Tình trạng', 'State'), value: (row) => t(unlistedStates.names[row.state]) },
    { key: 'reason', label: words('Lý do', 'Reason'), exportOnly: true, value: (row) => row.reason },
  ],
})

type Shown = Output<typeof showUnlisted>
type ActKey = 'aside' | 'back'

const waits = ({ batch, matchedId, state }: Shown) =>
  batch === null && matchedId === null && state === 'waiting'

const acts = actsOf<Shown, ActKey>(`${unlistedAt}/{id}`, {
  aside: act(setAside, {
    title: words('Chi không qua bảng kê', 'Goes by no list'),
    path: 'aside',
    open: waits,
    held: async ({ id }, request) => (await heldRows(request, 'payment', drawnUp, [id]))(id),
    fields: ({ f, t }) =>
      f.area('reason', {
        label: t('Lý do', 'Reason'),
        hint: t(
          'Chứng từ này đi Kho bạc cách nào, theo văn bản nào.',
          'How this payment reaches the Treasury, by which document.',
        ),
        rows: 2,
      }),
    done: words('Đã ghi chi không qua bảng kê.', 'It is kept: the payment goes by no list.'),
  }),
  back: act(takeAsideBack, {
    title: words('Đưa trở lại chờ vào bảng kê', 'Let it wait for a list again'),
    path: 'waiting',
    open: ({ state }) => state === 'aside',
    fields: () => null,
    done: words('Chứng từ chờ vào bảng kê.', 'The payment waits for a list.'),
  }),
})

async function unlistedView(request: PageRequest, sent?: Sent<ActKey>): Promise<PageResult> {
  const { t, language, mayOpen } = request
  const row = await request.execute(showUnlisted, { id: numberOf(request, 'id') })
  const chosen = acts.chosen(request, row, sent)
  const payment = `/budget/payments/${row.id}`
  const items = [
    [
      t(listColumns.number),
      mayOpen(payment) ? <a href={payment}>{row.documentNumber}</a> : row.documentNumber,
    ],
    [t(listColumns.on), <Day day={row.on} />],
    [t(listColumns.amount), <Dong amount={row.amount} language={language} />],
    [t(listColumns.payee), row.payee],
    [t(listColumns.content), row.purpose],
    [t(unlistedDue), row.dueOn === null ? null : <Day day={row.dueOn} />],
    [
      t('Bảng kê gửi Kho bạc', 'List for the Treasury'),
      row.batch === null ? null : <a href={`${batchesAt}/${row.batch.id}`}>{row.batch.number}</a>,
    ],
    [
      t('Khớp bằng tay với', 'Matched by hand to'),
      row.matchedId === null ? null : (
        <a href={`${differencesAt}/${row.matchedId}`}>
          {t('một khoản Kho bạc trả lời', 'a row of the answer')}
        </a>
      ),
    ],
    [t('Vì sao không qua bảng kê', 'Why it goes by no list'), row.reason],
    [t('Người ghi', 'By'), row.setBy],
  ] as const
  return recordView({
    title: t(`Chứng từ ${row.documentNumber}`, `Payment ${row.documentNumber}`),
    lead: t(
      'Đưa vào một bảng kê, khớp bằng tay với khoản Kho bạc trả lời, hoặc ghi vì sao không qua bảng kê.',
      'Put it on a list, match it by hand to a row of an answer, or say why it goes by no list.',
    ),
    breadcrumbs: [...batchCrumbs(request), { label: t(unlistedTitle), href: unlistedAt }],
    actions: waits(row) ? (
      <Act command={drawBatch} request={request} href={`${batchesAt}/new`} kind="primary">
        {t('Lập bảng kê', 'Draw up a list')}
      </Act>
    ) : null,
    head: {
      matters: [{ record: 'unlisted_payment', id: row.id }],
      state: { key: row.state, shown: <StateBadge of={unlistedStates} is={row.state} t={t} /> },
      steps: stepsOf<Shown['state']>(
        [['waiting', t(unlistedStates.names.waiting)]],
        row.state,
        {
          waiting: row.on,
        },
        row.state === 'aside'
          ? { after: 'waiting', label: t(unlistedStates.names.aside), ends: true }
          : undefined,
      ),
    },
    finished: !waits(row),
    act: chosen === undefined ? null : await acts.form(request, row, chosen, sent),
    summary: (
      <Section title={t('Thông tin chung', 'General information')} id="about">
        <Facts columns={2} items={items.filter(([, value]) => value !== null)} />
      </Section>
    ),
  })
}

export const unlistedPages = [
  page({ route: `GET ${unlistedAt}/{id}`, for: showUnlisted, run: (request) => unlistedView(request) }),
  ...acts.receivers(unlistedView),
]
