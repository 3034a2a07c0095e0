import { z } from 'zod'
import { addWorkingDays, readHolidays } from '../calendar/index.ts'
import { holdApart } from '../controls/index.ts'
import { plansOf, setRowOfPlan } from '../plan/index.ts'
import { signedIn } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { addDays, formatDate } from '../platform/dates.ts'
import { choice, flag, id, longText, optionalId, text, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command, query } from '../platform/operation.ts'
import { conflict, explainConstraint, notFound } from '../platform/problem.ts'
import { states } from '../platform/states.ts'
import { evidenceOf } from '../support/index.ts'
import { readApplication } from './application-row.ts'
import { answeredApart } from './controls.ts'
import { applyTransition, Changed, lockForAction } from './transitions.ts'

/* An enterprise objects to the decision on its application; somebody else than who decided answers. */

explainConstraint('application_objection_open', () =>
  conflict(
    'applications.objected',
    words('Đã có kiến nghị đang chờ trả lời.', 'An objection waits for its answer already.'),
  ),
)

export const objectionStates = states({
  open: { vi: 'Chờ trả lời', en: 'Waits for its answer', tone: 'warning' },
  upheld: { vi: 'Chấp nhận, xét lại hồ sơ', en: 'Upheld, judged anew', tone: 'success' },
  rejected: { vi: 'Không chấp nhận kiến nghị', en: 'Not upheld', tone: 'error' },
  withdrawn: words('Đã rút', 'Withdrawn'),
})

/** Until when one may object to a decision, and which document says so; null: no limit was entered. */
export async function objectionUntil(
  db: Db,
  { planId, decidedOn }: { readonly planId: number; readonly decidedOn: string | null },
): Promise<{ day: string; source: string } | null> {
  const limit = await db
    .selectFrom('objectionLimit')
    .selectAll()
    .where('planId', '=', planId)
    .executeTakeFirst()
  if (limit === undefined || decidedOn === null) return null
  const day = limit.working
    ? addWorkingDays(decidedOn, limit.days, await readHolidays(db))
    : addDays(decidedOn, limit.days)
  return { day, source: limit.source }
}

/** Whether there is something to object to: a refusal, the waiting list, or less than what was asked for. Pure. */
export const mayObject = (of: {
  readonly state: string
  readonly requested: bigint
  readonly appraisedAmount: bigint | null
}) =>
  of.state === 'refused' ||
  of.state === 'waiting' ||
  (of.state === 'accepted' && of.appraisedAmount !== null && of.appraisedAmount < of.requested)

/** Objects to a refusal, to being put on the waiting list, or to an amount that was cut. */
export const objectToDecision = command({
  name: 'applications.object',
  summary: words('Kiến nghị về quyết định', 'Object to a decision'),
  route: 'POST /applications/{id}/objections',
  input: z.object({ id: id(), text: longText(5000), fileId: optionalId() }),
  output: Changed,
  may: ['coordinator', 'enterprise'],
  subject: ({ id }) => `application:${id}`,
  async run(context, { id: applicationId, text: said, fileId }) {
    const { db, actor, today } = context
    const record = await readApplication(db, actor, applicationId, true)
    if (!mayObject(record))
      throw conflict(
        'applications.notRefused',
        words(
          'Chỉ kiến nghị khi hồ sơ không được hỗ trợ, phải chờ kinh phí hoặc được hỗ trợ ít hơn mức đề nghị.',
          'One objects to a refusal, to the waiting list, or to less than what was asked for.',
        ),
      )
    const until = await objectionUntil(db, record)
    if (until !== null && today > until.day)
      throw conflict(
        'applications.objectionLate',
        words(
          `Thời hạn kiến nghị đã hết ngày ${formatDate(until.day)} (${until.source}).`,
          `One could object until ${formatDate(until.day)} (${until.source}).`,
        ),
      )
    if (fileId !== undefined) await evidenceOf(context, fileId, record.enterpriseId)
    await db
      .insertInto('applicationObjection')
      .values({ applicationId, text: said, fileId: fileId ?? null, filedOn: today })
      .execute()
    return { id: applicationId, state: record.state }
  },
})

/** The objection that waits for its answer. @throws Problem 404 where none does */
async function lockOpenObjection(db: Db, applicationId: number): Promise<number> {
  const row = await db
    .selectFrom('applicationObjection')
    .select('id')
    .where('applicationId', '=', applicationId)
    .where('state', '=', 'open')
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw notFound(words('kiến nghị đang chờ', 'Objection that waits'))
  return row.id
}

/** Answers an objection. Upheld: the application goes back to its appraisal; what was decided stays in its story. */
export const answerObjection = command({
  name: 'applications.answerObjection',
  summary: words('Trả lời kiến nghị', 'Answer an objection'),
  route: 'POST /applications/{id}/objection-answer',
  input: z.object({
    id: id(),
    version: whole(1),
    outcome: choice(['upheld', 'rejected']),
    answer: longText(5000),
  }),
  output: Changed,
  may: ['coordinator', 'leader'],
  subject: ({ id }) => `application:${id}`,
  async run(context, { id: applicationId, version, outcome, answer }) {
    const { db, actor, today } = context
    await holdApart(context, answeredApart, applicationId)
    const objection = await lockOpenObjection(db, applicationId)
    await db
      .updateTable('applicationObjection')
      .set({ state: outcome, answer, answeredOn: today })
      .where('id', '=', objection)
      .execute()
    if (outcome === 'rejected') {
      const { state } = await readApplication(db, actor, applicationId, false)
      return { id: applicationId, state }
    }
    const { record, state } = await lockForAction(context, { id: applicationId, version }, 'reopen')
    if (record.state === 'accepted') await turnIsCancelled(db, applicationId)
    return applyTransition(context, record, state, {
      endedOn: null,
      ...{ decisionReason: null, decisionNumber: null, decidedOn: null, decisionFileId: null },
    })
  },
})

/** What was granted is given back by cancelling its turn, with the document that says so; only then is the amount judged anew. */
async function turnIsCancelled(db: Db, applicationId: number): Promise<void> {
  const turn = await db
    .selectFrom('supportTurn')
    .select('id')
    .where('applicationId', '=', applicationId)
    .where('state', '<>', 'cancelled')
    .executeTakeFirst()
  if (turn === undefined) return
  throw conflict(
    'applications.turnStands',
    words(
      `Xin hủy lượt hỗ trợ số ${turn.id} trước (kinh phí đã cam kết được trả lại), rồi chấp nhận kiến nghị để thẩm định lại.`,
      `Please cancel support turn ${turn.id} first (the money committed goes back), then uphold the objection to judge it anew.`,
    ),
  )
}

/** Takes an objection back. */
export const withdrawObjection = command({
  name: 'applications.withdrawObjection',
  summary: words('Rút kiến nghị', 'Withdraw an objection'),
  route: 'POST /applications/{id}/objection-withdrawal',
  input: z.object({ id: id() }),
  output: Changed,
  may: ['coordinator', 'enterprise'],
  subject: ({ id }) => `application:${id}`,
  async run({ db, actor, today }, { id: applicationId }) {
    const record = await readApplication(db, actor, applicationId, true)
    const objection = await lockOpenObjection(db, applicationId)
    await db
      .updateTable('applicationObjection')
      .set({ state: 'withdrawn', answeredOn: today })
      .where('id', '=', objection)
      .execute()
    return { id: applicationId, state: record.state }
  },
})

export const ObjectionRow = z.object({
  id: z.int(),
  text: z.string(),
  file: z.object({ id: z.int(), name: z.string() }).nullable(),
  filedOn: z.iso.date(),
  state: objectionStates.schema,
  answer: z.string().nullable(),
  answeredOn: z.iso.date().nullable(),
})

/** The objections to the decisions on an application, the last first. */
export async function objectionsTo(db: Db, applicationId: number): Promise<z.infer<typeof ObjectionRow>[]> {
  const rows = await db
    .selectFrom('applicationObjection as o')
    .leftJoin('file as f', 'f.id', 'o.fileId')
    .select([
      'o.id',
      'o.text',
      'o.filedOn',
      'o.state',
      'o.answer',
      'o.answeredOn',
      'f.id as fileId',
      'f.name as fileName',
    ])
    .where('o.applicationId', '=', applicationId)
    .orderBy('o.id', 'desc')
    .execute()
  return rows.map(({ fileId, fileName, ...row }) => ({
    ...row,
    file: fileId === null ? null : { id: fileId, name: fileName ?? '' },
  }))
}

/** Until when one may object under each plan. */
export const listObjectionLimits = query({
  name: 'applications.objectionLimits',
  summary: words('Thời hạn kiến nghị', 'Until when one may object'),
  route: 'GET /objection-limits',
  input: z.object({}),
  output: z.array(
    z.object({
      planId: z.int(),
      plan: z.string(),
      /** null: not entered. */
      days: z.int().nullable(),
      working: z.boolean(),
      source: z.string().nullable(),
      version: z.int(),
    }),
  ),
  may: signedIn,
  async run({ db }) {
    const limits = await db.selectFrom('objectionLimit').selectAll().execute()
    return (await plansOf(db, null)).map(({ id: planId, number }) => {
      const limit = limits.find((one) => one.planId === planId)
      return {
        ...{ planId, plan: number, days: limit?.days ?? null, working: limit?.working ?? false },
        ...{ source: limit?.source ?? null, version: limit?.version ?? 0 },
      }
    })
  },
})

/** Records until when one may object under a plan, with the document that says so. */
export const setObjectionLimit = command({
  name: 'applications.setObjectionLimit',
  summary: words('Ghi thời hạn kiến nghị', 'Record until when one may object'),
  route: 'PUT /plans/{planId}/objection-limit',
  input: z.object({
    planId: id(),
    version: whole(),
    days: whole(1, 3660),
    working: flag(),
    source: text(300),
  }),
  output: z.object({ planId: z.int(), version: z.int() }),
  may: ['coordinator'],
  subject: ({ planId }) => `plan:${planId}`,
  run: ({ db }, input) => setRowOfPlan(db, 'objectionLimit', input),
})
