import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { activePlan, leafLines, ofPlans, plansInput, plansWanted } from '../../../plan/index.ts'
import { officers } from '../../../platform/actor.ts'
import type { Db } from '../../../platform/database.ts'
import { id, optionalChoice } from '../../../platform/fields.ts'
import { words } from '../../../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../../../platform/list.ts'
import { query } from '../../../platform/operation.ts'
import { fold } from '../../../platform/text.ts'
import { draw, explained, riskFactors } from '../draw.ts'
import { visitPlanFields, visitPlanStates } from '../fields.ts'
import { noVisitPlan } from './commands.ts'

const Plan = z.object({
  id: z.int(),
  ...visitPlanFields.row,
  plan: z.string(),
  lineId: z.int(),
  lineCode: z.string(),
  line: z.string(),
  lineEn: z.string(),
  checklistId: z.int(),
  checklist: z.string(),
  state: visitPlanStates.schema,
  /** How many of its visits there are, and how many are made. */
  visits: z.int(),
  made: z.int(),
  version: z.int(),
})
export type VisitPlan = z.infer<typeof Plan>

const visitsOf = (of: RawBuilder<unknown>) =>
  sql<number>`(SELECT count(*)::int FROM visit v WHERE v.visit_plan_id = p.id AND ${of})`

const planRows = (db: Db) =>
  db
    .selectFrom('visitPlan as p')
    .innerJoin('plan as o', 'o.id', 'p.planId')
    .innerJoin('budgetLine as l', 'l.id', 'p.lineId')
    .innerJoin('visitChecklist as c', 'c.id', 'p.checklistId')
    .select(['p.id', ...visitPlanFields.select('p'), 'o.number as plan', 'p.state', 'p.version'])
    .select(['p.lineId', 'l.code as lineCode', 'l.title as line', 'l.titleEn as lineEn'])
    .select(['p.checklistId', 'c.name as checklist'])
    .select([visitsOf(sql`v.state <> 'cancelled'`).as('visits'), visitsOf(sql`v.state = 'made'`).as('made')])

/** The lists of visits of every plan, or of those asked for. */
export const listVisitPlans = query({
  name: 'visits.plans',
  summary: words('Danh sách kiểm tra', 'Lists of visits'),
  route: 'GET /visit-plans',
  input: z.object({
    ...listInput(['firstOn', 'title']),
    state: optionalChoice(visitPlanStates.keys),
    ...plansInput,
  }),
  output: listOutput(Plan),
  may: officers,
  run({ db, planId }, input) {
    let rows = planRows(db).where(ofPlans('p.planId', plansWanted(planId, input.plan)))
    if (input.state !== undefined) rows = rows.where('p.state', '=', input.state)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`fold(p.title) LIKE ${pattern}`)
    return pageOf(
      rows,
      input,
      {
        firstOn: { column: 'p.firstOn', value: (row) => row.firstOn, direction: 'desc' },
        title: { column: 'p.title', value: (row) => row.title },
      },
      'p.id',
    )
  },
})

const Weights = z.object({
  late: z.int(),
  paid: z.int(),
  large: z.int(),
  blocked: z.int(),
  found: z.int(),
  unseen: z.int(),
})
const Picked = z.object({
  turnId: z.int(),
  enterprise: z.string(),
  content: z.string(),
  contentEn: z.string(),
  factors: z.array(riskFactors.schema),
  picked: z.enum(['risk', 'lot']).nullable(),
  points: z.int(),
  /** Its place by points, or by lot among those that risk did not pick. */
  place: z.int(),
  lot: z.string(),
  why: z.object({ vi: z.string(), en: z.string() }),
  visitId: z.int().nullable(),
})
const Draw = z.object({
  number: z.int(),
  seed: z.string(),
  byRisk: z.int(),
  byLot: z.int(),
  weights: Weights,
  reason: z.string().nullable(),
  drawnOn: z.iso.date(),
})

/** One list of visits: its draws, and each turn that stood in the last one with why it was picked or not. */
export const showVisitPlan = query({
  name: 'visits.showPlan',
  summary: words('Một danh sách kiểm tra', 'One list of visits'),
  route: 'GET /visit-plans/{id}',
  input: z.object({ id: id() }),
  output: Plan.extend({
    reason: z.string().nullable(),
    approvedOn: z.iso.date().nullable(),
    draws: z.array(Draw),
    candidates: z.array(Picked),
    /** Whether the last draw, repeated now from its seed, weights and list, picks the same. */
    repeats: z.boolean(),
  }),
  may: officers,
  async run({ db }, input) {
    const row = await planRows(db)
      .select(['p.reason', 'p.approvedOn'])
      .where('p.id', '=', input.id)
      .executeTakeFirst()
    if (row === undefined) throw noVisitPlan()
    const drawn = await db
      .selectFrom('visitDraw')
      .select(['id', 'number', 'seed', 'byRisk', 'byLot', 'weights', 'reason', 'drawnOn'])
      .where('visitPlanId', '=', row.id)
      .orderBy('number', 'desc')
      .execute()
    const draws = drawn.map((one) => ({ ...one, weights: Weights.parse(one.weights) }))
    const [last] = draws
    const stood =
      last === undefined
        ? []
        : await db
            .selectFrom('visitCandidate as c')
            .innerJoin('supportTurn as t', 't.id', 'c.turnId')
            .innerJoin('enterprise as e', 'e.id', 't.enterpriseId')
            .innerJoin('supportContent as s', 's.id', 't.contentId')
            .leftJoin('visit as v', (on) =>
              on.onRef('v.turnId', '=', 'c.turnId').on('v.visitPlanId', '=', row.id),
            )
            .select(['c.turnId', 'c.factors', 'c.points', 'c.lot', 'c.picked', 'c.place', 'v.id as visitId'])
            .select(['e.name as enterprise', 's.name as content', 's.nameEn as contentEn'])
            .where('c.drawId', '=', last.id)
            .orderBy(sql`CASE c.picked WHEN 'risk' THEN 1 WHEN 'lot' THEN 2 ELSE 3 END`)
            .orderBy('c.place')
            .execute()
    const candidates = stood.map((one) => {
      const factors = z.array(riskFactors.schema).parse(one.factors)
      const picked = z.enum(['risk', 'lot']).nullable().parse(one.picked)
      return { ...one, factors, picked }
    })
    const repeated = last === undefined ? [] : draw(candidates, last)
    const same = (one: { turnId: number; picked: string | null }) => `${one.turnId}:${one.picked}`
    return {
      ...row,
      draws: draws.map(({ id: _drawId, ...one }) => one),
      candidates: candidates.map((one) => ({
        ...one,
        why: explained({ ...one, weights: last?.weights ?? noWeights }),
      })),
      repeats: repeated.map(same).join() === candidates.map(same).join(),
    }
  },
})
const noWeights = { late: 0, paid: 0, large: 0, blocked: 0, found: 0, unseen: 0 }
export type ShownVisitPlan = z.infer<typeof showVisitPlan.output>

/** The lines of the plan to work in and the checklists in use that a list of visits can name. */
export const visitChoices = query({
  name: 'visits.choices',
  summary: words('Mục chi, bảng kiểm để lập danh sách kiểm tra', 'Lines and checklists of a list of visits'),
  route: 'GET /visit-choices',
  input: z.object({}),
  output: z.object({
    lines: z.array(z.object({ id: z.int(), code: z.string(), title: z.string(), titleEn: z.string() })),
    checklists: z.array(z.object({ id: z.int(), name: z.string() })),
  }),
  may: officers,
  async run(context) {
    const { db } = context
    const plan = await activePlan(context)
    const lines = await leafLines(db, plan.id)
    const checklists = await db
      .selectFrom('visitChecklist')
      .select(['id', 'name'])
      .where('endedOn', 'is', null)
      .orderBy('name')
      .execute()
    return { lines, checklists }
  },
})
