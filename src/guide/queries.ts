import { sql } from 'kysely'
import { z } from 'zod'
import { sectorGroups } from '../enterprises/index.ts'
import { officers, signedIn } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice, optionalId } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { readableBy } from '../platform/sight.ts'
import { fold } from '../platform/text.ts'
import { noEntry } from './commands.ts'
import { exampleFields, guideFields, referenceFields } from './fields.ts'
import { entryStates, exampleStates, goals } from './rules.ts'

/* What the office reads of the guide: entries whole with drafts, references, editions; and examples, which their enterprises read too. */

export const Chosen = {
  standards: z.array(z.string()),
  sectors: z.array(sectorGroups.schema),
  goals: z.array(goals.schema),
}

const EntryRow = z.object({
  id: z.int(),
  ...guideFields.row,
  ...Chosen,
  contentId: z.int(),
  content: z.string(),
  contentEn: z.string(),
  state: entryStates.schema,
  /** The number of the edition that everybody reads; null: none. */
  edition: z.int().nullable(),
  publishedOn: z.iso.date().nullable(),
  /** Whether that edition came with the program and nobody of the office has gone through it. */
  shipped: z.boolean().nullable(),
  references: z.array(z.object(referenceFields.row)),
})
export type EntryRow = z.infer<typeof EntryRow>

const entryRows = (db: Db) =>
  db
    .selectFrom('guideEntry as g')
    .innerJoin('supportContent as c', 'c.id', 'g.contentId')
    .leftJoin('guideEdition as e', (join) => join.onRef('e.entryId', '=', 'g.id').on('e.endedOn', 'is', null))
    .select(['g.id', ...guideFields.select('g'), 'g.contentId', 'c.name as content', 'c.nameEn as contentEn'])
    .select(['g.standards', 'g.sectors', 'g.goals', 'g.state'])
    .select(['e.number as edition', 'e.publishedOn', 'e.shipped'])
    .$narrowType<z.infer<z.ZodObject<typeof Chosen>>>()

/** The entries as the office sees them: drafts, those that wait, those that everybody reads. */
export const listEntries = query({
  name: 'guide.entries',
  summary: words('Các mục hướng dẫn', 'Entries of the guide'),
  route: 'GET /guide/entries',
  input: z.object({
    ...listInput(['title', 'published']),
    state: optionalChoice(entryStates.keys),
    contentId: optionalId(),
  }),
  output: listOutput(EntryRow),
  may: officers,
  async run({ db }, input) {
    let rows = entryRows(db)
    if (input.state !== undefined) rows = rows.where('g.state', '=', input.state)
    if (input.contentId !== undefined) rows = rows.where('g.contentId', '=', input.contentId)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(
        sql<boolean>`fold(g.title || ' ' || g.title_en || ' ' || array_to_string(g.standards, ' ')) LIKE ${pattern}`,
      )
    const page = await pageOf(
      rows,
      input,
      {
        title: { column: 'g.title', value: (row) => row.title },
        published: {
          column: sql<string>`coalesce(e.published_on, '-infinity'::date)`,
          value: (row) => row.publishedOn ?? '-infinity',
          direction: 'desc',
        },
      },
      'g.id',
    )
    const references = await referencesOf(
      db,
      page.rows.map((row) => row.id),
    )
    return {
      ...page,
      rows: page.rows.map((row) => ({
        ...row,
        references: references.flatMap(({ entryId, id: _id, ...of }) => (entryId === row.id ? [of] : [])),
      })),
    }
  },
})

/** What entries name beside their text, in the order in which it was added. */
const referencesOf = (db: Db, entryIds: readonly number[]) =>
  db
    .selectFrom('guideReference as r')
    .select(['r.entryId', 'r.id', ...referenceFields.select('r')])
    .where('r.entryId', 'in', [...entryIds, 0])
    .orderBy('r.id')
    .execute()

export const ReferenceRow = z.object({ id: z.int(), ...referenceFields.row })
const EditionRow = z.object({
  number: z.int(),
  publishedOn: z.iso.date(),
  endedOn: z.iso.date().nullable(),
  shipped: z.boolean(),
  title: z.string(),
})

export const ExampleRow = z.object({
  id: z.int(),
  ...exampleFields.row,
  enterpriseId: z.int(),
  enterprise: z.string(),
  entryId: z.int(),
  entry: z.string(),
  entryEn: z.string(),
  state: exampleStates.schema,
  askedOn: z.iso.date(),
  answeredOn: z.iso.date().nullable(),
  paper: z.string().nullable(),
  version: z.int(),
})

export const exampleRows = (db: Db) =>
  db
    .selectFrom('guideExample as x')
    .innerJoin('enterprise as b', 'b.id', 'x.enterpriseId')
    .innerJoin('guideEntry as g', 'g.id', 'x.entryId')
    .select(['x.id', ...exampleFields.select('x'), 'x.enterpriseId', 'b.name as enterprise', 'x.entryId'])
    .select([
      'g.title as entry',
      'g.titleEn as entryEn',
      'x.state',
      'x.askedOn',
      'x.answeredOn',
      'x.paper',
      'x.version',
    ])

/** One entry whole, as it is being written: references, editions, examples. */
export const showEntry = query({
  name: 'guide.entry',
  summary: words('Một mục hướng dẫn của cơ quan', 'One entry of the guide, with drafts'),
  route: 'GET /guide/entries/{id}',
  input: z.object({ id: id() }),
  output: EntryRow.extend({
    begunOn: z.iso.date(),
    sentOn: z.iso.date().nullable(),
    remarks: z.string().nullable(),
    reason: z.string().nullable(),
    version: z.int(),
    references: z.array(ReferenceRow),
    editions: z.array(EditionRow),
    examples: z.array(ExampleRow),
  }),
  may: officers,
  async run({ db }, input) {
    const row = await entryRows(db)
      .select(['g.begunOn', 'g.sentOn', 'g.remarks', 'g.reason', 'g.version'])
      .where('g.id', '=', input.id)
      .executeTakeFirst()
    if (row === undefined) throw noEntry()
    const references = (await referencesOf(db, [row.id])).map(({ entryId: _entry, ...of }) => of)
    const editions = await db
      .selectFrom('guideEdition')
      .select(['number', 'publishedOn', 'endedOn', 'shipped', 'title'])
      .where('entryId', '=', row.id)
      .orderBy('number', 'desc')
      .execute()
    const examples = await exampleRows(db).where('x.entryId', '=', row.id).orderBy('x.id').execute()
    return { ...row, references, editions, examples }
  },
})

/** One example: for the office and for the enterprise that it tells of, which answers here. */
export const showExample = query({
  name: 'guide.example',
  summary: words('Một ví dụ từ doanh nghiệp', 'One example of an enterprise'),
  route: 'GET /guide/examples/{id}',
  input: z.object({ id: id() }),
  output: ExampleRow,
  may: signedIn,
  async run({ db, actor }, input) {
    const row = await exampleRows(db)
      .where('x.id', '=', input.id)
      .where(readableBy(actor, 'x.enterpriseId'))
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('ví dụ này', 'Example'))
    return row
  },
})

/** The enterprises that a content was finished for and that no example of the entry tells of: whom one may ask. */
export const askableEnterprises = query({
  name: 'guide.askable',
  summary: words('Doanh nghiệp có thể hỏi làm ví dụ', 'Enterprises that may be asked for an example'),
  route: 'GET /guide/entries/{id}/askable',
  input: z.object({ id: id() }),
  output: z.array(z.object({ id: z.int(), name: z.string(), finishedOn: z.iso.date() })),
  may: ['coordinator', 'auditor'],
  async run({ db }, input) {
    const { rows } = await sql<{ id: number; name: string; finishedOn: string }>`
      SELECT b.id, b.name, max(done.on_day)::text AS finished_on
        FROM guide_entry g JOIN (
          SELECT t.content_id, t.enterprise_id, t.finished_on AS on_day FROM support_turn t
           WHERE t.state = 'finished' AND t.finished_on IS NOT NULL
          UNION ALL SELECT i.content_id, i.enterprise_id, i.evaluated_on FROM improvement_project i
           WHERE i.state = 'evaluated' AND i.verdict <> 'ineffective') done ON done.content_id = g.content_id
        JOIN enterprise b ON b.id = done.enterprise_id
       WHERE g.id = ${input.id} AND b.merged_into IS NULL
         AND NOT EXISTS (SELECT FROM guide_example x WHERE x.entry_id = g.id AND x.enterprise_id = b.id)
       GROUP BY b.id, b.name ORDER BY max(done.on_day) DESC, b.id LIMIT 500`.execute(db)
    return rows
  },
})
