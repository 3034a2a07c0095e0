import { sql } from 'kysely'
import type { FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { listPeople } from './queries.ts'

/** The records of the room that the search finds, for officers: persons by name, workplace and contact. */
export const peopleFinds: readonly FindKind[] = [
  {
    kind: 'person',
    label: words('Chuyên gia, người được đào tạo', 'Experts and persons trained'),
    by: listPeople,
    address: '/people/{id}',
    list: '/people',
    rows: (_context, sought) => sql`
      SELECT p.id, p.name AS vi, p.name AS en, coalesce(n.name, a.name, p.workplace) AS note, p.search AS text
        FROM person p LEFT JOIN enterprise n ON n.id = p.enterprise_id LEFT JOIN agency a ON a.id = p.agency_id
       WHERE p.merged_into IS NULL AND ${sought(sql`p.search`)}`,
  },
]
