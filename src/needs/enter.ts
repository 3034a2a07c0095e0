import type { z } from 'zod'
import { enterpriseUnits } from '../enterprises/index.ts'
import { planFor } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField } from '../platform/problem.ts'
import { needFields } from './fields.ts'
import type { Owner } from './owner.ts'
import { kindNotAsked, surveyStateOn } from './rules.ts'
import { noSurvey, surveyClosed } from './surveys.ts'

explainConstraint('need_content_id_fkey', () =>
  invalidField('contentId', words('Không có nội dung này.', 'There is no such content.')),
)

/** The survey that a need or an answer is given to, open today. @throws Problem 404, 409 when it is not open */
export async function openSurveyOf({ db, today }: Pick<Context, 'db' | 'today'>, surveyId: number) {
  const survey = await db.selectFrom('needSurvey').selectAll().where('id', '=', surveyId).executeTakeFirst()
  if (survey === undefined) throw noSurvey()
  if (surveyStateOn(survey, today) === 'open') return survey
  throw surveyStateOn(survey, today) === 'closed'
    ? surveyClosed()
    : conflict('needs.surveyAhead', words('Đợt khảo sát chưa mở.', 'The survey is not open yet.'))
}

/** Says of those whom a survey asks that they answered: by a need, or that there is none. Nobody who was not asked is entered. */
export async function markAnswered(
  { db, today }: Pick<Context, 'db' | 'today'>,
  surveyId: number,
  by: readonly Pick<Owner, 'enterpriseId' | 'agencyId'>[],
  said: { readonly state: 'answered' | 'none'; readonly note?: string | null },
): Promise<bigint> {
  const ids = (of: (one: (typeof by)[number]) => number | null) => [
    0,
    ...new Set(by.map(of).filter((one) => one !== null)),
  ]
  const { numUpdatedRows } = await db
    .updateTable('needAsked')
    .set({ state: said.state, answeredOn: today, note: said.note ?? null })
    .where('surveyId', '=', surveyId)
    .where(({ or, eb }) =>
      or([
        eb(
          'enterpriseId',
          'in',
          ids(({ enterpriseId }) => enterpriseId),
        ),
        eb(
          'agencyId',
          'in',
          ids(({ agencyId }) => agencyId),
        ),
      ]),
    )
    .executeTakeFirst()
  return numUpdatedRows
}

/** What is needed, as the fields take it. */
export type Given = z.output<z.ZodObject<typeof needFields.input>>

/** How many rows go into one statement. */
const portion = 1_000

/** The plan of each need outside a survey: that of its place and day; asked once for each place. */
async function plansOf(context: Context, owners: readonly Owner[]): Promise<number[]> {
  const units = await enterpriseUnits(
    context.db,
    owners.flatMap(({ enterpriseId }) => (enterpriseId === null ? [] : [enterpriseId])),
  )
  const plans = new Map<string, number>()
  const found: number[] = []
  for (const { enterpriseId } of owners) {
    const unit = enterpriseId === null ? undefined : units.get(enterpriseId)
    const place = JSON.stringify(unit ?? null)
    const planId = plans.get(place) ?? (await planFor(context, { day: context.today, unit })).id
    plans.set(place, planId)
    found.push(planId)
  }
  return found
}

/**
 * Writes needs, under a survey where one is named; those whom it asks have answered then.
 * @returns their numbers
 * @throws Problem 422 when the survey does not ask for a kind, 409 when it is not open
 */
export async function enterNeeds(
  context: Context,
  surveyId: number | undefined,
  needs: readonly { readonly given: Given; readonly owner: Owner }[],
): Promise<{ id: number }[]> {
  const { db, today } = context
  const survey = surveyId === undefined ? null : await openSurveyOf(context, surveyId)
  if (survey !== null && needs.some(({ given }) => !survey.kinds.includes(given.kind)))
    throw invalidField('kind', kindNotAsked)
  const owners = needs.map(({ owner }) => owner)
  const plans = survey === null ? await plansOf(context, owners) : owners.map(() => survey.planId)
  const rows = needs.map(({ given, owner }, at) => ({
    ...{ ...needFields.values(given), ...owner },
    ...{ planId: plans[at] ?? 0, surveyId: survey?.id ?? null, enteredOn: today },
  }))
  const written: { id: number }[] = []
  for (let start = 0; start < rows.length; start += portion) {
    const part = rows.slice(start, start + portion)
    written.push(...(await db.insertInto('need').values(part).returning('id').execute()))
  }
  if (survey !== null) {
    const asked = owners.map(({ enterpriseId, agencyId, broughtBy }) => ({
      enterpriseId,
      agencyId: broughtBy ?? agencyId,
    }))
    await markAnswered(context, survey.id, asked, { state: 'answered' })
  }
  return written
}

/** Writes one need. */
export async function enterNeed(
  context: Context,
  surveyId: number | undefined,
  given: Given,
  owner: Owner,
): Promise<{ id: number }> {
  const [need] = await enterNeeds(context, surveyId, [{ given, owner }])
  if (need === undefined) throw new Error('A need was not written')
  return need
}
