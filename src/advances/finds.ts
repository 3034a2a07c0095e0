import { sql } from 'kysely'
import { claimReadable } from '../claims/index.ts'
import { dayOf, type FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { readsEvery } from '../platform/sight.ts'
import { listAdvances } from './queries.ts'

const text = sql`(fold(o.document_number) || ' ' || coalesce(e.search, fold(k.host_name), ''))`

/** Advances by whom they are paid to and their voucher. */
export const advanceFinds: readonly FindKind[] = [
  {
    kind: 'advance',
    label: words('Tạm ứng', 'Advances'),
    by: listAdvances,
    address: '/advances/{id}',
    list: '/advances',
    rows: ({ actor }, sought) => sql`
      SELECT a.id, coalesce(e.name, k.host_name) || ': ' || o.document_number AS vi, coalesce(e.name, k.host_name) || ': ' || o.document_number AS en,
             ${dayOf('o.occurredOn')} AS note, ${text} AS text
        FROM advance a JOIN payment_order o ON o.id = a.order_id
        LEFT JOIN support_turn t ON t.commitment_id = o.commitment_id LEFT JOIN enterprise e ON e.id = t.enterprise_id
        LEFT JOIN science_task_content n ON n.id = o.task_content_id LEFT JOIN science_task k ON k.id = n.task_id
       WHERE ${readsEvery(actor) ? sql`true` : sql`a.state NOT IN ('waiting', 'dropped') AND ${claimReadable(actor)}`} AND ${sought(text)}`,
  },
]
