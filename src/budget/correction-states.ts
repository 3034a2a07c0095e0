import { words } from '../platform/language.ts'
import { states } from '../platform/states.ts'

/** The states of a correction of an allocation or of a decision: another person approves or refuses what was proposed. */
export const correctionStates = states({
  proposed: { vi: 'Chờ duyệt', en: 'Waiting for approval', tone: 'warning' },
  booked: { vi: 'Đã ghi sổ', en: 'Booked', tone: 'success' },
  refused: { vi: 'Không được duyệt', en: 'Not approved', tone: 'error' },
})

/** What keeps the one who proposed a correction from approving it. */
export const correctionProposed = words('Bạn đã đề nghị đính chính này', 'You proposed this correction')
