import type { Words } from '../platform/language.ts'
import { type DutyTiming, dueDates, type PlanDocument } from './rules.ts'

export const recurrenceNames = {
  continuous: { vi: 'Thường xuyên', en: 'Continuous' },
  yearly: { vi: 'Hằng năm', en: 'Yearly' },
  halfYearly: { vi: 'Sáu tháng một lần', en: 'Half-yearly' },
  quarterly: { vi: 'Hằng quý', en: 'Quarterly' },
  monthly: { vi: 'Hằng tháng', en: 'Monthly' },
  once: { vi: 'Một lần', en: 'Once' },
} as const satisfies Record<string, Words>

/** When a duty is done, in one line: `Hằng năm, trước ngày 30/11; đột xuất khi có yêu cầu`. */
export function recurrenceWords(duty: PlanDocument['duties'][number]): Words {
  const parts: Words[] = [recurrenceNames[duty.recurrence]]
  const due = dueDayWords(duty)
  if (due !== null) parts.push(due)
  const said = { vi: parts.map((part) => part.vi).join(', '), en: parts.map((part) => part.en).join(', ') }
  if (duty.onRequest !== true) return said
  return { vi: `${said.vi}; đột xuất khi có yêu cầu`, en: `${said.en}; also on request` }
}

function dueDayWords(duty: DutyTiming): Words | null {
  const before = (day: Words): Words =>
    duty.dueBefore
      ? { vi: `trước ngày ${day.vi}`, en: `before ${day.en}` }
      : { vi: `chậm nhất ngày ${day.vi}`, en: `by ${day.en}` }
  if (duty.recurrence === 'continuous') return null
  if (duty.recurrence === 'once') {
    if (duty.dueYear === null) return null
    const on = dueDates(duty, duty.dueYear, duty.dueYear)[0]?.on
    return on === undefined ? null : before(dayAndMonths([on], duty.dueYear))
  }
  if (duty.dueDay === null) return null
  if (duty.recurrence === 'monthly') {
    const day = String(duty.dueDay).padStart(2, '0')
    return before({ vi: day, en: `day ${day} of the month` })
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
