import { sql } from 'kysely'
import { dayOf, type FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { readableBy } from '../platform/sight.ts'
import { listCertificates } from './certificate-queries.ts'
import { listTurns } from './turn-queries.ts'

const turnText = sql`('luot ho tro support turn ' || t.id || ' ' || e.search || ' ' || coalesce(step.numbers, ''))`
const certificateText = sql`(e.search || ' ' || fold(k.number || ' ' || k.standard || ' ' || k.body || ' ' || coalesce(p.name, '')))`

/** The records of the room that the search finds: turns by their papers, certificates by number, standard, body and product. */
export const supportFinds: readonly FindKind[] = [
  {
    kind: 'support_turn',
    label: words('Lượt hỗ trợ', 'Support turns'),
    by: listTurns,
    address: '/support/{id}',
    list: '/support',
    rows: ({ actor }, sought) => sql`
      SELECT t.id, 'Lượt hỗ trợ ' || t.id || ', ' || e.name AS vi, 'Support turn ' || t.id || ', ' || e.name AS en,
             concat_ws(' · ', e.tax_code, t.year) AS note, ${turnText} AS text
        FROM support_turn t JOIN enterprise e ON e.id = t.enterprise_id
        LEFT JOIN LATERAL (SELECT fold(string_agg(s.document_number, ' ')) AS numbers FROM support_step s WHERE s.turn_id = t.id) step ON true
       WHERE ${readableBy(actor, 't.enterpriseId')} AND ${sought(turnText)}`,
  },
  {
    kind: 'certificate',
    label: words('Chứng nhận', 'Certificates'),
    by: listCertificates,
    address: '/certificates/{id}',
    list: '/certificates',
    rows: ({ actor }, sought) => sql`
      SELECT k.id, k.number || ': ' || k.standard AS vi, k.number || ': ' || k.standard AS en,
             concat_ws(' · ', e.name, p.name, ${dayOf('k.issuedOn')}) AS note, ${certificateText} AS text
        FROM certificate k JOIN enterprise e ON e.id = k.enterprise_id LEFT JOIN product p ON p.id = k.product_id
       WHERE ${readableBy(actor, 'k.enterpriseId')} AND ${sought(certificateText)}`,
  },
]
