import { z } from 'zod'
import { withAccount } from '../platform/actor.ts'
import { flag, id, optionalText, several, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listSettings, mostViews } from '../platform/list-settings.ts'
import { command, query } from '../platform/operation.ts'
import { conflict, forbidden, notFound } from '../platform/problem.ts'

/** The address of a list: `/enterprises`. */
const list = () =>
  text(200).refine((path) => /^(\/[\w.~%-]+)+$/.test(path), {
    params: { words: words('Không có danh sách này.', 'There is no such list.') },
  })
const columnKey = () => text(60)

/** What a view keeps of an address: filters, sort and columns; never where in the list one was. */
function kept(query: string): string {
  const all = new URLSearchParams(query)
  for (const name of ['cursor', 'page', 'export', 'lang']) all.delete(name)
  return all.toString()
}

/** How one's own account looks at a list, and the views that are offered to it. */
export const showListSettings = query({
  name: 'lists.settings',
  summary: words('Cách xem một danh sách', 'How a list is looked at'),
  route: 'GET /list-settings',
  input: z.object({ list: list() }),
  output: z.object({
    columns: z.array(z.string()).nullable(),
    compact: z.boolean(),
    views: z.array(
      z.object({ id: z.int(), name: z.string(), query: z.string(), mine: z.boolean(), shared: z.boolean() }),
    ),
  }),
  may: withAccount,
  async run({ db, actor }, input) {
    const { columns, compact, views } = await listSettings(db, actor, input.list)
    return { columns: columns === null ? null : [...columns], compact, views: [...views] }
  },
})

/** Chooses the columns and the height of rows of a list, for one's own account. */
export const chooseListLook = command({
  name: 'lists.choose',
  summary: words('Chọn cột, cỡ dòng của danh sách', 'Choose the columns and rows of a list'),
  route: 'PUT /list-settings',
  /** No columns: those that the list shows by itself. */
  input: z.object({ list: list(), columns: several(columnKey()), compact: flag(), back: optionalText(2000) }),
  output: z.object({ list: z.string(), back: z.string() }),
  may: withAccount,
  subject: () => null,
  async run({ db, actor }, { list, columns, compact, back }) {
    if (actor.userId === null) throw forbidden(needsAccount)
    const chosen = { columns: columns.length === 0 ? null : columns, compact }
    await db
      .insertInto('listChoice')
      .values({ accountId: actor.userId, list, ...chosen })
      .onConflict((there) => there.columns(['accountId', 'list']).doUpdateSet(chosen))
      .execute()
    return { list, back: backTo(list, back) }
  },
})

/** Keeps a view of a list under a name: for oneself, or for the accounts of one's office. */
export const saveListView = command({
  name: 'lists.saveView',
  summary: words('Lưu cách lọc danh sách', 'Save a view of a list'),
  route: 'POST /list-views',
  input: z.object({ list: list(), name: text(80), query: optionalText(2000), shared: flag() }),
  output: z.object({ id: z.int(), list: z.string(), back: z.string() }),
  may: withAccount,
  subject: (_input, { id }) => `list_view:${id}`,
  async run({ db, actor }, { list, name, query = '', shared }) {
    if (actor.userId === null) throw forbidden(needsAccount)
    if (shared && actor.agencyId === null) throw conflict('lists.noOffice', noOffice)
    const { n } = await db
      .selectFrom('listView')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .where('accountId', '=', actor.userId)
      .where('list', '=', list)
      .executeTakeFirstOrThrow()
    if (Number(n) >= mostViews) throw conflict('lists.full', tooMany)
    const saved = { query: kept(query), agencyId: shared ? actor.agencyId : null }
    // The same name again is the same view, as it is now.
    const { id } = await db
      .insertInto('listView')
      .values({ accountId: actor.userId, list, name, ...saved })
      .onConflict((there) => there.columns(['accountId', 'list', 'name']).doUpdateSet(saved))
      .returning('id')
      .executeTakeFirstOrThrow()
    return { id, list, back: backTo(list, saved.query) }
  },
})

/** Takes a view away: its account's own, or one that is shared with the coordinator's office. */
export const removeListView = command({
  name: 'lists.removeView',
  summary: words('Bỏ cách lọc đã lưu', 'Remove a view of a list'),
  route: 'DELETE /list-views/{id}',
  input: z.object({ id: id() }),
  output: z.object({ id: z.int(), list: z.string() }),
  may: withAccount,
  subject: (_input, { id }) => `list_view:${id}`,
  async run({ db, actor }, input) {
    const gone = await db
      .deleteFrom('listView')
      .where('id', '=', input.id)
      .where(({ eb, or }) =>
        or([
          eb('accountId', '=', actor.userId ?? ''),
          ...(actor.grants.has('coordinator') && actor.agencyIds.length > 0
            ? [eb('agencyId', 'in', [...actor.agencyIds])]
            : []),
        ]),
      )
      .returning(['id', 'list'])
      .executeTakeFirst()
    if (gone === undefined) throw notFound(words('cách lọc đã lưu', 'Saved view'))
    return gone
  },
})

/** Back to the list that the form stood on: an address of the program's own, whatever was sent. */
const backTo = (list: string, query: string | undefined) =>
  query === undefined || query === '' ? list : `${list}?${kept(query)}`

const needsAccount = words('Cần đăng nhập.', 'An account is needed.')
const noOffice = words(
  'Tài khoản không thuộc cơ quan nào nên không có ai để dùng chung.',
  'The account is of no agency, so there is nobody to share with.',
)
const tooMany = words(
  `Mỗi danh sách lưu được ${mostViews} cách lọc; xin bỏ bớt.`,
  `A list keeps ${mostViews} views; please remove some.`,
)
