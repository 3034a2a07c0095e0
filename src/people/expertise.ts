import { sql } from 'kysely'
import { officers } from '../platform/actor.ts'
import { keptCatalogue } from '../platform/kept-catalogue.ts'
import { words } from '../platform/language.ts'
import { expertiseFields } from '../training/index.ts'
import { keepers } from './commands.ts'

/** The fields of expertise that persons are told by, as the office keeps them; no source lists them, so there are none to begin with. */
export const expertise = keptCatalogue({
  table: 'expertise',
  fields: expertiseFields,
  one: words('lĩnh vực chuyên môn', 'Field of expertise'),
  route: '/expertise',
  may: { keep: keepers, read: officers },
  add: {
    name: 'people.addExpertise',
    summary: words('Thêm lĩnh vực chuyên môn', 'Add a field of expertise'),
  },
  edit: {
    name: 'people.editExpertise',
    summary: words('Sửa lĩnh vực chuyên môn', 'Edit a field of expertise'),
  },
  end: {
    name: 'people.endExpertise',
    summary: words('Ngừng dùng lĩnh vực chuyên môn', 'Stop using a field of expertise'),
  },
  list: {
    name: 'people.expertiseList',
    summary: words('Danh sách lĩnh vực chuyên môn', 'List of fields of expertise'),
  },
  twice: {
    code: 'people.expertiseTwice',
    words: words('Đã có lĩnh vực mang tên này.', 'There is a field of this name.'),
  },
  uses: sql<number>`(SELECT count(DISTINCT coalesce(p.merged_into, p.id))::int FROM person_expertise e JOIN person p ON p.id = e.person_id
    WHERE e.expertise_id = k.id)`,
})
export const { add: addExpertise, edit: editExpertise, end: endExpertise, list: listExpertise } = expertise
