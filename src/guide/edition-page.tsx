import { z } from 'zod'
import { officers } from '../platform/actor.ts'
import { formatDate } from '../platform/dates.ts'
import { id, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { page } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Parts, References } from './entry-text.tsx'
import { guideFields, referenceFields } from './fields.ts'
import { officeCrumbs } from './list-pages.tsx'
import { Chosen } from './queries.ts'

const ReferenceRows = z.array(z.object(referenceFields.row))

/** One edition as it was published. */
export const showEdition = query({
  name: 'guide.edition',
  summary: words('Một bản đã công bố của mục hướng dẫn', 'One published edition of an entry'),
  route: 'GET /guide/entries/{id}/editions/{number}',
  input: z.object({ id: id(), number: whole(1) }),
  output: z.object({
    ...guideFields.row,
    ...Chosen,
    content: z.string(),
    contentEn: z.string(),
    number: z.int(),
    publishedOn: z.iso.date(),
    endedOn: z.iso.date().nullable(),
    shipped: z.boolean(),
    references: ReferenceRows,
  }),
  may: officers,
  async run({ db }, input) {
    const row = await db
      .selectFrom('guideEdition as e')
      .innerJoin('supportContent as c', 'c.id', 'e.contentId')
      .select([...guideFields.select('e'), 'e.standards', 'e.sectors', 'e.goals', 'e.refs'])
      .select([
        'c.name as content',
        'c.nameEn as contentEn',
        'e.number',
        'e.publishedOn',
        'e.endedOn',
        'e.shipped',
      ])
      .$narrowType<z.infer<z.ZodObject<typeof Chosen>>>()
      .where('e.entryId', '=', input.id)
      .where('e.number', '=', input.number)
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('bản này', 'Edition'))
    const { refs, ...edition } = row
    return { ...edition, references: ReferenceRows.parse(refs) }
  },
})

export const editionPage = page({
  route: 'GET /guide/entries/{id}/editions/{number}',
  for: showEdition,
  async run(request) {
    const { t, params } = request
    const edition = await request.execute(showEdition, { id: params.id, number: params.number })
    return {
      title: t(edition.title, edition.titleEn),
      lead:
        edition.endedOn === null
          ? t(
              `Bản ${edition.number}, công bố ngày ${formatDate(edition.publishedOn)}, đang hiển thị.`,
              `Edition ${edition.number}, published on ${formatDate(edition.publishedOn)}, in force.`,
            )
          : t(
              `Bản ${edition.number}, hiển thị từ ngày ${formatDate(edition.publishedOn)} đến ngày ${formatDate(edition.endedOn)}.`,
              `Edition ${edition.number}, shown from ${formatDate(edition.publishedOn)} to ${formatDate(edition.endedOn)}.`,
            ),
      breadcrumbs: [
        ...officeCrumbs(request),
        { label: t(edition.title, edition.titleEn), href: `/guide/entries/${params.id}` },
      ],
      body: (
        <>
          <Parts of={edition} t={t} />
          <References of={edition.references} t={t} />
        </>
      ),
    }
  },
})
