import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { type Holidays, readHolidays } from '../calendar/index.ts'
import { timeLeft } from '../duties/index.ts'
import { withAccount } from '../platform/actor.ts'
import { addDays } from '../platform/dates.ts'
import { flag, optionalChoice, optionalText } from '../platform/fields.ts'
import { type Words, words } from '../platform/language.ts'
import { listInput, listOutput, pageOf } from '../platform/list.ts'
import { type Context, query } from '../platform/operation.ts'
import { states } from '../platform/states.ts'
import { isCharged, kindOf, workKinds } from './kinds.ts'
import { type Limit, readLimits } from './limits.ts'
import { type Waiting, waitingFor, whoseKeys } from './waiting.ts'

const WordsOut = z.object({ vi: z.string(), en: z.string() })

/** How work stands to its last day. */
export const dueStates = states({
  late: { vi: 'Quá hạn', en: 'Overdue', tone: 'error' },
  soon: { vi: 'Đến hạn trong 7 ngày', en: 'Due within 7 days', tone: 'warning' },
  later: { vi: 'Còn thời gian', en: 'Due later', tone: 'neutral' },
  none: words('Không có hạn', 'Without a limit'),
})

const WorkRow = z.object({
  /** Kind and group, or kind and record: unique in the list. */
  id: z.string(),
  kind: z.string(),
  /** What is to be done. */
  label: WordsOut,
  record: z.string(),
  /** The number of the record; null for a line that stands for several. */
  recordId: z.int().nullable(),
  /** The group that the line stands for, to open it by; null for a single record. */
  group: z.string().nullable(),
  /** How many records the line stands for, and what they are counted as. */
  count: z.int(),
  counted: WordsOut.nullable(),
  subject: WordsOut,
  /** The page where it is done, or the list of the group. */
  href: z.string(),
  since: z.iso.date(),
  /** The last day in time, of several the first; null where there is no limit. */
  lastOn: z.iso.date().nullable(),
  due: dueStates.schema,
  left: WordsOut.nullable(),
  /** The limit that its clock runs on: working days, and who says so. */
  limit: z.object({ days: z.int(), source: WordsOut, toCheck: z.boolean() }).nullable(),
  /** Working days that the clock left out, while the other side was asked. */
  paused: z.int(),
  /** Who is in charge; null for nobody. */
  officer: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** The absent colleague for whom it is on this list. */
  standingInFor: z.string().nullable(),
  /** Whether somebody can be put in charge of it. */
  assignable: z.boolean(),
})
export type WorkRow = z.infer<typeof WorkRow>

interface Line {
  id: string
  kind: string
  groupKey: string
  count: number
  recordId: number
  since: string
  lastOn: string | null
  paused: number
  sortKey: string
}

/** What waits for who asks: due first, then the oldest; equal work as one line. */
export const listWork = query({
  name: 'work.list',
  summary: words('Việc của tôi', 'My work'),
  route: 'GET /work',
  input: z.object({
    ...listInput(['due']),
    kind: optionalChoice(workKinds.map(({ kind }) => kind)),
    due: optionalChoice(dueStates.keys),
    /** The account's own and what nobody is in charge of; what it is in charge of; colleagues' work too. */
    whose: optionalChoice(whoseKeys),
    /** The records of one group, each on its own line. */
    group: optionalText(200),
    /** Each record on its own line, of groups too. */
    single: flag(),
  }),
  output: listOutput(WorkRow),
  may: withAccount,
  async run(context, input) {
    const { db, today } = context
    const waiting = await waitingFor(context, input.whose ?? 'open')
    const all = waiting.select(input.kind === undefined ? undefined : [input.kind])
    const lines = linesOf(all, {
      group: input.group,
      single: input.single || input.group !== undefined,
      due: input.due === undefined ? sql`true` : dueCondition(input.due, today),
    })
    const listed = db.with('w', () => sql<Line>`(${lines})`)
    const page = await pageOf(
      listed.selectFrom('w').selectAll(),
      input,
      { due: { column: 'w.sortKey', value: (row) => row.sortKey } },
      'w.id',
      // The first page names the lines once and counts what it named; a later one bears its count, and one behind the end is counted alone.
      input.cursor === undefined && input.page === undefined
        ? db.withTables<{ w: Line }>().selectFrom('w').select(sql`1`.as('one'))
        : undefined,
    )
    return { ...page, rows: await shown(context, waiting, page.rows) }
  },
})

/** Groups the rows into lines, each with the key that the list is in the order of. */
function linesOf(
  all: RawBuilder<unknown>,
  { group, single, due }: { group: string | undefined; single: boolean; due: RawBuilder<unknown> },
): RawBuilder<unknown> {
  const key = single ? sql`record_id::text` : sql`group_key`
  const within = group === undefined ? sql`true` : sql`group_key = ${group}`
  return sql`SELECT kind || '/' || ${key} AS id, kind, ${key} AS group_key, count(*)::int AS count, min(since) AS since,
      min(last_on) AS last_on, max(paused) AS paused, (array_agg(record_id ORDER BY last_on, since, record_id))[1] AS record_id,
      coalesce(min(last_on)::text, '9999') || ' ' || min(since) || ' ' || kind AS sort_key
    FROM (${all}) x WHERE ${within} AND ${due} GROUP BY kind, ${key}`
}

function dueCondition(due: (typeof dueStates.keys)[number], today: string): RawBuilder<unknown> {
  const soon = addDays(today, 7)
  switch (due) {
    case 'late':
      return sql`last_on < ${today}::date`
    case 'soon':
      return sql`last_on BETWEEN ${today}::date AND ${soon}::date`
    case 'later':
      return sql`last_on > ${soon}::date`
    case 'none':
      return sql`last_on IS NULL`
  }
}

function dueOf(lastOn: string | null, today: string): (typeof dueStates.keys)[number] {
  if (lastOn === null) return 'none'
  if (lastOn < today) return 'late'
  return lastOn <= addDays(today, 7) ? 'soon' : 'later'
}

interface Described {
  kind: string
  recordId: number
  groupKey: string | null
  subject: string
  subjectEn: string
  label: string | null
  labelEn: string | null
  officerId: string | null
  officer: string | null
}

/** Lines as they are shown: what each is about is read for the lines of the page alone. */
async function shown({ db, today }: Context, waiting: Waiting, lines: readonly Line[]): Promise<WorkRow[]> {
  if (lines.length === 0) return []
  const holidays = await readHolidays(db)
  const limits = await readLimits(db)
  const { rows } = await sql<Described>`${waiting.describe(lines)}`.execute(db)
  const told = Map.groupBy(rows, ({ kind, recordId }) => `${kind}/${recordId}`)
  return lines.flatMap((line) => {
    // A record may be of a kind twice, in two groups; gone between the two statements, it is left out.
    const found = told.get(`${line.kind}/${line.recordId}`)
    const about = found?.find(({ groupKey }) => groupKey === line.groupKey) ?? found?.[0]
    return about === undefined ? [] : [rowOf(line, about, { today, holidays, limits, waiting })]
  })
}

function rowOf(
  line: Line,
  about: Described,
  of: { today: string; holidays: Holidays; limits: ReadonlyMap<string, Limit>; waiting: Waiting },
): WorkRow {
  const kind = kindOf(line.kind)
  const { lastOn, count } = line
  const several = count > 1
  const group = several ? line.groupKey : null
  const subject =
    several && about.label !== null ? [about.label, about.labelEn] : [about.subject, about.subjectEn]
  const absent = of.waiting.standing.absent.find(({ id }) => id === about.officerId)
  return {
    id: line.id,
    kind: line.kind,
    label: plain(kind.label),
    record: kind.record,
    recordId: several ? null : line.recordId,
    group,
    count,
    counted: several && kind.counted !== undefined ? plain(kind.counted) : null,
    subject: { vi: subject[0] ?? about.subject, en: subject[1] ?? about.subjectEn },
    href:
      group === null
        ? kind.address.replace('{id}', String(line.recordId))
        : `/work?kind=${encodeURIComponent(line.kind)}&group=${encodeURIComponent(group)}`,
    since: line.since,
    lastOn,
    due: dueOf(lastOn, of.today),
    left: lastOn === null ? null : plain(timeLeft({ on: lastOn, before: false }, of.today, of.holidays)),
    limit: of.limits.get(line.kind) ?? null,
    paused: line.paused,
    officer:
      several || about.officerId === null || about.officer === null
        ? null
        : { id: about.officerId, name: about.officer },
    standingInFor: absent?.name ?? null,
    assignable: !several && isCharged(kind),
  }
}

const plain = ({ vi, en }: Words) => ({ vi, en })

/** How much waits for who asks, by kind; kinds of which nothing waits are left out. */
export const countWork = query({
  name: 'work.counts',
  summary: words('Việc của tôi theo loại', 'My work by kind'),
  route: 'GET /work-counts',
  input: z.object({ whose: optionalChoice(whoseKeys) }),
  output: z.object({
    total: z.int(),
    late: z.int(),
    kinds: z.array(z.object({ kind: z.string(), label: WordsOut, count: z.int(), late: z.int() })),
    /** The colleagues that the account stands in for today. */
    standingInFor: z.array(z.string()),
  }),
  may: withAccount,
  async run(context, input) {
    const waiting = await waitingFor(context, input.whose ?? 'open')
    const { rows } = await sql<{ kind: string; count: number; late: number }>`
      SELECT kind, count(*)::int AS count, (count(*) FILTER (WHERE last_on < ${context.today}::date))::int AS late
        FROM (${waiting.select()}) x GROUP BY kind`.execute(context.db)
    const kinds = waiting.kinds.flatMap(({ kind, label }) => {
      const row = rows.find((one) => one.kind === kind)
      return row === undefined ? [] : [{ kind, label: plain(label), count: row.count, late: row.late }]
    })
    const sum = (of: (row: (typeof kinds)[number]) => number) =>
      kinds.reduce((total, row) => total + of(row), 0)
    return {
      total: sum(({ count }) => count),
      late: sum(({ late }) => late),
      kinds,
      standingInFor: waiting.standing.absent.map(({ name }) => name),
    }
  },
})
