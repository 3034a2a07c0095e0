import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'

export const studyOperations: readonly Operation[] = []
export const studyPages: readonly Page[] = []
