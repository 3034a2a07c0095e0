import { sql } from 'kysely'
import { z } from 'zod'
import { ofPlans, plansInput, plansWanted } from '../plan/index.ts'
import type { Actor } from '../platform/actor.ts'
import { signedIn } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, id, optionalChoice, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byDay, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { readsEvery } from '../platform/sight.ts'
import { fold } from '../platform/text.ts'
import { committers } from '../science-tasks/index.ts'
import { noCall } from './commands.ts'
import { callFields, contentFields, paperFields } from './fields.ts'
import { ProlongationRow, prolongationsOf } from './prolong.ts'
import { callStates, roomOf, rooms } from './rules.ts'

/** Where a call stands on a day, in SQL; the same as `callStateOn`. @param at the table `call` in the select */
export const callStateIn = (at: string, today: string) => sql<(typeof callStates.keys)[number]>`CASE
  WHEN ${sql.ref(`${at}.state`)} <> 'approved' THEN ${sql.ref(`${at}.state`)}
  WHEN ${sql.ref(`${at}.opens_on`)} > ${today}::date THEN 'ahead'
  WHEN ${sql.ref(`${at}.closes_on`)} >= ${today}::date THEN 'open' ELSE 'closed' END`

/** Whether the actor may read a call: officers each one, everybody else those that were approved. */
export const readableCalls = (actor: Pick<Actor, 'userId' | 'grants'>, at: string) =>
  readsEvery(actor) ? sql<boolean>`true` : sql<boolean>`${sql.ref(`${at}.number`)} IS NOT NULL`

const CallRow = z.object({
  id: z.int(),
  ...callFields.row,
  planId: z.int(),
  /** The number of its plan. */
  plan: z.string(),
  /** The S&T task that it feeds; null: turns that stand alone. */
  taskId: z.int().nullable(),
  task: z.string().nullable(),
  /** By which rule a council is made up, and which sheet it fills in; null where none is. */
  appraisalRule: z.string().nullable(),
  appraisalRuleEn: z.string().nullable(),
  scoreSheet: z.string().nullable(),
  scoreSheetEn: z.string().nullable(),
  /** The commune that it is for; null: the territory of its plan. */
  unit: z.string().nullable(),
  /** On the day of the question. */
  state: callStates.schema,
  /** Places in all; null where one of its contents has no limit. */
  places: z.int().nullable(),
  money: dongOut().nullable(),
  /** How many applications name it, those that were withdrawn left out. */
  applications: z.int(),
})
export type CallRow = z.infer<typeof CallRow>

const callRows = (db: Db, today: string) =>
  db
    .selectFrom('call as c')
    .innerJoin('plan as p', 'p.id', 'c.planId')
    .leftJoin('adminUnit as u', 'u.id', 'c.unitId')
    .leftJoin('scienceTask as st', 'st.id', 'c.taskId')
    .leftJoin('appraisalRule as ar', 'ar.id', 'c.appraisalRuleId')
    .leftJoin('scoreSheet as ss', 'ss.id', 'c.scoreSheetId')
    .innerJoinLateral(
      sql<{ places: number | null; money: bigint | null }>`(SELECT
        CASE WHEN bool_and(k.places IS NOT NULL) THEN sum(k.places)::int END AS places,
        CASE WHEN bool_and(k.money IS NOT NULL) THEN sum(k.money)::bigint END AS money
        FROM call_content k WHERE k.call_id = c.id)`.as('s'),
      (join) => join.onTrue(),
    )
    .select(['c.id', ...callFields.select('c'), 'c.planId', 'p.number as plan', 'u.name as unit'])
    .select(['c.taskId', 'st.title as task'])
    .select(['ar.name as appraisalRule', 'ar.nameEn as appraisalRuleEn'])
    .select(['ss.name as scoreSheet', 'ss.nameEn as scoreSheetEn'])
    .select(['s.places', 's.money', callStateIn('c', today).as('state')])
    .select(
      sql<number>`(SELECT count(*)::int FROM application a WHERE a.call_id = c.id AND a.state <> 'withdrawn')`.as(
        'applications',
      ),
    )

/** Calls of every plan, or of those asked for, the last to close first. */
export const listCalls = query({
  name: 'calls.list',
  summary: words('Danh sách đợt kêu gọi', 'List of calls'),
  route: 'GET /calls',
  input: z.object({
    ...listInput(['closesOn', 'title', 'year']),
    state: optionalChoice(callStates.keys),
    year: optionalYear(),
    ...plansInput,
  }),
  output: listOutput(CallRow),
  may: signedIn,
  async run({ db, planId, actor, today }, input) {
    let rows = callRows(db, today)
      .where(ofPlans('c.planId', plansWanted(planId, input.plan)))
      .where(readableCalls(actor, 'c'))
    if (input.state !== undefined) rows = rows.where(callStateIn('c', today), '=', input.state)
    if (input.year !== undefined) rows = rows.where('c.year', '=', input.year)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`fold(c.title || ' ' || coalesce(c.number, '')) LIKE ${pattern}`)
    return pageOf(
      rows,
      input,
      {
        closesOn: byDay('c.closesOn', (row) => row.closesOn),
        title: { column: 'c.title', value: (row) => row.title },
        year: { column: 'c.year', value: (row) => row.year, direction: 'desc' },
      },
      'c.id',
    )
  },
})

const ContentRow = z.object({
  id: z.int(),
  contentId: z.int(),
  content: z.string(),
  contentEn: z.string(),
  places: contentFields.row.places,
  money: contentFields.row.money,
  /** Which content of the task pays, and how its money is committed; null where the call feeds none, or it was not chosen yet. */
  taskContent: z.string().nullable(),
  committedBy: committers.schema.nullable(),
  /** Applications that name the call and this content: in all, those decided for, and what these cost. */
  applications: z.int(),
  accepted: z.int(),
  granted: dongOut(),
  /** Those that wait for a decision or for money. */
  pending: z.int(),
  /** Whether it takes more. */
  room: rooms.schema,
})
const PaperRow = z.object({
  id: z.int(),
  ...paperFields.row,
  contentId: z.int().nullable(),
  content: z.string().nullable(),
  contentEn: z.string().nullable(),
  required: z.boolean(),
})
export type PaperRow = z.infer<typeof PaperRow>

/** The contents of calls, with what was applied for and granted. */
export async function contentsOf(db: Db, callIds: readonly number[]) {
  const rows = await db
    .selectFrom('callContent as k')
    .innerJoin('call as y', 'y.id', 'k.callId')
    .innerJoin('supportContent as s', 's.id', 'k.contentId')
    .leftJoin('scienceTaskContent as tc', 'tc.id', 'k.taskContentId')
    .innerJoinLateral(
      sql<{
        applications: number
        accepted: number
        granted: bigint
        pending: number
      }>`(SELECT count(*)::int AS applications,
        count(*) FILTER (WHERE a.state NOT IN ('accepted', 'refused'))::int AS pending,
        count(*) FILTER (WHERE a.state = 'accepted')::int AS accepted,
        coalesce(sum(a.appraised_amount) FILTER (WHERE a.state = 'accepted'), 0)::bigint AS granted
        FROM application a WHERE a.call_id = k.call_id AND a.content_id = k.content_id AND a.state <> 'withdrawn')`.as(
        'n',
      ),
      (join) => join.onTrue(),
    )
    .select(['k.id', 'k.callId', 'k.contentId', 's.name as content', 's.nameEn as contentEn'])
    .select(['tc.title as taskContent', 'tc.committedBy'])
    .select(['k.places', 'k.money', 'n.applications', 'n.accepted', 'n.granted'])
    .select(['n.pending', 'y.waitingPlaces'])
    .where('k.callId', 'in', [...callIds, 0])
    .orderBy('k.id')
    .execute()
  return rows.map(({ waitingPlaces, ...row }) => ({ ...row, room: roomOf({ ...row, waitingPlaces }) }))
}

/** The papers that calls ask for. */
export async function papersOf(db: Db, callIds: readonly number[]) {
  return db
    .selectFrom('callPaper as k')
    .leftJoin('supportContent as s', 's.id', 'k.contentId')
    .select(['k.id', 'k.callId', ...paperFields.select('k'), 'k.contentId'])
    .select(['s.name as content', 's.nameEn as contentEn', 'k.required'])
    .where('k.callId', 'in', [...callIds, 0])
    .orderBy('k.id')
    .execute()
}

const ofCall = <R extends { callId: number }>(rows: readonly R[], callId: number) =>
  rows.flatMap(({ callId: of, ...row }) => (of === callId ? [row] : []))

/** One call whole: contents, papers, how it stands. */
export const showCall = query({
  name: 'calls.show',
  summary: words('Một đợt kêu gọi', 'One call'),
  route: 'GET /calls/{id}',
  input: z.object({ id: id() }),
  output: CallRow.extend({
    unitId: z.int().nullable(),
    appraisalRuleId: z.int().nullable(),
    scoreSheetId: z.int().nullable(),
    begunOn: z.iso.date(),
    sentOn: z.iso.date().nullable(),
    remarks: z.string().nullable(),
    number: z.string().nullable(),
    decidedOn: z.iso.date().nullable(),
    settledOn: z.iso.date().nullable(),
    outcome: z.string().nullable(),
    version: z.int(),
    contents: z.array(ContentRow),
    papers: z.array(PaperRow),
    /** How it was prolonged, the first on top. */
    prolongations: z.array(ProlongationRow),
  }),
  may: signedIn,
  async run({ db, today, actor }, input) {
    const row = await callRows(db, today)
      .select(['c.appraisalRuleId', 'c.scoreSheetId'])
      .select(['c.unitId', 'c.begunOn', 'c.sentOn', 'c.remarks', 'c.number', 'c.decidedOn'])
      .select(['c.settledOn', 'c.outcome', 'c.version'])
      .where('c.id', '=', input.id)
      .where(readableCalls(actor, 'c'))
      .executeTakeFirst()
    if (row === undefined) throw noCall()
    return {
      ...row,
      contents: ofCall(await contentsOf(db, [row.id]), row.id),
      papers: ofCall(await papersOf(db, [row.id]), row.id),
      prolongations: (await prolongationsOf(db, row.id)).filter(
        // what was not approved concerns the office alone
        ({ state }) => state === 'approved' || readsEvery(actor),
      ),
    }
  },
})

/** What is open for applications today, or opens later: for everybody, without an account. */
export const openCalls = query({
  name: 'calls.open',
  summary: words('Các đợt đang nhận hồ sơ', 'Calls that are open'),
  route: 'GET /calls/open',
  input: z.object({}),
  output: z.array(
    CallRow.extend({
      number: z.string().nullable(),
      decidedOn: z.iso.date().nullable(),
      contents: z.array(
        ContentRow.pick({
          contentId: true,
          content: true,
          contentEn: true,
          places: true,
          money: true,
          room: true,
        }),
      ),
      papers: z.array(PaperRow),
    }),
  ),
  may: ['public'],
  async run({ db, today }) {
    const rows = await callRows(db, today)
      .select(['c.number', 'c.decidedOn'])
      .where('c.state', '=', 'approved')
      .where('c.closesOn', '>=', today)
      .orderBy('c.closesOn')
      .orderBy('c.id')
      .limit(100)
      .execute()
    const ids = rows.map((row) => row.id)
    const [contents, papers] = [await contentsOf(db, ids), await papersOf(db, ids)]
    return rows.map((row) => ({
      ...row,
      contents: ofCall(contents, row.id).map(
        ({
          applications: _n,
          accepted: _a,
          granted: _g,
          pending: _p,
          id: _id,
          taskContent: _t,
          committedBy: _c,
          ...one
        }) => one,
      ),
      papers: ofCall(papers, row.id),
    }))
  },
})
