import { sql } from 'kysely'
import { words } from '../platform/language.ts'
import type { RoomWork } from '../platform/work.ts'
import { consent } from './commands.ts'
import { introductionStates } from './rules.ts'

export const introductionWork: RoomWork = {
  kinds: [
    {
      kind: 'introductions.consent',
      label: words('Trả lời nơi giới thiệu doanh nghiệp', 'Answer who introduced the enterprise'),
      counted: words('đề nghị', 'requests'),
      record: 'introduction',
      states: ['asked'],
      by: consent,
      whose: 'enterprise',
      address: '/introductions/{id}',
      rows: () => ({
        from: sql`introduction i JOIN agency g ON g.id = i.agency_id LEFT JOIN enterprise e ON e.id = i.enterprise_id
          WHERE i.state = 'asked' AND i.enterprise_id IS NOT NULL`,
        id: sql`i.id`,
        since: sql`i.introduced_on`,
        enterpriseId: sql`i.enterprise_id`,
        subject: sql`g.name`,
        subjectEn: sql`g.name_en`,
      }),
    },
  ],
  records: [
    {
      record: 'introduction',
      table: 'introduction',
      states: introductionStates.keys,
      settled: {
        consented: words(
          'Nơi giới thiệu theo dõi được các bước; doanh nghiệp rút đồng ý được bất cứ lúc nào.',
          'Who introduced it follows the steps; the enterprise may withdraw its consent at any time.',
        ),
        refused: words('Nơi giới thiệu không theo dõi.', 'It is not followed.'),
        withdrawn: words('Nơi giới thiệu không theo dõi nữa.', 'It is followed no more.'),
      },
    },
  ],
}
