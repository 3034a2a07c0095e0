import { choice, day, id } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { states } from '../platform/states.ts'
import { recordFields } from '../ui/index.ts'

/** How an enterprise belongs to an association. */
export const associationTies = states({
  member: words('Hội viên, thành viên', 'Member'),
  brought: words('Do hội vận động tham gia', 'Brought by the association'),
})

/** The fields of the tie of an enterprise to an association: one that is added here is in its form, in the list and in REST, and its column is marked. */
export const associationFields = recordFields({
  agencyId: {
    field: id(),
    label: words('Hội, hiệp hội', 'Association'),
    input: 'select',
    joined: 'association',
  },
  tie: {
    field: choice(associationTies.keys),
    label: words('Quan hệ', 'Tie'),
    input: 'radio',
    of: associationTies,
  },
  since: { field: day(), label: words('Từ ngày', 'From'), input: 'date' },
})
