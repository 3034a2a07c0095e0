import { sql } from 'kysely'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import { endMatter, matterKind } from '../platform/matters.ts'
import { withdrawApplication } from './commands.ts'
import { decideApplication } from './decide.ts'
import { showApplication } from './queries.ts'
import { openStates } from './states.ts'

/** Experts are invited to one application, which they read until it is settled. */
matterKind({
  record: 'application',
  table: 'application',
  label: words('Hồ sơ', 'Application'),
  roles: ['expert'],
  address: '/applications/{id}',
  show: showApplication,
  about: {
    vi: sql`(SELECT e.name || ': ' || c.name FROM enterprise e, support_content c WHERE e.id = m.enterprise_id AND c.id = m.content_id)`,
    en: sql`(SELECT e.name || ': ' || c.name_en FROM enterprise e, support_content c WHERE e.id = m.enterprise_id AND c.id = m.content_id)`,
  },
  files: (id) => sql`SELECT file_id FROM application WHERE id = ${id}
    UNION ALL SELECT file_id FROM application_filing WHERE application_id = ${id}`,
  open: sql<boolean>`m.state = ANY (${[...openStates]}::text[])`,
})

follow(decideApplication, async (context, { id }, { state }) => {
  if (!openStates.some((open) => open === state)) await endMatter(context, 'application', id)
})
follow(withdrawApplication, (context, { id }) => endMatter(context, 'application', id))
