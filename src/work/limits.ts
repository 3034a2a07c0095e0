import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { longText, text, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
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
