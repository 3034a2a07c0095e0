import { words } from '../platform/language.ts'
import { cataloguePages } from '../ui/index.ts'
import { kindFields } from './fields.ts'
import { addKind, editKind, endKind, listKinds } from './kinds.ts'
import { crumbs } from './list-pages.tsx'

export const kindPages = cataloguePages({
  at: '/outreach/kinds',
  title: words('Các loại việc vận động', 'Kinds of outreach'),
  lead: words(
    'Những việc mà cơ quan, hội làm cho Chương trình trong ngành, địa phương, hội viên của mình.',
    'What agencies and associations do for the programme among their own.',
  ),
  above: crumbs,
  list: listKinds,
  fields: kindFields,
  one: words('loại việc vận động', 'Kind of outreach'),
  add: { command: addKind, label: words('Thêm loại việc vận động', 'Add a kind of outreach') },
  edit: { command: editKind, label: words('Sửa loại việc vận động', 'Edit a kind of outreach') },
  end: { command: endKind, label: words('Ngừng dùng loại việc vận động', 'Stop using a kind of outreach') },
  uses: {
    key: 'number',
    label: words('Số việc đã ghi', 'Activities entered'),
    kind: 'number',
    value: (row) => row.acts,
  },
})
