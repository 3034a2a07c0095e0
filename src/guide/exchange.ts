import { z } from 'zod'
import { sectorGroups } from '../enterprises/index.ts'
import type { Db } from '../platform/database.ts'
import { words } from '../platform/language.ts'
import { command, query } from '../platform/operation.ts'
import { invalidField } from '../platform/problem.ts'
import { slug } from '../platform/text.ts'
import { columnsOf } from './commands.ts'
import { guideFields, referenceFields } from './fields.ts'
import { guidesOfAll } from './public-queries.ts'
import { goals, lacking, referenceKinds } from './rules.ts'

/* Entries from one installation to another, as JSON: given out whole, taken in as drafts that another person publishes. */

const { contentId: _content, ...texts } = guideFields.input

const Reference = z.object(referenceFields.input).refine((reference) => lacking(reference).length === 0, {
  message: 'A source needs publisher, address and day of reading; a document or video its address.',
})

/** An entry as a file holds it; its content by the code of the catalogue. */
export const GuideEntry = z.object({
  content: z.string().min(1).max(60),
  ...texts,
  standards: z.array(z.string().max(200)).max(40),
  sectors: z.array(sectorGroups.schema).default([]),
  goals: z.array(goals.schema).default([]),
  references: z.array(Reference).max(60),
})
export type GuideEntry = z.output<typeof GuideEntry>

/** The columns of an entry that came in a file. */
export const columnsOfEntry = (entry: Omit<GuideEntry, 'references'>, contentId: number) => ({
  ...columnsOf({ ...entry, contentId, standards: undefined }),
  standards: entry.standards,
})

/** Puts these references in the place of those that an entry has. */
export async function replaceReferences(
  db: Db,
  entryId: number,
  references: GuideEntry['references'],
): Promise<void> {
  await db.deleteFrom('guideReference').where('entryId', '=', entryId).execute()
  if (references.length === 0) return
  await db
    .insertInto('guideReference')
    .values(references.map((reference) => ({ entryId, ...referenceFields.values(reference) })))
    .execute()
}

interface Writing {
  readonly today: string
  /** The account that brings it in; null for the program. */
  readonly by: string | null
}

/** Writes an entry as a draft: over the one that has its content and name, or as a new one. @returns its number and whether it is new */
export async function writeDraft(
  db: Db,
  entry: GuideEntry,
  { contentId, entryId }: { readonly contentId: number; readonly entryId: number | null },
  { today, by }: Writing,
): Promise<{ id: number; isNew: boolean }> {
  const columns = columnsOfEntry(entry, contentId)
  if (entryId === null) {
    const { id } = await db
      .insertInto('guideEntry')
      .values({ ...columns, begunOn: today, takenInBy: by })
      .returning('id')
      .executeTakeFirstOrThrow()
    await replaceReferences(db, id, entry.references)
    return { id, isNew: true }
  }
  await db
    .updateTable('guideEntry')
    .set((eb) => ({
      ...columns,
      ...{ state: 'draft' as const, reason: null, remarks: null, takenInBy: by },
      version: eb('version', '+', 1),
    }))
    .where('id', '=', entryId)
    .execute()
  await replaceReferences(db, entryId, entry.references)
  return { id: entryId, isNew: false }
}

/** What entries are known by when they come in: their content and their name. */
export const identityOf = (contentId: number, title: string) => `${contentId}/${slug(title)}`

/** What was left out stays out of a file: whoever takes it in has nothing to tell from an empty text. */
const said = <T extends object>(of: T): T =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== null)) as T

/** Everything of the guide that everybody reads, in one file. */
export const exportGuide = query({
  name: 'guide.export',
  summary: words('Toàn bộ hướng dẫn đã công bố', 'The whole published guide'),
  route: 'GET /guide/export',
  input: z.object({}),
  output: z.array(
    z.looseObject({
      content: z.string(),
      title: z.string(),
      titleEn: z.string(),
      references: z.array(z.looseObject({ kind: referenceKinds.schema, title: z.string() })),
    }),
  ),
  may: ['public'],
  async run({ db }) {
    return (await guidesOfAll(db)).map(({ references, ...entry }) => ({
      ...said(entry),
      references: references.map(said),
    }))
  },
})

/** Takes entries in from a file of another installation: each as a draft, which another person publishes. */
export const takeInGuide = command({
  name: 'guide.takeIn',
  summary: words('Nhận các mục hướng dẫn từ tệp', 'Take in entries of a file'),
  route: 'POST /guide/takings-in',
  input: z.object({ entries: z.array(GuideEntry).min(1).max(200) }),
  output: z.object({ added: z.int(), changed: z.int() }),
  may: ['coordinator'],
  subject: () => 'guide:entries',
  async run({ db, today, actor }, { entries }) {
    const contents = await db.selectFrom('supportContent').select(['id', 'key']).execute()
    const there = await db
      .selectFrom('guideEntry')
      .select(['id', 'contentId', 'title', 'state'])
      .forUpdate()
      .execute()
    const known = new Map(there.map((entry) => [identityOf(entry.contentId, entry.title), entry]))
    let added = 0
    for (const [at, entry] of entries.entries()) {
      const contentId = contents.find(({ key }) => key === entry.content)?.id
      if (contentId === undefined)
        throw invalidField(
          `entries.${at}.content`,
          words(
            `Danh mục không có nội dung “${entry.content}”.`,
            `The catalogue has no content “${entry.content}”.`,
          ),
        )
      const found = known.get(identityOf(contentId, entry.title))
      if (found?.state === 'sent')
        throw invalidField(
          `entries.${at}.title`,
          words('Mục này đang chờ công bố.', 'This entry waits to be published.'),
        )
      const { isNew } = await writeDraft(
        db,
        entry,
        { contentId, entryId: found?.id ?? null },
        { today, by: actor.userId },
      )
      if (isNew) added += 1
    }
    return { added, changed: entries.length - added }
  },
})
