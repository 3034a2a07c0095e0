import { z } from 'zod'
import { readHolidays } from '../calendar/index.ts'
import { formatDate } from '../platform/dates.ts'
import { day, id, longText, optionalLongText, optionalText, several, whole } from '../platform/fields.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, invalidField } from '../platform/problem.ts'
import { Changed, lockOpenAppraisal, touchAppraisal } from './appraisals.ts'
import { papersOf, sheetsIn } from './papers.ts'
import { firstMeeting } from './papers-days.ts'
import { lacksToMeet } from './quorum.ts'
import { askedIn, resultOf } from './results.ts'
import { councilSeats } from './sittings.ts'

interface Meeting {
  readonly id: number
  readonly sessionOn: string
  readonly earlyReason?: string | undefined
}

/** The first day on which a council may meet on an appraisal; null where no council appraises it. */
export async function firstMeetingOf(
  { db }: Pick<Context, 'db'>,
  appraisalId: number,
): Promise<string | null> {
  const row = await db
    .selectFrom('appraisal as a')
    .innerJoin('appraisalRule as r', 'r.id', 'a.ruleId')
    .select(['a.begunOn', 'r.papersDays', 'r.papersWorking'])
    .where('a.id', '=', appraisalId)
    .where('a.way', '=', 'council')
    .executeTakeFirst()
  return row === undefined ? null : firstMeeting(row, row.begunOn, await readHolidays(db))
}

/**
 * Rule: the papers were with the members as long as the council's rule asks (Circular 15/2022/TT-BKHCN, Decree 268/2025/NĐ-CP article 12),
 * counted from the day on which the record was put before it; who departs from it says why.
 */
const papersWereOut: Rule<Meeting> = {
  of: ['id', 'sessionOn', 'earlyReason'],
  judge: async ({ id: appraisalId, sessionOn, earlyReason }, context) => {
    if (earlyReason !== undefined) return null
    const first = await firstMeetingOf(context, appraisalId)
    if (first === null || sessionOn >= first) return null
    return {
      field: 'earlyReason',
      words: words(
        `Quy chế cho họp từ ngày ${formatDate(first)}, khi tài liệu đã gửi đủ ngày. Họp sớm hơn thì ghi lý do.`,
        `By its rule the council meets from ${formatDate(first)}, when the papers were out long enough. Say why it met earlier.`,
      ),
    }
  },
}

/** Concludes an appraisal by a council: who was there, whether they were enough, what their sheets come to. */
export const concludeAppraisal = command({
  name: 'councils.conclude',
  summary: words('Ghi kết luận của hội đồng', 'Record the conclusion of a council'),
  route: 'POST /appraisals/{id}/conclusion',
  input: z.object({
    id: id(),
    version: whole(1),
    sessionOn: day(),
    sessionPlace: optionalText(300),
    /** The seats of those who were there. */
    present: several(id()),
    conclusion: longText(5000),
    /** Why it met before the papers had been out as long as the rule asks. */
    earlyReason: optionalLongText(1000),
  }),
  output: Changed.extend({ passes: z.boolean() }),
  may: ['coordinator'],
  rules: [notAhead('sessionOn'), papersWereOut],
  subject: (input) => `appraisal:${input.id}`,
  async run(context, input) {
    const { id: appraisalId, version, sessionOn, sessionPlace, present, conclusion, earlyReason } = input
    const { db, today } = context
    const appraisal = await lockOpenAppraisal(db, appraisalId, version)
    if (appraisal.way !== 'council')
      throw conflict(
        'councils.notCouncil',
        words('Hồ sơ này do hai công chức thẩm định.', 'Two officers appraise this record.'),
      )
    if (sessionOn < appraisal.begunOn)
      throw invalidField(
        'sessionOn',
        words('Họp sau khi đưa hồ sơ ra hội đồng.', 'It meets after the record was put before it.'),
      )
    const seats = await councilSeats(context, appraisalId)
    const there = seats.filter(({ id: seat, keptOut }) => present.includes(seat) && keptOut === null)
    const { rule, sheet, contents, costs } = await papersOf(db, today, appraisal)
    if (rule === null) throw new Error(`Appraisal ${appraisalId} has no rule`)
    const lacks = lacksToMeet(
      rule,
      seats.map(({ post }) => post),
      there.map(({ post }) => post),
    )
    if (lacks.length > 0)
      throw invalidField(
        'present',
        words(lacks.map(({ vi }) => vi).join(' '), lacks.map(({ en }) => en).join(' ')),
      )
    const without = there.filter(({ opinionId }) => opinionId === null)
    if (without.length > 0) {
      const names = without.map(({ personName }) => personName).join(', ')
      throw invalidField(
        'present',
        words(`Chưa có phiếu của ${names}.`, `The sheet of ${names} is not in yet.`),
      )
    }
    if (appraisal.requested > 0n && askedIn(costs) !== appraisal.requested)
      throw conflict(
        'councils.costs',
        words(
          `Dự toán thẩm định từng khoản phải cộng bằng số đề nghị ${formatDong(appraisal.requested, 'vi')} đồng; đang là ${formatDong(askedIn(costs), 'vi')}.`,
          `The lines of the estimate must add up to the requested ${formatDong(appraisal.requested, 'en')} đồng; they are ${formatDong(askedIn(costs), 'en')}.`,
        ),
      )
    const opinions = there.flatMap(({ opinionId }) => opinionId ?? [])
    const given = await sheetsIn(db, opinions)
    const result = resultOf(
      { sheet, votes: rule.votes, contentIds: contents.map((content) => content.id), costs },
      [...given.values()],
    )
    const digests = await db
      .selectFrom('appraisalOpinion')
      .select(['seatId', 'sha256'])
      .where('id', 'in', [...opinions, 0])
      .orderBy('seatId')
      .execute()
    for (const seat of seats)
      await db
        .updateTable('appraisalSeat')
        .set({ present: there.some((one) => one.id === seat.id) })
        .where('id', '=', seat.id)
        .execute()
    const changed = await touchAppraisal(db, appraisal, {
      state: 'concluded',
      ...{ concludedOn: today, sessionOn, sessionPlace: sessionPlace ?? null },
      ...{ conclusion, passes: result.passes, earlyReason: earlyReason ?? null },
      outcome: JSON.stringify({
        sheets: digests,
        mean: result.scored?.total.mean ?? null,
        contents: result.contents,
        allowed: String(result.allowed),
      }),
    })
    return { ...changed, passes: result.passes }
  },
})
