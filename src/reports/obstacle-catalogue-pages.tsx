import { words } from '../platform/language.ts'
import { cataloguePages } from '../ui/index.ts'
import {
  addObstacleField,
  editObstacleField,
  endObstacleField,
  listObstacleFields,
} from './obstacle-catalogue.ts'
import { fieldOfObstacles } from './obstacle-fields.ts'

/** The catalogue of fields. */
export const obstacleFieldPages = cataloguePages({
  at: '/obstacle-fields',
  title: words('Lĩnh vực của các vướng mắc', 'Fields of obstacles'),
  lead: words(
    'Lĩnh vực để xếp khó khăn, vướng mắc; lĩnh vực ngừng dùng thì không chọn được nữa, việc đã xếp vẫn giữ.',
    'What obstacles are sorted by; one that is not used any more cannot be chosen, and what is sorted by it stays.',
  ),
  above: ({ t }) => [{ label: t('Khó khăn, vướng mắc', 'Obstacles'), href: '/obstacles' }],
  list: listObstacleFields,
  fields: fieldOfObstacles,
  one: words('lĩnh vực của vướng mắc', 'Field of the obstacle'),
  add: {
    command: addObstacleField,
    label: words('Thêm lĩnh vực của khó khăn, vướng mắc', 'Add a field of obstacles'),
    button: words('Thêm lĩnh vực', 'Add a field'),
  },
  edit: {
    command: editObstacleField,
    label: words('Sửa lĩnh vực của khó khăn, vướng mắc', 'Edit a field of obstacles'),
  },
  end: {
    command: endObstacleField,
    label: words('Ngừng dùng lĩnh vực của khó khăn, vướng mắc', 'Stop using a field of obstacles'),
  },
  uses: {
    key: 'obstacles',
    label: words('Số vướng mắc thuộc lĩnh vực', 'Obstacles of the field'),
    kind: 'number',
    value: (row) => row.obstacles,
  },
  href: ({ id }) => `/obstacles?fieldId=${id}&plan=all`,
})
