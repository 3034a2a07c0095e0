import { sql } from 'kysely'
import { staff } from '../platform/actor.ts'
import { keptCatalogue } from '../platform/kept-catalogue.ts'
import { words } from '../platform/language.ts'
import { kindFields } from './fields.ts'

/** What agencies and associations do for the programme, by kind, as the office keeps it. */
export const outreachKinds = keptCatalogue({
  table: 'outreachKind',
  fields: kindFields,
  one: words('loại việc vận động', 'Kind of outreach'),
  route: '/outreach-kinds',
  may: { keep: ['coordinator'], read: staff },
  add: { name: 'outreach.addKind', summary: words('Thêm loại việc vận động', 'Add a kind of outreach') },
  edit: { name: 'outreach.editKind', summary: words('Sửa loại việc vận động', 'Edit a kind of outreach') },
  end: {
    name: 'outreach.endKind',
    summary: words('Ngừng dùng loại việc vận động', 'Stop using a kind of outreach'),
  },
  list: { name: 'outreach.listKinds', summary: words('Các loại việc vận động', 'Kinds of outreach') },
  twice: {
    code: 'outreach.kindTwice',
    words: words('Đã có loại việc mang tên này.', 'There is a kind of this name.'),
  },
  uses: sql<number>`(SELECT count(*)::int FROM outreach o WHERE o.kind_id = k.id)`,
})
export const { add: addKind, edit: editKind, end: endKind, list: listKinds } = outreachKinds
