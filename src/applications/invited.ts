import { sql } from 'kysely'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import { endMatter, matterKind } from '../platform/matters.ts'
import { withdrawApplication } from './commands.ts'
import { decideApplication } from './decide.ts'
import { openStates } from './states.ts'

/** Experts are invited to one application, which they read until it is settled. */
matterKind({
  record: 'application',
  table: 'application',
  label: words('Hồ sơ', 'Application'),
  roles: ['expert'],
  address: '/applications/{id}',
  open: sql<boolean>`m.state = ANY (${[...openStates]}::text[])`,
})

follow(decideApplication, async (context, { id }, { state }) => {
  if (!openStates.some((open) => open === state)) await endMatter(context, 'application', id)
})
follow(withdrawApplication, (context, { id }) => endMatter(context, 'application', id))
