import { sql } from 'kysely'
import type { FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { listAgencies } from './queries.ts'

const text = sql`fold(a.name || ' ' || a.name_en)`

/** The records of the room that the search finds: agencies by name. */
export const agencyFinds: readonly FindKind[] = [
  {
    kind: 'agency',
    label: words('Cơ quan', 'Agencies'),
    by: listAgencies,
    address: '/agencies/{id}',
    list: '/agencies',
    rows: (_context, sought) => sql`
      SELECT a.id, a.name AS vi, a.name_en AS en, NULL::text AS note, ${text} AS text FROM agency a WHERE ${sought(text)}`,
  },
]
