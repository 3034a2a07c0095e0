import { capability } from '../platform/capability.ts'
import * as answers from './answers.ts'
import * as attachments from './attachments.ts'
import * as byLink from './by-link.ts'
import * as consolidation from './consolidate.ts'
import * as consolidatePage from './consolidate-page.tsx'
import * as document from './document.ts'
import * as editPages from './edit-pages.tsx'
import * as extensions from './extensions.ts'
import { reportRequestFinds } from './finds.ts'
import * as formQueries from './form-queries.ts'
import * as forms from './forms.ts'
import * as fileImport from './import.ts'
import * as libraryPages from './library-pages.tsx'
import * as linkLetters from './link-letters.ts'
import * as linkPages from './link-pages.tsx'
import * as links from './links.ts'
import './notices.ts'
import * as queries from './queries.ts'
import * as reportPages from './report-pages.tsx'
import * as requestPages from './request-pages.tsx'
import * as requests from './requests.ts'
import { reportRequestThreads } from './threads.ts'
import * as values from './values.ts'
import { reportRequestWork } from './work.ts'

/*
 * Reports that the coordinator asks agencies, associations and enterprises for: forms with editions, requests (once or each period), a
 * report begun with what the program knows, approved in its own house, returned or accepted, consolidated.
 */
export const reportRequestCapability = capability({
  modules: [
    ...[
      answers,
      attachments,
      consolidation,
      consolidatePage,
      document,
      editPages,
      extensions,
      forms,
      fileImport,
      libraryPages,
    ],
    ...[byLink, linkLetters, linkPages, links],
    ...[formQueries, queries, reportPages, requestPages, requests, values],
  ],
  news: [requests.askReports, answers.approveReport, answers.returnReport, answers.acceptReport],
  links: {
    report_answer: '/report-answers',
    report_request: '/report-requests',
    report_form: '/report-forms',
  },
  work: reportRequestWork,
  threads: reportRequestThreads,
  finds: reportRequestFinds,
})

export {
  acceptReport,
  approveReport,
  beginReport,
  returnReport,
  saveReport,
  submitReport,
} from './answers.ts'
export { attachFile } from './attachments.ts'
export { beginByLink, keepLinkFile, openByLink, saveByLink, sendByLink } from './by-link.ts'
export { askExtension } from './extensions.ts'
export { extensionFields, formFields, questionFields, requestFields } from './fields.ts'
export { addQuestion, createForm } from './forms.ts'
export { giveLinks } from './links.ts'
export { tellOfReports } from './notices.ts'
export { showReport, showRequest } from './queries.ts'
export { askNext, askNextReports, askReports } from './requests.ts'
