import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'

export const draftingOperations: readonly Operation[] = []
export const draftingPages: readonly Page[] = []
