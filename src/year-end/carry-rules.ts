import { type Words, words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { states } from '../platform/states.ts'

/** What becomes of money that is left. */
export const yearEndKinds = states({
  carry: words('Chuyển nguồn sang năm sau', 'Carried over to the next year'),
  cancel: words('Hủy dự toán', 'Cancellation of the estimate'),
})
export const yearEndStates = states({
  proposed: { vi: 'Chờ duyệt', en: 'Waiting for approval', tone: 'warning' },
  booked: { vi: 'Đã duyệt, đã ghi sổ', en: 'Approved and booked', tone: 'success' },
  refused: { vi: 'Không được duyệt', en: 'Not approved', tone: 'neutral' },
  taken_back: { vi: 'Đã rút chuyển nguồn', en: 'Carry-over taken back', tone: 'neutral' },
})

/** What a kind of carry-over asks of the money, so far as the ledger can tell. */
export const groundNeeds = states({
  paper: words('Theo văn bản, sổ không kiểm tra được', 'By its papers, which the ledger cannot tell'),
  added_after: words('Dự toán bổ sung sau ngày', 'Allocated after the day'),
  committed_by: words('Đã ký hợp đồng, cam kết đến ngày', 'Committed by the day'),
})

/** Why money may be carried over. `on` is the day that it asks for, of the budget year. */
export interface Ground {
  readonly id: number
  readonly needs: (typeof groundNeeds.keys)[number]
  readonly on: string | null
}

/** Money that is left of a year: free on a line and source, or committed and unpaid, there by the content of a task. */
export interface Left {
  readonly line: string
  readonly source: string
  readonly commitmentId: number | null
  readonly contentId: number | null
  /** đồng */
  readonly amount: bigint
  /** Of what is committed: all that the commitment has left, the day of its document, and the vouchers that wait to be released. */
  readonly rest: bigint
  readonly committedOn: string | null
  readonly waiting: number
}

/** What is asked to be carried over or cancelled, at its place in the input. */
export interface Asked {
  readonly at: number
  readonly line: string
  readonly source: string
  readonly commitment: number | null
  readonly content: number | null
  readonly ground: number | null
  readonly amount: bigint
}

export interface Fault {
  readonly field: string
  readonly words: Words
}

const placeOf = (of: { line: string; source: string; commitment: number | null; content: number | null }) =>
  `${of.line}|${of.source}|${of.commitment ?? ''}|${of.content ?? ''}`

/** The key of a row of the form and of the money that it stands for. */
export const keyOfLeft = (left: Left): string =>
  placeOf({ ...left, commitment: left.commitmentId, content: left.contentId })

const over = (left: bigint, asked: bigint): Words =>
  words(
    `Chỉ còn ${formatDong(left, 'vi')} đồng; ${formatDong(asked, 'vi')} đồng thì quá ${formatDong(asked - left, 'vi')} đồng.`,
    `Only ${formatDong(left, 'en')} đồng are left; ${formatDong(asked, 'en')} đồng is ${formatDong(asked - left, 'en')} đồng too much.`,
  )

/**
 * Everything that is wrong with what is asked, each at its field: more than is left, no kind of carry-over or one that the ledger contradicts.
 * @param of.added what was allocated to a line and source after a day, đồng
 */
export function faultsOf(of: {
  readonly kind: (typeof yearEndKinds.keys)[number]
  readonly asked: readonly Asked[]
  readonly left: readonly Left[]
  readonly grounds: readonly Ground[]
  readonly added: (line: string, source: string, after: string) => bigint
}): Fault[] {
  const { kind, asked, left, grounds, added } = of
  const places = new Map(left.map((one) => [keyOfLeft(one), one]))
  const faults: Fault[] = []
  const seen = new Set<string>()
  if (asked.length === 0)
    faults.push({
      field: 'lines',
      words: words('Xin ghi số tiền ở ít nhất một dòng.', 'Fill in an amount in at least one row.'),
    })
  for (const one of asked) {
    const say = (name: 'amount' | 'ground', said: Words) =>
      faults.push({ field: `lines.${one.at}.${name}`, words: said })
    const place = places.get(placeOf(one))
    if (place === undefined) {
      say('amount', words('Ở đây không còn số dư nào.', 'Nothing is left here.'))
      continue
    }
    if (seen.has(placeOf(one)))
      say('amount', words('Khoản này đã ghi ở dòng trên.', 'This is in a row above already.'))
    seen.add(placeOf(one))
    if (one.amount > place.amount) say('amount', over(place.amount, one.amount))
    if (place.waiting > 0)
      say(
        'amount',
        words(
          `Cam kết này còn ${place.waiting} chứng từ chi chờ duyệt; xin duyệt hoặc trả lại trước.`,
          `${place.waiting} payments of this commitment wait; release or return them first.`,
        ),
      )
    if (kind === 'cancel' && one.commitment !== null)
      say(
        'amount',
        words(
          'Phần đã cam kết thì hủy cam kết trước, rồi hủy dự toán.',
          'What is committed is released first, then cancelled.',
        ),
      )
    if (kind === 'carry') {
      const said = groundFault(one, place, grounds, asked, added)
      if (said !== null) say('ground', said)
    }
  }
  return [...faults, ...commitmentFaults(asked, left)]
}

function groundFault(
  one: Asked,
  place: Left,
  grounds: readonly Ground[],
  asked: readonly Asked[],
  added: (line: string, source: string, after: string) => bigint,
): Words | null {
  const ground = grounds.find(({ id }) => id === one.ground)
  if (ground === undefined) return words('Xin chọn loại được chuyển nguồn.', 'Choose the kind of carry-over.')
  const { needs, on } = ground
  if (needs === 'committed_by' && (place.committedOn === null || on === null || place.committedOn > on))
    return words(
      'Loại này là của khoản đã ký hợp đồng, cam kết trong năm.',
      'This kind is of what was committed by contract within the year.',
    )
  if (needs !== 'added_after' || on === null) return null
  const sum = asked
    .filter(({ line, source, ground: of }) => line === one.line && source === one.source && of === one.ground)
    .reduce((total, { amount }) => total + amount, 0n)
  const most = added(one.line, one.source, on)
  return sum <= most
    ? null
    : words(
        `Sau ngày ấy mục này chỉ được bổ sung ${formatDong(most, 'vi')} đồng.`,
        `Only ${formatDong(most, 'en')} đồng were added to this line after that day.`,
      )
}

/** Contents of one task together take no more than its commitment has. */
function commitmentFaults(asked: readonly Asked[], left: readonly Left[]): Fault[] {
  const byCommitment = Map.groupBy(
    asked.filter(({ content }) => content !== null),
    ({ commitment }) => commitment,
  )
  return [...byCommitment].flatMap(([commitment, rows]) => {
    const rest = left.find(({ commitmentId }) => commitmentId === commitment)?.rest ?? 0n
    const sum = rows.reduce((total, { amount }) => total + amount, 0n)
    const [first] = rows
    return sum <= rest || first === undefined
      ? []
      : [{ field: `lines.${first.at}.amount`, words: over(rest, sum) }]
  })
}
