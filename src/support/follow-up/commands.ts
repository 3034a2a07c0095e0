import { z } from 'zod'
import { id, longText, text, whole } from '../../platform/fields.ts'
import { notAhead } from '../../platform/judge.ts'
import { words } from '../../platform/language.ts'
import { type Context, command, type Rule } from '../../platform/operation.ts'
import { conflict, invalid, notFound, Problem, staleRecord } from '../../platform/problem.ts'
import { readableBy } from '../../platform/sight.ts'
import { strangerLimit } from '../../platform/strangers.ts'
import { newToken, tokenHash } from '../../platform/tokens.ts'
import { evidenceOf } from '../turn-row.ts'
import { questionsOf } from './catalogues.ts'
import { followUpStates, paperFields } from './fields.ts'
import { readAnswers } from './rules.ts'

/* What an enterprise says of its turn: by its account, by its personal link, or through an officer with its paper; who says nothing is named. */

const Changed = z.object({ id: z.int(), state: followUpStates.schema })
export const noFollowUp = () => notFound(words('lần hỏi về lượt hỗ trợ', 'Question about a turn'))
const subject = ({ id: followUpId }: { readonly id: number }) => `support_follow_up:${followUpId}`
const answersInput = z.record(z.string().max(20), z.string().max(2000)).optional()

interface AskedRow {
  readonly id: number
  readonly enterpriseId: number
  readonly state: string
  readonly months: number
  readonly askedOn: string
  readonly dueOn: string
  readonly version: number
}
type Way =
  | { readonly answeredBy: 'account' | 'link'; readonly answeredOn: string; readonly fileId: null }
  | { readonly answeredBy: 'paper'; readonly answeredOn: string; readonly fileId: number }

/** Writes what was answered, over what was said before. @throws Problem 422 where a question is left open */
async function answer({ db }: Context, row: AskedRow, sent: Readonly<Record<string, string>>, way: Way) {
  const { answers, wrong } = readAnswers(await questionsOf(db, row), sent)
  if (wrong.length > 0)
    throw invalid(
      wrong.map(({ id: question, kind }) => ({
        field: `answers.${question}`,
        words:
          kind === 'text'
            ? words(
                'Xin trả lời câu này; nếu không có gì, ghi “Không”.',
                'Please answer; write “None” if so.',
              )
            : words('Xin chọn một câu trả lời.', 'Choose an answer.'),
      })),
    )
  await db.deleteFrom('supportFollowUpAnswer').where('followUpId', '=', row.id).execute()
  if (answers.length > 0)
    await db
      .insertInto('supportFollowUpAnswer')
      .values(answers.map((one) => ({ ...one, followUpId: row.id })))
      .execute()
  await db
    .updateTable('supportFollowUp')
    .set({ state: 'answered', ...way, importId: null, remark: null, version: row.version + 1 })
    .where('id', '=', row.id)
    .execute()
  return { id: row.id, state: 'answered' as const }
}

const askedRows = ({ db }: Pick<Context, 'db'>) =>
  db
    .selectFrom('supportFollowUp as u')
    .innerJoin('followUpMoment as m', 'm.id', 'u.momentId')
    .select(['u.id', 'u.enterpriseId', 'u.state', 'u.askedOn', 'u.dueOn', 'u.version', 'm.months'])

async function lock(context: Context, followUpId: number, version: number): Promise<AskedRow> {
  const row = await askedRows(context)
    .where('u.id', '=', followUpId)
    .where(readableBy(context.actor, 'u.enterpriseId'))
    .forUpdate('u')
    .executeTakeFirst()
  if (row === undefined) throw noFollowUp()
  if (row.version !== version) throw staleRecord()
  return row
}

const answered = () => conflict('support.answered', words('Đã có câu trả lời.', 'It is answered already.'))

/** Answers as the enterprise; until the day of the answer it may answer anew. */
export const answerFollowUp = command({
  name: 'support.answerFollowUp',
  summary: words('Trả lời về kết quả lượt hỗ trợ', 'Answer about a turn'),
  route: 'POST /support-follow-ups/{id}/answer',
  input: z.object({ id: id(), version: whole(1), answers: answersInput }),
  output: Changed,
  may: ['enterprise'],
  secret: ['answers'],
  subject,
  async run(context, { id: followUpId, version, answers = {} }) {
    const row = await lock(context, followUpId, version)
    if (row.state === 'answered' && row.dueOn < context.today) throw answered()
    return answer(context, row, answers, {
      ...{ answeredBy: 'account', answeredOn: context.today, fileId: null },
    })
  },
})

/** Nobody answered before the enterprise was asked: that day stands. */
const sinceAsked: Rule<{ readonly id: number; readonly answeredOn: string }> = {
  of: ['id', 'answeredOn'],
  judge: async ({ id: followUpId, answeredOn }, { db }) => {
    const row = await db
      .selectFrom('supportFollowUp')
      .select('askedOn')
      .where('id', '=', followUpId)
      .executeTakeFirst()
    if (row === undefined || answeredOn >= row.askedOn) return null
    return [
      {
        field: 'answeredOn',
        words: words('Trước ngày hỏi doanh nghiệp.', 'Before the enterprise was asked.'),
      },
    ]
  },
}

/** Answers for the enterprise by its paper; also to put right what was entered. */
export const enterAnswer = command({
  name: 'support.enterFollowUpAnswer',
  summary: words(
    'Nhập câu trả lời của doanh nghiệp theo phiếu',
    'Enter the answer of an enterprise by its paper',
  ),
  route: 'POST /support-follow-ups/{id}/paper',
  input: z.object({ id: id(), version: whole(1), ...paperFields.input, answers: answersInput }),
  output: Changed,
  may: ['coordinator'],
  rules: [notAhead('answeredOn'), sinceAsked],
  secret: ['answers'],
  subject,
  async run(context, { id: followUpId, version, answeredOn, fileId, answers = {} }) {
    const row = await lock(context, followUpId, version)
    await evidenceOf(context, fileId, row.enterpriseId)
    return answer(context, row, answers, { answeredBy: 'paper', answeredOn, fileId })
  },
})

/** Gives a personal link to hand over where no letter arrives; one that was given before ends. It is shown here alone. */
export const giveFollowUpLink = command({
  name: 'support.giveFollowUpLink',
  summary: words('Cấp liên kết riêng trả lời về lượt hỗ trợ', 'Give a personal link to answer about a turn'),
  route: 'POST /support-follow-ups/{id}/link',
  input: z.object({ id: id() }),
  output: z.object({ id: z.int(), token: z.string() }),
  may: ['coordinator'],
  secret: ['token'],
  subject,
  async run({ db }, { id: followUpId }) {
    const token = newToken()
    const given = await db
      .updateTable('supportFollowUp')
      .set({ linkSha256: tokenHash(token) })
      .where('id', '=', followUpId)
      .where('state', '<>', 'answered')
      .returning('id')
      .executeTakeFirst()
    if (given === undefined) throw (await known(db, followUpId)) ? answered() : noFollowUp()
    return { id: followUpId, token }
  },
})

const known = async (db: Context['db'], followUpId: number) =>
  (await db.selectFrom('supportFollowUp').select('id').where('id', '=', followUpId).executeTakeFirst()) !==
  undefined

/** What a personal link is of. @throws Problem 404 for a link that is none */
export async function linkHolder(context: Pick<Context, 'db'>, token: string) {
  const row = await askedRows(context)
    .innerJoin('supportTurn as t', 't.id', 'u.turnId')
    .innerJoin('enterprise as e', 'e.id', 'u.enterpriseId')
    .innerJoin('supportContent as c', 'c.id', 't.contentId')
    .select(['e.name as enterprise', 'c.name as content', 'c.nameEn as contentEn'])
    .select(['m.name as moment', 'm.nameEn as momentEn'])
    .where('u.linkSha256', '=', tokenHash(token))
    .executeTakeFirst()
  if (row === undefined)
    throw notFound(words('liên kết này, hoặc liên kết đã hết hạn', 'This link, or it has ended'))
  return row
}

const countStranger = strangerLimit(
  60,
  () =>
    new Problem(
      'support.tooMany',
      429,
      words(
        'Đã nhận quá nhiều câu trả lời từ nơi này. Xin thử lại sau một giờ.',
        'Too many have come in from here. Please try again in an hour.',
      ),
    ),
)

/** The same by whoever holds the enterprise's personal link, once. */
export const answerByLink = command({
  name: 'support.answerByLink',
  summary: words('Trả lời về lượt hỗ trợ bằng liên kết riêng', 'Answer about a turn by a personal link'),
  route: 'POST /support-follow-up-links/{token}/answer',
  input: z.object({ token: text(200), answers: answersInput }),
  output: Changed,
  may: ['public'],
  secret: ['token', 'answers'],
  prepare: countStranger,
  subject: (_input, output) => subject(output),
  async run(context, { token, answers = {} }) {
    const { id: followUpId } = await linkHolder(context, token)
    const row = await askedRows(context)
      .where('u.id', '=', followUpId)
      .forUpdate('u')
      .executeTakeFirstOrThrow()
    if (row.state === 'answered') throw answered()
    return answer(context, row, answers, {
      ...{ answeredBy: 'link', answeredOn: context.today, fileId: null },
    })
  },
})

/** Names an enterprise that did not answer, with what was tried. It may still answer afterwards. */
export const nameSilent = command({
  name: 'support.nameSilent',
  summary: words('Ghi doanh nghiệp không trả lời', 'Name an enterprise that did not answer'),
  route: 'POST /support-follow-ups/{id}/silence',
  input: z.object({ id: id(), version: whole(1), reason: longText(1000) }),
  output: Changed,
  may: ['coordinator'],
  subject,
  async run(context, { id: followUpId, version, reason }) {
    const { db, today } = context
    const row = await lock(context, followUpId, version)
    if (row.state !== 'asked' || row.dueOn >= today)
      throw conflict(
        'support.notSilent',
        words(
          'Chưa hết hạn trả lời, hoặc đã có kết quả.',
          'The time to answer runs, or there is an outcome.',
        ),
      )
    await db
      .updateTable('supportFollowUp')
      .set({ state: 'silent', remark: reason, version: row.version + 1 })
      .where('id', '=', row.id)
      .execute()
    return { id: row.id, state: 'silent' as const }
  },
})
