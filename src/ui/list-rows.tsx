import type { Child } from 'hono/jsx'
import { formatDate, formatMoment } from '../platform/dates.ts'
import { countLimit, pageSizes } from '../platform/list.ts'
import type { ListSettings } from '../platform/list-settings.ts'
import { formatDong } from '../platform/money.ts'
import { formatNumber } from '../platform/numbers.ts'
import type { PageRequest } from '../platform/page.ts'
import { columnsNamed, columnsShown, type ListColumn, type ListResult, listHref } from './list-columns.ts'
import { LookMenus } from './list-look.tsx'
import { ManyBar, type ManyOf, Pick } from './many.tsx'
import { Empty, Table } from './pieces.tsx'

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

/** The rows of a list as a table, on a phone as cards, with what is done to all of it and the way to its other pages. */
export function Rows<Row>(props: {
  request: PageRequest
  title: string
  /** All of them; those that are shown are chosen. */
  columns: readonly ListColumn<Row>[]
  settings: ListSettings
  found: ListResult<Row>
  empty: Child
  many?: ManyOf<Row> | undefined
}) {
  const { request, settings, many } = props
  const { t, url, language } = request
  const { found } = props
  const columns = columnsShown(props.columns, columnsNamed(url) ?? settings.columns)
  const wished = url.searchParams.get('rows')
  const compact = wished === null ? settings.compact : wished === 'compact'
  const cells = columns.map((column, at) => ({
    column,
    label: t(column.label),
    classes: [
      ...(column.kind === 'number' || column.kind === 'money' ? ['num'] : []),
      ...(at < phoneColumns || alwaysShown.has(column.key) || column.onPhone === true ? [] : ['more']),
      ...(column.key === 'acts' ? ['acts'] : []),
    ],
  }))
  const hasMore = cells.some(({ classes }) => classes.includes('more'))
  const look = (
    <LookMenus request={request} columns={props.columns} shown={columns} {...{ settings, compact }} />
  )
  if (found.rows.length === 0) {
    return (
      <>
        <div class="no-print mb-2 flex flex-wrap justify-end gap-4 text-sm">{look}</div>
        {typeof props.empty === 'string' ? (
          <Empty>{props.empty}</Empty>
        ) : (
          <Empty action={props.empty}>{t('Không có dòng nào.', 'There is nothing here.')}</Empty>
        )}
      </>
    )
  }
  const count =
    found.total === null
      ? t(`Hơn ${formatNumber(countLimit, 'vi')} dòng`, `More than ${formatNumber(countLimit, 'en')} rows`)
      : t(`${formatNumber(found.total, 'vi')} dòng`, `${formatNumber(found.total, 'en')} rows`)
  return (
    <div class={`rows panel p-0 sm:p-0 ${compact ? 'compact' : ''}`}>
      <div class="flex flex-wrap items-center justify-between gap-2 px-4 py-2">
        <p class="hint" data-count="1">
          {count}
        </p>
        {hasMore ? (
          <label class="no-print flex items-center gap-2 text-sm sm:hidden">
            <input class="every-column checkbox checkbox-sm" type="checkbox" />
            {t('Hiện đủ cột', 'Show every column')}
          </label>
        ) : null}
        <div class="no-print flex flex-wrap items-center gap-4 text-sm">
          {look}
          <a href={listHref(url, { export: 'xlsx' })}>{t('Xuất Excel', 'Export to Excel')}</a>
          <a href={listHref(url, { export: 'csv' })}>{t('Xuất CSV', 'Export to CSV')}</a>
        </div>
      </div>
      {many === undefined ? null : (
        <ManyBar request={request} acts={many.acts} total={found.total} rows={found.rows.length} />
      )}
      <Table caption={props.title} stack>
        <thead>
          <tr>
            <Heads columns={columns} request={request} />
          </tr>
        </thead>
        <tbody>
          {found.rows.map((row) => (
            <tr>
              {cells.map(({ column, label, classes }, at) => {
                const value = column.value(row)
                const cell = column.cell?.(row)
                const pick =
                  at === 0 && many !== undefined ? (
                    <Pick id={many.id(row)} label={t(`Chọn ${value ?? ''}`, `Choose ${value ?? ''}`)} />
                  ) : null
                // What can be done has no value; its cell says whether there is something.
                const empty = column.key === 'acts' ? cell === null : value === null || value === ''
                return (
                  <td class={[...classes, ...(empty ? ['none'] : [])].join(' ')} data-label={label}>
                    {pick}
                    {column.cell === undefined ? shown(column.kind, value, language) : cell}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </Table>
      <Pager request={props.request} found={found} />
    </div>
  )
}

/** The heads of the columns, each sorting by it where that can be. */
function Heads<Row>({ columns, request }: { columns: readonly ListColumn<Row>[]; request: PageRequest }) {
  const { t, url } = request
  const sort = url.searchParams.get('sort')
  const direction = url.searchParams.get('direction')
  return (
    <>
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
    </>
  )
}

/** The numbers of pages that are offered: the first, the last, and those beside the present one; null stands for what lies between. */
export function pageNumbers(now: number, last: number): (number | null)[] {
  const near = [1, now - 1, now, now + 1, last].filter((page) => page >= 1 && page <= last)
  const pages = [...new Set(near)].toSorted((one, other) => one - other)
  return pages.flatMap((page, at) => {
    const before = pages[at - 1]
    return before === undefined || page === before + 1 ? [page] : [null, page]
  })
}

function Pager<Row>(props: { request: PageRequest; found: ListResult<Row> }) {
  const { t, url } = props.request
  const { next, previous, total, page } = props.found
  const size = Number(url.searchParams.get('limit') ?? pageSizes[0])
  const last = total === null ? 1 : Math.ceil(total / size)
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
        {turn(previous, t('← Trang trước', '← Previous'))}
        {turn(next, t('Trang sau →', 'Next →'))}
      </div>
      {/* By its number only where the rows were counted: the way there is short. */}
      {last < 2 || page === null || page === undefined ? null : (
        <p class="flex flex-wrap items-center gap-2 text-sm">
          {t('Trang', 'Page')}
          {pageNumbers(page, last).map((number) =>
            number === null ? (
              <span aria-hidden="true">…</span>
            ) : number === page ? (
              <b aria-current="page">{number}</b>
            ) : (
              <a class="inline-block min-w-6 text-center" href={listHref(url, { page: String(number) })}>
                {number}
              </a>
            ),
          )}
        </p>
      )}
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
