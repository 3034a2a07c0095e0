import { dueWords } from '../plan/index.ts'
import { addDays, formatDate } from '../platform/dates.ts'
import { markedTitle } from '../platform/sample.ts'
import type { DutyRow } from './queries.ts'

/** What a calendar file is made of. */
export interface CalendarContent {
  /** The agency's name; the plan's own calendar has all agencies. */
  readonly name: string
  readonly items: readonly DutyRow[]
  /** The address of this installation: of the events' links, and the second half of their UIDs. */
  readonly publicUrl: string
  readonly now: Date
  /** Whether each event says whose work it is. */
  readonly withAgency: boolean
}

/** Alarms ring at eight in the morning, 30, 7 and 1 days before. */
const alarmDays = [30, 7, 1] as const
const eightInTheMorning = 8 * 3600

/**
 * Dated work as a calendar (RFC 5545): one whole-day event on the last working day of each piece of work. Vietnamese:
 * a calendar program has no language to ask for. Done work keeps its event, says so and rings no more.
 */
export async function calendarText(content: CalendarContent): Promise<string> {
  const {
    default: ical,
    ICalAlarmType,
    ICalCalendarMethod,
    ICalEventStatus,
    ICalEventTransparency,
  } = await import('ical-generator')
  const host = new URL(content.publicUrl).host
  const calendar = ical({
    name: markedTitle(content.name),
    prodId: { company: 'nscl', product: 'duties', language: 'VI' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 6 * 3600,
  })
  for (const item of content.items) {
    const [mark, done] =
      item.state === 'done' ? ['✓ Hoàn thành: ', true] : [item.state === 'late' ? 'Quá hạn: ' : '', false]
    const lines = [
      item.text,
      item.request?.detail ?? '',
      `Thời hạn: ${dueWords({ on: item.dueOn, before: item.dueBefore }).vi}${item.dayOff === null ? '' : ` (${item.dayOff.vi})`}`,
      `Cơ quan: ${item.agency}`,
      item.doneOn === null ? '' : `Hoàn thành ngày ${formatDate(item.doneOn)}`,
    ]
    const event = calendar.createEvent({
      id: `duty-${item.id}@${host}`,
      start: new Date(`${item.workingOn}T00:00:00Z`),
      end: new Date(`${addDays(item.workingOn, 1)}T00:00:00Z`),
      allDay: true,
      stamp: content.now,
      summary: markedTitle(
        `${mark}${item.code === '' ? 'Đột xuất' : item.code} ${short(item.text)}${content.withAgency ? ` (${item.agency})` : ''}`,
      ),
      description: lines.filter((line) => line !== '').join('\n'),
      url: `${content.publicUrl}/duties/${item.id}`,
      status: ICalEventStatus.CONFIRMED,
      transparency: ICalEventTransparency.TRANSPARENT,
    })
    if (done) continue
    for (const days of alarmDays) {
      event.createAlarm({
        type: ICalAlarmType.display,
        trigger: days * 86_400 - eightInTheMorning,
        description: `Còn ${days} ngày: ${item.text}`,
      })
    }
  }
  return calendar.toString()
}

/** A duty's text can be a paragraph: the heading of an event has its beginning, the description all of it. */
function short(text: string): string {
  return text.length <= 100 ? text : `${text.slice(0, 98).trimEnd()} …`
}
