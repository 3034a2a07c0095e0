import { sql } from 'kysely'
import { z } from 'zod'
import { untouched } from '../platform/catalogue.ts'
import type { Db } from '../platform/database.ts'
import { columnsOfEntry, GuideEntry, replaceReferences } from './exchange.ts'
import { writeEdition } from './publish.ts'

/** The entries that come with the program, each with the sources that were read for it. */
export const GuideData = GuideEntry.extend({
  key: z.string().regex(/^[a-z0-9-]{2,60}$/),
  /** The day on which it was written. */
  writtenOn: z.iso.date(),
})
export type GuideData = z.output<typeof GuideData>

/**
 * Brings the entries of data/guide.json in: one that is not there is published, marked as coming with the program; one that only the program
 * has written gets a next edition when its text in data/ has changed. What somebody of the office has touched is left alone.
 */
export async function updateGuide(db: Db, entries: readonly GuideData[]): Promise<void> {
  const contents = new Map(
    (await db.selectFrom('supportContent').select(['id', 'key']).execute()).map(({ id, key }) => [key, id]),
  )
  for (const { key, writtenOn, ...entry } of entries) {
    const contentId = contents.get(entry.content)
    if (contentId === undefined) throw new Error(`data/guide.json names the content ${entry.content}`)
    const columns = columnsOfEntry(entry, contentId)
    const there = await db
      .selectFrom('guideEntry as g')
      .innerJoin('guideEdition as e', 'e.entryId', 'g.id')
      .selectAll('g')
      .select(['e.publishedOn', untouched('guide_entry', sql<string>`g.id::text`).as('own')])
      .where('g.key', '=', key)
      .orderBy('e.number', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (there !== undefined && (!there.own || there.publishedOn >= writtenOn)) continue
    const entryId =
      there?.id ??
      (
        await db
          .insertInto('guideEntry')
          .values({ ...columns, key, state: 'published', begunOn: writtenOn })
          .returning('id')
          .executeTakeFirstOrThrow()
      ).id
    if (there !== undefined)
      await db
        .updateTable('guideEntry')
        .set({ ...columns, version: there.version + 1 })
        .where('id', '=', entryId)
        .execute()
    await replaceReferences(db, entryId, entry.references)
    await writeEdition(db, entryId, writtenOn, true)
  }
}
