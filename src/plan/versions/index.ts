import type { Operation } from '../../platform/operation.ts'
import type { Page } from '../../platform/page.ts'

export const versionOperations: readonly Operation[] = []
export const versionPages: readonly Page[] = []
