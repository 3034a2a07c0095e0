import { sql } from 'kysely'
import { z } from 'zod'
import { adminUnits, insideProvince, provinceMergers } from '../agencies/index.ts'
import { sectorGroups } from '../enterprises/index.ts'
import { plansOf } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { choice, flag, id, longText, optionalChoice, optionalId, several, whole } from '../platform/fields.ts'
import { inOrder } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound, staleRecord } from '../platform/problem.ts'
import { states } from '../platform/states.ts'
import { newToken, tokenHash } from '../platform/tokens.ts'
import { askedKinds, surveyFields } from './fields.ts'
import { surveyStateOn, type surveyStates } from './rules.ts'

explainConstraint('need_survey_plan_id_fkey', () =>
  invalidField('planId', words('Không có kế hoạch này.', 'There is no such plan.')),
)
explainConstraint('need_asked_agency_id_fkey', () =>
  invalidField('agencyIds', words('Không có cơ quan này.', 'There is no such agency.')),
)
explainConstraint('need_asked_enterprise_id_fkey', () =>
  invalidField('enterpriseId', words('Không có doanh nghiệp này.', 'There is no such enterprise.')),
)

/** Which enterprises a survey asks when it is opened. */
export const askedEnterprises = states({
  all: words('Mọi doanh nghiệp đang hoạt động', 'Every active enterprise'),
  accounts: words('Doanh nghiệp có tài khoản', 'Enterprises with an account'),
  none: words('Chưa hỏi doanh nghiệp nào', 'No enterprises yet'),
})

/** Which of those enterprises alone: of the territory of the survey's plan, of one unit, of one sector; each left out, any. */
const narrowed = () => ({
  planTerritory: flag(),
  unitId: optionalId(),
  sectorGroup: optionalChoice(sectorGroups.keys),
})
interface Asking {
  readonly enterprises: (typeof askedEnterprises.keys)[number]
  readonly planTerritory: boolean
  readonly unitId?: number | undefined
  readonly sectorGroup?: (typeof sectorGroups.keys)[number] | undefined
}

const Changed = z.object({ id: z.int() })
const inTime = inOrder(
  'opensOn',
  'closesOn',
  words('Ngày đóng không thể trước ngày mở.', 'It cannot close before it opens.'),
)
/**
 * Where a survey stands on a day, in SQL; the same as `surveyStateOn`.
 * @param at the table `need_survey` in the select
 */
export const surveyStateIn = (at: string, today: string) => sql<(typeof surveyStates.keys)[number]>`CASE
  WHEN ${sql.ref(`${at}.ended_on`)} IS NOT NULL OR ${sql.ref(`${at}.closes_on`)} < ${today}::date THEN 'closed'
  WHEN ${sql.ref(`${at}.opens_on`)} > ${today}::date THEN 'ahead' ELSE 'open' END`

export const noSurvey = () => notFound(words('đợt khảo sát', 'Survey'))

const livingAgencies: Rule<{ readonly agencyIds: readonly number[] }> = {
  of: ['agencyIds'],
  judge: async ({ agencyIds }, { db, today }) => {
    if (agencyIds.length === 0) return null
    const living = await db
      .selectFrom('agency')
      .select('id')
      .where('id', 'in', [...agencyIds])
      .where((or) => or.or([or('validTo', 'is', null), or('validTo', '>=', today)]))
      .execute()
    if (new Set(living.map((row) => row.id)).size === new Set(agencyIds).size) return null
    return {
      field: 'agencyIds',
      words: words('Chỉ chọn cơ quan đang hoạt động.', 'Choose agencies that are in being.'),
    }
  },
}

/** Opens a survey of needs and names who is asked: enterprises, and associations and agencies for theirs. */
export const openSurvey = command({
  name: 'needs.openSurvey',
  summary: words('Mở đợt khảo sát nhu cầu', 'Open a survey of needs'),
  route: 'POST /need-surveys',
  input: z.object({
    ...surveyFields.input,
    kinds: askedKinds(),
    enterprises: choice(askedEnterprises.keys),
    ...narrowed(),
    agencyIds: several(id()),
  }),
  output: Changed,
  may: ['coordinator'],
  rules: [inTime, livingAgencies],
  subject: (_input, output) => `need-survey:${output.id}`,
  async run(context, { kinds, enterprises, planTerritory, unitId, sectorGroup, agencyIds, ...fields }) {
    const survey = await context.db
      .insertInto('needSurvey')
      .values({ ...surveyFields.values(fields), kinds: [...kinds] })
      .returning(['id', 'planId'])
      .executeTakeFirstOrThrow()
    await askEnterprises(context, survey, { enterprises, planTerritory, unitId, sectorGroup })
    await askAgencies(context, survey.id, agencyIds)
    return { id: survey.id }
  },
})

/** The units that lie in the territory of a plan, those where only the commune could tell among them. */
async function unitsOfPlan({ db, today }: Context, planId: number): Promise<number[]> {
  const [plan] = await plansOf(db, [planId])
  if (plan === undefined) return []
  const territory = { province: plan.province, since: plan.startsOn }
  const mergers = await provinceMergers(db)
  return (await adminUnits(db, today))
    .filter((unit) => insideProvince(unit, territory, today, mergers) !== 'outside')
    .map((unit) => unit.id)
}

/** Asks the enterprises that are active, are meant and were not asked yet. */
async function askEnterprises(
  context: Context,
  survey: { readonly id: number; readonly planId: number },
  asking: Asking,
): Promise<void> {
  if (asking.enterprises === 'none') return
  const { enterprises, planTerritory } = asking
  const unitId = asking.unitId ?? null
  const sectorGroup = asking.sectorGroup ?? null
  const { db, today } = context
  const units = planTerritory ? await unitsOfPlan(context, survey.planId) : null
  await sql`
    INSERT INTO need_asked (survey_id, enterprise_id, asked_on)
    SELECT ${survey.id}, e.id, ${today}::date FROM enterprise e
     WHERE e.state = 'active'
       AND (${unitId}::int IS NULL OR e.admin_unit_id = ${unitId})
       AND (${sectorGroup}::text IS NULL OR e.sector_group = ${sectorGroup})
       AND (${units}::int[] IS NULL OR e.admin_unit_id = ANY (${units}::int[]))
       AND (NOT ${enterprises === 'accounts'}::boolean
         OR e.id IN (SELECT h.enterprise_id FROM held_roles(${today}::date) h WHERE h.enterprise_id IS NOT NULL))
     ORDER BY e.id
    ON CONFLICT DO NOTHING`.execute(db)
}

async function askAgencies({ db, today }: Context, surveyId: number, agencyIds: readonly number[]) {
  if (agencyIds.length === 0) return
  await db
    .insertInto('needAsked')
    .values([...new Set(agencyIds)].map((agencyId) => ({ surveyId, agencyId, askedOn: today })))
    .onConflict((there) => there.doNothing())
    .execute()
}

/** Corrects a survey's words and days; who has answered keeps the answer. */
export const editSurvey = command({
  name: 'needs.editSurvey',
  summary: words('Sửa đợt khảo sát nhu cầu', 'Edit a survey of needs'),
  route: 'PUT /need-surveys/{id}',
  input: z.object({ id: id(), version: whole(1), ...surveyFields.input, kinds: askedKinds() }),
  output: Changed,
  may: ['coordinator'],
  rules: [inTime],
  subject: ({ id }) => `need-survey:${id}`,
  async run({ db }, { id: surveyId, version, kinds, ...fields }) {
    const survey = await lockSurvey(db, surveyId)
    if (survey.version !== version) throw staleRecord()
    await db
      .updateTable('needSurvey')
      .set({ ...surveyFields.values(fields), kinds: [...kinds], version: version + 1 })
      .where('id', '=', surveyId)
      .execute()
    return { id: surveyId }
  },
})

/** Asks more enterprises or agencies while a survey is open. */
export const askMore = command({
  name: 'needs.askMore',
  summary: words('Hỏi thêm nơi khác', 'Ask others too'),
  route: 'POST /need-surveys/{id}/asked',
  input: z.object({
    id: id(),
    enterprises: choice(askedEnterprises.keys),
    ...narrowed(),
    enterpriseId: optionalId(),
    agencyIds: several(id()),
  }),
  output: Changed,
  may: ['coordinator'],
  rules: [livingAgencies],
  subject: ({ id }) => `need-survey:${id}`,
  async run(context, { id: surveyId, enterpriseId, agencyIds, ...asking }) {
    const { db, today } = context
    const survey = await lockSurvey(db, surveyId)
    if (surveyStateOn(survey, today) === 'closed') throw surveyClosed()
    await askEnterprises(context, survey, asking)
    if (enterpriseId !== undefined)
      await db
        .insertInto('needAsked')
        .values({ surveyId, enterpriseId, askedOn: today })
        .onConflict((there) => there.doNothing())
        .execute()
    await askAgencies(context, surveyId, agencyIds)
    return { id: surveyId }
  },
})

/** Ends a survey before its day, or says that nobody is asked any more; its links end with it. */
export const endSurvey = command({
  name: 'needs.endSurvey',
  summary: words('Đóng đợt khảo sát nhu cầu', 'Close a survey of needs'),
  route: 'POST /need-surveys/{id}/end',
  input: z.object({ id: id(), version: whole(1), reason: longText(1000) }),
  output: Changed,
  may: ['coordinator'],
  subject: ({ id }) => `need-survey:${id}`,
  async run({ db, today }, { id: surveyId, version }) {
    const survey = await lockSurvey(db, surveyId)
    if (survey.version !== version) throw staleRecord()
    if (surveyStateOn(survey, today) === 'closed') throw surveyClosed()
    await db
      .updateTable('needSurvey')
      .set({ endedOn: today, version: version + 1 })
      .where('id', '=', surveyId)
      .execute()
    return { id: surveyId }
  },
})

/** How many links are given at once. */
const mostLinks = 500

/**
 * Gives enterprises of a survey that have not answered a personal link each, which answers for them without an account and ends with the
 * survey. A link that an enterprise had before ends. Only SHA-256 is kept; the answer is the only place where the links stand.
 */
export const giveLinks = command({
  name: 'needs.giveLinks',
  summary: words('Cấp liên kết trả lời khảo sát', 'Give personal links to a survey'),
  route: 'POST /need-surveys/{id}/links',
  input: z.object({
    id: id(),
    /** One enterprise; left out: those without an account and without a link, at most 500 at once. */
    enterpriseId: optionalId(),
  }),
  output: z.object({
    id: z.int(),
    links: z.array(
      z.object({
        enterpriseId: z.int(),
        enterprise: z.string(),
        email: z.string().nullable(),
        token: z.string(),
      }),
    ),
  }),
  may: ['coordinator'],
  secret: ['links'],
  subject: ({ id }) => `need-survey:${id}`,
  async run({ db, today }, { id: surveyId, enterpriseId = null }) {
    const survey = await lockSurvey(db, surveyId)
    if (surveyStateOn(survey, today) === 'closed') throw surveyClosed()
    const { rows } = await sql<{
      id: number
      enterpriseId: number
      enterprise: string
      email: string | null
    }>`
      SELECT s.id, e.id AS enterprise_id, e.name AS enterprise, e.email FROM need_asked s JOIN enterprise e ON e.id = s.enterprise_id
       WHERE s.survey_id = ${surveyId} AND s.state = 'asked'
         AND CASE WHEN ${enterpriseId}::int IS NULL THEN s.link_sha256 IS NULL
                AND NOT EXISTS (SELECT FROM held_roles(${today}::date) h WHERE h.enterprise_id = e.id)
              ELSE e.id = ${enterpriseId} END
       ORDER BY e.name, e.id LIMIT ${mostLinks} FOR UPDATE OF s`.execute(db)
    if (rows.length === 0)
      throw conflict(
        'needs.noLinks',
        words(
          'Không còn doanh nghiệp nào chờ liên kết: các doanh nghiệp được hỏi đã trả lời, có tài khoản hoặc đã có liên kết.',
          'Nobody waits for a link: who is asked has answered, has an account, or has a link.',
        ),
      )
    const links = rows.map((row) => ({ ...row, token: newToken() }))
    await sql`UPDATE need_asked s SET link_sha256 = g.hash
        FROM unnest(${links.map((one) => one.id)}::int[], ${links.map(({ token }) => tokenHash(token))}::text[]) AS g (id, hash)
       WHERE s.id = g.id`.execute(db)
    return { id: surveyId, links: links.map(({ id: _asked, ...link }) => link) }
  },
})

export const surveyClosed = () =>
  conflict('needs.surveyClosed', words('Đợt khảo sát đã đóng.', 'The survey has closed.'))

export async function lockSurvey(db: Db, surveyId: number) {
  const survey = await db
    .selectFrom('needSurvey')
    .selectAll()
    .where('id', '=', surveyId)
    .forUpdate()
    .executeTakeFirst()
  if (survey === undefined) throw noSurvey()
  return survey
}
