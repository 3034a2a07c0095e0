import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'
import * as associations from './association-pages.tsx'
import { addAssociation, endAssociation, listAssociations } from './associations.ts'
import { changeState, editEnterprise, recordYear, registerEnterprise, setCriterion } from './commands.ts'
import * as forms from './form-pages.tsx'
import { enterpriseHistory } from './history.ts'
import { historyPage } from './history-pages.tsx'
import { applyImport, checkImport, showImport, showImportRows, showRowsToMend } from './import.ts'
import * as imports from './import-pages.tsx'
import { enterpriseList, myEnterprise } from './list-pages.tsx'
import { addProduct, removeProduct, renameProduct } from './product-commands.ts'
import * as products from './product-pages.tsx'
import { listEnterprises, listUnits, showEnterprise } from './queries.ts'
import * as records from './record-pages.tsx'
import { enterprisePage } from './show-pages.tsx'

export const enterpriseOperations: readonly Operation[] = [
  listEnterprises,
  listUnits,
  checkImport,
  applyImport,
  showImport,
  showImportRows,
  showRowsToMend,
  showEnterprise,
  enterpriseHistory,
  registerEnterprise,
  editEnterprise,
  recordYear,
  setCriterion,
  changeState,
  addProduct,
  renameProduct,
  removeProduct,
  listAssociations,
  addAssociation,
  endAssociation,
]

// Fixed addresses before `/enterprises/{id}`: the first that fits answers.
export const enterprisePages: readonly Page[] = [
  enterpriseList,
  myEnterprise,
  ...forms.newEnterprise.pages,
  imports.importPage,
  imports.importAction,
  imports.importTemplate,
  imports.importResult.result,
  ...imports.importResult.mend,
  imports.importResult.confirm,
  enterprisePage,
  historyPage,
  ...forms.editEnterprisePages.pages,
  ...forms.changeStatePages.pages,
  ...records.newYearPages.pages,
  ...records.yearPages.pages,
  ...records.criterionPages.pages,
  products.productsPage,
  products.productAdding,
  ...products.productPages.pages,
  products.productRemoval,
  associations.associationsPage,
  associations.associationAdding,
  associations.associationEnding,
]

export { addAssociation } from './associations.ts'
export { changeState, enterpriseEvidence, recordYear, registerEnterprise, setCriterion } from './commands.ts'
export { lockEnterprise, visibleEnterprise } from './lock.ts'
export { addProduct } from './product-commands.ts'
export { criteriaOf, listEnterprises, showEnterprise } from './queries.ts'
export { type SectorGroup, sectorGroups, sizeClasses } from './rules.ts'
export { checkTaxCode, taxCheckDigit } from './tax-code.ts'
