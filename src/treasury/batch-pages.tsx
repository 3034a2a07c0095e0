import { paymentStates } from '../budget/index.ts'
import { heldRows } from '../controls/index.ts'
import { exportName, exportTable } from '../documents/write/export.ts'
import { words } from '../platform/language.ts'
import { numberOf, type PageRequest, type PageResult, page } from '../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Day,
  Dong,
  Facts,
  type Fields,
  LinkButton,
  reasonFields,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
  Table,
} from '../ui/index.ts'
import { checkAnswer } from './answer.ts'
import { changeBatch, drawnUpBatch, dropBatch, sendBatch, setAccount } from './batches.ts'
import {
  batchFields,
  batchStates,
  differenceKinds,
  differenceStates,
  listColumns,
  rowStates,
} from './fields.ts'
import { batchCrumbs, batchesAt, batchLabels, differencesAt, differencesTitle } from './list-pages.tsx'
import { type BatchOrder, type ShownBatch, showBatch } from './queries.ts'

/* One list for the Treasury: its payments with what became of each, what differs, and what can be done now. */

type ActKey = 'send' | 'drop'
const why = async ({ id }: ShownBatch, request: PageRequest) =>
  (await heldRows(request, 'payment', drawnUpBatch, [id]))(id)

const bare = ({ payeeAccount, payeeBank }: BatchOrder) => payeeAccount === null || payeeBank === null
/** A payment that was returned to who drew it up since it was put on the list. */
const fallen = ({ orderState }: BatchOrder) => orderState !== 'drafted' && orderState !== 'released'
const isWhole = ({ rows }: ShownBatch) => rows.length > 0 && !rows.some((row) => bare(row) || fallen(row))

const versionField = ({ f, record }: { f: Fields<'version'>; record: ShownBatch }) =>
  f.hidden('version', record.version)
const acts = actsOf<ShownBatch, ActKey>(`${batchesAt}/{id}`, {
  send: act(sendBatch, {
    title: words('Duyệt và gửi bảng kê', 'Release and send a list'),
    path: 'release',
    open: (batch) => batch.state === 'drawn' && isWhole(batch),
    held: why,
    fields: ({ f, record, t }) => (
      <>
        {versionField({ f, record })}
        <p>
          {t(
            'Chứng từ còn chờ được duyệt chi cùng lúc, theo mức duyệt chi của bạn; sau đó bảng kê không sửa được.',
            'Payments that still wait are released with it, within your limit; afterwards the list is not changed.',
          )}
        </p>
      </>
    ),
    done: ({ released }) =>
      words(
        `Đã duyệt bảng kê, duyệt chi ${released} chứng từ. Xuất danh sách để gửi Kho bạc.`,
        `The list is released with ${released} payments. Export it for the Treasury.`,
      ),
  }),
  drop: act(dropBatch, {
    title: words('Hủy bảng kê', 'Drop a list'),
    path: 'drop',
    kind: 'danger',
    open: ({ state }) => state === 'drawn',
    fields: reasonFields,
    done: words('Đã hủy bảng kê.', 'The list is dropped.'),
  }),
})

/** The list as the Treasury gets it. */
function exported(request: PageRequest, batch: ShownBatch, format: 'csv' | 'xlsx'): Promise<Response> {
  const { t } = request
  const title = t(`Bảng kê ${batch.number}`, `List ${batch.number}`)
  const place = new Map(batch.rows.map((row, at) => [row.id, at + 1]))
  return exportTable(format, {
    name: exportName(title, request.system.now()),
    title,
    columns: [
      { label: t(listColumns.place), kind: 'number', value: (row: BatchOrder) => place.get(row.id) ?? null },
      { label: t(listColumns.number), value: (row) => row.documentNumber },
      { label: t(listColumns.on), kind: 'date', value: (row) => row.on },
      { label: t(listColumns.payee), value: (row) => row.payee },
      { label: t(listColumns.account), value: (row) => row.payeeAccount },
      { label: t(listColumns.bank), value: (row) => row.payeeBank },
      { label: t(listColumns.amount), kind: 'money', value: (row) => row.amount },
      { label: t(listColumns.content), value: (row) => row.content },
      { label: t(listColumns.source), value: (row) => t(row.source, row.sourceEn) },
      { label: t(listColumns.line), value: (row) => `${row.line}. ${t(row.lineTitle, row.lineTitleEn)}` },
    ],
    rows: batch.rows,
  })
}

function Rows({ request, batch }: { request: PageRequest; batch: ShownBatch }) {
  const { t, language, mayOpen } = request
  const heads = {
    number: t(listColumns.number),
    payee: t(listColumns.payee),
    amount: t(listColumns.amount),
    state: t('Tình trạng', 'State'),
  }
  return (
    <Table caption={t('Chứng từ chi của bảng kê', 'Payments of the list')} stack>
      <thead>
        <tr>
          <th scope="col">{heads.number}</th>
          <th scope="col">{heads.payee}</th>
          <th scope="col" class="num">
            {heads.amount}
          </th>
          <th scope="col">{heads.state}</th>
        </tr>
      </thead>
      <tbody>
        {batch.rows.map((row) => {
          const href = `/budget/payments/${row.orderId}`
          return (
            <tr>
              <td data-label={heads.number}>
                {mayOpen(href) ? <a href={href}>{row.documentNumber}</a> : row.documentNumber}
                <span class="hint block">
                  <Day day={row.on} /> · {row.line} · {t(row.source, row.sourceEn)}
                </span>
                <span class="hint block">{row.content}</span>
              </td>
              <td data-label={heads.payee}>
                {row.payee}
                <span class="hint block">
                  {bare(row)
                    ? t('Chưa có số tài khoản, ngân hàng.', 'The account or bank is missing.')
                    : `${row.payeeAccount}, ${row.payeeBank}`}
                </span>
                {batch.state === 'drawn' ? (
                  <Act
                    command={setAccount}
                    request={request}
                    href={`${batchesAt}/${batch.id}/rows/${row.id}/account`}
                    small
                    kind={bare(row) ? 'primary' : 'plain'}
                  >
                    {t('Ghi tài khoản', 'Enter the account')}
                  </Act>
                ) : null}
              </td>
              <td class="num" data-label={heads.amount}>
                <Dong amount={row.amount} language={language} />
              </td>
              <td data-label={heads.state}>
                {batch.state === 'drawn' ? (
                  <StateBadge of={paymentStates} is={row.orderState} t={t} />
                ) : (
                  <StateBadge of={rowStates} is={row.state} t={t} />
                )}
                {row.answeredOn === null ? null : (
                  <span class="hint block">
                    <Day day={row.answeredOn} />
                  </span>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </Table>
  )
}

function Differences({ request, batch }: { request: PageRequest; batch: ShownBatch }) {
  const { t } = request
  if (batch.differences.length === 0) return null
  return (
    <Section title={t(differencesTitle)} id="differences">
      <ul>
        {batch.differences.map((one) => (
          <li class="flex flex-wrap items-baseline gap-x-3 py-2">
            <a href={`${differencesAt}/${one.id}`}>
              {t(differenceKinds.names[one.kind])}: {one.number ?? one.saidNumber}
            </a>
            <StateBadge of={differenceStates} is={one.state} t={t} />
            {one.state === 'open' ? (
              <span class="hint">
                {t(batchLabels.dueOn)} <Day day={one.dueOn} />
              </span>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  )
}

async function batchView(request: PageRequest, sent?: Sent<ActKey>): Promise<PageResult> {
  const { t, language, url } = request
  const batch = await request.execute(showBatch, { id: numberOf(request, 'id') })
  const format = url.searchParams.get('export')
  if (format === 'xlsx' || format === 'csv') return exported(request, batch, format)
  const first = acts.chosen(request, batch, sent)
  const wished = sent !== undefined || url.searchParams.has('do')
  const chosen = wished || first === 'send' ? first : undefined
  const money = (amount: bigint) => <Dong amount={amount} language={language} />
  const gone = batch.state === 'sent' || batch.state === 'answered'
  const items = [
    [t(batchFields.labels.drawnOn), <Day day={batch.drawnOn} />],
    [t('Người lập bảng kê', 'List drawn up by'), batch.drawnBy],
    [t('Người duyệt bảng kê', 'List released by'), batch.sentBy],
    [t(batchLabels.orders), String(batch.orders)],
    [t(batchLabels.amount), money(batch.amount)],
    ...(gone
      ? ([
          [t(batchLabels.paid), money(batch.paid)],
          [t(batchLabels.sentBack), money(batch.sentBack)],
          [t(batchLabels.open), String(batch.open)],
        ] as const)
      : []),
    [t(batchFields.labels.note), batch.note],
    [t('Lý do', 'Reason'), batch.reason],
  ] as const
  return recordView({
    title: t(`Bảng kê ${batch.number}`, `List ${batch.number}`),
    lead: t(batchStates.names[batch.state]),
    breadcrumbs: batchCrumbs(request),
    head: {
      matters: [{ record: 'treasury_batch', id: batch.id }],
      state: { key: batch.state, shown: <StateBadge of={batchStates} is={batch.state} t={t} /> },
      steps: stepsOf<ShownBatch['state']>(
        (['drawn', 'sent', 'answered'] as const).map((key) => [key, t(batchStates.names[key])]),
        batch.state,
        { drawn: batch.drawnOn, sent: batch.sentOn, answered: batch.answeredOn },
        batch.state === 'dropped'
          ? { after: 'drawn', label: t(batchStates.names.dropped), ends: true }
          : undefined,
      ),
    },
    finished: batch.state === 'dropped' || (batch.state === 'answered' && batch.open === 0),
    actions: (
      <>
        {batch.state === 'drawn' ? (
          <Act command={changeBatch} request={request} href={`${batchesAt}/${batch.id}/edit`} small>
            {t('Sửa bảng kê', 'Change the list')}
          </Act>
        ) : null}
        {gone ? (
          <Act command={checkAnswer} request={request} href={`/treasury/import?batchId=${batch.id}`} small>
            {t('Nhập danh sách của Kho bạc', "Import the Treasury's list")}
          </Act>
        ) : null}
        {chosen !== undefined
          ? null
          : acts.open(request, batch).map((key) => (
              <LinkButton href={`${batchesAt}/${batch.id}?do=${key}#act`} kind="danger">
                {t(acts.title(key))}
              </LinkButton>
            ))}
      </>
    ),
    act: chosen === undefined ? null : await acts.form(request, batch, chosen, sent),
    summary: (
      <>
        <Section
          title={t('Chứng từ chi của bảng kê', 'Payments of the list')}
          id="rows"
          lead={
            batch.state !== 'drawn' || isWhole(batch)
              ? undefined
              : t(
                  'Gửi được khi chứng từ nào cũng có số tài khoản, ngân hàng và chưa bị trả lại.',
                  'It can be sent when each payment has its account and bank, and none was returned.',
                )
          }
          actions={
            batch.state === 'dropped' ? undefined : (
              <>
                <a href={`${url.pathname}?export=xlsx`}>{t('Xuất Excel', 'Export to Excel')}</a>
                <a href={`${url.pathname}?export=csv`}>{t('Xuất CSV', 'Export to CSV')}</a>
              </>
            )
          }
        >
          <Rows request={request} batch={batch} />
        </Section>
        <Differences request={request} batch={batch} />
        <Section title={t('Thông tin chung', 'General information')} id="about">
          <Facts columns={2} items={items.filter(([, value]) => value !== null)} />
        </Section>
      </>
    ),
  })
}

export const batchPages = [
  page({ route: `GET ${batchesAt}/{id}`, for: showBatch, run: (request) => batchView(request) }),
  ...acts.receivers(batchView),
]
