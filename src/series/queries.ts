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
export { type CataloguePart, catalogueParts, type PartKind, partKinds } from './measure-parts.ts'
export {
  type SectorGap,
  type SectorOfSeries,
  type SectorSeries,
  type SectorSeriesRequest,
  sectorSeries,
} from './sector-series.ts'
export type { StudyPart } from './study-parts.ts'
export {
  type ShareWay,
  type StudySeries,
  type StudySeriesRequest,
  studySeries,
  type UsedSeries,
} from './study-series.ts'
