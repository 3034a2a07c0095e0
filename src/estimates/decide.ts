import { z } from 'zod'
import { bookDecision, decisionFields, guardYear, treasurers } from '../budget/index.ts'
import { type Apart, holdApart } from '../controls/index.ts'
import type { Db } from '../platform/database.ts'
import { day, id, text, whole } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { conflict } from '../platform/problem.ts'
import { Changed, lockEstimate, touch } from './commands.ts'
import { unsettledCuts } from './cuts.ts'

/* An estimate that was agreed to: submitted to the competent authority, allocated by one decision. */

/** Whoever appraised an estimate does not record the decision on it. */
export const decidedApart = {
  control: 'estimateDecision',
  commands: ['estimates.appraise', 'estimates.agree', 'estimates.return'],
  record: 'estimate',
  did: words('Bạn đã thẩm định dự toán này', 'You appraised this estimate'),
} satisfies Apart

/** Submits an estimate that was agreed to, by a letter of the day. What was cut has been settled. */
export const submitEstimate = command({
  name: 'estimates.submit',
  summary: words('Trình dự toán đã thẩm định', 'Submit an estimate that was agreed to'),
  route: 'POST /estimates/{id}/submission',
  input: z.object({ id: id(), version: whole(1), number: text(60), submittedOn: day() }),
  output: Changed,
  may: ['coordinator'],
  rules: [notAhead('submittedOn')],
  subject: ({ id }) => `estimate:${id}`,
  async run({ db }, { id: estimateId, version, number, submittedOn }) {
    const row = await lockEstimate(db, estimateId, version)
    if (row.state !== 'agreed')
      throw conflict(
        'estimates.notAgreed',
        words('Chỉ trình dự toán đã thẩm định xong.', 'Only an estimate that was agreed to is submitted.'),
      )
    const open = await unsettledCuts(db, row.id)
    if (open > 0)
      throw conflict(
        'estimates.cutsOpen',
        words(
          `Còn ${open} dòng bị giảm chưa ghi phần bỏ, lùi hay giảm; xin ghi trước khi trình.`,
          `Of ${open} lines that were cut nothing is said yet; say what becomes of them first.`,
        ),
      )
    return touch(db, row, { state: 'submitted', submissionNumber: number, submittedOn })
  },
})

/** What was agreed to, by budget line and source: the entries of the decision. */
export const agreedPlaces = (db: Db, estimateId: number) =>
  db
    .selectFrom('estimateLine as e')
    .innerJoin('budgetLine as l', 'l.id', 'e.lineId')
    .innerJoin('fundingSource as s', 's.id', 'e.sourceId')
    .select(['l.code as line', 's.key as source', 's.name as sourceName', 's.nameEn as sourceNameEn'])
    .select((eb) => eb.fn.sum<bigint>('e.agreed').as('sum'))
    .where('e.estimateId', '=', estimateId)
    .groupBy(['l.code', 'l.ord', 's.key', 's.name', 's.nameEn', 's.ord'])
    .orderBy('l.ord')
    .orderBy('s.ord')
    .execute()

const { overEstimate, reason, ...paper } = decisionFields.input

/** Allocates what an estimate was agreed to by one decision of the competent authority: one number, one file, an entry for each line and source. */
export const allocateEstimate = command({
  name: 'estimates.allocate',
  summary: words('Ghi quyết định giao theo dự toán', 'Record the decision that allocates an estimate'),
  route: 'POST /estimates/{id}/allocation',
  input: z.object({ id: id(), version: whole(1), ...paper, overEstimate, reason }),
  output: Changed.extend({ decisionId: z.int() }),
  may: treasurers,
  needs: [
    {
      field: 'reason',
      of: ['overEstimate'],
      when: (input) => input.overEstimate,
      said: words('khi giao vượt dự toán của kế hoạch', 'over the estimate of the plan'),
    },
  ],
  rules: [notAhead('documentDate')],
  subject: ({ id }) => `estimate:${id}`,
  async run(context, { id: estimateId, version, fileId, reason: why = null, ...given }) {
    const { db } = context
    const row = await lockEstimate(db, estimateId, version)
    if (row.state !== 'submitted')
      throw conflict(
        'estimates.notSubmitted',
        words('Dự toán chưa trình, hoặc đã giao.', 'The estimate is not submitted, or allocated already.'),
      )
    await holdApart(context, decidedApart, row.id)
    await guardYear(context, 'allocation', row.year, given.documentDate, 'documentDate')
    const { id: file } = await evidence(context, fileId)
    const places = await agreedPlaces(db, row.id)
    const decisionId = await bookDecision(context, {
      ...{ ...given, planId: row.planId, year: row.year, kind: 'allocation', reason: why, fileId: file },
      entries: places.flatMap(({ line, source, sum }, at) =>
        BigInt(sum) === 0n ? [] : [{ at, line, source, amount: BigInt(sum) }],
      ),
    })
    return { ...(await touch(db, row, { state: 'allocated', decisionId })), decisionId }
  },
})
