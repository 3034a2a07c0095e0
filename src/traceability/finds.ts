import { sql } from 'kysely'
import type { FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { readableBy } from '../platform/sight.ts'
import { listLots } from './queries.ts'

/** The records of the room that the search finds: lots by product number, lot and serial. */
export const traceFinds: readonly FindKind[] = [
  {
    kind: 'trace_lot',
    label: words('Lô được truy xuất', 'Traced lot'),
    by: listLots,
    address: '/traceability/{id}',
    list: '/traceability',
    rows: ({ actor }, sought) => sql`
      SELECT l.id, p.name || ', ' || l.lot AS vi, p.name || ', ' || l.lot AS en, e.name AS note, l.search AS text
        FROM trace_lot l JOIN product p ON p.id = l.product_id JOIN support_turn t ON t.id = l.turn_id
        JOIN enterprise e ON e.id = t.enterprise_id
       WHERE ${sought(sql`l.search`)} AND ${readableBy(actor, 't.enterpriseId')}`,
  },
]
