import { capability } from '../platform/capability.ts'
import * as doubles from './doubles.ts'
import * as find from './find.ts'
import * as formPages from './form-pages.tsx'
import * as listPages from './list-pages.tsx'
import * as merge from './merge.ts'
import * as queries from './queries.ts'
import * as showPages from './show-pages.tsx'
import * as undo from './undo.ts'
import './notices.ts'
import { mergerWork } from './work.ts'

export const mergersCapability = capability({
  modules: [doubles, find, formPages, listPages, merge, queries, showPages, undo],
  news: [merge.mergeDouble, merge.recordMerger, undo.undoMerge],
  links: { enterprise_double: '/enterprises/doubles', enterprise_merge: '/enterprises/merges' },
  work: mergerWork,
})

export { keepSeparate } from './doubles.ts'
export { findAllDoubles, findDoubles } from './find.ts'
export { mergeDouble } from './merge.ts'
