import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'

export const portalOperations: readonly Operation[] = []
export const portalPages: readonly Page[] = []
