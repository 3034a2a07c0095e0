import { whyApart } from '../controls/index.ts'
import { planColumn, planFilters } from '../plan/index.ts'
import { today, yearOf } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import type { Output } from '../platform/operation.ts'
import { type FormValues, numberOf, type PageRequest, page } from '../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Day,
  Dong,
  Empty,
  Facts,
  type Fields,
  FileLink,
  formPage,
  listPage,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
  Table,
} from '../ui/index.ts'
import { approveYearEnd, proposedApart, proposeYearEnd, refuseYearEnd } from './carry.ts'
import { listYearEnd, showLeft, showYearEnd, type YearEndRow } from './carry-queries.ts'
import { yearEndKinds, yearEndStates } from './carry-rules.ts'
import { DocumentLinks } from './document-pages.tsx'

export const yearEndAt = '/budget/year-end'
export const yearEndTitle = words('Chuyển nguồn, hủy dự toán', 'Carried over, cancelled')
const crumbs = ({ t }: Pick<PageRequest, 't'>) => [
  { label: t('Kinh phí', 'Budget'), href: '/budget' },
  { label: t('Khóa sổ', 'Closing'), href: '/budget/years' },
]
const below = (request: PageRequest) => [
  ...crumbs(request),
  { label: request.t(yearEndTitle), href: yearEndAt },
]

/** What a row is of: a commitment with its task and content, or free money. */
const whatOf = (
  row: Pick<YearEndRow, 'commitmentId' | 'documentNumber' | 'purpose' | 'task' | 'content'>,
  t: PageRequest['t'],
): string =>
  row.commitmentId === null
    ? t('Chưa cam kết', 'Not committed')
    : [`${row.documentNumber}: ${row.purpose}`, row.task?.title, row.content]
        .filter((one) => one !== undefined && one !== null && one !== row.purpose)
        .join(' · ')

export const yearEndList = listPage({
  route: 'GET /budget/year-end',
  place: { group: 'money', order: 69, label: yearEndTitle },
  title: yearEndTitle,
  lead: words(
    'Từng khoản được đề nghị, đã được duyệt chuyển sang năm sau hoặc hủy, theo mục, nguồn, cam kết, nội dung nhiệm vụ; mỗi khoản nối với bút toán của sổ.',
    'Each sum that is proposed or approved to be carried over or cancelled, by line, source, commitment and content of a task, with its entries in the ledger.',
  ),
  query: listYearEnd,
  breadcrumbs: crumbs,
  actions: (request) => (
    <>
      <Act command={proposeYearEnd} request={request} href={`${yearEndAt}/new?kind=carry`} kind="primary">
        {request.t('Đề nghị chuyển nguồn', 'Propose a carry-over')}
      </Act>
      <Act command={proposeYearEnd} request={request} href={`${yearEndAt}/new?kind=cancel`}>
        {request.t('Đề nghị hủy dự toán', 'Propose a cancellation')}
      </Act>
    </>
  ),
  filters: async (request) => [
    { name: 'q', kind: 'search', label: words('Tìm số, lý do, mục', 'Number, reason, line') },
    { name: 'kind', kind: 'select', label: words('Loại', 'Kind'), choices: yearEndKinds.choices(request.t) },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: yearEndStates.choices(request.t),
    },
    { name: 'year', kind: 'search', label: words('Năm dự toán', 'Budget year') },
    ...(await planFilters(request)),
  ],
  columns: async (request: PageRequest) => {
    const { t, language } = request
    return [
      {
        key: 'kind',
        label: words('Loại', 'Kind'),
        sort: 'kind',
        value: (row: YearEndRow) => t(yearEndKinds.names[row.kind]),
        cell: (row: YearEndRow) => (
          <a href={`${yearEndAt}/${row.decisionId}`}>{t(yearEndKinds.names[row.kind])}</a>
        ),
      },
      {
        key: 'year',
        label: words('Năm dự toán', 'Budget year'),
        sort: 'year',
        value: (row: YearEndRow) => row.year,
      },
      {
        key: 'line',
        label: words('Mục', 'Line'),
        sort: 'line',
        value: (row: YearEndRow) => row.line,
      },
      {
        key: 'title',
        label: words('Nội dung', 'Content'),
        value: (row: YearEndRow) => t(row.lineTitle, row.lineTitleEn),
        exportOnly: true,
      },
      {
        key: 'source',
        label: words('Nguồn', 'Source'),
        value: (row: YearEndRow) => t(row.sourceName, row.sourceNameEn),
        cell: (row: YearEndRow) => <span class="block min-w-44">{t(row.sourceName, row.sourceNameEn)}</span>,
      },
      { key: 'what', label: words('Cam kết', 'Commitment'), value: (row: YearEndRow) => whatOf(row, t) },
      {
        key: 'amount',
        label: words('Số tiền (đồng)', 'Amount (đồng)'),
        kind: 'money',
        sort: 'amount',
        value: (row: YearEndRow) => row.amount,
        cell: (row: YearEndRow) => <Dong amount={row.amount} language={language} />,
      },
      {
        key: 'ground',
        label: words('Loại được chuyển nguồn', 'Kind of carry-over'),
        value: (row: YearEndRow) => (row.ground === null ? '' : t(row.ground, row.groundEn ?? row.ground)),
      },
      {
        key: 'article',
        label: words('Văn bản, điều khoản', 'Instrument and article'),
        exportOnly: true,
        value: (row: YearEndRow) => row.article ?? '',
      },
      {
        key: 'decision',
        label: words('Số quyết định', 'Number of the decision'),
        value: (row: YearEndRow) => row.decision ?? '',
      },
      {
        key: 'decidedOn',
        label: words('Ngày quyết định', 'Day of the decision'),
        kind: 'date',
        exportOnly: true,
        value: (row: YearEndRow) => row.decidedOn,
      },
      {
        key: 'reason',
        label: words('Lý do', 'Reason'),
        exportOnly: true,
        value: (row: YearEndRow) => row.reason,
      },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        sort: 'state',
        value: (row: YearEndRow) => t(yearEndStates.names[row.state]),
        cell: (row: YearEndRow) => <StateBadge of={yearEndStates} is={row.state} t={t} />,
      },
      ...(await planColumn<YearEndRow>(request)),
    ] as const
  },
  empty: ({ t }) => t('Chưa có khoản nào.', 'There are none.'),
})

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

const names = ['line', 'source', 'commitment', 'content', 'amount', 'ground', 'note'] as const

/** The rows of the form that was sent, each at its number. */
function linesOf(values: FormValues): Record<string, string>[] {
  const rows: Record<string, string>[] = []
  for (const [field, value] of Object.entries(values)) {
    const [, at, name] = /^lines\.(\d{1,4})\.(\w+)$/.exec(field) ?? []
    if (at === undefined || name === undefined || !names.some((one) => one === name)) continue
    const place = Number(at)
    if (place >= 2_000) continue
    rows[place] = { ...rows[place], [name]: String(value) }
  }
  return Array.from(rows, (row) => row ?? { line: '-', source: '-' })
}

const proposal = formPage({
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
    line: t('Mục', 'Line'),
    source: t('Nguồn', 'Source'),
    what: t('Cam kết', 'Commitment'),
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
          <th>{heads.source}</th>
          {record.kind === 'carry' ? <th>{heads.what}</th> : null}
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
                <span>
                  {row.line} · {t(row.lineTitle, row.lineTitleEn)}
                </span>
                {f.hidden(`lines.${at}.line`, row.line)}
                {f.hidden(`lines.${at}.source`, row.source)}
                {row.commitmentId === null ? null : f.hidden(`lines.${at}.commitment`, row.commitmentId)}
                {row.contentId === null ? null : f.hidden(`lines.${at}.content`, row.contentId)}
              </td>
              <td data-label={heads.source}>{t(row.sourceName, row.sourceNameEn)}</td>
              {record.kind === 'carry' ? (
                <td data-label={heads.what}>
                  {whatOf(row, t)}
                  {row.waiting === 0 ? null : (
                    <span class="hint block">
                      {t(
                        `${row.waiting} chứng từ chi chờ duyệt`,
                        `${row.waiting} payments wait to be released`,
                      )}
                    </span>
                  )}
                </td>
              ) : null}
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

type Shown = Output<typeof showYearEnd>

const acts = actsOf<Shown, 'approve' | 'refuse'>('/budget/year-end/{id}', {
  approve: act(approveYearEnd, {
    title: words('Duyệt và ghi sổ', 'Approve and book'),
    path: 'approval',
    files: true,
    open: ({ state }) => state === 'proposed',
    held: ({ id }, request) => whyApart(request, proposedApart, id),
    fields: ({ f, t }) => (
      <>
        {f.text('documentNumber', { label: t('Số quyết định', 'Number of the decision') })}
        {f.date('documentDate', { label: t('Ngày quyết định', 'Day of the decision') })}
        {f.file('fileId', { label: t('Quyết định (tệp)', 'The decision (file)') })}
      </>
    ),
    done: words('Đã duyệt và ghi sổ.', 'It is approved and booked.'),
  }),
  refuse: act(refuseYearEnd, {
    title: words('Không duyệt', 'Do not approve'),
    path: 'refusal',
    kind: 'danger',
    open: ({ state }) => state === 'proposed',
    fields: ({ f, t }) => f.area('reason', { label: t('Lý do', 'Reason'), rows: 3 }),
    done: words('Đã ghi không duyệt.', 'It is not approved.'),
  }),
})

async function view(request: PageRequest, sent?: Sent<'approve' | 'refuse'>) {
  const { t, language } = request
  const row = await request.execute(showYearEnd, { id: numberOf(request, 'id') })
  const chosen = acts.chosen(request, row, sent)
  const settledOn = row.settledAt?.slice(0, 10) ?? null
  return recordView({
    title: t(
      `${yearEndKinds.names[row.kind].vi}, năm ${row.year}`,
      `${yearEndKinds.names[row.kind].en}, ${row.year}`,
    ),
    lead: row.reason,
    breadcrumbs: below(request),
    head: {
      matters: [{ record: 'year_end', id: row.id }],
      state: { key: row.state, shown: <StateBadge of={yearEndStates} is={row.state} t={t} /> },
      steps: stepsOf<Shown['state']>(
        [
          ['proposed', t(yearEndStates.names.proposed)],
          ['booked', t(yearEndStates.names.booked)],
        ],
        row.state,
        { proposed: row.proposedAt.slice(0, 10), [row.state]: settledOn ?? row.proposedAt.slice(0, 10) },
        row.state === 'refused'
          ? { after: 'proposed', label: t(yearEndStates.names.refused), ends: true }
          : undefined,
      ),
    },
    act: chosen === undefined ? null : await acts.form(request, row, chosen, sent),
    finished: row.state !== 'proposed',
    summary: (
      <>
        <Section title={t('Quyết định', 'Decision')} id="decision">
          <Facts
            items={[
              [t('Năm dự toán', 'Budget year'), String(row.year)],
              [t('Kế hoạch', 'Plan'), row.plan],
              [t('Tổng số tiền (đồng)', 'Total (đồng)'), formatDong(row.total, language)],
              [t('Số quyết định', 'Number of the decision'), row.documentNumber],
              [
                t('Ngày quyết định', 'Day of the decision'),
                row.documentDate === null ? null : <Day day={row.documentDate} />,
              ],
              [t('Quyết định (tệp)', 'The decision (file)'), <FileLink file={row.file} t={t} />],
              [t('Người đề nghị', 'Proposed by'), row.proposedBy],
              [t('Người duyệt', 'Approved by'), row.state === 'booked' ? row.settledBy : null],
              [t('Lý do không duyệt', 'Why it was not approved'), row.refusal],
            ]}
          />
          <DocumentLinks request={request} href={`${yearEndAt}/${row.id}`} />
        </Section>
        <Lines request={request} row={row} />
      </>
    ),
  })
}

function Lines({ request, row }: { request: PageRequest; row: Shown }) {
  const { t, language } = request
  const heads = {
    line: t('Mục', 'Line'),
    source: t('Nguồn', 'Source'),
    what: t('Cam kết', 'Commitment'),
    amount: t('Số tiền', 'Amount'),
    ground: t('Loại được chuyển nguồn', 'Kind of carry-over'),
    entry: t('Bút toán', 'Entry'),
  }
  return (
    <Section title={t('Số tiền theo mục và nguồn', 'Amounts by line and source')} id="lines">
      <Table caption={t('Số tiền theo mục và nguồn', 'Amounts by line and source')} stack>
        <thead>
          <tr>
            <th>{heads.line}</th>
            <th>{heads.source}</th>
            <th>{heads.what}</th>
            <th class="num">{heads.amount}</th>
            {row.kind === 'carry' ? <th>{heads.ground}</th> : null}
            <th>{heads.entry}</th>
          </tr>
        </thead>
        <tbody>
          {row.lines.map((line) => (
            <tr>
              <td data-label={heads.line}>
                <span>
                  {line.line} · {t(line.lineTitle, line.lineTitleEn)}
                </span>
              </td>
              <td data-label={heads.source}>{t(line.sourceName, line.sourceNameEn)}</td>
              <td data-label={heads.what}>
                {line.commitmentId === null ? (
                  whatOf(line, t)
                ) : (
                  <a href={`/budget/commitments/${line.commitmentId}`}>{whatOf(line, t)}</a>
                )}
              </td>
              <td class="num" data-label={heads.amount}>
                <Dong amount={line.amount} language={language} />
              </td>
              {row.kind === 'carry' ? (
                <td data-label={heads.ground}>
                  {line.ground === null ? '' : t(line.ground, line.groundEn ?? line.ground)}
                  <span class="hint block">{line.article}</span>
                </td>
              ) : null}
              <td data-label={heads.entry}>
                {[line.outId, line.inId].filter((one) => one !== null).join(' → ') || '—'}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  )
}

const shown = page({
  route: 'GET /budget/year-end/{id}',
  for: showYearEnd,
  run: (request) => view(request),
})

export const yearEndPages = [...proposal.pages, shown, ...acts.receivers(view)]
