import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'

export const enterpriseOperations: readonly Operation[] = []
export const enterprisePages: readonly Page[] = []
