import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'

export const trainingOperations: readonly Operation[] = []
export const trainingPages: readonly Page[] = []
