import { words } from '../platform/language.ts'
import { type StateOf, states } from '../platform/states.ts'

/** Where a call stands on its way to being open. */
export const storedStates = states({
  draft: words('Đang soạn', 'Being written'),
  sent: { vi: 'Chờ phê duyệt', en: 'Waits for approval', tone: 'info' },
  returned: { vi: 'Trả lại để sửa', en: 'Returned to be mended', tone: 'warning' },
  approved: { vi: 'Đã duyệt', en: 'Approved', tone: 'success' },
  ended: words('Đã kết thúc', 'Ended'),
  cancelled: { vi: 'Đã hủy', en: 'Cancelled', tone: 'error' },
})
type Stored = StateOf<typeof storedStates>

/** Where a call stands on a day: an approved one is ahead, open or closed by its days. */
export const callStates = states({
  draft: storedStates.names.draft,
  sent: { ...storedStates.names.sent, tone: 'info' },
  returned: { ...storedStates.names.returned, tone: 'warning' },
  ahead: { vi: 'Sắp mở', en: 'Ahead', tone: 'info' },
  open: { vi: 'Đang nhận hồ sơ', en: 'Open for applications', tone: 'success' },
  closed: { vi: 'Đã đóng nhận hồ sơ', en: 'Closed for applications', tone: 'warning' },
  ended: storedStates.names.ended,
  cancelled: { ...storedStates.names.cancelled, tone: 'error' },
})
export type CallState = StateOf<typeof callStates>

interface Dated {
  readonly state: Stored
  /** ISO days, both within. */
  readonly opensOn: string
  readonly closesOn: string
}

/** Where a call stands on a day. Pure; the same as `callStateIn` in SQL. */
export function callStateOn({ state, opensOn, closesOn }: Dated, day: string): CallState {
  if (state !== 'approved') return state
  if (day < opensOn) return 'ahead'
  return day <= closesOn ? 'open' : 'closed'
}

/** Whether its contents, papers and words may still be changed. */
export const isOpenToChange = (state: Stored | CallState): boolean =>
  state === 'draft' || state === 'returned'

/** The kind of beneficiary that a paper is asked of; null: of any. */
export interface PaperKind {
  readonly contentId: number | null
  readonly sizeClass: string | null
  readonly legalForm: string | null
}
/** Of a beneficiary what papers look at; null where it is not known. */
export interface Beneficiary {
  readonly contentId: number
  readonly sizeClass: string | null
  readonly legalForm: string | null
}

/**
 * Whether a paper is asked of a beneficiary. Of one whose size or form is not known every paper that could be meant is asked: an officer
 * sees what does not apply, an enterprise that was never asked does not come back.
 */
export function isAsked(paper: PaperKind, of: Beneficiary): boolean {
  const fits = (wanted: string | null, has: string | null) =>
    wanted === null || has === null || has === 'unknown' || wanted === has
  return (
    (paper.contentId === null || paper.contentId === of.contentId) &&
    fits(paper.sizeClass, of.sizeClass) &&
    fits(paper.legalForm, of.legalForm)
  )
}

/** The required papers that are asked of a beneficiary and not among those given. */
export function missingPapers<P extends PaperKind & { readonly id: number; readonly required: boolean }>(
  papers: readonly P[],
  of: Beneficiary,
  given: ReadonlySet<number>,
): P[] {
  return papers.filter((paper) => paper.required && isAsked(paper, of) && !given.has(paper.id))
}

/** Whether a content of a call takes more: it has places and money left, those who come now wait, or nobody is taken any more. */
export const rooms = states({
  free: { vi: 'Còn nhận hồ sơ', en: 'Takes applications', tone: 'success' },
  waiting: { vi: 'Hết suất, nhận vào danh sách chờ', en: 'Used up: those who come wait', tone: 'warning' },
  full: { vi: 'Hết suất, không nhận thêm', en: 'Used up: no more are taken', tone: 'error' },
})
export type Room = StateOf<typeof rooms>

/** How far a content of a call is used up. */
export interface UsedUp {
  /** Null: not limited. */
  readonly places: number | null
  readonly money: bigint | null
  readonly accepted: number
  readonly granted: bigint
  /** Applications that are neither decided for nor refused, those on the waiting list among them. */
  readonly pending: number
  /** How many may wait once it is used up; null: not limited. */
  readonly waitingPlaces: number | null
}

/** Whether a content of a call takes one more application. Pure. */
export function roomOf({ places, money, accepted, granted, pending, waitingPlaces }: UsedUp): Room {
  const used = (places !== null && accepted >= places) || (money !== null && granted >= money)
  if (!used) return 'free'
  return waitingPlaces === null || pending < waitingPlaces ? 'waiting' : 'full'
}
