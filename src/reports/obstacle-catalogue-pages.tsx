import { words } from '../platform/language.ts'
import { cataloguePages } from '../ui/index.ts'
import { obstacleFieldCatalogue } from './obstacle-catalogue.ts'
import { fieldOfObstacles } from './obstacle-fields.ts'

/** The catalogue of fields. */
export const obstacleFieldPages = cataloguePages({
  at: '/obstacle-fields',
  lead: words(
    'Lĩnh vực để xếp khó khăn, vướng mắc; lĩnh vực ngừng dùng thì không chọn được nữa, việc đã xếp vẫn giữ.',
    'What obstacles are sorted by; one that is not used any more cannot be chosen, and what is sorted by it stays.',
  ),
  above: ({ t }) => [{ label: t('Khó khăn, vướng mắc', 'Obstacles'), href: '/obstacles' }],
  catalogue: obstacleFieldCatalogue,
  fields: fieldOfObstacles,
  button: words('Thêm lĩnh vực', 'Add a field'),
  uses: words('Số vướng mắc thuộc lĩnh vực', 'Obstacles of the field'),
  href: ({ id }) => `/obstacles?fieldId=${id}&plan=all`,
})
