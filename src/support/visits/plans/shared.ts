import { type Translate, words } from '../../../platform/language.ts'
import type { Output } from '../../../platform/operation.ts'
import type { PageRequest } from '../../../platform/page.ts'
import { at as visitsAt, title as visitsTitle } from '../addresses.ts'
import type { visitChoices } from './queries.ts'

export const at = `${visitsAt}/plans` as const
export const crumbs = ({ t }: PageRequest) => [
  { label: t(visitsTitle), href: visitsAt },
  { label: t(words('Danh sách kiểm tra', 'Lists of visits')), href: at },
]

/** What a list of visits is to choose among. */
export const listChoices = ({ lines, checklists }: Output<typeof visitChoices>, t: Translate) => ({
  lineId: lines.map(({ id, code, title, titleEn }) => ({
    value: id,
    label: `${code}. ${t(title, titleEn)}`.slice(0, 90),
  })),
  checklistId: checklists.map(({ id, name }) => ({ value: id, label: name })),
})
