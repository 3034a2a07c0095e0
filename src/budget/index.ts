import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'

export const budgetOperations: readonly Operation[] = []
export const budgetPages: readonly Page[] = []
