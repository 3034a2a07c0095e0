import { sql } from 'kysely'
import { z } from 'zod'
import { officers, withAccount } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { readableBy, readsEvery } from '../platform/sight.ts'
import { fold } from '../platform/text.ts'
import { noArticle } from './commands.ts'
import { articleFields, pictureFields } from './fields.ts'
import { articleStates, consentStates, newsKinds } from './rules.ts'

const everybody = ['public', ...withAccount] as const

const Picture = z.object({
  id: z.int(),
  ...pictureFields.row,
  file: z.object({ id: z.int(), name: z.string() }),
})

async function picturesOf(db: Db, articleId: number): Promise<z.infer<typeof Picture>[]> {
  const rows = await db
    .selectFrom('newsPicture as p')
    .innerJoin('file as f', 'f.id', 'p.fileId')
    .select(['p.id', ...pictureFields.select('p'), 'f.id as fileId', 'f.name'])
    .where('p.articleId', '=', articleId)
    .orderBy('p.id')
    .execute()
  return rows.map(({ fileId, name, ...row }) => ({ ...row, file: { id: fileId, name } }))
}

const Article = z.object({
  id: z.int(),
  ...articleFields.row,
  state: articleStates.schema,
  consent: consentStates.schema.nullable(),
  enterprise: z.string().nullable(),
  taxCode: z.string().nullable(),
  publishedAt: z.iso.datetime().nullable(),
})
export type Article = z.infer<typeof Article>

const articleRows = (db: Db) =>
  db
    .selectFrom('newsArticle as n')
    .leftJoin('enterprise as e', 'e.id', 'n.enterpriseId')
    .select(['n.id', ...articleFields.select('n'), 'n.state', 'n.consent', 'n.publishedAt'])
    .select(['e.name as enterprise', 'e.taxCode'])

const dated = <R extends { readonly publishedAt: Date | null }>(row: R) => ({
  ...row,
  publishedAt: row.publishedAt?.toISOString() ?? null,
})

/** The articles of the office, whatever their state. */
export const listArticles = query({
  name: 'news.listArticles',
  summary: words('Các bài viết', 'Articles'),
  route: 'GET /news-articles',
  input: z.object({
    ...listInput(['title', 'state']),
    state: optionalChoice(articleStates.keys),
    kind: optionalChoice(newsKinds.keys),
    consent: optionalChoice(consentStates.keys),
  }),
  output: listOutput(Article),
  may: officers,
  async run({ db }, input) {
    let rows = articleRows(db)
    if (input.state !== undefined) rows = rows.where('n.state', '=', input.state)
    if (input.kind !== undefined) rows = rows.where('n.kind', '=', input.kind)
    if (input.consent !== undefined) rows = rows.where('n.consent', '=', input.consent)
    for (const pattern of searchPatterns(input.q, fold)) rows = rows.where('n.search', 'like', pattern)
    const page = await pageOf(
      rows,
      input,
      {
        title: { column: 'n.title', value: (row) => row.title },
        state: { column: 'n.state', value: (row) => row.state },
      },
      'n.id',
    )
    return { ...page, rows: page.rows.map(dated) }
  },
})

/** One article with its pictures, and how many were mailed it. */
export const showArticle = query({
  name: 'news.showArticle',
  summary: words('Một bài viết', 'One article'),
  route: 'GET /news-articles/{id}',
  input: z.object({ id: id() }),
  output: Article.extend({
    begunOn: z.iso.date(),
    sentOn: z.iso.date().nullable(),
    archivedOn: z.iso.date().nullable(),
    remarks: z.string().nullable(),
    reason: z.string().nullable(),
    askedOn: z.iso.date().nullable(),
    answeredOn: z.iso.date().nullable(),
    consentPaper: z.string().nullable(),
    version: z.int(),
    pictures: z.array(Picture),
    mailed: z.int(),
  }),
  may: officers,
  async run({ db }, { id: articleId }) {
    const row = await articleRows(db)
      .select(['n.begunOn', 'n.sentOn', 'n.archivedOn', 'n.remarks', 'n.reason'])
      .select(['n.askedOn', 'n.answeredOn', 'n.consentPaper', 'n.version'])
      .where('n.id', '=', articleId)
      .executeTakeFirst()
    if (row === undefined) throw noArticle()
    const { n } = await db
      .selectFrom('newsSending')
      .select(({ fn }) => fn.countAll<bigint>().as('n'))
      .where('articleId', '=', articleId)
      .executeTakeFirstOrThrow()
    return { ...dated(row), pictures: await picturesOf(db, articleId), mailed: Number(n) }
  },
})

const Read = z.object({
  id: z.int(),
  kind: newsKinds.schema,
  title: z.string(),
  titleEn: z.string(),
  summary: z.string(),
  summaryEn: z.string(),
  enterprise: z.string().nullable(),
  publishedAt: z.iso.datetime(),
})
export type Read = z.infer<typeof Read>

const publicRows = (db: Db) =>
  db
    .selectFrom('newsArticle as n')
    .leftJoin('enterprise as e', 'e.id', 'n.enterpriseId')
    .select([
      'n.id',
      'n.kind',
      'n.title',
      'n.titleEn',
      'n.summary',
      'n.summaryEn',
      'e.name as enterprise',
      'n.publishedAt',
    ])
    .where('n.state', '=', 'published')
    .$narrowType<{ publishedAt: Date }>()

const read = <R extends { readonly publishedAt: Date }>(row: R) => ({
  ...row,
  publishedAt: row.publishedAt.toISOString(),
})

/** What everybody reads, the latest first. */
export const listNews = query({
  name: 'news.list',
  summary: words('Tin tức của Chương trình', 'News of the programme'),
  route: 'GET /news',
  input: z.object({ ...listInput(['published']), kind: optionalChoice(newsKinds.keys) }),
  output: listOutput(Read),
  may: everybody,
  async run({ db }, input) {
    let rows = publicRows(db)
    if (input.kind !== undefined) rows = rows.where('n.kind', '=', input.kind)
    for (const pattern of searchPatterns(input.q, fold)) rows = rows.where('n.search', 'like', pattern)
    const page = await pageOf(
      rows,
      input,
      {
        published: {
          column: 'n.publishedAt',
          value: (row) => row.publishedAt.toISOString(),
          direction: 'desc',
        },
      },
      'n.id',
    )
    return { ...page, rows: page.rows.map(read) }
  },
})

/** One article as everybody reads it. */
export const showNews = query({
  name: 'news.show',
  summary: words('Một bài của Chương trình', 'One article of the programme'),
  route: 'GET /news/{id}',
  input: z.object({ id: id() }),
  output: Read.extend({
    body: z.string(),
    bodyEn: z.string(),
    videoAddress: z.string().nullable(),
    pictures: z.array(Picture.omit({ file: true })),
  }),
  may: everybody,
  async run({ db }, { id: articleId }) {
    const row = await publicRows(db)
      .select(['n.body', 'n.bodyEn', 'n.videoAddress'])
      .where('n.id', '=', articleId)
      .executeTakeFirst()
    if (row === undefined) throw noArticle()
    const pictures = (await picturesOf(db, articleId)).map(({ file: _file, ...picture }) => picture)
    return { ...read(row), pictures }
  },
})

/** A story as its enterprise reads it before it answers, and afterwards. */
export const showStory = query({
  name: 'news.showStory',
  summary: words('Bài kể về doanh nghiệp', 'A story of an enterprise'),
  route: 'GET /news-stories/{id}',
  input: z.object({ id: id() }),
  output: Article.extend({
    consent: consentStates.schema,
    askedOn: z.iso.date().nullable(),
    answeredOn: z.iso.date().nullable(),
    consentPaper: z.string().nullable(),
    version: z.int(),
    pictures: z.array(Picture.omit({ file: true })),
  }),
  may: [...officers, 'enterprise'],
  async run({ db, actor }, { id: articleId }) {
    const row = await articleRows(db)
      .select(['n.askedOn', 'n.answeredOn', 'n.consentPaper', 'n.version'])
      .where('n.id', '=', articleId)
      .where('n.consent', 'is not', null)
      .where(readableBy(actor, 'n.enterpriseId'))
      .executeTakeFirst()
    if (row === undefined || row.consent === null) throw noArticle()
    const pictures = (await picturesOf(db, articleId)).map(({ file: _file, ...picture }) => picture)
    return { ...dated(row), consent: row.consent, pictures }
  },
})

/** The file of a picture: for everybody while its article is public, for officers and the enterprise of a story before. */
export const showPicture = query({
  name: 'news.picture',
  summary: words('Ảnh của một bài', 'A picture of an article'),
  route: 'GET /news-pictures/{id}',
  input: z.object({ id: id() }),
  output: z.object({ name: z.string(), mime: z.string(), size: z.int(), sha256: z.string() }),
  may: everybody,
  async run({ db, actor }, { id: pictureId }) {
    let rows = db
      .selectFrom('newsPicture as p')
      .innerJoin('newsArticle as n', 'n.id', 'p.articleId')
      .innerJoin('file as f', 'f.id', 'p.fileId')
      .select(['f.name', 'f.mime', 'f.size', 'f.sha256'])
      .where('p.id', '=', pictureId)
    const published = sql<boolean>`n.state = 'published'`
    const told = sql<boolean>`n.consent IS NOT NULL AND ${readableBy(actor, 'n.enterpriseId')}`
    if (actor.userId === null) rows = rows.where(published)
    else if (!readsEvery(actor)) rows = rows.where(sql<boolean>`(${published} OR ${told})`)
    const file = await rows.executeTakeFirst()
    if (file === undefined) throw notFound(words('ảnh này', 'Picture'))
    return { ...file, size: Number(file.size) }
  },
})
