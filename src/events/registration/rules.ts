import { type Words, words } from '../../platform/language.ts'
import { type StateOf, states } from '../../platform/states.ts'
import { type EventState, open } from '../rules.ts'

/** As what somebody comes: the kinds of employer that participants are counted by. */
export const comers = states({
  enterprise: words('Doanh nghiệp', 'Enterprise'),
  agency: words('Cơ quan nhà nước', 'State agency'),
  school: words('Trường học', 'School'),
  person: words('Cá nhân', 'Individual'),
})

/** Where a registration for an event stands. */
export const seatStates = states({
  waits: { vi: 'Chờ nhận', en: 'Waits to be accepted', tone: 'warning' },
  accepted: { vi: 'Có chỗ', en: 'Has a place', tone: 'success' },
  listed: { vi: 'Trong danh sách chờ', en: 'On the waiting list', tone: 'info' },
  declined: { vi: 'Không nhận', en: 'Not taken', tone: 'error' },
  withdrawn: words('Đã rút', 'Withdrawn'),
})
export type SeatState = StateOf<typeof seatStates>

/** While a registration stands: it holds a place, or waits for one. */
export const standing: readonly SeatState[] = ['waits', 'accepted', 'listed']

/** Why nobody registers for the event by its link today; null while they may. */
export function closedProblem(
  event: {
    readonly state: EventState
    readonly registerOpen: boolean
    readonly registerUntil: string | null
  },
  today: string,
): Words | null {
  if (event.state === 'cancelled')
    return words('Sự kiện không tổ chức nữa.', 'The event is not held any more.')
  if (!open.includes(event.state)) return words('Sự kiện đã diễn ra.', 'The event has taken place.')
  if (!event.registerOpen || event.registerUntil === null || event.registerUntil < today)
    return words('Đã hết hạn đăng ký.', 'Registration is closed.')
  return null
}

/** How many places are left; null where they are not limited. Who was taken above the number takes no place away twice. */
export const placesLeft = (capacity: number | null, taken: number): number | null =>
  capacity === null ? null : Math.max(0, capacity - taken)

/** Where one stands who registers now: the organiser looks first, there is a place, or the waiting list is next. */
export function seatOf(of: {
  readonly capacity: number | null
  readonly taken: number
  readonly checked: boolean
}): 'waits' | 'accepted' | 'listed' {
  if (of.checked) return 'waits'
  return placesLeft(of.capacity, of.taken) === 0 ? 'listed' : 'accepted'
}

/** Who moves up from the waiting list into the places that are free, who came first first. @param listed in the order of their numbers */
export function movesUp<T>(
  of: { readonly capacity: number | null; readonly taken: number },
  listed: readonly T[],
): readonly T[] {
  const left = placesLeft(of.capacity, of.taken)
  return left === null ? listed : listed.slice(0, left)
}
