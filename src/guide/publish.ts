import { sql } from 'kysely'
import { z } from 'zod'
import { type Apart, holdApart } from '../controls/index.ts'
import type { Db } from '../platform/database.ts'
import { id, longText, whole } from '../platform/fields.ts'
import { toJson } from '../platform/json.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict } from '../platform/problem.ts'
import { Changed, lockEntry, touch } from './commands.ts'

/* An entry on its way to its readers: sent, returned or published by another person, taken down with the reason. */

/** Whoever did one of these on an entry does not publish it. */
export const publishedApart = {
  control: 'guide',
  commands: [
    'guide.create',
    'guide.edit',
    'guide.addReference',
    'guide.removeReference',
    'guide.send',
    'guide.takeIn',
  ],
  record: 'guide_entry',
  did: words('Bạn đã soạn mục hướng dẫn này', 'You wrote this entry'),
} satisfies Apart

/** Sends an entry to whoever publishes it. */
export const sendEntry = command({
  name: 'guide.send',
  summary: words('Gửi mục hướng dẫn để công bố', 'Send an entry to be published'),
  route: 'POST /guide/entries/{id}/sending',
  input: z.object({ id: id(), version: whole(1) }),
  output: Changed,
  may: ['coordinator'],
  subject: ({ id }) => `guide_entry:${id}`,
  async run({ db, today }, { id: entryId, version }) {
    const entry = await lockEntry(db, entryId, version)
    if (entry.state !== 'draft' && entry.state !== 'returned')
      throw conflict(
        'guide.notDraft',
        words('Mục này không có gì mới để gửi.', 'The entry has nothing new to send.'),
      )
    const source = await db
      .selectFrom('guideReference')
      .select('id')
      .where('entryId', '=', entryId)
      .where('kind', '=', 'source')
      .limit(1)
      .executeTakeFirst()
    if (source === undefined)
      throw conflict(
        'guide.noSource',
        words(
          'Mục hướng dẫn phải ghi ít nhất một nguồn đã đọc.',
          'An entry names at least one source that was read.',
        ),
      )
    return touch(db, entry, { state: 'sent', sentOn: today })
  },
})

/** The entry that waits to be published. @throws Problem 409 where none waits, 403 for whoever wrote it */
async function lockSent(context: Context, entryId: number, version: number) {
  const entry = await lockEntry(context.db, entryId, version)
  if (entry.state !== 'sent')
    throw conflict(
      'guide.notSent',
      words('Mục này không chờ công bố.', 'The entry does not wait to be published.'),
    )
  if (entry.takenInBy !== null && entry.takenInBy === context.actor.userId)
    throw conflict(
      'controls.samePerson',
      words(
        'Bạn đã nhập mục này từ tệp; người khác công bố.',
        'You brought this entry in with a file; another person publishes it.',
      ),
    )
  await holdApart(context, publishedApart, entryId)
  return entry
}

/** Returns an entry to be mended, with remarks. */
export const returnEntry = command({
  name: 'guide.return',
  summary: words('Trả lại mục hướng dẫn', 'Return an entry of the guide'),
  route: 'POST /guide/entries/{id}/return',
  input: z.object({ id: id(), version: whole(1), remarks: longText(4000) }),
  output: Changed,
  may: ['coordinator', 'leader'],
  subject: ({ id }) => `guide_entry:${id}`,
  async run(context, { id: entryId, version, remarks }) {
    return touch(context.db, await lockSent(context, entryId, version), { state: 'returned', remarks })
  },
})

/** Ends the edition that everybody reads, if there is one. */
const endEdition = (db: Db, entryId: number, on: string) =>
  db
    .updateTable('guideEdition')
    .set({ endedOn: sql<string>`greatest(published_on, ${on}::date)` })
    .where('entryId', '=', entryId)
    .where('endedOn', 'is', null)
    .execute()

/** Keeps what an entry says now as its next edition, which everybody reads from then on. */
export async function writeEdition(db: Db, entryId: number, on: string, shipped: boolean): Promise<number> {
  const {
    state,
    begunOn,
    sentOn,
    remarks,
    reason,
    version,
    key,
    takenInBy,
    id: _id,
    ...said
  } = await db.selectFrom('guideEntry').selectAll().where('id', '=', entryId).executeTakeFirstOrThrow()
  const refs = await db
    .selectFrom('guideReference')
    .select(['kind', 'title', 'publisher', 'address', 'readOn'])
    .where('entryId', '=', entryId)
    .orderBy('id')
    .execute()
  const { last } = await db
    .selectFrom('guideEdition')
    .select((eb) => eb.fn.max<number | null>('number').as('last'))
    .where('entryId', '=', entryId)
    .executeTakeFirstOrThrow()
  const number = (last ?? 0) + 1
  await endEdition(db, entryId, on)
  await db
    .insertInto('guideEdition')
    .values({ ...said, entryId, number, publishedOn: on, shipped, refs: toJson(refs) })
    .execute()
  return number
}

/** Publishes an entry: the next edition, which everybody reads; the earlier ones stay in its history. */
export const publishEntry = command({
  name: 'guide.publish',
  summary: words('Công bố mục hướng dẫn', 'Publish an entry of the guide'),
  route: 'POST /guide/entries/{id}/publication',
  input: z.object({ id: id(), version: whole(1) }),
  output: Changed,
  may: ['coordinator', 'leader'],
  subject: ({ id }) => `guide_entry:${id}`,
  async run(context, { id: entryId, version }) {
    const entry = await lockSent(context, entryId, version)
    const changed = await touch(context.db, entry, { state: 'published', remarks: null, takenInBy: null })
    await writeEdition(context.db, entryId, context.today, false)
    return changed
  },
})

/** Takes an entry down: nobody outside reads it any more; its editions stay, and editing it begins a new one. */
export const withdrawEntry = command({
  name: 'guide.withdraw',
  summary: words('Gỡ mục hướng dẫn', 'Take down an entry of the guide'),
  route: 'POST /guide/entries/{id}/withdrawal',
  input: z.object({ id: id(), version: whole(1), reason: longText(4000) }),
  output: Changed,
  may: ['coordinator'],
  subject: ({ id }) => `guide_entry:${id}`,
  async run({ db, today }, { id: entryId, version, reason }) {
    const entry = await lockEntry(db, entryId, version)
    if (entry.state === 'withdrawn')
      throw conflict('guide.withdrawn', words('Mục này đã được gỡ rồi.', 'The entry is taken down already.'))
    await endEdition(db, entryId, today)
    return touch(db, entry, { state: 'withdrawn', reason })
  },
})
