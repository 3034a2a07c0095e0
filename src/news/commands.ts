import { sql } from 'kysely'
import { z } from 'zod'
import { type Apart, holdApart } from '../controls/index.ts'
import type { Db } from '../platform/database.ts'
import { id, longText, whole } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound, staleRecord } from '../platform/problem.ts'
import { articleFields, pictureFields } from './fields.ts'
import { type ArticleState, articleStates, mayBecome, mayBeRead, openToChange } from './rules.ts'
import { queueArticle } from './subscribers/letters.ts'

/* An article on its way to its readers: written, its pictures added, sent; returned, published or archived. */

explainConstraint('news_article_agreed', () => unasked())

export const Changed = z.object({ id: z.int(), state: articleStates.schema, version: z.int() })
export const noArticle = () => notFound(words('bài viết', 'Article'))
/** Who writes articles. */
export const writers = ['coordinator'] as const
export const ofArticle = ({ id }: { readonly id: number }) => `news_article:${id}`

const unasked = () =>
  conflict(
    'news.noConsent',
    words(
      'Doanh nghiệp được kể chưa đồng ý với bài này.',
      'The enterprise that is told of has not agreed to this article.',
    ),
  )

/** Whoever wrote an article, alone or by a table, does not publish it. */
export const publishedApart = {
  control: 'news',
  record: 'news_article',
  commands: ['news.create', 'news.edit', 'news.addPicture', 'news.removePicture', 'news.send'],
  others: (recordId) => sql`SELECT a.user_id AS account, a.at FROM news_article n
    JOIN audit a ON a.subject = 'news-import:' || n.import_id WHERE n.id = ${recordId}`,
  did: words('Bạn đã soạn bài này', 'You wrote this article'),
} satisfies Apart

type Typed = {
  readonly kind: string
  readonly taxCode?: string | undefined
  readonly videoAddress?: string | undefined
}

/** What a kind of article needs beside its text. */
export const articleNeeds = [
  {
    field: 'videoAddress',
    of: ['kind'],
    when: ({ kind }: Typed) => kind === 'video',
    said: words('với bài có video', 'for a video article'),
  },
  {
    field: 'taxCode',
    of: ['kind'],
    when: ({ kind }: Typed) => kind === 'story',
    said: words('với câu chuyện thành công', 'for a success story'),
  },
] as const

const enterpriseBy = (db: Db, code: string) =>
  db
    .selectFrom('enterprise')
    .select('id')
    .where('taxCode', '=', code)
    .where('state', '<>', 'merged')
    .executeTakeFirst()

/** A story tells of an enterprise of the register, another article of none. */
export const tellsOf: Rule<Typed> = {
  of: ['kind', 'taxCode'],
  judge: async ({ kind, taxCode }, { db }) => {
    if (taxCode === undefined) return null
    if (kind !== 'story')
      return {
        field: 'taxCode',
        words: words(
          'Chỉ câu chuyện thành công kể về một doanh nghiệp.',
          'Only a success story tells of an enterprise.',
        ),
      }
    return (await enterpriseBy(db, taxCode)) === undefined
      ? {
          field: 'taxCode',
          words: words('Sổ không có mã số thuế này.', 'The register has no such tax code.'),
        }
      : null
  },
}

/** The columns of what was typed. */
export async function columnsOf(db: Db, input: Parameters<typeof articleFields.values>[0]) {
  const { taxCode, ...said } = articleFields.values(input)
  return { ...said, enterpriseId: taxCode === null ? null : ((await enterpriseBy(db, taxCode))?.id ?? null) }
}

/** Begins an article. */
export const createArticle = command({
  name: 'news.create',
  summary: words('Soạn bài', 'Write an article'),
  route: 'POST /news-articles',
  input: z.object(articleFields.input),
  output: Changed,
  may: [...writers],
  needs: articleNeeds,
  rules: [tellsOf],
  subject: (_input, output) => ofArticle(output),
  run: async ({ db, today }, input) =>
    db
      .insertInto('newsArticle')
      .values({ ...(await columnsOf(db, input)), begunOn: today })
      .returning(['id', 'state', 'version'])
      .executeTakeFirstOrThrow(),
})

/** An article under lock. @param version as it was read; undefined: the present one */
export async function lockArticle(db: Db, articleId: number, version?: number) {
  const row = await db
    .selectFrom('newsArticle')
    .selectAll()
    .where('id', '=', articleId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noArticle()
  if (version !== undefined && row.version !== version) throw staleRecord()
  return row
}

/** Counts a change of an article. */
export const touch = (db: Db, row: { readonly id: number; readonly version: number }, set: object) =>
  db
    .updateTable('newsArticle')
    .set({ ...set, version: row.version + 1 })
    .where('id', '=', row.id)
    .returning(['id', 'state', 'version'])
    .executeTakeFirstOrThrow()

const elsewhere = (state: ArticleState) => {
  const is = articleStates.names[state]
  return conflict('news.elsewhere', words(`Bài này: ${is.vi}.`, `This article: ${is.en}.`))
}

/** Consent is to these very words: once they change it is asked for anew. */
const unsaid = { consent: null, askedOn: null, answeredOn: null, consentPaper: null }

async function lockOpen(db: Db, articleId: number, version?: number) {
  const row = await lockArticle(db, articleId, version)
  if (!openToChange(row.state)) throw elsewhere(row.state)
  return row
}

/** Writes an article anew, while nobody reads it. */
export const editArticle = command({
  name: 'news.edit',
  summary: words('Sửa bài', 'Edit an article'),
  route: 'PUT /news-articles/{id}',
  input: z.object({ id: id(), version: whole(1), ...articleFields.input }),
  output: Changed,
  may: [...writers],
  needs: articleNeeds,
  rules: [tellsOf],
  subject: ofArticle,
  async run({ db }, { id: articleId, version, ...input }) {
    const row = await lockOpen(db, articleId, version)
    return touch(db, row, { ...(await columnsOf(db, input)), ...unsaid })
  },
})

/** Adds a picture; the text says where it stands. */
export const addPicture = command({
  name: 'news.addPicture',
  summary: words('Thêm ảnh vào bài', 'Add a picture to an article'),
  route: 'POST /news-articles/{id}/pictures',
  input: z.object({ id: id(), ...pictureFields.input }),
  output: z.object({ id: z.int(), pictureId: z.int() }),
  may: [...writers],
  subject: ofArticle,
  async run(context, { id: articleId, ...input }) {
    const { db } = context
    const row = await lockOpen(db, articleId)
    const { mime } = await evidence(context, input.fileId)
    if (!mime.startsWith('image/'))
      throw invalidField('fileId', words('Tệp này không phải là ảnh.', 'This file is no picture.'))
    const { id: pictureId } = await db
      .insertInto('newsPicture')
      .values({ articleId, ...pictureFields.values(input) })
      .returning('id')
      .executeTakeFirstOrThrow()
    await touch(db, row, unsaid)
    return { id: articleId, pictureId }
  },
})

/** Takes a picture out of an article. */
export const removePicture = command({
  name: 'news.removePicture',
  summary: words('Bỏ ảnh khỏi bài', 'Take a picture out of an article'),
  route: 'DELETE /news-articles/{id}/pictures/{picture}',
  input: z.object({ id: id(), picture: id() }),
  output: Changed,
  may: [...writers],
  subject: ofArticle,
  async run({ db }, { id: articleId, picture }) {
    const row = await lockOpen(db, articleId)
    const gone = await db
      .deleteFrom('newsPicture')
      .where('id', '=', picture)
      .where('articleId', '=', articleId)
      .returning('id')
      .executeTakeFirst()
    if (gone === undefined) throw notFound(words('ảnh này', 'Picture'))
    return touch(db, row, unsaid)
  },
})

async function become(context: Context, articleId: number, version: number, to: ArticleState) {
  const row = await lockArticle(context.db, articleId, version)
  if (!mayBecome(row.state, to)) throw elsewhere(row.state)
  return row
}

/** Sends an article to its reviewer; of a story its enterprise has agreed before. */
export const sendArticle = command({
  name: 'news.send',
  summary: words('Gửi bài để duyệt đăng', 'Send an article to be reviewed'),
  route: 'POST /news-articles/{id}/sending',
  input: z.object({ id: id(), version: whole(1) }),
  output: Changed,
  may: [...writers],
  subject: ofArticle,
  async run(context, { id: articleId, version }) {
    const row = await become(context, articleId, version, 'sent')
    if (!mayBeRead(row)) throw unasked()
    return touch(context.db, row, { state: 'sent', sentOn: context.today })
  },
})

/** Returns an article to be mended, with remarks; one that everybody reads is taken off until it is published again. */
export const returnArticle = command({
  name: 'news.return',
  summary: words('Trả lại bài để sửa', 'Return an article to be mended'),
  route: 'POST /news-articles/{id}/return',
  input: z.object({ id: id(), version: whole(1), remarks: longText(4000) }),
  output: Changed,
  may: [...writers, 'leader'],
  subject: ofArticle,
  async run(context, { id: articleId, version, remarks }) {
    const row = await become(context, articleId, version, 'returned')
    if (row.state === 'sent') await holdApart(context, publishedApart, articleId)
    return touch(context.db, row, { state: 'returned', remarks })
  },
})

/** Publishes an article: everybody reads it, and each subscriber is mailed of it once. */
export const publishArticle = command({
  name: 'news.publish',
  summary: words('Đăng bài', 'Publish an article'),
  route: 'POST /news-articles/{id}/publication',
  input: z.object({ id: id(), version: whole(1) }),
  output: Changed,
  may: [...writers, 'leader'],
  subject: ofArticle,
  async run(context, { id: articleId, version }) {
    const row = await become(context, articleId, version, 'published')
    await holdApart(context, publishedApart, articleId)
    if (!mayBeRead(row)) throw unasked()
    const changed = await touch(context.db, row, {
      ...{ state: 'published', remarks: null, publishedAt: row.publishedAt ?? context.now },
    })
    await queueArticle(context, articleId)
    return changed
  },
})

/** Takes an article off the public pages for good, with the reason; it stays on record. */
export const archiveArticle = command({
  name: 'news.archive',
  summary: words('Cất bài', 'Archive an article'),
  route: 'POST /news-articles/{id}/archiving',
  input: z.object({ id: id(), version: whole(1), reason: longText(2000) }),
  output: Changed,
  may: [...writers],
  subject: ofArticle,
  async run(context, { id: articleId, version, reason }) {
    const row = await become(context, articleId, version, 'archived')
    return touch(context.db, row, { state: 'archived', archivedOn: context.today, reason })
  },
})
