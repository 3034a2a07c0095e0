import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import * as page from './page.tsx'

export const controlCapability = capability({
  modules: [commands, page],
})

export { sayPerson, showControls } from './commands.ts'
export { holdApart, holdPersonsApart, isRelaxed } from './hold.ts'
