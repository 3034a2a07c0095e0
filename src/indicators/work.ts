import { sql } from 'kysely'
import { stagedImports } from '../imports/index.ts'
import { openQuantities } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import { localDay } from '../platform/local-day.ts'
import type { RoomWork, WorkKind } from '../platform/work.ts'
import { followLineQuantity } from './quantities/follow.ts'
import { valueStates } from './rules.ts'
import { applyValueImport } from './value-import/import.ts'
import { confirmValue, enterValue } from './values.ts'

/** The agency that answers for a row today: the one named, or what became of it. */
const agencyToday = (today: string, agency: ReturnType<typeof sql>) =>
  sql`agency_on(${agency}, ${today}::date)`

const kinds: readonly WorkKind[] = [
  {
    kind: 'indicators.confirm',
    label: words('Xác nhận số của chỉ số', "Confirm an indicator's value"),
    record: 'indicator_value',
    states: ['entered'],
    by: confirmValue,
    whose: 'agency',
    apart: { control: 'value' },
    address: '/indicator-values/{id}',
    rows: () => ({
      from: sql`indicator_value v LEFT JOIN indicator i ON i.id = v.indicator_id WHERE v.state = 'entered'`,
      id: sql`v.id`,
      since: localDay('v.entered_at'),
      agencyId: sql`v.agency_id`,
      apartFrom: sql`v.entered_by`,
      subject: sql`i.name || ', ' || v.year`,
      subjectEn: sql`i.name_en || ', ' || v.year`,
    }),
  },
  {
    kind: 'indicators.enterAgain',
    label: words('Nhập lại số bị trả lại', 'Enter a returned value again'),
    record: 'indicator_value',
    states: ['returned'],
    by: enterValue,
    whose: 'agency',
    address: '/indicator-values/{id}',
    rows: () => ({
      from: sql`indicator_value v LEFT JOIN indicator i ON i.id = v.indicator_id
        WHERE v.state = 'returned' AND NOT EXISTS (SELECT FROM indicator_value n WHERE n.indicator_id = v.indicator_id
          AND n.year = v.year AND n.plan_id = v.plan_id AND n.estimate = v.estimate AND n.id > v.id)`,
      id: sql`v.id`,
      since: localDay('v.entered_at'),
      agencyId: sql`v.agency_id`,
      subject: sql`i.name || ', ' || v.year`,
      subjectEn: sql`i.name_en || ', ' || v.year`,
    }),
  },
  {
    kind: 'indicators.enter',
    label: words('Nhập số của năm đã hết', 'Enter the value of a year that is over'),
    record: 'indicator',
    states: [],
    by: enterValue,
    whose: 'agency',
    address: '/indicator-values',
    rows: ({ today }) => ({
      from: sql`target t JOIN indicator i ON i.id = t.indicator_id AND i.way = 'entered' AND i.active AND i.agency_id IS NOT NULL
        JOIN plan p ON p.id = t.plan_id AND p.state = 'active'
        CROSS JOIN LATERAL generate_series(t.first_year, least(t.last_year, extract(year FROM ${today}::date)::int - 1)) AS y (year)
        WHERE NOT EXISTS (SELECT FROM indicator_value v WHERE v.indicator_id = i.id AND v.plan_id = p.id AND v.year = y.year
          AND NOT v.estimate AND v.state IN ('entered', 'confirmed', 'returned'))`,
      id: sql`i.id * 10000 + y.year`,
      since: sql`make_date(y.year + 1, 1, 1)`,
      agencyId: agencyToday(today, sql`i.agency_id`),
      subject: sql`i.name || ', ' || y.year`,
      subjectEn: sql`i.name_en || ', ' || y.year`,
    }),
  },
  {
    kind: 'indicators.quantity',
    label: words('Chọn cách đếm số lượng của một mục', 'Choose how the quantity of a line is counted'),
    record: 'budget_line',
    states: [],
    by: followLineQuantity,
    whose: 'office',
    address: '/plan/quantities/{id}',
    rows: async ({ db }) => {
      const lineIds = (await openQuantities(db)).map(({ lineId }) => lineId)
      return {
        from: sql`budget_line l JOIN plan p ON p.id = l.plan_id WHERE l.id = ANY (${lineIds}::int[])`,
        id: sql`l.id`,
        since: sql`p.issued_on`,
        subject: sql`l.code || ': ' || l.quantity`,
      }
    },
  },
  stagedImports({
    kind: 'values',
    by: applyValueImport,
    label: words('Ghi bảng số của các chỉ số đã kiểm tra', 'Write a checked table of values of indicators'),
    address: '/indicator-value-imports/{id}',
  }),
]

export const indicatorWork: RoomWork = {
  kinds,
  records: [
    {
      record: 'indicator_value',
      table: 'indicator_value',
      states: valueStates.keys,
      settled: {
        confirmed: words('Đã xác nhận.', 'Confirmed.'),
        withdrawn: words('Đã rút.', 'Withdrawn.'),
      },
    },
  ],
}
