import type { Due, Duty } from '../../plan-reader/index.ts'
import { foldSameLength, yearsIn } from '../../plan-reader/index.ts'
import type { DraftDocument } from '../draft.ts'
import { agencyFinder } from './agency-names.ts'
import { shorten, type Tools, written } from './tools.ts'

/* Duties: whose, how often, by when. */

type DraftDuty = DraftDocument['duties'][number]
type Timing = Pick<DraftDuty, 'recurrence' | 'dueYear' | 'dueMonth' | 'dueDay' | 'dueBefore'>

const undated = { dueYear: null, dueMonth: null, dueDay: null, dueBefore: false } as const

/**
 * The duties of a reading. A duty with several days becomes one for each, under codes of its own (`V.1`, `V.1-2`), for a
 * duty of a plan has one day. "Định kỳ" without an interval is taken as yearly.
 */
export function dutiesOf(tools: Tools): DraftDuty[] {
  const { read, catalogues, note, at } = tools
  const find = agencyFinder(catalogues.agencies, {
    province: tools.province,
    day: read.date?.value ?? '',
    taking: read.participants.map(({ text }) => text),
    charged: read.duties.flatMap(({ agency }) => (agency === null ? [] : [agency])),
  })
  const duties: DraftDuty[] = []
  const codes = new Set<string>()
  for (const duty of read.duties) {
    const later = laterYears(tools, duty)
    const timings =
      later === null ? timingsOf(duty) : [{ recurrence: 'once' as const, ...undated, dueYear: later }]
    const { keys, missing } = duty.agency === null ? { keys: [], missing: [] } : find(duty.agency)
    for (const [index, timing] of timings.entries()) {
      const path = `duties.${duties.length}`
      at(path, duty.span)
      at(`${path}.agencies`, duty.agencySpan)
      const day = duty.due[index]
      at(`${path}.dueDay`, day?.span)
      if (duty.agency === null) {
        note(
          `${path}.agencies`,
          'Văn bản không ghi nhiệm vụ này của cơ quan nào; xin chọn.',
          'The document does not say whose duty this is; please choose.',
        )
      } else if (missing.length > 0 || keys.length === 0) {
        note(
          `${path}.agencies`,
          `"${shorten(duty.agency)}": ${keys.length === 0 ? 'chưa có' : 'có đơn vị chưa có'} trong danh mục cơ quan; xin chọn hoặc thêm vào danh mục.`,
          `"${shorten(duty.agency)}": ${keys.length === 0 ? 'not' : 'partly not'} in the catalogue of agencies; please choose, or add to the catalogue.`,
        )
      }
      if (later === null) noteTiming(tools, `${path}.recurrence`, duty, timing, timings.length)
      else {
        note(
          `${path}.recurrence`,
          `Văn bản chỉ ghi giai đoạn sau kế hoạch này; hạn tạm lấy năm cuối của giai đoạn đó, ${later}.`,
          `The document only names years after this plan’s own; the last of them, ${later}, is taken as the deadline.`,
        )
      }
      duties.push({
        ...written(textOf(duty)),
        code: freeCode(codes, duty.code),
        agencies: keys,
        ...timing,
        ...(duty.onRequest && index === 0 ? { onRequest: true } : {}),
      })
    }
  }
  return duties
}

/** Work without a time of its own for years after the plan's ("ở giai đoạn 2026 - 2030") is due in the last of them; null for other work. */
function laterYears({ period }: Tools, duty: Duty): number | null {
  if (duty.recurrence !== 'none' || duty.due.length > 0 || period === null) return null
  const [years, ...more] = yearsIn(foldSameLength(duty.text))
  if (years === undefined || more.length > 0 || years.from === null || years.from <= period.to) return null
  return years.to
}

/** What is to be done; a table of work says beside it who helps and what comes of it. */
function textOf({ text, helpers, product }: Duty): string {
  const beside = [
    ...(helpers === undefined ? [] : [`phối hợp: ${helpers}`]),
    ...(product === undefined ? [] : [`sản phẩm: ${product}`]),
  ]
  return beside.length === 0 ? text : `${text.replace(/[.;]$/, '')} (${beside.join('; ')})`
}

function freeCode(codes: Set<string>, wished: string): string {
  const base = wished === '' ? 'V' : wished
  let code = base
  for (let next = 2; codes.has(code); next++) code = `${base}-${next}`
  codes.add(code)
  return code
}

function timingsOf(duty: Duty): Timing[] {
  const every = recurrenceOf(duty)
  const once = duty.due
    .filter(({ year }) => year !== null)
    .map((due) => ({ recurrence: 'once' as const, ...dayOf(due) }))
  if (every === 'once') {
    return once.length > 0 ? once : [{ recurrence: 'once', ...undated }]
  }
  const repeated = duty.due
    .filter(({ year }) => year === null)
    .map((due) => ({ recurrence: every, ...dayOf(due) }))
  return [...(repeated.length > 0 ? distinct(repeated) : [{ recurrence: every, ...undated }]), ...once]
}

/** "6 tháng, trước ngày 15/6 và 15/12": one day of a half-year, that comes twice a year, is said by both. */
function distinct(timings: readonly Timing[]): Timing[] {
  const apart = { halfYearly: 6, quarterly: 3, monthly: 1 } as const
  return timings.filter((timing, index) => {
    const months = timing.recurrence in apart ? apart[timing.recurrence as keyof typeof apart] : 12
    const same = (other: Timing) =>
      other.dueDay === timing.dueDay && ((other.dueMonth ?? 0) - (timing.dueMonth ?? 0)) % months === 0
    return timings.findIndex((other) => other.recurrence === timing.recurrence && same(other)) === index
  })
}

function recurrenceOf(duty: Duty): Timing['recurrence'] {
  if (duty.recurrence === 'periodic') return 'yearly'
  if (duty.recurrence !== 'none') return duty.recurrence
  return duty.due.length > 0 ? 'yearly' : 'continuous'
}

/** A quarter is due on its last day, or is late from its first when the work must be done before it; so is a bare year or month. */
function dayOf({ year, quarter, month, day, before }: Due): Omit<Timing, 'recurrence'> {
  if (quarter !== null) {
    const last = before ? quarter * 3 - 2 : quarter * 3
    return {
      dueYear: year,
      dueMonth: last,
      dueDay: before ? 1 : (lastDays[quarter - 1] ?? 30),
      dueBefore: before,
    }
  }
  if (before && day === null) return { dueYear: year, dueMonth: month ?? 1, dueDay: 1, dueBefore: true }
  return { dueYear: year, dueMonth: month, dueDay: day, dueBefore: before }
}
const lastDays = [31, 30, 30, 31] as const

function noteTiming({ note }: Tools, path: string, duty: Duty, timing: Timing, count: number): void {
  if (duty.recurrence === 'periodic') {
    note(
      path,
      'Văn bản ghi "định kỳ" mà không nói bao lâu một lần; tạm lấy hằng năm.',
      'The document says "regularly" without an interval; taken as yearly.',
    )
  }
  if (duty.recurrence === 'none' && timing.recurrence === 'yearly') {
    note(
      path,
      'Văn bản ghi ngày mà không ghi năm; tạm lấy hằng năm.',
      'The document gives a day without a year; taken as yearly.',
    )
  }
  if (count > 1) {
    note(
      path,
      `Văn bản ghi ${count} thời hạn cho việc này; tách thành ${count} dòng.`,
      `The document gives this work ${count} dates; split into ${count} rows.`,
    )
  }
}
