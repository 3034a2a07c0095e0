import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'

export const legalOperations: readonly Operation[] = []
export const legalPages: readonly Page[] = []
