import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import { legalFinds } from './finds.ts'
import * as instrumentPages from './instrument-pages.tsx'
import * as instrumentQueries from './instrument-queries.ts'
import * as lawPages from './law-pages.tsx'
import * as queries from './queries.ts'
import * as rulePages from './rule-pages.tsx'
import { legalWork } from './work.ts'

export const legalCapability = capability({
  modules: [commands, instrumentPages, instrumentQueries, lawPages, queries, rulePages],
  news: true,
  work: legalWork,
  finds: legalFinds,
})

export { addInstrument, updateLaw } from './commands.ts'
export { instrumentFields } from './instrument-fields.ts'
export { listInstruments } from './instrument-queries.ts'
export { instrumentAndProvince } from './named.ts'
export { listLaw, ruleOn } from './queries.ts'
export { LegalData, OwnMoneyRule, ownWays, SectorRule, sectorBases } from './rules.ts'
