import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'
import {
  applyImport,
  enterSeries,
  importSeries,
  pasteSeries,
  rebaseSeries,
  spliceSeries,
  withdrawValue,
} from './commands.ts'
import { gridAction, gridPage } from './grid-pages.tsx'
import * as imports from './import-pages.tsx'
import { exportPage, listOfSeries, overviewPage } from './overview-pages.tsx'
import {
  checkTerritory,
  listSeries,
  listValues,
  seriesCatalogue,
  seriesOverview,
  showGrid,
  showImportCells,
  showSeries,
  showSeriesImport,
} from './queries.ts'
import * as shows from './show-pages.tsx'

// Fixed addresses before `/series/{id}`: the first that fits answers.
export const seriesOperations: readonly Operation[] = [
  listSeries,
  seriesCatalogue,
  seriesOverview,
  listValues,
  showGrid,
  checkTerritory,
  showSeriesImport,
  showImportCells,
  showSeries,
  enterSeries,
  pasteSeries,
  importSeries,
  applyImport,
  withdrawValue,
  spliceSeries,
  rebaseSeries,
]
export const seriesPages: readonly Page[] = [
  overviewPage,
  listOfSeries,
  exportPage,
  imports.pastePage,
  imports.pasteAction,
  imports.importPage,
  imports.importAction,
  imports.importResult,
  imports.importConfirm,
  gridPage,
  gridAction,
  shows.seriesPage,
  shows.withdrawalAction,
  shows.spliceAction,
  shows.rebaseAction,
]
