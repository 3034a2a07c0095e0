import { sql } from 'kysely'
import { z } from 'zod'
import { keysByWords, quotedNames } from '../imports/index.ts'
import type { Plan } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { yearOf } from '../platform/dates.ts'
import { text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import {
  dayProblems,
  eventFields,
  eventKinds,
  factOf,
  peopleProblems,
  takeOverEvent,
} from '../training/index.ts'
import { eventColumns } from './columns.ts'
import { mark, numberKey, recordsOf, reportedAlready, reportedYears } from './links.ts'
import { changedSince, retractFacts, standingOn } from './standing.ts'
import { faults, type Line, type Made, step, type Verdict } from './step.ts'

const { kind: _kind, fileId: _sheet, ...event } = eventFields.input
const Row = z.object({ courseNumber: text(100), eventKind: text(100), ...event })
type Row = z.output<typeof Row>
type Kind = (typeof eventKinds.keys)[number]

interface Found {
  readonly kind: Kind
  /** Its year has its events by an old report. */
  readonly reported: boolean
}

const kindSaid = keysByWords(eventKinds, [
  ['hoi nghi', 'conference'],
  ['hoi thao', 'conference'],
  ['khoa dao tao', 'course'],
  ['lop tap huan', 'course'],
  ['dao tao chuyen gia', 'expert_training'],
])
const listed = quotedNames(eventKinds)

const eventOf = (kind: string, heldOn: string, title: string) => [kind, heldOn, numberKey(title)].join('|')

/** The courses of a plan that were taken over under these numbers, by `numberKey`. */
export async function coursesOf(db: Db, planId: number, numbers: readonly string[]) {
  const rows = await db
    .selectFrom('takeoverRecord as r')
    .innerJoin('takeoverBatch as b', 'b.id', 'r.batchId')
    .innerJoin('trainingEvent as e', 'e.id', 'r.recordId')
    .select(['r.numberKey', 'r.batchId', 'e.id', 'e.title', 'e.participants', 'e.kind', 'e.experts'])
    .where('r.recordType', '=', 'training_event')
    .where('b.state', '=', 'approved')
    .where('e.planId', '=', planId)
    .where(sql<boolean>`r.number_key = ANY (${numbers.map(numberKey)}::text[])`)
    .execute()
  return new Map(rows.map((row) => [row.numberKey ?? '', row]))
}

interface Known {
  readonly plan: Plan
  readonly today: string
  readonly events: ReadonlyMap<string, number>
  readonly numbers: Awaited<ReturnType<typeof coursesOf>>
  readonly reported: ReadonlyMap<string, ReadonlyMap<number, number>>
  readonly above: Map<string, number>
}

function judgeRow({ line, row }: Line<Row>, known: Known): Verdict<Found> {
  const { plan, today, events, numbers, above } = known
  const found = faults()
  const { wrong } = found
  const label = `${row.courseNumber} · ${row.title}`
  const kind = kindSaid(row.eventKind)
  const { heldOn, endedOn = null, participants, experts = 0 } = row
  for (const { field, words } of dayProblems({ heldOn, endedOn }, { ...plan, replaced: true }, today))
    wrong(field === 'endedOn' ? 'endedOn' : 'heldOn', words)
  if (kind === undefined)
    wrong('eventKind', words(`Xin ghi một trong: ${listed.vi}.`, `Please write one of: ${listed.en}.`))
  else for (const { words } of peopleProblems({ kind, participants, experts })) wrong('experts', words)
  const number = numberKey(row.courseNumber)
  const same = eventOf(kind ?? '', heldOn, row.title)
  const twice = above.get(number) ?? above.get(same)
  if (twice !== undefined)
    wrong(
      'courseNumber',
      words(`Lớp, sự kiện này đã có ở dòng ${twice}.`, `Row ${twice} has this event already.`),
    )
  above.set(number, twice ?? line)
  above.set(same, twice ?? line)
  if (found.list.length > 0 || kind === undefined)
    return { outcome: 'error', label, found: null, problems: found.list }
  const there = numbers.get(number)?.id ?? events.get(same)
  if (there !== undefined) {
    const said = words(
      `Sự kiện này đã có (${there}); giữ nguyên.`,
      `This event is there (${there}); it stays.`,
    )
    return { outcome: 'same', label, found: null, problems: [{ column: 'courseNumber', words: said }] }
  }
  const quantity = known.reported.get(factOf({ kind, experts }).kind)?.get(yearOf(heldOn))
  return {
    outcome: 'new',
    label,
    found: { kind, reported: quantity !== undefined },
    problems:
      quantity === undefined
        ? []
        : [{ column: 'eventKind', words: reportedAlready(yearOf(heldOn), quantity) }],
  }
}

async function taken(db: Db, batchId: number) {
  const records = await recordsOf(db, batchId, 'training_event')
  if (records.length === 0) return []
  return db
    .selectFrom('trainingEvent')
    .select(['id', 'title as name', 'retractedOn'])
    .where(
      'id',
      'in',
      records.map(({ recordId }) => recordId),
    )
    .orderBy('id')
    .execute()
}

export const courses = step({
  key: 'courses',
  name: words('Hội nghị, lớp đào tạo', 'Conferences and courses'),
  needs: words(
    'Sự kiện đã tổ chức, kèm số người tham dự và số chuyên gia được đào tạo; được tính vào chỉ tiêu của năm.',
    'Events that were held, with the numbers of participants and of experts trained; they count for the targets of their year.',
  ),
  columns: ['courseNumber', ...eventColumns],
  headings: ['courseNumber', 'title', 'heldOn'],
  row: Row,
  takenBy: ['coordinator'],
  approvedBy: ['coordinator', 'leader'],
  async judge({ db, today }, plan, lines) {
    const rows = await db
      .selectFrom('trainingEvent')
      .select(['id', 'kind', 'heldOn', 'title'])
      .where('planId', '=', plan.id)
      .where('retractedOn', 'is', null)
      .where(sql<boolean>`held_on = ANY (${[...new Set(lines.map(({ row }) => row.heldOn))]}::date[])`)
      .execute()
    const kinds = ['conference.held', 'course.held', 'expert.trained'] as const
    const known: Known = {
      plan,
      today,
      events: new Map(rows.map(({ id, kind, heldOn, title }) => [eventOf(kind, heldOn, title), id])),
      numbers: await coursesOf(
        db,
        plan.id,
        lines.map(({ row }) => row.courseNumber),
      ),
      reported: new Map(
        await Promise.all(kinds.map(async (kind) => [kind, await reportedYears(db, plan.id, kind)] as const)),
      ),
      above: new Map(),
    }
    return lines.map((line) => judgeRow(line, known))
  },
  async write({ db }, batch, rows) {
    const made: Made[] = []
    for (const { line, row, found } of rows) {
      const event = eventFields.values({ ...row, kind: found.kind, fileId: batch.file.id })
      const recordId = await takeOverEvent(db, { ...event, planId: batch.plan.id }, !found.reported)
      made.push({ recordId, line, number: row.courseNumber })
    }
    await mark(db, batch, 'training_event', made)
  },
  async standing({ db }, batchId) {
    const found = await taken(db, batchId)
    const changed = found.filter(({ retractedOn }) => retractedOn !== null)
    const on = await standingOn(db, 'training_event', found)
    return [...changed.map(({ name }) => changedSince(name)), ...on.map(({ said }) => said)]
  },
  async undo({ db }, batch, reason) {
    const ids = (await taken(db, batch.id)).map(({ id }) => id)
    if (ids.length === 0) return
    await retractFacts(db, 'training_event', ids, reason)
    await db.deleteFrom('trainingEvent').where('id', 'in', ids).execute()
  },
})
