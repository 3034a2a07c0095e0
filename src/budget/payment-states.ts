import { states } from '../platform/states.ts'

/** A payment order: drawn up, released (then it is in the ledger) or returned; released and sent back by the Treasury, it is undone in the ledger. */
export const paymentStates = states({
  drafted: { vi: 'Chờ duyệt chi', en: 'Waits to be released', tone: 'warning' },
  released: { vi: 'Đã duyệt chi', en: 'Released', tone: 'success' },
  returned: { vi: 'Đã trả lại', en: 'Returned', tone: 'neutral' },
  sent_back: { vi: 'Kho bạc trả lại', en: 'Sent back by the Treasury', tone: 'error' },
})
