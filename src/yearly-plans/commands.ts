import { z } from 'zod'
import { yearOfPlan } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { id, longText, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, notFound, refuse, staleRecord } from '../platform/problem.ts'
import { basisOf, lineProblems } from './basis.ts'
import { besideFields, lineFields, yearlyPlanFields } from './fields.ts'
import { isOpen } from './rules.ts'

/* A yearly plan while it is drawn up: begun, its lines, the money of other programmes. */

explainConstraint('yearly_plan_plan_id_year_key', () =>
  conflict(
    'yearlyPlans.twice',
    words('Kế hoạch này đã có kế hoạch năm của năm đó.', 'The plan has a yearly plan of that year already.'),
    'year',
  ),
)

export const Changed = z.object({ id: z.int(), version: z.int() })
export const noYearlyPlan = () => notFound(words('kế hoạch năm', 'Yearly plan'))
const noLine = () => notFound(words('dòng kế hoạch', 'Line of the yearly plan'))

/** Begins the plan of a year of a plan: one for each. */
export const createYearlyPlan = command({
  name: 'yearlyPlans.create',
  summary: words('Lập kế hoạch năm', 'Begin a yearly plan'),
  route: 'POST /yearly-plans',
  input: z.object(yearlyPlanFields.input),
  output: Changed,
  may: ['coordinator'],
  rules: [yearOfPlan],
  subject: (_input, output) => `yearly-plan:${output.id}`,
  run: ({ db, today }, input) =>
    db
      .insertInto('yearlyPlan')
      .values({ ...yearlyPlanFields.values(input), begunOn: today })
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow(),
})

/** A yearly plan under lock. @param version as it was read; undefined: the present one */
export async function lockYearlyPlan(db: Db, yearlyPlanId: number, version?: number) {
  const row = await db
    .selectFrom('yearlyPlan')
    .selectAll()
    .where('id', '=', yearlyPlanId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noYearlyPlan()
  if (version !== undefined && row.version !== version) throw staleRecord()
  return row
}

/** The same, of one whose lines may be changed. @throws Problem 409 for one that was sent or approved */
export async function lockOpen(db: Db, yearlyPlanId: number, version?: number) {
  const row = await lockYearlyPlan(db, yearlyPlanId, version)
  if (!isOpen(row.state))
    throw conflict(
      'yearlyPlans.sent',
      words(
        'Kế hoạch năm đã trình hoặc đã phê duyệt; xin chờ trả lại, hoặc lập bản điều chỉnh.',
        'The yearly plan was sent or approved; wait until it is returned, or begin a revision.',
      ),
    )
  return row
}

/** Counts a change of a yearly plan. */
export const touch = (db: Db, row: { readonly id: number; readonly version: number }, set: object = {}) =>
  db
    .updateTable('yearlyPlan')
    .set({ ...set, version: row.version + 1 })
    .where('id', '=', row.id)
    .returning(['id', 'version'])
    .executeTakeFirstOrThrow()

/** Corrects the name and the aims of a yearly plan; its plan and year stand. */
export const editYearlyPlan = command({
  name: 'yearlyPlans.edit',
  summary: words('Sửa kế hoạch năm', 'Edit a yearly plan'),
  route: 'PUT /yearly-plans/{id}',
  input: z.object({
    id: id(),
    version: whole(1),
    title: yearlyPlanFields.input.title,
    note: yearlyPlanFields.input.note,
  }),
  output: Changed,
  may: ['coordinator'],
  subject: ({ id }) => `yearly-plan:${id}`,
  async run({ db }, { id: yearlyPlanId, version, title, note = null }) {
    return touch(db, await lockOpen(db, yearlyPlanId, version), { title, note })
  },
})

const held = [
  ...(['id', 'lineId', 'contentId', 'quantity', 'unitCost', 'sourceId', 'counterpart'] as const),
  ...(['normId', 'overNormReason', 'targetId', 'targetQuantity', 'agencyId'] as const),
]
type LineInput = z.output<z.ZodObject<typeof lineFields.input>> & { readonly id: number }

/** What a line holds to, of the yearly plan that it is of. */
const lineRule: Rule<LineInput> = {
  of: held,
  judge: async ({ id: yearlyPlanId, ...line }, { db, today }) => {
    const row = await db
      .selectFrom('yearlyPlan')
      .select(['planId', 'year'])
      .where('id', '=', yearlyPlanId)
      .executeTakeFirst()
    return row === undefined ? null : lineProblems(line, await basisOf(db, { ...row, today }))
  },
}

/** The same under the lock: a norm may have ended meanwhile. @throws Problem 422 */
export async function refuseLine(
  { db, today }: Pick<Context, 'db' | 'today'>,
  row: { planId: number; year: number },
  line: Omit<LineInput, 'id'>,
) {
  refuse(lineProblems(line, await basisOf(db, { planId: row.planId, year: row.year, today })))
}

/** Adds a line to a yearly plan. */
export const addLine = command({
  name: 'yearlyPlans.addLine',
  summary: words('Thêm dòng vào kế hoạch năm', 'Add a line to a yearly plan'),
  route: 'POST /yearly-plans/{id}/lines',
  input: z.object({ id: id(), ...lineFields.input }),
  output: Changed.extend({ lineId: z.int() }),
  may: ['coordinator'],
  rules: [lineRule],
  subject: ({ id }) => `yearly-plan:${id}`,
  async run(context, { id: yearlyPlanId, ...line }) {
    const { db } = context
    const row = await lockOpen(db, yearlyPlanId)
    await refuseLine(context, row, line)
    const added = await db
      .insertInto('yearlyPlanLine')
      .values({ ...lineFields.values(line), yearlyPlanId })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { ...(await touch(db, row)), lineId: added.id }
  },
})

/** Corrects a line; its needs, and the commitment or duty that it comes of, stay with it. */
export const editLine = command({
  name: 'yearlyPlans.editLine',
  summary: words('Sửa dòng của kế hoạch năm', 'Correct a line of a yearly plan'),
  route: 'PUT /yearly-plans/{id}/lines/{planLine}',
  input: z.object({ id: id(), planLine: id(), version: whole(1), ...lineFields.input }),
  output: Changed,
  may: ['coordinator'],
  rules: [lineRule],
  subject: ({ id }) => `yearly-plan:${id}`,
  async run(context, { id: yearlyPlanId, planLine, version, ...line }) {
    const { db } = context
    const row = await lockOpen(db, yearlyPlanId, version)
    await refuseLine(context, row, line)
    const { numUpdatedRows } = await db
      .updateTable('yearlyPlanLine')
      .set(lineFields.values(line))
      .where('id', '=', planLine)
      .where('yearlyPlanId', '=', yearlyPlanId)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw noLine()
    return touch(db, row)
  },
})

/** Takes a line out; the needs that it met may be put into another. Versions that were sent keep it. */
export const removeLine = command({
  name: 'yearlyPlans.removeLine',
  summary: words('Bỏ dòng khỏi kế hoạch năm', 'Take a line out of a yearly plan'),
  route: 'POST /yearly-plans/{id}/lines/{planLine}/removal',
  input: z.object({ id: id(), planLine: id(), version: whole(1), reason: longText(1000) }),
  output: Changed,
  may: ['coordinator'],
  subject: ({ id }) => `yearly-plan:${id}`,
  async run({ db }, { id: yearlyPlanId, planLine, version }) {
    const row = await lockOpen(db, yearlyPlanId, version)
    const { numDeletedRows } = await db
      .deleteFrom('yearlyPlanLine')
      .where('id', '=', planLine)
      .where('yearlyPlanId', '=', yearlyPlanId)
      .executeTakeFirst()
    if (numDeletedRows === 0n) throw noLine()
    return touch(db, row)
  },
})

/** Names money of another programme that serves the same ends; it is shown beside the plan's own and never summed with it. */
export const addBeside = command({
  name: 'yearlyPlans.addBeside',
  summary: words('Thêm kinh phí lồng ghép', 'Add money of another programme'),
  route: 'POST /yearly-plans/{id}/beside',
  input: z.object({ id: id(), ...besideFields.input }),
  output: Changed,
  may: ['coordinator'],
  subject: ({ id }) => `yearly-plan:${id}`,
  async run({ db }, { id: yearlyPlanId, ...given }) {
    const row = await lockOpen(db, yearlyPlanId)
    await db
      .insertInto('yearlyPlanBeside')
      .values({ ...besideFields.values(given), yearlyPlanId })
      .execute()
    return touch(db, row)
  },
})

/** Takes it out again. */
export const removeBeside = command({
  name: 'yearlyPlans.removeBeside',
  summary: words('Bỏ kinh phí lồng ghép', 'Take out money of another programme'),
  route: 'POST /yearly-plans/{id}/beside/{beside}/removal',
  input: z.object({ id: id(), beside: id() }),
  output: Changed,
  may: ['coordinator'],
  subject: ({ id }) => `yearly-plan:${id}`,
  async run({ db }, { id: yearlyPlanId, beside }) {
    const row = await lockOpen(db, yearlyPlanId)
    const { numDeletedRows } = await db
      .deleteFrom('yearlyPlanBeside')
      .where('id', '=', beside)
      .where('yearlyPlanId', '=', yearlyPlanId)
      .executeTakeFirst()
    if (numDeletedRows === 0n) throw notFound(words('kinh phí lồng ghép', 'Money of another programme'))
    return touch(db, row)
  },
})
