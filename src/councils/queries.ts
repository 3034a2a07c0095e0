import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { today } from '../platform/dates.ts'
import { dongOut, id, optionalChoice } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byDay, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { ofMatter } from '../platform/matters.ts'
import { type Context, query } from '../platform/operation.ts'
import { fold } from '../platform/text.ts'
import { isPersonOf, noAppraisal } from './appraisals.ts'
import { firstMeetingOf } from './conclude.ts'
import { councilReaders, readableCouncils } from './council-queries.ts'
import { appraisedKinds } from './kinds.ts'
import { papersOf, sheetsIn } from './papers.ts'
import { councilPosts } from './quorum.ts'
import { resultOf } from './results.ts'
import { CouncilRule, ScoreSheet } from './rule-queries.ts'
import { appraisalStates, appraisalWays, grounds } from './rules.ts'
import { totalOf } from './scores.ts'
import { readableSeats } from './sight.ts'
import { type CouncilSeat, councilSeats } from './sittings.ts'

const AppraisalRow = z.object({
  id: z.int(),
  /** What is appraised: the kind of record as the audit files it, and its number. */
  record: z.string(),
  recordId: z.int(),
  title: z.string(),
  titleEn: z.string(),
  way: appraisalWays.schema,
  state: appraisalStates.schema,
  begunOn: z.iso.date(),
  concludedOn: z.iso.date().nullable(),
  /** How many sheets or opinions are in. */
  given: z.int(),
})
export type AppraisalRow = z.infer<typeof AppraisalRow>

const appraisalRows = (db: Db) =>
  db
    .selectFrom('appraisal as a')
    .select(['a.id', 'a.record', 'a.recordId', 'a.title', 'a.titleEn', 'a.way', 'a.state'])
    .select(['a.begunOn', 'a.concludedOn'])
    .select(
      sql<number>`(SELECT count(*)::int FROM appraisal_opinion o JOIN appraisal_seat s ON s.id = o.seat_id WHERE s.appraisal_id = a.id)`.as(
        'given',
      ),
    )

/** Appraisals that the actor reads: officers each of them, a member those of the councils that he is invited to. */
export const readableAppraisals = (actor: Context['actor']) => readableCouncils(actor, 'a.councilId')

/** Appraisals by two officers or a council, the last begun on top. */
export const listAppraisals = query({
  name: 'councils.appraisals',
  summary: words('Danh sách việc thẩm định', 'List of appraisals'),
  route: 'GET /appraisals',
  input: z.object({
    ...listInput(['begunOn', 'title', 'concludedOn']),
    state: optionalChoice(appraisalStates.keys),
    way: optionalChoice(appraisalWays.keys),
  }),
  output: listOutput(AppraisalRow),
  may: councilReaders,
  async run({ db, actor }, input) {
    let rows = appraisalRows(db).where(readableAppraisals(actor))
    if (input.state !== undefined) rows = rows.where('a.state', '=', input.state)
    if (input.way !== undefined) rows = rows.where('a.way', '=', input.way as 'pair')
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`fold(a.title || ' ' || a.title_en) LIKE ${pattern}`)
    return pageOf(
      rows,
      input,
      {
        begunOn: { ...byDay('a.begunOn', (row) => row.begunOn), direction: 'desc' },
        title: { column: 'a.title', value: (row) => row.title },
        concludedOn: byDay('a.concludedOn', (row) => row.concludedOn),
      },
      'a.id',
    )
  },
})

const Spread = z.object({ mean: z.number(), least: z.number(), most: z.number(), deviation: z.number() })

const SeatRow = z.object({
  id: z.int(),
  name: z.string(),
  /** Of a council; null for one of two officers. */
  post: councilPosts.schema.nullable(),
  mine: z.boolean(),
  /** Its sheet or opinion is in. */
  given: z.boolean(),
  /** The member signs in; else what he says comes on paper. */
  hasAccount: z.boolean(),
  declared: z.enum(['none', ...grounds.keys]).nullable(),
  declaredText: z.string().nullable(),
  declaredOnPaper: z.boolean(),
  /** The conflict that keeps the member out. */
  keptOut: grounds.schema.nullable(),
  present: z.boolean().nullable(),
  /** Entered from paper by the office, with its scan. */
  onPaper: z.boolean(),
  /** Null for whoever may not read it yet. */
  opinion: z
    .object({
      amount: dongOut().nullable(),
      remark: z.string(),
      givenOn: z.iso.date(),
      total: z.number().nullable(),
      points: z.array(z.object({ criterionId: z.int(), points: z.number() })),
      votes: z.array(z.object({ contentId: z.int(), vote: z.string() })),
      fileId: z.int().nullable(),
    })
    .nullable(),
})

const CostRow = z.object({
  id: z.int(),
  contentId: z.int(),
  title: z.string(),
  unit: z.string().nullable(),
  quantity: z.int(),
  unitCost: dongOut(),
  allowed: dongOut(),
  cutReason: z.string().nullable(),
  overReason: z.string().nullable(),
  norm: z.string().nullable(),
  normEn: z.string().nullable(),
})

/** What the sheets that one may read come to. */
const ResultRow = z.object({
  sheets: z.int(),
  /** Every sheet that is in counts; else only those that the reader may read. */
  total: Spread.nullable(),
  groups: z.array(z.object({ id: z.int(), spread: Spread, enough: z.boolean() })),
  criteria: z.array(z.object({ id: z.int(), spread: Spread, zeros: z.int(), tooManyZeros: z.boolean() })),
  grade: z.string().nullable(),
  gradeEn: z.string().nullable(),
  contents: z.array(
    z.object({
      contentId: z.int(),
      counts: z.array(z.object({ key: z.string(), count: z.int() })),
      outcome: z.string().nullable(),
      passes: z.boolean(),
    }),
  ),
  passes: z.boolean(),
  allowed: dongOut(),
})

type Appraisal = { id: number; ruleId: number | null; sheetId: number | null; state: string }

/** The seats of two officers in the shape of those of a council. */
async function officerSeats(context: Context, appraisalId: number): Promise<CouncilSeat[]> {
  const rows = await context.db
    .selectFrom('appraisalSeat as s')
    .leftJoin('account as u', 'u.id', 's.accountId')
    .leftJoin('appraisalOpinion as o', 'o.seatId', 's.id')
    .select(['s.id', 'u.name', 's.accountId', 'o.remark', 'o.id as opinionId', 'o.givenAt'])
    .select(isPersonOf(context, 's.accountId').as('mine'))
    .where('s.appraisalId', '=', appraisalId)
    .orderBy('s.place')
    .execute()
  return rows.map(({ name, ...seat }) => ({
    ...seat,
    personName: name ?? '—',
    post: 'member' as const,
    ...{ position: null, organisation: null, memberId: 0, keptOut: null, found: null },
    ...{ declared: null, declaredText: null, declaredOn: null, declaredOnPaper: false, present: null },
    ...{ onPaper: false, fileId: null },
  }))
}

/** The seats, each with what was said for whoever may read it; and what all that may be read comes to. */
async function seenSeats(context: Context, appraisal: Appraisal, way: 'officer' | 'pair' | 'council') {
  const { db, today } = context
  const isCouncil = way === 'council'
  const concluded = appraisal.state === 'concluded'
  const seats = await (isCouncil ? councilSeats : officerSeats)(context, appraisal.id)
  const read = readableSeats(
    seats.map((seat) => ({
      id: seat.id,
      mine: seat.mine,
      keptOut: seat.keptOut !== null,
      given: seat.opinionId !== null,
      expected: seat.keptOut === null,
    })),
    concluded,
    isCouncil ? 1 : 2,
  )
  const readable = seats.filter(({ id: seat }) => read.has(seat))
  const papers = await papersOf(db, today, appraisal)
  const sheets = await sheetsIn(
    db,
    readable.flatMap(({ opinionId }) => opinionId ?? []),
  )
  const amounts = await db
    .selectFrom('appraisalOpinion')
    .select(['id', 'amount'])
    .where('id', 'in', [...sheets.keys(), 0])
    .execute()
  const groups = papers.sheet?.groups ?? []
  const counted = readable.filter(({ present }) => !concluded || present === true)
  return {
    papers,
    blind: seats.some(({ id: seat, opinionId }) => opinionId !== null && !read.has(seat)),
    result:
      !isCouncil || papers.rule === null || counted.length === 0
        ? null
        : resultOf(
            {
              ...{ sheet: papers.sheet, votes: papers.rule.votes, costs: papers.costs },
              contentIds: papers.contents.map((content) => content.id),
            },
            counted.flatMap(({ opinionId }) => (opinionId === null ? [] : (sheets.get(opinionId) ?? []))),
          ),
    seats: seats.map((seat) => {
      const given = seat.opinionId === null ? undefined : sheets.get(seat.opinionId)
      return {
        id: seat.id,
        name: seat.personName,
        post: isCouncil ? seat.post : null,
        mine: seat.mine,
        given: seat.opinionId !== null,
        hasAccount: seat.accountId !== null,
        declared: seat.declared,
        declaredText: seat.declaredText,
        declaredOnPaper: seat.declaredOnPaper,
        keptOut: seat.keptOut,
        present: seat.present,
        onPaper: seat.onPaper === true,
        opinion:
          given === undefined || seat.remark === null || seat.givenAt === null
            ? null
            : {
                amount: amounts.find((one) => one.id === seat.opinionId)?.amount ?? null,
                remark: seat.remark,
                givenOn: dayOf(seat.givenAt),
                total: papers.sheet === null ? null : totalOf(groups, given.scores),
                points: [...given.scores].map(([criterionId, points]) => ({ criterionId, points })),
                votes: [...given.votes].map(([contentId, vote]) => ({ contentId, vote })),
                fileId: seat.fileId,
              },
      }
    }),
  }
}

/** One appraisal: where it stands, who has a say, and what they said, for whoever may read that. */
export const showAppraisal = query({
  name: 'councils.showAppraisal',
  summary: words('Một việc thẩm định', 'One appraisal'),
  route: 'GET /appraisals/{id}',
  input: z.object({ id: id() }),
  output: AppraisalRow.extend({
    version: z.int(),
    requested: dongOut(),
    setAsideReason: z.string().nullable(),
    setAsideOn: z.iso.date().nullable(),
    council: z.object({ id: z.int(), name: z.string() }).nullable(),
    sessionOn: z.iso.date().nullable(),
    sessionPlace: z.string().nullable(),
    /** Why it met before the papers were out long enough. */
    earlyReason: z.string().nullable(),
    /** The first day on which its council may meet without a reason; null for two officers. */
    meetsFrom: z.iso.date().nullable(),
    conclusion: z.string().nullable(),
    passes: z.boolean().nullable(),
    rule: CouncilRule.nullable(),
    sheet: ScoreSheet.nullable(),
    contents: z.array(
      z.object({ id: z.int(), title: z.string(), titleEn: z.string(), requested: dongOut() }),
    ),
    costs: z.array(CostRow),
    seats: z.array(SeatRow),
    result: ResultRow.nullable(),
    /** Some sheet is in that the one who asks may not read yet. */
    blind: z.boolean(),
    /** By how much two opinions differ; null until both are read. */
    difference: dongOut().nullable(),
    /** Whether the one who asks may give one of two opinions now. */
    mayGive: z.boolean(),
  }),
  may: councilReaders,
  async run(context, input) {
    const { db, actor } = context
    const row = await appraisalRows(db)
      .leftJoin('council as c', 'c.id', 'a.councilId')
      .select(['a.version', 'a.requested', 'a.setAsideReason', 'a.setAsideOn', 'a.ruleId', 'a.sheetId'])
      .select([
        'a.sessionOn',
        'a.sessionPlace',
        'a.earlyReason',
        'a.conclusion',
        'a.passes',
        'a.councilId',
        'c.name as councilName',
      ])
      .where('a.id', '=', input.id)
      .where(readableAppraisals(actor))
      .executeTakeFirst()
    if (row === undefined) throw noAppraisal()
    const { ruleId, sheetId, councilId, councilName, ...appraisal } = row
    const { papers, seats, result, blind } = await seenSeats(
      context,
      { ...appraisal, ruleId, sheetId },
      row.way,
    )
    const [one, other] = row.way === 'pair' ? seats.flatMap(({ opinion }) => opinion?.amount ?? []) : []
    const scored = result?.scored ?? null
    return {
      ...appraisal,
      meetsFrom: await firstMeetingOf(context, row.id),
      council: councilId === null || councilName === null ? null : { id: councilId, name: councilName },
      ...papers,
      seats,
      blind,
      result:
        result === null
          ? null
          : {
              sheets: scored?.sheets ?? seats.filter(({ opinion }) => opinion !== null).length,
              total: scored?.total ?? null,
              groups: [...(scored?.groups ?? [])],
              criteria: [...(scored?.criteria ?? [])],
              grade: gradeOf(papers.sheet, scored?.grade?.id)?.name ?? null,
              gradeEn: gradeOf(papers.sheet, scored?.grade?.id)?.nameEn ?? null,
              contents: result.contents,
              passes: result.passes,
              allowed: result.allowed,
            },
      difference: one === undefined || other === undefined ? null : one > other ? one - other : other - one,
      mayGive:
        row.way === 'pair' &&
        row.state === 'open' &&
        actor.grants.has('coordinator') &&
        !seats.some(({ mine }) => mine),
    }
  },
})

const gradeOf = (sheet: ScoreSheet | null, grade: number | undefined) =>
  sheet?.grades.find((one) => one.id === grade)
const dayOf = (at: Date) => today(at)

/** Whether a record in a column is before a council that the actor sits in, and no conflict keeps him out; a condition in SQL. */
export function beforeOwnCouncil(actor: Context['actor'], record: string, column: string) {
  if (actor.userId === null) return sql<boolean>`false`
  return sql<boolean>`EXISTS (SELECT FROM appraisal y JOIN appraisal_seat s ON s.appraisal_id = y.id
      JOIN council_member m ON m.id = s.member_id
    WHERE y.record = ${record} AND y.record_id = ${sql.ref(column)} AND y.state <> 'set_aside' AND m.account_id = ${actor.userId}
      AND ${ofMatter(actor, 'council', 'y.councilId')} AND s.found IS NULL AND coalesce(s.declared, 'none') = 'none')`
}

/** The files of the records before a council that an account reads in it: SELECTs their ids. */
export function filesBefore(councilId: number, accountId: string | null) {
  const before = (
    record: string,
  ) => sql`SELECT y.record_id FROM appraisal y JOIN appraisal_seat s ON s.appraisal_id = y.id
      JOIN council_member m ON m.id = s.member_id
    WHERE y.council_id = ${councilId} AND y.record = ${record} AND y.state <> 'set_aside' AND m.account_id = ${accountId}
      AND s.found IS NULL AND coalesce(s.declared, 'none') = 'none'`
  const own = sql`SELECT file_id FROM council WHERE id = ${councilId} AND file_id IS NOT NULL`
  return sql.join(
    [own, ...[...appraisedKinds.values()].flatMap(({ record, files }) => files?.(before(record)) ?? [])],
    sql` UNION ALL `,
  )
}
