import { z } from 'zod'
import { lastYearOf, plansOf } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { yearOf } from '../platform/dates.ts'
import { id, optionalId, whole } from '../platform/fields.ts'
import { inOrder } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound, staleRecord } from '../platform/problem.ts'
import { callFields, contentFields, needed, paperFields } from './fields.ts'
import { isOpenToChange } from './rules.ts'

/* A call while it is drawn up: its words and days, the contents that it is for, the papers that it asks for. */

explainConstraint('call_content_once', () =>
  invalidField(
    'contentId',
    words('Đợt kêu gọi đã có nội dung này.', 'The call is for this content already.'),
  ),
)
explainConstraint('call_unit_id_fkey', () =>
  invalidField('unitId', words('Không có địa bàn này.', 'There is no such unit.')),
)
explainConstraint('call_appraisal_rule_id_fkey', () =>
  invalidField('appraisalRuleId', words('Không có quy chế này.', 'There is no such rule.')),
)
explainConstraint('call_score_sheet_id_fkey', () =>
  invalidField('scoreSheetId', words('Không có phiếu điểm này.', 'There is no such sheet.')),
)
explainConstraint('call_paper_content_id_fkey', () =>
  invalidField('contentId', words('Không có nội dung này.', 'There is no such content.')),
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
    const vote = await db
      .selectFrom('appraisalRuleVote')
      .select('id')
      .where('ruleId', '=', appraisalRuleId)
      .limit(1)
      .executeTakeFirst()
    if (vote !== undefined) return null
    return {
      field: 'scoreSheetId',
      words: words(
        'Quy chế này không bỏ phiếu: xin chọn mẫu phiếu điểm.',
        'This rule has no votes: please choose a score sheet.',
      ),
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
  rules: [inTime, ofPlan, comesToSomething],
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
async function lockOpen(db: Db, callId: number, version?: number) {
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
  rules: [inTime, ofPlan, comesToSomething],
  subject: ({ id }) => `call:${id}`,
  async run({ db }, { id: callId, version, ...input }) {
    return touch(db, await lockOpen(db, callId, version), appraisedAs(callFields.values(input)))
  },
})

/** Adds a content that a call is for. */
export const addCallContent = command({
  name: 'calls.addContent',
  summary: words('Thêm nội dung vào đợt kêu gọi', 'Add a content to a call'),
  route: 'POST /calls/{id}/contents',
  input: z.object({ id: id(), ...contentFields.input }),
  output: Changed,
  may: ['coordinator'],
  rules: [
    {
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
          words: words(
            'Xin chọn một nội dung đang được hỗ trợ.',
            'Please choose a content that is supported.',
          ),
        }
      },
    },
  ],
  subject: ({ id }) => `call:${id}`,
  async run({ db }, { id: callId, ...input }) {
    const call = await lockOpen(db, callId)
    await db
      .insertInto('callContent')
      .values({ callId, ...contentFields.values(input) })
      .execute()
    return touch(db, call)
  },
})

/** Takes a content out of a call. */
export const removeCallContent = command({
  name: 'calls.removeContent',
  summary: words('Bỏ nội dung khỏi đợt kêu gọi', 'Take a content out of a call'),
  route: 'DELETE /calls/{id}/contents/{content}',
  input: z.object({ id: id(), content: id() }),
  output: Changed,
  may: ['coordinator'],
  subject: ({ id }) => `call:${id}`,
  async run({ db }, { id: callId, content }) {
    const call = await lockOpen(db, callId)
    const gone = await db
      .deleteFrom('callContent')
      .where('id', '=', content)
      .where('callId', '=', callId)
      .returning('id')
      .executeTakeFirst()
    if (gone === undefined) throw notFound(words('nội dung của đợt', 'Content of the call'))
    return touch(db, call)
  },
})

/** Adds a paper that a call asks for. */
export const addCallPaper = command({
  name: 'calls.addPaper',
  summary: words('Thêm giấy tờ phải nộp', 'Add a paper that is asked for'),
  route: 'POST /calls/{id}/papers',
  input: z.object({ id: id(), ...paperFields.input, ...needed }),
  output: Changed,
  may: ['coordinator'],
  subject: ({ id }) => `call:${id}`,
  async run({ db }, { id: callId, required, ...input }) {
    const call = await lockOpen(db, callId)
    await db
      .insertInto('callPaper')
      .values({ callId, required, ...paperFields.values(input) })
      .execute()
    return touch(db, call)
  },
})

/** Takes a paper out of what a call asks for. */
export const removeCallPaper = command({
  name: 'calls.removePaper',
  summary: words('Bỏ giấy tờ phải nộp', 'Take out a paper that is asked for'),
  route: 'DELETE /calls/{id}/papers/{paper}',
  input: z.object({ id: id(), paper: id() }),
  output: Changed,
  may: ['coordinator'],
  subject: ({ id }) => `call:${id}`,
  async run({ db }, { id: callId, paper }) {
    const call = await lockOpen(db, callId)
    const gone = await db
      .deleteFrom('callPaper')
      .where('id', '=', paper)
      .where('callId', '=', callId)
      .returning('id')
      .executeTakeFirst()
    if (gone === undefined) throw notFound(words('giấy tờ này', 'Paper of the application'))
    return touch(db, call)
  },
})
