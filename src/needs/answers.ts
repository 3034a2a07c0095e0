import { z } from 'zod'
import { id, optionalId, optionalLongText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, notFound } from '../platform/problem.ts'
import { tokenHash } from '../platform/tokens.ts'
import { enterNeed, markAnswered, openSurveyOf } from './enter.ts'
import { needFields } from './fields.ts'
import { type Owner, ownerOf } from './owner.ts'
import { surveyStateOn } from './rules.ts'
import { needGivers } from './sight.ts'

/* Answers to a survey that are no need of an account: that there is none, and all that comes by a personal link. */

const Changed = z.object({ id: z.int() })

/** Says that one who is asked by a survey has no need. */
export const answerNone = command({
  name: 'needs.answerNone',
  summary: words('Trả lời khảo sát: không có nhu cầu', 'Answer a survey: no need'),
  route: 'POST /need-surveys/{id}/none',
  input: z.object({
    id: id(),
    enterpriseId: optionalId(),
    agencyId: optionalId(),
    note: optionalLongText(1000),
  }),
  output: Changed,
  may: needGivers,
  subject: ({ id }) => `need-survey:${id}`,
  async run(context, { id: surveyId, enterpriseId, agencyId, note }) {
    await openSurveyOf(context, surveyId)
    await sayNone(context, surveyId, await ownerOf(context, { enterpriseId, agencyId }), note ?? null)
    return { id: surveyId }
  },
})

async function sayNone(context: Context, surveyId: number, owner: Owner, note: string | null): Promise<void> {
  const { enterpriseId, agencyId } = owner
  const given = await context.db
    .selectFrom('need')
    .select('id')
    .where('surveyId', '=', surveyId)
    .where('state', '<>', 'withdrawn')
    .where(({ or, eb }) => or([eb('enterpriseId', '=', enterpriseId), eb('agencyId', '=', agencyId)]))
    .executeTakeFirst()
  if (given !== undefined)
    throw conflict(
      'needs.given',
      words(
        'Đã có nhu cầu trong đợt khảo sát này; xin rút nhu cầu đó trước.',
        'A need was given to this survey already; please withdraw it first.',
      ),
    )
  if ((await markAnswered(context, surveyId, [owner], { state: 'none', note })) === 0n)
    throw notFound(words('tên trong danh sách được hỏi', 'Who is asked by the survey'))
}

/** Who holds a personal link, and the open survey that it answers. @throws Problem 404 for a link that has ended */
export async function linkHolder(context: Pick<Context, 'db' | 'today'>, token: string) {
  const asked = await context.db
    .selectFrom('needAsked as s')
    .innerJoin('enterprise as e', 'e.id', 's.enterpriseId')
    .select(['s.id', 's.surveyId', 's.enterpriseId', 'e.name as enterprise', 's.state', 's.note'])
    .where('s.linkSha256', '=', tokenHash(token))
    .executeTakeFirst()
  const ended = () => notFound(words('liên kết này, hoặc liên kết đã hết hạn', 'This link, or it has ended'))
  if (asked?.enterpriseId == null) throw ended()
  const survey = await context.db
    .selectFrom('needSurvey')
    .selectAll()
    .where('id', '=', asked.surveyId)
    .executeTakeFirstOrThrow()
  if (surveyStateOn(survey, context.today) !== 'open') throw ended()
  return { ...asked, enterpriseId: asked.enterpriseId, survey }
}

const byLink = ({ enterpriseId }: { readonly enterpriseId: number }): Owner => ({
  ...{ enterpriseId, agencyId: null, broughtBy: null },
})

/** The same by whoever holds an enterprise's personal link. */
export const addByLink = command({
  name: 'needs.addByLink',
  summary: words('Ghi nhu cầu bằng liên kết riêng', 'Add a need by a personal link'),
  route: 'POST /need-links/needs',
  input: z.object({ token: text(200), ...needFields.input }),
  output: Changed,
  may: ['public'],
  secret: ['token'],
  subject: (_input, output) => `need:${output.id}`,
  async run(context, { token, ...given }) {
    const holder = await linkHolder(context, token)
    return enterNeed(context, holder.survey.id, given, byLink(holder))
  },
})

/** Says by a personal link that there is no need. */
export const noneByLink = command({
  name: 'needs.noneByLink',
  summary: words('Trả lời bằng liên kết riêng: không có nhu cầu', 'Answer by a personal link: no need'),
  route: 'POST /need-links/none',
  input: z.object({ token: text(200), note: optionalLongText(1000) }),
  output: Changed,
  may: ['public'],
  secret: ['token'],
  subject: (_input, output) => `need-survey:${output.id}`,
  async run(context, { token, note }) {
    const holder = await linkHolder(context, token)
    await sayNone(context, holder.survey.id, byLink(holder), note ?? null)
    return { id: holder.survey.id }
  },
})
