import { sql } from 'kysely'
import type { System } from '../platform/system.ts'

/** The records of the audit trail, with what was sent opened: as it is kept, it is sealed. */
export const openedTrail = ({ db }: Pick<System, 'db'>) =>
  db.selectFrom('audit').selectAll().select(sql<string>`opened(audit.input::jsonb)::text`.as('input'))

/** The rows that the trail keeps, with what was sealed in them opened. */
export const openedChanges = ({ db }: Pick<System, 'db'>) =>
  db.selectFrom('change').selectAll().select(sql<unknown>`opened(change.after)`.as('after'))
