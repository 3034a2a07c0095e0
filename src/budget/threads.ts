import { sql } from 'kysely'
import { officers, signedIn } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { ThreadKind } from '../platform/thread.ts'
import { showAllocationCorrection } from './allocation-correction-queries.ts'
import { showCommitment } from './commitment-queries.ts'
import { correctionStates } from './correction-states.ts'
import { showDecision } from './decision-queries.ts'
import { ownPaymentStates } from './own-payment-fields.ts'
import { showOwnPayment } from './own-payment-queries.ts'
import { showPayment } from './payment-queries.ts'
import { paymentStates } from './payment-states.ts'

/** The records of the room that people talk on. */
export const budgetThreads: readonly ThreadKind[] = [
  {
    record: 'commitment',
    table: 'commitment',
    label: words('Cam kết', 'Commitment'),
    subjects: ['commitment'],
    show: showCommitment,
    readers: officers,
    address: '/budget/commitments/{id}',
    about: (id) => sql`
      SELECT 'Cam kết ' || c.document_number AS vi, 'Commitment ' || c.document_number AS en, NULL::int AS enterprise_id,
             NULL::int AS agency_id FROM commitment c WHERE c.id = ${id}`,
  },
  {
    record: 'payment',
    table: 'payment_order',
    label: words('Chứng từ chi', 'Payment'),
    subjects: ['payment'],
    show: showPayment,
    readers: officers,
    address: '/budget/payments/{id}',
    states: paymentStates.wordsOf,
    about: (id) => sql`
      SELECT 'Chứng từ chi ' || o.document_number AS vi, 'Payment ' || o.document_number AS en, NULL::int AS enterprise_id,
             NULL::int AS agency_id FROM payment_order o WHERE o.id = ${id}`,
  },
  {
    record: 'own_payment',
    table: 'own_payment',
    label: words('Vốn đối ứng đã bỏ ra', 'Own money put in'),
    subjects: ['own_payment'],
    show: showOwnPayment,
    readers: [...signedIn],
    address: '/budget/own-payments/{id}',
    states: ownPaymentStates.wordsOf,
    about: (id) => sql`
      SELECT 'Vốn đối ứng ' || o.document_number AS vi, 'Own money ' || o.document_number AS en, t.enterprise_id,
             NULL::int AS agency_id FROM own_payment o LEFT JOIN support_turn t ON t.id = o.turn_id WHERE o.id = ${id}`,
  },
  {
    record: 'allocation_correction',
    table: 'allocation_correction',
    label: words('Đính chính giao dự toán', 'Corrections of allocations'),
    subjects: ['allocation_correction'],
    show: showAllocationCorrection,
    readers: officers,
    address: '/budget/allocation-corrections/{id}',
    states: correctionStates.wordsOf,
    about: (id) => sql`
      SELECT 'Đính chính ' || k.document_number AS vi, 'Correction of ' || k.document_number AS en, NULL::int AS enterprise_id,
             NULL::int AS agency_id FROM allocation_correction k WHERE k.id = ${id}`,
  },
  {
    record: 'allocation_decision',
    table: 'allocation_decision',
    label: words('Quyết định về dự toán', 'Decisions on the budget'),
    subjects: ['allocation_decision'],
    show: showDecision,
    readers: officers,
    address: '/budget/decisions/{id}',
    states: correctionStates.wordsOf,
    about: (id) => sql`
      SELECT 'Quyết định ' || d.document_number AS vi, 'Decision ' || d.document_number AS en, NULL::int AS enterprise_id,
             NULL::int AS agency_id FROM allocation_decision d WHERE d.id = ${id}`,
  },
]
