import type { Operation } from '../../platform/operation.ts'
import type { Page } from '../../platform/page.ts'

export const draftOperations: readonly Operation[] = []
export const draftPages: readonly Page[] = []
