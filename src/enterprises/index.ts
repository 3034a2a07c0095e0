import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'
import {
  addProduct,
  applyImport,
  changeState,
  checkImport,
  editEnterprise,
  recordYear,
  registerEnterprise,
  removeProduct,
  renameProduct,
  setCriterion,
} from './commands.ts'
import * as forms from './form-pages.tsx'
import { historyPage } from './history-pages.tsx'
import * as imports from './import-pages.tsx'
import { enterpriseList, myEnterprise } from './list-pages.tsx'
import * as products from './product-pages.tsx'
import {
  enterpriseHistory,
  listEnterprises,
  listUnits,
  showEnterprise,
  showImport,
  showImportRows,
  showRowsToMend,
} from './queries.ts'
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
]

// Fixed addresses before `/enterprises/{id}`: the first that fits answers.
export const enterprisePages: readonly Page[] = [
  enterpriseList,
  myEnterprise,
  forms.newPage,
  forms.newAction,
  imports.importPage,
  imports.importAction,
  imports.importTemplate,
  imports.importResult.result,
  ...imports.importResult.mend,
  imports.importResult.confirm,
  enterprisePage,
  historyPage,
  forms.editPage,
  forms.editAction,
  forms.statePage,
  forms.stateAction,
  records.newYearPage,
  records.newYearAction,
  records.yearPage,
  records.yearAction,
  records.criterionPage,
  records.criterionAction,
  products.productsPage,
  products.productsAction,
  products.productPage,
  products.productAction,
  products.productRemoval,
]
