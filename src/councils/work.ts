import { sql } from 'kysely'
import { words } from '../platform/language.ts'
import type { RoomWork, WorkKind } from '../platform/work.ts'
import { giveOpinion } from './opinions.ts'
import { appraisalStates } from './rules.ts'

const kinds: readonly WorkKind[] = [
  {
    kind: 'councils.opinion',
    label: words('Cho ý kiến thẩm định độc lập', 'Give an opinion apart'),
    record: 'appraisal',
    states: ['open'],
    by: giveOpinion,
    whose: 'office',
    // neither is relaxed: two opinions are of two persons
    apart: { control: 'decision' },
    address: '/appraisals/{id}',
    rows: () => ({
      from: sql`appraisal y LEFT JOIN appraisal_seat s ON s.appraisal_id = y.id AND s.place = 1
        WHERE y.state = 'open' AND y.way = 'pair'`,
      id: sql`y.id`,
      since: sql`y.begun_on`,
      // who gave the first one does not give the second
      apartFrom: sql`s.account_id`,
      subject: sql`y.title`,
      subjectEn: sql`y.title_en`,
    }),
  },
]

export const councilWork: RoomWork = {
  kinds,
  records: [
    {
      record: 'appraisal',
      table: 'appraisal',
      states: appraisalStates.keys,
      settled: {
        concluded: words('Đã kết luận.', 'Concluded.'),
        set_aside: words('Không còn dùng, có lý do.', 'Set aside, with the reason.'),
      },
    },
  ],
}
