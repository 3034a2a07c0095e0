import { sql } from 'kysely'
import type { Apart } from '../controls/index.ts'
import { appraisersOf } from '../councils/index.ts'
import { words } from '../platform/language.ts'

/** Who checked or appraised an application, alone, apart or in a council, does not decide it. */
export const decidedApart = {
  control: 'decision',
  commands: ['applications.check', 'applications.appraise'],
  record: 'application',
  others: appraisersOf('application'),
  did: words('Bạn đã kiểm tra hoặc thẩm định hồ sơ này', 'You checked or appraised this application'),
} satisfies Apart

const decidedTogether: Apart['others'] = (applicationId) => sql`SELECT u.user_id AS account, u.at
    FROM application_decision_item i JOIN audit u ON u.subject = 'application_decision:' || i.decision_id
    WHERE i.application_id = ${applicationId} AND u.command = 'applications.decideTogether'`

/** Who decided an application, alone or together with others, does not answer the objection to it. */
export const answeredApart = {
  control: 'objection',
  commands: ['applications.decide'],
  record: 'application',
  others: decidedTogether,
  did: words('Bạn đã quyết định hồ sơ này', 'You decided this application'),
} satisfies Apart

/** Who recorded a decision on one application does not give it another number of the register. */
export const numberedApart = {
  control: 'decisionNumber',
  commands: ['applications.decide'],
  record: 'application',
  did: words('Bạn đã ghi quyết định này', 'You recorded this decision'),
} satisfies Apart

/** The same of a decision on several. */
export const listNumberedApart = {
  control: 'decisionNumber',
  commands: ['applications.decideTogether'],
  record: 'application_decision',
  did: words('Bạn đã ghi quyết định này', 'You recorded this decision'),
} satisfies Apart
