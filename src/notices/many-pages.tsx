import { words } from '../platform/language.ts'
import { manyCommand } from '../platform/many.ts'
import { manyPages } from '../ui/index.ts'
import { readNotices } from './commands.ts'
import { textOf } from './kinds.ts'
import { listNotices, templates, valuesOf } from './queries.ts'

/** Marks several of one's own notices as read. */
export const readChosen = manyCommand({
  each: readNotices,
  own: ['id'],
  async rows({ db, actor }, ids) {
    const rows = await db
      .selectFrom('notice')
      .select(['id', 'kind', 'parameters', 'readAt'])
      .where('id', 'in', [...ids])
      .where('accountId', '=', actor.userId ?? '')
      .execute()
    const template = await templates(db)
    return rows.map(({ id, kind, parameters, readAt }) => {
      const said = (language: 'vi' | 'en') =>
        textOf(template(kind, language), valuesOf(parameters), language).subject
      return {
        id,
        label: words(said('vi'), said('en')),
        input: { id },
        ...(readAt === null ? {} : { refused: words('Đã đọc rồi.', 'Read already.') }),
      }
    })
  },
  name: 'notices.readMany',
  summary: words('Đánh dấu nhiều thông báo đã đọc', 'Mark several notices as read'),
  route: 'POST /notice-batches/read',
})

export const readMany = manyPages({
  command: readChosen,
  title: words('Đánh dấu đã đọc', 'Mark as read'),
  address: '/notices/many/read',
  list: { label: words('Thông báo', 'Notices'), href: '/notices', query: listNotices },
  // A notice is read in the list.
  href: () => '/notices',
  submit: (count, t) => t(`Đánh dấu ${count} thông báo đã đọc`, `Mark ${count} as read`),
})
