import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { type Apart, holdApart } from '../../../controls/index.ts'
import { activePlan } from '../../../plan/index.ts'
import { id, longText, whole } from '../../../platform/fields.ts'
import { inOrder } from '../../../platform/judge.ts'
import { words } from '../../../platform/language.ts'
import { type Context, command, type Rule } from '../../../platform/operation.ts'
import { conflict, invalidField, notFound, staleRecord } from '../../../platform/problem.ts'
import { draw, riskFactors, type Weights } from '../draw.ts'
import { drawFields, visitPlanFields, visitPlanStates, weightKey } from '../fields.ts'
import { candidatesOf } from './candidates.ts'

/* A list of visits: drawn by risk and lot, approved by another person, whose approval makes its visits. */

const Changed = z.object({ id: z.int(), state: visitPlanStates.schema, version: z.int() })
const subject = ({ id: planId }: { readonly id: number }) => `visit_plan:${planId}`
export const noVisitPlan = () => notFound(words('danh sách kiểm tra', 'List of visits'))

/** Whoever draws a list does not approve it. */
export const drawnApart = {
  control: 'visitPlan',
  record: 'visit_plan',
  commands: ['visits.drawPlan', 'visits.drawAgain', 'visits.correctPlan'],
  did: words('Bạn đã lập danh sách này', 'You drew this list'),
} satisfies Apart

type Drawing = z.output<z.ZodObject<typeof drawFields.input>>

/** Rule: somebody is picked. */
const somebody: Rule<Pick<Drawing, 'byRisk' | 'byLot'>> = {
  of: ['byRisk', 'byLot'],
  judge: ({ byRisk, byLot }) =>
    byRisk + byLot > 0
      ? null
      : { field: 'byRisk', words: words('Xin chọn ít nhất một lượt.', 'At least one turn is to be picked.') },
}

/** What is asked of the fields of a list when it is drawn and when it is put right. */
export const listRules = [
  inOrder('firstOn', 'lastOn', words('Ngày cuối không thể trước ngày đầu.', 'Not before the first day.')),
  {
    of: ['lineId'],
    judge: async ({ lineId }: { readonly lineId: number }, context: Context) => {
      const plan = await activePlan(context)
      const row = await context.db
        .selectFrom('budgetLine')
        .select('id')
        .where('id', '=', lineId)
        .where('planId', '=', plan.id)
        .executeTakeFirst()
      return row === undefined
        ? {
            field: 'lineId',
            words: words('Mục chi không thuộc kế hoạch này.', 'The line is of another plan.'),
          }
        : null
    },
  },
  {
    of: ['checklistId'],
    judge: async ({ checklistId }: { readonly checklistId: number }, { db }: Context) => {
      const row = await db
        .selectFrom('visitChecklist')
        .select('id')
        .where('id', '=', checklistId)
        .where('endedOn', 'is', null)
        .executeTakeFirst()
      return row === undefined
        ? { field: 'checklistId', words: words('Bảng kiểm này thôi dùng.', 'This checklist is ended.') }
        : null
    },
  },
] as const

async function drawInto(
  context: Context,
  of: {
    readonly id: number
    readonly planId: number
    readonly number: number
    readonly reason: string | null
  },
  drawing: Drawing,
) {
  const { db, today } = context
  const candidates = await candidatesOf(context, of.planId)
  if (candidates.length === 0)
    throw invalidField(
      'byRisk',
      words('Chưa có lượt hỗ trợ nào để kiểm tra.', 'There is no turn that can be visited yet.'),
    )
  const { byRisk, byLot } = drawing
  const seed = drawing.seed ?? randomBytes(8).toString('hex')
  const weights = Object.fromEntries(
    riskFactors.keys.map((factor) => [factor, drawing[weightKey(factor)]]),
  ) as Weights
  const { id: drawId } = await db
    .insertInto('visitDraw')
    .values({
      ...{ visitPlanId: of.id, number: of.number, reason: of.reason, drawnOn: today },
      ...{ seed, byRisk, byLot, weights: JSON.stringify(weights) },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const rows = draw(candidates, { seed, byRisk, byLot, weights })
  for (let at = 0; at < rows.length; at += 500)
    await db
      .insertInto('visitCandidate')
      .values(rows.slice(at, at + 500).map((row) => ({ drawId, ...row, factors: [...row.factors] })))
      .execute()
}

/** Draws a list of visits up: so many turns by risk, so many by lot; another person approves it. */
export const drawVisitPlan = command({
  name: 'visits.drawPlan',
  summary: words('Lập danh sách kiểm tra theo rủi ro và bốc thăm', 'Draw a list of visits by risk and lot'),
  route: 'POST /visit-plans',
  input: z.object({ ...visitPlanFields.input, ...drawFields.input }),
  output: Changed,
  may: ['coordinator'],
  rules: [somebody, ...listRules],
  subject: (_input, output) => subject(output),
  async run(context, input) {
    const plan = await activePlan(context)
    const { title, lineId, checklistId, firstOn, lastOn } = input
    const row = await context.db
      .insertInto('visitPlan')
      .values({ planId: plan.id, title, lineId, checklistId, firstOn, lastOn })
      .returning(['id', 'state', 'version'])
      .$narrowType<{ state: 'proposed' }>()
      .executeTakeFirstOrThrow()
    await drawInto(context, { id: row.id, planId: plan.id, number: 1, reason: null }, input)
    return row
  },
})

async function lock({ db }: Context, planId: number, version: number, from: readonly string[]) {
  const row = await db
    .selectFrom('visitPlan')
    .selectAll()
    .where('id', '=', planId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noVisitPlan()
  if (row.version !== version) throw staleRecord()
  if (!from.includes(row.state)) {
    const is = visitPlanStates.wordsOf(row.state)
    throw conflict('visits.listElsewhere', words(`${is.vi}.`, `${is.en}.`))
  }
  return row
}

async function become(
  { db }: Context,
  row: { readonly id: number; readonly version: number },
  set:
    | { readonly state: 'proposed' | 'returned'; readonly reason: string | null }
    | { readonly state: 'approved'; readonly approvedOn: string },
) {
  const version = row.version + 1
  await db
    .updateTable('visitPlan')
    .set({ ...set, version })
    .where('id', '=', row.id)
    .execute()
  return { id: row.id, state: set.state, version }
}

/** Draws a list anew, with the reason: the earlier draw stays beside it. */
export const drawAgain = command({
  name: 'visits.drawAgain',
  summary: words('Chọn lại danh sách kiểm tra', 'Draw a list of visits anew'),
  route: 'POST /visit-plans/{id}/draws',
  input: z.object({ id: id(), version: whole(1), ...drawFields.input, reason: longText(1000) }),
  output: Changed,
  may: ['coordinator'],
  rules: [somebody],
  subject,
  async run(context, { id: planId, version, reason, ...input }) {
    const row = await lock(context, planId, version, ['proposed', 'returned'])
    const { last } = await context.db
      .selectFrom('visitDraw')
      .select(({ fn }) => fn.max('number').as('last'))
      .where('visitPlanId', '=', row.id)
      .executeTakeFirstOrThrow()
    await drawInto(context, { id: row.id, planId: row.planId, number: last + 1, reason }, input)
    return become(context, row, { state: 'proposed', reason: null })
  },
})

/** Sends a list back with what is wrong with it. */
export const returnVisitPlan = command({
  name: 'visits.returnPlan',
  summary: words('Trả lại danh sách kiểm tra', 'Send a list of visits back'),
  route: 'POST /visit-plans/{id}/return',
  input: z.object({ id: id(), version: whole(1), reason: longText(1000) }),
  output: Changed,
  may: ['coordinator', 'leader'],
  subject,
  async run(context, { id: planId, version, reason }) {
    const row = await lock(context, planId, version, ['proposed'])
    await holdApart(context, drawnApart, row.id)
    return become(context, row, { state: 'returned', reason })
  },
})

/** Approves a list: the turns that its last draw picked are to be visited. Not by whoever drew it. */
export const approveVisitPlan = command({
  name: 'visits.approvePlan',
  summary: words('Duyệt danh sách kiểm tra', 'Approve a list of visits'),
  route: 'POST /visit-plans/{id}/approval',
  input: z.object({ id: id(), version: whole(1) }),
  output: Changed,
  may: ['coordinator', 'leader'],
  subject,
  async run(context, { id: planId, version }) {
    const { db, today } = context
    const row = await lock(context, planId, version, ['proposed'])
    await holdApart(context, drawnApart, row.id)
    await db
      .insertInto('visit')
      .columns(['turnId', 'enterpriseId', 'visitPlanId', 'how', 'checklistId', 'plannedOn', 'enteredOn'])
      .expression((eb) =>
        eb
          .selectFrom('visitCandidate as c')
          .innerJoin('supportTurn as t', 't.id', 'c.turnId')
          .select((e) => [
            't.id',
            't.enterpriseId',
            e.val(row.id).as('visitPlanId'),
            e.ref('c.picked').$notNull().as('how'),
            e.val(row.checklistId).as('checklistId'),
            e.val(row.lastOn).as('plannedOn'),
            e.val(today).as('enteredOn'),
          ])
          .where('c.picked', 'is not', null)
          .where('t.state', '<>', 'cancelled')
          .where('c.drawId', '=', (e) =>
            e
              .selectFrom('visitDraw as d')
              .select('d.id')
              .where('d.visitPlanId', '=', row.id)
              .orderBy('d.number', 'desc')
              .limit(1),
          )
          .orderBy('c.place')
          .orderBy('c.turnId'),
      )
      .execute()
    return become(context, row, { state: 'approved', approvedOn: today })
  },
})
