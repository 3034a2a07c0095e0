import { sql } from 'kysely'
import { words } from '../platform/language.ts'
import type { RoomWork } from '../platform/work.ts'
import { confirmRule, editInstrument } from './commands.ts'

export const legalWork: RoomWork = {
  kinds: [
    {
      kind: 'legal.check',
      label: words('Đối chiếu văn bản với bản gốc', 'Hold an instrument against its original'),
      counted: words('văn bản', 'instruments'),
      record: 'legal_instrument',
      states: [],
      by: editInstrument,
      whose: 'office',
      address: '/legal/instruments/{id}/edit',
      rows: ({ today }) => ({
        from: sql`legal_instrument i WHERE i.to_check`,
        id: sql`i.id`,
        since: sql`coalesce(i.valid_from, i.issued_on, ${today}::date)`,
        subject: sql`i.number || ': ' || i.title`,
        subjectEn: sql`i.number || ': ' || i.title_en`,
        group: {
          key: sql`'instruments'`,
          label: sql`'Danh mục văn bản'`,
          labelEn: sql`'List of instruments'`,
        },
      }),
    },
    {
      kind: 'legal.confirm',
      label: words('Đối chiếu quy tắc với văn bản', 'Hold a rule against its instrument'),
      counted: words('quy tắc', 'rules'),
      record: 'legal_rule',
      states: ['to_check'],
      by: confirmRule,
      whose: 'office',
      address: '/legal',
      rows: () => ({
        from: sql`legal_rule r LEFT JOIN legal_instrument i ON i.id = r.instrument_id WHERE r.to_check`,
        id: sql`r.id`,
        since: sql`r.valid_from`,
        subject: sql`r.name || ' (' || i.number || ', ' || r.article || ')'`,
        subjectEn: sql`r.name_en || ' (' || i.number || ', ' || r.article || ')'`,
        group: {
          key: sql`r.instrument_id::text`,
          label: sql`i.number || ': ' || i.title`,
          labelEn: sql`i.number || ': ' || i.title_en`,
        },
      }),
    },
  ],
  records: [
    {
      record: 'legal_rule',
      table: 'legal_rule',
      states: ['to_check', 'confirmed'],
      settled: { confirmed: words('Đã đối chiếu.', 'Held against its instrument.') },
    },
  ],
}
