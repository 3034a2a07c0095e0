import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import * as page from './page.tsx'
import { controlWork } from './work.ts'

export const controlCapability = capability({
  modules: [commands, page],
  work: controlWork,
})

export { sayPerson, showControls } from './commands.ts'
export { holdApart, holdPersonsApart, isRelaxed } from './hold.ts'
