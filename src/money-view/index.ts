import { capability } from '../platform/capability.ts'
import * as forecastPages from './forecast-pages.tsx'
import * as forecastQueries from './forecast-queries.ts'
import * as monthPages from './month-pages.tsx'
import * as monthQueries from './month-queries.ts'
import * as movePages from './move-pages.tsx'
import * as queries from './queries.ts'
import * as viewPages from './view-pages.tsx'

export const moneyViewCapability = capability({
  modules: [queries, forecastQueries, forecastPages, monthQueries, monthPages, movePages, viewPages],
})
