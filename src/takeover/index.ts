import { capability } from '../platform/capability.ts'
import * as batches from './batches.ts'
import * as imports from './import.ts'
import * as importPages from './import-pages.tsx'
import * as page from './page.tsx'
import * as queries from './queries.ts'
import './notices.ts'
import { takeoverWork } from './work.ts'

export const takeoverCapability = capability({
  modules: [batches, imports, importPages, page, queries],
  news: [imports.approveTakeover, batches.undoTakeover],
  links: { takeover: '/takeover/imports' },
  work: takeoverWork,
})

export { proposeTakeover, returnTakeover, undoTakeover } from './batches.ts'
export { approveTakeover, checkTakeover } from './import.ts'
