import { words } from '../platform/language.ts'
import { states } from '../platform/states.ts'

/** To whom something is said. */
export const sides = states({
  message: { ...words('Tin cho bên kia', 'Message to the other side'), tone: 'info' },
  note: { ...words('Ghi chú giữa cán bộ', 'Note among officers'), tone: 'warning' },
})
