import { words } from '../platform/language.ts'
import { states } from '../platform/states.ts'

/** Where a proposal of policy stands. */
export const proposalStates = states({
  draft: words('Đang soạn', 'Being written'),
  asked: { vi: 'Đang xin ý kiến', en: 'Opinions asked for', tone: 'info' },
  submitted: { vi: 'Đã trình cấp thẩm quyền', en: 'Submitted', tone: 'info' },
  returned: { vi: 'Trả lại để hoàn thiện', en: 'Returned to be improved', tone: 'warning' },
  taken_up: { vi: 'Được chấp thuận', en: 'Adopted', tone: 'success' },
  partly: { vi: 'Được chấp thuận một phần', en: 'Adopted in part', tone: 'warning' },
  refused: { vi: 'Không được chấp thuận', en: 'Not adopted', tone: 'error' },
  dropped: words('Thôi đề xuất', 'Given up'),
})

/** What an authority may say of one that was submitted. */
export const settled = ['taken_up', 'partly', 'refused', 'returned'] as const

/** While it may be changed, asked about and submitted. */
export const open: readonly (typeof proposalStates.keys)[number][] = ['draft', 'asked', 'returned']
