import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'

export const seriesOperations: readonly Operation[] = []
export const seriesPages: readonly Page[] = []
