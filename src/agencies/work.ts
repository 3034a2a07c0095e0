import { sql } from 'kysely'
import { stagedImports } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import type { RoomWork } from '../platform/work.ts'
import { renameAgency } from './commands.ts'
import { applyAgencies } from './import.ts'

export const agencyWork: RoomWork = {
  kinds: [
    {
      kind: 'agencies.check',
      label: words('Đối chiếu cơ quan với văn bản', 'Hold an agency against its instrument'),
      counted: words('cơ quan', 'agencies'),
      record: 'agency',
      states: [],
      by: renameAgency,
      whose: 'office',
      address: '/agencies/{id}/edit',
      // An administrator corrects the list of agencies.
      rows: ({ actor, today }) => ({
        from: sql`agency a WHERE a.to_check AND ${actor.grants.has('admin')}::boolean`,
        id: sql`a.id`,
        since: sql`coalesce(a.valid_from, ${today}::date)`,
        subject: sql`a.name`,
        subjectEn: sql`a.name_en`,
        group: {
          key: sql`'agencies'`,
          label: sql`'Danh mục cơ quan'`,
          labelEn: sql`'List of agencies'`,
        },
      }),
    },
    stagedImports({
      kind: 'agencies',
      by: applyAgencies,
      label: words('Ghi danh sách cơ quan đã kiểm tra', 'Write a checked list of agencies'),
      address: '/agencies/imports/{id}',
    }),
  ],
  records: [],
}
