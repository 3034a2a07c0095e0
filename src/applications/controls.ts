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

/** Who decided an application, alone or together with others, does not answer the objection to it. */
export const answeredApart = {
  control: 'objection',
  commands: ['applications.decide'],
  record: 'application',
  others: (applicationId) => sql`SELECT u.user_id AS account, u.at
    FROM application_decision_item i JOIN audit u ON u.subject = 'application_decision:' || i.decision_id
    WHERE i.application_id = ${applicationId} AND u.command = 'applications.decideTogether'`,
  did: words('Bạn đã quyết định hồ sơ này', 'You decided this application'),
} satisfies Apart
