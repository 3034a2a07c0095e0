import { sql } from 'kysely'
import { z } from 'zod'
import { cutoffKinds, cutoffsOf } from '../budget/index.ts'
import { numberOfRecord } from '../outgoing/index.ts'
import { activePlan, ofPlans, plansInput, plansWanted } from '../plan/index.ts'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, id, optionalChoice, optionalYear, year } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { DocumentRow, documentsOf } from '../templates/index.ts'
import { noSettlement } from './settlement.ts'
import { figuresOf, standingOf, tasksOf } from './settlement-figures.ts'
import { barsOf, settlementStates } from './settlement-rules.ts'

const treasury = z
  .object({
    given: dongOut(),
    paid: dongOut(),
    advanced: dongOut(),
    leftOver: dongOut(),
    explanation: z.string().nullable(),
    documentNumber: z.string(),
    version: z.int(),
  })
  .nullable()
const sums = {
  carriedIn: dongOut(),
  allocated: dongOut(),
  adjusted: dongOut(),
  paid: dongOut(),
  carriedOut: dongOut(),
  cancelled: dongOut(),
  left: dongOut(),
}
const SettledLine = z.object({
  line: z.string(),
  lineTitle: z.string(),
  lineTitleEn: z.string(),
  source: z.string(),
  sourceName: z.string(),
  sourceNameEn: z.string(),
  ...sums,
  /** Of what was paid, advances that are not cleared; they go on being cleared, so that no settlement keeps them. */
  openAdvances: dongOut().optional(),
  treasury,
})
const SettledTask = z.object({
  line: z.string(),
  sourceName: z.string(),
  sourceNameEn: z.string(),
  commitmentId: z.int(),
  documentNumber: z.string(),
  purpose: z.string(),
  task: z.string().nullable(),
  content: z.string().nullable(),
  carriedIn: dongOut(),
  committed: dongOut(),
  paid: dongOut(),
  carriedOut: dongOut(),
})
const Settlement = z.object({
  id: z.int(),
  plan: z.string(),
  year: z.int(),
  state: settlementStates.schema,
  note: z.string().nullable(),
  minutesNumber: z.string().nullable(),
  minutesDate: z.iso.date().nullable(),
  file: z.object({ id: z.int(), name: z.string() }).nullable(),
  drawnUpBy: z.string().nullable(),
  drawnUpAt: z.iso.datetime(),
  settledBy: z.string().nullable(),
  settledAt: z.iso.datetime().nullable(),
  refusal: z.string().nullable(),
})
export type Settlement = z.infer<typeof Settlement>

const settlementRows = (db: Db) =>
  db
    .selectFrom('yearSettlement as s')
    .innerJoin('plan as p', 'p.id', 's.planId')
    .leftJoin('file as f', 'f.id', 's.fileId')
    .leftJoin('account as a', 'a.id', 's.drawnUpBy')
    .leftJoin('account as b', 'b.id', 's.settledBy')
    .select(['s.id', 'p.number as plan', 's.year', 's.state', 's.note', 's.minutesNumber', 's.minutesDate'])
    .select([
      'f.id as fileId',
      'f.name as fileName',
      'a.name as drawnUpBy',
      's.drawnUpAt',
      'b.name as settledBy',
    ])
    .select(['s.settledAt', 's.refusal'])
    .$narrowType<{ state: Settlement['state'] }>()

type Stored = Omit<Settlement, 'file' | 'drawnUpAt' | 'settledAt'> & {
  readonly fileId: number | null
  readonly fileName: string | null
  readonly drawnUpAt: Date
  readonly settledAt: Date | null
}
const settlementOf = ({ fileId, fileName, drawnUpAt, settledAt, ...row }: Stored): Settlement => ({
  ...row,
  drawnUpAt: drawnUpAt.toISOString(),
  settledAt: settledAt?.toISOString() ?? null,
  file: fileId === null || fileName === null ? null : { id: fileId, name: fileName },
})

/** A year of a plan on its way to its closing: its days, figures by line, source and task, what bars it, its settlement. */
export const showYear = query({
  name: 'yearEnd.year',
  summary: words('Các bước khóa sổ của một năm', 'The steps to the closing of a year'),
  route: 'GET /budget/years/{year}',
  input: z.object({ year: year() }),
  output: z.object({
    year: z.int(),
    plan: z.string(),
    cutoffs: z.array(z.object({ kind: cutoffKinds.schema, on: z.iso.date(), article: z.string() })),
    lines: z.array(SettledLine),
    tasks: z.array(SettledTask),
    bars: z.array(z.object({ bar: z.string(), vi: z.string(), en: z.string() })),
    /** What was carried over and cancelled by decisions that are booked, đồng. */
    carried: dongOut(),
    cancelled: dongOut(),
    settlement: Settlement.nullable(),
    closed: z.object({ documentNumber: z.string(), closedOn: z.iso.date() }).nullable(),
  }),
  may: officers,
  async run(context, { year: of }) {
    const { db } = context
    const plan = await activePlan(context)
    const lines = await figuresOf(db, plan.id, of)
    const settlement = await settlementRows(db)
      .where('s.planId', '=', plan.id)
      .where('s.year', '=', of)
      .orderBy('s.id', 'desc')
      .limit(1)
      .executeTakeFirst()
    const closed = await db
      .selectFrom('budgetClosing')
      .select(['documentNumber', 'closedOn'])
      .where('year', '=', of)
      .executeTakeFirst()
    return {
      year: of,
      plan: plan.number,
      cutoffs: (await cutoffsOf(db, of)).map(({ kind, on, article }) => ({ kind, on, article })),
      lines: lines.map(({ lineId: _line, sourceId: _source, ...line }) => line),
      tasks: await tasksOf(db, plan.id, of),
      bars: barsOf(await standingOf(db, plan.id, of, lines)).map(({ bar, words: said }) => ({
        bar,
        ...said,
      })),
      carried: lines.reduce((sum, { carriedOut }) => sum + carriedOut, 0n),
      cancelled: lines.reduce((sum, { cancelled }) => sum + cancelled, 0n),
      settlement: settlement === undefined ? null : settlementOf(settlement),
      closed: closed ?? null,
    }
  },
})

/** The settlements of years, the last one first. */
export const listSettlements = query({
  name: 'yearEnd.settlements',
  summary: words('Quyết toán các năm', 'Settlements of years'),
  route: 'GET /budget/settlements',
  input: z.object({
    ...listInput(['year', 'state']),
    state: optionalChoice(settlementStates.keys),
    year: optionalYear(),
    ...plansInput,
  }),
  output: listOutput(Settlement),
  may: officers,
  async run({ db, planId }, input) {
    let rows = settlementRows(db).where(ofPlans('s.planId', plansWanted(planId, input.plan)))
    if (input.state !== undefined) rows = rows.where('s.state', '=', input.state)
    if (input.year !== undefined) rows = rows.where('s.year', '=', input.year)
    const page = await pageOf(
      rows,
      input,
      {
        year: { column: 's.year', value: (row) => row.year, direction: 'desc' },
        state: { column: 's.state', value: (row) => row.state },
      },
      's.id',
    )
    return { ...page, rows: page.rows.map(settlementOf) }
  },
})

const Amount = z.coerce.bigint()
const kept = z.object({
  lines: z.array(
    SettledLine.extend({
      ...{ carriedIn: Amount, allocated: Amount, adjusted: Amount, paid: Amount },
      ...{ carriedOut: Amount, cancelled: Amount, left: Amount },
      treasury: z
        .object({
          ...{ given: Amount, paid: Amount, advanced: Amount, leftOver: Amount },
          explanation: z.string().nullable(),
          documentNumber: z.string(),
          version: z.int(),
        })
        .nullable(),
    }),
  ),
  tasks: z.array(
    SettledTask.extend({ carriedIn: Amount, committed: Amount, paid: Amount, carriedOut: Amount }),
  ),
})

/** One settlement with its figures as they were drawn up. */
export const showSettlement = query({
  name: 'yearEnd.settlement',
  summary: words('Quyết toán của một năm', 'The settlement of a year'),
  route: 'GET /budget/settlements/{id}',
  input: z.object({ id: id() }),
  output: Settlement.extend({
    lines: z.array(SettledLine),
    tasks: z.array(SettledTask),
    closed: z.boolean(),
    /** What was made of it by a Word template. */
    documents: z.array(DocumentRow),
    /** The number of the register that its draft of the minutes bears. */
    drafted: z.object({ number: z.string(), on: z.iso.date() }).nullable(),
  }),
  may: officers,
  async run({ db }, { id: settlementId }) {
    const row = await settlementRows(db)
      .select(sql<unknown>`s.content`.as('content'))
      .select(sql<boolean>`EXISTS (SELECT FROM budget_closing b WHERE b.year = s.year)`.as('closed'))
      .where('s.id', '=', settlementId)
      .executeTakeFirst()
    if (row === undefined) throw noSettlement()
    const { content, closed, ...settlement } = row
    const record = `year_settlement:${row.id}`
    return {
      ...{ ...settlementOf(settlement), ...kept.parse(content), closed },
      documents: await documentsOf(db, record),
      drafted: (await numberOfRecord(db, 'minutes', record)) ?? null,
    }
  },
})
