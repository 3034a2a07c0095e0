import { capability } from '../platform/capability.ts'
import * as pages from './pages.tsx'
import * as roots from './roots.ts'

export const signatureCapability = capability({
  modules: [pages, roots],
  links: { signature_root: '/signature-roots' },
})

export {
  type CheckedPaper,
  checkSignedPaper,
  keepSignedPaper,
  SignedPaperRow,
  signedPaperOf,
} from './papers.ts'
export { addSignatureRoot } from './roots.ts'
export { SignedPaperView } from './view.tsx'
