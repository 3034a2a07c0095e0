import { type StateOf, states } from '../platform/states.ts'

/** Where a batch stands: a sheet that was checked becomes one when it is proposed. */
export const batchStates = states({
  proposed: { vi: 'Chờ duyệt', en: 'Waiting for approval', tone: 'warning' },
  returned: { vi: 'Đã trả lại', en: 'Returned', tone: 'error' },
  approved: { vi: 'Đã duyệt', en: 'Approved', tone: 'success' },
  undone: { vi: 'Đã hoàn tác', en: 'Undone', tone: 'neutral' },
})
export type BatchState = StateOf<typeof batchStates>
