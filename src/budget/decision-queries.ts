import { sql } from 'kysely'
import { z } from 'zod'
import { activePlan, ofPlans, plansInput, plansWanted } from '../plan/index.ts'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, id, optionalChoice, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { fold } from '../platform/text.ts'
import { correctionStates } from './correction-states.ts'
import { byEntry } from './decision-corrections.ts'
import { decided } from './decision-grid.ts'
import { decisionKinds } from './decision-rules.ts'

const DecisionRow = z.object({
  id: z.int(),
  /** The number of the plan whose lines it names. */
  plan: z.string(),
  kind: decisionKinds.schema,
  state: correctionStates.schema,
  year: z.int(),
  documentNumber: z.string(),
  documentDate: z.iso.date(),
  /** Null where a booking of one line did not ask for them. */
  issuer: z.string().nullable(),
  subject: z.string().nullable(),
  reason: z.string().nullable(),
  overEstimate: z.boolean(),
  /** How many entries it has. */
  entries: z.int(),
  /** What it gives, and what it takes, đồng. */
  given: dongOut(),
  taken: dongOut(),
  /** Of a correction: the decision that it puts right. */
  correctsId: z.int().nullable(),
  file: z.object({ id: z.int(), name: z.string() }).nullable(),
  /** Null where it was booked before decisions were kept: the audit trail tells. */
  proposedBy: z.string().nullable(),
  proposedAt: z.iso.datetime(),
  settledBy: z.string().nullable(),
  settledAt: z.iso.datetime().nullable(),
  refusal: z.string().nullable(),
})
export type DecisionRow = z.infer<typeof DecisionRow>

const decisionRows = (db: Db) =>
  db
    .selectFrom('allocationDecision as d')
    .innerJoin('plan as p', 'p.id', 'd.planId')
    .leftJoin('file as f', 'f.id', 'd.fileId')
    .leftJoin('account as a', 'a.id', 'd.proposedBy')
    .leftJoin('account as b', 'b.id', 'd.settledBy')
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('allocationDecisionEntry as r')
          .select([
            sql<number>`count(*)::int`.as('entries'),
            sql<bigint>`coalesce(sum(r.amount) FILTER (WHERE r.amount > 0), 0)::bigint`.as('given'),
            sql<bigint>`coalesce(-sum(r.amount) FILTER (WHERE r.amount < 0), 0)::bigint`.as('taken'),
          ])
          .whereRef('r.decisionId', '=', 'd.id')
          .as('sum'),
      (join) => join.onTrue(),
    )
    .select(['d.id', 'p.number as plan', 'd.kind', 'd.state', 'd.year', 'd.documentNumber', 'd.documentDate'])
    .select(['d.issuer', 'd.subject', 'd.reason', 'd.overEstimate', 'd.correctsId', 'd.refusal'])
    .select(['d.proposedAt', 'd.settledAt', 'a.name as proposedBy', 'b.name as settledBy'])
    .select(['f.id as fileId', 'f.name as fileName', 'sum.entries', 'sum.given', 'sum.taken'])

type Stored = Awaited<ReturnType<ReturnType<typeof decisionRows>['execute']>>[number]

function decisionRow({ fileId, fileName, ...row }: Stored): DecisionRow {
  return {
    ...row,
    kind: decisionKinds.schema.parse(row.kind),
    state: correctionStates.schema.parse(row.state),
    file: fileId === null || fileName === null ? null : { id: fileId, name: fileName },
    proposedAt: row.proposedAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
  }
}

/** The decisions on the budget, the newest first; of the plan to work in unless `plan` says otherwise. */
export const listDecisions = query({
  name: 'budget.decisions',
  summary: words('Quyết định về dự toán', 'Decisions on the budget'),
  route: 'GET /budget/decisions',
  input: z.object({
    ...listInput(['recorded', 'date', 'document', 'kind', 'year', 'state']),
    kind: optionalChoice(decisionKinds.keys),
    state: optionalChoice(correctionStates.keys),
    year: optionalYear(),
    ...plansInput,
  }),
  output: listOutput(DecisionRow),
  may: officers,
  async run({ db, planId }, input) {
    const wanted =
      input.plan === undefined ? [(await activePlan({ db, planId })).id] : plansWanted(planId, input.plan)
    let rows = decisionRows(db).where(ofPlans('d.planId', wanted))
    if (input.kind !== undefined) rows = rows.where('d.kind', '=', input.kind)
    if (input.state !== undefined) rows = rows.where('d.state', '=', input.state)
    if (input.year !== undefined) rows = rows.where('d.year', '=', input.year)
    for (const pattern of searchPatterns(input.q, fold)) rows = rows.where('d.search', 'like', pattern)
    const page = await pageOf(
      rows,
      input,
      {
        recorded: { column: 'd.id', value: (row) => row.id, direction: 'desc' },
        date: { column: 'd.documentDate', value: (row) => row.documentDate, direction: 'desc' },
        document: { column: 'd.documentNumber', value: (row) => row.documentNumber },
        kind: { column: 'd.kind', value: (row) => row.kind },
        year: { column: 'd.year', value: (row) => row.year, direction: 'desc' },
        state: { column: 'd.state', value: (row) => row.state },
      },
      'd.id',
    )
    return { ...page, rows: page.rows.map(decisionRow) }
  },
})

const EntryOut = z.object({
  lineCode: z.string(),
  lineTitle: z.string(),
  lineTitleEn: z.string(),
  year: z.int(),
  source: z.string(),
  sourceName: z.string(),
  sourceNameEn: z.string(),
  /** Above nought gives, below takes; đồng. */
  amount: dongOut(),
  /** The entry of the ledger; null while it waits. */
  entryId: z.int().nullable(),
})
export type DecisionEntry = z.infer<typeof EntryOut>

/** One decision with its entries, what it has come to, and its corrections. */
export const showDecision = query({
  name: 'budget.decision',
  summary: words('Một quyết định về dự toán', 'One decision on the budget'),
  route: 'GET /budget/decisions/{id}',
  input: z.object({ id: id() }),
  output: DecisionRow.extend({
    lines: z.array(EntryOut),
    /** What it and its booked corrections come to; by line and source, without what came to nought. */
    standing: z.array(z.object({ lineCode: z.string(), source: z.string(), amount: dongOut() })),
    corrections: z.array(DecisionRow),
    /** Where an allocation of one line is corrected: its entry. Null where the decision itself is, or is none. */
    correctEntry: z.int().nullable(),
    /** The number of the decision that it puts right. */
    corrects: z.string().nullable(),
  }),
  may: officers,
  async run({ db }, input) {
    const row = await decisionRows(db).where('d.id', '=', input.id).executeTakeFirst()
    if (row === undefined) throw notFound(words('quyết định', 'Decision'))
    const lines = await db
      .selectFrom('allocationDecisionEntry as r')
      .innerJoin('budgetLine as l', 'l.id', 'r.lineId')
      .innerJoin('fundingSource as s', 's.id', 'r.sourceId')
      .select(['l.code as lineCode', 'l.title as lineTitle', 'l.titleEn as lineTitleEn', 'r.year'])
      .select(['s.key as source', 's.name as sourceName', 's.nameEn as sourceNameEn'])
      .select(['r.amount', 'r.entryId'])
      .where('r.decisionId', '=', row.id)
      .orderBy('l.ord')
      .orderBy('l.id')
      .orderBy('s.ord')
      .orderBy('r.id')
      .execute()
    const corrections = await decisionRows(db).where('d.correctsId', '=', row.id).orderBy('d.id').execute()
    const { root, sums, own } = await decided(db, row.id)
    const root0 =
      row.correctsId === null
        ? null
        : await decisionRows(db).where('d.id', '=', row.correctsId).executeTakeFirst()
    return {
      ...decisionRow(row),
      lines,
      standing: [...sums].map(([place, amount]) => {
        const [lineCode = '', source = ''] = place.split('|')
        return { lineCode, source, amount }
      }),
      corrections: corrections.map(decisionRow),
      correctEntry: byEntry({ kind: root.kind, own }) ? (own[0]?.entryId ?? null) : null,
      corrects: root0?.documentNumber ?? null,
    }
  },
})
