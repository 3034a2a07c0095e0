import { sql } from 'kysely'
import { dayOf, type FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { listFindings } from './queries.ts'

/** The records of the room that the search finds: findings by the conclusion, its words, article and voucher. */
export const findingFinds: readonly FindKind[] = [
  {
    kind: 'finding',
    label: words('Kiến nghị kiểm toán, thanh tra', 'Findings of audit and inspection'),
    by: listFindings,
    address: '/findings/{id}',
    list: '/findings',
    rows: (_context, sought) => sql`
      SELECT f.id, f.document_number || ': ' || left(f.content, 90) AS vi, f.document_number || ': ' || left(f.content, 90) AS en,
             concat_ws(' · ', f.issuer, ${dayOf('f.documentDate')}) AS note, f.search AS text
        FROM finding f WHERE ${sought(sql`f.search`)}`,
  },
]
