import { z } from 'zod'
import { votesBy } from '../councils/index.ts'
import { lineOfPlan } from '../plan/index.ts'
import { id, longText, whole } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { inOrder } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound, staleRecord } from '../platform/problem.ts'
import { callFields, callStates } from './fields.ts'

/* Calls for nominations: drawn up, published, cancelled; open by their days. */

explainConstraint('commendation_call_plan_id_fkey', () =>
  invalidField('planId', words('Không có kế hoạch này.', 'There is no such plan.')),
)
explainConstraint('commendation_call_appraisal_rule_id_fkey', () =>
  invalidField('appraisalRuleId', words('Không có quy chế này.', 'There is no such rule.')),
)
explainConstraint('commendation_call_score_sheet_id_fkey', () =>
  invalidField('scoreSheetId', words('Không có phiếu điểm này.', 'There is no such sheet.')),
)

const Changed = z.object({ id: z.int(), state: callStates.schema, version: z.int() })
const subject = ({ id }: { readonly id: number }) => `commendation_call:${id}`
export const noCall = () => notFound(words('đợt đề nghị khen thưởng', 'Call for nominations'))

const forSomebody: Rule<{ readonly forGroups: boolean; readonly forPersons: boolean }> = {
  of: ['forGroups', 'forPersons'],
  judge: ({ forGroups, forPersons }) =>
    forGroups || forPersons
      ? null
      : {
          field: 'forGroups',
          words: words('Xin chọn tập thể hoặc cá nhân.', 'Choose groups or persons.'),
        },
}

const bySomebody: Rule<{
  readonly byAgencies: boolean
  readonly byAssociations: boolean
  readonly byEnterprises: boolean
}> = {
  of: ['byAgencies', 'byAssociations', 'byEnterprises'],
  judge: ({ byAgencies, byAssociations, byEnterprises }) =>
    byAgencies || byAssociations || byEnterprises
      ? null
      : { field: 'byAgencies', words: words('Xin chọn ai được đề nghị.', 'Choose who nominates.') },
}

const formInForce: Rule<{ readonly formId: number; readonly opensOn: string }> = {
  of: ['formId', 'opensOn'],
  judge: async ({ formId, opensOn }, { db }) => {
    const row = await db
      .selectFrom('commendationForm')
      .select('id')
      .where('id', '=', formId)
      .where('validFrom', '<=', opensOn)
      .where((eb) => eb.or([eb('validTo', 'is', null), eb('validTo', '>=', opensOn)]))
      .executeTakeFirst()
    return row === undefined
      ? {
          field: 'formId',
          words: words('Hình thức này không có hiệu lực ngày đó.', 'This form does not hold on that day.'),
        }
      : null
  },
}

/** A council that neither votes nor scores comes to no outcome; a sheet without a rule is of no council. */
const comesToSomething: Rule<{
  readonly appraisalRuleId?: number | undefined
  readonly scoreSheetId?: number | undefined
}> = {
  of: ['appraisalRuleId', 'scoreSheetId'],
  asks: {
    appraisalRuleId: words('khi có phiếu điểm', 'where there is a score sheet'),
    scoreSheetId: words('khi quy chế không bỏ phiếu', 'where the rule has no votes'),
  },
  judge: async ({ appraisalRuleId, scoreSheetId }, { db }) => {
    if (appraisalRuleId === undefined)
      return scoreSheetId === undefined
        ? null
        : {
            field: 'appraisalRuleId',
            words: words('Có phiếu điểm thì phải chọn quy chế.', 'With a sheet choose the rule.'),
          }
    if (scoreSheetId !== undefined) return null
    return !(await votesBy(db, appraisalRuleId))
      ? {
          field: 'scoreSheetId',
          words: words(
            'Quy chế này không bỏ phiếu: xin chọn mẫu phiếu điểm.',
            'This rule has no votes: please choose a score sheet.',
          ),
        }
      : null
  },
}

const rules = [
  forSomebody,
  bySomebody,
  formInForce,
  lineOfPlan,
  comesToSomething,
  inOrder('opensOn', 'closesOn', words('Không thể đóng trước khi mở.', 'It cannot close before it opens.')),
]

/** Draws up a call for nominations. */
export const createCall = command({
  name: 'commendations.createCall',
  summary: words('Soạn đợt đề nghị khen thưởng', 'Draw up a call for nominations'),
  route: 'POST /commendation-calls',
  input: z.object(callFields.input),
  output: Changed,
  may: ['coordinator'],
  rules,
  subject: (_input, output) => subject(output),
  async run(context, input) {
    if (input.fileId !== undefined) await evidence(context, input.fileId)
    const row = await context.db
      .insertInto('commendationCall')
      .values({ ...callFields.values(input), begunOn: context.today })
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
    return { ...row, state: 'draft' as const }
  },
})

/** @param from the states in which it may be acted on */
async function lockCall(
  { db }: Context,
  callId: number,
  version: number,
  from: readonly (typeof callStates.keys)[number][],
) {
  const row = await db
    .selectFrom('commendationCall')
    .selectAll()
    .where('id', '=', callId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noCall()
  if (row.version !== version) throw staleRecord()
  if (!from.includes(row.state)) {
    const is = callStates.wordsOf(row.state)
    throw conflict('commendations.callState', words(`Đợt này: ${is.vi}.`, `This call: ${is.en}.`))
  }
  return row
}

/** Changes a call that was not published. */
export const editCall = command({
  name: 'commendations.editCall',
  summary: words('Sửa đợt đề nghị khen thưởng', 'Edit a call for nominations'),
  route: 'PUT /commendation-calls/{id}',
  input: z.object({ id: id(), version: whole(1), ...callFields.input }),
  output: Changed,
  may: ['coordinator'],
  rules,
  subject,
  async run(context, { id: callId, version, ...input }) {
    const row = await lockCall(context, callId, version, ['draft'])
    if (input.fileId !== undefined) await evidence(context, input.fileId)
    await context.db
      .updateTable('commendationCall')
      .set({
        ...callFields.values(input),
        fileId: input.fileId ?? row.fileId,
        version: version + 1,
      })
      .where('id', '=', callId)
      .execute()
    return { id: callId, state: 'draft' as const, version: version + 1 }
  },
})

/** Publishes a call: whoever may nominate in it is told. */
export const openCall = command({
  name: 'commendations.openCall',
  summary: words('Thông báo đợt đề nghị khen thưởng', 'Publish a call for nominations'),
  route: 'POST /commendation-calls/{id}/opening',
  input: z.object({ id: id(), version: whole(1) }),
  output: Changed,
  may: ['coordinator'],
  subject,
  async run(context, { id: callId, version }) {
    const { db, today } = context
    const row = await lockCall(context, callId, version, ['draft'])
    if (row.closesOn < today)
      throw conflict(
        'commendations.callOver',
        words('Hạn nhận đề nghị đã qua: xin sửa ngày.', 'Its last day is over: change the days.'),
      )
    await db
      .updateTable('commendationCall')
      .set({ state: 'open', openedOn: today, version: version + 1 })
      .where('id', '=', callId)
      .execute()
    return { id: callId, state: 'open' as const, version: version + 1 }
  },
})

/** Cancels a call for which nobody is on a list yet. */
export const cancelCall = command({
  name: 'commendations.cancelCall',
  summary: words('Hủy đợt đề nghị khen thưởng', 'Cancel a call for nominations'),
  route: 'POST /commendation-calls/{id}/cancelling',
  input: z.object({ id: id(), version: whole(1), reason: longText(2000) }),
  output: Changed,
  may: ['coordinator'],
  subject,
  async run(context, { id: callId, version, reason }) {
    const { db } = context
    await lockCall(context, callId, version, ['draft', 'open'])
    const standing = await db
      .selectFrom('nomination')
      .select('id')
      .where('callId', '=', callId)
      .where('state', 'not in', ['draft', 'withdrawn'])
      .limit(1)
      .executeTakeFirst()
    if (standing !== undefined)
      throw conflict(
        'commendations.callUsed',
        words('Đợt này đã có đề nghị được gửi.', 'Nominations were submitted in this call.'),
      )
    await db
      .updateTable('nomination')
      .set(({ eb }) => ({
        state: 'withdrawn',
        reason: 'Đợt đề nghị bị hủy.',
        movedOn: context.today,
        version: eb('version', '+', 1),
      }))
      .where('callId', '=', callId)
      .where('state', '=', 'draft')
      .execute()
    await db
      .updateTable('commendationCall')
      .set({ state: 'cancelled', reason, version: version + 1 })
      .where('id', '=', callId)
      .execute()
    return { id: callId, state: 'cancelled' as const, version: version + 1 }
  },
})
