import type { Operation } from '../platform/operation.ts'
import { rescanFiles, showScans } from './queries.ts'

export const scanningOperations: readonly Operation[] = [showScans, rescanFiles]
export { scanningPages } from './page.tsx'
export { infectedToTell } from './queries.ts'
