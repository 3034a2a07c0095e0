export { SeriesCatalogue, updateSeriesCatalogue } from './catalogue.ts'
export { rebaseSeries, spliceSeries } from './derive.ts'
export { enterSeries, withdrawValue } from './entry.ts'
export { applyImport, importSeries, pasteSeries } from './import.ts'
