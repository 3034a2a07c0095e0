import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'

export const planOperations: readonly Operation[] = []
export const planPages: readonly Page[] = []
