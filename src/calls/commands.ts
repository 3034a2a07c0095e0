import { z } from 'zod'
import { votesBy } from '../councils/index.ts'
import { lastYearOf, plansOf } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { yearOf } from '../platform/dates.ts'
import { id, optionalId, whole } from '../platform/fields.ts'
import { inOrder } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound, staleRecord } from '../platform/problem.ts'
import { takesTurns } from '../science-tasks/index.ts'
import { callFields } from './fields.ts'
import { isOpenToChange } from './rules.ts'

/* A call while it is drawn up: its words and days; what it consists of is in `parts.ts`. */

explainConstraint('call_unit_id_fkey', () =>
  invalidField('unitId', words('Không có địa bàn này.', 'There is no such unit.')),
)
explainConstraint('call_appraisal_rule_id_fkey', () =>
  invalidField('appraisalRuleId', words('Không có quy chế này.', 'There is no such rule.')),
)
explainConstraint('call_score_sheet_id_fkey', () =>
  invalidField('scoreSheetId', words('Không có phiếu điểm này.', 'There is no such sheet.')),
)
explainConstraint('call_task_id_fkey', () =>
  invalidField('taskId', words('Không có nhiệm vụ này.', 'There is no such task.')),
)
export const Changed = z.object({ id: z.int(), version: z.int() })
export const noCall = () => notFound(words('đợt kêu gọi', 'Call for applications'))

const inTime = inOrder(
  'opensOn',
  'closesOn',
  words('Ngày đóng không thể trước ngày mở.', 'It cannot close before it opens.'),
)

const ofPlan: Rule<{ readonly planId: number; readonly year: number }> = {
  of: ['planId', 'year'],
  judge: async ({ planId, year }, { db, today }) => {
    const [plan] = await plansOf(db, [planId])
    if (plan === undefined)
      return { field: 'planId', words: words('Không có kế hoạch này.', 'There is no such plan.') }
    const last = lastYearOf(plan, yearOf(today))
    if (year >= plan.firstYear && year <= last) return null
    return {
      field: 'year',
      words: words(
        `Kế hoạch ${plan.number} nhận hồ sơ cho các năm từ ${plan.firstYear} đến ${last}.`,
        `Plan ${plan.number} takes applications for ${plan.firstYear} to ${last}.`,
      ),
    }
  },
}

interface ByCouncil {
  readonly appraisedBy?: string | undefined
  readonly appraisalRuleId?: number | undefined
  readonly scoreSheetId?: number | undefined
}

const ruleNeeded = {
  field: 'appraisalRuleId' as const,
  of: ['appraisedBy' as const],
  when: ({ appraisedBy }: ByCouncil) => appraisedBy === 'council',
  said: words('khi hội đồng thẩm định', 'where a council appraises'),
  words: words('Xin chọn quy chế hội đồng.', 'Please choose the rule of councils.'),
}

/** A council that neither votes nor scores comes to no outcome. */
const comesToSomething: Rule<ByCouncil> = {
  of: ['appraisedBy', 'appraisalRuleId', 'scoreSheetId'],
  judge: async ({ appraisedBy, appraisalRuleId, scoreSheetId }, { db }) => {
    if (appraisedBy !== 'council' || appraisalRuleId === undefined || scoreSheetId !== undefined) return null
    if (await votesBy(db, appraisalRuleId)) return null
    return {
      field: 'scoreSheetId',
      words: words(
        'Quy chế này không bỏ phiếu: xin chọn mẫu phiếu điểm.',
        'This rule has no votes: please choose a score sheet.',
      ),
    }
  },
}

const feedsTask: Rule<{ readonly planId: number; readonly taskId?: number | undefined }> = {
  of: ['planId', 'taskId'],
  judge: async ({ planId, taskId }, { db }) => {
    if (taskId === undefined) return null
    const task = await db
      .selectFrom('scienceTask')
      .select(['planId', 'state'])
      .where('id', '=', taskId)
      .executeTakeFirst()
    if (task === undefined || !takesTurns(task.state))
      return {
        field: 'taskId',
        words: words(
          'Xin chọn một nhiệm vụ đã phê duyệt, chưa kết thúc.',
          'Please choose a task that is approved and has not ended.',
        ),
      }
    return task.planId === planId
      ? null
      : {
          field: 'taskId',
          words: words('Nhiệm vụ thuộc kế hoạch khác.', 'The task is of another plan.'),
        }
  },
}

/** Rule and sheet are of a council alone. */
const appraisedAs = <
  V extends { appraisedBy: string; appraisalRuleId: number | null; scoreSheetId: number | null },
>(
  values: V,
): V => (values.appraisedBy === 'council' ? values : { ...values, appraisalRuleId: null, scoreSheetId: null })

/** Begins a call, on request with the contents and papers of an earlier one. */
export const createCall = command({
  name: 'calls.create',
  summary: words('Soạn đợt kêu gọi hồ sơ', 'Draw up a call for applications'),
  route: 'POST /calls',
  input: z.object({
    ...callFields.input,
    /** A call whose contents and papers are taken over; left out: it begins empty. */
    fromCallId: optionalId(),
  }),
  output: Changed,
  may: ['coordinator'],
  needs: [ruleNeeded],
  rules: [inTime, ofPlan, feedsTask, comesToSomething],
  subject: (_input, output) => `call:${output.id}`,
  async run({ db, today }, { fromCallId, ...input }) {
    const call = await db
      .insertInto('call')
      .values({ ...appraisedAs(callFields.values(input)), begunOn: today })
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
    if (fromCallId !== undefined) await copyOf(db, fromCallId, call.id)
    return call
  },
})

/** Copies what another call asks for. @throws Problem 422 when there is no such call */
async function copyOf(db: Db, fromCallId: number, callId: number): Promise<void> {
  const there = await db.selectFrom('call').select('id').where('id', '=', fromCallId).executeTakeFirst()
  if (there === undefined)
    throw invalidField('fromCallId', words('Không có đợt kêu gọi này.', 'There is no such call.'))
  await db
    .insertInto('callContent')
    .columns(['callId', 'contentId', 'places', 'money'])
    .expression((eb) =>
      eb
        .selectFrom('callContent')
        .select((of) => [of.val(callId).as('callId'), 'contentId', 'places', 'money'])
        .where('callId', '=', fromCallId)
        .orderBy('id'),
    )
    .execute()
  await db
    .insertInto('callPaper')
    .columns(['callId', 'name', 'contentId', 'sizeClass', 'legalForm', 'required', 'hint'])
    .expression((eb) =>
      eb
        .selectFrom('callPaper')
        .select((of) => [
          of.val(callId).as('callId'),
          ...(['name', 'contentId', 'sizeClass', 'legalForm', 'required', 'hint'] as const),
        ])
        .where('callId', '=', fromCallId)
        .orderBy('id'),
    )
    .execute()
}

/** A call under lock. @param version as it was read; undefined: the present one */
export async function lockCall(db: Db, callId: number, version?: number) {
  const row = await db.selectFrom('call').selectAll().where('id', '=', callId).forUpdate().executeTakeFirst()
  if (row === undefined) throw noCall()
  if (version !== undefined && row.version !== version) throw staleRecord()
  return row
}

/** The same, of one that may be changed. @throws Problem 409 for one that was sent or approved */
export async function lockOpen(db: Db, callId: number, version?: number) {
  const row = await lockCall(db, callId, version)
  if (!isOpenToChange(row.state))
    throw conflict(
      'calls.notOpen',
      words(
        'Đợt kêu gọi đã trình hoặc đã phê duyệt nên không sửa được.',
        'The call was sent or approved, so it is not changed any more.',
      ),
    )
  return row
}

/** Counts a change of a call. */
export const touch = (db: Db, row: { readonly id: number; readonly version: number }, set: object = {}) =>
  db
    .updateTable('call')
    .set({ ...set, version: row.version + 1 })
    .where('id', '=', row.id)
    .returning(['id', 'version'])
    .executeTakeFirstOrThrow()

/** Corrects the words and days of a call that was not approved yet. */
export const editCall = command({
  name: 'calls.edit',
  summary: words('Sửa đợt kêu gọi', 'Edit a call'),
  route: 'PUT /calls/{id}',
  input: z.object({ id: id(), version: whole(1), ...callFields.input }),
  output: Changed,
  may: ['coordinator'],
  needs: [ruleNeeded],
  rules: [inTime, ofPlan, feedsTask, comesToSomething],
  subject: ({ id }) => `call:${id}`,
  async run({ db }, { id: callId, version, ...input }) {
    const call = await lockOpen(db, callId, version)
    // contents named those of the other task: they are chosen anew
    if (call.taskId !== null && call.taskId !== (input.taskId ?? null))
      await db.updateTable('callContent').set({ taskContentId: null }).where('callId', '=', callId).execute()
    return touch(db, call, appraisedAs(callFields.values(input)))
  },
})
