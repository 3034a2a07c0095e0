import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { openCalls } from '../calls/index.ts'
import { sectorGroups } from '../enterprises/index.ts'
import { withAccount } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, id, optionalChoice, optionalId, optionalText } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { fold } from '../platform/text.ts'
import { contentKinds } from '../support/index.ts'
import { noEntry } from './commands.ts'
import { guideFields, referenceFields } from './fields.ts'
import { experienceOf } from './medians.ts'
import { Chosen, exampleRows } from './queries.ts'
import { goals } from './rules.ts'

/* What everybody reads of the guide, without an account: the editions that are in force. */

/** What is sought in: everything that an edition says, without accents. @param at the edition's table in the select */
export const searchedIn = (at: string): RawBuilder<string> => {
  const of = (column: string) => sql.ref(`${at}.${column}`)
  return sql<string>`fold(${of('title')} || ' ' || ${of('title_en')} || ' ' || array_to_string(${of('standards')}, ' ') || ' ' || ${of('about')}
    || ' ' || ${of('about_en')} || ' ' || ${of('whom')})`
}

const everybody = ['public', ...withAccount] as const

const GuideRow = z.object({
  id: z.int(),
  ...guideFields.row,
  ...Chosen,
  contentId: z.int(),
  content: z.string(),
  contentEn: z.string(),
  kind: contentKinds.schema,
  edition: z.int(),
  publishedOn: z.iso.date(),
  shipped: z.boolean(),
})
export type GuideRow = z.infer<typeof GuideRow>

const guideRows = (db: Db) =>
  db
    .selectFrom('guideEdition as e')
    .innerJoin('supportContent as c', 'c.id', 'e.contentId')
    .select(['e.entryId as id', ...guideFields.select('e'), 'e.contentId', 'c.name as content'])
    .select(['c.nameEn as contentEn', 'c.kind', 'e.standards', 'e.sectors', 'e.goals'])
    .select(['e.number as edition', 'e.publishedOn', 'e.shipped'])
    .$narrowType<z.infer<z.ZodObject<typeof Chosen>>>()
    .where('e.endedOn', 'is', null)

/** The guide: systems, tools and standards, by kind, sector, goal and standard. */
export const listGuide = query({
  name: 'guide.list',
  summary: words('Hướng dẫn về hệ thống, công cụ', 'Guide to systems and tools'),
  route: 'GET /guide',
  input: z.object({
    ...listInput(['title']),
    kind: optionalChoice(contentKinds.keys),
    sector: optionalChoice(sectorGroups.keys),
    goal: optionalChoice(goals.keys),
    standard: optionalText(100),
    contentId: optionalId(),
  }),
  output: listOutput(GuideRow),
  may: everybody,
  async run({ db }, input) {
    let rows = guideRows(db)
    if (input.kind !== undefined) rows = rows.where('c.kind', '=', input.kind)
    if (input.contentId !== undefined) rows = rows.where('e.contentId', '=', input.contentId)
    if (input.goal !== undefined) rows = rows.where(sql<boolean>`${input.goal} = ANY (e.goals)`)
    // an entry that names no sector is for each of them
    if (input.sector !== undefined)
      rows = rows.where(sql<boolean>`(e.sectors = '{}' OR ${input.sector} = ANY (e.sectors))`)
    for (const pattern of searchPatterns(input.standard, fold))
      rows = rows.where(sql<boolean>`fold(array_to_string(e.standards, ' ')) LIKE ${pattern}`)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`${searchedIn('e')} LIKE ${pattern}`)
    return pageOf(rows, input, { title: { column: 'e.title', value: (row) => row.title } }, 'e.entryId')
  },
})

const Reference = z.object({ ...referenceFields.row })

/** One entry as everybody reads it: its text, sources, medians, examples with consent, calls that are open for its content. */
export const showGuide = query({
  name: 'guide.show',
  summary: words('Một mục hướng dẫn', 'One entry of the guide'),
  route: 'GET /guide/{id}',
  input: z.object({ id: id() }),
  output: GuideRow.extend({
    references: z.array(Reference),
    examples: z.array(z.object({ enterprise: z.string(), story: z.string(), storyEn: z.string() })),
    experience: z.object({
      n: z.int(),
      days: z.int().nullable(),
      support: dongOut().nullable(),
      ownN: z.int(),
      own: dongOut().nullable(),
    }),
    /** Calls that take applications for its content, or will. */
    calls: z.array(z.object({ id: z.int(), title: z.string(), closesOn: z.iso.date(), open: z.boolean() })),
    /** Whether its content is supported at present. */
    active: z.boolean(),
  }),
  may: everybody,
  async run(context, input) {
    const { db } = context
    const row = await guideRows(db)
      .select(['e.refs', 'c.active'])
      .where('e.entryId', '=', input.id)
      .executeTakeFirst()
    if (row === undefined) throw noEntry()
    const { refs, ...said } = row
    const examples = await exampleRows(db)
      .where('x.entryId', '=', row.id)
      .where('x.state', '=', 'agreed')
      .orderBy('x.id')
      .execute()
    const calls = await openCalls.run(context, {})
    return {
      ...said,
      references: z.array(Reference).parse(refs),
      examples: examples.map(({ enterprise, story, storyEn }) => ({ enterprise, story, storyEn })),
      experience: await experienceOf(db, row.contentId),
      calls: calls
        .filter(({ contents }) => contents.some(({ contentId }) => contentId === row.contentId))
        .map((call) => ({
          id: call.id,
          title: call.title,
          closesOn: call.closesOn,
          open: call.state === 'open',
        })),
    }
  },
})

/** The entries that everybody reads of contents, so that a page of a content leads to its guide. */
export async function guidesOf(
  db: Db,
  contentIds: readonly number[],
): Promise<{ id: number; contentId: number; title: string; titleEn: string }[]> {
  return db
    .selectFrom('guideEdition')
    .select(['entryId as id', 'contentId', 'title', 'titleEn'])
    .where('endedOn', 'is', null)
    .where('contentId', 'in', [...contentIds, 0])
    .orderBy('title')
    .execute()
}

/** Every edition in force, in the shape in which a file holds entries. */
export async function guidesOfAll(db: Db) {
  const rows = await db
    .selectFrom('guideEdition as e')
    .innerJoin('supportContent as c', 'c.id', 'e.contentId')
    .select(['c.key as content', ...guideFields.select('e'), 'e.standards', 'e.sectors', 'e.goals', 'e.refs'])
    .$narrowType<z.infer<z.ZodObject<typeof Chosen>>>()
    .where('e.endedOn', 'is', null)
    .orderBy('c.ord')
    .orderBy('e.entryId')
    .execute()
  return rows.map(({ refs, ...entry }) => ({ ...entry, references: z.array(Reference).parse(refs) }))
}
