import { cutoffKinds } from '../budget/index.ts'
import { planColumn, planFilters } from '../plan/index.ts'
import { today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import type { Output } from '../platform/operation.ts'
import { type FormValues, type PageRequest, page } from '../platform/page.ts'
import {
  Act,
  Badge,
  Day,
  Dong,
  Empty,
  type Fields,
  formPage,
  listPage,
  Notice,
  Section,
  StateBadge,
  Table,
} from '../ui/index.ts'
import { drawUpSettlement, enterTreasury } from './settlement.ts'
import { listSettlements, type Settlement, showYear } from './settlement-queries.ts'
import { differences, settlementStates, sumKeys, sumNames } from './settlement-rules.ts'

/** A year on its way to its closing, the Treasury's figures beside the ledger's, and the list of settlements. */

type Year = Output<typeof showYear>

const crumbs = ({ t }: Pick<PageRequest, 't'>) => [
  { label: t('Kinh phí', 'Budget'), href: '/budget' },
  { label: t('Khóa sổ', 'Closing'), href: '/budget/years' },
]
/** A long title of the appendix, cut at a word. */
const shortTitle = (title: string) =>
  title.length <= 70 ? title : `${title.slice(0, title.lastIndexOf(' ', 70))}…`
const yearAt = (year: number) => `/budget/years/${year}`

/** Where what bars the settlement is done away with. */
const wayTo = (bar: string, year: number): string => {
  switch (bar) {
    case 'payments':
      return '/budget/payments?state=drafted'
    case 'committed':
      return `/budget/year-end/new?kind=carry&year=${year}`
    case 'proposals':
      return `/budget/year-end?state=proposed&year=${year}`
    case 'free':
      return `/budget/year-end/new?kind=cancel&year=${year}`
    default:
      return `${yearAt(year)}/treasury`
  }
}

function Steps({ request, row }: { request: PageRequest; row: Year }) {
  const { t, mayOpen } = request
  const { year, settlement, closed } = row
  const done = <Badge tone="success">{t('Hoàn thành', 'Done')}</Badge>
  const open = (label: string) => <Badge tone="warning">{label}</Badge>
  const barsOf = (bars: readonly string[]) =>
    row.bars
      .filter(({ bar }) => bars.includes(bar))
      .map(({ bar, vi, en }) => {
        const href = wayTo(bar, year)
        return <li>{mayOpen(href) ? <a href={href}>{t(vi, en)}</a> : t(vi, en)}</li>
      })
  const step = (label: string, bars: readonly string[]) => {
    const left = barsOf(bars)
    return (
      <li>
        <b>{label}</b> {left.length === 0 ? done : open(t('Chưa xong', 'Not done'))}
        {left.length === 0 ? null : <ul class="ml-5 list-disc">{left}</ul>}
      </li>
    )
  }
  const agreed = settlement?.state === 'agreed'
  return (
    <Section title={t('Các bước khóa sổ', 'Steps to the closing')} id="steps">
      <ol class="grid list-decimal gap-3 pl-5">
        {step(
          t('Chi, chuyển nguồn hoặc hủy cam kết còn lại', 'Pay, carry over or release what is committed'),
          ['payments', 'committed'],
        )}
        {step(t('Chuyển nguồn hoặc hủy số dư dự toán', 'Carry over or cancel what is free'), [
          'proposals',
          'free',
        ])}
        {step(t('Đối chiếu số liệu với Kho bạc', 'Reconcile with the Treasury'), [
          'unreconciled',
          'unexplained',
          'advanced',
        ])}
        <li>
          <b>{t('Lập và thống nhất quyết toán', 'Draw up and agree to the settlement')}</b>{' '}
          {settlement === null || settlement.state === 'returned' ? (
            open(t('Chưa xong', 'Not done'))
          ) : (
            <StateBadge of={settlementStates} is={settlement.state} t={t} />
          )}
          {settlement === null ? null : (
            <>
              {' '}
              <a href={`/budget/settlements/${settlement.id}`}>
                {t('Xem quyết toán', 'Open the settlement')}
              </a>
            </>
          )}
          {row.bars.length === 0 &&
          (settlement === null || settlement.state === 'returned') &&
          row.lines.length > 0 ? (
            <div class="mt-2">
              <Act
                command={drawUpSettlement}
                request={request}
                href={`${yearAt(year)}/settlement`}
                kind="primary"
              >
                {t('Lập quyết toán', 'Draw up the settlement')}
              </Act>
            </div>
          ) : null}
        </li>
        <li>
          <b>{t('Ghi khóa sổ', 'Close the year')}</b>{' '}
          {closed === null ? (
            open(t('Chưa khóa', 'Not closed'))
          ) : (
            <>
              {done} {closed.documentNumber}, <Day day={closed.closedOn} />
            </>
          )}
          {closed === null && agreed && mayOpen('/budget/years/close') ? (
            <div class="mt-2">
              <a class="btn btn-primary" href={`/budget/years/close?year=${year}`}>
                {t('Khóa sổ năm này', 'Close this year')}
              </a>
            </div>
          ) : null}
        </li>
      </ol>
    </Section>
  )
}

function Days({ request, row }: { request: PageRequest; row: Year }) {
  const { t, system } = request
  const now = today(system.now())
  if (row.cutoffs.length === 0)
    return (
      <Notice tone="info">
        {t(
          'Chưa có văn bản về mốc ngày của năm này nên chương trình không chặn, không nhắc.',
          'No text on the days of this year was found: nothing is barred and nothing reminds.',
        )}
      </Notice>
    )
  return (
    <Section title={t('Mốc ngày', 'Days by which it ends')} id="days">
      <ul class="grid gap-1">
        {row.cutoffs.map(({ kind, on, article }) => (
          <li>
            <Day day={on} />: {t(cutoffKinds.names[kind])} <span class="hint">({article})</span>{' '}
            {on < now ? <Badge tone="neutral">{t('Đã hết', 'Past')}</Badge> : null}
          </li>
        ))}
      </ul>
    </Section>
  )
}

export function Figures({ request, lines }: { request: PageRequest; lines: Year['lines'] }) {
  const { t, language } = request
  const heads = {
    line: t('Mục', 'Line'),
    off: t('Lệch với Kho bạc', 'Differs from the Treasury'),
  }
  // A column of nought says nothing; what is left is said always.
  const shown = sumKeys.filter(
    (key) => key === 'left' || key === 'paid' || lines.some((line) => line[key] !== 0n),
  )
  const total = (key: (typeof sumKeys)[number]) => lines.reduce((sum, line) => sum + line[key], 0n)
  return (
    <Section fold title={t('Số liệu theo mục và nguồn', 'Figures by line and source')} id="figures">
      {lines.length === 0 ? (
        <Empty>{t('Năm này chưa có bút toán.', 'The year has no entries.')}</Empty>
      ) : (
        <Table caption={t('Số liệu theo mục và nguồn, đồng', 'Figures by line and source, đồng')} stack>
          <thead>
            <tr>
              <th>{heads.line}</th>
              {shown.map((key) => (
                <th class="num">{t(sumNames[key])}</th>
              ))}
              <th>{heads.off}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr>
                <td class="min-w-48" data-label={heads.line}>
                  <span>
                    {line.line} · {shortTitle(t(line.lineTitle, line.lineTitleEn))}
                  </span>
                  <span class="hint block">{t(line.sourceName, line.sourceNameEn)}</span>
                </td>
                {shown.map((key) => (
                  <td class="num" data-label={t(sumNames[key])}>
                    <Dong amount={line[key]} language={language} />
                  </td>
                ))}
                <td data-label={heads.off}>
                  {line.treasury === null
                    ? t('Chưa có số liệu', 'No figure yet')
                    : differences(line, line.treasury).map(({ of, by }) => (
                        <span class="block">
                          {t(of)}: {formatDong(by, language)}
                        </span>
                      ))}
                  {line.treasury?.explanation == null ? null : (
                    <span class="hint block">{line.treasury.explanation}</span>
                  )}
                </td>
              </tr>
            ))}
            <tr class="sum">
              <th scope="row">{t('Tổng cộng', 'Grand total')}</th>
              {shown.map((key) => (
                <td class="num" data-label={t(sumNames[key])}>
                  <Dong amount={total(key)} language={language} />
                </td>
              ))}
              <td />
            </tr>
          </tbody>
        </Table>
      )}
    </Section>
  )
}

export function Tasks({ request, tasks }: { request: PageRequest; tasks: Year['tasks'] }) {
  const { t, language } = request
  if (tasks.length === 0) return null
  const heads = {
    what: t('Cam kết, nhiệm vụ, nội dung', 'Commitment, task, content'),
    line: t('Mục', 'Line'),
    carriedIn: t('Năm trước chuyển sang', 'Carried in'),
    committed: t('Cam kết trong năm', 'Committed in the year'),
    paid: t('Đã chi', 'Paid'),
    carriedOut: t('Chuyển sang năm sau', 'Passed to the next year'),
  }
  return (
    <Section title={t('Theo nhiệm vụ và nội dung', 'By task and content')} id="tasks">
      <Table caption={t('Theo nhiệm vụ và nội dung', 'By task and content')} stack>
        <thead>
          <tr>
            <th>{heads.what}</th>
            <th>{heads.line}</th>
            <th class="num">{heads.carriedIn}</th>
            <th class="num">{heads.committed}</th>
            <th class="num">{heads.paid}</th>
            <th class="num">{heads.carriedOut}</th>
          </tr>
        </thead>
        <tbody>
          {tasks.map((row) => (
            <tr>
              <td data-label={heads.what}>
                <a href={`/budget/commitments/${row.commitmentId}`}>
                  {row.documentNumber}: {row.purpose}
                </a>
                {[row.task, row.content]
                  .filter((one) => one !== null && one !== row.purpose)
                  .map((one) => (
                    <span class="hint block">{one}</span>
                  ))}
              </td>
              <td data-label={heads.line}>{row.line}</td>
              {(['carriedIn', 'committed', 'paid', 'carriedOut'] as const).map((key) => (
                <td class="num" data-label={heads[key]}>
                  <Dong amount={row[key]} language={language} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  )
}

export const yearPage = page({
  route: 'GET /budget/years/{year}',
  for: showYear,
  async run(request) {
    const { t } = request
    const row = await request.execute(showYear, { year: request.params.year })
    return {
      title: t(`Khóa sổ năm ${row.year}`, `Closing of ${row.year}`),
      lead: t(`Kế hoạch ${row.plan}`, `Plan ${row.plan}`),
      breadcrumbs: crumbs(request),
      actions: (
        <>
          <Act command={enterTreasury} request={request} href={`${yearAt(row.year)}/treasury`}>
            {t('Ghi số liệu Kho bạc', "Enter the Treasury's figures")}
          </Act>
          <a class="btn border-base-content/40 bg-base-100" href={`/budget/year-end?year=${row.year}`}>
            {t('Chuyển nguồn, hủy dự toán', 'Carried over, cancelled')}
          </a>
        </>
      ),
      body: (
        <>
          <Steps request={request} row={row} />
          <Days request={request} row={row} />
          <Figures request={request} lines={row.lines} />
          <Tasks request={request} tasks={row.tasks} />
        </>
      ),
    }
  },
})

const columns = ['given', 'paid', 'advanced', 'leftOver'] as const

function figuresTyped(values: FormValues): Record<string, string>[] {
  const rows: Record<string, string>[] = []
  for (const [field, value] of Object.entries(values)) {
    const [, at, name] = /^figures\.(\d{1,4})\.(\w+)$/.exec(field) ?? []
    if (at === undefined || name === undefined || Number(at) >= 2_000) continue
    rows[Number(at)] = { ...rows[Number(at)], [name]: String(value) }
  }
  return Array.from(rows, (row) => row ?? {})
}

export const treasuryForm = formPage({
  command: enterTreasury,
  address: '/budget/years/{year}/treasury',
  title: words('Ghi số liệu đối chiếu của Kho bạc', "Enter the Treasury's figures"),
  lead: words(
    'Ghi theo bản đối chiếu của Kho bạc: dự toán được sử dụng, đã chi, tạm ứng chưa thanh toán, dự toán còn lại trước khi chuyển nguồn, hủy. Chỗ lệch với sổ thì giải trình.',
    'By the statement of the Treasury: what could be spent, paid, advances that are not cleared, what was left before it was carried over or cancelled. Explain what differs from the ledger.',
  ),
  record: (request) => request.execute(showYear, { year: request.params.year }),
  crumbs: (request, { year }) => [...crumbs(request), { label: String(year), href: yearAt(year) }],
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
  input: (values) => ({ figures: figuresTyped(values) }),
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
  crumbs: (request, { year }) => [...crumbs(request), { label: String(year), href: yearAt(year) }],
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

export const settlementList = listPage({
  route: 'GET /budget/settlements',
  place: { group: 'money', order: 70, label: words('Quyết toán năm', 'Settlement of years') },
  title: words('Quyết toán năm', 'Settlement of years'),
  lead: words(
    'Quyết toán từng năm của kế hoạch: người này lập, người khác thống nhất kèm biên bản, rồi khóa sổ năm.',
    'The settlement of each year of a plan: one person draws it up, another agrees with the minutes, then the year is closed.',
  ),
  query: listSettlements,
  breadcrumbs: crumbs,
  filters: async (request) => [
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: settlementStates.choices(request.t),
    },
    { name: 'year', kind: 'search', label: words('Năm', 'Year') },
    ...(await planFilters(request)),
  ],
  columns: async (request: PageRequest) => {
    const { t } = request
    return [
      {
        key: 'year',
        label: words('Năm', 'Year'),
        sort: 'year',
        value: (row: Settlement) => row.year,
        cell: (row: Settlement) => <a href={`/budget/settlements/${row.id}`}>{row.year}</a>,
      },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        sort: 'state',
        value: (row: Settlement) => t(settlementStates.names[row.state]),
        cell: (row: Settlement) => <StateBadge of={settlementStates} is={row.state} t={t} />,
      },
      {
        key: 'minutes',
        label: words('Số biên bản', 'Number of the minutes'),
        value: (row: Settlement) => row.minutesNumber ?? '',
      },
      {
        key: 'minutesDate',
        label: words('Ngày biên bản', 'Day of the minutes'),
        kind: 'date',
        value: (row: Settlement) => row.minutesDate,
      },
      {
        key: 'drawnUpBy',
        label: words('Người lập quyết toán', 'Who drew it up'),
        value: (row: Settlement) => row.drawnUpBy ?? '',
      },
      ...(await planColumn<Settlement>(request)),
    ] as const
  },
  empty: ({ t }) => t('Chưa có quyết toán nào.', 'There are no settlements.'),
})
