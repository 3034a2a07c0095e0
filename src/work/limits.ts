import { sql } from 'kysely'
import { z } from 'zod'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { longText, text, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command, query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { workKinds } from './kinds.ts'

/** The rows of data/work-limits.json: by source, for each kind of work its working days. */
export const WorkLimitData = z.array(
  z.object({
    source: z.string().min(1),
    sourceEn: z.string().min(1),
    toCheck: z.boolean(),
    days: z.record(z.string(), z.int().min(1).max(250)),
  }),
)

/** Brings the limits up to data/; one that an office has set stays. */
export async function updateWorkLimits(db: Db, data: z.infer<typeof WorkLimitData>): Promise<void> {
  const rows = data.flatMap(({ days, ...said }) =>
    Object.entries(days).map(([key, number]) => ({ ...said, key, days: number })),
  )
  await db
    .insertInto('workLimit')
    .values(rows.map((row, ord) => ({ ...row, ord })))
    .onConflict((there) =>
      there
        .column('key')
        .doUpdateSet({
          ord: sql.ref('excluded.ord'),
          days: sql.ref('excluded.days'),
          source: sql.ref('excluded.source'),
          sourceEn: sql.ref('excluded.source_en'),
          toCheck: sql.ref('excluded.to_check'),
        })
        .where('workLimit.own', '=', false),
    )
    .execute()
}

/** Sets how many working days a kind of work may take, and by which instrument or decision of the office. */
export const setWorkLimit = command({
  name: 'work.setLimit',
  summary: words('Đặt thời hạn của một loại việc', 'Set the limit of a kind of work'),
  route: 'PUT /work-limits/{kind}',
  input: z.object({ kind: text(100), days: whole(1, 250), source: longText(500) }),
  output: z.object({ kind: z.string(), days: z.int() }),
  may: ['coordinator'],
  subject: ({ kind }) => `work_limit:${kind}`,
  async run({ db }, { kind, days, source }) {
    if (!workKinds.some((one) => one.kind === kind)) throw notFound(words('loại việc', 'Kind of work'))
    const set = { days, source, sourceEn: source, own: true, toCheck: false }
    await db
      .insertInto('workLimit')
      .values({ key: kind, ord: workKinds.length, ...set })
      .onConflict((there) => there.column('key').doUpdateSet(set))
      .execute()
    return { kind, days }
  },
})

/** What an office set, one after the other, the newest first: who, when, from how many days to how many, and by which basis. */
export const workLimitHistory = query({
  name: 'work.limitHistory',
  summary: words('Những lần đặt thời hạn', 'How the limits were set'),
  route: 'GET /work-limits/{kind}/history',
  input: z.object({ kind: text(100) }),
  output: z.object({
    kind: z.string(),
    label: z.object({ vi: z.string(), en: z.string() }),
    changes: z.array(
      z.object({
        at: z.iso.datetime(),
        by: z.string(),
        /** Working days; null where there was no limit. */
        before: z.int().nullable(),
        days: z.int(),
        source: z.string(),
      }),
    ),
  }),
  may: officers,
  async run({ db }, { kind }) {
    const known = workKinds.find((one) => one.kind === kind)
    if (known === undefined) throw notFound(words('loại việc', 'Kind of work'))
    const { rows } = await sql<{ at: Date; by: string; before: number | null; days: number; source: string }>`
      SELECT a.at, audit_actor(a.actor, a.user_id) AS by, (c.after->>'days')::int AS days, c.after->>'source' AS source,
             (SELECT (p.after->>'days')::int FROM change p WHERE p.table_name = c.table_name AND p.row_key = c.row_key AND p.id < c.id
               ORDER BY p.id DESC LIMIT 1) AS before
        FROM change c JOIN audit a ON a.id = c.audit_id
       WHERE c.table_name = 'work_limit' AND c.row_key = (SELECT l.id::text FROM work_limit l WHERE l.key = ${kind})
         AND a.command = 'work.setLimit'
       ORDER BY c.id DESC LIMIT 100`.execute(db)
    const { vi, en } = known.label
    return { kind, label: { vi, en }, changes: rows.map((row) => ({ ...row, at: row.at.toISOString() })) }
  },
})

/** The kinds of work with the limit that each has. */
export const listWorkLimits = query({
  name: 'work.limits',
  summary: words('Thời hạn của các loại việc', 'Limits of the kinds of work'),
  route: 'GET /work-limits',
  input: z.object({}),
  output: z.object({
    kinds: z.array(
      z.object({
        kind: z.string(),
        label: z.object({ vi: z.string(), en: z.string() }),
        /** Working days, who says so and whether that is still to be checked; null where there is no limit. */
        limit: z
          .object({
            days: z.int(),
            source: z.object({ vi: z.string(), en: z.string() }),
            toCheck: z.boolean(),
          })
          .nullable(),
      }),
    ),
  }),
  may: officers,
  async run({ db }) {
    const limits = await readLimits(db)
    return {
      kinds: workKinds.map(({ kind, label: { vi, en } }) => ({
        kind,
        label: { vi, en },
        limit: limits.get(kind) ?? null,
      })),
    }
  },
})

export interface Limit {
  readonly days: number
  readonly source: { vi: string; en: string }
  readonly toCheck: boolean
}

/** The limits by the kinds that they are of. */
export async function readLimits(db: Db): Promise<ReadonlyMap<string, Limit>> {
  const rows = await db
    .selectFrom('workLimit')
    .select(['key', 'days', 'source', 'sourceEn', 'toCheck'])
    .execute()
  return new Map(
    rows.map(({ key, days, source, sourceEn, toCheck }) => [
      key,
      { days, source: { vi: source, en: sourceEn }, toCheck },
    ]),
  )
}
