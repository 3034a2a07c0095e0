import { capability } from '../platform/capability.ts'
import * as carry from './carry.ts'
import * as carryBack from './carry-back.ts'
import * as carryList from './carry-list.tsx'
import * as carryPages from './carry-pages.tsx'
import * as carryQueries from './carry-queries.ts'
import * as cutoffCommands from './cutoff-commands.ts'
import * as cutoffPages from './cutoff-pages.tsx'
import * as cutoffQueries from './cutoff-queries.ts'
import * as document from './document.ts'
import * as documentPages from './document-pages.tsx'
import * as groundCommands from './ground-commands.ts'
import * as groundPages from './ground-pages.tsx'
import * as letters from './letters.ts'
import * as settlement from './settlement.ts'
import * as settlementDocument from './settlement-document.ts'
import * as settlementLetters from './settlement-letters.ts'
import * as settlementList from './settlement-list.tsx'
import * as settlementPages from './settlement-pages.tsx'
import * as settlementQueries from './settlement-queries.ts'
import { yearEndThreads } from './threads.ts'
import * as treasuryImport from './treasury-import.ts'
import * as treasuryImportPages from './treasury-import-pages.tsx'
import { yearEndWork } from './work.ts'
import * as yearForms from './year-forms.tsx'
import * as yearPages from './year-pages.tsx'

export const yearEndCapability = capability({
  modules: [
    carry,
    carryBack,
    carryList,
    settlementList,
    yearForms,
    carryPages,
    carryQueries,
    cutoffCommands,
    cutoffPages,
    cutoffQueries,
    document,
    documentPages,
    groundCommands,
    groundPages,
    letters,
    settlement,
    settlementDocument,
    settlementLetters,
    settlementPages,
    settlementQueries,
    treasuryImport,
    treasuryImportPages,
    yearPages,
  ],
  news: [carry.approveYearEnd, carryBack.takeBackYearEnd, settlement.agreeSettlement],
  links: {
    budget_cutoff: '/budget/cutoffs',
    carry_ground: '/budget/carry-grounds',
    year_end: '/budget/year-end',
    year_settlement: '/budget/settlements',
  },
  work: yearEndWork,
  threads: yearEndThreads,
})

export { approveYearEnd, proposeYearEnd } from './carry.ts'
export { takeBackYearEnd } from './carry-back.ts'
export { showLeft } from './carry-queries.ts'
export { groundNeeds } from './carry-rules.ts'
export { draftYearEndLetter } from './letters.ts'
export { tellOfYearEnd } from './notices.ts'
export { drawUpSettlement, enterTreasury } from './settlement.ts'
export { draftSettlementLetter } from './settlement-letters.ts'
export { showYear } from './settlement-queries.ts'
