import { z } from 'zod'
import { commitMoney } from '../budget/index.ts'
import { holdApart } from '../controls/index.ts'
import { activePlan, outsidePlan, planFor } from '../plan/index.ts'
import { formatDate } from '../platform/dates.ts'
import {
  choice,
  day,
  dong,
  id,
  longText,
  optionalDay,
  optionalId,
  optionalLongText,
  optionalText,
  whole,
  year,
} from '../platform/fields.ts'
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
import { readableBy } from '../platform/sight.ts'
import { evidenceOf, openTurn } from '../support/index.ts'
import {
  type ApplicationRecord,
  contendersOf,
  criteriaOfPlan,
  findingsOf,
  supportMoney,
} from './application-row.ts'
import { decidedApart } from './controls.ts'
import { keepFiling } from './filings.ts'
import { rankAll } from './ranking.ts'
import { isEligible } from './rules.ts'
import { enterStage } from './stages.ts'
import { applyTransition, lockForAction } from './transitions.ts'

explainConstraint('application_once', () =>
  conflict('applications.once', {
    vi: 'Doanh nghiệp đã có hồ sơ cho nội dung này trong năm đó.',
    en: 'The enterprise already has an application for this content in that year.',
  }),
)

const body = {
  contentId: id(),
  year: year(),
  description: longText(5000),
  requested: dong(1n),
  ownFunds: dong(0n),
  fileId: optionalId(),
}
const Changed = z.object({ id: z.int(), state: z.string() })

interface Filing {
  readonly enterpriseId?: number | undefined
  readonly filedOn?: string | undefined
  readonly planId?: number | undefined
}

/** The enterprise that files. @throws Problem 422 when the office names none, 404 for another's */
function filer({ enterpriseId }: Filing, { actor }: Context): number {
  const filing = actor.enterpriseId ?? enterpriseId
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

function yearOutside(year: number, plan: { firstYear: number; lastYear: number }): FieldProblem | null {
  if (year >= plan.firstYear && year <= plan.lastYear) return null
  return {
    field: 'year',
    words: words(
      `Năm phải thuộc giai đoạn ${plan.firstYear} - ${plan.lastYear} của Kế hoạch.`,
      `The year must lie within the plan, ${plan.firstYear} - ${plan.lastYear}.`,
    ),
  }
}

/** What rules look at of an application that the actor may see; undefined for another's. */
async function seenOf({ db, actor }: Context, applicationId: number) {
  return db
    .selectFrom('application as a')
    .select(['a.requested', 'a.filedOn', 'a.planId'])
    .where('a.id', '=', applicationId)
    .where(readableBy(actor, 'a.enterpriseId'))
    .executeTakeFirst()
}

/** Files an application. The coordinator files for any enterprise (also a paper one, with its day); an enterprise for itself. */
export const fileApplication = command({
  name: 'applications.file',
  summary: words('Nộp hồ sơ đề nghị hỗ trợ', 'File an application for support'),
  route: 'POST /applications',
  input: z.object({
    enterpriseId: optionalId(),
    ...body,
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
      of: ['enterpriseId', 'filedOn', 'planId', 'year'],
      judge: async (input, context) => yearOutside(input.year, (await filingOf(input, context)).plan),
    },
    {
      of: ['enterpriseId', 'filedOn', 'planId'],
      judge: async (input, context) => {
        const { plan, filedOn } = await filingOf(input, context)
        const wrong =
          filedOn > context.today
            ? words('Ngày nộp không được sau hôm nay.', 'The filing day lies in the future.')
            : outsidePlan(filedOn, plan)
        return wrong === null ? null : { field: 'filedOn', words: wrong }
      },
    },
  ],
  subject: (_input, output) => `application:${output.id}`,
  async run(context, input) {
    const { db, today } = context
    const { enterpriseId, filedOn, plan } = await filingOf(input, context)
    supportMoney(plan)
    if (input.fileId !== undefined) await evidenceOf(context, input.fileId, enterpriseId)
    const row = await db
      .insertInto('application')
      .values({
        ...input,
        planId: plan.id,
        enterpriseId,
        filedOn,
        filedAt: filedOn === today ? undefined : `${filedOn}T00:00:00+07:00`,
        state: 'filed',
      })
      .returning(['id', 'state', 'filedAt'])
      .executeTakeFirstOrThrow()
    const { id, state, filedAt } = row
    await keepFiling(db, id, { ...input, fileId: input.fileId ?? null }, { again: false, filedAt })
    await enterStage(context, id, state, filedOn)
    return { id, state }
  },
})

/** Changes an application before it is checked; a returned one is filed again by it and keeps its filing time. */
export const editApplication = command({
  name: 'applications.edit',
  summary: words('Sửa, nộp lại hồ sơ', 'Edit or refile an application'),
  route: 'PUT /applications/{id}',
  input: z.object({ id: id(), version: whole(1), ...body }),
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
          : yearOutside(of, await activePlan({ db: context.db, planId: seen.planId }))
      },
    },
  ],
  subject: ({ id }) => `application:${id}`,
  async run(context, input) {
    const { record, state } = await lockForAction(context, input, 'edit')
    if (input.fileId !== undefined) await evidenceOf(context, input.fileId, record.enterpriseId)
    const { id: _, version: _seen, ...said } = input
    const values = { ...said, fileId: input.fileId ?? record.fileId }
    const again = record.state === 'returned'
    await keepFiling(context.db, record.id, values, { again, filedAt: context.now })
    return applyTransition(context, record, state, values)
  },
})

/** Records the findings on an application, and either passes it on or returns it to the enterprise with reasons. */
export const checkApplication = command({
  name: 'applications.check',
  summary: words('Kiểm tra hồ sơ', 'Check an application'),
  route: 'POST /applications/{id}/check',
  input: z.object({
    id: id(),
    version: whole(1),
    outcome: choice(['checked', 'returned']),
    note: optionalLongText(2000),
  }),
  output: Changed,
  may: ['coordinator'],
  needs: [
    {
      field: 'note',
      of: ['outcome'],
      when: ({ outcome }) => outcome === 'returned',
      said: words('khi trả lại', 'to return it'),
      words: words('Xin nêu lý do trả lại.', 'Please say why it is returned.'),
    },
  ],
  subject: ({ id }) => `application:${id}`,
  async run(context, input) {
    const { record, state } = await lockForAction(
      context,
      input,
      input.outcome === 'checked' ? 'check' : 'return',
    )
    return applyTransition(context, record, state, {
      findings: JSON.stringify(await findingsOf(context.db, record)),
      checkNote: input.note ?? null,
    })
  },
})

/** @throws Problem 422 for more than was asked for */
function withinRequest(amount: bigint, application: { requested: bigint } | undefined): void {
  if (application === undefined || amount <= application.requested) return
  throw invalidField('amount', {
    vi: `Không được vượt số tiền đề nghị ${formatDong(application.requested, 'vi')} đồng.`,
    en: `Not above the requested ${formatDong(application.requested, 'en')} đồng.`,
  })
}

/** Proposes an amount and freezes findings, rank and reason as they were seen. */
export const appraiseApplication = command({
  name: 'applications.appraise',
  summary: words('Thẩm định hồ sơ', 'Appraise an application'),
  route: 'POST /applications/{id}/appraisal',
  input: z.object({ id: id(), version: whole(1), amount: dong(1n), note: longText(5000) }),
  output: Changed,
  may: ['coordinator'],
  rules: [
    {
      of: ['id', 'amount'],
      check: async (input, context) => withinRequest(input.amount, await seenOf(context, input.id)),
    },
  ],
  subject: ({ id }) => `application:${id}`,
  async run(context, input) {
    const { db } = context
    const { record, state } = await lockForAction(context, input, 'appraise')
    withinRequest(input.amount, record)
    const criteria = await criteriaOfPlan(db, record.planId)
    const line = rankAll(await contendersOf(db, record.planId, record.year), criteria)
    const place = line.find(({ contender }) => contender.id === record.id)
    if (place === undefined) throw new Error(`Application ${record.id} stands in no line`)
    return applyTransition(context, record, state, {
      findings: JSON.stringify(await findingsOf(db, record)),
      appraisedAmount: input.amount,
      appraisalNote: input.note,
      appraisalRank: place.rank,
      appraisalReason: JSON.stringify({ ...place.reason, of: place.of }),
      // A decision to wait ends with a new appraisal.
      decisionReason: null,
      decisionNumber: null,
      decidedOn: null,
      decisionFileId: null,
    })
  },
})

/**
 * Decides an application. Accepting commits its money and opens its support turn in the same
 * transaction: all of it or nothing.
 * @throws Problem 409 when a condition fails or the year's allocation does not reach
 */
export const decideApplication = command({
  name: 'applications.decide',
  summary: words('Quyết định hồ sơ', 'Decide an application'),
  route: 'POST /applications/{id}/decision',
  input: z.object({
    id: id(),
    version: whole(1),
    outcome: choice(['accept', 'refuse', 'wait']),
    reason: longText(5000),
    decisionNumber: optionalText(100),
    decidedOn: day(),
    decisionFileId: optionalId(),
  }),
  output: Changed.extend({ turnId: z.int().nullable() }),
  may: ['coordinator', 'leader'],
  needs: [
    {
      field: 'decisionNumber',
      of: ['outcome'],
      when: ({ outcome }) => outcome === 'accept',
      said: words('khi hỗ trợ', 'to accept it'),
      words: words('Xin ghi số quyết định.', 'Please give the number of the decision.'),
    },
  ],
  rules: [
    {
      of: ['id', 'decidedOn'],
      judge: async ({ id: applicationId, decidedOn }, context) => {
        const seen = await seenOf(context, applicationId)
        if (seen === undefined || (decidedOn <= context.today && decidedOn >= seen.filedOn)) return null
        return {
          field: 'decidedOn',
          words: {
            vi: `Ngày quyết định phải từ ngày nộp ${formatDate(seen.filedOn)} đến hôm nay.`,
            en: `The day must lie between the filing on ${formatDate(seen.filedOn)} and today.`,
          },
        }
      },
    },
  ],
  subject: ({ id }) => `application:${id}`,
  async run(context, input) {
    const { db } = context
    const { record, state } = await lockForAction(context, input, input.outcome)
    await holdApart(
      context,
      decidedApart.control,
      { subject: `application:${input.id}`, commands: decidedApart.commands },
      words('Bạn đã kiểm tra hoặc thẩm định hồ sơ này', 'You checked or appraised this application'),
    )
    if (input.decisionFileId !== undefined)
      await evidenceOf(context, input.decisionFileId, record.enterpriseId)
    const accepting = input.outcome === 'accept'
    // Two applications of one enterprise for one content, in two years, must not both find that none was supported.
    if (accepting) {
      await db
        .selectFrom('enterprise')
        .select('id')
        .where('id', '=', record.enterpriseId)
        .forNoKeyUpdate()
        .execute()
    }
    const now = await findingsOf(db, record)
    const turnId = accepting ? await accept(context, record, input, isEligible(now)) : null
    const changed = await applyTransition(context, record, state, {
      findings: JSON.stringify(now),
      decisionNumber: input.decisionNumber ?? null,
      decidedOn: input.decidedOn,
      decisionReason: input.reason,
      decisionFileId: input.decisionFileId ?? null,
    })
    return { ...changed, turnId }
  },
})

/** Takes an application back before it is accepted or refused. */
export const withdrawApplication = command({
  name: 'applications.withdraw',
  summary: words('Rút hồ sơ', 'Withdraw an application'),
  route: 'POST /applications/{id}/withdrawal',
  input: z.object({ id: id(), version: whole(1), reason: longText(2000) }),
  output: Changed,
  may: ['coordinator', 'enterprise'],
  subject: ({ id }) => `application:${id}`,
  async run(context, input) {
    const { record, state } = await lockForAction(context, input, 'withdraw')
    return applyTransition(context, record, state, {
      decisionReason: input.reason,
      decisionNumber: null,
      decidedOn: null,
      decisionFileId: null,
    })
  },
})

async function accept(
  context: Context,
  record: ApplicationRecord,
  input: { decisionNumber?: string | undefined; decidedOn: string; decisionFileId?: number | undefined },
  eligible: boolean,
): Promise<number> {
  const { decisionNumber, decidedOn } = input
  if (decisionNumber === undefined) throw new Error('An acceptance needs the number of its decision')
  const amount = record.appraisedAmount
  if (amount === null) throw new Error(`Application ${record.id} was appraised without an amount`)
  if (!eligible) {
    throw conflict('applications.notEligible', {
      vi: 'Hồ sơ có điều kiện không đạt nên không thể quyết định hỗ trợ; xin xem phần các điều kiện.',
      en: 'A condition is not met, so it cannot be accepted; see the conditions.',
    })
  }
  const { lineCode, sourceKey } = supportMoney(record)
  const commitmentId = await commitMoney(context, {
    planId: record.planId,
    year: record.year,
    lineCode,
    sourceKey,
    amount,
    notEnough: (free) =>
      conflict(
        'applications.overAllocation',
        words(
          `Kinh phí năm ${record.year} mục ${lineCode} còn ${formatDong(free, 'vi')} đồng, không đủ ${formatDong(amount, 'vi')} đồng. Có thể cho hồ sơ chờ kinh phí.`,
          `Line ${lineCode} of ${record.year} has ${formatDong(free, 'en')} đồng left, less than ${formatDong(amount, 'en')} đồng. The application can wait.`,
        ),
        'outcome',
      ),
    purpose: `Hỗ trợ ${record.enterpriseName}: ${record.contentName}`,
    documentNumber: decisionNumber,
    documentDate: decidedOn,
    enterpriseId: record.enterpriseId,
  })
  return openTurn(context, {
    planId: record.planId,
    applicationId: record.id,
    enterpriseId: record.enterpriseId,
    contentId: record.contentId,
    commitmentId,
    year: record.year,
    decidedOn,
    decisionNumber,
    decisionFileId: input.decisionFileId ?? null,
  })
}

const noEnterprise = () => notFound(words('doanh nghiệp', 'Enterprise'))
