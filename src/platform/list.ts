import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { optionalText } from './fields.ts'
import { words } from './language.ts'
import { errorCode, invalidField } from './problem.ts'
import { without } from './rows.ts'

/*
 * Lists are paged by key: a page is "the rows after this one", never "skip 5000", so the last page is as quick as the
 * first and a row that comes meanwhile shifts nothing. The cursor holds the sort value and the row's id.
 */

/** How many rows a page may have. */
export const pageSizes = [50, 20, 100] as const
const mostRows = 1000
/** Above this a total is "more than": counting further costs more than it tells. */
export const countLimit = 10_000

/** The part of a list's input that every list has; spread into its schema. @param sorts allowed keys, the first is the default */
export function listInput<const T extends readonly [string, ...string[]]>(sorts: T) {
  return {
    q: optionalText(200),
    sort: z.preprocess((value) => (value === '' ? undefined : value), z.enum(sorts).default(sorts[0])),
    direction: z.preprocess(
      (value) => (value === '' ? undefined : value),
      z.enum(['asc', 'desc']).optional(),
    ),
    /** It holds the value of the sort, which may be a name of 300 letters. */
    cursor: optionalText(4000),
    /** A page by its number, of a list whose rows were counted; instead of `cursor`. */
    page: z.preprocess(
      (value) => (value === '' || value === undefined ? undefined : Number(value)),
      z.int().min(1).max(countLimit).optional(),
    ),
    limit: z.preprocess(
      (value) => (value === '' || value === undefined ? 50 : Number(value)),
      z.int().min(1).max(mostRows),
    ),
  }
}

/** The output of a list: its rows, the cursors of the pages beside it, and how many there are (null: more than `countLimit`). */
export function listOutput<T extends z.ZodType>(row: T) {
  return z.object({
    rows: z.array(row),
    next: z.string().nullable(),
    previous: z.string().nullable(),
    total: z.int().nullable(),
    /** The number of the page, where it is known. */
    page: z.int().nullable().optional(),
  })
}

export interface ListRequest {
  readonly sort: string
  readonly direction?: 'asc' | 'desc' | undefined
  readonly cursor?: string | undefined
  readonly page?: number | undefined
  readonly limit: number
}

interface Cursor {
  readonly sort: string
  readonly direction: 'asc' | 'desc'
  readonly way: 'after' | 'before'
  readonly value: string | number
  readonly id: number | string
  /** The total of the list as it was counted on the page that this one follows. */
  readonly total?: number | null | undefined
  /** The number of the page that it leads to, where it is known. */
  readonly page?: number | undefined
}

const CursorShape = z.object({
  sort: z.string(),
  direction: z.enum(['asc', 'desc']),
  way: z.enum(['after', 'before']),
  value: z.union([z.string(), z.number()]),
  id: z.union([z.int(), z.string()]),
  total: z.int().nullable().optional(),
  page: z.int().min(1).optional(),
})

function encode(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url')
}

function decode(text: string): Cursor {
  try {
    return CursorShape.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
  } catch {
    throw unknownPage()
  }
}

const unknownPage = () =>
  invalidField('cursor', words('Trang này không còn. Xin mở lại danh sách từ đầu.', 'Unknown page.'))

/** Data of another type or size than the column's (class 22), or an operator that there is not for it. */
const misfit = /^22|^42883$|^42804$/

/** The few calls of a Kysely select that paging uses; kept structural because each list has its own row type. */
interface Pageable<Row> {
  where(expression: ReturnType<typeof sql<boolean>>): this
  orderBy(expression: ReturnType<typeof sql>): this
  limit(limit: number): this
  offset(offset: number): this
  clearSelect(): this
  select(expression: ReturnType<ReturnType<typeof sql>['as']>): this
  execute(): Promise<Row[]>
}

export interface ListPage<Row> {
  readonly rows: Row[]
  /** How many rows the filtered select has, counted on its first page; null when more than `countLimit`. */
  readonly total: number | null
  readonly next: string | null
  readonly previous: string | null
  /** The number of this page, the first one 1; null where it is not known. */
  readonly page: number | null
}

/** What a list is sorted by. */
export interface Sort<Row> {
  /** The column, or the expression that its index is on; never NULL. */
  readonly column: string | RawBuilder<unknown>
  /** How it is read off a row. */
  readonly value: (row: Row) => string | number
  /** Its usual direction; ascending if not said. */
  readonly direction?: 'asc' | 'desc'
}
/** By a day that may not be known; the latest first, those without one last. Its index is on the same `coalesce`. */
export const byDay = <Row>(column: string, value: (row: Row) => string | null): Sort<Row> => ({
  column: sql`coalesce(${sql.ref(column)}, '-infinity'::date)`,
  value: (row) => value(row) ?? '-infinity',
  direction: 'desc',
})

/** The letters of a long text that it is put in order by. */
const orderedLetters = 120

/** By the beginning of a text that may be long. Its index is on the same `left`. */
export const byText = <Row>(column: string, value: (row: Row) => string): Sort<Row> => ({
  column: sql`left(${sql.ref(column)}, ${sql.lit(orderedLetters)})`,
  value: (row) => [...value(row)].slice(0, orderedLetters).join(''),
})

/** By an amount that may not be known; the largest first, those without one last. Its index is on the same `coalesce`. */
export const byAmount = <Row>(column: string, value: (row: Row) => bigint | number | null): Sort<Row> => ({
  column: sql`coalesce(${sql.ref(column)}, -1)`,
  value: (row) => String(value(row) ?? -1),
  direction: 'desc',
})

/**
 * One page of a select.
 * @param select the filtered select, unordered; each row must carry `id` and, under the sort's key `value`, its sort value
 * @param sorts for each sort key: what the rows are put in order by
 * @param counted what is counted for the total, where it is less work than the select itself
 */
export async function pageOf<Row extends { id: number | string }>(
  select: { execute(): Promise<Row[]> },
  request: ListRequest,
  sorts: Readonly<Record<string, Sort<Row>>>,
  idColumn: string,
  counted: unknown = (select as unknown as Pageable<Row>).clearSelect().select(sql`1`.as('one')),
): Promise<ListPage<Row>> {
  const sort = sorts[request.sort]
  if (sort === undefined) throw new Error(`No sort ${request.sort}`)
  const direction = request.direction ?? sort.direction ?? 'asc'
  const cursor = request.cursor === undefined || request.page !== undefined ? null : decode(request.cursor)
  // A cursor of another sort points nowhere in this one.
  const at = cursor !== null && cursor.sort === request.sort && cursor.direction === direction ? cursor : null
  const backward = at?.way === 'before'
  const ascending = (direction === 'asc') !== backward
  const column = typeof sort.column === 'string' ? sql.ref(sort.column) : sort.column
  const key = sql.ref(idColumn)
  const bounded = (counted as Pageable<Row>).limit(countLimit + 1)
  let page = select as unknown as Pageable<Row & { listTotal: number }>
  if (at?.total === undefined)
    page = page.select(sql`(SELECT count(*)::int FROM (${bounded}) AS counted)`.as('listTotal'))
  if (at !== null) {
    page = page.where(
      ascending
        ? sql<boolean>`(${column}, ${key}) > (${at.value}, ${at.id})`
        : sql<boolean>`(${column}, ${key}) < (${at.value}, ${at.id})`,
    )
  }
  const order = ascending ? sql`ASC` : sql`DESC`
  const skipped = skippedRows(request)
  const found = await page
    .orderBy(sql`${column} ${order}, ${key} ${order}`)
    .limit(request.limit + 1)
    .offset(skipped)
    .execute()
    .catch((error: unknown) => {
      // The rest of the select takes no text of a user as a value of a column: only a cursor that somebody made up can misfit.
      throw at !== null && misfit.test(errorCode(error)) ? unknownPage() : error
    })
  const more = found.length > request.limit
  let rows: Row[] = found.slice(0, request.limit)
  let total = at?.total
  if (total === undefined) {
    // A page behind the end has no row to bear the count.
    const n = found[0]?.listTotal ?? (at === null && skipped === 0 ? 0 : (await bounded.execute()).length)
    total = n > countLimit ? null : n
    rows = without(found.slice(0, request.limit), 'listTotal') as unknown as Row[]
  }
  if (backward) rows.reverse()
  const number = request.page ?? at?.page ?? (at === null ? 1 : undefined)
  const cursorAt = (row: Row | undefined, way: Cursor['way']) => {
    if (row === undefined) return null
    const to = number === undefined ? undefined : way === 'after' ? number + 1 : number - 1
    return encode({
      ...{ sort: request.sort, direction, way, total },
      value: sort.value(row),
      id: row.id,
      page: to === undefined || to < 1 ? undefined : to,
    })
  }
  const hasNext = backward ? true : more
  const hasPrevious = backward ? more : at !== null || skipped > 0
  return {
    rows,
    total,
    next: hasNext ? cursorAt(rows.at(-1), 'after') : null,
    previous: hasPrevious ? cursorAt(rows[0], 'before') : null,
    page: number ?? null,
  }
}

/**
 * How many rows stand before a page that is asked for by its number.
 * @throws Problem 422 behind the rows that are counted: to skip more would cost more than it tells
 */
function skippedRows({ page, limit }: ListRequest): number {
  const skipped = page === undefined ? 0 : (page - 1) * limit
  if (skipped <= countLimit) return skipped
  throw invalidField(
    'page',
    words(
      'Danh sách quá dài để mở trang theo số; xin lọc bớt.',
      'The list is too long for pages by number; please filter it.',
    ),
  )
}

/** The pattern of a search: folded words, each of which must occur. LIKE's own signs are taken literally. */
export function searchPatterns(q: string | undefined, foldText: (text: string) => string): string[] {
  if (q === undefined) return []
  return foldText(q)
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 8)
    .map((word) => `%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`)
}
