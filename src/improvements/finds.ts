import { sql } from 'kysely'
import type { FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { readableBy } from '../platform/sight.ts'
import { listProjects } from './queries.ts'

/** The records of the room that the search finds: projects by their name, problem and method. */
export const improvementFinds: readonly FindKind[] = [
  {
    kind: 'improvement',
    label: words('Dự án cải tiến', 'Improvement projects'),
    by: listProjects,
    address: '/improvements/{id}',
    list: '/improvements',
    rows: ({ actor }, sought) => sql`
      SELECT i.id, i.title AS vi, i.title AS en, e.name AS note, i.search AS text
        FROM improvement_project i JOIN enterprise e ON e.id = i.enterprise_id
       WHERE ${sought(sql`i.search`)} AND ${readableBy(actor, 'i.enterpriseId')}`,
  },
]
