import { addDays } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import { decimalNumber, formatNumber } from '../platform/numbers.ts'
import { type StateOf, states } from '../platform/states.ts'
import { nfc } from '../platform/text.ts'

/** Where the report of one recipient stands. */
export const answerStates = states({
  asked: { vi: 'Chưa bắt đầu soạn', en: 'Not begun yet', tone: 'info' },
  begun: { vi: 'Đang soạn', en: 'Being written', tone: 'info' },
  approving: { vi: 'Chờ thủ trưởng duyệt', en: 'Waits for its own head', tone: 'warning' },
  sent: { vi: 'Đã gửi, chờ xem xét', en: 'Sent, waits to be looked at', tone: 'warning' },
  returned: { vi: 'Trả lại để bổ sung', en: 'Returned for completion', tone: 'warning' },
  accepted: { vi: 'Đã chấp nhận', en: 'Accepted', tone: 'success' },
  missing: { vi: 'Không có báo cáo', en: 'No report came', tone: 'error' },
})
export type AnswerState = StateOf<typeof answerStates>

/** In which a report is still to be sent. */
export const waitingStates = ['asked', 'begun', 'approving', 'returned'] as const satisfies AnswerState[]
/** In which its recipient writes it. */
export const writtenStates = ['begun', 'returned'] as const satisfies AnswerState[]

export const requestStates = states({
  open: { vi: 'Đang thu báo cáo', en: 'Reports are coming in', tone: 'info' },
  closed: { vi: 'Đã kết thúc', en: 'Ended', tone: 'neutral' },
})

/** Whether a report is written on, by whom it is read. */
export const isWritten = ({ state, mine }: { readonly state: AnswerState; readonly mine: boolean }) =>
  mine && (writtenStates as readonly string[]).includes(state)

export const questionKinds = states({
  text: { vi: 'Trả lời bằng chữ', en: 'Answer in words', tone: 'neutral' },
  number: { vi: 'Số liệu', en: 'Figure', tone: 'neutral' },
  choice: { vi: 'Chọn một', en: 'Choice of one', tone: 'neutral' },
  table: { vi: 'Bảng nhiều số liệu', en: 'Table of figures', tone: 'neutral' },
  file: { vi: 'Tệp đính kèm', en: 'Attached files', tone: 'neutral' },
})
export type QuestionKind = StateOf<typeof questionKinds>

/** A question as far as its answer is judged. */
export interface Asked {
  readonly id: number
  readonly code: string
  readonly label: string
  readonly kind: QuestionKind
  readonly required: boolean
  readonly unit: string | null
  readonly choices: readonly string[]
  readonly lines: readonly string[]
  readonly columns: readonly string[]
  readonly minimum: number | null
  readonly maximum: number | null
  readonly integral: boolean
  readonly sumOf: readonly string[]
  readonly totalLine: boolean
}

/** A place of an answer: of a table the line and column, counted from 1; else 0, 0. */
export interface Place {
  readonly questionId: number
  readonly line: number
  readonly col: number
}

/** What stands in a place. */
export interface Cell extends Place {
  readonly said: string | null
  readonly amount: number | null
  readonly proposed: number | null
  readonly reason: string | null
}

export const placeKey = ({ questionId, line, col }: Place) => `${questionId}.${line}.${col}`

/** Where a question stands that is answered at one place. */
export const ownPlace = ({ id }: Pick<Asked, 'id'>): Place => ({ questionId: id, line: 0, col: 0 })

/** The places of a question in their order; files are no cells, so that a question for them has none. */
export const placesOf = (asked: Asked): Place[] => {
  const { id, kind, lines, columns } = asked
  if (kind === 'file') return []
  return kind === 'table'
    ? lines.flatMap((_line, line) =>
        columns.map((_column, col) => ({ questionId: id, line: line + 1, col: col + 1 })),
      )
    : [ownPlace(asked)]
}

/** What a place is called: the code, of a table with its line and column. */
export const placeName = (asked: Asked, { line, col }: Pick<Place, 'line' | 'col'>): string =>
  asked.kind === 'table'
    ? `${asked.code}: ${asked.lines[line - 1] ?? ''}, ${asked.columns[col - 1] ?? ''}`
    : `${asked.code}: ${asked.label}`

export const isFigure = ({ kind }: Pick<Asked, 'kind'>) => kind === 'number' || kind === 'table'

type Read = { readonly said: string | null; readonly amount: number | null } | { readonly wrong: Words }

/** What was typed into a place of a question; an empty place is no fault while the report is written. */
export function readTyped(asked: Asked, typed: string): Read {
  const value = nfc(typed).trim()
  if (value === '') return { said: null, amount: null }
  if (asked.kind === 'text') return { said: value, amount: null }
  if (asked.kind === 'choice')
    return asked.choices.includes(value)
      ? { said: value, amount: null }
      : { wrong: words('Xin chọn một trong các câu trả lời.', 'Please choose one of the answers.') }
  const amount = decimalNumber(value, { point: 'groups', comma: 'decimal' })
  if (amount === null) return { wrong: words('Xin ghi một số.', 'Please give a number.') }
  const wrong = boundProblem(asked, amount)
  return wrong === null ? { said: null, amount } : { wrong }
}

function boundProblem({ integral, minimum, maximum }: Asked, amount: number): Words | null {
  if (Math.abs(amount) >= 1e15)
    return words('Số quá lớn; xin xem lại đơn vị.', 'The number is too large; please look at the unit.')
  if (integral && !Number.isInteger(amount)) return words('Xin ghi số nguyên.', 'Please give a whole number.')
  const bound = (value: number) => [formatNumber(value, 'vi'), formatNumber(value, 'en')] as const
  if (minimum !== null && amount < minimum) {
    const [vi, en] = bound(minimum)
    return words(`Không được nhỏ hơn ${vi}.`, `Not less than ${en}.`)
  }
  if (maximum !== null && amount > maximum) {
    const [vi, en] = bound(maximum)
    return words(`Không được lớn hơn ${vi}.`, `Not more than ${en}.`)
  }
  return null
}

export interface Fault {
  readonly place: Place
  readonly words: Words
}

/** Sums of decimals that were typed differ in their last digits only. */
const isSame = (one: number, other: number) =>
  Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one), Math.abs(other))

const notSum = (name: string, sum: number): Words =>
  words(
    `${name}: phải bằng tổng ${formatNumber(sum, 'vi')}.`,
    `${name}: it must be the sum, ${formatNumber(sum, 'en')}.`,
  )

/** What keeps a report from being sent: places that must be filled in and are not, sums that do not agree. */
export function faultsOf(
  questions: readonly Asked[],
  cells: readonly Cell[],
  attached: ReadonlySet<number> = new Set(),
): Fault[] {
  const at = new Map(cells.map((cell) => [placeKey(cell), cell]))
  const amountAt = (place: Place) => at.get(placeKey(place))?.amount ?? null
  const byCode = new Map(questions.map((asked) => [asked.code, asked]))
  return questions.flatMap((asked): Fault[] => {
    if (asked.kind === 'file') return asked.required && !attached.has(asked.id) ? [notAttached(asked)] : []
    const places = placesOf(asked)
    const empty = places.filter((place) => {
      const cell = at.get(placeKey(place))
      return cell === undefined || (cell.said === null && cell.amount === null)
    })
    if (asked.required && empty.length > 0)
      return empty.map((place) => {
        const name = placeName(asked, place)
        return { place, words: words(`${name}: chưa điền.`, `${name}: not filled in.`) }
      })
    return [...sumFault(asked, byCode, amountAt), ...totalFaults(asked, amountAt)]
  })
}

function notAttached(asked: Asked): Fault {
  const place = ownPlace(asked)
  const name = placeName(asked, place)
  return { place, words: words(`${name}: chưa đính kèm tệp.`, `${name}: no file is attached.`) }
}

type AmountAt = (place: Place) => number | null

function sumFault(asked: Asked, byCode: ReadonlyMap<string, Asked>, amountAt: AmountAt): Fault[] {
  const [place] = placesOf(asked)
  const own = place === undefined ? null : amountAt(place)
  if (asked.sumOf.length === 0 || place === undefined || own === null) return []
  const sum = asked.sumOf.reduce((total, code) => {
    const part = byCode.get(code)
    return total + (part === undefined ? 0 : (amountAt({ questionId: part.id, line: 0, col: 0 }) ?? 0))
  }, 0)
  return isSame(own, sum) ? [] : [{ place, words: notSum(placeName(asked, place), sum) }]
}

function totalFaults(asked: Asked, amountAt: AmountAt): Fault[] {
  if (!asked.totalLine || asked.lines.length < 2) return []
  const last = asked.lines.length
  return asked.columns.flatMap((_column, index): Fault[] => {
    const place = { questionId: asked.id, line: last, col: index + 1 }
    const own = amountAt(place)
    if (own === null) return []
    const sum = asked.lines
      .slice(0, -1)
      .reduce((total, _line, line) => total + (amountAt({ ...place, line: line + 1 }) ?? 0), 0)
    return isSame(own, sum) ? [] : [{ place, words: notSum(placeName(asked, place), sum) }]
  })
}

/** Whether a report that is not in yet is late. */
export const isLateAnswer = (answer: { readonly state: string; readonly dueOn: string }, today: string) =>
  (waitingStates as readonly string[]).includes(answer.state) && answer.dueOn < today

const monthsOf = { yearly: 12, halfYearly: 6, quarterly: 3, monthly: 1 } as const
export type Recurrence = keyof typeof monthsOf

/** The period after one: from the day after its end, as many months on as it recurs. */
export function periodAfter(toOn: string, recurrence: Recurrence): { fromOn: string; toOn: string } {
  const fromOn = addDays(toOn, 1)
  const [year = 0, month = 1, day = 1] = fromOn.split('-').map(Number)
  const end = new Date(Date.UTC(year, month - 1 + monthsOf[recurrence], 1))
  const lastOfMonth = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)).getUTCDate()
  end.setUTCDate(Math.min(day, lastOfMonth))
  return { fromOn, toOn: addDays(end.toISOString().slice(0, 10), -1) }
}

/**
 * The year whose figure a period gives: the one in which it ends, where it is a year or, as of a report that is due before the year is over,
 * at least eleven months of it. Null for a shorter period. Pure.
 */
export function yearOf({ fromOn, toOn }: { readonly fromOn: string; readonly toOn: string }): number | null {
  const months = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
  const next = addDays(toOn, 1)
  const whole = months(next) - months(fromOn) - (next.slice(8) < fromOn.slice(8) ? 1 : 0)
  return whole >= 11 && whole <= 12 ? Number(toOn.slice(0, 4)) : null
}
