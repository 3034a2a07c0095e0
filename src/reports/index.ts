import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'

export const reportOperations: readonly Operation[] = []
export const reportPages: readonly Page[] = []
