import { heldRows } from '../controls/index.ts'
import { formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import type { Output } from '../platform/operation.ts'
import { numberOf, type PageRequest, type PageResult, page } from '../platform/page.ts'
import {
  act,
  actsOf,
  Day,
  Dong,
  Facts,
  type Fields,
  FileLink,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
  Table,
} from '../ui/index.ts'
import { acceptMatch, bookSentBack, confirmPaid, explainUnknown, refuseMatch } from './differences.ts'
import {
  batchFields,
  type DifferenceKind,
  differenceKinds,
  differenceStates,
  listColumns,
  outcomes,
  results,
} from './fields.ts'
import { batchCrumbs, batchesAt, batchLabels, differencesAt, differencesTitle } from './list-pages.tsx'
import { confirmMatch, matchable, matchedByHand, matchUnknown, refuseHandMatch } from './matches.ts'
import { type DifferenceListed, showDifference } from './queries.ts'
import { onlyFit } from './rules.ts'

/* One difference: what was sent beside what the answer says, and how it is settled. */

type Shown = DifferenceListed & { readonly matchable: Output<typeof matchable> }

type ActKey = 'accept' | 'back' | 'confirm' | 'explain' | 'match' | 'paid' | 'refuse' | 'unmatch'

const kinds =
  (...of: DifferenceKind[]) =>
  ({ kind, state }: DifferenceListed) =>
    state === 'open' && of.includes(kind)

/** The version that was read, and what explains it. */
function Explained(of: {
  f: Fields<'version' | 'explanation'>
  t: PageRequest['t']
  record: DifferenceListed
  label?: string
}) {
  const { f, t, record, label } = of
  return (
    <>
      {f.hidden('version', record.version)}
      {f.area('explanation', { label: label ?? t('Nội dung giải trình', 'What explains it'), rows: 2 })}
    </>
  )
}

/** The paper of the Treasury. */
const paperFields = (f: Fields<'on' | 'documentNumber' | 'fileId'>, t: PageRequest['t']) => (
  <>
    {f.date('on', { label: t('Ngày Kho bạc xử lý', 'Day of the Treasury') })}
    {f.text('documentNumber', { label: t('Số văn bản của Kho bạc', "Number of the Treasury's paper") })}
    {f.file('fileId', { label: t('Văn bản của Kho bạc', "The Treasury's paper") })}
  </>
)

const initial = (row: DifferenceListed, { system }: PageRequest) => ({
  on: formatDate(row.saidOn ?? today(system.now())),
  documentNumber: '',
  explanation: row.saidReason ?? '',
})

/** The payment that the form of a match by hand begins with; null where the choice is left to the reader. */
const proposedFor = ({ matchable: payments, saidAmount, saidPayee, saidAccount }: Shown) =>
  saidAmount === null
    ? null
    : onlyFit(payments, { amount: saidAmount, payee: saidPayee, account: saidAccount })

function whyProposed(row: Shown) {
  const proposed = proposedFor(row)
  return proposed === null
    ? words(
        'Không đề xuất chứng từ nào: không có đúng một chứng từ cùng số tiền và người nhận.',
        'None is proposed: not exactly one payment has this sum and payee.',
      )
    : words(
        `Đề xuất ${proposed.documentNumber}: chứng từ duy nhất cùng số tiền và người nhận.`,
        `${proposed.documentNumber} is proposed: the only payment of this sum and payee.`,
      )
}

const acts = actsOf<Shown, ActKey>(`${differencesAt}/{id}`, {
  accept: act(acceptMatch, {
    title: words('Nhận là chứng từ này', 'Take it as this payment'),
    path: 'acceptance',
    open: kinds('sum', 'payee', 'number'),
    fields: ({ f, t, record }) => <Explained {...{ f, t, record }} />,
    done: words('Đã xử lý chênh lệch.', 'The difference is settled.'),
  }),
  back: act(bookSentBack, {
    title: words('Ghi khoản Kho bạc trả lại', 'Book what the Treasury sent back'),
    path: 'refund',
    open: kinds('sent_back', 'missing'),
    initial,
    fields: ({ f, t, record }) => (
      <>
        {paperFields(f, t)}
        <Explained
          {...{ f, t, record }}
          label={t('Lý do Kho bạc trả lại', 'Why the Treasury sent it back')}
        />
      </>
    ),
    done: words(
      'Đã ghi bút toán trả tiền về cam kết; cần chi thì lập chứng từ mới.',
      'The money is on its commitment again; where it is still due a new payment is drawn up.',
    ),
  }),
  match: act(matchUnknown, {
    title: words('Khớp bằng tay với một chứng từ', 'Match by hand to a payment'),
    path: 'match',
    open: (row: Shown) => kinds('unknown')(row),
    initial: (row) => ({ orderId: String(proposedFor(row)?.id ?? '') }),
    fields: ({ f, t, record, request }) => (
      <>
        {f.select('orderId', {
          label: t('Chứng từ chi', 'Payments'),
          empty: t('— chọn —', '— choose —'),
          choices: record.matchable.map((one) => ({
            value: one.id,
            label: [
              `${one.documentNumber}, ${formatDate(one.on)}`,
              `${formatDong(one.amount, request.language)} đ`,
              one.payee,
              one.batch ?? t('chưa vào bảng kê', 'on no list'),
            ].join(' · '),
          })),
          hint: `${t(whyProposed(record))} ${t(
            'Chứng từ đã duyệt mà Kho bạc chưa trả lời; khoản cùng số tiền đứng trước. Người khác xác nhận.',
            'Released payments of which the Treasury said nothing; those of the same sum come first. Another person confirms.',
          )}`,
        })}
        <Explained {...{ f, t, record }} />
      </>
    ),
    done: words('Đã khớp, chờ người khác xác nhận.', 'It is matched; another person confirms.'),
  }),
  confirm: act(confirmMatch, {
    title: words('Xác nhận khớp bằng tay', 'Confirm the match by hand'),
    path: 'match-confirmation',
    open: ({ state }) => state === 'matched',
    held: async ({ id }, request) => (await heldRows(request, 'payment', matchedByHand, [id]))(id),
    fields: ({ f, record }) => f.hidden('version', record.version),
    done: words('Đã xác nhận.', 'It is confirmed.'),
  }),
  unmatch: act(refuseHandMatch, {
    title: words('Không xác nhận khớp bằng tay', 'Refuse the match by hand'),
    path: 'match-refusal',
    kind: 'danger',
    open: ({ state }) => state === 'matched',
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.area('reason', { label: t('Lý do', 'Reason'), rows: 2 })}
      </>
    ),
    done: words('Đã ghi; khoản này chờ xử lý lại.', 'It is kept; the row waits again.'),
  }),
  explain: act(explainUnknown, {
    title: words('Không phải khoản chi của đơn vị', 'None of our payments'),
    path: 'explanation',
    open: kinds('unknown'),
    fields: ({ f, t, record }) => (
      <>
        <Explained {...{ f, t, record }} label={t('Lý do', 'Reason')} />
        {f.file('fileId', { label: t('Văn bản của Kho bạc', "The Treasury's paper") })}
      </>
    ),
    done: words('Đã xử lý chênh lệch.', 'The difference is settled.'),
  }),
  paid: act(confirmPaid, {
    title: words('Xác nhận Kho bạc đã chi', 'Confirm that the Treasury paid'),
    path: 'payment',
    open: kinds('missing'),
    initial,
    fields: ({ f, t, record }) => (
      <>
        {paperFields(f, t)}
        <Explained {...{ f, t, record }} />
      </>
    ),
    done: words('Đã xử lý chênh lệch.', 'The difference is settled.'),
  }),
  refuse: act(refuseMatch, {
    title: words('Không phải chứng từ này', 'It is another payment'),
    path: 'refusal',
    kind: 'danger',
    open: kinds('sum', 'payee', 'number'),
    fields: ({ f, t, record }) => <Explained {...{ f, t, record }} />,
    done: words(
      'Đã ghi; chứng từ của bảng kê là khoản Kho bạc chưa trả lời.',
      'It is kept; the payment of the list is one that is not answered.',
    ),
  }),
})

/** What was sent beside what the answer says. */
function Sides({ request, row }: { request: PageRequest; row: DifferenceListed }) {
  const { t, language } = request
  const heads = { sent: t('Bảng kê đã gửi', 'The list sent'), said: t('Kho bạc trả lời', 'The answer') }
  const money = (amount: bigint | null) =>
    amount === null ? '—' : <Dong amount={amount} language={language} />
  const day = (on: string | null) => (on === null ? '—' : <Day day={on} />)
  const lines = [
    [t(listColumns.number), row.number ?? '—', row.saidNumber ?? '—'],
    [t(listColumns.payee), row.payee ?? '—', row.saidPayee ?? '—'],
    [t(listColumns.account), row.account ?? '—', row.saidAccount ?? '—'],
    [t(listColumns.amount), money(row.amount), money(row.saidAmount)],
    [t('Ngày Kho bạc xử lý', 'Day of the Treasury'), '—', day(row.saidOn)],
    [
      t('Kết quả của Kho bạc', 'Result at the Treasury'),
      '—',
      row.saidResult === null ? '—' : t(results.names[row.saidResult]),
    ],
    [t('Lý do Kho bạc trả lại', 'Why the Treasury sent it back'), '—', row.saidReason ?? '—'],
  ] as const
  return (
    <Table caption={t('Bảng kê đã gửi và trả lời của Kho bạc', 'The list sent beside the answer')}>
      <thead>
        <tr>
          <th scope="col">
            <span class="sr-only">{t('Nội dung', 'Content')}</span>
          </th>
          <th scope="col">{heads.sent}</th>
          <th scope="col">{heads.said}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(([label, sent, said]) => (
          <tr>
            <th scope="row">{label}</th>
            <td>{sent}</td>
            <td>{said}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

async function differenceView(request: PageRequest, sent?: Sent<ActKey>): Promise<PageResult> {
  const { t, language, mayOpen } = request
  const shown = await request.execute(showDifference, { id: numberOf(request, 'id') })
  const { id } = shown
  const open = shown.kind === 'unknown' && shown.state === 'open'
  const row = { ...shown, matchable: open ? await request.execute(matchable, { id }) : [] }
  const chosen = acts.chosen(request, row, sent)
  const payment = `/budget/payments/${row.orderId}`
  const items = [
    [t(batchFields.labels.number), <a href={`${batchesAt}/${row.batchId}`}>{row.batch}</a>],
    [
      t('Chứng từ chi', 'Payments'),
      row.orderId === null ? null : mayOpen(payment) ? <a href={payment}>{row.number}</a> : row.number,
    ],
    [
      t('Khớp bằng tay với', 'Matched by hand to'),
      row.matchedId === null ? null : (
        <>
          {mayOpen(`/budget/payments/${row.matchedId}`) ? (
            <a href={`/budget/payments/${row.matchedId}`}>{row.matchedNumber}</a>
          ) : (
            row.matchedNumber
          )}
          , <Dong amount={row.matchedAmount ?? 0n} language={language} />
        </>
      ),
    ],
    [t('Người khớp', 'Matched by'), row.matchedBy],
    [t('Vì sao không xác nhận', 'Why it was not confirmed'), row.refusal],
    [t(batchLabels.dueOn), <Day day={row.dueOn} />],
    [t('Kết quả xử lý', 'How it was settled'), row.outcome === null ? null : t(outcomes.names[row.outcome])],
    [t('Nội dung giải trình', 'What explains it'), row.explanation],
    [t('Số văn bản của Kho bạc', "Number of the Treasury's paper"), row.documentNumber],
    [
      t('Văn bản của Kho bạc', "The Treasury's paper"),
      row.file === null ? null : <FileLink file={row.file} t={t} />,
    ],
    [t('Người xử lý', 'Settled by'), row.settledBy],
    [t('Ngày xử lý', 'Settled on'), row.settledOn === null ? null : <Day day={row.settledOn} />],
  ] as const
  return recordView({
    title: t(
      `${differenceKinds.names[row.kind].vi}: ${row.number ?? row.saidNumber}`,
      `${differenceKinds.names[row.kind].en}: ${row.number ?? row.saidNumber}`,
    ),
    lead: t(`Bảng kê ${row.batch}`, `List ${row.batch}`),
    breadcrumbs: [...batchCrumbs(request), { label: t(differencesTitle), href: differencesAt }],
    head: {
      matters: [{ record: 'treasury_difference', id: row.id }],
      state: { key: row.state, shown: <StateBadge of={differenceStates} is={row.state} t={t} /> },
      steps: stepsOf<DifferenceListed['state']>(
        (shown.matchedId === null ? (['open', 'settled'] as const) : differenceStates.keys).map((key) => [
          key,
          t(differenceStates.names[key]),
        ]),
        row.state,
        { settled: row.settledOn },
      ),
    },
    finished: row.state === 'settled',
    act: chosen === undefined ? null : await acts.form(request, row, chosen, sent),
    summary: (
      <>
        <Section title={t('Đối chiếu', 'Side by side')} id="sides">
          <Sides request={request} row={row} />
        </Section>
        <Section title={t('Thông tin chung', 'General information')} id="about">
          <Facts columns={2} items={items.filter(([, value]) => value !== null)} />
        </Section>
      </>
    ),
  })
}

export const differencePages = [
  page({
    route: `GET ${differencesAt}/{id}`,
    for: showDifference,
    run: (request) => differenceView(request),
  }),
  ...acts.receivers(differenceView),
]
