import type { Child } from 'hono/jsx'
import type { z } from 'zod'
import { exportName, exportTable } from '../documents/write/export.ts'
import type { Grant } from '../platform/actor.ts'
import type { Words } from '../platform/language.ts'
import { listSettings } from '../platform/list-settings.ts'
import type { Operation, Query } from '../platform/operation.ts'
import { type Page, type PageRequest, type Place, page } from '../platform/page.ts'
import { Problem } from '../platform/problem.ts'
import type { ListColumn, ListFilter, ListResult, RowOf } from './list-columns.ts'
import { Filters } from './list-filters.tsx'
import { Rows } from './list-rows.tsx'
import { type ManyAct, manyOf } from './many.tsx'
import { Notice } from './pieces.tsx'

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
  /** What can be done to several rows at once, each with a preview (`manyPages`); its rows are known by `id`. */
  readonly many?: readonly ManyAct[]
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
    list: {
      query: declaration.query as unknown as Operation,
      columns: async (request) => declaration.columns(request),
    },
    async run(request) {
      const { t, url } = request
      const columns = await declaration.columns(request)
      const typed = Object.fromEntries(url.searchParams)
      // How it is looked at is no matter of what is found.
      const { export: wanted, lang: _lang, columns: _columns, rows: _rows, ...rest } = typed
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
      const settings = await listSettings(request.system.db, request.actor, url.pathname)
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
            <p class="sr-only" role="status" data-list-status="1"></p>
            <div id="list">
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
                  settings={settings}
                  found={found}
                  empty={declaration.empty?.(request)}
                  many={manyOf(request, declaration.many ?? [])}
                />
              )}
            </div>
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
