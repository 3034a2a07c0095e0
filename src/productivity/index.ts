import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'

export const productivityOperations: readonly Operation[] = []
export const productivityPages: readonly Page[] = []
