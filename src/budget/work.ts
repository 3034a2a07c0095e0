import { sql } from 'kysely'
import { words } from '../platform/language.ts'
import { localDay } from '../platform/local-day.ts'
import type { RoomWork, WorkKind } from '../platform/work.ts'
import { bookAllocationCorrection } from './allocation-correction.ts'
import { approveCorrection, closeYear, proposeCorrection } from './closings.ts'
import { correctionStates } from './correction-states.ts'
import { bookDecisionCorrection } from './decision-corrections.ts'
import { decide } from './decisions.ts'
import { ownPaymentStates } from './own-payment-fields.ts'
import { declareOwnOfTurn, proveOwn } from './own-payments.ts'
import { paymentStates } from './payment-states.ts'
import { draftPayment, releasePayment } from './payments.ts'

const kinds: readonly WorkKind[] = [
  {
    kind: 'budget.allocate',
    label: words('Giao dự toán năm nay', "Allocate this year's estimate"),
    counted: words('mục', 'lines'),
    record: 'budget_line',
    states: [],
    by: decide,
    whose: 'office',
    address: '/budget/decisions/new',
    // Leaf lines of plans in force that the year's estimate names and nothing was allocated to.
    rows: ({ today }) => {
      const year = sql`extract(year FROM ${today}::date)::int`
      return {
        from: sql`budget_line l JOIN plan p ON p.id = l.plan_id AND p.state = 'active'
          JOIN (SELECT e.line_id, sum(e.estimate) AS estimate FROM budget_estimate e JOIN funding_source s ON s.id = e.source_id
                 WHERE s.kind = 'budget' AND e.year = ${year} GROUP BY e.line_id) e ON e.line_id = l.id AND e.estimate > 0
          WHERE NOT EXISTS (SELECT FROM budget_line c WHERE c.parent_id = l.id)
            AND NOT EXISTS (SELECT FROM budget_position b WHERE b.line_id = l.id AND b.year = ${year} AND b.allocated > 0)`,
        id: sql`l.id`,
        since: sql`greatest(make_date(${year}, 1, 1), p.issued_on)`,
        subject: sql`l.code || ': ' || l.title`,
        subjectEn: sql`l.code || ': ' || l.title_en`,
        group: {
          key: sql`l.plan_id || '-' || ${year}`,
          label: sql`'Năm ' || ${year} || ', kế hoạch ' || p.number`,
          labelEn: sql`${year} || ', plan ' || p.number`,
        },
      }
    },
  },
  {
    kind: 'budget.draw',
    label: words('Lập chứng từ chi cho lượt đã nghiệm thu', 'Draw up the payment of an accepted turn'),
    record: 'commitment',
    states: [],
    by: draftPayment,
    whose: 'office',
    address: '/budget/commitments/{id}',
    rows: () => ({
      from: sql`ledger_account l
        JOIN support_turn t ON t.commitment_id = l.commitment_id AND t.state IN ('accepted', 'finished')
        LEFT JOIN commitment c ON c.id = l.commitment_id
        LEFT JOIN LATERAL (SELECT max(s.happened_on) AS day FROM support_step s WHERE s.turn_id = t.id AND s.state = 'accepted') step ON true
        WHERE l.kind = 'committed' AND l.balance > 0
          AND NOT EXISTS (SELECT FROM payment_order o WHERE o.commitment_id = l.commitment_id AND o.state = 'drafted')`,
      id: sql`l.commitment_id`,
      since: sql`coalesce(step.day, t.decided_on)`,
      enterpriseId: sql`t.enterprise_id`,
      subject: sql`c.purpose`,
    }),
  },
  {
    kind: 'budget.release',
    label: words('Duyệt chi', 'Release a payment'),
    record: 'payment',
    states: ['drafted'],
    by: releasePayment,
    whose: 'office',
    apart: { control: 'payment' },
    address: '/budget/payments/{id}',
    rows: () => ({
      from: sql`payment_order o LEFT JOIN commitment c ON c.id = o.commitment_id WHERE o.state = 'drafted'`,
      id: sql`o.id`,
      since: localDay('o.drafted_at'),
      apartFrom: sql`o.drafted_by`,
      subject: sql`o.document_number || ': ' || c.purpose`,
    }),
  },
  {
    kind: 'budget.proveOwn',
    label: words('Xác nhận vốn đối ứng', 'Confirm own money'),
    counted: words('khoản', 'items'),
    record: 'own_payment',
    states: ['declared'],
    by: proveOwn,
    whose: 'office',
    apart: { control: 'payment' },
    address: '/budget/own-payments/{id}',
    rows: () => ({
      from: sql`own_payment o WHERE o.state = 'declared'`,
      id: sql`o.id`,
      since: localDay('o.declared_at'),
      apartFrom: sql`o.declared_by`,
      subject: sql`o.document_number || ': ' || o.purpose`,
    }),
  },
  {
    kind: 'budget.ownOwed',
    label: words('Chứng minh vốn đối ứng của phần đã chi trước', 'Prove own money for what was paid ahead'),
    record: 'support_turn',
    states: [],
    by: declareOwnOfTurn,
    whose: 'enterprise',
    address: '/support/{id}',
    // the share of state money that is paid is above that of own money proven, and nothing waits to be confirmed
    rows: () => ({
      from: sql`counterpart_share t JOIN support_turn s ON s.id = t.id AND s.state <> 'cancelled'
        LEFT JOIN enterprise e ON e.id = t.enterprise_id
        WHERE t.own_agreed > 0 AND t.state_agreed > 0 AND t.paid::numeric * t.own_agreed > t.proven::numeric * t.state_agreed
          AND t.proven < t.own_agreed AND NOT EXISTS (SELECT FROM own_payment o WHERE o.turn_id = t.id AND o.state = 'declared')`,
      id: sql`t.id`,
      since: sql`coalesce((SELECT min(e.occurred_on) FROM ledger_entry e WHERE e.commitment_id = s.commitment_id
        AND e.kind = 'disbursement'), t.agreed_on)`,
      enterpriseId: sql`t.enterprise_id`,
      subject: sql`e.name`,
    }),
  },
  {
    kind: 'budget.approveCorrection',
    label: words('Duyệt điều chỉnh năm đã khóa sổ', 'Approve a correction of a closed year'),
    record: 'budget_correction',
    states: ['proposed'],
    by: approveCorrection,
    whose: 'office',
    apart: { control: 'payment' },
    address: '/budget/years',
    rows: () => ({
      from: sql`budget_correction k WHERE k.approved_at IS NULL AND k.entry_id IS NULL`,
      id: sql`k.id`,
      since: localDay('k.proposed_at'),
      apartFrom: sql`k.proposed_by`,
      subject: sql`k.year || ': ' || k.reason`,
    }),
  },
  {
    kind: 'budget.bookAllocationCorrection',
    label: words('Duyệt đính chính giao dự toán', 'Approve the correction of an allocation'),
    record: 'allocation_correction',
    states: ['proposed'],
    by: bookAllocationCorrection,
    whose: 'office',
    apart: { control: 'payment' },
    address: '/budget/allocation-corrections/{id}',
    rows: () => ({
      from: sql`allocation_correction k WHERE k.state = 'proposed'`,
      id: sql`k.id`,
      since: localDay('k.proposed_at'),
      apartFrom: sql`k.proposed_by`,
      subject: sql`k.document_number || ': ' || k.reason`,
    }),
  },
  {
    kind: 'budget.bookDecisionCorrection',
    label: words('Duyệt đính chính quyết định', 'Approve the correction of a decision'),
    record: 'allocation_decision',
    states: ['proposed'],
    by: bookDecisionCorrection,
    whose: 'office',
    apart: { control: 'payment' },
    address: '/budget/decisions/{id}',
    rows: () => ({
      from: sql`allocation_decision d WHERE d.state = 'proposed'`,
      id: sql`d.id`,
      since: localDay('d.proposed_at'),
      apartFrom: sql`d.proposed_by`,
      subject: sql`d.document_number || ': ' || d.reason`,
    }),
  },
  {
    kind: 'budget.useCorrection',
    label: words('Ghi bút toán đã được duyệt', 'Book what was approved'),
    record: 'budget_correction',
    states: ['approved'],
    by: proposeCorrection,
    whose: 'person',
    address: '/budget/years',
    rows: () => ({
      from: sql`budget_correction k WHERE k.approved_at IS NOT NULL AND k.entry_id IS NULL`,
      id: sql`k.id`,
      since: localDay('k.approved_at'),
      personId: sql`k.proposed_by`,
      subject: sql`k.year || ': ' || k.reason`,
    }),
  },
  {
    kind: 'budget.closeYear',
    label: words('Khóa sổ năm ngân sách', 'Close a budget year'),
    record: 'budget_year',
    states: ['open'],
    by: closeYear,
    whose: 'office',
    charged: false,
    address: '/budget/years',
    rows: ({ today }) => ({
      from: sql`(SELECT y.year, coalesce((SELECT c.on_day FROM budget_cutoffs(y.year) c WHERE c.kind = 'adjust'), make_date(y.year, 12, 31)) AS last
          FROM (SELECT DISTINCT year FROM ledger_account) y
         WHERE NOT EXISTS (SELECT FROM budget_closing b WHERE b.year = y.year)) y
        WHERE y.last < ${today}::date`,
      id: sql`y.year`,
      since: sql`y.last + 1`,
      subject: sql`'Năm ' || y.year`,
      subjectEn: sql`y.year::text`,
    }),
  },
]

export const budgetWork: RoomWork = {
  kinds,
  records: [
    {
      record: 'payment',
      table: 'payment_order',
      states: paymentStates.keys,
      settled: {
        released: words('Đã ghi sổ.', 'In the ledger.'),
        returned: words(
          'Đã trả lại người lập với lý do; cần chi thì lập chứng từ mới.',
          'Given back to who drew it up, with the reason; a new one is drawn up where money is still due.',
        ),
        sent_back: words(
          'Tiền đã về cam kết bằng bút toán nối với khoản chi; cần chi thì lập chứng từ mới.',
          'The money is on its commitment again by an entry tied to the payment; a new one is drawn up where it is still due.',
        ),
      },
    },
    {
      record: 'own_payment',
      table: 'own_payment',
      states: ownPaymentStates.keys,
      settled: {
        proven: words(
          'Được tính để chi ngân sách; quyết toán sau.',
          'It lets state money be paid; settled later.',
        ),
        settled: words('Đã quyết toán.', 'Settled.'),
        refused: words('Không được tính; có lý do.', 'It does not count, with the reason.'),
        withdrawn: words('Người khai đã rút.', 'Withdrawn by who declared it.'),
      },
    },
    {
      record: 'budget_correction',
      table: 'budget_correction',
      states: ['proposed', 'approved', 'booked'],
      settled: { booked: words('Đã ghi sổ.', 'In the ledger.') },
    },
    {
      record: 'allocation_correction',
      table: 'allocation_correction',
      states: correctionStates.keys,
      settled: {
        booked: words('Đã ghi sổ.', 'In the ledger.'),
        refused: words('Không được duyệt; bút toán giữ nguyên.', 'Not approved; the entry stays as it is.'),
      },
    },
    {
      record: 'allocation_decision',
      table: 'allocation_decision',
      states: correctionStates.keys,
      settled: {
        booked: words('Đã ghi sổ.', 'In the ledger.'),
        refused: words(
          'Không được duyệt; quyết định giữ nguyên.',
          'Not approved; the decision stays as it is.',
        ),
      },
    },
    {
      record: 'budget_year',
      table: 'budget_closing',
      states: ['open', 'closed'],
      settled: { closed: words('Đã khóa sổ.', 'Closed.') },
    },
  ],
}
