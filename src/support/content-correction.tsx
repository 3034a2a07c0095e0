import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { correctable } from '../ui/index.ts'
import { contentFields, standardsOf } from './content-fields.ts'
import { listContents } from './queries.ts'

async function readContent({ db }: Context, id: number, lock: boolean) {
  const rows = db
    .selectFrom('supportContent as c')
    .select(['c.id', 'c.standards as listed', ...contentFields.select('c')])
    .where('c.id', '=', id)
  const row = await (lock ? rows.forUpdate() : rows).executeTakeFirst()
  return row === undefined ? undefined : { ...row, standards: row.listed.join('; ') }
}

/** An entry of the catalogue is put right by the coordinator; its code, by which tables name it, stays. */
export const contentCorrection = correctable({
  record: 'content',
  table: 'support_content',
  title: words('nội dung hỗ trợ', 'Content of support'),
  fields: contentFields,
  without: ['key'],
  name: 'support.correctContent',
  route: 'PUT /support/contents/{id}/correction',
  historyRoute: 'GET /support/contents/{id}/corrections',
  address: '/support/contents/{id}/correction',
  href: () => '/support/contents',
  crumbs: ({ t }) => [{ label: t('Nội dung hỗ trợ', 'Contents of support'), href: '/support/contents' }],
  may: ['coordinator'],
  read: readContent,
  show: listContents,
  texts: ({ standards }) => ({ standards }),
  async used({ db }, { id }) {
    const application = await db
      .selectFrom('application')
      .select('id')
      .where('contentId', '=', id)
      .limit(1)
      .executeTakeFirst()
    return application === undefined
      ? null
      : words('Đã có hồ sơ đề nghị nội dung này.', 'There are applications for this content.')
  },
  async write({ db }, { id }, { standards, ...values }) {
    await db
      .updateTable('supportContent')
      .set({ ...values, standards: standardsOf(standards as string | null) })
      .where('id', '=', id)
      .execute()
  },
})
