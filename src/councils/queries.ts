import { sql } from 'kysely'
import { z } from 'zod'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, id, optionalChoice } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byDay, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { type Context, query } from '../platform/operation.ts'
import { fold } from '../platform/text.ts'
import { isPersonOf, noAppraisal } from './appraisals.ts'
import { appraisalStates, appraisalWays } from './rules.ts'
import { readableSeats } from './sight.ts'

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
  may: officers,
  async run({ db }, input) {
    let rows = appraisalRows(db)
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

const SeatRow = z.object({
  id: z.int(),
  name: z.string(),
  mine: z.boolean(),
  /** Its opinion is in. */
  given: z.boolean(),
  /** Null for whoever may not read it yet. */
  opinion: z.object({ amount: dongOut(), remark: z.string(), givenOn: z.iso.date() }).nullable(),
})

/** The seats of an appraisal, each with its opinion for whoever may read it. */
async function seatsOf(context: Context, appraisalId: number, concluded: boolean) {
  const rows = await context.db
    .selectFrom('appraisalSeat as s')
    .leftJoin('account as u', 'u.id', 's.accountId')
    .leftJoin('appraisalOpinion as o', 'o.seatId', 's.id')
    .select(['s.id', 'u.name', 'o.amount', 'o.remark', 'o.id as opinionId'])
    .select(sql<string | null>`(o.given_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date::text`.as('givenOn'))
    .select(isPersonOf(context, 's.accountId').as('mine'))
    .where('s.appraisalId', '=', appraisalId)
    .orderBy('s.place')
    .execute()
  const read = readableSeats(
    rows.map(({ id: seat, mine, opinionId }) => ({
      ...{ id: seat, mine, keptOut: false, given: opinionId !== null, expected: true },
    })),
    concluded,
    2,
  )
  return rows.map(({ id: seat, name, mine, opinionId, amount, remark, givenOn }) => ({
    id: seat,
    name: name ?? '—',
    mine,
    given: opinionId !== null,
    opinion:
      read.has(seat) && amount !== null && remark !== null && givenOn !== null
        ? { amount, remark, givenOn }
        : null,
  }))
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
    seats: z.array(SeatRow),
    /** By how much the two opinions differ; null until both are read. */
    difference: dongOut().nullable(),
    /** Whether the one who asks may give an opinion now. */
    mayGive: z.boolean(),
  }),
  may: officers,
  async run(context, input) {
    const { db, actor } = context
    const row = await appraisalRows(db)
      .select(['a.version', 'a.requested', 'a.setAsideReason', 'a.setAsideOn'])
      .where('a.id', '=', input.id)
      .executeTakeFirst()
    if (row === undefined) throw noAppraisal()
    const seats = await seatsOf(context, row.id, row.state === 'concluded')
    const amounts = seats.flatMap(({ opinion }) => (opinion === null ? [] : [opinion.amount]))
    const [one, other] = amounts
    return {
      ...row,
      seats,
      difference: one === undefined || other === undefined ? null : one > other ? one - other : other - one,
      mayGive:
        row.way === 'pair' &&
        row.state === 'open' &&
        actor.grants.has('coordinator') &&
        !seats.some(({ mine }) => mine),
    }
  },
})
