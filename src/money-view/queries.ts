import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { activePlan } from '../plan/index.ts'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, optionalChoice, optionalDay, optionalText } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf, type Sort, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { fold } from '../platform/text.ts'
import {
  type Column,
  columns,
  countRows,
  type Dimension,
  dimensionsOf,
  groupings,
  type MoveKind,
} from './columns.ts'

/** A number, or "none": of what has no year (a source that is not spread over them), or is of no task. */
const numberOrNone = (least: number, most: number) =>
  z.preprocess(
    (value) => (value === '' ? undefined : value === 'none' || value === undefined ? value : Number(value)),
    z.union([z.literal('none'), z.int().min(least).max(most)]).optional(),
  )

export const viewFilterFields = {
  /** A line's code; a group's means its sub-lines. */
  line: optionalText(20),
  year: numberOrNone(1986, 2100),
  source: optionalText(40),
  task: numberOrNone(1, 2_147_483_647),
  /** As it stood at the end of this day; today when it is not said. */
  on: optionalDay(),
}
type Filters = z.output<z.ZodObject<typeof viewFilterFields>>

/** The moves of money, with what is advanced and cleared. */
export const everyMove = sql`(SELECT * FROM money_move UNION ALL SELECT * FROM advance_move)`

/** The lines of a plan without sub-lines, or those under a line; their ids reach into each part of `money_move`. */
export async function linesAsked(db: Db, planId: number, code: string | undefined): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    WITH RECURSIVE part AS (
      SELECT id FROM budget_line WHERE plan_id = ${planId} AND (${code ?? null}::text IS NULL OR code = ${code ?? null})
      UNION SELECT b.id FROM part JOIN budget_line b ON b.parent_id = part.id)
    SELECT id FROM part`.execute(db)
  return rows.map(({ id }) => id)
}

/** The moves up to a day that the filters leave, each as often as there are figures in which it counts, with its sign. */
export async function countedMoves(
  db: Db,
  planId: number,
  input: Filters & { readonly only?: readonly Column[] | undefined },
  today: string,
): Promise<RawBuilder<unknown>> {
  const lines = await linesAsked(db, planId, input.line)
  const table = countRows.filter(({ column }) => input.only === undefined || input.only.includes(column))
  const where = [
    sql`m.line_id = ANY(${lines}::int[])`,
    sql`m.on_day <= ${input.on ?? today}::date`,
    ...(input.year === undefined
      ? []
      : [input.year === 'none' ? sql`m.year IS NULL` : sql`m.year = ${input.year}`]),
    ...(input.task === undefined
      ? []
      : [input.task === 'none' ? sql`m.task_id IS NULL` : sql`m.task_id = ${input.task}`]),
    ...(input.source === undefined
      ? []
      : [sql`m.source_id = (SELECT id FROM funding_source WHERE key = ${input.source})`]),
  ]
  return sql`${everyMove} m
    JOIN unnest(${table.map(({ kind }) => kind)}::text[], ${table.map(({ column }) => column)}::text[],
      ${table.map(({ sign }) => sign)}::int[]) AS f (kind, figure, sign) ON f.kind = m.kind
   WHERE ${sql.join(where, sql` AND `)}`
}

const Figures = z.object(
  Object.fromEntries(columns.map((column) => [column, dongOut()])) as Record<
    Column,
    ReturnType<typeof dongOut>
  >,
)
export type Figures = z.infer<typeof Figures>

/** The sums of all figures, of what stands in `countedMoves`. */
const sums = sql.join(
  columns.map(
    (column) =>
      sql`coalesce(sum(f.sign * m.amount) FILTER (WHERE f.figure = ${sql.lit(column)}), 0)::bigint AS ${sql.ref(column)}`,
  ),
)

const Row = Figures.extend({
  /** What puts the row in the order of the plan; of this grouping alone. */
  id: z.string(),
  line: z.string().nullable(),
  lineTitle: z.string().nullable(),
  lineTitleEn: z.string().nullable(),
  year: z.int().nullable(),
  source: z.string().nullable(),
  sourceName: z.string().nullable(),
  sourceNameEn: z.string().nullable(),
  task: z.int().nullable(),
  taskTitle: z.string().nullable(),
})
export type Row = z.infer<typeof Row>

/** The rows of the view as one select: the sums of the moves by what is grouped by, in one statement. */
export async function moneyRows(db: Db, planId: number, input: Filters & { by: string }, today: string) {
  const by = new Set<Dimension>(dimensionsOf(input.by))
  const key = (dimension: Dimension, column: string) =>
    by.has(dimension)
      ? sql`m.${sql.ref(column)} AS ${sql.ref(column)}`
      : sql`NULL::integer AS ${sql.ref(column)}`
  const moves = await countedMoves(db, planId, input, today)
  return db
    .selectFrom(
      sql<Row>`(SELECT lpad(coalesce(b.ord, 0)::text, 6, '0') || lpad(coalesce(v.line_id, 0)::text, 10, '0')
            || lpad(coalesce(v.year, 0)::text, 4, '0') || lpad(coalesce(s.ord, 0)::text, 6, '0')
            || lpad(coalesce(v.source_id, 0)::text, 10, '0') || lpad(coalesce(v.task_id, 0)::text, 10, '0') AS id,
          b.code AS line, b.title AS line_title, b.title_en AS line_title_en, v.year, s.key AS source, s.name AS source_name,
          s.name_en AS source_name_en, v.task_id AS task, k.title AS task_title, ${sql.join(columns.map((column) => sql`v.${sql.ref(column)}`))}
        FROM (SELECT ${key('line', 'line_id')}, ${key('year', 'year')}, ${key('source', 'source_id')}, ${key('task', 'task_id')}, ${sums}
                FROM ${moves} GROUP BY 1, 2, 3, 4) v
        LEFT JOIN budget_line b ON b.id = v.line_id
        LEFT JOIN funding_source s ON s.id = v.source_id
        LEFT JOIN science_task k ON k.id = v.task_id
        WHERE num_nonnulls(${sql.join(columns.map((column) => sql`nullif(v.${sql.ref(column)}, 0)`))}) > 0)`.as<'v'>(
        'v',
      ),
    )
    .selectAll()
}

const figureSorts = Object.fromEntries(
  columns.map((column) => [
    column,
    { column: `v.${column}`, value: (row: Row) => String(row[column]), direction: 'desc' as const },
  ]),
) as Record<Column, Sort<Row>>

/** Line × year × source × task: what became of the money, as it stood at the end of a day; of the plan to work in. */
export const moneyView = query({
  name: 'moneyView.rows',
  summary: words('Kinh phí theo mục, năm, nguồn, nhiệm vụ', 'Money by line, year, source and task'),
  route: 'GET /budget/view',
  input: z.object({
    ...listInput(['place', ...columns]),
    by: z.preprocess((value) => (value === '' ? undefined : value), z.enum(groupings).default('line')),
    ...viewFilterFields,
  }),
  output: listOutput(Row),
  may: officers,
  async run({ db, planId, today }, input) {
    const plan = await activePlan({ db, planId })
    const rows = await moneyRows(db, plan.id, input, today)
    const page = await pageOf<Row>(
      rows,
      input,
      { place: { column: 'v.id', value: (row) => row.id }, ...figureSorts },
      'v.id',
    )
    return page
  },
})

/** All of it together: the same figures without a grouping. */
export const moneyTotals = query({
  name: 'moneyView.totals',
  summary: words('Cộng các số của bảng kinh phí', 'Totals of the view of money'),
  route: 'GET /budget/view/totals',
  input: z.object(viewFilterFields),
  output: z.object({ planId: z.int(), plan: z.string(), on: z.iso.date(), figures: Figures }),
  may: officers,
  async run({ db, planId, today }, input) {
    const plan = await activePlan({ db, planId })
    const { rows } =
      await sql<Figures>`SELECT ${sums} FROM ${await countedMoves(db, plan.id, input, today)}`.execute(db)
    const [figures] = rows
    if (figures === undefined) throw new Error('The ledger does not answer')
    return { planId: plan.id, plan: plan.number, on: input.on ?? today, figures }
  },
})

const moveKinds = [...new Set(countRows.map(({ kind }) => kind))] as [MoveKind, ...MoveKind[]]
const records = [
  'plan',
  'estimate',
  'commitment',
  'decision',
  'year_end',
  'entry',
  'claim',
  'advance',
  'settlement',
  'year',
] as const

const Move = z.object({
  id: z.string(),
  kind: z.enum(moveKinds),
  on: z.iso.date(),
  line: z.string(),
  lineTitle: z.string(),
  lineTitleEn: z.string(),
  year: z.int().nullable(),
  source: z.string(),
  sourceName: z.string(),
  sourceNameEn: z.string(),
  task: z.int().nullable(),
  taskTitle: z.string().nullable(),
  /** As it counts in the figure: below nought where it takes from it. */
  amount: dongOut(),
  documentNumber: z.string().nullable(),
  file: z.object({ id: z.int(), name: z.string() }).nullable(),
  /** The record that it is of, and its number. */
  record: z.enum(records),
  recordId: z.int(),
})
export type Move = z.infer<typeof Move>

interface StoredMove extends Omit<Move, 'file'> {
  readonly fileId: number | null
  readonly fileName: string | null
}

/** What a figure of the view sums: its moves up to the day, whose amounts add up to it. */
export const listMoves = query({
  name: 'moneyView.moves',
  summary: words('Các khoản tạo nên một số của bảng kinh phí', 'What a figure of the view of money sums'),
  route: 'GET /budget/view/moves',
  input: z.object({
    ...listInput(['day', 'amount', 'line', 'year']),
    column: optionalChoice(columns),
    ...viewFilterFields,
  }),
  output: listOutput(Move),
  may: officers,
  async run({ db, planId, today }, input) {
    const plan = await activePlan({ db, planId })
    const column = input.column ?? columns[0]
    const moves = await countedMoves(db, plan.id, { ...input, only: [column] }, today)
    let rows = db
      .selectFrom(
        sql<StoredMove>`(SELECT c.id, c.kind, c.on_day AS "on", b.code AS line, b.title AS line_title, b.title_en AS line_title_en, c.year,
            s.key AS source, s.name AS source_name, s.name_en AS source_name_en, c.task_id AS task, k.title AS task_title, c.amount,
            c.document_number, c.file_id, i.name AS file_name, c.record, c.record_id
          FROM (SELECT m.id, m.kind, m.on_day, m.line_id, m.source_id, m.year, m.task_id, f.sign * m.amount AS amount, m.document_number,
              m.file_id, m.record, m.record_id FROM ${moves}) c
          JOIN budget_line b ON b.id = c.line_id JOIN funding_source s ON s.id = c.source_id
          LEFT JOIN science_task k ON k.id = c.task_id LEFT JOIN file i ON i.id = c.file_id)`.as<'v'>('v'),
      )
      .selectAll()
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(
        sql<boolean>`fold(coalesce(v.document_number, '') || ' ' || coalesce(v.task_title, '')) LIKE ${pattern}`,
      )
    const page = await pageOf<StoredMove>(
      rows,
      input,
      {
        day: { column: 'v.on', value: (row) => row.on, direction: 'desc' },
        amount: { column: 'v.amount', value: (row) => String(row.amount), direction: 'desc' },
        line: { column: 'v.line', value: (row) => row.line },
        year: { column: sql`coalesce(v.year, 0)`, value: (row) => row.year ?? 0, direction: 'desc' },
      },
      'v.id',
    )
    return {
      ...page,
      rows: page.rows.map(({ fileId, fileName, ...row }) => ({
        ...row,
        file: fileId === null || fileName === null ? null : { id: fileId, name: fileName },
      })),
    }
  },
})

/** The tasks of the plan that money stands on, for the filter; the latest first. */
export const moneyTasks = query({
  name: 'moneyView.tasks',
  summary: words('Nhiệm vụ có kinh phí', 'Tasks with money'),
  route: 'GET /budget/view/tasks',
  input: z.object({}),
  output: z.object({ tasks: z.array(z.object({ id: z.int(), title: z.string() })) }),
  may: officers,
  async run({ db, planId }) {
    const plan = await activePlan({ db, planId })
    const tasks = await db
      .selectFrom('scienceTask as k')
      .select(['k.id', 'k.title'])
      .where('k.planId', '=', plan.id)
      .where(sql<boolean>`EXISTS (SELECT FROM commitment_task t WHERE t.task_id = k.id)`)
      .orderBy('k.id', 'desc')
      .limit(300)
      .execute()
    return { tasks }
  },
})
