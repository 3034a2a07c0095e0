import { sql } from 'kysely'
import type { FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { readableBy } from '../platform/sight.ts'
import { showEnterprise } from './queries.ts'

/** The records of the room that the search finds: enterprises by name, English name and tax code, products by their name. */
export const enterpriseFinds: readonly FindKind[] = [
  {
    kind: 'enterprise',
    label: words('Doanh nghiệp', 'Enterprises'),
    by: showEnterprise,
    address: '/enterprises/{id}',
    list: '/enterprises',
    rows: ({ actor }, sought) => sql`
      SELECT e.id, e.name AS vi, coalesce(e.name_en, e.name) AS en, e.tax_code AS note, e.search AS text
        FROM enterprise e WHERE ${readableBy(actor, 'e.id')} AND ${sought(sql`e.search`)}`,
  },
  {
    kind: 'product',
    label: words('Sản phẩm', 'Products'),
    by: showEnterprise,
    address: '/enterprises/{id}',
    rows: ({ actor }, sought) => sql`
      SELECT e.id, p.name AS vi, p.name AS en, e.name AS note, fold(p.name) AS text
        FROM product p JOIN enterprise e ON e.id = p.enterprise_id
       WHERE ${readableBy(actor, 'e.id')} AND ${sought(sql`fold(p.name)`)}`,
  },
]
