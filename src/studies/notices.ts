import { noticeKind, tell } from '../notices/index.ts'
import type { Db } from '../platform/database.ts'
import { follow } from '../platform/follow.ts'
import { type Words, words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { returnStudy, reviewStudy, submitStudy } from './commands.ts'

const fields = { title: words('Tên tính toán', 'Title of the study') }

const submitted = noticeKind({
  key: 'studies.submitted',
  label: words('Tính toán TFP chờ thẩm tra', 'TFP study to be reviewed'),
  for: ['coordinator', 'statistics'],
  way: 'digest',
  subject: words('Chờ thẩm tra: {title}', 'To be reviewed: {title}'),
  body: words('{author} đã trình thẩm tra “{title}”.', '{author} submitted “{title}” for review.'),
  fields: { ...fields, author: words('Người lập', 'Author') },
})

const looked = noticeKind({
  key: 'studies.reviewed',
  label: words('Tính toán TFP đã thẩm tra hoặc trả lại', 'TFP study reviewed or returned'),
  for: ['coordinator', 'statistics'],
  way: 'mail',
  subject: words('{title}: {state}', '{title}: {state}'),
  body: words('“{title}” {state}. {note}', '“{title}”: {state}. {note}'),
  fields: { ...fields, state: words('Tình trạng', 'State'), note: words('Ý kiến', 'Opinion') },
})

const about = (db: Db, id: number) =>
  db
    .selectFrom('tfpStudy')
    .select(['title', 'author', 'authorName', 'reviewNote', 'version'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()

follow(submitStudy, async (context, { id }) => {
  const { title, authorName, version } = await about(context.db, id)
  await tell(context, submitted, {
    to: { roles: ['coordinator', 'statistics'] },
    occurrence: `${id}:${version}`,
    values: { title, author: authorName },
    href: `/studies/${id}`,
  })
})

const looking =
  (state: Words) =>
  async (context: Context, { id }: { id: number }) => {
    const { title, author, reviewNote, version } = await about(context.db, id)
    await tell(context, looked, {
      to: { accountIds: [author] },
      occurrence: `${id}:${version}`,
      values: { title, state, note: reviewNote ?? '' },
      href: `/studies/${id}`,
    })
  }
follow(reviewStudy, looking(words('đã được thẩm tra', 'reviewed')))
follow(returnStudy, looking(words('được trả lại', 'returned')))
