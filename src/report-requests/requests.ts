import { sql } from 'kysely'
import { z } from 'zod'
import { addWorkingDays, readHolidays } from '../calendar/index.ts'
import { activePlan, effectiveEnd } from '../plan/index.ts'
import { systemActor } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { addDays, today as dayOf } from '../platform/dates.ts'
import { execute } from '../platform/execute.ts'
import { id, listedTexts, longText, several, whole } from '../platform/fields.ts'
import { inOrder } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound, staleRecord } from '../platform/problem.ts'
import type { System } from '../platform/system.ts'
import { carriersIn, periodEndOf } from '../standing-duties/index.ts'
import { requestFields } from './fields.ts'
import { periodAfter, type Recurrence, waitingStates } from './rules.ts'
import { lapseWishes } from './wishes.ts'

/* Requests for reports: who is asked with which form for which period, by when; asked anew when the period of a recurring one is over. */

const Changed = z.object({ id: z.int(), version: z.int() })
export const noRequest = () => notFound(words('yêu cầu báo cáo', 'Request for a report'))

explainConstraint('report_request_form_id_fkey', () =>
  invalidField('formId', words('Không có biểu mẫu này.', 'There is no such form.')),
)

const recipients = {
  agencyIds: several(id()),
  /** Tax codes of enterprises. */
  taxCodes: listedTexts(200),
}

const someRecipient: Rule<{
  readonly agencyIds: readonly number[]
  readonly taxCodes: readonly string[]
  readonly dutyCode?: string | undefined
}> = {
  of: ['agencyIds', 'taxCodes', 'dutyCode'],
  asks: {
    agencyIds: words(
      'khi không hỏi doanh nghiệp nào và không theo nhiệm vụ của kế hoạch',
      'where no enterprise is asked, and by no duty of the plan',
    ),
  },
  judge: ({ agencyIds, taxCodes, dutyCode }) =>
    agencyIds.length + taxCodes.length > 0 || dutyCode !== undefined
      ? null
      : {
          field: 'agencyIds',
          words: words('Xin chọn ít nhất một nơi báo cáo.', 'Please choose at least one to ask.'),
        },
}

const livingAgencies: Rule<{ readonly agencyIds: readonly number[] }> = {
  of: ['agencyIds'],
  judge: async ({ agencyIds }, { db, today }) => {
    if (agencyIds.length === 0) return null
    const living = await db
      .selectFrom('agency')
      .select('id')
      .where('id', 'in', [...agencyIds])
      .where(({ eb, or }) => or([eb('validTo', 'is', null), eb('validTo', '>=', today)]))
      .execute()
    return living.length === new Set(agencyIds).size
      ? null
      : {
          field: 'agencyIds',
          words: words('Chỉ chọn cơ quan đang hoạt động.', 'Choose agencies that are in being.'),
        }
  },
}

const knownEnterprises: Rule<{ readonly taxCodes: readonly string[] }> = {
  of: ['taxCodes'],
  judge: async ({ taxCodes }, { db }) => {
    const found = new Set((await enterprisesBy(db, taxCodes)).map(({ taxCode }) => taxCode))
    const unknown = taxCodes.filter((code) => !found.has(code))
    return unknown.length === 0
      ? null
      : {
          field: 'taxCodes',
          words: words(
            `Không có doanh nghiệp đang hoạt động mang mã số thuế ${unknown.join(', ')}.`,
            `No active enterprise has the tax code ${unknown.join(', ')}.`,
          ),
        }
  },
}

const enterprisesBy = async (db: Db, taxCodes: readonly string[]) =>
  taxCodes.length === 0
    ? []
    : db
        .selectFrom('enterprise')
        .select(['id', 'taxCode'])
        .where('taxCode', 'in', [...taxCodes])
        .where('state', '=', 'active')
        .execute()

/** A form that can be sent out: one with questions. */
const writtenForm: Rule<{ readonly formId: number }> = {
  of: ['formId'],
  judge: async ({ formId }, { db }) =>
    (await db
      .selectFrom('reportQuestion')
      .select('id')
      .where('formId', '=', formId)
      .limit(1)
      .executeTakeFirst()) !== undefined
      ? null
      : { field: 'formId', words: words('Biểu mẫu này chưa có câu hỏi.', 'The form has no question yet.') },
}

const dutyOfPlan: Rule<{ readonly dutyCode?: string | undefined }> = {
  of: ['dutyCode'],
  judge: async ({ dutyCode }, context) => {
    if (dutyCode === undefined) return null
    const plan = await activePlan(context)
    const duty = await context.db
      .selectFrom('duty')
      .select('id')
      .where('planId', '=', plan.id)
      .where('code', '=', dutyCode)
      .executeTakeFirst()
    return duty === undefined
      ? { field: 'dutyCode', words: words('Kế hoạch không có nhiệm vụ này.', 'The plan has no such duty.') }
      : null
  },
}

/** Until when a report is given: working days from today, or from the end of a period that still runs. */
async function dueOnOf(db: Db, today: string, { toOn, workingDays }: { toOn: string; workingDays: number }) {
  return addWorkingDays(toOn > today ? toOn : today, workingDays, await readHolidays(db))
}

/** Asks agencies, associations and enterprises for a report; each is told. */
export const askReports = command({
  name: 'reportRequests.ask',
  summary: words('Gửi yêu cầu báo cáo', 'Ask for reports'),
  route: 'POST /report-requests',
  input: z.object({ ...requestFields.input, ...recipients }),
  output: Changed,
  may: ['coordinator'],
  rules: [
    inOrder(
      'fromOn',
      'toOn',
      words('Kỳ báo cáo không thể hết trước khi bắt đầu.', 'A period cannot end before it begins.'),
    ),
    someRecipient,
    livingAgencies,
    knownEnterprises,
    writtenForm,
    dutyOfPlan,
  ],
  subject: (_input, output) => `report_request:${output.id}`,
  async run(context, { agencyIds, taxCodes, ...input }) {
    const { db, today } = context
    const values = requestFields.values(input)
    const plan = await activePlan(context)
    const dueOn = await dueOnOf(db, today, values)
    const request = await db
      .insertInto('reportRequest')
      .values({ ...values, planId: plan.id, askedOn: today, dueOn })
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
    const enterprises = await enterprisesBy(db, taxCodes)
    // of whom nobody is named, the agencies of the duty are asked
    const { dutyCode: code, fromOn, toOn } = values
    const asked =
      code === null || agencyIds.length + taxCodes.length > 0
        ? agencyIds
        : await carriersIn(db, { planId: plan.id, code, fromOn, toOn }, today)
    await db
      .insertInto('reportAnswer')
      .values([
        ...[...new Set(asked)].map((agencyId) => ({ requestId: request.id, agencyId, dueOn })),
        ...enterprises.map((one) => ({ requestId: request.id, enterpriseId: one.id, dueOn })),
      ])
      .execute()
    return request
  },
})

/** Ends a request: who has not sent a report owes none any more, and it is asked anew no further. */
export const closeRequest = command({
  name: 'reportRequests.close',
  summary: words('Kết thúc yêu cầu báo cáo', 'End a request for reports'),
  route: 'POST /report-requests/{id}/end',
  input: z.object({ id: id(), version: whole(1), reason: longText(1000) }),
  output: Changed,
  may: ['coordinator'],
  subject: ({ id: requestId }) => `report_request:${requestId}`,
  async run(context, { id: requestId, version }) {
    const { db, today } = context
    const request = await lockRequest(db, requestId, version)
    const { unseen } = await db
      .selectFrom('reportAnswer')
      .select(({ fn }) => fn.countAll<number>().as('unseen'))
      .where('requestId', '=', requestId)
      .where('state', '=', 'sent')
      .executeTakeFirstOrThrow()
    // Once it has ended, none can be returned any more.
    if (Number(unseen) > 0)
      throw conflict(
        'reportRequests.unseen',
        words(
          `Còn ${unseen} báo cáo đã gửi chưa được xem xét; xin chấp nhận hoặc trả lại trước.`,
          `${unseen} reports that were sent are not looked at yet: accept or return them first.`,
        ),
      )
    const missing = await db
      .updateTable('reportAnswer')
      .set({ state: 'missing' })
      .where('requestId', '=', requestId)
      .where('state', 'in', [...waitingStates])
      .returning('id')
      .execute()
    await lapseWishes(
      context,
      missing.map(({ id: answerId }) => answerId),
    )
    return db
      .updateTable('reportRequest')
      .set({ state: 'closed', closedOn: today, version: request.version + 1 })
      .where('id', '=', requestId)
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
  },
})

/** Reminds at once whoever has not sent a report; the program does so by itself before the day and when it is over. */
export const remindRequest = command({
  name: 'reportRequests.remind',
  summary: words('Nhắc các nơi chưa gửi báo cáo', 'Remind whoever has not sent a report'),
  route: 'POST /report-requests/{id}/reminders',
  input: z.object({ id: id() }),
  output: z.object({ id: z.int(), waiting: z.int() }),
  may: ['coordinator'],
  subject: ({ id: requestId }) => `report_request:${requestId}`,
  async run({ db }, { id: requestId }) {
    await lockRequest(db, requestId)
    const waiting = await db
      .selectFrom('reportAnswer')
      .select('id')
      .where('requestId', '=', requestId)
      .where('state', 'in', [...waitingStates])
      .execute()
    if (waiting.length === 0)
      throw conflict(
        'reportRequests.noneWaits',
        words('Không còn nơi nào phải gửi báo cáo.', 'Nobody owes a report any more.'),
      )
    return { id: requestId, waiting: waiting.length }
  },
})

/** An open request under lock. @throws Problem 409 once it has ended */
export async function lockRequest(db: Db, requestId: number, version?: number) {
  const request = await db
    .selectFrom('reportRequest')
    .selectAll()
    .where('id', '=', requestId)
    .forUpdate()
    .executeTakeFirst()
  if (request === undefined) throw noRequest()
  if (version !== undefined && request.version !== version) throw staleRecord()
  if (request.state === 'closed') throw requestClosed()
  return request
}

export const requestClosed = () =>
  conflict('reportRequests.closed', words('Yêu cầu báo cáo này đã kết thúc.', 'The request has ended.'))

export const noScans = () =>
  conflict(
    'reportRequests.noScans',
    words(
      'Yêu cầu này không nhận bản ký quét; xin trình thủ trưởng duyệt.',
      'The request takes no scans; please give the report to its head.',
    ),
  )

/** The recurring requests whose period is over and that were not followed yet, within the years of their plans. */
const toFollow = (db: Db, today: string) =>
  db
    .selectFrom('reportRequest as r')
    .innerJoin('plan', 'plan.id', 'r.planId')
    .selectAll('r')
    .where('r.recurrence', 'is not', null)
    .where('r.state', '=', 'open')
    .where('r.toOn', '<', today)
    .where(sql<boolean>`r.to_on < ${effectiveEnd}`)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('reportRequest as n').select('n.id').whereRef('n.previousId', '=', 'r.id'))),
    )

/** Asks anew for the next period what recurs, with the newest edition of the form that has questions. */
export const askNext = command({
  name: 'reportRequests.askNext',
  summary: words('Hỏi báo cáo định kỳ của kỳ tiếp theo', 'Ask for the recurring reports of the next period'),
  route: 'POST /report-request-periods',
  input: z.object({}),
  output: z.object({ asked: z.int() }),
  may: ['coordinator', 'system'],
  async run(context) {
    const { db, today } = context
    let asked = 0
    for (const request of await toFollow(db, today).forUpdate('r').execute()) {
      await follow(context, request)
      asked += 1
    }
    return { asked }
  },
})

type Followed = Awaited<ReturnType<ReturnType<typeof toFollow>['execute']>>[number]

async function follow({ db, today }: Context, request: Followed): Promise<void> {
  if (request.recurrence === null) return
  const span = await spanAfter(db, request, request.recurrence, today)
  const { rows } = await sql<{ id: number }>`
    SELECT f.id FROM report_form own JOIN report_form f ON coalesce(f.root_id, f.id) = coalesce(own.root_id, own.id)
     WHERE own.id = ${request.formId} AND EXISTS (SELECT FROM report_question q WHERE q.form_id = f.id)
     ORDER BY f.edition DESC LIMIT 1`.execute(db)
  const dueOn = await dueOnOf(db, today, { toOn: span.toOn, workingDays: request.workingDays })
  const { title, basis, dutyCode, workingDays, recurrence, scans, planId } = request
  const next = await db
    .insertInto('reportRequest')
    .values({
      ...{ title, basis, dutyCode, workingDays, recurrence, scans, planId, ...span },
      ...{ formId: rows[0]?.id ?? request.formId, askedOn: today, dueOn, previousId: request.id },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const carriers = (of: { fromOn: string; toOn: string }) =>
    dutyCode === null ? [] : carriersIn(db, { ...of, planId, code: dutyCode }, today)
  // Bound to a duty, it asks who carries the duty now, beside whoever was asked without carrying it. Of two agencies that became one, one report is asked for.
  await sql`INSERT INTO report_answer (request_id, agency_id, enterprise_id, due_on)
    SELECT ${next.id}::int, w.agency_id, w.enterprise_id, ${dueOn}::date FROM (
      SELECT c AS agency_id, NULL::int AS enterprise_id FROM unnest(${await carriers(span)}::int[]) c
      UNION
      SELECT agency_on(x.agency_id, ${today}::date), x.enterprise_id FROM report_answer x LEFT JOIN enterprise e ON e.id = x.enterprise_id
       WHERE x.request_id = ${request.id} AND (e.id IS NULL OR e.state = 'active')
         AND (x.agency_id IS NULL OR agency_on(x.agency_id, ${today}::date) <> ALL (${await carriers(request)}::int[]))) w`.execute(
    db,
  )
}

/** The period after that of a request: of the standing duty that it is bound to, as that duty's own period ends. */
async function spanAfter(
  db: Db,
  { toOn, planId, dutyCode }: Followed,
  recurrence: Recurrence,
  today: string,
) {
  const span = periodAfter(toOn, recurrence)
  const end =
    dutyCode === null
      ? null
      : await periodEndOf(db, { planId, code: dutyCode, fromOn: span.fromOn, recurrence }, today)
  return { ...span, toOn: end ?? span.toOn }
}

/** Asks what the days have brought; writes nothing where nothing is to be asked. */
export async function askNextReports(system: System): Promise<void> {
  const waiting = await toFollow(system.db, dayOf(system.now())).execute()
  if (waiting.length > 0) await execute(system, askNext, systemActor, {}, { via: 'system' })
}

/** The first proposal of a period: the half-year before today. */
export const usualPeriod = (today: string): { fromOn: string; toOn: string } => {
  const half = today.slice(5) < '07-01' ? `${today.slice(0, 4)}-01-01` : `${today.slice(0, 4)}-07-01`
  const toOn = addDays(half, -1)
  return { fromOn: toOn.endsWith('06-30') ? `${toOn.slice(0, 4)}-01-01` : `${toOn.slice(0, 4)}-07-01`, toOn }
}
