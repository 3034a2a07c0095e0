import type { Child } from 'hono/jsx'
import type { z } from 'zod'
import { exportName, exportTable } from '../documents/write/export.ts'
import type { Grant } from '../platform/actor.ts'
import { formatDate, formatMoment } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import { countLimit, pageSizes } from '../platform/list.ts'
import { formatDong } from '../platform/money.ts'
import { formatNumber } from '../platform/numbers.ts'
import type { Query } from '../platform/operation.ts'
import { type Page, type PageRequest, type Place, page } from '../platform/page.ts'
import { Problem } from '../platform/problem.ts'
import type { Choice } from './fields.tsx'
import { Empty, Fold, Notice, Table } from './pieces.tsx'

/** A column of a list: how it is headed, what it exports, how it shows. */
export interface ListColumn<Row> {
  readonly key: string
  readonly label: Words
  readonly kind?: 'text' | 'number' | 'money' | 'date' | 'moment'
  /** The query's sort key, when one can sort by it. */
  readonly sort?: string
  /** What an export holds and, without `cell`, what the page shows. Days and moments are ISO texts. */
  readonly value: (row: Row) => string | number | bigint | null
  readonly cell?: (row: Row) => Child
  /** In exports only. */
  readonly exportOnly?: boolean
}

/** A filter above a list; `name` is the key of the query's input. */
export interface ListFilter {
  readonly name: string
  readonly label: Words
  readonly kind: 'search' | 'select' | 'date'
  readonly choices?: readonly Choice[]
  /** The words of "no filter"; for a select. */
  readonly all?: Words
}

interface ListResult<Row> {
  readonly rows: Row[]
  readonly next: string | null
  readonly previous: string | null
  readonly total: number | null
}

/** The row of a list query's output. */
export type RowOf<O extends z.ZodType> = z.input<O> extends { rows: (infer Row)[] } ? Row : never

export interface ListDeclaration<I extends z.ZodObject, O extends z.ZodType> {
  readonly route: `GET /${string}`
  /** Who may open it, where not all of those who may run its query. */
  readonly may?: readonly Grant[]
  readonly place?: Place
  readonly title: Words
  readonly lead?: Words
  readonly query: Query<I, O>
  readonly columns: (
    request: PageRequest,
  ) => Promise<readonly ListColumn<RowOf<O>>[]> | readonly ListColumn<RowOf<O>>[]
  readonly filters?: (request: PageRequest) => Promise<readonly ListFilter[]> | readonly ListFilter[]
  /** Buttons beside the heading. */
  readonly actions?: (request: PageRequest) => Child
  /** Input that the page sets, over what the address says (the record that the list belongs to). */
  readonly fixed?: (request: PageRequest) => Record<string, unknown>
  /** What stands between the filters and the table. */
  readonly above?: (request: PageRequest) => Promise<Child> | Child
  /** What to say and do when there is nothing at all. */
  readonly empty?: (request: PageRequest) => Child
  readonly breadcrumbs?: (request: PageRequest) => readonly { label: string; href: string }[]
}

/**
 * A page that lists: filters, sorts, pages by key, and exports the whole filtered list as CSV or XLSX. Who may run its query may open it.
 * @example
 * export const turnsPage = listPage({
 *   route: 'GET /support',
 *   title: words('Lượt hỗ trợ', 'Support turns'),
 *   query: listTurns,
 *   filters: ({ t }) => [{ name: 'state', label: words('Trạng thái', 'State'), kind: 'select', choices: turnStates.choices(t) }],
 *   columns: () => [{ key: 'enterprise', label: words('Doanh nghiệp', 'Enterprise'), value: (row) => row.enterprise }],
 * })
 */
export function listPage<I extends z.ZodObject, O extends z.ZodType>(
  declaration: ListDeclaration<I, O>,
): Page {
  return page({
    route: declaration.route,
    may: declaration.may ?? declaration.query.may,
    place: declaration.place,
    filtersPlans: 'plan' in declaration.query.input.shape,
    async run(request) {
      const { t, url } = request
      const columns = await declaration.columns(request)
      const typed = Object.fromEntries(url.searchParams)
      const { export: wanted, lang: _lang, ...rest } = typed
      const input = { ...rest, ...declaration.fixed?.(request) }
      const read = async (extra: Record<string, unknown>) =>
        (await request.execute(declaration.query, { ...input, ...extra })) as ListResult<RowOf<O>>
      const title = t(declaration.title)
      if (wanted === 'csv' || wanted === 'xlsx') {
        return exportTable(wanted, {
          name: exportName(title, new Date()),
          title,
          columns: columns.map((column) => ({ ...column, label: t(column.label) })),
          rows: allPages(read),
        })
      }
      const filters = (await declaration.filters?.(request)) ?? []
      let found: ListResult<RowOf<O>> | null = null
      let problem: Problem | null = null
      try {
        found = await read({})
      } catch (error) {
        // A filter that makes no sense is said above the list, with everything typed still there.
        if (!(error instanceof Problem) || error.status !== 422) throw error
        problem = error
      }
      return {
        title,
        lead: declaration.lead === undefined ? undefined : t(declaration.lead),
        actions: declaration.actions?.(request),
        breadcrumbs: declaration.breadcrumbs?.(request),
        status: problem === null ? 200 : 422,
        body: (
          <>
            <Filters request={request} filters={filters} />
            {problem === null ? null : (
              <Notice tone="error" live>
                {problem.fields.map((field) => (
                  <p>{t(field.words)}</p>
                ))}
              </Notice>
            )}
            {await declaration.above?.(request)}
            {found === null ? null : (
              <Rows
                request={request}
                title={title}
                columns={columns}
                found={found}
                empty={declaration.empty?.(request)}
              />
            )}
          </>
        ),
      }
    },
  })
}

/** The whole list page by page; the next one is read while this one is written. */
async function* allPages<Row>(
  read: (extra: Record<string, unknown>) => Promise<ListResult<Row>>,
): AsyncGenerator<readonly Row[]> {
  let coming: Promise<ListResult<Row>> | null = read({ limit: 1000 })
  while (coming !== null) {
    const part: ListResult<Row> = await coming
    coming = part.next === null ? null : read({ cursor: part.next, limit: 1000 })
    // A page that nobody waits for any more (the download was broken off) may fail unheard.
    coming?.catch(() => undefined)
    yield part.rows
  }
}

/** The address of this list with some parameters changed; `null` takes one away. Paging starts over. */
export function listHref(url: URL, changes: Readonly<Record<string, string | null>>): string {
  const next = new URLSearchParams(url.searchParams)
  for (const name of ['cursor', 'export', 'lang']) next.delete(name)
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) next.delete(name)
    else next.set(name, value)
  }
  const query = next.toString()
  return query === '' ? url.pathname : `${url.pathname}?${query}`
}

function Filters(props: { request: PageRequest; filters: readonly ListFilter[] }) {
  const { t, url } = props.request
  if (props.filters.length === 0) return null
  const used = props.filters.some((filter) => (url.searchParams.get(filter.name) ?? '') !== '')
  const form = (
    <form
      method="get"
      action={url.pathname}
      aria-label={t('Lọc danh sách', 'Filter the list')}
      class="no-print mb-4 flex flex-wrap items-end gap-3"
      data-live="1"
    >
      {['sort', 'direction', 'limit'].map((name) => {
        const value = url.searchParams.get(name)
        return value === null ? null : <input type="hidden" name={name} value={value} />
      })}
      {props.filters.map((filter) => (
        <div class={filter.kind === 'search' ? 'min-w-60 grow' : 'min-w-40'}>
          <label class="mb-1 block text-sm font-semibold" for={`q-${filter.name}`}>
            {t(filter.label)}
          </label>
          {filter.kind === 'select' ? (
            <select class="select w-full border-base-content/40" id={`q-${filter.name}`} name={filter.name}>
              <option value="">{t(filter.all ?? words('Tất cả', 'All'))}</option>
              {filter.choices?.map((choice) => (
                <option
                  value={String(choice.value)}
                  selected={url.searchParams.get(filter.name) === String(choice.value)}
                >
                  {choice.label}
                </option>
              ))}
            </select>
          ) : (
            <input
              class="input w-full border-base-content/40"
              id={`q-${filter.name}`}
              name={filter.name}
              type={filter.kind === 'search' ? 'search' : 'text'}
              placeholder={filter.kind === 'date' ? 'dd/mm/yyyy' : undefined}
              value={url.searchParams.get(filter.name) ?? ''}
            />
          )}
        </div>
      ))}
      <button class="btn btn-primary" type="submit">
        {t('Tìm', 'Search')}
      </button>
      {used ? (
        <a class="btn border-base-content/40 bg-base-100" href={url.pathname}>
          {t('Bỏ lọc', 'Clear')}
        </a>
      ) : null}
    </form>
  )
  // One field is no longer than the button that would open it.
  if (props.filters.length < 2) return form
  return (
    <div class="filters">
      <Fold label={t('Tìm và lọc', 'Search and filter')} open={used}>
        {form}
      </Fold>
    </div>
  )
}

/** How many columns a row shows on a phone; the others are asked for, but for its state and what can be done with it. */
const phoneColumns = 4
const alwaysShown: ReadonlySet<string> = new Set(['state', 'acts'])

function shown(
  kind: ListColumn<never>['kind'],
  value: string | number | bigint | null,
  language: 'vi' | 'en',
): string {
  if (value === null || value === '') return '—'
  if (kind === 'money' && typeof value === 'bigint') return formatDong(value, language)
  if (kind === 'date' && typeof value === 'string') return formatDate(value)
  if (kind === 'moment' && typeof value === 'string') return formatMoment(value)
  if (typeof value === 'number' || typeof value === 'bigint')
    return kind === 'number' ? formatNumber(value, language) : String(value)
  return value
}

function Rows<Row>(props: {
  request: PageRequest
  title: string
  columns: readonly ListColumn<Row>[]
  found: ListResult<Row>
  empty: Child
}) {
  const { t, url, language } = props.request
  const { found } = props
  const columns = props.columns.filter((column) => !column.exportOnly)
  const cells = columns.map((column, at) => ({
    column,
    label: t(column.label),
    classes: [
      ...(column.kind === 'number' || column.kind === 'money' ? ['num'] : []),
      ...(at >= phoneColumns && !alwaysShown.has(column.key) ? ['more'] : []),
      ...(column.key === 'acts' ? ['acts'] : []),
    ],
  }))
  const hasMore = cells.some(({ classes }) => classes.includes('more'))
  if (found.rows.length === 0) {
    return <Empty action={props.empty}>{t('Không có dòng nào.', 'There is nothing here.')}</Empty>
  }
  const sort = url.searchParams.get('sort')
  const direction = url.searchParams.get('direction')
  const count =
    found.total === null
      ? t(`Hơn ${formatNumber(countLimit, 'vi')} dòng`, `More than ${formatNumber(countLimit, 'en')} rows`)
      : t(`${formatNumber(found.total, 'vi')} dòng`, `${formatNumber(found.total, 'en')} rows`)
  return (
    <div class="rows panel p-0 sm:p-0">
      <div class="flex flex-wrap items-center justify-between gap-2 px-4 py-2">
        <p class="hint">{count}</p>
        {hasMore ? (
          <label class="no-print flex items-center gap-2 text-sm sm:hidden">
            <input class="every-column checkbox checkbox-sm" type="checkbox" />
            {t('Hiện đủ cột', 'Show every column')}
          </label>
        ) : null}
        <p class="no-print flex flex-wrap gap-4 text-sm">
          <a href={listHref(url, { export: 'xlsx' })}>{t('Xuất Excel', 'Export to Excel')}</a>
          <a href={listHref(url, { export: 'csv' })}>{t('Xuất CSV', 'Export to CSV')}</a>
        </p>
      </div>
      <Table caption={props.title} stack>
        <thead>
          <tr>
            {columns.map((column) => {
              const numeric = column.kind === 'number' || column.kind === 'money'
              if (column.sort === undefined) return <th class={numeric ? 'num' : ''}>{t(column.label)}</th>
              const active = sort === column.sort
              const next = active && direction !== 'desc' ? 'desc' : 'asc'
              return (
                <th
                  class={numeric ? 'num' : ''}
                  aria-sort={active ? (direction === 'desc' ? 'descending' : 'ascending') : undefined}
                >
                  <a href={listHref(url, { sort: column.sort, direction: next })}>
                    {t(column.label)}
                    {active ? <span aria-hidden="true">{direction === 'desc' ? ' ↓' : ' ↑'}</span> : null}
                  </a>
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody>
          {found.rows.map((row) => (
            <tr>
              {cells.map(({ column, label, classes }) => {
                const value = column.value(row)
                const cell = column.cell?.(row)
                // What can be done has no value; its cell says whether there is something.
                const empty = column.key === 'acts' ? cell === null : value === null || value === ''
                return (
                  <td class={[...classes, ...(empty ? ['none'] : [])].join(' ')} data-label={label}>
                    {column.cell === undefined ? shown(column.kind, value, language) : cell}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </Table>
      <Pager request={props.request} next={found.next} previous={found.previous} />
    </div>
  )
}

function Pager(props: { request: PageRequest; next: string | null; previous: string | null }) {
  const { t, url } = props.request
  const size = Number(url.searchParams.get('limit') ?? pageSizes[0])
  const turn = (cursor: string | null, label: string) =>
    cursor === null ? null : (
      <a
        class="btn btn-sm border-base-content/40 bg-base-100"
        href={`${listHref(url, {})}${listHref(url, {}).includes('?') ? '&' : '?'}cursor=${cursor}`}
      >
        {label}
      </a>
    )
  return (
    <nav
      class="no-print flex flex-wrap items-center justify-between gap-3 px-4 py-3"
      aria-label={t('Trang', 'Pages')}
    >
      <div class="flex gap-2">
        {turn(props.previous, t('← Trang trước', '← Previous'))}
        {turn(props.next, t('Trang sau →', 'Next →'))}
      </div>
      <p class="flex gap-3 text-sm">
        {t('Mỗi trang:', 'Per page:')}
        {[...pageSizes]
          .sort((one, other) => one - other)
          .map((option) =>
            option === size ? (
              <b>{option}</b>
            ) : (
              <a href={listHref(url, { limit: String(option) })}>{option}</a>
            ),
          )}
      </p>
    </nav>
  )
}
