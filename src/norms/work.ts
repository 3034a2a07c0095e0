import { sql } from 'kysely'
import { stagedImports } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import type { RoomWork } from '../platform/work.ts'
import { confirmNorm } from './commands.ts'
import { applyNorms } from './import.ts'

export const normWork: RoomWork = {
  kinds: [
    {
      kind: 'norms.confirm',
      label: words('Đối chiếu định mức với văn bản', 'Hold a spending norm against its instrument'),
      counted: words('định mức', 'norms'),
      record: 'norm',
      states: [],
      by: confirmNorm,
      whose: 'office',
      address: '/norms/{id}',
      rows: () => ({
        from: sql`norm n JOIN legal_instrument i ON i.id = n.instrument_id WHERE n.to_check`,
        id: sql`n.id`,
        since: sql`n.valid_from`,
        subject: sql`n.name || ' (' || i.number || ', ' || n.article || ')'`,
        subjectEn: sql`n.name_en || ' (' || i.number || ', ' || n.article || ')'`,
      }),
    },
    stagedImports({
      kind: 'norms',
      by: applyNorms,
      label: words('Ghi bảng định mức đã kiểm tra', 'Write a checked table of spending norms'),
      address: '/norms/imports/{id}',
    }),
  ],
  records: [],
}
