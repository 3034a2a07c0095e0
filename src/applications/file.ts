import { z } from 'zod'
import { mostOfYear, pastBudgetYear } from '../budget/index.ts'
import { activePlan, outsidePlan, planFor } from '../plan/index.ts'
import { ownEnterprise } from '../platform/actor.ts'
import { yearOf } from '../platform/dates.ts'
import { id, optionalDay, optionalId, optionalLongText, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
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
import { lastYearOf, pastYearProblem } from './years.ts'

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

interface Asked {
  readonly year: number
  readonly requested: bigint
  readonly lateReason?: string | undefined
}
type AskedPlan = Parameters<typeof yearOutside>[1] &
  Parameters<typeof supportMoney>[0] & { readonly id: number }

/** What is wrong with the year that an application is for: outside its plan, or over and closed. */
async function wrongYear(
  { db, today }: Pick<Context, 'db' | 'today'>,
  { year, lateReason: reason }: Pick<Asked, 'year' | 'lateReason'>,
  { plan, filedOn }: { readonly plan: AskedPlan; readonly filedOn: string },
): Promise<FieldProblem | null> {
  const outside = yearOutside(year, plan, Math.min(yearOf(filedOn), yearOf(today)))
  if (outside !== null || year >= yearOf(today)) return outside
  return pastYearProblem({ year, filedOn, today, reason }, await pastBudgetYear(db, year))
}

/** More than the line that pays has in that year can never be granted. */
async function overLine(
  { db }: Pick<Context, 'db'>,
  { year, requested }: Pick<Asked, 'year' | 'requested'>,
  plan: AskedPlan,
): Promise<FieldProblem | null> {
  if (plan.supportLine === null) return null
  const money = supportMoney(plan)
  const most = await mostOfYear(db, { planId: plan.id, year, ...money })
  if (most === null || requested <= most) return null
  return {
    field: 'requested',
    words: words(
      `Kinh phí mục ${money.lineCode} năm ${year} là ${formatDong(most, 'vi')} đồng; không đề nghị quá số đó.`,
      `Line ${money.lineCode} of ${year} has ${formatDong(most, 'en')} đồng in all; no more can be requested.`,
    ),
  }
}

/** The reason is kept where it was asked for. */
const lateReasonOf = ({ year, lateReason }: Pick<Asked, 'year' | 'lateReason'>, today: string) =>
  year < yearOf(today) ? (lateReason ?? null) : null

const lateReason = {
  /** Why an application is taken for a year that is over. */
  lateReason: optionalLongText(2000),
}
const lateNeeds = [
  {
    field: 'lateReason',
    of: ['year'],
    said: words('khi năm thực hiện đã qua', 'for a year that is over'),
  },
] as const

/** Files an application. The coordinator files for any enterprise (also a paper one, with its day); an enterprise for itself. */
export const fileApplication = command({
  name: 'applications.file',
  summary: words('Nộp hồ sơ đề nghị hỗ trợ', 'File an application for support'),
  route: 'POST /applications',
  input: z.object({
    enterpriseId: optionalId(),
    ...applicationFields.input,
    ...lateReason,
    filedOn: optionalDay(),
    /** The plan that the officer names; left out: the plan of its place and day. */
    planId: optionalId(),
  }),
  output: Changed,
  may: ['coordinator', 'enterprise'],
  needs: lateNeeds,
  rules: [
    { of: ['enterpriseId'], check: filer },
    activeContent,
    {
      // the plan is found once for both; a year that is no year is left out of what is looked at
      of: ['enterpriseId', 'filedOn', 'planId'],
      judge: async (input: Filing & Partial<Asked>, context) => {
        const { plan, filedOn } = await filingOf(input, context)
        const { year, requested, lateReason } = input
        const wrong =
          filedOn > context.today
            ? words('Ngày nộp không được sau hôm nay.', 'The filing day lies in the future.')
            : outsidePlan(filedOn, plan)
        const outside =
          year === undefined ? null : await wrongYear(context, { year, lateReason }, { plan, filedOn })
        const over =
          year === undefined || requested === undefined || outside?.field === 'year'
            ? null
            : await overLine(context, { year, requested }, plan)
        return [
          ...(outside === null ? [] : [outside]),
          ...(over === null ? [] : [over]),
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
        lateReason: lateReasonOf(input, today),
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
  input: z.object({ id: id(), version: whole(1), ...applicationFields.input, ...lateReason }),
  output: Changed,
  may: ['coordinator', 'enterprise'],
  needs: lateNeeds,
  rules: [
    activeContent,
    {
      of: ['id', 'year'],
      judge: async (input: { id: number } & Pick<Asked, 'year'> & Partial<Asked>, context) => {
        const seen = await seenOf(context, input.id)
        if (seen === undefined) return null
        const { year, requested } = input
        const plan = await activePlan({ db: context.db, planId: seen.planId })
        const outside = await wrongYear(context, input, { plan, filedOn: seen.filedOn })
        const over =
          requested === undefined || outside?.field === 'year'
            ? null
            : await overLine(context, { year, requested }, plan)
        return [outside, over].filter((problem) => problem !== null)
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
    return applyTransition(context, record, state, {
      ...values,
      lateReason: lateReasonOf(input, context.today),
    })
  },
})

const noEnterprise = () => notFound(words('doanh nghiệp', 'Enterprise'))
