import { sql } from 'kysely'
import { z } from 'zod'
import { type Actor, actsFor, holds, officers, staff } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice, optionalId, optionalText } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byDay, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { fold } from '../platform/text.ts'
import { answerFields, opinionFields, settlingFields } from './fields.ts'
import { isLate, requestStates } from './rules.ts'

const RequestRow = z.object({
  id: z.int(),
  title: z.string(),
  record: z.string(),
  recordId: z.int(),
  round: z.int(),
  agencyId: z.int(),
  agency: z.string(),
  agencyEn: z.string(),
  askedOn: z.iso.date(),
  dueOn: z.iso.date(),
  closedOn: z.iso.date().nullable(),
  state: requestStates.schema,
  stance: answerFields.row.stance,
  number: answerFields.row.number,
  note: answerFields.row.note,
  answeredOn: z.iso.date().nullable(),
  version: z.int(),
})
export type RequestRow = z.infer<typeof RequestRow>

const requestRows = (db: Db) =>
  db
    .selectFrom('opinionRequest as r')
    .innerJoin('opinionRound as o', 'o.id', 'r.roundId')
    .innerJoin('agency as a', 'a.id', 'r.agencyId')
    .select(['r.id', 'o.title', 'o.record', 'o.recordId', 'o.number as round', 'r.agencyId'])
    .select(['a.name as agency', 'a.nameEn as agencyEn', 'o.askedOn', 'o.dueOn', 'o.closedOn', 'r.state'])
    .select(['r.stance', 'r.number', 'r.note', 'r.answeredOn', 'r.version'])

const Opinion = z.object({
  id: z.int(),
  requestId: z.int(),
  text: opinionFields.row.text,
  clauseId: z.int().nullable(),
  /** The clause that it is on; null: the whole. */
  clause: z.string().nullable(),
  outcome: settlingFields.row.outcome,
  reason: settlingFields.row.reason,
  version: z.int(),
})
export type Opinion = z.infer<typeof Opinion>

const opinionRows = (db: Db) =>
  db
    .selectFrom('opinion as n')
    .leftJoin('opinionClause as c', 'c.id', 'n.clauseId')
    .select([
      'n.id',
      'n.requestId',
      'n.text',
      'n.clauseId',
      'c.label as clause',
      'n.outcome',
      'n.reason',
      'n.version',
    ])

/** Whether the actor reads the request of an agency: officers of the coordinator, leader and auditor each one, others their own agency's. */
const readsAll = (actor: Pick<Actor, 'userId' | 'grants'>) =>
  actor.userId === null || holds(actor, ['coordinator', 'leader', 'auditor'])

/** Whether the actor may open the request of this agency; a page links to it for them alone. */
export const readsRequest = (actor: Pick<Actor, 'userId' | 'grants' | 'agencyIds'>, agencyId: number) =>
  readsAll(actor) || actsFor(actor, agencyId)

/** The requests for opinions: an agency those that it is asked, the office all. */
export const listRequests = query({
  name: 'opinions.list',
  summary: words('Các đề nghị cho ý kiến', 'Requests for opinions'),
  route: 'GET /opinions',
  input: z.object({ ...listInput(['dueOn']), state: optionalChoice(requestStates.keys) }),
  output: listOutput(RequestRow),
  may: staff,
  async run({ db, actor }, input) {
    let rows = requestRows(db)
    if (!readsAll(actor)) rows = rows.where('r.agencyId', 'in', [0, ...actor.agencyIds])
    if (input.state !== undefined) rows = rows.where('r.state', '=', input.state)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`fold(o.title || ' ' || a.name) LIKE ${pattern}`)
    return pageOf(rows, input, { dueOn: byDay('o.dueOn', (row) => row.dueOn) }, 'r.id')
  },
})

/** One request with the clauses as they were asked about and what the agency says. */
export const showRequest = query({
  name: 'opinions.show',
  summary: words('Một đề nghị cho ý kiến', 'One request for an opinion'),
  route: 'GET /opinions/{id}',
  input: z.object({ id: id() }),
  output: RequestRow.extend({
    late: z.boolean(),
    explanation: z.string().nullable(),
    clauses: z.array(z.object({ id: z.int(), label: z.string(), text: z.string() })),
    opinions: z.array(Opinion),
  }),
  may: staff,
  async run({ db, actor, today }, input) {
    const row = await requestRows(db)
      .select(['r.roundId', 'o.explanation'])
      .where('r.id', '=', input.id)
      .executeTakeFirst()
    if (row === undefined || !readsRequest(actor, row.agencyId))
      throw notFound(words('đề nghị cho ý kiến', 'Request for an opinion'))
    const { roundId, ...request } = row
    const clauses = await db
      .selectFrom('opinionClause')
      .select(['id', 'label', 'text'])
      .where('roundId', '=', roundId)
      .orderBy('ord')
      .execute()
    const opinions = await opinionRows(db).where('n.requestId', '=', row.id).orderBy('n.id').execute()
    return { ...request, late: isLate(row, today), clauses, opinions }
  },
})

const Round = z.object({
  number: z.int(),
  askedOn: z.iso.date(),
  dueOn: z.iso.date(),
  closedOn: z.iso.date().nullable(),
  requests: z.array(RequestRow.extend({ late: z.boolean() })),
  opinions: z.array(Opinion),
})

export { Round as OpinionRound }

/** The rounds of a document, the last one first: who was asked, who answered, what was said and what became of it. */
export async function roundsOf(
  db: Db,
  record: string,
  recordId: number,
  day: string,
): Promise<z.infer<typeof Round>[]> {
  const rounds = await db
    .selectFrom('opinionRound')
    .select(['number', 'askedOn', 'dueOn', 'closedOn'])
    .where('record', '=', record)
    .where('recordId', '=', recordId)
    .orderBy('number', 'desc')
    .execute()
  if (rounds.length === 0) return []
  const requests = await requestRows(db)
    .where('o.record', '=', record)
    .where('o.recordId', '=', recordId)
    .orderBy('r.id')
    .execute()
  const opinions = await opinionRows(db)
    .where(
      'n.requestId',
      'in',
      requests
        .filter(({ state }) => state === 'answered')
        .map((request) => request.id)
        .concat(0),
    )
    .orderBy('n.id')
    .execute()
  return rounds.map((round) => {
    const own = requests.filter((request) => request.round === round.number)
    const ids = new Set(own.map((request) => request.id))
    return {
      ...round,
      requests: own.map((request) => ({ ...request, late: isLate(request, day) })),
      opinions: opinions.filter(({ requestId }) => ids.has(requestId)),
    }
  })
}

/** The rounds of a document with the clauses as each had them, the first one first. */
export const compareRounds = query({
  name: 'opinions.rounds',
  summary: words('So sánh các lần xin ý kiến', 'Compare the rounds of opinions'),
  route: 'GET /opinion-rounds',
  input: z.object({
    /** The document as the audit trail files it. */
    record: optionalText(60),
    recordId: optionalId(),
  }),
  output: z.object({
    title: z.string().nullable(),
    rounds: z.array(Round.extend({ clauses: z.array(z.object({ label: z.string(), text: z.string() })) })),
  }),
  may: officers,
  async run({ db, today }, { record, recordId }) {
    if (record === undefined || recordId === undefined) return { title: null, rounds: [] }
    const rounds = await roundsOf(db, record, recordId, today)
    const clauses = await db
      .selectFrom('opinionClause as c')
      .innerJoin('opinionRound as o', 'o.id', 'c.roundId')
      .select(['o.number', 'o.title', 'c.label', 'c.text'])
      .where('o.record', '=', record)
      .where('o.recordId', '=', recordId)
      .orderBy('o.number')
      .orderBy('c.ord')
      .execute()
    return {
      title: clauses.at(-1)?.title ?? null,
      rounds: rounds.toReversed().map((round) => ({
        ...round,
        clauses: clauses
          .filter(({ number }) => number === round.number)
          .map(({ label, text }) => ({ label, text })),
      })),
    }
  },
})
