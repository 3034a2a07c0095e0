import { z } from 'zod'
import { id } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { type RetentionKind, retentionKindKeys, retentionKinds } from './kinds.ts'
import { periods } from './runs.ts'

const Run = z.object({
  id: z.int(),
  kind: z.enum(retentionKindKeys),
  /** What was of no use before this moment. */
  before: z.iso.datetime(),
  due: z.int(),
  listedAt: z.iso.datetime(),
})
const DoneRun = Run.extend({
  doneAt: z.iso.datetime(),
  by: z.string(),
  removed: z.int(),
  /** Bytes of the files among them. */
  bytes: z.int(),
})

const shownRuns = 50

/** How long each kind is kept, by what, what is due, and what was removed last. */
export const showRetention = query({
  name: 'retention.show',
  summary: words('Thời hạn lưu theo loại', 'How long each kind is kept'),
  route: 'GET /retention',
  input: z.object({}),
  output: z.object({
    kinds: z.array(
      z.object({
        kind: z.enum(retentionKindKeys),
        /** Null: none is set, and nothing is listed. */
        days: z.int().nullable(),
        /** The legal text; null: none is stated. */
        source: z.string().nullable(),
        reason: z.string().nullable(),
        /** Whether the house has set it; else it is what the program proposes. */
        set: z.boolean(),
        /** What waits to be confirmed; null until it has been listed. */
        open: Run.nullable(),
      }),
    ),
    done: z.array(DoneRun),
  }),
  may: ['admin', 'auditor'],
  proof: 'session',
  async run({ db }) {
    const open = await db.selectFrom('retentionRun').selectAll().where('doneAt', 'is', null).execute()
    const done = await db
      .selectFrom('retentionRun as r')
      .leftJoin('account as a', 'a.id', 'r.confirmedBy')
      .selectAll('r')
      .select('a.name')
      .where('r.doneAt', 'is not', null)
      .orderBy('r.doneAt', 'desc')
      .orderBy('r.id', 'desc')
      .limit(shownRuns)
      .execute()
    const shown = (run: (typeof open)[number]) => ({
      id: run.id,
      kind: run.kind as RetentionKind,
      before: run.before.toISOString(),
      due: run.due,
      listedAt: run.listedAt.toISOString(),
    })
    const ofKinds = [...(await periods(db))]
    return {
      kinds: ofKinds.map(([kind, period]) => {
        const run = open.find((row) => row.kind === kind)
        return { kind, ...period, open: run === undefined ? null : shown(run) }
      }),
      done: done.map((run) => ({
        ...shown(run),
        doneAt: (run.doneAt ?? run.listedAt).toISOString(),
        by: run.name ?? run.confirmedBy ?? '',
        removed: run.removed ?? 0,
        bytes: Number(run.bytes ?? 0n),
      })),
    }
  },
})

/** As many items as a person looks through before confirming. */
const shownItems = 200

/** What a list would remove, item by item: the oldest first, of a long one the first. */
export const showDue = query({
  name: 'retention.due',
  summary: words('Những gì đã hết thời hạn lưu', 'What is due to be removed'),
  route: 'GET /retention/runs/{id}',
  input: z.object({ id: id() }),
  output: Run.extend({
    items: z.array(
      z.object({
        label: z.string(),
        labelEn: z.string(),
        /** The page of the record that it is of; null where it has none. */
        href: z.string().nullable(),
        since: z.iso.datetime(),
      }),
    ),
  }),
  may: ['admin', 'auditor'],
  proof: 'session',
  async run({ db }, input) {
    const run = await db
      .selectFrom('retentionRun')
      .selectAll()
      .where('id', '=', input.id)
      .where('doneAt', 'is', null)
      .executeTakeFirst()
    if (run === undefined) throw notFound(words('danh sách đến hạn', 'List of what is due'))
    const kind = run.kind as RetentionKind
    const items = await retentionKinds[kind].due(db, run.before, shownItems)
    const due = await retentionKinds[kind].count(db, run.before)
    return {
      id: run.id,
      kind,
      before: run.before.toISOString(),
      due,
      listedAt: run.listedAt.toISOString(),
      items: items.map(({ label, labelEn = label, href = null, since }) => ({
        ...{ label, labelEn, href },
        since: new Date(since).toISOString(),
      })),
    }
  },
})
