import type { Operation } from '../platform/operation.ts'
import { relaxControl, restoreControl, sayPerson, showControls } from './commands.ts'
import { controlPages } from './page.tsx'

export const controlOperations: readonly Operation[] = [showControls, relaxControl, restoreControl, sayPerson]
export { relaxControl, sayPerson, showControls } from './commands.ts'
export { holdApart, holdPersonsApart, isRelaxed } from './hold.ts'
export { controlPages }
