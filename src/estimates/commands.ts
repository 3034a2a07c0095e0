import { z } from 'zod'
import { yearOfPlan } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { id, longText, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, notFound, refuse, staleRecord } from '../platform/problem.ts'
import { basisOf } from './basis.ts'
import { estimateFields, estimateLineFields } from './fields.ts'
import { isOpen, lineProblems } from './rules.ts'

/* An estimate of a year while it is drawn up: begun, edited, its lines one by one. */

explainConstraint('estimate_under_way', () =>
  conflict(
    'estimates.twice',
    words(
      'Năm này của kế hoạch đang có một dự toán chưa thẩm định xong; xin làm tiếp dự toán đó.',
      'An estimate of this year of the plan is under way; go on with that one.',
    ),
    'year',
  ),
)

export const Changed = z.object({ id: z.int(), version: z.int() })
export const noEstimate = () => notFound(words('dự toán', 'Estimate'))
export const noLine = () => notFound(words('dòng dự toán', 'Line of the estimate'))

/** Begins the estimate of a year of a plan; one at a time, a later one adds to what was agreed before. */
export const createEstimate = command({
  name: 'estimates.create',
  summary: words('Lập dự toán năm', 'Begin an estimate of a year'),
  route: 'POST /estimates',
  input: z.object(estimateFields.input),
  output: Changed,
  may: ['coordinator'],
  rules: [yearOfPlan],
  subject: (_input, output) => `estimate:${output.id}`,
  run: ({ db, today }, input) =>
    db
      .insertInto('estimate')
      .values({ ...estimateFields.values(input), begunOn: today })
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow(),
})

/** An estimate under lock. @param version as it was read; undefined: the present one @throws Problem 404, 409 */
export async function lockEstimate(db: Db, estimateId: number, version?: number) {
  const row = await db
    .selectFrom('estimate')
    .selectAll()
    .where('id', '=', estimateId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noEstimate()
  if (version !== undefined && row.version !== version) throw staleRecord()
  return row
}

/** The same, of one whose lines may be changed. @throws Problem 409 for one that was sent or agreed */
export async function lockOpen(db: Db, estimateId: number, version?: number) {
  const row = await lockEstimate(db, estimateId, version)
  if (!isOpen(row.state))
    throw conflict(
      'estimates.sent',
      words(
        'Dự toán đã gửi thẩm định; chỉ sửa được khi được trả lại.',
        'The estimate was sent to the finance office; it is edited when it comes back.',
      ),
    )
  return row
}

/** Counts a change of an estimate. */
export const touch = (db: Db, row: { readonly id: number; readonly version: number }, set: object = {}) =>
  db
    .updateTable('estimate')
    .set({ ...set, version: row.version + 1 })
    .where('id', '=', row.id)
    .returning(['id', 'version'])
    .executeTakeFirstOrThrow()

/** Corrects the name and the explanation of an estimate; its plan and year stand. */
export const editEstimate = command({
  name: 'estimates.edit',
  summary: words('Sửa dự toán năm', 'Edit an estimate of a year'),
  route: 'PUT /estimates/{id}',
  input: z.object({
    id: id(),
    version: whole(1),
    title: estimateFields.input.title,
    note: estimateFields.input.note,
  }),
  output: Changed,
  may: ['coordinator'],
  subject: ({ id }) => `estimate:${id}`,
  async run({ db }, { id: estimateId, version, title, note = null }) {
    return touch(db, await lockOpen(db, estimateId, version), { title, note })
  },
})

type LineInput = z.output<z.ZodObject<typeof estimateLineFields.input>> & { readonly id: number }

/** What a line holds to, of the estimate that it is of. */
const lineRule: Rule<LineInput> = {
  of: ['id', 'lineId', 'sourceId', 'quantity', 'unitCost', 'counterpart', 'normId', 'overNormReason'],
  judge: async ({ id: estimateId, ...line }, { db }) => {
    const row = await db
      .selectFrom('estimate')
      .select(['planId', 'year'])
      .where('id', '=', estimateId)
      .executeTakeFirst()
    return row === undefined ? null : lineProblems(line, await basisOf(db, row))
  },
}

/** The same under the lock: a norm may have ended meanwhile. @throws Problem 422 */
async function holdLine(db: Db, row: { planId: number; year: number }, line: Omit<LineInput, 'id'>) {
  refuse(lineProblems(line, await basisOf(db, row)))
}

/** Adds a line to an estimate. */
export const addEstimateLine = command({
  name: 'estimates.addLine',
  summary: words('Thêm dòng vào dự toán năm', 'Add a line to an estimate'),
  route: 'POST /estimates/{id}/lines',
  input: z.object({ id: id(), ...estimateLineFields.input }),
  output: Changed.extend({ lineId: z.int() }),
  may: ['coordinator'],
  rules: [lineRule],
  subject: ({ id }) => `estimate:${id}`,
  async run({ db }, { id: estimateId, ...line }) {
    const row = await lockOpen(db, estimateId)
    await holdLine(db, row, line)
    const added = await db
      .insertInto('estimateLine')
      .values({ ...estimateLineFields.values(line), estimateId })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { ...(await touch(db, row)), lineId: added.id }
  },
})

/** Corrects a line; what it was drawn from stays with it. */
export const editEstimateLine = command({
  name: 'estimates.editLine',
  summary: words('Sửa dòng của dự toán năm', 'Correct a line of an estimate'),
  route: 'PUT /estimates/{id}/lines/{estimateLine}',
  input: z.object({ id: id(), estimateLine: id(), version: whole(1), ...estimateLineFields.input }),
  output: Changed,
  may: ['coordinator'],
  rules: [lineRule],
  subject: ({ id }) => `estimate:${id}`,
  async run({ db }, { id: estimateId, estimateLine, version, ...line }) {
    const row = await lockOpen(db, estimateId, version)
    await holdLine(db, row, line)
    const { numUpdatedRows } = await db
      .updateTable('estimateLine')
      .set(estimateLineFields.values(line))
      .where('id', '=', estimateLine)
      .where('estimateId', '=', estimateId)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw noLine()
    return touch(db, row)
  },
})

/** Takes a line out; what it was drawn from may be taken in again. Rounds that were sent keep it. */
export const removeEstimateLine = command({
  name: 'estimates.removeLine',
  summary: words('Bỏ dòng khỏi dự toán năm', 'Take a line out of an estimate'),
  route: 'POST /estimates/{id}/lines/{estimateLine}/removal',
  input: z.object({ id: id(), estimateLine: id(), version: whole(1), reason: longText(1000) }),
  output: Changed,
  may: ['coordinator'],
  subject: ({ id }) => `estimate:${id}`,
  async run({ db }, { id: estimateId, estimateLine, version }) {
    const row = await lockOpen(db, estimateId, version)
    const { numDeletedRows } = await db
      .deleteFrom('estimateLine')
      .where('id', '=', estimateLine)
      .where('estimateId', '=', estimateId)
      .executeTakeFirst()
    if (numDeletedRows === 0n) throw noLine()
    return touch(db, row)
  },
})
