export { seriesCatalogue, seriesOverview, territories } from './catalogue-queries.ts'
export { showImportCells, showSeriesImport } from './import-queries.ts'
export {
  checkTerritory,
  listSeries,
  listValues,
  type SeriesListRow,
  showGrid,
  showSeries,
} from './list-queries.ts'
export {
  type ShareWay,
  type StudySeries,
  type StudySeriesRequest,
  studySeries,
  type UsedSeries,
} from './study-series.ts'
