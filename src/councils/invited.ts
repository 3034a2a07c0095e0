import { sql } from 'kysely'
import { words } from '../platform/language.ts'
import { matterKind } from '../platform/matters.ts'
import { showCouncil } from './council-queries.ts'
import { filesBefore } from './queries.ts'

/** Experts from outside are invited to one council: they see what it appraises, and nothing else. */
matterKind({
  record: 'council',
  table: 'council',
  label: words('Hội đồng', 'Councils'),
  roles: ['council_member'],
  address: '/councils/{id}',
  show: showCouncil,
  about: { vi: sql`m.name`, en: sql`m.name` },
  files: (id, accountId) => filesBefore(id, accountId),
  open: sql<boolean>`m.state <> 'ended'`,
})
