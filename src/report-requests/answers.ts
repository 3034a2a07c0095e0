import { sql } from 'kysely'
import { z } from 'zod'
import { type Apart, holdApart } from '../controls/index.ts'
import { withdrawValue } from '../indicators/index.ts'
import type { Db } from '../platform/database.ts'
import { id, longText, optionalLongText, text, whole } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { toJson } from '../platform/json.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, forbidden, notFound, refuse, staleRecord } from '../platform/problem.ts'
import { reopenByRequest, settleByRequest } from '../standing-duties/index.ts'
import { type CellInput, cellInput, cellsOf, mostCells, readCells, writeCells } from './cells.ts'
import { questionsOf } from './forms.ts'
import { knownOf } from './known.ts'
import { noScans, requestClosed } from './requests.ts'
import { faultsOf, writtenStates } from './rules.ts'
import { isOwn, reporters, writesFor } from './sight.ts'
import { lapseWishes } from './wishes.ts'

/*
 * A report by its recipient: begun with what the program knows, written, approved by another person of its own house, sent; returned with
 * remarks or accepted by the office.
 */

export const AnswerChanged = z.object({ id: z.int(), version: z.int() })
export const subject = ({ id: answerId }: { readonly id: number }) => `report_answer:${answerId}`
export const noAnswer = () => notFound(words('báo cáo này', 'This report'))

/** Who writes a report neither approves nor accepts it. */
export const reportWritten: Apart = {
  control: 'report',
  record: 'report_answer',
  commands: [
    ...['reportRequests.save', 'reportRequests.attach', 'reportRequests.removeAttachment'],
    ...['reportRequests.submit', 'reportRequests.sendSigned'],
  ],
  did: words('Bạn đã điền báo cáo này', 'You filled this report in'),
}

/** The reports, each with its request and who has it on a day. */
export const answersWith = (db: Db, today: string) =>
  db
    .selectFrom('reportAnswer as x')
    .innerJoin('reportRequest as r', 'r.id', 'x.requestId')
    .selectAll('x')
    .select(['r.planId', 'r.formId', 'r.title', 'r.fromOn', 'r.toOn', 'r.dutyCode', 'r.scans'])
    .select('r.state as requestState')
    .select(carrierOf('x', today).as('carrier'))

/** A report under lock, of those that the actor writes. @throws Problem 404 to others, 409 in another state */
export async function lockAnswer(
  { db, actor, today }: Context,
  answerId: number,
  states: readonly string[],
  version?: number,
) {
  const row = await answersWith(db, today).where('x.id', '=', answerId).forUpdate('x').executeTakeFirst()
  if (row === undefined || !writesFor(actor, { ...row, agencyId: row.carrier })) throw noAnswer()
  return inState(row, states, version)
}

/** The same report. @throws Problem 409 in another state, or when somebody has changed it */
export function inState<R extends { readonly state: string; readonly version: number }>(
  row: R,
  states: readonly string[],
  version?: number,
): R {
  if (version !== undefined && row.version !== version) throw staleRecord()
  if (!states.includes(row.state))
    throw conflict(
      'reportRequests.state',
      words(
        'Báo cáo đang ở tình trạng khác nên việc này không làm được.',
        'The report is in another state, so this cannot be done.',
      ),
    )
  return row
}
export type Locked = Awaited<ReturnType<typeof lockAnswer>>

/** The agency that has a report on a day: the one that was asked, or its successor. */
export const carrierOf = (at: string, day: string) =>
  sql<number | null>`agency_on(${sql.ref(`${at}.agency_id`)}, ${day}::date)`

export const touch = (
  { db }: Pick<Context, 'db'>,
  row: { readonly id: number; readonly version: number },
  set: object = {},
) =>
  db
    .updateTable('reportAnswer')
    .set({ ...set, version: row.version + 1 })
    .where('id', '=', row.id)
    .returning(['id', 'version'])
    .executeTakeFirstOrThrow()

/** Begins a report: what the program knows is proposed, the figures as they stand today. */
export const beginReport = command({
  name: 'reportRequests.begin',
  summary: words('Bắt đầu soạn báo cáo', 'Begin a report'),
  route: 'POST /report-answers/{id}/beginning',
  input: z.object({ id: id(), version: whole(1) }),
  output: AnswerChanged,
  may: reporters,
  subject,
  run: async (context, { id: answerId, version }) =>
    begin(context, await lockAnswer(context, answerId, ['asked'], version)),
})

/** Begins a report that is locked. */
export async function begin(context: Context, row: Locked) {
  const { db, today } = context
  const recipient = { agencyId: row.carrier, enterpriseId: row.enterpriseId }
  const known = await knownOf(db, recipient, row, today)
  const cells = (await questionsOf(db, row.formId)).flatMap((question) => {
    const amount = question.known === null ? undefined : known.get(question.known)
    return amount === undefined
      ? []
      : [{ answerId: row.id, questionId: question.id, amount, proposed: amount }]
  })
  if (cells.length > 0) await db.insertInto('reportCell').values(cells).execute()
  return touch(context, row, { state: 'begun', begunOn: today })
}

async function standingOf(db: Db, answerId: number) {
  const row = await db
    .selectFrom('reportAnswer as x')
    .innerJoin('reportRequest as r', 'r.id', 'x.requestId')
    .select('r.formId')
    .where('x.id', '=', answerId)
    .executeTakeFirst()
  if (row === undefined) return null
  return { questions: await questionsOf(db, row.formId), cells: await cellsOf(db, answerId) }
}

const typedRule: Rule<{ readonly id: number; readonly cells: readonly CellInput[] }> = {
  of: ['id', 'cells'],
  judge: async ({ id: answerId, cells }, { db }) => {
    const standing = await standingOf(db, answerId)
    return standing === null ? null : readCells(standing.questions, standing.cells, cells).faults
  },
}

/** Saves a report as a draft: what is typed must be right by itself, what is missing may come later. */
export const saveReport = command({
  name: 'reportRequests.save',
  summary: words('Lưu nháp báo cáo', 'Save a report as a draft'),
  route: 'PUT /report-answers/{id}/cells',
  input: z.object({ id: id(), version: whole(1), cells: z.array(cellInput).max(mostCells) }),
  output: AnswerChanged,
  may: reporters,
  rules: [typedRule],
  subject,
  run: async (context, { id: answerId, version, cells }) =>
    save(context, await lockAnswer(context, answerId, writtenStates, version), cells),
})

/** Saves what was typed into a report that is locked. */
export async function save(context: Context, row: Locked, typed: readonly CellInput[]) {
  const { db } = context
  const { cells, faults } = readCells(await questionsOf(db, row.formId), await cellsOf(db, row.id), typed)
  refuse(faults)
  await writeCells(db, row.id, cells)
  return touch(context, row)
}

/** @throws Problem 409 that names what is missing and which sums do not agree */
export async function refuseUnfinished(db: Db, row: Pick<Locked, 'id' | 'formId'>): Promise<void> {
  const attached = await db
    .selectFrom('reportAttachment')
    .select('questionId')
    .where('answerId', '=', row.id)
    .where('untilRound', 'is', null)
    .execute()
  const faults = faultsOf(
    await questionsOf(db, row.formId),
    await cellsOf(db, row.id),
    new Set(attached.map(({ questionId }) => questionId)),
  )
  if (faults.length === 0) return
  const said = (language: 'vi' | 'en') =>
    faults
      .slice(0, 10)
      .map((fault) => fault.words[language])
      .join(' ')
  throw conflict('reportRequests.unfinished', words(said('vi'), said('en')))
}

/** Gives a report to its own head, who approves it. */
export const submitReport = command({
  name: 'reportRequests.submit',
  summary: words('Trình thủ trưởng duyệt báo cáo', 'Give a report to its own head'),
  route: 'POST /report-answers/{id}/submission',
  input: z.object({ id: id(), version: whole(1) }),
  output: AnswerChanged,
  may: reporters,
  subject,
  async run(context, { id: answerId, version }) {
    const row = await lockAnswer(context, answerId, writtenStates, version)
    await refuseUnfinished(context.db, row)
    return touch(context, row, { state: 'approving', submittedOn: context.today })
  },
})

/** Takes a report that waits for its head back to be written on. */
export const recallReport = command({
  name: 'reportRequests.recall',
  summary: words('Đưa báo cáo về soạn tiếp', 'Take a report back to be written on'),
  route: 'POST /report-answers/{id}/recall',
  input: z.object({ id: id(), version: whole(1), remark: longText(2000) }),
  output: AnswerChanged,
  may: reporters,
  subject,
  async run(context, { id: answerId, version, remark }) {
    const row = await lockAnswer(context, answerId, ['approving'], version)
    // One that the office returned is still returned: what the office said stands beside what its own house says.
    const state = row.remark === null ? 'begun' : 'returned'
    return touch(context, row, { state, ownRemark: remark })
  },
})

/** Approves a report of one's own house, which sends it. By another person than who wrote it. */
export const approveReport = command({
  name: 'reportRequests.approve',
  summary: words('Duyệt và gửi báo cáo', 'Approve and send a report'),
  route: 'POST /report-answers/{id}/approval',
  input: z.object({ id: id(), version: whole(1) }),
  output: AnswerChanged,
  may: reporters,
  rules: [{ of: ['id'], check: ({ id: answerId }, context) => holdApart(context, reportWritten, answerId) }],
  subject,
  async run(context, { id: answerId, version }) {
    const row = await lockAnswer(context, answerId, ['approving'], version)
    await holdApart(context, reportWritten, answerId)
    await requireHead(context, row)
    return send(context, row, { sentBy: context.actor.name, approvedBy: context.actor.name })
  },
})

/** Where an agency has an account of its head, that one approves. @throws Problem 403 */
async function requireHead({ db, actor, today }: Context, row: Locked): Promise<void> {
  const whose = { agencyId: row.carrier, enterpriseId: row.enterpriseId }
  if (actor.userId === null) return
  const { rows } = await sql<{ head: boolean; own: boolean }>`
    SELECT EXISTS (SELECT FROM held_roles(${today}::date) h WHERE h.role = 'head' AND h.agency_id = ${row.carrier}) AS head,
           EXISTS (SELECT FROM held_roles(${today}::date) h WHERE h.role = 'head' AND h.agency_id = ${row.carrier}
             AND h.account_id = ${actor.userId}) AS own`.execute(db)
  if (rows[0]?.head === true ? !rows[0].own : !isOwn(actor, whose))
    throw forbidden(
      words(
        'Báo cáo do thủ trưởng hoặc người khác của chính đơn vị báo cáo duyệt.',
        'The head, or another person of the one that reports, approves it.',
      ),
    )
}

/** How many persons of a recipient have an account. */
export async function personsOf(
  { db, today }: Pick<Context, 'db' | 'today'>,
  row: Pick<Locked, 'carrier' | 'enterpriseId'>,
): Promise<number> {
  const { rows } = await sql<{ persons: number }>`
    SELECT count(DISTINCT h.account_id)::int AS persons FROM held_roles(${today}::date) h
     WHERE h.agency_id = ${row.carrier} OR h.enterprise_id = ${row.enterpriseId}`.execute(db)
  return rows[0]?.persons ?? 0
}

/** Sends a report with its signed scan, where its recipient has no second account that could approve it. */
export const sendSigned = command({
  name: 'reportRequests.sendSigned',
  summary: words('Gửi báo cáo kèm bản ký quét', 'Send a report with its signed scan'),
  route: 'POST /report-answers/{id}/signed',
  input: z.object({ id: id(), version: whole(1), fileId: id(), signer: text(200) }),
  output: AnswerChanged,
  may: reporters,
  subject,
  async run(context, { id: answerId, version, fileId, signer }) {
    const row = await lockAnswer(context, answerId, writtenStates, version)
    if (!row.scans) throw noScans()
    if ((await personsOf(context, row)) > 1)
      throw conflict(
        'reportRequests.secondPerson',
        words(
          'Đơn vị có nhiều tài khoản; xin trình người khác duyệt.',
          'More than one person has an account; please have another approve it.',
        ),
      )
    await refuseUnfinished(context.db, row)
    const file = await evidence(context, fileId)
    return send(context, row, { sentBy: context.actor.name, approvedBy: signer, fileId: file.id })
  },
})

/** Sends it: what is in it is kept as a round. */
export async function send(
  context: Context,
  row: Locked,
  of: { readonly sentBy: string; readonly approvedBy: string; readonly fileId?: number },
) {
  const { db, today } = context
  const { last } = await db
    .selectFrom('reportRound')
    .select(({ fn }) => fn.max('number').as('last'))
    .where('answerId', '=', row.id)
    .executeTakeFirstOrThrow()
  const { sentBy, approvedBy, fileId = null } = of
  await db
    .insertInto('reportRound')
    .values({
      ...{ answerId: row.id, number: Number(last ?? 0) + 1, sentOn: today, sentBy, fileId },
      content: toJson(await cellsOf(db, row.id)),
    })
    .execute()
  await lapseWishes(context, [row.id])
  // The scan of an earlier round does not stand beside another's approval.
  return touch(context, row, {
    ...{ state: 'sent', sentOn: today, remark: null, ownRemark: null, settledOn: null, approvedBy, fileId },
  })
}

/** What the office said of the last round. */
async function settle(
  context: Context,
  row: Locked,
  outcome: 'returned' | 'accepted',
  remark: string | null,
) {
  const { db, actor, today } = context
  await sql`UPDATE report_round SET outcome = ${outcome}, remark = ${remark}, settled_on = ${today}::date, settled_by = ${actor.name}
    WHERE answer_id = ${row.id} AND number = (SELECT max(number) FROM report_round WHERE answer_id = ${row.id})`.execute(
    db,
  )
  return touch(context, row, { state: outcome, remark, settledOn: today })
}

/** Withdraws the values of indicators in which a figure of a report that was accepted is. */
async function takeBack(context: Context, answerId: number, reason: string): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    SELECT v.id FROM report_answer x JOIN report_value g ON g.request_id = x.request_id JOIN indicator_value v ON v.id = g.value_id
     WHERE x.id = ${answerId} AND x.state = 'accepted' AND v.state IN ('entered', 'confirmed')
       AND EXISTS (SELECT FROM report_cell c WHERE c.answer_id = x.id AND c.question_id = g.question_id AND c.amount IS NOT NULL)
     ORDER BY v.id`.execute(context.db)
  for (const { id: valueId } of rows) await withdrawValue.run(context, { id: valueId, reason }, undefined)
}

/** Returns a report with remarks; of one that was accepted, the values of indicators in which its figures are go with it. */
export const returnReport = command({
  name: 'reportRequests.giveBack',
  summary: words('Trả lại báo cáo để bổ sung', 'Return a report for completion'),
  route: 'POST /report-answers/{id}/return',
  input: z.object({ id: id(), version: whole(1), remark: longText(4000) }),
  output: AnswerChanged,
  may: ['coordinator'],
  subject,
  async run(context, { id: answerId, version, remark }) {
    const row = await lockAnswer(context, answerId, ['sent', 'accepted'], version)
    if (row.requestState === 'closed') throw requestClosed()
    await takeBack(context, row.id, remark)
    await reopenByRequest(context, { answerId, remark })
    return settle(context, row, 'returned', remark)
  },
})

/** Accepts a report. By another person than who wrote it. */
export const acceptReport = command({
  name: 'reportRequests.accept',
  summary: words('Chấp nhận báo cáo của đơn vị', 'Accept the report of a recipient'),
  route: 'POST /report-answers/{id}/acceptance',
  input: z.object({ id: id(), version: whole(1), remark: optionalLongText(4000) }),
  output: AnswerChanged,
  may: ['coordinator'],
  rules: [{ of: ['id'], check: ({ id: answerId }, context) => holdApart(context, reportWritten, answerId) }],
  subject,
  async run(context, { id: answerId, version, remark }) {
    const row = await lockAnswer(context, answerId, ['sent'], version)
    await holdApart(context, reportWritten, answerId)
    const { dutyCode: code, carrier: agencyId, planId, fromOn, toOn, title, sentOn, approvedBy } = row
    if (code !== null && agencyId !== null && sentOn !== null)
      await settleByRequest(context, {
        ...{ answerId, agencyId, planId, code, fromOn, toOn, title, sentOn },
        reportedBy: approvedBy ?? '',
      })
    return settle(context, row, 'accepted', remark ?? null)
  },
})
