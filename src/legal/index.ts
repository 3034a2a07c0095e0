import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'
import { addInstrument, addRule, confirmRule, editInstrument, endRule } from './commands.ts'
import { lawPages } from './law-pages.tsx'
import { listLaw, showInstrument } from './queries.ts'
import { rulePages } from './rule-pages.tsx'

export const legalOperations: readonly Operation[] = [
  listLaw,
  showInstrument,
  addInstrument,
  editInstrument,
  addRule,
  endRule,
  confirmRule,
]
export const legalPages: readonly Page[] = [...lawPages, ...rulePages]

export { updateLaw } from './commands.ts'
export { ruleOn } from './queries.ts'
export { LegalData, Norm, SectorRule, sectorBases } from './rules.ts'
