import { sql } from 'kysely'
import { dayOf, type FindKind } from '../platform/find.ts'
import { words } from '../platform/language.ts'
import { listCommitments } from './commitment-queries.ts'
import { listDecisions } from './decision-queries.ts'
import { listEntries } from './entry-queries.ts'
import { listOwnPayments } from './own-payment-queries.ts'
import { ownReadable } from './own-payments.ts'
import { showPayment } from './payment-queries.ts'

const commitmentText = sql`(c.search || ' ' || coalesce(e.search, ''))`

/** The records of the room that the search finds: contracts and decisions by number and purpose, vouchers by their number, booked or not. */
export const budgetFinds: readonly FindKind[] = [
  {
    kind: 'commitment',
    label: words('Cam kết và giải ngân', 'Commitments and payments'),
    by: listCommitments,
    address: '/budget/commitments/{id}',
    list: '/budget/commitments',
    rows: (_context, sought) => sql`
      SELECT c.id, c.document_number || ': ' || c.purpose AS vi, c.document_number || ': ' || c.purpose AS en,
             concat_ws(' · ', e.name, ${dayOf('c.documentDate')}) AS note, ${commitmentText} AS text
        FROM commitment c LEFT JOIN enterprise e ON e.id = c.enterprise_id WHERE ${sought(commitmentText)}`,
  },
  {
    kind: 'voucher',
    label: words('Chứng từ', 'Vouchers'),
    by: listEntries,
    address: '/budget/commitments/{id}',
    list: '/budget/entries',
    rows: (_context, sought) => sql`
      SELECT b.commitment_id AS id, b.document_number AS vi, b.document_number AS en,
             concat_ws(' · ', c.document_number, ${dayOf('b.occurredOn')}) AS note, fold(b.document_number) AS text
        FROM ledger_entry b JOIN commitment c ON c.id = b.commitment_id
       WHERE b.kind <> 'commitment' AND ${sought(sql`fold(b.document_number)`)}`,
  },
  {
    kind: 'payment_order',
    label: words('Chứng từ chưa ghi sổ', 'Payments not booked'),
    by: showPayment,
    address: '/budget/payments/{id}',
    rows: (_context, sought) => sql`
      SELECT o.id, o.document_number AS vi, o.document_number AS en,
             concat_ws(' · ', c.document_number, ${dayOf('o.occurredOn')}) AS note,
             fold(concat_ws(' ', o.document_number, c.document_number, c.purpose)) AS text
        FROM payment_order o JOIN commitment c ON c.id = o.commitment_id
       WHERE o.state IN ('drafted', 'returned')
         AND ${sought(sql`fold(concat_ws(' ', o.document_number, c.document_number, c.purpose))`)}`,
  },
  {
    kind: 'own_payment',
    label: words('Vốn đối ứng đã bỏ ra', 'Own money put in'),
    by: listOwnPayments,
    address: '/budget/own-payments/{id}',
    list: '/budget/own-payments',
    rows: ({ actor }, sought) => sql`
      SELECT o.id, o.document_number || ': ' || left(o.purpose, 90) AS vi, o.document_number || ': ' || left(o.purpose, 90) AS en,
             concat_ws(' · ', e.name, ${dayOf('o.paidOn')}) AS note, o.search AS text
        FROM own_payment o LEFT JOIN support_turn t ON t.id = o.turn_id LEFT JOIN enterprise e ON e.id = t.enterprise_id
        LEFT JOIN science_task_content c ON c.id = o.content_id
       WHERE ${ownReadable(actor)} AND ${sought(sql`o.search`)}`,
  },
  {
    kind: 'allocation_decision',
    label: words('Quyết định về dự toán', 'Decisions on the budget'),
    by: listDecisions,
    address: '/budget/decisions/{id}',
    list: '/budget/decisions',
    rows: (_context, sought) => sql`
      SELECT d.id, concat_ws(': ', d.document_number, d.subject) AS vi, concat_ws(': ', d.document_number, d.subject) AS en,
             concat_ws(' · ', d.year, ${dayOf('d.documentDate')}) AS note, d.search AS text
        FROM allocation_decision d WHERE ${sought(sql`d.search`)}`,
  },
]
