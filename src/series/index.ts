import { capability } from '../platform/capability.ts'
import * as assetLifePages from './asset-life-pages.tsx'
import * as assetLives from './asset-lives.ts'
import * as catalogueQueries from './catalogue-queries.ts'
import * as derive from './derive.ts'
import * as entry from './entry.ts'
import * as gridPages from './grid-pages.tsx'
import * as importing from './import/import.ts'
import * as importPages from './import/pages.tsx'
import * as listPages from './list-pages.tsx'
import * as listQueries from './list-queries.ts'
import * as overviewPages from './overview-pages.tsx'
import * as showPages from './show-pages.tsx'
import * as territoryCommands from './territories.ts'
import { seriesWork } from './work.ts'

export const seriesCapability = capability({
  modules: [
    assetLifePages,
    assetLives,
    catalogueQueries,
    derive,
    entry,
    gridPages,
    importing,
    importPages,
    listQueries,
    listPages,
    overviewPages,
    showPages,
    territoryCommands,
  ],
  news: true,
  work: seriesWork,
})

export { SeriesCatalogue, updateSeriesCatalogue } from './catalogue.ts'
export { seriesCatalogue, territories } from './catalogue-queries.ts'
export { enterSeries } from './entry.ts'
export { catalogueParts } from './measure-components.ts'
export { type SectorGap, type SectorSeries, sectorSeries } from './sector-series.ts'
export type { StudyPart } from './study-components.ts'
export { type ShareWay, type StudySeries, studySeries } from './study-series.ts'
export { addTerritory, offerTerritories } from './territories.ts'
