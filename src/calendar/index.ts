import type { Operation } from '../platform/operation.ts'
import { addHoliday, changeHoliday, removeHoliday } from './holiday-commands.ts'
import { showHolidays } from './holiday-queries.ts'

export const calendarOperations: readonly Operation[] = [
  showHolidays,
  addHoliday,
  changeHoliday,
  removeHoliday,
]
export { addHoliday, changeHoliday, removeHoliday, updateHolidays } from './holiday-commands.ts'
export { holidayPages as calendarPages } from './holiday-pages.tsx'
export { readHolidays, showHolidays } from './holiday-queries.ts'
export { HolidayData, type Holidays } from './holidays.ts'
export {
  addWorkingDays,
  isWorkingDay,
  lastDayOf,
  periodEnd,
  workingDaysBetween,
  workingDayUntil,
  workingDeadline,
} from './working-days.ts'
