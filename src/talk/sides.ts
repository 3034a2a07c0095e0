import { words } from '../platform/language.ts'
import { type StateOf, states } from '../platform/states.ts'

/** To whom something is said. */
export const sides = states({
  message: { ...words('Tin cho bên kia', 'Message to the other side'), tone: 'info' },
  note: { ...words('Ghi chú giữa cán bộ', 'Note among officers'), tone: 'warning' },
  advice: { ...words('Ý kiến với người được mời', 'Advice, with those invited'), tone: 'info' },
})
export type Side = StateOf<typeof sides>

/** As whom somebody reads a thread: an officer, somebody invited to the record, or its other side. */
export type Voice = 'officer' | 'invited' | 'outside'

/** What is read, and written, as whom. @param invites whether people are invited to such records */
export function sidesOf(voice: Voice, invites: boolean): readonly Side[] {
  if (voice === 'outside') return ['message']
  const advice: readonly Side[] = invites ? ['advice'] : []
  return voice === 'officer' ? ['message', 'note', ...advice] : ['advice', 'message']
}
