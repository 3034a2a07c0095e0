import { sql } from 'kysely'
import { stagedImports } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import type { RoomWork, WorkKind } from '../platform/work.ts'
import { recordAccounts } from './commands.ts'
import { applyAccounts } from './import.ts'

const kinds: readonly WorkKind[] = [
  {
    kind: 'productivity.record',
    label: words(
      'Khai số liệu năng suất của năm đã hết',
      'Give the productivity figures of a year that is over',
    ),
    record: 'enterprise',
    states: [],
    by: recordAccounts,
    whose: 'enterprise',
    // The coordinator brings the figures of many enterprises in as a table.
    falls: false,
    address: '/enterprises/{id}/productivity',
    rows: ({ actor, today }) => ({
      from: sql`(SELECT t.enterprise_id, min(y.year) AS first, string_agg(y.year::text, ', ' ORDER BY y.year) AS years
          FROM (SELECT enterprise_id, min(year) AS first FROM support_turn
                 WHERE enterprise_id = ANY (${actor.enterpriseIds}::int[]) AND state <> 'cancelled' GROUP BY enterprise_id) t
          CROSS JOIN LATERAL generate_series(t.first, extract(year FROM ${today}::date)::int - 1) AS y (year)
         WHERE NOT EXISTS (SELECT FROM enterprise_accounts v WHERE v.enterprise_id = t.enterprise_id AND v.year = y.year)
         GROUP BY t.enterprise_id) t
        LEFT JOIN enterprise e ON e.id = t.enterprise_id`,
      id: sql`t.enterprise_id`,
      since: sql`make_date(t.first + 1, 1, 1)`,
      enterpriseId: sql`t.enterprise_id`,
      subject: sql`e.name || ': năm ' || t.years`,
      subjectEn: sql`e.name || ': ' || t.years`,
    }),
  },
  stagedImports({
    kind: 'accounts',
    by: applyAccounts,
    label: words('Ghi bảng số liệu năng suất đã kiểm tra', 'Write a checked table of productivity figures'),
    address: '/productivity/imports/{id}',
  }),
]

export const productivityWork: RoomWork = { kinds, records: [] }
