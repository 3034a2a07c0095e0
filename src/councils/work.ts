import { sql } from 'kysely'
import { words } from '../platform/language.ts'
import type { RoomWork, WorkKind } from '../platform/work.ts'
import { concludeAppraisal } from './conclude.ts'
import { appointCouncil, endCouncil } from './council-commands.ts'
import { councilStates } from './council-fields.ts'
import { appraisedKinds } from './kinds.ts'
import { giveOpinion } from './opinions.ts'
import { appraisalStates } from './rules.ts'
import { giveSheet } from './sheets.ts'
import { putBefore } from './sittings.ts'

/** Not kept out, and with no sheet yet. */
const owesSheet = sql`s.found IS NULL AND coalesce(s.declared, 'none') = 'none'
  AND NOT EXISTS (SELECT FROM appraisal_opinion o WHERE o.seat_id = s.id)`
const before = {
  id: sql`y.id`,
  since: sql`y.begun_on`,
  subject: sql`y.title`,
  subjectEn: sql`y.title_en`,
}
const ofCouncil = { id: sql`c.id`, subject: sql`c.name` }

const kinds: readonly WorkKind[] = [
  {
    kind: 'councils.appoint',
    label: words(
      'Thêm thành viên, ghi quyết định thành lập hội đồng',
      'Add members and record the decision on a council',
    ),
    record: 'council',
    states: ['forming'],
    by: appointCouncil,
    whose: 'office',
    address: '/councils/{id}',
    rows: () => ({ ...ofCouncil, from: sql`council c WHERE c.state = 'forming'`, since: sql`c.begun_on` }),
  },
  {
    kind: 'councils.putBefore',
    label: words('Đưa hồ sơ ra hội đồng', 'Put a record before a council'),
    record: 'appraisal',
    states: [],
    by: putBefore,
    whose: 'office',
    charged: false,
    address: '/councils',
    rows: () => {
      const waiting = [...appraisedKinds.values()].map((kind) => kind.waiting)
      return {
        from: sql`(${sql.join(waiting, sql` UNION ALL `)}) w WHERE true`,
        id: sql`w.id`,
        since: sql`w.since`,
        planId: sql`w.plan_id`,
        enterpriseId: sql`w.enterprise_id`,
        subject: sql`w.title`,
        subjectEn: sql`w.title_en`,
      }
    },
  },
  {
    kind: 'councils.sheet',
    label: words(
      'Khai xung đột lợi ích, nộp phiếu đánh giá',
      'Declare conflicts of interest and hand in a sheet',
    ),
    record: 'appraisal',
    states: ['open'],
    by: giveSheet,
    whose: 'person',
    charged: false,
    address: '/appraisals/{id}',
    rows: () => ({
      ...before,
      from: sql`appraisal y JOIN appraisal_seat s ON s.appraisal_id = y.id JOIN council_member m ON m.id = s.member_id
        WHERE y.state = 'open' AND m.account_id IS NOT NULL AND ${owesSheet}`,
      personId: sql`m.account_id`,
    }),
  },
  {
    kind: 'councils.conclude',
    label: words('Ghi kết luận của hội đồng', 'Record the conclusion of a council'),
    record: 'appraisal',
    states: ['open'],
    by: concludeAppraisal,
    whose: 'office',
    charged: false,
    address: '/appraisals/{id}',
    rows: () => ({
      ...before,
      // it waits once nobody who signs in owes a sheet; what comes on paper is the office's to enter
      from: sql`appraisal y WHERE y.state = 'open' AND y.way = 'council'
        AND NOT EXISTS (SELECT FROM appraisal_seat s JOIN council_member m ON m.id = s.member_id
          WHERE s.appraisal_id = y.id AND m.account_id IS NOT NULL AND ${owesSheet})`,
    }),
  },
  {
    kind: 'councils.end',
    label: words('Kết thúc hội đồng đã kết luận mọi hồ sơ', 'End a council that concluded all before it'),
    record: 'council',
    states: ['sitting'],
    by: endCouncil,
    whose: 'office',
    address: '/councils/{id}',
    rows: () => ({
      ...ofCouncil,
      from: sql`council c JOIN LATERAL (SELECT max(a.concluded_on) AS on_day, bool_or(a.state = 'open') AS open
          FROM appraisal a WHERE a.council_id = c.id AND a.state <> 'set_aside') l ON l.on_day IS NOT NULL AND NOT l.open
        WHERE c.state = 'sitting'`,
      since: sql`l.on_day`,
    }),
  },
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
      record: 'council',
      table: 'council',
      states: councilStates.keys,
      settled: { ended: words('Hội đồng đã kết thúc.', 'The council has ended.') },
    },
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
