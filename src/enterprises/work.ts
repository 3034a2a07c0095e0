import { sql } from 'kysely'
import { stagedImports } from '../imports/index.ts'
import { activePlan } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import { localDay } from '../platform/local-day.ts'
import type { RoomWork, WorkKind } from '../platform/work.ts'
import { recordYear, setCriterion } from './commands.ts'
import { applyImport } from './import.ts'
import { enterpriseStates } from './rules.ts'
import { settleSeat, splitUnits } from './seat.ts'

const kinds: readonly WorkKind[] = [
  {
    kind: 'enterprises.confirmCriterion',
    label: words('Xác nhận tiêu chí doanh nghiệp tự khai', 'Confirm a criterion that an enterprise declared'),
    counted: words('doanh nghiệp', 'enterprises'),
    record: 'enterprise_criterion',
    states: ['declared'],
    by: setCriterion,
    whose: 'office',
    charged: false,
    address: '/enterprises/criteria?enterpriseId={id}',
    rows: ({ today }) => ({
      from: sql`enterprise_criterion m LEFT JOIN enterprise e ON e.id = m.enterprise_id
        LEFT JOIN criterion k ON k.id = m.criterion_id WHERE m.met AND NOT m.confirmed
        AND NOT EXISTS (SELECT FROM criterion_rule_on(m.criterion_id, ${today}))`,
      id: sql`m.enterprise_id`,
      since: sql`m.recorded_on`,
      subject: sql`e.name || ': ' || k.text`,
      subjectEn: sql`e.name || ': ' || k.text_en`,
      group: {
        key: sql`m.criterion_id::text`,
        label: sql`k.code || ': ' || k.text`,
        labelEn: sql`k.code || ': ' || k.text_en`,
      },
    }),
  },
  {
    kind: 'enterprises.recordYear',
    label: words('Khai số liệu lao động, doanh thu, vốn', 'Give the figures on labour, revenue and capital'),
    record: 'enterprise',
    states: [],
    by: recordYear,
    whose: 'enterprise',
    // Every enterprise of the register is asked, so what one without an account has not given is nobody's list.
    falls: false,
    address: '/enterprises/{id}',
    rows: async ({ db, actor, today }) => {
      const { firstYear, lastYear } = await activePlan({ db, planId: null })
      return {
        from: sql`enterprise e CROSS JOIN LATERAL (SELECT min(y.year) AS first, string_agg(y.year::text, ', ' ORDER BY y.year) AS years
              FROM generate_series(${firstYear}::int, least(${lastYear}::int, extract(year FROM ${today}::date)::int - 1)) AS y (year)
             WHERE NOT EXISTS (SELECT FROM enterprise_year v WHERE v.enterprise_id = e.id AND v.year = y.year)) y
          WHERE e.id = ANY (${actor.enterpriseIds}::int[]) AND e.state = 'active' AND y.first IS NOT NULL`,
        id: sql`e.id`,
        since: sql`make_date(y.first + 1, 1, 1)`,
        enterpriseId: sql`e.id`,
        subject: sql`e.name || ': năm ' || y.years`,
        subjectEn: sql`e.name || ': ' || y.years`,
      }
    },
  },
  {
    kind: 'enterprises.settleSeat',
    label: words('Ghi xã, phường hiện nay của trụ sở', 'Record the commune of the seat'),
    counted: words('doanh nghiệp', 'enterprises'),
    record: 'enterprise',
    states: [],
    by: settleSeat,
    whose: 'office',
    address: '/enterprises/{id}/seat',
    rows: ({ today }) => ({
      from: sql`enterprise e LEFT JOIN admin_unit u ON u.id = e.admin_unit_id
        WHERE e.state = 'active' AND e.admin_unit_id IN (${splitUnits(today)})`,
      id: sql`e.id`,
      since: sql`greatest(u.valid_to + 1, ${localDay('e.registered_at')})`,
      enterpriseId: sql`e.id`,
      subject: sql`e.name`,
      group: { key: sql`e.admin_unit_id::text`, label: sql`u.name`, labelEn: sql`u.name_en` },
    }),
  },
  stagedImports({
    kind: 'enterprises',
    by: applyImport,
    label: words('Ghi bảng doanh nghiệp đã kiểm tra', 'Write a checked table of enterprises'),
    address: '/enterprises/imports/{id}',
  }),
]

export const enterpriseWork: RoomWork = {
  kinds,
  records: [
    {
      record: 'enterprise',
      table: 'enterprise',
      states: enterpriseStates.keys,
      settled: {
        active: words('Không chờ ai.', 'Waits for nobody.'),
        suspended: words('Tạm ngừng.', 'Suspended.'),
        dissolved: words('Đã giải thể.', 'Dissolved.'),
        merged: words('Đã gộp vào hồ sơ khác.', 'Merged into another record.'),
      },
    },
    {
      record: 'enterprise_criterion',
      table: 'enterprise_criterion',
      states: ['declared', 'confirmed', 'unmet'],
      settled: {
        confirmed: words('Đã xác nhận.', 'Confirmed.'),
        unmet: words('Không tính, không cần xác nhận.', 'Does not count, so nobody confirms it.'),
      },
    },
  ],
}
