import { sql } from 'kysely'
import { holds, staff } from '../platform/actor.ts'
import type { FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { listStudies } from './queries.ts'

/** The records of the room that the search finds: studies by title, territory and sector; outside the programme those published. */
export const studyFinds: readonly FindKind[] = [
  {
    kind: 'tfp_study',
    label: words('Tính toán TFP', 'TFP studies'),
    by: listStudies,
    address: '/studies/{id}',
    list: '/studies',
    rows: ({ actor }, sought) => sql`
      SELECT s.id, s.title AS vi, s.title AS en, concat_ws('-', s.first_year, s.last_year) AS note, s.search AS text
        FROM tfp_study s WHERE (s.state = 'published' OR ${holds(actor, staff)}) AND ${sought(sql`s.search`)}`,
  },
]
