import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'

export const agencyOperations: readonly Operation[] = []
export const agencyPages: readonly Page[] = []
