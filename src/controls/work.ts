import { sql } from 'kysely'
import { words } from '../platform/language.ts'
import { localDay } from '../platform/local-day.ts'
import type { RoomWork } from '../platform/work.ts'
import { sayPerson } from './commands.ts'

export const controlWork: RoomWork = {
  kinds: [
    {
      kind: 'controls.doubles',
      label: words('Xác định hai tài khoản có là một người', 'Say whether two accounts are one person'),
      record: 'account_person',
      states: [],
      by: sayPerson,
      whose: 'office',
      address: '/controls#persons',
      // As `likelyDoubles`: the same name in the same agency, not yet said to be one person.
      rows: () => ({
        from: sql`(SELECT min(a.name) AS name, max(a.created_at) AS made, abs(hashtext(fold(a.name) || '/' || coalesce(a.agency_id, 0))) AS id
            FROM account a LEFT JOIN account_person p ON p.account_id = a.id
           WHERE NOT a.disabled AND a.enterprise_id IS NULL GROUP BY fold(a.name), a.agency_id
          HAVING count(DISTINCT coalesce(p.person_id, a.id)) > 1) d`,
        id: sql`d.id`,
        since: localDay('d.made'),
        subject: sql`d.name`,
      }),
    },
  ],
  records: [],
}
