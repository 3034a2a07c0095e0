import { words } from '../platform/language.ts'
import { type StateOf, states } from '../platform/states.ts'

export const doubleStates = states({
  found: { vi: 'Chờ xem xét', en: 'Waits to be settled', tone: 'warning' },
  separate: { vi: 'Không trùng', en: 'No doubles' },
  merged: { vi: 'Đã gộp', en: 'Merged', tone: 'success' },
})

/** What two records were found alike by. */
export const grounds = states({
  tax_code: words('Cùng 10 số đầu của mã số thuế', 'The same first ten digits of the tax code'),
  name_address: words('Tên và địa chỉ giống nhau', 'Similar name and address'),
})

export const mergeKinds = states({
  double: words('Gộp hồ sơ trùng', 'Merge of a double'),
  law: words('Sáp nhập, hợp nhất theo pháp luật', 'Merger in law'),
})
export type MergeKind = StateOf<typeof mergeKinds>

export const mergeStates = states({
  merged: { vi: 'Đã gộp', en: 'Merged', tone: 'success' },
  undone: { vi: 'Đã hoàn tác', en: 'Undone' },
})
