import type { Operation } from '../platform/operation.ts'
import { addIndicator, editIndicator, setIndicatorActive } from './commands.ts'
import { listIndicators, showIndicator } from './queries.ts'
import { confirmValue, enterValue, listValues, withdrawValue } from './values.ts'

export { addIndicator } from './commands.ts'
export { indicatorPages } from './pages.tsx'
export const indicatorOperations: readonly Operation[] = [
  listIndicators,
  showIndicator,
  addIndicator,
  editIndicator,
  setIndicatorActive,
  listValues,
  enterValue,
  confirmValue,
  withdrawValue,
]

export { confirmValue, enterValue } from './values.ts'
