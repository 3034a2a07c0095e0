import { z } from 'zod'
import { mostOfYear, pastBudgetYear } from '../budget/index.ts'
import { callOf, fedBy, papersFor, takePlace } from '../calls/index.ts'
import { activePlan, lastYearOf, outsidePlan, planFor } from '../plan/index.ts'
import { ownEnterprise } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { yearOf } from '../platform/dates.ts'
import { id, optionalDay, optionalId, optionalLongText, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { type Context, command } from '../platform/operation.ts'
import {
  conflict,
  explainConstraint,
  type FieldProblem,
  invalid,
  invalidField,
  notFound,
} from '../platform/problem.ts'
import { activeContent, evidenceOf } from '../support/index.ts'
import { supportMoney } from './application-row.ts'
import { applicationFields } from './fields.ts'
import { keepFiling } from './filings.ts'
import { enterStage } from './stages.ts'
import { applyTransition, Changed, lockForAction, seenOf } from './transitions.ts'
import { pastYearProblem } from './years.ts'

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
export function filer({ enterpriseId }: Filing, { actor }: Context): number {
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
    .select(['u.province', 'u.validFrom', 'u.formerProvince', 'u.id as unitId'])
    .where('e.id', '=', enterpriseId)
    .executeTakeFirst()
  if (enterprise === undefined) throw noEnterprise()
  // Only the office receives papers on an earlier day than it enters them, and names a plan.
  const office = actor.enterpriseId === null
  const filedOn = office ? (input.filedOn ?? today) : today
  const named = office ? input.planId : undefined
  const plan = await planFor(context, { named, day: filedOn, unit: enterprise })
  return { enterpriseId, filedOn, plan, unitId: enterprise.unitId, office }
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

/** More than the line that pays has in that year, or the content of the task that pays, can never be granted. */
async function overLine(
  { db }: Pick<Context, 'db'>,
  { year, requested }: Pick<Asked, 'year' | 'requested'>,
  plan: AskedPlan,
  to: { readonly callId: number | null; readonly contentId: number } | null,
): Promise<FieldProblem | null> {
  const fed = to === null ? undefined : (await fedBy(db, [{ ...to, id: 0, planId: plan.id }])).get(0)
  if (fed?.byContract === true) {
    if (requested <= fed.given) return null
    return {
      field: 'requested',
      words: words(
        `Nội dung “${fed.content}” của nhiệm vụ có ${formatDong(fed.given, 'vi')} đồng ngân sách; không đề nghị quá số đó.`,
        `The content “${fed.content}” of the task has ${formatDong(fed.given, 'en')} đồng of the State; no more can be requested.`,
      ),
    }
  }
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

/** The papers of its call that come with a filing, by their numbers; `any`: they are not looked at yet. */
type GivenPapers = ReadonlySet<number> | 'any'

interface ForCall {
  readonly contentId: number
  readonly year: number
  readonly callId?: number | undefined
}

/** The call that a filing comes to, or what is wrong: none takes it, or a paper that it asks for is not there. */
async function callFor(
  db: Db,
  filing: Awaited<ReturnType<typeof filingOf>>,
  input: ForCall,
  given: GivenPapers = new Set(),
) {
  const { plan, filedOn, unitId, enterpriseId, office } = filing
  const { contentId, year, callId: named } = input
  const found = await callOf(db, { planId: plan.id, contentId, year, day: filedOn, unitId }, named)
  if ('wrong' in found) return { field: 'callId', words: found.wrong }
  // An officer enters what came on paper and returns it where something is missing.
  if (office || given === 'any') return found
  const { missing } = await papersFor(db, { ...found, contentId, enterpriseId }, given)
  if (missing.length === 0) return found
  const names = missing.map(({ name }) => name).join('; ')
  return {
    field: 'callId',
    words: words(
      `Đợt kêu gọi cần giấy tờ: ${names}. Xin soạn hồ sơ theo từng bước để đính kèm từng loại.`,
      `The call asks for papers: ${names}. Write the application step by step to attach each of them.`,
    ),
  }
}

/** The call that something would come to that is not filed yet; null where none takes it. */
export async function callOfFiling(context: Context, input: Filing & ForCall): Promise<number | null> {
  const found = await callFor(context.db, await filingOf(input, context), input, 'any')
  return 'field' in found ? null : found.callId
}

/** What is wrong with a filing beside its fields: the year, the money of its line, the call, its papers, the day. */
export async function wrongFiling(
  context: Context,
  input: Filing & Partial<Asked & ForCall>,
  given?: GivenPapers,
): Promise<FieldProblem[]> {
  const filing = await filingOf(input, context)
  const { plan, filedOn } = filing
  const { year, requested, lateReason, contentId, callId } = input
  const wrong =
    filedOn > context.today
      ? words('Ngày nộp không được sau hôm nay.', 'The filing day lies in the future.')
      : outsidePlan(filedOn, plan)
  const outside =
    year === undefined ? null : await wrongYear(context, { year, lateReason }, { plan, filedOn })
  const call =
    year === undefined || contentId === undefined || outside?.field === 'year'
      ? null
      : await callFor(context.db, filing, { year, contentId, callId }, given)
  const to =
    call === null || 'field' in call || contentId === undefined ? null : { callId: call.callId, contentId }
  const over =
    year === undefined || requested === undefined || outside?.field === 'year'
      ? null
      : await overLine(context, { year, requested }, plan, to)
  return [
    ...(outside === null ? [] : [outside]),
    ...(call === null || !('field' in call) ? [] : [call]),
    ...(over === null ? [] : [over]),
    ...(wrong === null ? [] : [{ field: 'filedOn', words: wrong }]),
  ]
}

type FilingInput = Filing & Asked & ForCall & Parameters<typeof applicationFields.values>[0]

/** Files an application in the transaction of a command. @param given the papers of its call that come with it */
export async function fileNow(context: Context, input: FilingInput, given?: GivenPapers) {
  const { db, today } = context
  const filing = await filingOf(input, context)
  const { enterpriseId, filedOn, plan } = filing
  supportMoney(plan)
  const call = await callFor(db, filing, input, given)
  if ('field' in call) throw invalid([call])
  const full = call.callId === null ? null : await takePlace(db, call.callId, input.contentId)
  if (full !== null) throw invalid([{ field: 'callId', words: full }])
  const { fileId } = input
  if (typeof fileId === 'number') await evidenceOf(context, fileId, enterpriseId)
  const said = applicationFields.values(input)
  const row = await db
    .insertInto('application')
    .values({
      ...said,
      planId: plan.id,
      enterpriseId,
      filedOn,
      callId: call.callId,
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
}

const lateReason = {
  /** Why an application is taken for a year that is over. */
  lateReason: optionalLongText(2000),
}
const lateAsked = { lateReason: words('khi năm thực hiện đã qua', 'for a year that is over') }

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
    /** The call that it comes to; left out: the one that is open for its content and year, where there is one. */
    callId: optionalId(),
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
      asks: lateAsked,
      judge: (input: Filing & Partial<Asked & ForCall>, context) => wrongFiling(context, input),
    },
  ],
  subject: (_input, output) => `application:${output.id}`,
  run: (context, input) => fileNow(context, input),
})

/** Changes an application before it is checked; a returned one is filed again by it and keeps its filing time. */
export const editApplication = command({
  name: 'applications.edit',
  summary: words('Sửa, nộp lại hồ sơ', 'Edit or refile an application'),
  route: 'PUT /applications/{id}',
  input: z.object({ id: id(), version: whole(1), ...applicationFields.input, ...lateReason }),
  output: Changed,
  may: ['coordinator', 'enterprise'],
  rules: [
    activeContent,
    {
      of: ['id', 'year'],
      asks: lateAsked,
      judge: async (input: { id: number } & Pick<Asked, 'year'> & Partial<Asked>, context) => {
        const seen = await seenOf(context, input.id)
        if (seen === undefined) return null
        const { year, requested } = input
        const plan = await activePlan({ db: context.db, planId: seen.planId })
        const outside = await wrongYear(context, input, { plan, filedOn: seen.filedOn })
        const over =
          requested === undefined || outside?.field === 'year'
            ? null
            : await overLine(context, { year, requested }, plan, seen)
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
