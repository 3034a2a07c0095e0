import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'

export const supportOperations: readonly Operation[] = []
export const supportPages: readonly Page[] = []
