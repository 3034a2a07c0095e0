import { createHash } from 'node:crypto'
import { z } from 'zod'
import { dong, id, longText } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { command } from '../platform/operation.ts'
import { conflict } from '../platform/problem.ts'
import { Changed, isPersonOf, lockOpenAppraisal, touchAppraisal } from './appraisals.ts'

/* Two officers appraise apart: neither reads the other's opinion before both his own is in. */

/** The digest of what somebody said: it stands in the trail, where what was said does not. */
export const digestOf = (said: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(said, (_key, value) => (typeof value === 'bigint' ? value.toString() : value)))
    .digest('hex')

/** Gives one of two opinions; with the second the appraisal is concluded. */
export const giveOpinion = command({
  name: 'councils.giveOpinion',
  summary: words('Cho ý kiến thẩm định độc lập', 'Give an opinion apart'),
  route: 'POST /appraisals/{id}/opinions',
  input: z.object({ id: id(), amount: dong(0n), remark: longText(5000) }),
  output: Changed.extend({ sha256: z.string() }),
  may: ['coordinator'],
  secret: ['amount', 'remark'],
  rules: [
    {
      of: ['id', 'amount'],
      judge: async ({ id: appraisalId, amount }, { db }) => {
        const row = await db
          .selectFrom('appraisal')
          .select('requested')
          .where('id', '=', appraisalId)
          .executeTakeFirst()
        if (row === undefined || amount <= row.requested) return null
        return {
          field: 'amount',
          words: words(
            `Không được vượt số tiền đề nghị ${formatDong(row.requested, 'vi')} đồng.`,
            `Not above the requested ${formatDong(row.requested, 'en')} đồng.`,
          ),
        }
      },
    },
  ],
  subject: (input) => `appraisal:${input.id}`,
  async run(context, { id: appraisalId, amount, remark }) {
    const { db, actor, now, today } = context
    const appraisal = await lockOpenAppraisal(db, appraisalId)
    if (appraisal.way !== 'pair')
      throw conflict(
        'councils.notPair',
        words('Hồ sơ này do hội đồng thẩm định.', 'A council appraises this record.'),
      )
    const seats = await db
      .selectFrom('appraisalSeat as s')
      .select(['s.id', isPersonOf(context, 's.accountId').as('mine')])
      .where('s.appraisalId', '=', appraisalId)
      .execute()
    if (seats.some(({ mine }) => mine))
      throw conflict(
        'councils.givenAlready',
        words(
          'Bạn đã cho ý kiến; ý kiến thứ hai là của người khác.',
          'You gave your opinion; the second one is somebody else’s.',
        ),
      )
    const seat = await db
      .insertInto('appraisalSeat')
      .values({ appraisalId, accountId: actor.userId, place: seats.length + 1 })
      .returning('id')
      .executeTakeFirstOrThrow()
    const sha256 = digestOf({ seat: seat.id, amount, remark })
    await db
      .insertInto('appraisalOpinion')
      .values({ seatId: seat.id, givenAt: now, amount, remark, sha256 })
      .execute()
    const concluded = seats.length + 1 >= 2
    const changed = await touchAppraisal(
      db,
      appraisal,
      concluded ? { state: 'concluded', concludedOn: today } : {},
    )
    return { ...changed, sha256 }
  },
})
