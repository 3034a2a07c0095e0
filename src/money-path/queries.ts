import { sql } from 'kysely'
import { z } from 'zod'
import { type Column, columns, countRows, everyMove } from '../money-view/index.ts'
import { activePlan } from '../plan/index.ts'
import type { Grant } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, id, optionalChoice, optionalDay, optionalId, optionalText } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { type Context, query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { fold } from '../platform/text.ts'
import { detailed, Step } from './details.ts'
import { Rule, rulesOf } from './rules.ts'
import { stages } from './stages.ts'
import { type BareStep, linesUnder, type Scope, stepRows } from './steps.ts'

/** Who follows money: auditors, and those who estimate, book and decide. */
export const followers: readonly Grant[] = ['auditor', 'finance', 'coordinator', 'leader']

/** A number, or "none": of what has no year (a source that is not spread over them), or is of no task. */
const numberOrNone = (least: number, most: number) =>
  z.preprocess(
    (value) => (value === '' ? undefined : value === 'none' || value === undefined ? value : Number(value)),
    z.union([z.literal('none'), z.int().min(least).max(most)]).optional(),
  )

export const scopeFields = {
  /** A line with the lines below it; without one, and without a commitment, the lines of the plan to work in. */
  lineId: optionalId(),
  year: numberOrNone(1986, 2100),
  source: optionalText(40),
  task: numberOrNone(1, 2_147_483_647),
  commitment: optionalId(),
  /** A support turn under a task: what payments of the task's contents that name it are about. */
  turn: optionalId(),
  from: optionalDay(),
  to: optionalDay(),
}
type Asked = z.output<z.ZodObject<typeof scopeFields>> & { column?: Column | undefined }

/** The lines that are asked for; of a commitment its own. @throws Problem 404 */
export async function scopeOf({ db, planId }: Pick<Context, 'db' | 'planId'>, asked: Asked): Promise<Scope> {
  const { lineId, ...scope } = asked
  if (lineId !== undefined) {
    const lines = await linesUnder(db, { lineId })
    if (lines.length === 0) throw noLine()
    return { ...scope, lines }
  }
  if (asked.commitment !== undefined) {
    const of = await db.selectFrom('commitment').select('lineId').where('id', '=', asked.commitment).execute()
    if (of.length === 0) throw notFound(words('cam kết', 'Commitment'))
    return { ...scope, lines: of.map((row) => row.lineId) }
  }
  if (asked.turn !== undefined) {
    const { rows } = await sql<{ lineId: number }>`
      SELECT DISTINCT c.line_id FROM payment_order o JOIN commitment c ON c.id = o.commitment_id WHERE o.task_turn_id = ${asked.turn}`.execute(
      db,
    )
    return { ...scope, lines: rows.map((row) => row.lineId) }
  }
  const plan = await activePlan({ db, planId })
  return { ...scope, lines: await linesUnder(db, { planId: plan.id }) }
}

const noLine = () => notFound(words('mục dự toán', 'Budget line'))

/** The way of money, step by step: of a line, a year, a source, a task or a commitment; or only what a figure sums. */
export const listSteps = query({
  name: 'moneyPath.steps',
  summary: words('Đường đi của tiền, từng bước', 'The way of money, step by step'),
  route: 'GET /budget/path',
  input: z.object({
    ...listInput(['way', 'day', 'amount']),
    ...scopeFields,
    stage: optionalChoice(stages.keys),
    column: optionalChoice(columns),
  }),
  output: listOutput(Step),
  may: followers,
  async run({ db, actor, planId }, input) {
    let rows = stepRows(db, await scopeOf({ db, planId }, input))
    if (input.stage !== undefined) rows = rows.where('v.stage', '=', input.stage)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(
        sql<boolean>`fold(coalesce(v.document_number, '') || ' ' || coalesce(v.task_title, '') || ' ' || v.line_title) LIKE ${pattern}`,
      )
    const page = await pageOf<BareStep>(
      rows,
      input,
      {
        way: { column: 'v.way', value: (row) => row.way },
        day: { column: 'v.on', value: (row) => row.on, direction: 'desc' },
        amount: { column: 'v.amount', value: (row) => String(row.amount), direction: 'desc' },
      },
      'v.id',
    )
    return { ...page, rows: await detailed(db, actor, page.rows) }
  },
})

const Figures = z.object(
  Object.fromEntries(columns.map((column) => [column, dongOut()])) as Record<
    Column,
    ReturnType<typeof dongOut>
  >,
)
const Place = z.object({ id: z.int(), code: z.string(), title: z.string(), titleEn: z.string() })

/** The lines and sources by which the way is filtered: of the plan to work in, or of the plan of a line that is named. */
export const pathPlaces = query({
  name: 'moneyPath.places',
  summary: words('Mục, nguồn để lọc đường đi của tiền', 'Lines and sources to filter the way of money by'),
  route: 'GET /budget/path-places',
  input: z.object({ lineId: optionalId() }),
  output: z.object({
    lines: z.array(Place),
    sources: z.array(z.object({ key: z.string(), name: z.string(), nameEn: z.string() })),
  }),
  may: followers,
  async run({ db, planId }, { lineId }) {
    const named =
      lineId === undefined
        ? undefined
        : await db.selectFrom('budgetLine').select('planId').where('id', '=', lineId).executeTakeFirst()
    const of = named?.planId ?? (await activePlan({ db, planId })).id
    const lines = await db
      .selectFrom('budgetLine')
      .select(['id', 'code', 'title', 'titleEn'])
      .where('planId', '=', of)
      .orderBy('ord')
      .orderBy('id')
      .execute()
    return { lines, sources: await sourcesOf(db, await linesUnder(db, { planId: of })) }
  },
})

/** A budget line with what became of its money by year, under one source or all. */
export const showLine = query({
  name: 'moneyPath.line',
  summary: words('Một mục dự toán', 'A budget line'),
  route: 'GET /budget/lines/{id}',
  input: z.object({ id: id(), source: optionalText(40) }),
  output: Place.extend({
    planId: z.int(),
    plan: z.string(),
    quantity: z.string().nullable(),
    note: z.string().nullable(),
    parent: Place.nullable(),
    children: z.array(Place),
    sources: z.array(z.object({ key: z.string(), name: z.string(), nameEn: z.string() })),
    /** By year, the years in their order; null stands for what no year is said of. */
    years: z.array(z.object({ year: z.int().nullable(), figures: Figures })),
    total: Figures,
  }),
  may: followers,
  async run({ db }, input) {
    const line = await db
      .selectFrom('budgetLine as l')
      .innerJoin('plan as p', 'p.id', 'l.planId')
      .select([
        'l.id',
        'l.code',
        'l.title',
        'l.titleEn',
        'l.quantity',
        'l.note',
        'l.planId',
        'l.parentId',
        'p.number as plan',
      ])
      .where('l.id', '=', input.id)
      .executeTakeFirst()
    if (line === undefined) throw noLine()
    const { parentId, ...said } = line
    const near = await db
      .selectFrom('budgetLine')
      .select(['id', 'code', 'title', 'titleEn', 'parentId'])
      .where((eb) => eb.or([eb('parentId', '=', line.id), eb('id', '=', parentId ?? 0)]))
      .orderBy('ord')
      .orderBy('id')
      .execute()
    const lines = await linesUnder(db, { lineId: line.id })
    const place = ({ id, code, title, titleEn }: (typeof near)[number]) => ({ id, code, title, titleEn })
    const above = near.find((one) => one.id === parentId)
    return {
      ...said,
      parent: above === undefined ? null : place(above),
      children: near.filter((one) => one.parentId === line.id).map(place),
      sources: await sourcesOf(db, lines),
      ...(await figuresOf(db, lines, input.source)),
    }
  },
})

async function sourcesOf(db: Db, lines: readonly number[]) {
  return db
    .selectFrom('fundingSource as s')
    .select(['s.key', 's.name', 's.nameEn'])
    .where(
      sql<boolean>`s.id IN (SELECT m.source_id FROM money_move m WHERE m.line_id = ANY(${[...lines]}::int[]))`,
    )
    .orderBy('s.ord')
    .orderBy('s.id')
    .execute()
}

type FigureRow = z.infer<typeof Figures>

/** The figures of lines by year, and together: what the moves come to. */
async function figuresOf(db: Db, lines: readonly number[], source: string | undefined) {
  const sums = columns.map(
    (column) =>
      sql`coalesce(sum(f.sign * m.amount) FILTER (WHERE f.figure = ${sql.lit(column)}), 0)::bigint AS ${sql.ref(column)}`,
  )
  const { rows } = await sql<FigureRow & { year: number | null }>`
    SELECT m.year, ${sql.join(sums)} FROM ${everyMove} m
      JOIN unnest(${countRows.map(({ kind }) => kind)}::text[], ${countRows.map(({ column }) => column)}::text[],
        ${countRows.map(({ sign }) => sign)}::int[]) AS f (kind, figure, sign) ON f.kind = m.kind
     WHERE m.line_id = ANY(${[...lines]}::int[])
       AND (${source ?? null}::text IS NULL OR m.source_id = (SELECT id FROM funding_source WHERE key = ${source ?? null}))
     GROUP BY m.year ORDER BY m.year NULLS LAST`.execute(db)
  const total = Object.fromEntries(
    columns.map((column) => [column, rows.reduce((sum, row) => sum + row[column], 0n)]),
  ) as FigureRow
  return { years: rows.map(({ year, ...figures }) => ({ year, figures })), total }
}

/** How many steps of one voucher are shown. */
const mostSteps = 500

/** From a voucher back to the line: the payment with its claim, contract, decision, the line itself, and the rules by which it was paid. */
export const showVoucherPath = query({
  name: 'moneyPath.voucher',
  summary: words('Từ chứng từ về mục dự toán', 'From a voucher back to its line'),
  route: 'GET /budget/entries/{id}/path',
  input: z.object({ id: id() }),
  output: z.object({
    /** The entry of the ledger that it is about. */
    entry: Step,
    /** From the plan to the Treasury, in the order of the way. */
    steps: z.array(Step),
    /** Whether there are more steps than are given. */
    more: z.boolean(),
    rules: z.array(Rule),
  }),
  may: followers,
  async run({ db, actor }, input) {
    const entry = await db
      .selectFrom('ledgerEntry as e')
      .innerJoin('fundingSource as s', 's.id', 'e.sourceId')
      .select(['e.id', 'e.lineId', 'e.year', 'e.commitmentId', 'e.occurredOn', 's.key as source'])
      .where('e.id', '=', input.id)
      .executeTakeFirst()
    if (entry === undefined) throw notFound(words('bút toán', 'Ledger entry'))
    const { rows: years } = await sql<{ year: number }>`
      SELECT DISTINCT a.year FROM ledger_account a WHERE a.commitment_id = ${entry.commitmentId} AND a.year <= ${entry.year}
      UNION SELECT ${entry.year}::int`.execute(db)
    const ofYears = years.map(({ year }) => year)
    const { rows: orders } = await sql<{ id: number; claimId: number | null; rowIds: readonly number[] }>`
      SELECT o.id, o.claim_id, ARRAY(SELECT r.id FROM treasury_batch_order r WHERE r.order_id = o.id) AS row_ids
        FROM payment_order o WHERE ${entry.id} IN (o.entry_id, o.back_id)`.execute(db)
    const own = [
      `e${entry.id}`,
      ...orders.flatMap((order) => [`o${order.id}`, ...order.rowIds.map((row) => `b${row}`)]),
    ]
    const claims = orders.flatMap(({ claimId }) => (claimId === null ? [] : [claimId]))
    const steps = await stepRows(db, { lines: [entry.lineId], source: entry.source })
      .where(
        sql<boolean>`(v.id = ANY(${own}::text[])
          OR (v.stage = 'plan' AND (v.year IS NULL OR v.year = ANY(${ofYears}::int[])))
          OR (v.commitment_id IS NULL AND v.stage IN ('decision', 'year_end') AND v.year = ANY(${ofYears}::int[]) AND v.on <= ${entry.occurredOn}::date)
          OR (v.commitment_id = ${entry.commitmentId} AND v.on <= ${entry.occurredOn}::date AND v.stage IN ('agreed', 'contract', 'commitment', 'year_end'))
          OR (v.commitment_id = ${entry.commitmentId} AND v.record = 'claim' AND v.record_id = ANY(${claims}::int[])))`,
      )
      .orderBy(
        sql`(SELECT g.place FROM unnest(${[...stages.keys]}::text[]) WITH ORDINALITY g (stage, place) WHERE g.stage = v.stage)`,
      )
      .orderBy('v.on')
      // what was claimed comes before what was accepted of it
      .orderBy(sql`v.kind = 'claim_accepted'`)
      .orderBy('v.id')
      .limit(mostSteps + 1)
      .execute()
    const told = await detailed(db, actor, steps.slice(0, mostSteps))
    // the entry stands among its steps, unless the years have more decisions than are shown
    const last = stepRows(db, { lines: [entry.lineId] }).where('v.id', '=', `e${entry.id}`)
    const itself =
      told.find((step) => step.entryId === entry.id) ?? (await detailed(db, actor, await last.execute()))[0]
    if (itself === undefined) throw new Error(`No step of the entry ${entry.id}`)
    const rules = await rulesOf(db, { commitmentId: entry.commitmentId, years: ofYears })
    return { entry: itself, steps: told, more: steps.length > mostSteps, rules }
  },
})
