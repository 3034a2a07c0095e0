import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'
import { draftFilePage, planFilePages } from './downloads.ts'
import { planFile } from './queries.ts'

export const writingOperations: readonly Operation[] = [planFile]
export const writingPages: readonly Page[] = [...planFilePages, draftFilePage]

export { planDifferencesIn } from './check.ts'
export { planFile, planFormats } from './queries.ts'
