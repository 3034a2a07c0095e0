import { type InferResult, sql } from 'kysely'
import { z } from 'zod'
import { activePlan, ofPlans, plansInput, plansWanted } from '../plan/index.ts'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import {
  dongOut,
  optionalChoice,
  optionalDay,
  optionalId,
  optionalText,
  optionalYear,
} from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { fold } from '../platform/text.ts'
import { type BudgetFigure, type EntryKind, entryKinds, figureOf, figures, kindsOf } from './rules.ts'

/** Where money stands, with the names that are shown of it. */
export const placeShape = {
  lineCode: z.string(),
  lineTitle: z.string(),
  lineTitleEn: z.string(),
  year: z.int(),
  source: z.string(),
  sourceName: z.string(),
  sourceNameEn: z.string(),
}

export const EntryRow = z.object({
  id: z.int(),
  /** The number of the plan whose line it stands on. */
  plan: z.string(),
  kind: z.enum(entryKinds),
  ...placeShape,
  commitmentId: z.int().nullable(),
  purpose: z.string().nullable(),
  /** Of a payment or refund by a task's contract: the content, and the support turn that it names. */
  taskContent: z.string().nullable(),
  taskTurn: z.object({ id: z.int(), enterprise: z.string() }).nullable(),
  amount: dongOut(),
  occurredOn: z.iso.date(),
  documentNumber: z.string(),
  note: z.string().nullable(),
  file: z.object({ id: z.int(), name: z.string() }).nullable(),
  /** Of an allocation: the correction that puts it right, and whether that is booked. Of what a correction booked: that one. */
  correction: z
    .object({ id: z.int(), booked: z.boolean(), of: z.enum(['wrong', 'right', 'back']) })
    .nullable(),
})
export type EntryRow = z.infer<typeof EntryRow>

/** A kind of entry, or a figure: then the kinds that it sums. */
export const entryFilters = [...entryKinds, ...figures] as const

/** A number, or whether a turn is named at all. */
const turnAsked = z.preprocess(
  (value) =>
    value === '' ? undefined : typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value,
  z.union([z.literal(['named', 'unnamed']), z.int().min(1).max(2_147_483_647)]).optional(),
)

const filters = {
  kind: optionalChoice(entryFilters),
  /** A line's code; a group's means its sub-lines. */
  line: optionalText(20),
  year: optionalYear(),
  source: optionalText(40),
  commitment: optionalId(),
  /** Entries of a support turn under a task; `named` or `unnamed`: payments of contents that name a turn, or none. */
  turn: turnAsked,
  ...plansInput,
  from: optionalDay(),
  to: optionalDay(),
}
type Filters = z.output<z.ZodObject<typeof filters>> & { q?: string | undefined }

function isKind(value: (typeof entryFilters)[number]): value is EntryKind {
  return entryKinds.some((kind) => kind === value)
}

/** The kinds that a filter asks for; all when it asks for none. */
function kindsAsked(kind: Filters['kind']): readonly EntryKind[] {
  if (kind === undefined) return entryKinds
  return isKind(kind) ? [kind] : kindsOf(kind)
}

/** The entries of plans that the filters leave, with all their columns; unordered. @param wanted null: every plan */
function entryRows(db: Db, wanted: readonly number[] | null, input: Filters) {
  let rows = db
    .selectFrom('ledgerEntry as e')
    .innerJoin('budgetLine as l', 'l.id', 'e.lineId')
    .innerJoin('fundingSource as s', 's.id', 'e.sourceId')
    .innerJoin('plan as p', 'p.id', 'l.planId')
    .leftJoin('commitment as c', 'c.id', 'e.commitmentId')
    .leftJoin('scienceTaskContent as n', 'n.id', 'e.taskContentId')
    .leftJoin('supportTurn as u', 'u.id', 'e.taskTurnId')
    .leftJoin('enterprise as t', 't.id', 'u.enterpriseId')
    .leftJoin('file as f', 'f.id', 'e.fileId')
    .leftJoin('allocationCorrection as w', (join) =>
      join.onRef('w.entryId', '=', 'e.id').on('w.state', '<>', 'refused'),
    )
    .leftJoin('allocationCorrection as r', 'r.rightId', 'e.id')
    .leftJoin('allocationCorrection as b', 'b.backId', 'e.id')
    .select(['w.id as wrongOf', 'w.state as wrongState', 'r.id as rightOf', 'b.id as backOf'])
    .select([
      'e.id',
      'p.number as plan',
      'e.kind',
      'l.code as lineCode',
      'l.title as lineTitle',
      'l.titleEn as lineTitleEn',
      'e.year',
      's.key as source',
      's.name as sourceName',
      's.nameEn as sourceNameEn',
      'e.commitmentId',
      'c.purpose',
      'n.title as taskContent',
      'u.id as turnId',
      't.name as enterprise',
      'e.amount',
      'e.occurredOn',
      'e.documentNumber',
      'e.note',
      'f.id as fileId',
      'f.name as fileName',
    ])
    .where(ofPlans('l.planId', wanted))
  if (input.kind !== undefined) rows = rows.where('e.kind', 'in', kindsAsked(input.kind))
  if (input.line !== undefined) {
    rows = rows.where(
      'e.lineId',
      'in',
      sql<number>`(WITH RECURSIVE part AS (
        SELECT id FROM budget_line WHERE ${ofPlans('planId', wanted)} AND code = ${input.line}
        UNION ALL SELECT b.id FROM part JOIN budget_line b ON b.parent_id = part.id) SELECT id FROM part)`,
    )
  }
  if (input.year !== undefined) rows = rows.where('e.year', '=', input.year)
  if (input.source !== undefined) rows = rows.where('s.key', '=', input.source)
  if (input.commitment !== undefined) rows = rows.where('e.commitmentId', '=', input.commitment)
  if (input.turn === 'named') rows = rows.where('e.taskTurnId', 'is not', null)
  else if (input.turn === 'unnamed')
    rows = rows.where('e.taskContentId', 'is not', null).where('e.taskTurnId', 'is', null)
  else if (input.turn !== undefined) rows = rows.where('e.taskTurnId', '=', input.turn)
  if (input.from !== undefined) rows = rows.where('e.occurredOn', '>=', input.from)
  if (input.to !== undefined) rows = rows.where('e.occurredOn', '<=', input.to)
  for (const pattern of searchPatterns(input.q, fold)) {
    rows = rows.where(
      sql<boolean>`fold(e.document_number || ' ' || coalesce(e.note, '') || ' ' || coalesce(c.purpose, '')) LIKE ${pattern}`,
    )
  }
  return rows
}

function entryRow(row: InferResult<ReturnType<typeof entryRows>>[number]): EntryRow {
  const { fileId, fileName, turnId, enterprise, kind, wrongOf, wrongState, rightOf, backOf, ...rest } = row
  const booked = wrongState === 'booked'
  return {
    ...rest,
    kind,
    taskTurn: turnId === null || enterprise === null ? null : { id: turnId, enterprise },
    correction:
      wrongOf !== null
        ? { id: wrongOf, booked, of: 'wrong' }
        : rightOf !== null
          ? { id: rightOf, booked: true, of: 'right' }
          : backOf !== null
            ? { id: backOf, booked: true, of: 'back' }
            : null,
    file: fileId === null || fileName === null ? null : { id: fileId, name: fileName },
  }
}

/** The plans whose ledger is shown: those asked for, else that of the plan to work in, since each estimate has a ledger of its own. */
async function ledgerPlans(
  db: Db,
  planId: number | null,
  wanted: string | undefined,
): Promise<readonly number[] | null> {
  return wanted === undefined ? [(await activePlan({ db, planId })).id] : plansWanted(planId, wanted)
}

/** What was booked, the newest first; of the plan to work in unless `plan` says otherwise. */
export const listEntries = query({
  name: 'budget.entries',
  summary: words('Bút toán của sổ kinh phí', 'Entries of the budget ledger'),
  route: 'GET /budget/entries',
  input: z.object({
    ...listInput(['recorded', 'date', 'amount', 'kind', 'year', 'line', 'document']),
    ...filters,
  }),
  output: listOutput(EntryRow),
  may: officers,
  async run({ db, planId }, input) {
    const rows = entryRows(db, await ledgerPlans(db, planId, input.plan), input)
    const page = await pageOf(
      rows,
      input,
      {
        recorded: { column: 'e.id', value: (row) => row.id, direction: 'desc' },
        date: { column: 'e.occurredOn', value: (row) => row.occurredOn, direction: 'desc' },
        amount: { column: 'e.amount', value: (row) => String(row.amount), direction: 'desc' },
        kind: { column: 'e.kind', value: (row) => row.kind },
        year: { column: 'e.year', value: (row) => row.year, direction: 'desc' },
        line: { column: 'l.code', value: (row) => row.lineCode },
        document: { column: 'e.documentNumber', value: (row) => row.documentNumber },
      },
      'e.id',
    )
    return { ...page, rows: page.rows.map(entryRow) }
  },
})

const Sum = z.object({ kind: z.enum(entryKinds), count: z.int(), amount: dongOut() })

/** The sums of the same entries: by kind, and under the figure that was asked for. */
export const sumEntries = query({
  name: 'budget.entrySums',
  summary: words('Cộng các bút toán', 'Sums of the entries'),
  route: 'GET /budget/entry-sums',
  input: z.object({ q: optionalText(200), ...filters }),
  output: z.object({ kinds: z.array(Sum), figure: dongOut().nullable() }),
  may: officers,
  async run({ db, planId }, input) {
    const wanted = await ledgerPlans(db, planId, input.plan)
    const { rows } = await sql<{ kind: EntryKind; count: number; amount: bigint }>`
      SELECT kind, count(*)::int AS count, sum(amount)::bigint AS amount
        FROM (${entryRows(db, wanted, input)}) AS entry GROUP BY kind`.execute(db)
    const kinds = entryKinds.flatMap((kind) => rows.filter((row) => row.kind === kind))
    const figure: BudgetFigure | undefined = figures.find((one) => one === input.kind)
    const sums = Object.fromEntries(kinds.map((row) => [row.kind, row.amount]))
    return { kinds, figure: figure === undefined ? null : figureOf(figure, sums) }
  },
})

/** The entries of one commitment in the order they were booked. */
export async function entriesOf(db: Db, planId: number, commitmentId: number): Promise<EntryRow[]> {
  const rows = await entryRows(db, [planId], { commitment: commitmentId }).orderBy('e.id').execute()
  return rows.map(entryRow)
}
