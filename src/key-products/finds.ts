import { sql } from 'kysely'
import type { FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { showEntry } from './queries.ts'

/** Key products by name and group; with each the number of its decision. */
export const keyProductFinds: readonly FindKind[] = [
  {
    kind: 'key_product',
    label: words('Sản phẩm chủ lực', 'Key products'),
    by: showEntry,
    address: '/key-products/{id}',
    list: '/key-products',
    rows: (_context, sought) => sql`
      SELECT k.id, k.name AS vi, k.name AS en, i.number AS note, k.search AS text
        FROM key_product k JOIN key_product_list l ON l.id = k.list_id JOIN legal_instrument i ON i.id = l.instrument_id
       WHERE ${sought(sql`k.search`)}`,
  },
]
