import { words } from '../platform/language.ts'
import { expertiseFields } from '../training/index.ts'
import { cataloguePages } from '../ui/index.ts'
import { addExpertise, editExpertise, endExpertise, listExpertise } from './expertise.ts'
import { at as peopleAt, title as peopleTitle } from './list-pages.tsx'

export const expertisePages = cataloguePages({
  at: '/expertise',
  title: words('Lĩnh vực chuyên môn', 'Fields of expertise'),
  lead: words(
    'Lĩnh vực do cơ quan điều hành đặt để phân loại chuyên gia.',
    'Fields as the coordinator keeps them, to tell experts by.',
  ),
  above: ({ t }) => [{ label: t(peopleTitle), href: peopleAt }],
  list: listExpertise,
  fields: expertiseFields,
  one: words('lĩnh vực chuyên môn', 'Field of expertise'),
  add: {
    command: addExpertise,
    label: words('Thêm lĩnh vực chuyên môn', 'Add a field of expertise'),
    button: words('Thêm lĩnh vực', 'Add a field'),
  },
  edit: { command: editExpertise, label: words('Sửa lĩnh vực chuyên môn', 'Edit a field of expertise') },
  end: {
    command: endExpertise,
    label: words('Ngừng dùng lĩnh vực chuyên môn', 'Stop using a field of expertise'),
  },
  uses: {
    key: 'persons',
    label: words('Số người', 'Number of persons'),
    kind: 'number',
    value: (row) => row.persons,
  },
  href: (row) => `${peopleAt}?expertiseId=${row.id}`,
})
