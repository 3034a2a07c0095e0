import type { Operation } from '../../platform/operation.ts'
import type { Page } from '../../platform/page.ts'

export const writingOperations: readonly Operation[] = []
export const writingPages: readonly Page[] = []
