import { sql } from 'kysely'
import { stagedImports } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import type { RoomWork, WorkKind } from '../platform/work.ts'
import { addNeed, takeUpNeed } from './commands.ts'
import { applyNeeds } from './import.ts'
import { settleNeed } from './settle.ts'
import { surveyStateIn } from './surveys.ts'

/** Who is asked by a survey that is open today and has not answered. @param side whose row it is */
const asked = (side: 'enterprise' | 'agency', today: string) => ({
  from: sql`need_asked a JOIN need_survey s ON s.id = a.survey_id
    WHERE a.state = 'asked' AND ${side === 'enterprise' ? sql`a.enterprise_id` : sql`a.agency_id`} IS NOT NULL
      AND ${surveyStateIn('s', today)} = 'open'`,
  id: sql`s.id`,
  since: sql`greatest(a.asked_on, s.opens_on)`,
  due: sql`s.closes_on`,
  planId: sql`s.plan_id`,
  subject: sql`s.title`,
  ...(side === 'enterprise' ? { enterpriseId: sql`a.enterprise_id` } : { agencyId: sql`a.agency_id` }),
})

const about = {
  from: (
    state: string,
  ) => sql`need n LEFT JOIN enterprise e ON e.id = n.enterprise_id LEFT JOIN agency g ON g.id = n.agency_id
    LEFT JOIN support_content c ON c.id = n.content_id WHERE n.state = ${sql.lit(state)}`,
  id: sql`n.id`,
  since: sql`n.entered_on`,
  planId: sql`n.plan_id`,
  subject: sql`concat_ws(': ', coalesce(e.name, g.name), left(n.text, 160))`,
  subjectEn: sql`concat_ws(': ', coalesce(e.name, g.name_en), left(n.text, 160))`,
}

const kinds: readonly WorkKind[] = [
  {
    kind: 'needs.answer',
    label: words('Trả lời khảo sát nhu cầu', 'Answer a survey of needs'),
    record: 'need_asked',
    states: ['asked'],
    by: addNeed,
    whose: 'enterprise',
    // Whoever has no account is asked by a personal link, and is nobody's list.
    falls: false,
    charged: false,
    address: '/needs/surveys/{id}',
    rows: ({ today }) => asked('enterprise', today),
  },
  {
    kind: 'needs.answerForMembers',
    label: words('Gửi nhu cầu của hội viên, của ngành', 'Give the needs of members or of the sector'),
    record: 'need_asked',
    states: ['asked'],
    by: addNeed,
    whose: 'agency',
    falls: false,
    charged: false,
    address: '/needs/surveys/{id}',
    rows: ({ today }) => asked('agency', today),
  },
  {
    kind: 'needs.takeUp',
    label: words('Tiếp nhận nhu cầu', 'Take up a need'),
    counted: words('nhu cầu', 'needs'),
    record: 'need',
    states: ['new'],
    by: takeUpNeed,
    whose: 'office',
    address: '/needs/{id}',
    rows: () => ({
      ...about,
      from: about.from('new'),
      group: {
        key: sql`coalesce(n.content_id::text, n.kind)`,
        label: sql`coalesce(c.name, n.kind)`,
        labelEn: sql`coalesce(c.name_en, n.kind)`,
      },
    }),
  },
  {
    kind: 'needs.settle',
    label: words('Ghi kết quả của nhu cầu', 'Say what became of a need'),
    record: 'need',
    states: ['taken'],
    by: settleNeed,
    whose: 'office',
    address: '/needs/{id}',
    rows: () => ({ ...about, from: about.from('taken') }),
  },
  stagedImports({
    kind: 'needs',
    by: applyNeeds,
    label: words('Ghi bảng nhu cầu đã kiểm tra', 'Write a checked table of needs'),
    address: '/needs/imports/{id}',
  }),
]

export const needWork: RoomWork = {
  kinds,
  records: [
    {
      record: 'need',
      table: 'need',
      states: ['new', 'taken', 'supported', 'course', 'declined', 'unanswered', 'withdrawn'],
      settled: {
        supported: words('Đi tiếp trong hồ sơ đề nghị hỗ trợ.', 'Goes on as an application.'),
        course: words('Đã được đáp ứng bằng khóa đào tạo.', 'Was met by a course.'),
        declined: words('Đã trả lời, có lý do.', 'Answered with the reason.'),
        unanswered: words('Không liên hệ được.', 'There was no answer.'),
        withdrawn: words('Đã rút.', 'Withdrawn.'),
      },
    },
    {
      record: 'need_asked',
      table: 'need_asked',
      states: ['asked', 'answered', 'none'],
      settled: {
        answered: words('Đã trả lời.', 'Answered.'),
        none: words('Không có nhu cầu.', 'There is no need.'),
      },
    },
  ],
}
