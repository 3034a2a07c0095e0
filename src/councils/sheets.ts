import { z } from 'zod'
import { decimal, id, longText, optionalId, text } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import { command } from '../platform/operation.ts'
import { conflict, type FieldProblem, invalid } from '../platform/problem.ts'
import { Changed, lockOpenAppraisal, touchAppraisal } from './appraisals.ts'
import { digestOf } from './opinions.ts'
import { councilRules, scoreSheets } from './rule-queries.ts'
import { councilSeats, memberGrants, seatFor } from './sittings.ts'

/* The sheet of a member: scores by criterion, a vote on each content, remarks. Given once. */

const Points = z.array(z.object({ criterionId: id(), points: decimal(0, 9999) }))
const Votes = z.array(z.object({ contentId: id(), vote: text(40) }))

/** What is wrong in the points against the criteria of the sheet. */
function wrongPoints(
  criteria: readonly { readonly id: number; readonly most: number }[],
  points: z.output<typeof Points>,
): FieldProblem[] {
  return criteria.flatMap(({ id: criterion, most }, at): FieldProblem[] => {
    const given = points.filter((one) => one.criterionId === criterion)
    const field = `points.${at}.points`
    const [one] = given
    if (one === undefined || given.length > 1)
      return [{ field, words: words('Xin cho điểm tiêu chí này.', 'Please score this criterion.') }]
    if (one.points <= most) return []
    return [
      {
        field,
        words: words(
          `Không quá ${formatNumber(most, 'vi')} điểm.`,
          `Not above ${formatNumber(most, 'en')} points.`,
        ),
      },
    ]
  })
}

/** Hands in a sheet; the office enters one that came on paper, with its scan. */
export const giveSheet = command({
  name: 'councils.giveSheet',
  summary: words('Nộp phiếu đánh giá', 'Hand in a sheet'),
  route: 'POST /appraisals/{id}/seats/{seat}/sheet',
  input: z.object({
    id: id(),
    seat: id(),
    points: Points,
    votes: Votes,
    remark: longText(5000),
    /** The scan of a sheet that came on paper. */
    fileId: optionalId(),
  }),
  output: Changed.extend({ sha256: z.string() }),
  may: memberGrants,
  secret: ['points', 'votes', 'remark'],
  subject: (input) => `appraisal:${input.id}`,
  async run(context, { id: appraisalId, seat: seatId, points, votes, remark, fileId }) {
    const { db, actor, now, today } = context
    const appraisal = await lockOpenAppraisal(db, appraisalId)
    const seats = await councilSeats(context, appraisalId)
    const { seat, onPaper } = seatFor(context, seats, seatId)
    if (seat.opinionId !== null)
      throw conflict('councils.sheetIn', words('Phiếu đã nộp.', 'The sheet is in already.'))
    if (seat.keptOut !== null)
      throw conflict(
        'councils.keptOut',
        words(
          'Thành viên này có xung đột lợi ích nên không tham gia.',
          'A conflict of interest keeps this member out.',
        ),
      )
    if (seat.declared === null)
      throw conflict(
        'councils.undeclared',
        words('Xin khai xung đột lợi ích trước.', 'Please declare conflicts of interest first.'),
      )
    // whoever sits himself sees no other's sheet before his own is in, nor enters one
    if (
      onPaper &&
      seats.some(({ mine, keptOut, opinionId }) => mine && (keptOut !== null || opinionId === null))
    )
      throw conflict(
        'councils.ownFirst',
        words('Xin nộp phiếu của mình trước.', 'Please hand in your own sheet first.'),
      )
    const [sheet] = appraisal.sheetId === null ? [] : await scoreSheets(db, today, [appraisal.sheetId])
    const criteria = sheet?.groups.flatMap((group) => group.criteria) ?? []
    const [rule] = await councilRules(db, today, [appraisal.ruleId ?? 0])
    const contents = await db
      .selectFrom('appraisalContent')
      .select('id')
      .where('appraisalId', '=', appraisalId)
      .orderBy('place')
      .execute()
    const choices = rule?.votes ?? []
    const wrong: FieldProblem[] = wrongPoints(criteria, points)
    for (const [at, content] of choices.length === 0 ? [] : contents.entries()) {
      const vote = votes.find(({ contentId }) => contentId === content.id)
      if (!choices.some(({ key }) => key === vote?.vote))
        wrong.push({
          field: `votes.${at}.vote`,
          words: words('Xin bỏ phiếu cho nội dung này.', 'Please vote on this content.'),
        })
    }
    if (onPaper && fileId === undefined)
      wrong.push({
        field: 'fileId',
        words: words('Phiếu giấy nhập kèm bản quét.', 'A sheet on paper is entered with its scan.'),
      })
    if (wrong.length > 0) throw invalid(wrong)
    if (fileId !== undefined && onPaper) await evidence(context, fileId)
    const sha256 = digestOf({ seatId, points, votes, remark })
    const opinion = await db
      .insertInto('appraisalOpinion')
      .values({
        ...{ seatId, givenAt: now, amount: null, remark, sha256, onPaper },
        enteredBy: actor.userId,
        fileId: onPaper ? (fileId ?? null) : null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    if (criteria.length > 0)
      await db
        .insertInto('appraisalScore')
        .values(
          points
            .filter(({ criterionId }) => criteria.some((one) => one.id === criterionId))
            .map((one) => ({ opinionId: opinion.id, ...one })),
        )
        .execute()
    if (choices.length > 0)
      await db
        .insertInto('appraisalBallot')
        .values(
          contents.map(({ id: contentId }) => ({
            ...{ opinionId: opinion.id, contentId },
            vote: votes.find((one) => one.contentId === contentId)?.vote ?? '',
          })),
        )
        .execute()
    const changed = await touchAppraisal(db, appraisal)
    return { ...changed, sha256 }
  },
})
