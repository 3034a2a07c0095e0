import { capability } from '../platform/capability.ts'
import * as holidayCommands from './holiday-commands.ts'
import * as holidayPages from './holiday-pages.tsx'
import * as holidayQueries from './holiday-queries.ts'
import { calendarWork } from './work.ts'

export const calendarCapability = capability({
  modules: [holidayCommands, holidayQueries, holidayPages],
  work: calendarWork,
})

export { addHoliday, changeHoliday, removeHoliday, updateHolidays } from './holiday-commands.ts'
export { holidayFields } from './holiday-fields.ts'
export { readHolidays, showHolidays } from './holiday-queries.ts'
export { HolidayData, type Holidays } from './holidays.ts'
export {
  addWorkingDays,
  isWorkingDay,
  lastDayOf,
  periodEnd,
  workingDaysBetween,
  workingDayTable,
  workingDayUntil,
  workingDeadline,
} from './working-days.ts'
