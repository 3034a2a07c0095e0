import { exportName, exportTable } from '../documents/write/export.ts'
import { planChooser, provincialFunds } from '../plan/index.ts'
import { staff } from '../platform/actor.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { formatPercent } from '../platform/numbers.ts'
import type { Output } from '../platform/operation.ts'
import { type Page, type PageRequest, page } from '../platform/page.ts'
import { Amount, Empty, Figure, LinkButton, listHref, OpenLink, Table } from '../ui/index.ts'
import { BySource } from './by-source.tsx'
import { entriesHref, mayBook, mayCommit, yearNow } from './choices.tsx'
import { OwnMoney } from './own-money-view.tsx'
import { budgetChoices, budgetOverview, type Cell } from './queries.ts'
import { figureNames, figures } from './rules.ts'

type Overview = Output<typeof budgetOverview>
type Line = Overview['lines'][number]

/** The whole period and all sources are asked for by this word, since the page begins with one year and one source. */
const all = 'all'

async function read(request: PageRequest): Promise<Overview> {
  const { url } = request
  const source = url.searchParams.get('source') ?? (await request.execute(budgetChoices, {})).source
  const wanted = url.searchParams.get('year') ?? ''
  const ask = (year: string) =>
    request.execute(budgetOverview, { year, source: source === all ? '' : source })
  if (wanted !== '') return ask(wanted === all ? '' : wanted)
  const first = await ask('')
  return ask(String(yearNow(request, first.years)))
}

export const budgetPage: Page = page({
  route: 'GET /budget',
  may: staff,
  place: {
    group: 'money',
    order: 60,
    main: ['leader', 'finance', 'accountant', 'auditor', 'head'],
    label: words('Dự toán và thực hiện', 'Estimate and execution'),
  },
  async run(request) {
    const { t, url } = request
    const overview = await read(request)
    const wanted = url.searchParams.get('export')
    if (wanted === 'csv' || wanted === 'xlsx') return exported(request, overview, wanted)
    const withLines = overview.lines.length > 0
    return {
      title: t('Kinh phí: dự toán và thực hiện', 'Budget: estimate and execution'),
      lead: withLines
        ? t(
            `Dự toán theo Phụ lục kèm Kế hoạch ${overview.plan.number} ngày ${formatDate(overview.plan.issuedOn)}, bên cạnh là số đã giao, cam kết, giải ngân. Bấm vào một số để xem các bút toán tạo nên số đó.`,
            `The estimate of the annex to Plan ${overview.plan.number} of ${formatDate(overview.plan.issuedOn)} beside what has been allocated, committed and paid. A figure opens the entries that it sums.`,
          )
        : undefined,
      actions: withLines ? (
        <>
          {mayBook(request) ? (
            <LinkButton kind="primary" href="/budget/decisions/new">
              {t('Ghi quyết định về dự toán', 'Record a decision on the budget')}
            </LinkButton>
          ) : null}
          {mayCommit(request) ? (
            <LinkButton href="/budget/commitments/new">{t('Ghi cam kết', 'Commit')}</LinkButton>
          ) : null}
          {mayBook(request) ? (
            <LinkButton href="/budget/decisions">
              {t('Quyết định về dự toán', 'Decisions on the budget')}
            </LinkButton>
          ) : null}
        </>
      ) : null,
      body: (
        <>
          {await planChooser(request, overview.plan.id)}
          <Selection request={request} overview={overview} />
          <BySource request={request} overview={overview} />
          {withLines ? (
            <OverviewTable request={request} overview={overview} />
          ) : (
            <Empty>
              {t(
                'Kế hoạch không có dự toán theo mục: chưa giao, cam kết hay chi được theo mục cho đến khi điều chỉnh kế hoạch để thêm mục.',
                'The plan has no estimate by line: nothing is allocated, committed or paid by line until an amendment adds lines.',
              )}
            </Empty>
          )}
          <div class="mt-5">{await OwnMoney({ request, year: overview.year })}</div>
        </>
      ),
    }
  },
})

function Selection({ request, overview }: { request: PageRequest; overview: Overview }) {
  const { t, url } = request
  const unit = url.searchParams.get('unit') === 'dong' ? 'dong' : 'million'
  const pick = (name: string, value: string, label: string, chosen: boolean) => (
    <a
      class={`btn btn-sm ${chosen ? 'btn-primary' : 'border-base-content/40 bg-base-100'}`}
      href={listHref(url, { [name]: value })}
      aria-current={chosen ? 'true' : undefined}
    >
      {label}
    </a>
  )
  return (
    <div class="no-print mb-4 flex flex-wrap items-end gap-x-6 gap-y-3">
      <div>
        <p class="mb-1 text-sm font-semibold">{t('Thực hiện của', 'Execution of')}</p>
        <div class="flex flex-wrap gap-2">
          {overview.years.map((year) => pick('year', String(year), String(year), overview.year === year))}
          {pick('year', all, t('Cả giai đoạn', 'Whole period'), overview.year === null)}
        </div>
      </div>
      <form method="get" action={url.pathname} class="flex min-w-0 flex-wrap items-end gap-2" data-live="1">
        {['year', 'unit'].map((name) => {
          const value = url.searchParams.get(name)
          return value === null ? null : <input type="hidden" name={name} value={value} />
        })}
        <div class="min-w-0">
          <label class="mb-1 block text-sm font-semibold" for="source">
            {t('Nguồn kinh phí', 'Funding')}
          </label>
          <select
            class="select select-sm w-full max-w-96 text-ellipsis border-base-content/40"
            id="source"
            name="source"
          >
            {overview.sources.map((source) => (
              <option value={source.key} selected={source.key === overview.source}>
                {t(source.name, source.nameEn)}
              </option>
            ))}
            <option value={all} selected={overview.source === null}>
              {t('Tất cả các nguồn', 'All sources')}
            </option>
          </select>
        </div>
        <button class="btn btn-sm border-base-content/40 bg-base-100" type="submit">
          {t('Xem', 'Show')}
        </button>
      </form>
      <div>
        <p class="mb-1 text-sm font-semibold">{t('Đơn vị', 'Unit')}</p>
        <div class="flex gap-2">
          {pick('unit', 'million', t('Triệu đồng', 'Million đồng'), unit === 'million')}
          {pick('unit', 'dong', t('Đồng', 'Đồng'), unit === 'dong')}
        </div>
      </div>
      <p class="flex gap-4 text-sm">
        <a href="/budget/sources">{t('Danh mục nguồn', 'Catalogue of sources')}</a>
        <a href={listHref(url, { export: 'xlsx' })}>{t('Xuất Excel', 'Export to Excel')}</a>
        <a href={listHref(url, { export: 'csv' })}>{t('Xuất CSV', 'Export to CSV')}</a>
      </p>
    </div>
  )
}

/** What was paid of the estimate of the year or period that is shown, as a share for a percentage; null without an estimate. */
function shareOf(cell: Cell): number | null {
  return cell.estimate === 0n ? null : Number(cell.disbursed) / Number(cell.estimate)
}

/** Which source the estimate beside the execution is of. */
function estimateOf({ t }: PageRequest, { source, sources, plan }: Overview): string {
  const shown = sources.find(({ key }) => key === source)
  if (shown === undefined) return t('Dự toán (tất cả các nguồn)', 'Estimate (all sources)')
  return shown.key === provincialFunds && plan.source === provincialFunds
    ? t('Dự toán (ngân sách tỉnh)', 'Estimate (provincial budget)')
    : t(`Dự toán (${shown.name})`, `Estimate (${shown.nameEn})`)
}

/** On a phone a line is a card, its figures two abreast. */
const card = 'max-sm:grid! max-sm:grid-cols-2'

function OverviewTable({ request, overview }: { request: PageRequest; overview: Overview }) {
  const { t, language, url } = request
  const unit = url.searchParams.get('unit') === 'dong' ? 'dong' : 'million'
  const money = (amount: bigint) => <Amount amount={amount} unit={unit} language={language} />
  const cells = (line: string | null, signed: Line['signed'], cell: Cell) => (
    <>
      <td class="num" data-label={t('Dự toán: tổng', 'Estimate: total')}>
        {money(signed.total)}
      </td>
      {overview.years.map((year, place) => (
        <td class="num" data-label={t(`Dự toán ${year}`, `Estimate ${year}`)}>
          {money(signed.years[place] ?? 0n)}
        </td>
      ))}
      <td class="num" data-label={t('Dự toán sau điều chỉnh', 'Estimate after shifts')}>
        {money(cell.adjusted)}
      </td>
      {figures.map((figure) => (
        <td class="num relative" data-label={t(figureNames[figure])}>
          <Figure
            request={request}
            href={entriesHref({ kind: figure, line, year: overview.year, source: overview.source })}
            label={`${t(figureNames[figure])} ${line ?? ''}: ${t('xem bút toán', 'show the entries')}`}
          >
            {money(cell[figure])}
          </Figure>
        </td>
      ))}
      <td class="num" data-label={t('Giải ngân/dự toán', 'Paid of estimate')}>
        {shareOf(cell) === null ? '—' : formatPercent(shareOf(cell) ?? 0, language)}
      </td>
    </>
  )
  return (
    <div class="panel p-0 sm:p-0">
      <Table
        caption={`${t('Dự toán và thực hiện', 'Estimate and execution')}, ${unit === 'dong' ? t('đồng', 'đồng') : t('triệu đồng', 'million đồng')}`}
        stack
      >
        <OverviewHead request={request} overview={overview} />
        <tbody>
          {overview.lines.map((line) => (
            <tr class={`${card} ${line.parent === null ? 'sum' : ''}`}>
              <td class="max-sm:col-span-2" data-label={t('Mục', 'Line')}>
                <OpenLink request={request} href={`/budget/lines/${line.id}`}>
                  {line.code}
                </OpenLink>
              </td>
              <td
                class="min-w-52 text-sm print:min-w-40 max-sm:col-span-2"
                data-label={t('Nội dung', 'Content')}
              >
                {t(line.title, line.titleEn)}
                {line.quantity === null ? null : (
                  <span class="hint block font-normal">
                    {t('Số lượng', 'Quantity')}: {line.quantity}
                  </span>
                )}
                {line.note === null ? null : <span class="hint block font-normal">{line.note}</span>}
              </td>
              {cells(line.code, line.signed, line.cell)}
            </tr>
          ))}
          {/* Not a tfoot: that would stand under each printed page like a sum of the page. */}
          <tr class={`${card} sum`}>
            <th scope="row" colspan={2} class="max-sm:col-span-2">
              {t('Tổng cộng', 'Grand total')}
            </th>
            {cells(null, overview.totalSigned, overview.total)}
          </tr>
        </tbody>
      </Table>
    </div>
  )
}

/** The plan's estimate over its years, and what was executed of it. */
function OverviewHead({ request, overview }: { request: PageRequest; overview: Overview }) {
  const { t } = request
  const period =
    overview.year === null
      ? t('Thực hiện cả giai đoạn', 'Executed in the period')
      : t(`Thực hiện năm ${overview.year}`, `Executed in ${overview.year}`)
  return (
    <thead>
      <tr>
        <th rowspan={2}>{t('Mục', 'Line')}</th>
        <th rowspan={2}>{t('Nội dung', 'Content')}</th>
        <th colspan={1 + overview.years.length} class="text-center">
          {estimateOf(request, overview)}
        </th>
        <th colspan={figures.length + 2} class="text-center">
          {period}
        </th>
      </tr>
      <tr>
        <th class="num">{t('Tổng', 'Total')}</th>
        {overview.years.map((year) => (
          <th class="num">{year}</th>
        ))}
        <th class="num min-w-20 max-w-24 whitespace-normal print:min-w-12">
          {t('Dự toán sau điều chỉnh', 'Estimate after shifts')}
        </th>
        {figures.map((figure) => (
          <th class="num min-w-20 max-w-24 whitespace-normal print:min-w-12">{t(figureNames[figure])}</th>
        ))}
        <th class="num min-w-20 max-w-24 whitespace-normal print:min-w-12">
          {t('Giải ngân/dự toán', 'Paid of estimate')}
        </th>
      </tr>
    </thead>
  )
}

async function exported(request: PageRequest, overview: Overview, format: 'csv' | 'xlsx'): Promise<Response> {
  const { t } = request
  const span = overview.year === null ? t('cả giai đoạn', 'whole period') : String(overview.year)
  const title = `${t('Kinh phí: dự toán và thực hiện', 'Budget: estimate and execution')} ${span}`
  interface Row {
    readonly code: string
    readonly title: string
    readonly signed: Line['signed']
    readonly cell: Cell
  }
  const rows: Row[] = [
    ...overview.lines.map((line) => ({ ...line, title: t(line.title, line.titleEn) })),
    { code: '', title: t('Tổng cộng', 'Grand total'), signed: overview.totalSigned, cell: overview.total },
  ]
  const money = (label: string, value: (row: Row) => bigint) => ({ label, kind: 'money' as const, value })
  return exportTable(format, {
    name: exportName(title, request.system.now()),
    title,
    columns: [
      { label: t('Mục', 'Line'), value: (row) => row.code },
      { label: t('Nội dung', 'Content'), value: (row) => row.title },
      money(t('Dự toán: tổng (đồng)', 'Estimate: total (đồng)'), (row) => row.signed.total),
      ...overview.years.map((year, place) =>
        money(t(`Dự toán ${year} (đồng)`, `Estimate ${year} (đồng)`), (row) => row.signed.years[place] ?? 0n),
      ),
      money(
        `${t('Dự toán sau điều chỉnh', 'Estimate after shifts')} ${span} (đồng)`,
        (row) => row.cell.adjusted,
      ),
      ...figures.map((figure) =>
        money(`${t(figureNames[figure])} ${span} (đồng)`, (row) => row.cell[figure]),
      ),
    ],
    rows,
  })
}
