import { readHolidays } from '../calendar/index.ts'
import { noticeKind, type Thing, tellTogether, togetherFields } from '../notices/index.ts'
import { dueWords } from '../plan/index.ts'
import { systemActor } from '../platform/actor.ts'
import { today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { System } from '../platform/system.ts'
import { dutyDoers } from './commands.ts'
import { type DutyRow, dutyItems, toDo, typed } from './queries.ts'
import { remindedUntil } from './rules.ts'

const due = noticeKind({
  key: 'duties.due',
  label: words('Nhiệm vụ sắp đến hạn', 'Duties due soon'),
  for: dutyDoers,
  way: 'mail',
  subject: words('Nhắc việc: {count} việc sắp đến hạn', 'Reminder: {count} due soon'),
  body: words(
    'Các việc sau của cơ quan sắp đến hạn:\n{list}\nKhi làm xong, xin ghi hoàn thành trong chương trình.',
    'This work of your agency is due soon:\n{list}\nWhen it is done, please mark it in the program.',
  ),
  fields: togetherFields,
})

const late = noticeKind({
  key: 'duties.late',
  label: words('Nhiệm vụ quá hạn', 'Duties that are late'),
  for: dutyDoers,
  way: 'mail',
  subject: words('Nhắc việc: {count} việc quá hạn', 'Reminder: {count} late'),
  body: words(
    'Các việc sau của cơ quan đã quá hạn:\n{list}\nKhi làm xong, xin ghi hoàn thành trong chương trình.',
    'This work of your agency is late:\n{list}\nWhen it is done, please mark it in the program.',
  ),
  fields: togetherFields,
})

/**
 * Tells the accounts of each agency of its open work that has come to a reminder: 30, 7 and 1 day before its working deadline, and when
 * it is late. Once for each piece of work, step and account; all that an agency has to be told of on a day in one notice of each kind.
 * @returns how many notices were written
 */
export async function tellOfDuties(system: System): Promise<number> {
  const { db, files, erasures, businessRegister } = system
  const now = system.now()
  const day = today(now)
  const holidays = await readHolidays(db)
  const rows = await dutyItems(db, day)
    .where(toDo)
    .where('w.lastOn', '<=', remindedUntil(day, holidays))
    .orderBy('w.lastOn')
    .orderBy('w.id')
    .execute()
  const here = { db, files, erasures, businessRegister }
  const context = { ...here, now, today: day, actor: systemActor, planId: null }
  const reminded = rows
    .map((row) => typed(row, context, holidays))
    .filter(({ reminder }) => reminder !== null)
  let told = 0
  for (const [agencyId, of] of Map.groupBy(reminded, (row) => row.agencyId)) {
    const to = { agencyIds: [agencyId] }
    const [lateOnes, soon] = [true, false].map((isLate) =>
      of.filter(({ reminder }) => (reminder === 'late') === isLate).map(thing),
    )
    told += await db.transaction().execute(async (transaction) => {
      const at = { db: transaction, now }
      const [first, second] = [
        await tellTogether(at, late, { to, day, things: lateOnes ?? [], href: '/duties?state=late' }),
        await tellTogether(at, due, { to, day, things: soon ?? [], href: '/duties?state=open' }),
      ]
      return first + second
    })
  }
  return told
}

/** A piece of work as a line of a notice. */
function thing(row: DutyRow): Thing<never> {
  const day = dueWords({ on: row.dueOn, before: row.dueBefore })
  const code = row.code === '' ? '' : `${row.code}. `
  const left = (of: 'vi' | 'en') => (row.left === null ? '' : ` (${row.left[of]})`)
  return {
    occurrence: `${row.id}:${row.reminder}`,
    line: words(
      `${code}${row.text}. Thời hạn: ${day.vi}${left('vi')}`,
      `${code}${row.textEn}. Due: ${day.en}${left('en')}`,
    ),
    values: {},
  }
}
