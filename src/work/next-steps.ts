import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { readHolidays } from '../calendar/index.ts'
import { timeLeft } from '../duties/index.ts'
import { type Actor, mayRun, officers, roleNames, roles } from '../platform/actor.ts'
import { choice, id } from '../platform/fields.ts'
import { type Words, words } from '../platform/language.ts'
import { type Context, query } from '../platform/operation.ts'
import type { Matter } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { readsEvery } from '../platform/sight.ts'
import type { WorkKind, WorkRows } from '../platform/work.ts'
import { rooms } from '../portal/index.ts'
import { kindOf, workKinds, workRecords } from './kinds.ts'
import { standingOf } from './standing.ts'
import { begunOf, concerns, limitsOf, officer, pausedDays, source, waitsFor } from './waiting.ts'

/*
 * What a record waits for, and whose that is: the same kinds of work that the list of work is made of, asked of one record, whoever asks.
 */

const WordsOut = z.object({ vi: z.string(), en: z.string() })

const NextStep = z.object({
  kind: z.string(),
  /** What is to be done. */
  label: WordsOut,
  /** Whose it is. */
  whose: WordsOut,
  /** The officer in charge, for whoever is told; null for nobody. */
  officer: z.string().nullable(),
  /** Whether it is on the list of work of who asks. */
  mine: z.boolean(),
  since: z.iso.date(),
  /** The last day in time; null where there is no limit. */
  lastOn: z.iso.date().nullable(),
  late: z.boolean(),
  left: WordsOut.nullable(),
  /** How many of them wait; what is told is of the first. */
  count: z.int(),
  /** Where it is done. */
  href: z.string(),
})
export type NextStep = z.infer<typeof NextStep>

/** Whether the rows of a kind bear the number of the record, and not of a year or plan that it stands for. */
const ofRecord = ({ states, address }: WorkKind) => states.length > 0 || address.includes('{id}')

/** The condition that makes a row `r` of a kind one of these matters; null where none of its rows can be. */
function ofMatters(kind: WorkKind, rows: WorkRows, matters: readonly Matter[]): RawBuilder<unknown> | null {
  const found = matters.flatMap((matter) => {
    if ('record' in matter)
      return matter.record === kind.record && ofRecord(kind) ? [sql`r.id = ${matter.id}::int`] : []
    if ('planId' in matter) return rows.planId === undefined ? [] : [sql`r.plan_id = ${matter.planId}::int`]
    return rows.enterpriseId === undefined ? [] : [sql`r.enterprise_id = ${matter.enterpriseId}::int`]
  })
  return found.length === 0 ? null : sql`(${sql.join(found, sql` OR `)})`
}

interface Row {
  kind: string
  id: number
  since: string
  lastOn: string | null
  agency: string | null
  agencyEn: string | null
  person: string | null
  officer: string | null
  mine: boolean
  count: number
}

/** How many kinds of steps are told of: an enterprise may have more waiting than one reads. */
const most = 6

/**
 * What waits for somebody in these matters, due first; for whoever may read the record.
 * @param matters the record, and what hangs from it
 */
export async function nextStepsOf(
  context: Pick<Context, 'db' | 'actor' | 'today'>,
  matters: readonly Matter[],
): Promise<NextStep[]> {
  const { db, actor, today } = context
  const standing = await standingOf(db, actor, today)
  const limits = await limitsOf(context)
  const { begun, at } = await begunOf(context)
  const parts: RawBuilder<unknown>[] = []
  for (const kind of workKinds) {
    const rows = await kind.rows({ db, actor, today })
    const wanted = ofMatters(kind, rows, matters)
    if (wanted === null) continue
    const days = limits.get(kind.kind) ?? null
    const paused = pausedDays(rows, days, at)
    const mine = concerns(context, kind) ? waitsFor(context, standing, kind, rows) : sql`false`
    parts.push(sql`SELECT ${kind.kind}::text AS kind, r.id, r.since,
        coalesce(r.due, clock.nth[${at(sql`r.since`)} + ${days}::int + ${paused === null ? sql`0` : sql`coalesce(q.days, 0)`}]) AS last_on,
        g.name AS agency, g.name_en AS agency_en, p.name AS person, o.name AS officer, coalesce((${mine}), false) AS mine
      FROM ${source({ rows })} ${officer({ kind })} ${paused ?? sql``} CROSS JOIN clock
        LEFT JOIN agency g ON g.id = r.agency_id LEFT JOIN account p ON p.id = r.person_id
      WHERE ${wanted}`)
  }
  if (parts.length === 0) return []
  const { rows } =
    await sql<Row>`${begun} SELECT * FROM (SELECT DISTINCT ON (kind) kind, id, since, last_on, agency, agency_en, person,
        officer, bool_or(mine) OVER each AS mine, (count(*) OVER each)::int AS count
      FROM (${sql.join(parts, sql` UNION ALL `)}) x WINDOW each AS (PARTITION BY kind) ORDER BY kind, last_on, since, id) y
    ORDER BY last_on, since, kind LIMIT ${most}`.execute(db)
  const holidays = await readHolidays(db)
  return rows.map((row) => {
    const kind = kindOf(row.kind)
    const { lastOn, since, mine, count } = row
    return {
      kind: row.kind,
      label: plain(kind.label),
      whose: whoseOf(kind, row, actor),
      officer: tellsOfficer(actor, kind) ? row.officer : null,
      ...{ mine, since, lastOn, count },
      late: lastOn !== null && lastOn < today,
      left: lastOn === null ? null : plain(timeLeft({ on: lastOn, before: false }, today, holidays)),
      href: kind.address.replace('{id}', String(row.id)),
    }
  })
}

const plain = ({ vi, en }: Words) => ({ vi, en })

/** Who is in charge is told to the auditor and to those who do such work. */
const tellsOfficer = (actor: Actor, kind: WorkKind) => actor.grants.has('auditor') || mayRun(actor, kind.by)

function whoseOf(kind: WorkKind, row: Row, actor: Actor): { vi: string; en: string } {
  switch (kind.whose) {
    case 'enterprise':
      return plain(roleNames.enterprise)
    case 'agency':
      return row.agency === null
        ? plain(roleNames.agency)
        : { vi: row.agency, en: row.agencyEn ?? row.agency }
    case 'person':
      return row.person === null || !readsEvery(actor)
        ? { vi: 'Người được giao', en: 'Who was given it' }
        : { vi: row.person, en: row.person }
    case 'office': {
      const names = roles.filter((role) => kind.by.may.includes(role)).map((role) => roleNames[role])
      return {
        vi: names.map(({ vi }) => vi).join(' hoặc '),
        en: names.map(({ en }) => en).join(' or '),
      }
    }
  }
}

/** Why a record in this state waits for nobody; null where it may wait for somebody. */
export function settledWords(record: string, state: string): Words | null {
  return workRecords.find((one) => one.record === record)?.settled[state] ?? null
}

const threads = rooms.flatMap((room) => room.threads)
const readable = [...new Set(threads.flatMap(({ subjects }) => subjects))]

/** What a record waits for, and whose that is. Whoever reads the whole record may ask. */
export const nextSteps = query({
  name: 'work.next',
  summary: words('Bước tiếp theo của một hồ sơ', 'The next step of a record'),
  route: 'GET /work-next/{record}/{recordId}',
  input: z.object({ record: choice(readable as [string, ...string[]]), recordId: id() }),
  output: z.object({ steps: z.array(NextStep) }),
  may: [...officers, 'enterprise'],
  async run(context, { record, recordId }) {
    const thread = threads.find(({ subjects }) => subjects.includes(record))
    if (thread === undefined || !mayRun(context.actor, thread.show)) throw notFound(words('hồ sơ', 'Record'))
    await thread.show.run(context, { id: recordId })
    return { steps: await nextStepsOf(context, [{ record, id: recordId }]) }
  },
})
