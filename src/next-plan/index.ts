import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'
import { draftNext } from './commands.ts'
import { draftNextPage, nextPlanPage } from './next-pages.tsx'
import { draftingBasis, nextProposal } from './queries.ts'

export const draftingOperations: readonly Operation[] = [draftingBasis, nextProposal, draftNext]
export const draftingPages: readonly Page[] = [nextPlanPage, draftNextPage]

export { nextProposal } from './queries.ts'
