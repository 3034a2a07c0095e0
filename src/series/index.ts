import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'
import { seriesCatalogue, seriesOverview } from './catalogue-queries.ts'
import { rebaseSeries, spliceSeries } from './derive.ts'
import { enterSeries, withdrawValue } from './entry.ts'
import { gridAction, gridPage } from './grid-pages.tsx'
import { applyImport, importSeries, pasteSeries, showImportCells, showSeriesImport } from './import/import.ts'
import { importedPages } from './import/pages.tsx'
import { checkTerritory, listSeries, listValues, showGrid, showSeries } from './list-queries.ts'
import { exportPage, listOfSeries, overviewPage } from './overview-pages.tsx'
import { seriesActPages, seriesPage } from './show-pages.tsx'

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
  ...importedPages,
  gridPage,
  gridAction,
  seriesPage,
  ...seriesActPages,
]

export { SeriesCatalogue, updateSeriesCatalogue } from './catalogue.ts'
export { territories } from './catalogue-queries.ts'
export { enterSeries } from './entry.ts'
export { catalogueParts } from './measure-components.ts'
export { type SectorGap, type SectorSeries, sectorSeries } from './sector-series.ts'
export type { StudyPart } from './study-components.ts'
export { type ShareWay, type StudySeries, studySeries } from './study-series.ts'
