import { capability } from '../platform/capability.ts'
import * as associationPages from './association-pages.tsx'
import * as associations from './associations.ts'
import * as commands from './commands.ts'
import * as criteriaQueue from './criteria-queue.ts'
import * as criteriaQueuePages from './criteria-queue-pages.tsx'
import { enterpriseFinds } from './finds.ts'
import * as formPages from './form-pages.tsx'
import * as history from './history.ts'
import * as historyPages from './history-pages.tsx'
import * as importing from './import.ts'
import * as importPages from './import-pages.tsx'
import * as listPages from './list-pages.tsx'
import * as manyPages from './many-pages.tsx'
import * as mine from './mine.tsx'
import * as productCommands from './product-commands.ts'
import * as productPages from './product-pages.tsx'
import * as queries from './queries.ts'
import * as recordPages from './record-pages.tsx'
import * as seat from './seat.ts'
import * as seatMany from './seat-many.ts'
import * as seatManyPage from './seat-many-page.tsx'
import * as seatPages from './seat-pages.tsx'
import * as showPages from './show-pages.tsx'
import { enterpriseThreads } from './threads.ts'
import { enterpriseWork } from './work.ts'

export const enterpriseCapability = capability({
  modules: [
    manyPages,
    associationPages,
    associations,
    commands,
    criteriaQueue,
    criteriaQueuePages,
    formPages,
    history,
    historyPages,
    importing,
    importPages,
    listPages,
    mine,
    productCommands,
    productPages,
    queries,
    recordPages,
    seat,
    seatMany,
    seatManyPage,
    seatPages,
    showPages,
  ],
  news: true,
  links: { enterprise: '/enterprises' },
  work: enterpriseWork,
  threads: enterpriseThreads,
  finds: enterpriseFinds,
})

export { associationFields } from './association-fields.ts'
export { addAssociation } from './associations.ts'
export { EnterpriseChoice, RegisterSearch } from './choose.tsx'
export { changeState, editEnterprise, recordYear, registerEnterprise, setCriterion } from './commands.ts'
export { CriterionRow, criteriaOf } from './criteria-of.ts'
export { CriterionBasis, CriterionState, proofStep } from './criterion-state.tsx'
export { unitChoices, unitFilter } from './enterprise-of.ts'
export { enterpriseEvidence } from './evidence.ts'
export { gtinCheckDigit } from './gtin.ts'
export { writeEnterprises } from './import-write.ts'
export { optionalGtin, optionalPhone, taxCode } from './inputs.ts'
export { lockEnterprise, visibleEnterprise } from './lock.ts'
export { OwnChoice, ownChoices, ownNamed } from './mine.tsx'
export { enterprisePart } from './page-parts.ts'
export { addProduct } from './product-commands.ts'
export { productFields } from './product-fields.ts'
export { profile as enterpriseFields, yearFigures } from './profile.ts'
export { type ProofKind, proofForm, proofKinds } from './proof-kinds.ts'
export { listEnterprises, listUnits, showEnterprise } from './queries.ts'
export {
  enterpriseStates,
  explain,
  isSme,
  type LegalForm,
  legalForms,
  type SectorGroup,
  sectorGroups,
  sizeClasses,
} from './rules.ts'
export { enterpriseUnit, enterpriseUnits } from './seat.ts'
export { classify, classifyAgain, settleSize } from './size.ts'
export { judgeTakenOver, takenOverColumns, takenOverProfile } from './taking-over.ts'
export { checkTaxCode, taxCheckDigit, withTaxCode } from './tax-code.ts'
export { lockYear, yearProblem, yearRule } from './year-lock.ts'
