import { sql } from 'kysely'
import { dayOf, type FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { listClaims } from './queries.ts'
import { claimReadable } from './sight.ts'

const text = sql`(c.search || ' ' || coalesce(e.search, fold(k.host_name), ''))`

/** Claims by who claims, whom they are paid to and what they say. */
export const claimFinds: readonly FindKind[] = [
  {
    kind: 'payment_claim',
    label: words('Đề nghị thanh toán', 'Claims of payment'),
    by: listClaims,
    address: '/claims/{id}',
    list: '/claims',
    rows: ({ actor }, sought) => sql`
      SELECT c.id, coalesce(e.name, k.host_name) || ': ' || c.id AS vi, coalesce(e.name, k.host_name) || ': ' || c.id AS en,
             ${dayOf('c.sentOn')} AS note, ${text} AS text
        FROM payment_claim c LEFT JOIN support_turn t ON t.id = c.turn_id LEFT JOIN enterprise e ON e.id = t.enterprise_id
        LEFT JOIN science_task_content n ON n.id = c.content_id LEFT JOIN science_task k ON k.id = n.task_id
       WHERE c.state <> 'draft' AND ${claimReadable(actor)} AND ${sought(text)}`,
  },
]
