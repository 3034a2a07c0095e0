import type { FactKind } from '../plan/facts.ts'
import type { Words } from '../platform/language.ts'

export const eventKinds = ['conference', 'course', 'expert_training'] as const
export type EventKind = (typeof eventKinds)[number]

export const eventNames: Readonly<Record<EventKind, Words>> = {
  conference: { vi: 'Hội nghị, hội thảo', en: 'Conference or workshop' },
  course: { vi: 'Khoá đào tạo, tập huấn', en: 'Training course' },
  expert_training: { vi: 'Đào tạo chuyên gia năng suất chất lượng', en: 'Training of productivity experts' },
}

/**
 * What an event counts for (Plan 181, I.2.1): a conference or a course counts once; training of experts counts the
 * experts trained ("đào tạo được khoảng 15 chuyên gia"), not its participants.
 */
export function counted(kind: EventKind, experts: number): { kind: FactKind; quantity: number } {
  if (kind === 'conference') return { kind: 'conference.held', quantity: 1 }
  if (kind === 'course') return { kind: 'course.held', quantity: 1 }
  return { kind: 'expert.trained', quantity: experts }
}
