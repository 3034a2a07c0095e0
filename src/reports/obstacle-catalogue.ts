import { sql } from 'kysely'
import { signedIn } from '../platform/actor.ts'
import { keptCatalogue } from '../platform/kept-catalogue.ts'
import { words } from '../platform/language.ts'
import { fieldOfObstacles } from './obstacle-fields.ts'

/** The fields of obstacles, as the office keeps them. */
export const obstacleFieldCatalogue = keptCatalogue({
  table: 'obstacleField',
  fields: fieldOfObstacles,
  one: words('lĩnh vực của vướng mắc', 'Field of the obstacle'),
  route: '/obstacle-fields',
  may: { keep: ['coordinator'], read: signedIn },
  add: {
    name: 'obstacles.addField',
    summary: words('Thêm lĩnh vực của khó khăn, vướng mắc', 'Add a field of obstacles'),
  },
  edit: {
    name: 'obstacles.editField',
    summary: words('Sửa lĩnh vực của khó khăn, vướng mắc', 'Edit a field of obstacles'),
  },
  end: {
    name: 'obstacles.endField',
    summary: words('Ngừng dùng lĩnh vực của khó khăn, vướng mắc', 'Stop using a field of obstacles'),
  },
  list: { name: 'obstacles.fields', summary: words('Lĩnh vực của các vướng mắc', 'Fields of obstacles') },
  twice: {
    code: 'obstacles.fieldTwice',
    words: words('Đã có lĩnh vực mang tên này.', 'There is a field of this name.'),
  },
  uses: sql<number>`(SELECT count(*)::int FROM obstacle o WHERE o.field_id = k.id AND o.withdrawn_on IS NULL)`,
})
export const {
  add: addObstacleField,
  edit: editObstacleField,
  end: endObstacleField,
  list: listObstacleFields,
} = obstacleFieldCatalogue
