import { type NotNull, type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { type Apart, holdApart } from '../controls/index.ts'
import { actsFor, type Role } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, longText, optionalLongText, whole } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { toJson } from '../platform/json.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, notFound, staleRecord } from '../platform/problem.ts'
import { deedFields, reportFields } from './fields.ts'
import { heldOf } from './held.ts'

/* An agency says what it did of a standing duty in a period; somebody else of the coordinator takes it, or sends it back with a remark. */

const Changed = z.object({ id: z.int(), version: z.int() })
const subject = ({ id }: { readonly id: number }) => `standing_report:${id}`
export const noReport = () => notFound(words('báo cáo nhiệm vụ thường xuyên', 'Report on a standing duty'))

/** Whose agencies have standing duties; the coordinator also writes down what came on paper from one without an account. */
export const reporting: readonly Role[] = [
  'coordinator',
  'finance',
  'home_affairs',
  'statistics',
  'agency',
  'association',
]

/** Who reports does not accept. */
export const reportApart: Apart = {
  control: 'standing',
  record: 'standing_report',
  commands: ['standing.send', 'standing.addDeed'],
  others: (report) => sql`
    SELECT a.user_id AS account, a.at FROM standing_report s
      JOIN audit a ON a.subject = 'standing-import:' || s.import_id AND a.command = 'standing.applyImport'
     WHERE s.id = ${report}`,
  did: words('Bạn đã báo cáo nhiệm vụ này', 'You have reported this duty'),
}

/** The agency that has a report today: until it is in, the successor of the one that was asked. */
export const carrierOf = (report: string, day: string): RawBuilder<number> =>
  sql<number>`CASE WHEN ${sql.ref(`${report}.state`)} IN ('asked', 'returned')
    THEN agency_on(${sql.ref(`${report}.agency_id`)}, ${day}::date) ELSE ${sql.ref(`${report}.agency_id`)} END`

async function lockReport({ db, today }: Context, reportId: number, version?: number) {
  const row = await db
    .selectFrom('standingReport as s')
    .selectAll('s')
    .select(carrierOf('s', today).as('carrier'))
    .where('s.id', '=', reportId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noReport()
  if (version !== undefined && row.version !== version) throw staleRecord()
  return row
}

/** A report that is still to be written, of an agency that the actor writes for. @throws Problem 404 to others, 409 once it is in */
async function lockOpen(context: Context, reportId: number, version?: number) {
  const { actor } = context
  const row = await lockReport(context, reportId, version)
  if (!actor.grants.has('coordinator') && !actsFor(actor, row.carrier)) throw noReport()
  if (row.state !== 'asked' && row.state !== 'returned')
    throw conflict('standing.sent', words('Báo cáo này đã gửi.', 'This report was sent.'))
  return row
}

const touch = ({ db }: Context, row: { readonly id: number; readonly version: number }, set: object = {}) =>
  db
    .updateTable('standingReport')
    .set({ ...set, version: row.version + 1 })
    .where('id', '=', row.id)
    .returning(['id', 'version'])
    .executeTakeFirstOrThrow()

/** The sentences of the tasks of the plan that a report is under. */
export async function tasksOf({ db }: Pick<Context, 'db'>, reportId: number) {
  const rows = await db
    .selectFrom('standingReport as s')
    .innerJoin('duty as d', 'd.id', 's.dutyId')
    .innerJoin('planSentence as x', 'x.planId', 'd.planId')
    .select(['x.key', 'x.code', 'x.vi', 'x.en'])
    .$narrowType<{ key: NotNull; code: NotNull; vi: NotNull; en: NotNull }>()
    .where('s.id', '=', reportId)
    .where('x.kind', '=', 'task')
    .orderBy('x.section')
    .orderBy('x.place')
    .execute()
  return rows.map(({ vi, en, ...task }) => ({ ...task, words: { vi, en } }))
}

const ofPlan: Rule<{ readonly id: number; readonly task?: string | undefined }> = {
  of: ['id', 'task'],
  judge: async ({ id: reportId, task }, context) =>
    task === undefined || (await tasksOf(context, reportId)).some(({ key }) => key === task)
      ? null
      : {
          field: 'task',
          words: words('Kế hoạch không có nội dung này.', 'The plan has no such task.'),
        },
}

/** Enters one thing that was done, with its evidence, before the report is sent. */
export const addDeed = command({
  name: 'standing.addDeed',
  summary: words('Ghi một việc đã làm', 'Enter a thing that was done'),
  route: 'POST /standing-reports/{id}/deeds',
  input: z.object({ id: id(), ...deedFields.input }),
  output: Changed,
  may: reporting,
  rules: [ofPlan, notAhead('doneOn')],
  subject,
  async run(context, { id: reportId, ...input }) {
    const report = await lockOpen(context, reportId)
    if (input.fileId !== undefined) await evidence(context, input.fileId)
    await context.db
      .insertInto('standingDeed')
      .values({ reportId, ...deedFields.values(input) })
      .execute()
    return touch(context, report)
  },
})

/** Takes a thing out before the report is sent. */
export const removeDeed = command({
  name: 'standing.removeDeed',
  summary: words('Bỏ một việc đã ghi', 'Take a thing out that was entered'),
  route: 'DELETE /standing-reports/{id}/deeds/{deed}',
  input: z.object({ id: id(), deed: id() }),
  output: Changed,
  may: reporting,
  subject,
  async run(context, { id: reportId, deed }) {
    const report = await lockOpen(context, reportId)
    const gone = await context.db
      .deleteFrom('standingDeed')
      .where('id', '=', deed)
      .where('reportId', '=', reportId)
      .returning('id')
      .executeTakeFirst()
    if (gone === undefined) throw notFound(words('việc đã ghi này', 'Thing that was entered'))
    return touch(context, report)
  },
})

/** Sends the report of a period: what was done, or that nothing was, with the reason. What the program holds of the agency is kept with it. */
export const sendReport = command({
  name: 'standing.send',
  summary: words('Gửi báo cáo nhiệm vụ thường xuyên', 'Send the report on a standing duty'),
  route: 'POST /standing-reports/{id}/sending',
  input: z.object({ id: id(), version: whole(1), ...reportFields.input }),
  output: Changed,
  may: reporting,
  needs: [
    {
      field: 'done',
      of: ['nothing'],
      when: ({ nothing }) => nothing !== true,
      said: words('khi có việc đã làm', 'where something was done'),
      words: words(
        'Xin ghi đã làm gì trong kỳ, hoặc chọn “Trong kỳ không làm gì”.',
        'Say what was done in the period, or tick that nothing was.',
      ),
    },
    {
      field: 'reason',
      of: ['nothing'],
      when: ({ nothing }) => nothing === true,
      said: words('khi trong kỳ không làm gì', 'where nothing was done'),
      words: words('Xin ghi lý do không làm.', 'Please say why nothing was done.'),
    },
  ],
  subject,
  async run(context, { id: reportId, version, nothing, done, reason }) {
    const { db, actor, today } = context
    const report = await lockOpen(context, reportId, version)
    if (nothing) {
      const { deeds } = await db
        .selectFrom('standingDeed')
        .select(({ fn }) => fn.countAll<string>().as('deeds'))
        .where('reportId', '=', reportId)
        .executeTakeFirstOrThrow()
      if (Number(deeds) > 0)
        throw conflict(
          'standing.deedsThere',
          words(
            'Đã ghi việc trong kỳ; xin bỏ các việc đó trước khi báo không làm gì.',
            'Things that were done are entered; take them out before you report that nothing was.',
          ),
          'nothing',
        )
    }
    const held = await heldOf(db, report.carrier, report, today)
    const agencyId = await reporterOf(db, report)
    return touch(context, report, {
      ...{ nothing, done: nothing ? null : done, reason: nothing ? reason : null, held: toJson(held) },
      ...{ state: 'reported', agencyId, reportedOn: today, reportedBy: actor.name },
      ...{ remark: null, settledOn: null, settledBy: null, answerId: null },
    })
  },
})

/** Whose a report is once it is in: of an agency that took over another's and has one of its own beside it, each keeps whom it was asked of. */
export async function reporterOf(
  db: Db,
  report: {
    readonly dutyId: number
    readonly dueOn: string
    readonly agencyId: number
    readonly carrier: number
  },
): Promise<number> {
  const beside = await db
    .selectFrom('standingReport')
    .select('id')
    .where('dutyId', '=', report.dutyId)
    .where('dueOn', '=', report.dueOn)
    .where('agencyId', '=', report.carrier)
    .executeTakeFirst()
  return beside === undefined ? report.carrier : report.agencyId
}

/** Sends a report back to its agency with a remark; one that was accepted too, when it shows to be wrong. */
export const returnReport = command({
  name: 'standing.giveBack',
  summary: words('Trả lại báo cáo nhiệm vụ thường xuyên', 'Return the report on a standing duty'),
  route: 'POST /standing-reports/{id}/return',
  input: z.object({ id: id(), version: whole(1), remark: longText(4000) }),
  output: Changed,
  may: ['coordinator', 'leader'],
  subject,
  async run(context, { id: reportId, version, remark }) {
    const report = await lockReport(context, reportId, version)
    if (report.state !== 'reported' && report.state !== 'accepted') throw notIn()
    return touch(context, report, {
      ...{ state: 'returned', remark, settledOn: context.today, settledBy: context.actor.name },
    })
  },
})

/** Takes a report: it counts in the year of its agency. By another person than who reported. */
export const acceptReport = command({
  name: 'standing.accept',
  summary: words('Chấp nhận báo cáo nhiệm vụ thường xuyên', 'Accept the report on a standing duty'),
  route: 'POST /standing-reports/{id}/acceptance',
  input: z.object({ id: id(), version: whole(1), remark: optionalLongText(4000) }),
  output: Changed,
  may: ['coordinator', 'leader'],
  rules: [{ of: ['id'], check: ({ id: reportId }, context) => holdApart(context, reportApart, reportId) }],
  subject,
  async run(context, { id: reportId, version, remark }) {
    const report = await lockReport(context, reportId, version)
    await holdApart(context, reportApart, reportId)
    if (report.state !== 'reported') throw notIn()
    return touch(context, report, {
      ...{ state: 'accepted', remark: remark ?? null },
      ...{ settledOn: context.today, settledBy: context.actor.name },
    })
  },
})

const notIn = () =>
  conflict('standing.notIn', words('Không có báo cáo đang chờ xem xét.', 'No report waits to be looked at.'))
