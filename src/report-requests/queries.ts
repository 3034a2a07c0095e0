import { sql } from 'kysely'
import { z } from 'zod'
import { ofPlans, plansInput, plansWanted } from '../plan/index.ts'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice, optionalId } from '../platform/fields.ts'
import { File, fileOf } from '../platform/file-of.ts'
import { words } from '../platform/language.ts'
import { byDay, byText, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { fold } from '../platform/text.ts'
import { carrierOf, noAnswer } from './answers.ts'
import { Attachment, attachmentsOf } from './attachments.ts'
import { cellsOf } from './cells.ts'
import { Extension } from './extensions.ts'
import { requestFields } from './fields.ts'
import { Question } from './form-queries.ts'
import { questionsOf } from './forms.ts'
import { noRequest } from './requests.ts'
import { answerStates, ownPlace, placeKey, requestStates, waitingStates } from './rules.ts'
import { office, readableReports, readers, writesFor } from './sight.ts'

const counts = {
  asked: z.int(),
  opened: z.int(),
  begun: z.int(),
  sent: z.int(),
  accepted: z.int(),
  late: z.int(),
}
export const RequestRow = z.object({
  id: z.int(),
  planId: z.int(),
  plan: z.string(),
  ...requestFields.row,
  formId: z.int(),
  form: z.string(),
  edition: z.int(),
  askedOn: z.iso.date(),
  dueOn: z.iso.date(),
  state: requestStates.schema,
  closedOn: z.iso.date().nullable(),
  previousId: z.int().nullable(),
  version: z.int(),
  ...counts,
})
export type RequestRow = z.infer<typeof RequestRow>

/** Since when somebody of the recipient has looked at a report: begun it, opened its page or its link, or read the notice of it. */
const openedOn = (day: string) => sql<string | null>`least(x.begun_on, x.link_opened_on, (
  SELECT min(o.at)::date FROM (
    SELECT r.opened_at AS at, r.account_id FROM recent_record r WHERE r.record = 'report_answer' AND r.record_id = x.id
    UNION ALL SELECT n.read_at, n.account_id FROM notice n WHERE n.href = '/report-answers/' || x.id AND n.read_at IS NOT NULL) o
   WHERE EXISTS (SELECT FROM held_roles(${day}::date) h WHERE h.account_id = o.account_id
     AND (h.agency_id = agency_on(x.agency_id, ${day}::date) OR h.enterprise_id = x.enterprise_id))))`

/** The reports with whose each is on a day. */
export const reports = (db: Db, day: string) =>
  db.selectFrom((base) =>
    base
      .selectFrom('reportAnswer as x')
      .innerJoin('reportRequest as r', 'r.id', 'x.requestId')
      .innerJoin('plan as p', 'p.id', 'r.planId')
      .leftJoin('agency as a', (join) => join.on('a.id', '=', carrierOf('x', day)))
      .leftJoin('enterprise as e', 'e.id', 'x.enterpriseId')
      .select([
        'x.id',
        'x.requestId',
        'r.planId',
        'p.number as plan',
        'r.title',
        'r.formId',
        'r.fromOn',
        'r.toOn',
        'r.scans',
        'r.previousId',
      ])
      .select(['a.id as agencyId', 'x.enterpriseId', 'x.state', 'x.dueOn', 'x.begunOn', 'x.submittedOn'])
      .select([
        'x.approvedBy',
        'x.sentOn',
        'x.remark',
        'x.ownRemark',
        'x.linkUntil',
        'x.linkOpenedOn',
        'x.settledOn',
        'x.version',
        'r.state as requestState',
      ])
      .select(sql<string>`coalesce(a.name, e.name)`.as('recipient'))
      .select(sql<string>`coalesce(a.name_en, e.name)`.as('recipientEn'))
      .select(openedOn(day).as('openedOn'))
      .select(
        sql<boolean>`x.state = ANY (${[...waitingStates]}::text[]) AND x.due_on < ${day}::date`.as('late'),
      )
      .select(sql<number>`(SELECT count(*)::int FROM report_round o WHERE o.answer_id = x.id)`.as('rounds'))
      .select(
        sql<boolean>`EXISTS (SELECT FROM report_extension t WHERE t.answer_id = x.id AND t.state = 'asked') AND x.state IN (${sql.join(waitingStates)})`.as(
          'wished',
        ),
      )
      .select('r.search')
      .as('w'),
  )

const requestRows = (db: Db, day: string) =>
  db
    .selectFrom((base) =>
      base
        .selectFrom('reportRequest as r')
        .innerJoin('reportForm as f', 'f.id', 'r.formId')
        .innerJoin('plan as p', 'p.id', 'r.planId')
        .leftJoin(reports(db, day).selectAll().as('w'), 'w.requestId', 'r.id')
        .select([
          'r.id',
          'r.planId',
          'p.number as plan',
          ...requestFields.select('r'),
          'r.formId',
          'f.name as form',
        ])
        .select([
          'f.edition',
          'r.askedOn',
          'r.dueOn',
          'r.state',
          'r.closedOn',
          'r.previousId',
          'r.version',
          'r.search',
        ])
        .select(sql<number>`count(w.id)::int`.as('asked'))
        .select(sql<number>`count(w.opened_on)::int`.as('opened'))
        .select(sql<number>`count(*) FILTER (WHERE w.begun_on IS NOT NULL)::int`.as('begun'))
        .select(sql<number>`count(*) FILTER (WHERE w.state IN ('sent', 'accepted'))::int`.as('sent'))
        .select(sql<number>`count(*) FILTER (WHERE w.state = 'accepted')::int`.as('accepted'))
        .select(sql<number>`count(*) FILTER (WHERE w.late)::int`.as('late'))
        .groupBy(['r.id', 'f.id', 'p.id'])
        .as('q'),
    )
    .selectAll()

const requestOf = ({
  search: _search,
  ...row
}: Awaited<ReturnType<ReturnType<typeof requestRows>['execute']>>[number]) => row

/** The requests for reports of every plan, or of those asked for. */
export const listRequests = query({
  name: 'reportRequests.list',
  summary: words('Yêu cầu báo cáo', 'Requests for reports'),
  route: 'GET /report-requests',
  input: z.object({
    ...listInput(['due', 'title']),
    state: optionalChoice(requestStates.keys),
    ...plansInput,
  }),
  output: listOutput(RequestRow),
  may: office,
  async run({ db, today, planId }, input) {
    let rows = requestRows(db, today).where(ofPlans('q.planId', plansWanted(planId, input.plan)))
    if (input.state !== undefined) rows = rows.where('q.state', '=', input.state)
    for (const pattern of searchPatterns(input.q, fold)) rows = rows.where('q.search', 'like', pattern)
    const page = await pageOf(
      rows,
      input,
      { due: byDay('q.dueOn', (row) => row.dueOn), title: byText('q.title', (row) => row.title) },
      'q.id',
    )
    return { ...page, rows: page.rows.map(requestOf) }
  },
})

export const ReportRow = z.object({
  id: z.int(),
  requestId: z.int(),
  planId: z.int(),
  plan: z.string(),
  title: z.string(),
  agencyId: z.int().nullable(),
  enterpriseId: z.int().nullable(),
  recipient: z.string(),
  recipientEn: z.string(),
  fromOn: z.iso.date(),
  toOn: z.iso.date(),
  dueOn: z.iso.date(),
  state: answerStates.schema,
  late: z.boolean(),
  openedOn: z.iso.date().nullable(),
  begunOn: z.iso.date().nullable(),
  submittedOn: z.iso.date().nullable(),
  sentOn: z.iso.date().nullable(),
  settledOn: z.iso.date().nullable(),
  rounds: z.int(),
  /** More time was asked for and not answered. */
  wished: z.boolean(),
  /** The last day of its personal link; null: it has none. */
  linkUntil: z.iso.date().nullable(),
  linkOpenedOn: z.iso.date().nullable(),
  version: z.int(),
})
export type ReportRow = z.infer<typeof ReportRow>

type Found = Awaited<ReturnType<ReturnType<typeof allReports>['execute']>>[number]
const allReports = (db: Db, day: string) => reports(db, day).selectAll()
const reportOf = (row: Found): ReportRow => ReportRow.parse(row)

/** The reports that were asked for: the office all, others their own. */
export const listReports = query({
  name: 'reportRequests.reports',
  summary: words('Báo cáo của các đơn vị', 'Reports of recipients'),
  route: 'GET /report-answers',
  input: z.object({
    ...listInput(['due', 'recipient']),
    requestId: optionalId(),
    agencyId: optionalId(),
    state: optionalChoice([...answerStates.keys, 'late', 'unopened', 'wished']),
    ...plansInput,
  }),
  output: listOutput(ReportRow),
  may: readers,
  async run({ db, today, planId, actor }, input) {
    let rows = allReports(db, today)
      .where(readableReports(actor, 'w'))
      .where(ofPlans('w.planId', plansWanted(planId, input.plan)))
    if (input.requestId !== undefined) rows = rows.where('w.requestId', '=', input.requestId)
    if (input.agencyId !== undefined) rows = rows.where('w.agencyId', '=', input.agencyId)
    const { state } = input
    if (state === 'late') rows = rows.where('w.late', '=', true)
    else if (state === 'wished') rows = rows.where('w.wished', '=', true)
    else if (state === 'unopened') rows = rows.where('w.openedOn', 'is', null).where('w.state', '=', 'asked')
    else if (state !== undefined) rows = rows.where('w.state', '=', state)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`w.search || ' ' || fold(w.recipient) LIKE ${pattern}`)
    const page = await pageOf(
      rows,
      input,
      { due: byDay('w.dueOn', (row) => row.dueOn), recipient: byText('w.recipient', (row) => row.recipient) },
      'w.id',
    )
    return { ...page, rows: page.rows.map(reportOf) }
  },
})

/** One request with its recipients and how each stands. */
export const showRequest = query({
  name: 'reportRequests.show',
  summary: words('Một yêu cầu báo cáo', 'One request for reports'),
  route: 'GET /report-requests/{id}',
  input: z.object({ id: id() }),
  output: RequestRow.extend({ reports: z.array(ReportRow), nextId: z.int().nullable() }),
  may: office,
  async run({ db, today }, input) {
    const row = await requestRows(db, today).where('q.id', '=', input.id).executeTakeFirst()
    if (row === undefined) throw noRequest()
    const found = await allReports(db, today)
      .where('w.requestId', '=', row.id)
      .orderBy('w.recipient')
      .execute()
    const next = await db
      .selectFrom('reportRequest')
      .select('id')
      .where('previousId', '=', row.id)
      .executeTakeFirst()
    return { ...requestOf(row), reports: found.map(reportOf), nextId: next?.id ?? null }
  },
})

export const CellRow = z.object({
  questionId: z.int(),
  line: z.int(),
  col: z.int(),
  said: z.string().nullable(),
  amount: z.number().nullable(),
  proposed: z.number().nullable(),
  reason: z.string().nullable(),
})
const Round = z.object({
  number: z.int(),
  sentOn: z.iso.date(),
  sentBy: z.string(),
  outcome: z.enum(['returned', 'accepted']).nullable(),
  remark: z.string().nullable(),
  settledOn: z.iso.date().nullable(),
  settledBy: z.string().nullable(),
  /** The signed scan with which it was sent. */
  file: File,
})

export const Report = ReportRow.extend({
  questions: z.array(Question),
  cells: z.array(CellRow),
  /** Files of this round and of earlier ones. */
  attachments: z.array(Attachment),
  /** The places (`question.line.column`) in which something else stands than in the round before. */
  changed: z.array(z.string()),
  ofRounds: z.array(Round),
  extensions: z.array(Extension),
  remark: z.string().nullable(),
  /** What its own house said when it took the report back. */
  ownRemark: z.string().nullable(),
  approvedBy: z.string().nullable(),
  scans: z.boolean(),
  /** The signed scan of the last round. */
  file: File,
  /** Whether the reader writes it. */
  mine: z.boolean(),
})
export type Report = z.infer<typeof Report>

/** The places in which something else stands than before. */
function changedFrom(before: unknown, cells: readonly z.infer<typeof CellRow>[]): string[] {
  const earlier = new Map(
    z
      .array(CellRow)
      .parse(before)
      .map((cell) => [placeKey(cell), cell]),
  )
  const now = new Map(cells.map((cell) => [placeKey(cell), cell]))
  return [...new Set([...earlier.keys(), ...now.keys()])].filter((key) => {
    const [one, other] = [earlier.get(key), now.get(key)]
    return (one?.said ?? null) !== (other?.said ?? null) || (one?.amount ?? null) !== (other?.amount ?? null)
  })
}

/** The questions to which files came, or from which they went, after a round. */
const changedFiles = (attachments: readonly Attachment[], round: number): string[] => [
  ...new Set(
    attachments
      .filter(({ fromRound, untilRound }) => fromRound > round || untilRound === round)
      .map(({ questionId }) => placeKey(ownPlace({ id: questionId }))),
  ),
]

/** A report that the actor reads. @throws Problem 404 */
export async function readReport(db: Db, actor: Actor, today: string, answerId: number) {
  const row = await allReports(db, today)
    .where('w.id', '=', answerId)
    .where(readableReports(actor, 'w'))
    .executeTakeFirst()
  if (row === undefined) throw noAnswer()
  return row
}

/** One report: the questions, what stands in them, rounds with remarks, what changed since, wishes for more time. */
export const showReport = query({
  name: 'reportRequests.report',
  summary: words('Báo cáo của một đơn vị', 'The report of one recipient'),
  route: 'GET /report-answers/{id}',
  input: z.object({ id: id() }),
  output: Report,
  may: readers,
  async run({ db, today, actor }, input) {
    const row = await readReport(db, actor, today, input.id)
    const rounds = await db
      .selectFrom('reportRound')
      .select(['number', 'sentOn', 'sentBy', 'outcome', 'remark', 'settledOn', 'settledBy', 'content'])
      .select(fileOf(actor, 'fileId').as('file'))
      .where('answerId', '=', row.id)
      .orderBy('number')
      .execute()
    const extensions = await db
      .selectFrom('reportExtension')
      .select(['id', 'wishedOn', 'reason', 'askedOn', 'state', 'reply', 'settledOn'])
      .where('answerId', '=', row.id)
      .orderBy('id')
      .execute()
    const cells = await cellsOf(db, row.id)
    // a report that is in is held against the round before it
    const isIn = row.state === 'sent' || row.state === 'accepted'
    const before = rounds.at(isIn ? -2 : -1)
    const attachments = await attachmentsOf(db, actor, row.id)
    return {
      ...reportOf(row),
      ...{ questions: await questionsOf(db, row.formId), cells, extensions, attachments },
      changed:
        before === undefined
          ? []
          : [...changedFrom(before.content, cells), ...changedFiles(attachments, before.number)],
      ofRounds: rounds.map(({ content: _content, ...round }) => round),
      ...{
        remark: row.remark,
        ownRemark: row.ownRemark,
        approvedBy: row.approvedBy,
        scans: row.scans,
        file: rounds.at(-1)?.file ?? null,
      },
      mine:
        writesFor(actor, row) &&
        row.requestState === 'open' &&
        !actor.grants.has('auditor') &&
        !actor.grants.has('leader'),
    }
  },
})
