import { sql } from 'kysely'
import { z } from 'zod'
import { calledNorm, verdictOn, verdictWords } from '../../norms/index.ts'
import { ofPlans, plansInput, plansWanted } from '../../plan/index.ts'
import { officers } from '../../platform/actor.ts'
import type { Db } from '../../platform/database.ts'
import { dongOut, id, optionalChoice, optionalId } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { byAmount, listInput, listOutput, pageOf, searchPatterns } from '../../platform/list.ts'
import { query } from '../../platform/operation.ts'
import { notFound } from '../../platform/problem.ts'
import { fold } from '../../platform/text.ts'
import { noEvent } from '../commands.ts'
import { normsOfEvent } from './commands.ts'
import { costFields, costKinds, settlementStates, spentFields } from './fields.ts'
import { balanceOf, costSums } from './rules.ts'
import { commitmentsOf, freeCommitments, paidOf } from './sums.ts'

const File = z.object({ id: z.int(), name: z.string() }).nullable()
const { fileId: _file, ...spentRow } = spentFields.row
const CostRow = z.object({
  id: z.int(),
  eventId: z.int(),
  event: z.string(),
  plan: z.string(),
  ...costFields.row,
  normId: z.int().nullable(),
  norm: z.string().nullable(),
  planned: dongOut(),
  ...spentRow,
  file: File,
  version: z.int(),
})
export type CostRow = z.infer<typeof CostRow>

const costRows = (db: Db) =>
  db
    .selectFrom('eventCost as c')
    .innerJoin('plannedEvent as e', 'e.id', 'c.eventId')
    .innerJoin('plan as p', 'p.id', 'e.planId')
    .leftJoin('norm as n', 'n.id', 'c.normId')
    .leftJoin('legalInstrument as i', 'i.id', 'n.instrumentId')
    .select(['c.id', 'c.eventId', 'e.title as event', 'p.number as plan', ...costFields.select('c')])
    .select(['c.normId', calledNorm.as('norm'), 'c.spent', 'c.voucherNumber', 'c.voucherOn', 'c.version'])
    .select(sql<bigint>`c.quantity * c.unit_cost`.as('planned'))
    .select(
      sql<
        z.infer<typeof File>
      >`(SELECT jsonb_build_object('id', f.id, 'name', f.name) FROM file f WHERE f.id = c.file_id)`.as(
        'file',
      ),
    )

/** The costs of all events, or of one. */
export const listCosts = query({
  name: 'events.costLines',
  summary: words('Khoản chi của các sự kiện', 'Lines of cost of events'),
  route: 'GET /event-costs',
  input: z.object({
    ...listInput(['planned', 'spent']),
    eventId: optionalId(),
    kind: optionalChoice(costKinds.keys),
    ...plansInput,
  }),
  output: listOutput(CostRow),
  may: officers,
  run({ db, planId }, input) {
    let rows = costRows(db).where(ofPlans('e.planId', plansWanted(planId, input.plan)))
    if (input.eventId !== undefined) rows = rows.where('c.eventId', '=', input.eventId)
    if (input.kind !== undefined) rows = rows.where('c.kind', '=', input.kind)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`(c.search LIKE ${pattern} OR e.search LIKE ${pattern})`)
    return pageOf(
      db.selectFrom(rows.as('x')).selectAll('x'),
      input,
      {
        planned: byAmount('x.planned', (row) => row.planned),
        spent: byAmount('x.spent', (row) => row.spent),
      },
      'x.id',
    )
  },
})

const Commitment = z.object({
  id: z.int(),
  purpose: z.string(),
  documentNumber: z.string(),
  year: z.int(),
  amount: dongOut(),
  paid: dongOut(),
})

/** The costs of one event beside its line: planned, spent by voucher, paid on its commitments, left; and its statement. */
export const showCosts = query({
  name: 'events.costs',
  summary: words('Chi phí của một sự kiện', 'The costs of one event'),
  route: 'GET /events/{id}/costs',
  input: z.object({ id: id() }),
  output: z.object({
    id: z.int(),
    title: z.string(),
    /** What the event was planned to cost in all; null: that was not said. */
    estimate: dongOut().nullable(),
    lines: z.array(
      CostRow.extend({
        /** How it stands to the norm that it names. */
        verdict: z
          .object({ over: z.boolean(), said: z.object({ vi: z.string(), en: z.string() }) })
          .nullable(),
      }),
    ),
    commitments: z.array(Commitment),
    planned: dongOut(),
    spent: dongOut(),
    /** Lines without a voucher. */
    open: z.int(),
    paid: dongOut(),
    /** Spent and not paid yet. */
    left: dongOut(),
    /** Paid beyond what the vouchers show. */
    over: dongOut(),
    settlement: z
      .object({
        state: settlementStates.schema,
        proposedOn: z.iso.date(),
        settledOn: z.iso.date().nullable(),
        remark: z.string().nullable(),
        version: z.int(),
      })
      .nullable(),
  }),
  may: officers,
  async run({ db }, { id: eventId }) {
    const event = await db
      .selectFrom('plannedEvent')
      .select(['id', 'title', 'cost as estimate'])
      .where('id', '=', eventId)
      .executeTakeFirst()
    if (event === undefined) throw noEvent()
    const rows = await costRows(db).where('c.eventId', '=', eventId).orderBy('c.id').execute()
    const norms = rows.some(({ normId }) => normId !== null) ? await normsOfEvent(db, eventId) : []
    const commitments = await commitmentsOf(db, eventId)
    const settlement = await db
      .selectFrom('eventSettlement')
      .select(['state', 'proposedOn', 'settledOn', 'remark', 'version'])
      .where('id', '=', eventId)
      .executeTakeFirst()
    const sums = costSums(rows)
    const paid = paidOf(commitments)
    return {
      ...{ ...event, ...sums, paid, ...balanceOf(sums.spent, paid), commitments },
      settlement: settlement ?? null,
      lines: rows.map((row) => {
        const verdict = verdictOn(row, norms)
        return {
          ...row,
          verdict:
            verdict === null ? null : { over: verdict.outcome === 'over', said: verdictWords(verdict) },
        }
      }),
    }
  },
})
export type EventCosts = z.infer<typeof showCosts.output>

/** One line of cost of an event. */
export const showCost = query({
  name: 'events.cost',
  summary: words('Một khoản chi của sự kiện', 'One cost of an event'),
  route: 'GET /event-costs/{id}',
  input: z.object({ id: id() }),
  output: CostRow,
  may: officers,
  async run({ db }, input) {
    const row = await costRows(db).where('c.id', '=', input.id).executeTakeFirst()
    if (row === undefined) throw notFound(words('khoản chi của sự kiện', 'Cost of an event'))
    return row
  },
})

/** What a form of an event's costs chooses among: norms of its year, commitments of its line that pay no event yet. */
export const costChoices = query({
  name: 'events.costChoices',
  summary: words(
    'Định mức, cam kết để chọn cho chi phí sự kiện',
    'Norms and commitments for the costs of an event',
  ),
  route: 'GET /events/{id}/cost-choices',
  input: z.object({ id: id() }),
  output: z.object({
    norms: z.array(z.object({ id: z.int(), name: z.string(), nameEn: z.string() })),
    commitments: z.array(Commitment),
  }),
  may: officers,
  async run({ db }, { id: eventId }) {
    const norms = await normsOfEvent(db, eventId)
    return {
      norms: norms
        .filter(({ contentId }) => contentId === null)
        .map(({ id: norm, name, nameEn, role, instrument, article }) => {
          const of = `${role === null ? '' : ` (${role})`}, ${instrument}, ${article}`
          return { id: norm, name: name + of, nameEn: nameEn + of }
        }),
      commitments: await freeCommitments(db, eventId),
    }
  },
})
