import { z } from 'zod'
import { activePlan, outsidePlan, planFor } from '../plan/index.ts'
import { ownEnterprise } from '../platform/actor.ts'
import { yearOf } from '../platform/dates.ts'
import { id, optionalDay, optionalId, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import {
  conflict,
  explainConstraint,
  type FieldProblem,
  invalidField,
  notFound,
} from '../platform/problem.ts'
import { evidenceOf } from '../support/index.ts'
import { supportMoney } from './application-row.ts'
import { applicationFields } from './fields.ts'
import { keepFiling } from './filings.ts'
import { enterStage } from './stages.ts'
import { applyTransition, Changed, lockForAction, seenOf } from './transitions.ts'
import { lastYearOf } from './years.ts'

explainConstraint('application_once', () =>
  conflict('applications.once', {
    vi: 'Doanh nghiệp đã có hồ sơ cho nội dung này trong năm đó.',
    en: 'The enterprise already has an application for this content in that year.',
  }),
)

interface Filing {
  readonly enterpriseId?: number | undefined
  readonly filedOn?: string | undefined
  readonly planId?: number | undefined
}

/** The enterprise that files. @throws Problem 422 when the office names none, 404 for another's */
function filer({ enterpriseId }: Filing, { actor }: Context): number {
  const filing = ownEnterprise(actor, enterpriseId) ?? enterpriseId
  if (filing === undefined) {
    throw invalidField('enterpriseId', words('Xin chọn doanh nghiệp.', 'Please choose the enterprise.'))
  }
  if (enterpriseId !== undefined && enterpriseId !== filing) throw noEnterprise()
  return filing
}

/** Who files, on which day, under which plan. @throws Problem as `filer` and `planFor` */
async function filingOf(input: Filing, context: Context) {
  const { db, actor, today } = context
  const enterpriseId = filer(input, context)
  const enterprise = await db
    .selectFrom('enterprise as e')
    .innerJoin('adminUnit as u', 'u.id', 'e.adminUnitId')
    .select(['u.province', 'u.validFrom', 'u.formerProvince'])
    .where('e.id', '=', enterpriseId)
    .executeTakeFirst()
  if (enterprise === undefined) throw noEnterprise()
  // Only the office receives papers on an earlier day than it enters them, and names a plan.
  const office = actor.enterpriseId === null
  const filedOn = office ? (input.filedOn ?? today) : today
  const named = office ? input.planId : undefined
  const plan = await planFor(context, { named, day: filedOn, unit: enterprise })
  return { enterpriseId, filedOn, plan }
}

/** Rule: the content is one that is supported. */
const activeContent: Rule<{ contentId: number }> = {
  of: ['contentId'],
  judge: async ({ contentId }, { db }) => {
    const content = await db
      .selectFrom('supportContent')
      .select('active')
      .where('id', '=', contentId)
      .executeTakeFirst()
    if (content?.active === true) return null
    return {
      field: 'contentId',
      words: words('Xin chọn một nội dung đang được hỗ trợ.', 'Please choose a content that is supported.'),
    }
  },
}

function yearOutside(
  year: number,
  plan: { firstYear: number; lastYear: number; replaced: boolean },
  filedIn: number,
): FieldProblem | null {
  const last = lastYearOf(plan, filedIn)
  if (year >= plan.firstYear && year <= last) return null
  return {
    field: 'year',
    words: words(
      `Năm phải thuộc giai đoạn ${plan.firstYear} - ${last} của Kế hoạch.`,
      `The year must lie within the plan, ${plan.firstYear} - ${last}.`,
    ),
  }
}

/** Files an application. The coordinator files for any enterprise (also a paper one, with its day); an enterprise for itself. */
export const fileApplication = command({
  name: 'applications.file',
  summary: words('Nộp hồ sơ đề nghị hỗ trợ', 'File an application for support'),
  route: 'POST /applications',
  input: z.object({
    enterpriseId: optionalId(),
    ...applicationFields.input,
    filedOn: optionalDay(),
    /** The plan that the officer names; left out: the plan of its place and day. */
    planId: optionalId(),
  }),
  output: Changed,
  may: ['coordinator', 'enterprise'],
  rules: [
    { of: ['enterpriseId'], check: filer },
    activeContent,
    {
      // the plan is found once for both; a year that is no year is left out of what is looked at
      of: ['enterpriseId', 'filedOn', 'planId'],
      judge: async (input: Filing & { year?: number }, context) => {
        const { plan, filedOn } = await filingOf(input, context)
        const wrong =
          filedOn > context.today
            ? words('Ngày nộp không được sau hôm nay.', 'The filing day lies in the future.')
            : outsidePlan(filedOn, plan)
        const outside =
          input.year === undefined
            ? null
            : yearOutside(input.year, plan, Math.min(yearOf(filedOn), yearOf(context.today)))
        return [
          ...(outside === null ? [] : [outside]),
          ...(wrong === null ? [] : [{ field: 'filedOn', words: wrong }]),
        ]
      },
    },
  ],
  subject: (_input, output) => `application:${output.id}`,
  async run(context, input) {
    const { db, today } = context
    const { enterpriseId, filedOn, plan } = await filingOf(input, context)
    supportMoney(plan)
    if (input.fileId !== undefined) await evidenceOf(context, input.fileId, enterpriseId)
    const said = applicationFields.values(input)
    const row = await db
      .insertInto('application')
      .values({
        ...said,
        planId: plan.id,
        enterpriseId,
        filedOn,
        filedAt: filedOn === today ? undefined : `${filedOn}T00:00:00+07:00`,
        state: 'filed',
      })
      .returning(['id', 'state', 'filedAt'])
      .executeTakeFirstOrThrow()
    const { id, state, filedAt } = row
    await keepFiling(db, id, said, { again: false, filedAt })
    await enterStage(context, id, state, filedOn)
    return { id, state }
  },
})

/** Changes an application before it is checked; a returned one is filed again by it and keeps its filing time. */
export const editApplication = command({
  name: 'applications.edit',
  summary: words('Sửa, nộp lại hồ sơ', 'Edit or refile an application'),
  route: 'PUT /applications/{id}',
  input: z.object({ id: id(), version: whole(1), ...applicationFields.input }),
  output: Changed,
  may: ['coordinator', 'enterprise'],
  rules: [
    activeContent,
    {
      of: ['id', 'year'],
      judge: async ({ id: applicationId, year: of }, context) => {
        const seen = await seenOf(context, applicationId)
        return seen === undefined
          ? null
          : yearOutside(of, await activePlan({ db: context.db, planId: seen.planId }), yearOf(seen.filedOn))
      },
    },
  ],
  subject: ({ id }) => `application:${id}`,
  async run(context, input) {
    const { record, state } = await lockForAction(context, input, 'edit')
    if (input.fileId !== undefined) await evidenceOf(context, input.fileId, record.enterpriseId)
    const values = { ...applicationFields.values(input), fileId: input.fileId ?? record.fileId }
    const again = record.state === 'returned'
    await keepFiling(context.db, record.id, values, { again, filedAt: context.now })
    return applyTransition(context, record, state, values)
  },
})

const noEnterprise = () => notFound(words('doanh nghiệp', 'Enterprise'))
