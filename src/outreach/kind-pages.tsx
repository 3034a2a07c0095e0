import { words } from '../platform/language.ts'
import { cataloguePages } from '../ui/index.ts'
import { kindFields } from './fields.ts'
import { outreachKinds } from './kinds.ts'
import { crumbs } from './list-pages.tsx'

export const kindPages = cataloguePages({
  at: '/outreach/kinds',
  lead: words(
    'Những việc mà cơ quan, hội làm cho Chương trình trong ngành, địa phương, hội viên của mình.',
    'What agencies and associations do for the programme among their own.',
  ),
  above: crumbs,
  catalogue: outreachKinds,
  fields: kindFields,
  uses: words('Số việc đã ghi', 'Activities entered'),
})
