import { type Words, words } from '../platform/language.ts'
import { type DutyTiming, dueDates, type PlanDocument } from './rules.ts'

export const recurrenceNames = {
  continuous: words('Thường xuyên', 'Continuous'),
  yearly: words('Hằng năm', 'Yearly'),
  halfYearly: words('Sáu tháng một lần', 'Half-yearly'),
  quarterly: words('Hằng quý', 'Quarterly'),
  monthly: words('Hằng tháng', 'Monthly'),
  once: words('Một lần', 'Once'),
} as const satisfies Record<string, Words>

/** When a duty is done, in one line: `Hằng năm, trước ngày 30/11; đột xuất khi có yêu cầu`. */
export function recurrenceWords(duty: PlanDocument['duties'][number]): Words {
  const parts: Words[] = [recurrenceNames[duty.recurrence]]
  const due = dueDayWords(duty)
  if (due !== null) parts.push(due)
  const said = { vi: parts.map((part) => part.vi).join(', '), en: parts.map((part) => part.en).join(', ') }
  if (duty.onRequest !== true) return said
  return words(`${said.vi}; đột xuất khi có yêu cầu`, `${said.en}; also on request`)
}

function dueDayWords(duty: DutyTiming): Words | null {
  const before = (day: Words): Words =>
    duty.dueBefore
      ? words(`trước ngày ${day.vi}`, `before ${day.en}`)
      : words(`chậm nhất ngày ${day.vi}`, `by ${day.en}`)
  if (duty.recurrence === 'continuous') return null
  if (duty.recurrence === 'once') {
    if (duty.dueYear === null) return null
    const on = dueDates(duty, duty.dueYear, duty.dueYear)[0]?.on
    return on === undefined ? null : before(dayAndMonths([on], duty.dueYear))
  }
  if (duty.dueDay === null) return null
  if (duty.recurrence === 'monthly') {
    const day = String(duty.dueDay).padStart(2, '0')
    return before(words(day, `day ${day} of the month`))
  }
  if (duty.recurrence === 'yearly' && duty.dueMonth === null) return null
  // 2025 is any year; only the days and months are said
  return before(dayAndMonths(dueDates(duty, 2025, 2025).map((due) => due.on)))
}

function dayAndMonths(days: readonly string[], year?: number): Words {
  const said = days.map((day) => {
    const [, month, date] = day.split('-')
    return year === undefined ? `${date}/${month}` : `${date}/${month}/${year}`
  })
  return { vi: said.join(' và '), en: said.join(' and ') }
}
