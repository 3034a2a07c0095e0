import { z } from 'zod'
import { enterpriseUnit } from '../enterprises/index.ts'
import { planFor } from '../plan/index.ts'
import { type Actor, ownEnterprise } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { choice, id, longText, optionalId, optionalLongText, text, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import {
  conflict,
  explainConstraint,
  forbidden,
  invalidField,
  notFound,
  staleRecord,
} from '../platform/problem.ts'
import { readableBy } from '../platform/sight.ts'
import { tokenHash } from '../platform/tokens.ts'
import { needFields } from './fields.ts'
import { outcomes, surveyStateOn } from './rules.ts'
import { needGivers, readableNeeds } from './sight.ts'
import { noSurvey, surveyClosed } from './surveys.ts'

explainConstraint('need_content_id_fkey', () =>
  invalidField('contentId', words('Không có nội dung này.', 'There is no such content.')),
)

const Changed = z.object({ id: z.int() })
const noNeed = () => notFound(words('nhu cầu', 'Need'))

/** Whose need it is, and who brought it. */
interface Owner {
  readonly enterpriseId: number | null
  readonly agencyId: number | null
  readonly broughtBy: number | null
}

/**
 * Whose need an account gives: an owner its own enterprise's; an agency one of an enterprise that it acts for, which it then brings, or
 * its own for its sector; the office anybody's.
 * @throws Problem 422 for an enterprise that the account does not act for
 */
async function ownerOf(
  { db, actor }: Pick<Context, 'db' | 'actor'>,
  named: { readonly enterpriseId?: number | undefined; readonly agencyId?: number | undefined },
): Promise<Owner> {
  const office = actor.grants.has('coordinator')
  if (!office && actor.enterpriseId !== null)
    return { enterpriseId: ownEnterprise(actor, named.enterpriseId), agencyId: null, broughtBy: null }
  const own = actor.agencyId
  if (named.enterpriseId === undefined) {
    const agencyId = office ? (named.agencyId ?? own) : own
    if (agencyId === null)
      throw invalidField('enterpriseId', words('Xin chọn doanh nghiệp.', 'Please choose the enterprise.'))
    return { enterpriseId: null, agencyId, broughtBy: null }
  }
  const there = await db
    .selectFrom('enterprise as e')
    .select('e.id')
    .where('e.id', '=', named.enterpriseId)
    .where(readableBy(actor, 'e.id'))
    .executeTakeFirst()
  if (there === undefined)
    throw invalidField('enterpriseId', words('Không có doanh nghiệp này.', 'There is no such enterprise.'))
  return { enterpriseId: there.id, agencyId: null, broughtBy: office ? (named.agencyId ?? null) : own }
}

/** The survey that a need or an answer is given to, open today. @throws Problem 404, 409 when it is not open */
async function openSurveyOf({ db, today }: Pick<Context, 'db' | 'today'>, surveyId: number) {
  const survey = await db.selectFrom('needSurvey').selectAll().where('id', '=', surveyId).executeTakeFirst()
  if (survey === undefined) throw noSurvey()
  if (surveyStateOn(survey, today) === 'open') return survey
  throw surveyStateOn(survey, today) === 'closed'
    ? surveyClosed()
    : conflict('needs.surveyAhead', words('Đợt khảo sát chưa mở.', 'The survey is not open yet.'))
}

/** Says of whom a survey asks that it was answered: by a need, or that there is none. Nobody who was not asked is entered. */
async function markAnswered(
  { db, today }: Pick<Context, 'db' | 'today'>,
  surveyId: number,
  { enterpriseId, agencyId }: Pick<Owner, 'enterpriseId' | 'agencyId'>,
  said: { readonly state: 'answered' | 'none'; readonly note?: string | null },
): Promise<bigint> {
  const { numUpdatedRows } = await db
    .updateTable('needAsked')
    .set({ state: said.state, answeredOn: today, note: said.note ?? null })
    .where('surveyId', '=', surveyId)
    .where(({ or, eb }) => or([eb('enterpriseId', '=', enterpriseId), eb('agencyId', '=', agencyId)]))
    .executeTakeFirst()
  return numUpdatedRows
}

const needInput = { ...needFields.input, surveyId: optionalId() }
type Given = z.output<z.ZodObject<typeof needInput>>

/** Writes a need of an owner. @throws Problem 422 when the survey does not ask for the kind */
async function enterNeed(
  context: Context,
  { surveyId, ...given }: Given,
  owner: Owner,
): Promise<{ id: number }> {
  const { db, today } = context
  const survey = surveyId === undefined ? null : await openSurveyOf(context, surveyId)
  if (survey !== null && !survey.kinds.includes(given.kind))
    throw invalidField(
      'kind',
      words('Đợt khảo sát không hỏi loại này.', 'The survey does not ask for this kind.'),
    )
  const planId =
    survey?.planId ??
    (await planFor(context, { day: today, unit: await enterpriseUnit(db, owner.enterpriseId) })).id
  const need = await db
    .insertInto('need')
    .values({ ...needFields.values(given), ...owner, planId, surveyId: survey?.id ?? null, enteredOn: today })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (survey !== null) {
    const asked = { enterpriseId: owner.enterpriseId, agencyId: owner.broughtBy ?? owner.agencyId }
    await markAnswered(context, survey.id, asked, { state: 'answered' })
  }
  return need
}

/** Says what an enterprise, or an agency for its sector, needs of the programme; under a survey or at any time. */
export const addNeed = command({
  name: 'needs.add',
  summary: words('Ghi nhu cầu', 'Add a need'),
  route: 'POST /needs',
  input: z.object({
    ...needInput,
    /** Whose need it is; left out: one's own enterprise's or agency's. */
    enterpriseId: optionalId(),
    /** For the office: the agency whose need it is, or that brought the enterprise's. */
    agencyId: optionalId(),
  }),
  output: Changed,
  may: needGivers,
  rules: [
    {
      of: ['enterpriseId', 'agencyId'],
      check: async ({ enterpriseId, agencyId }, context) => ownerOf(context, { enterpriseId, agencyId }),
    },
  ],
  subject: (_input, output) => `need:${output.id}`,
  async run(context, { enterpriseId, agencyId, ...given }) {
    return enterNeed(context, given, await ownerOf(context, { enterpriseId, agencyId }))
  },
})

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
  if ((await markAnswered(context, surveyId, owner, { state: 'none', note })) === 0n)
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
    return enterNeed(context, { ...given, surveyId: holder.survey.id }, byLink(holder))
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

/** A need that this account reads, under lock. @throws Problem 404 */
async function lockNeed({ db, actor }: Pick<Context, 'db' | 'actor'>, needId: number) {
  const need = await db
    .selectFrom('need')
    .selectAll()
    .where('id', '=', needId)
    .where(readableNeeds(actor, 'need'))
    .forUpdate()
    .executeTakeFirst()
  if (need === undefined) throw noNeed()
  return need
}

/** Whether the actor gave the need, or its owner or who brought it does. */
function isGiver(actor: Actor, need: Owner): boolean {
  if (actor.grants.has('coordinator')) return true
  const { enterpriseId, agencyId, broughtBy } = need
  return (
    (enterpriseId !== null && actor.enterpriseIds.includes(enterpriseId)) ||
    [agencyId, broughtBy].some((agency) => agency !== null && actor.agencyIds.includes(agency))
  )
}

const notYours = () =>
  forbidden(
    words('Chỉ nơi có nhu cầu hoặc nơi đã nêu được sửa, rút.', 'Only whose need it is, or who brought it.'),
  )
const taken = () =>
  conflict(
    'needs.taken',
    words(
      'Nhu cầu đã được tiếp nhận. Xin viết trao đổi nếu cần thay đổi.',
      'The need was taken up. Please write to the officer about changes.',
    ),
  )

/** Corrects a need until it is taken up. */
export const correctNeed = command({
  name: 'needs.correct',
  summary: words('Sửa nhu cầu', 'Correct a need'),
  route: 'PUT /needs/{id}',
  input: z.object({ id: id(), version: whole(1), ...needFields.input }),
  output: Changed,
  may: needGivers,
  subject: ({ id }) => `need:${id}`,
  async run(context, { id: needId, version, ...given }) {
    const need = await lockNeed(context, needId)
    if (!isGiver(context.actor, need)) throw notYours()
    if (need.state !== 'new') throw taken()
    if (need.version !== version) throw staleRecord()
    await context.db
      .updateTable('need')
      .set({ ...needFields.values(given), version: version + 1 })
      .where('id', '=', needId)
      .execute()
    return { id: needId }
  },
})

/** Takes a need back while nothing has come of it. */
export const withdrawNeed = command({
  name: 'needs.withdraw',
  summary: words('Rút nhu cầu', 'Withdraw a need'),
  route: 'POST /needs/{id}/withdrawal',
  input: z.object({ id: id(), reason: longText(1000) }),
  output: Changed,
  may: needGivers,
  subject: ({ id }) => `need:${id}`,
  async run(context, { id: needId, reason }) {
    const need = await lockNeed(context, needId)
    if (!isGiver(context.actor, need)) throw notYours()
    if (need.state !== 'new' && need.state !== 'taken') throw settledAlready()
    await write(context, need, { state: 'withdrawn', reason, settledOn: context.today })
    return { id: needId }
  },
})

const settledAlready = () =>
  conflict('needs.settled', words('Nhu cầu đã có kết quả.', 'The need has its outcome already.'))

async function write({ db }: Pick<Context, 'db'>, need: { id: number; version: number }, set: object) {
  await db
    .updateTable('need')
    .set({ ...set, version: need.version + 1 })
    .where('id', '=', need.id)
    .execute()
}

/** Takes a need up: from now on somebody looks into it. */
export const takeUpNeed = command({
  name: 'needs.takeUp',
  summary: words('Tiếp nhận nhu cầu', 'Take up a need'),
  route: 'POST /needs/{id}/taking',
  input: z.object({ id: id() }),
  output: Changed,
  may: ['coordinator'],
  subject: ({ id }) => `need:${id}`,
  async run(context, { id: needId }) {
    const need = await lockNeed(context, needId)
    if (need.state !== 'new') throw need.settledOn === null ? taken() : settledAlready()
    await write(context, need, { state: 'taken' })
    return { id: needId }
  },
})

/** The application or event that an outcome names, as far as it may be named. @throws Problem 422 */
async function resultOf(
  db: Db,
  need: { readonly enterpriseId: number | null },
  {
    outcome,
    applicationId = 0,
    eventId = 0,
  }: { outcome: string; applicationId?: number | undefined; eventId?: number | undefined },
) {
  if (outcome === 'supported') {
    const application = await db
      .selectFrom('application')
      .select('id')
      .where('id', '=', applicationId)
      .where('enterpriseId', '=', need.enterpriseId)
      .where('state', 'not in', ['withdrawn', 'refused'])
      .executeTakeFirst()
    if (application === undefined)
      throw invalidField(
        'applicationId',
        words('Không có hồ sơ này của doanh nghiệp.', 'The enterprise has no such application.'),
      )
    return { applicationId: application.id, eventId: null }
  }
  if (outcome !== 'course') return { applicationId: null, eventId: null }
  const event = await db
    .selectFrom('trainingEvent')
    .select('id')
    .where('id', '=', eventId)
    .where('retractedOn', 'is', null)
    .executeTakeFirst()
  if (event === undefined)
    throw invalidField('eventId', words('Không có sự kiện này.', 'There is no such event.'))
  return { applicationId: null, eventId: event.id }
}

/** Says what became of a need: an application, a course, not for the programme because …, or no answer. */
export const settleNeed = command({
  name: 'needs.settle',
  summary: words('Ghi kết quả của nhu cầu', 'Say what became of a need'),
  route: 'POST /needs/{id}/outcome',
  input: z.object({
    id: id(),
    outcome: choice(outcomes.keys),
    applicationId: optionalId(),
    eventId: optionalId(),
    reason: optionalLongText(1000),
  }),
  output: z.object({ id: z.int(), outcome: outcomes.schema }),
  may: ['coordinator'],
  needs: [
    {
      field: 'applicationId',
      of: ['outcome'],
      when: ({ outcome }) => outcome === 'supported',
      said: words('khi đã có hồ sơ', 'when there is an application'),
      words: words('Xin chọn hồ sơ.', 'Please choose the application.'),
    },
    {
      field: 'eventId',
      of: ['outcome'],
      when: ({ outcome }) => outcome === 'course',
      said: words('khi đã có khóa đào tạo', 'when there is a course'),
      words: words('Xin chọn sự kiện.', 'Please choose the event.'),
    },
    {
      field: 'reason',
      of: ['outcome'],
      when: ({ outcome }) => outcome === 'declined' || outcome === 'unanswered',
      said: words('khi không hỗ trợ hoặc không liên hệ được', 'when it is declined or unanswered'),
      words: words('Xin ghi lý do.', 'Please give the reason.'),
    },
  ],
  subject: ({ id }) => `need:${id}`,
  async run(context, { id: needId, outcome, applicationId, eventId, reason }) {
    const need = await lockNeed(context, needId)
    if (need.settledOn !== null) throw settledAlready()
    const result = await resultOf(context.db, need, { outcome, applicationId, eventId })
    await write(context, need, {
      ...result,
      state: outcome,
      reason: reason ?? null,
      settledOn: context.today,
    })
    return { id: needId, outcome }
  },
})

/** Takes up again a need whose outcome was entered wrongly or did not last. */
export const reopenNeed = command({
  name: 'needs.reopen',
  summary: words('Xem xét lại nhu cầu', 'Take a need up again'),
  route: 'POST /needs/{id}/reopening',
  input: z.object({ id: id(), why: longText(1000) }),
  output: Changed,
  may: ['coordinator'],
  subject: ({ id }) => `need:${id}`,
  async run(context, { id: needId }) {
    const need = await lockNeed(context, needId)
    if (need.settledOn === null)
      throw conflict('needs.open', words('Nhu cầu chưa có kết quả.', 'The need has no outcome yet.'))
    await write(context, need, {
      ...{ state: 'taken', settledOn: null, reason: null },
      applicationId: null,
      eventId: null,
    })
    return { id: needId }
  },
})

/** Enters the needs of a table. @returns how many were written */
export async function enterNeeds(
  context: Context,
  rows: readonly { readonly given: Given; readonly enterpriseId: number | null }[],
): Promise<void> {
  for (const { given, enterpriseId } of rows)
    await enterNeed(context, given, await ownerOf(context, enterpriseId === null ? {} : { enterpriseId }))
}
