import { sql } from 'kysely'
import type { FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { listProviders } from './queries.ts'

/** The records of the room that the search finds: by name, tax code and what they know. */
export const providerFinds: readonly FindKind[] = [
  {
    kind: 'provider',
    label: words('Tổ chức, chuyên gia hỗ trợ', 'Providers'),
    by: listProviders,
    address: '/providers/{id}',
    list: '/providers',
    rows: (_context, sought) => sql`
      SELECT p.id, p.name AS vi, p.name AS en, left(coalesce(p.specialities, p.tax_code, ''), 120) AS note, p.search AS text
        FROM service_provider p WHERE ${sought(sql`p.search`)}`,
  },
]
