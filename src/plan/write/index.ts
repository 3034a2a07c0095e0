import type { Operation } from '../../platform/operation.ts'
import type { Page } from '../../platform/page.ts'
import { planFilePages } from './pages.tsx'
import { planFile } from './queries.ts'

export const writingOperations: readonly Operation[] = [planFile]
export const writingPages: readonly Page[] = planFilePages
