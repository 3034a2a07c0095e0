import { capability } from '../platform/capability.ts'
import * as forecastPages from './forecast-pages.tsx'
import * as forecastQueries from './forecast-queries.ts'
import * as monthPages from './month-pages.tsx'
import * as monthQueries from './month-queries.ts'
import * as movePages from './move-pages.tsx'
import * as queries from './queries.ts'
import * as thresholdPages from './threshold-pages.tsx'
import * as thresholds from './thresholds.ts'
import * as underSpending from './under-spending.ts'
import * as underSpendingPages from './under-spending-pages.tsx'
import * as viewPages from './view-pages.tsx'
import { moneyViewWork } from './work.ts'

export const moneyViewCapability = capability({
  modules: [
    queries,
    forecastQueries,
    forecastPages,
    monthQueries,
    monthPages,
    movePages,
    thresholds,
    thresholdPages,
    underSpending,
    underSpendingPages,
    viewPages,
  ],
  links: { spending_threshold: '/budget/spending-thresholds', spending_answer: '/budget/under-spending' },
  work: moneyViewWork,
})

export { type Column, columnNames, columns, countRows, type MoveKind, otherKindNames } from './columns.ts'
export { tellOfUnderSpending } from './notices.ts'
export { everyMove, moneyRows } from './queries.ts'
export { setThreshold, thresholdFields } from './thresholds.ts'
export { answerFields } from './under-spending.ts'
