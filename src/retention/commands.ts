import { z } from 'zod'
import { choice, id, longText, optionalText, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { conflict, notFound } from '../platform/problem.ts'
import { type RetentionKind, retentionKindKeys, retentionKinds } from './kinds.ts'
import { periods } from './runs.ts'

/** Sets how long a kind of record is kept, with the reason and, where there is one, the legal text. */
export const setRetention = command({
  name: 'retention.setPeriod',
  summary: words('Đặt thời hạn lưu của một loại', 'Set how long a kind is kept'),
  route: 'PUT /retention/{kind}',
  input: z.object({
    kind: choice(retentionKindKeys),
    days: whole(1, 36_500),
    source: optionalText(300),
    reason: longText(1000),
  }),
  output: z.object({ kind: z.enum(retentionKindKeys), days: z.int() }),
  may: ['admin'],
  proof: 'session',
  subject: ({ kind }) => `retention:${kind}`,
  async run({ db, actor, now }, { kind, days, source, reason }) {
    const values = { days, source: source ?? null, reason, setBy: actor.userId ?? actor.name, setAt: now }
    await db
      .insertInto('retentionRule')
      .values({ kind, ...values })
      .onConflict((there) => there.column('kind').doUpdateSet(values))
      .execute()
    // What was listed by the former period is no longer what would be removed.
    await db.deleteFrom('retentionRun').where('kind', '=', kind).where('doneAt', 'is', null).execute()
    return { kind, days }
  },
})

/** Removes what a list says is due, or proposes to erase whom it names, and nothing that became due after it was made. */
export const confirmRetention = command({
  name: 'retention.confirm',
  summary: words('Xác nhận xóa những gì đã hết thời hạn lưu', 'Confirm the removal of what is due'),
  route: 'POST /retention/runs/{id}/confirmation',
  input: z.object({ id: id() }),
  output: z.object({ id: z.int(), removed: z.int(), files: z.array(z.string()) }),
  may: ['admin'],
  proof: 'session',
  subject: ({ id: runId }) => `retention_run:${runId}`,
  async run({ db, files, actor, now }, input) {
    const run = await db
      .selectFrom('retentionRun')
      .selectAll()
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst()
    if (run === undefined) throw notFound(words('danh sách đến hạn', 'List of what is due'))
    if (run.doneAt !== null) throw alreadyDone()
    const kind = run.kind as RetentionKind
    const days = (await periods(db)).get(kind)?.days ?? 0
    const by = { kind, days, by: actor.userId, at: now }
    const gone = await retentionKinds[kind].remove({ db, files }, run.before, by)
    await db
      .updateTable('retentionRun')
      .set({
        doneAt: now,
        confirmedBy: actor.userId ?? actor.name,
        removed: gone.removed,
        bytes: BigInt(gone.bytes),
      })
      .where('id', '=', run.id)
      .execute()
    return { id: run.id, removed: gone.removed, files: [...gone.files] }
  },
  async after({ db, files }, output) {
    for (const sha256 of output.files) {
      const named = await db.selectFrom('file').select('id').where('sha256', '=', sha256).executeTakeFirst()
      if (named === undefined) await files.remove(sha256)
    }
  },
})

const alreadyDone = () =>
  conflict(
    'retention.done',
    words('Danh sách này đã được thực hiện.', 'This list has been carried out already.'),
  )
