import { sql } from 'kysely'
import { words } from '../platform/language.ts'
import type { RoomWork } from '../platform/work.ts'
import { mergeDouble } from './merge.ts'

export const mergerWork: RoomWork = {
  kinds: [
    {
      kind: 'mergers.settleDouble',
      label: words(
        'Xem hai hồ sơ doanh nghiệp có trùng không',
        'See whether two records are of one enterprise',
      ),
      counted: words('cặp hồ sơ', 'pairs of records'),
      record: 'enterprise_double',
      states: ['found'],
      by: mergeDouble,
      whose: 'office',
      address: '/enterprises/doubles/{id}',
      rows: () => ({
        from: sql`enterprise_double d LEFT JOIN enterprise a ON a.id = d.one_id LEFT JOIN enterprise b ON b.id = d.other_id
          WHERE d.state = 'found'`,
        id: sql`d.id`,
        since: sql`d.found_on`,
        subject: sql`a.name || ' (' || a.tax_code || ') – ' || b.name || ' (' || b.tax_code || ')'`,
      }),
    },
  ],
  records: [
    {
      record: 'enterprise_double',
      table: 'enterprise_double',
      states: ['found', 'separate', 'merged'],
      settled: {
        separate: words('Hai doanh nghiệp khác nhau.', 'Two enterprises.'),
        merged: words('Đã gộp.', 'Merged.'),
      },
    },
    {
      record: 'enterprise_merge',
      table: 'enterprise_merge',
      states: ['merged', 'undone'],
      settled: {
        merged: words('Không chờ ai.', 'Waits for nobody.'),
        undone: words('Đã hoàn tác.', 'Undone.'),
      },
    },
  ],
}
