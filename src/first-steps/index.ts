import { capability } from '../platform/capability.ts'
import * as operations from './operations.ts'
import * as pages from './pages.tsx'

export const firstStepCapability = capability({ modules: [operations, pages] })

export { FirstStepsAgain, FirstStepsList } from './pages.tsx'
