import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'

export const applicationOperations: readonly Operation[] = []
export const applicationPages: readonly Page[] = []
