import { sql } from 'kysely'
import { dayOf, type FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { listDrafts } from './queries.ts'

const text = sql`fold(d.label || ' ' || coalesce(d.document ->> 'number', '') || ' ' || coalesce(d.document #>> '{title,vi}', ''))`

/** The records of the room that the search finds: drafts of plans by their label, number and title. */
export const planDraftFinds: readonly FindKind[] = [
  {
    kind: 'plan_draft',
    label: words('Bản thảo kế hoạch', 'Drafts of plans'),
    by: listDrafts,
    address: '/plan-drafts/{id}',
    list: '/plan-drafts',
    rows: (_context, sought) => sql`
      SELECT d.id, d.label AS vi, d.label AS en, ${dayOf('d.updatedAt')} AS note, ${text} AS text
        FROM plan_draft d WHERE ${sought(text)}`,
  },
]
