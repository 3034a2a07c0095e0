import { states } from '../platform/states.ts'

/** Where a plan stands: one is in force for a province, those before it stay. */
export const planStates = states({
  draft: { vi: 'Chuẩn bị', en: 'In preparation' },
  active: { vi: 'Có hiệu lực', en: 'In force', tone: 'success' },
  replaced: { vi: 'Đã được thay thế', en: 'Replaced', tone: 'neutral' },
})
