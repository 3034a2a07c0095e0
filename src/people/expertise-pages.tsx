import { words } from '../platform/language.ts'
import { expertiseFields } from '../training/index.ts'
import { cataloguePages } from '../ui/index.ts'
import { expertise } from './expertise.ts'
import { at as peopleAt, title as peopleTitle } from './list-pages.tsx'

export const expertisePages = cataloguePages({
  at: '/expertise',
  title: words('Lĩnh vực chuyên môn', 'Fields of expertise'),
  lead: words(
    'Lĩnh vực do cơ quan điều hành đặt để phân loại chuyên gia.',
    'Fields as the coordinator keeps them, to tell experts by.',
  ),
  above: ({ t }) => [{ label: t(peopleTitle), href: peopleAt }],
  catalogue: expertise,
  fields: expertiseFields,
  button: words('Thêm lĩnh vực', 'Add a field'),
  uses: words('Số người', 'Number of persons'),
  href: (row) => `${peopleAt}?expertiseId=${row.id}`,
})
