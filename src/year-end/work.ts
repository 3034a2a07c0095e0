import { sql } from 'kysely'
import { draftPayment } from '../budget/index.ts'
import { words } from '../platform/language.ts'
import { localDay } from '../platform/local-day.ts'
import type { RoomWork, WorkKind } from '../platform/work.ts'
import { approveYearEnd, proposedApart, proposeYearEnd } from './carry.ts'
import { yearEndStates } from './carry-rules.ts'
import { agreeSettlement, drawnUpApart, drawUpSettlement, enterTreasury } from './settlement.ts'
import { settlementStates } from './settlement-rules.ts'

const kinds: readonly WorkKind[] = [
  {
    kind: 'yearEnd.unpaid',
    label: words(
      'Xử lý cam kết chưa chi hết của năm đã qua',
      'Settle what a past year has committed and not paid',
    ),
    counted: words('cam kết', 'commitments'),
    record: 'commitment',
    states: [],
    by: draftPayment,
    whose: 'office',
    address: '/budget/commitments/{id}',
    // Of years whose days are known, once they are over: paid by the end of the adjusting period, or carried over, or given back.
    rows: ({ today }) => ({
      from: sql`ledger_account l
        JOIN LATERAL (SELECT max(d.on_day) FILTER (WHERE d.kind = 'spend') AS over, max(d.on_day) FILTER (WHERE d.kind = 'adjust') AS due
                        FROM budget_cutoffs(l.year) d) d ON d.over < ${today}::date
        LEFT JOIN commitment c ON c.id = l.commitment_id
        LEFT JOIN budget_line b ON b.id = l.line_id
        WHERE l.kind = 'committed' AND l.balance > 0 AND NOT EXISTS (SELECT FROM budget_closing k WHERE k.year = l.year)`,
      id: sql`l.commitment_id`,
      since: sql`d.over + 1`,
      due: sql`d.due`,
      planId: sql`b.plan_id`,
      enterpriseId: sql`c.enterprise_id`,
      subject: sql`c.document_number || ': ' || c.purpose`,
      group: {
        key: sql`l.year::text`,
        label: sql`'Năm ' || l.year`,
        labelEn: sql`l.year::text`,
      },
    }),
  },
  {
    kind: 'yearEnd.cancel',
    label: words(
      'Đề nghị chuyển nguồn hoặc hủy số dư dự toán',
      'Carry over or cancel what is left of a year',
    ),
    counted: words('mục', 'lines'),
    record: 'budget_line',
    states: [],
    by: proposeYearEnd,
    whose: 'office',
    charged: false,
    address: '/budget/year-end/new',
    // Once the adjusting period is over: what is not carried over is cancelled.
    rows: ({ today }) => ({
      from: sql`ledger_account a
        JOIN LATERAL (SELECT max(d.on_day) AS day FROM budget_cutoffs(a.year) d WHERE d.kind = 'adjust') d ON d.day < ${today}::date
        LEFT JOIN budget_line b ON b.id = a.line_id
        WHERE a.kind = 'available' AND a.balance > 0 AND NOT EXISTS (SELECT FROM budget_closing k WHERE k.year = a.year)
          AND NOT EXISTS (SELECT FROM year_end_line r JOIN year_end_decision e ON e.id = r.decision_id AND e.state = 'proposed'
                           WHERE r.line_id = a.line_id AND r.source_id = a.source_id AND e.year = a.year)`,
      id: sql`a.line_id`,
      since: sql`d.day + 1`,
      planId: sql`b.plan_id`,
      subject: sql`b.code || ': ' || b.title`,
      subjectEn: sql`b.code || ': ' || b.title_en`,
      group: {
        key: sql`b.plan_id || '-' || a.year`,
        label: sql`'Năm ' || a.year`,
        labelEn: sql`a.year::text`,
      },
    }),
  },
  {
    kind: 'yearEnd.approve',
    label: words('Duyệt chuyển nguồn, hủy dự toán', 'Approve what is carried over or cancelled'),
    record: 'year_end',
    states: ['proposed'],
    by: approveYearEnd,
    whose: 'office',
    apart: proposedApart,
    address: '/budget/year-end/{id}',
    rows: () => ({
      from: sql`year_end_decision d WHERE d.state = 'proposed'`,
      id: sql`d.id`,
      since: localDay('d.proposed_at'),
      planId: sql`d.plan_id`,
      subject: sql`d.year || ': ' || d.reason`,
    }),
  },
  {
    kind: 'yearEnd.reconcile',
    label: words('Đối chiếu số liệu năm với Kho bạc', 'Reconcile a year with the Treasury'),
    record: 'budget_year',
    states: [],
    by: enterTreasury,
    whose: 'office',
    charged: false,
    address: '/budget/years/{id}',
    rows: ({ today }) => ({
      from: sql`(SELECT a.year, max(d.on_day) AS due, max(e.on_day) AS over FROM (SELECT DISTINCT year FROM ledger_account) a
          JOIN LATERAL (SELECT c.on_day FROM budget_cutoffs(a.year) c WHERE c.kind = 'reconcile') d ON true
          JOIN LATERAL (SELECT c.on_day FROM budget_cutoffs(a.year) c WHERE c.kind = 'adjust') e ON true GROUP BY a.year) y
        WHERE y.over < ${today}::date AND NOT EXISTS (SELECT FROM budget_closing b WHERE b.year = y.year)
          AND NOT EXISTS (SELECT FROM treasury_figure t WHERE t.year = y.year)`,
      id: sql`y.year`,
      since: sql`y.over + 1`,
      due: sql`y.due`,
      subject: sql`'Năm ' || y.year`,
      subjectEn: sql`y.year::text`,
    }),
  },
  {
    kind: 'yearEnd.drawUp',
    label: words('Lập lại quyết toán năm bị trả lại', 'Draw up anew a settlement that was returned'),
    record: 'year_settlement',
    states: ['returned'],
    by: drawUpSettlement,
    whose: 'office',
    address: '/budget/settlements/{id}',
    rows: () => ({
      from: sql`year_settlement s WHERE s.state = 'returned' AND NOT EXISTS (SELECT FROM year_settlement n
          WHERE n.plan_id = s.plan_id AND n.year = s.year AND n.id > s.id)`,
      id: sql`s.id`,
      since: localDay('s.settled_at'),
      planId: sql`s.plan_id`,
      subject: sql`'Quyết toán năm ' || s.year`,
      subjectEn: sql`'Settlement of ' || s.year`,
    }),
  },
  {
    kind: 'yearEnd.agree',
    label: words('Thống nhất quyết toán năm', 'Agree to the settlement of a year'),
    record: 'year_settlement',
    states: ['drawn_up'],
    by: agreeSettlement,
    whose: 'office',
    apart: drawnUpApart,
    address: '/budget/settlements/{id}',
    rows: () => ({
      from: sql`year_settlement s WHERE s.state = 'drawn_up'`,
      id: sql`s.id`,
      since: localDay('s.drawn_up_at'),
      planId: sql`s.plan_id`,
      subject: sql`'Quyết toán năm ' || s.year`,
      subjectEn: sql`'Settlement of ' || s.year`,
    }),
  },
]

export const yearEndWork: RoomWork = {
  kinds,
  records: [
    {
      record: 'year_end',
      table: 'year_end_decision',
      states: yearEndStates.keys,
      settled: {
        booked: words('Đã ghi sổ.', 'In the ledger.'),
        refused: words('Không được duyệt, có lý do.', 'Not approved, with the reason.'),
        taken_back: words('Đã rút, kèm văn bản và lý do.', 'Taken back, with the paper and the reason.'),
      },
    },
    {
      record: 'year_settlement',
      table: 'year_settlement',
      states: settlementStates.keys,
      settled: { agreed: words('Đã thống nhất, kèm biên bản.', 'Agreed to, with the minutes.') },
    },
  ],
}
