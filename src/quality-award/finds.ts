import { sql } from 'kysely'
import { dayOf, type FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { readableBy } from '../platform/sight.ts'
import { listEntries } from './queries.ts'

/** The records of the room that the search finds: entries by the enterprise, the product, the sector. */
export const awardFinds: readonly FindKind[] = [
  {
    kind: 'award_entry',
    label: words('Hồ sơ dự Giải thưởng chất lượng quốc gia', 'Entries for the National Quality Award'),
    by: listEntries,
    address: '/award-entries/{id}',
    list: '/award-entries',
    rows: ({ actor }, sought) => sql`
      SELECT x.id, concat_ws(', ', k.name, e.name) AS vi, concat_ws(', ', k.name, e.name) AS en,
             concat_ws(' · ', x.sector, ${dayOf('x.movedOn')}) AS note, x.search AS text
        FROM award_entry x JOIN enterprise e ON e.id = x.enterprise_id LEFT JOIN product k ON k.id = x.product_id
       WHERE ${readableBy(actor, 'x.enterpriseId')} AND ${sought(sql`x.search`)}`,
  },
]
