import { sql } from 'kysely'
import { stagedImports } from '../../imports/index.ts'
import { words } from '../../platform/language.ts'
import type { WorkKind, WorkRecord } from '../../platform/work.ts'
import { answerFollowUp, nameSilent } from './commands.ts'
import { followUpStates } from './fields.ts'
import { applyAnswers } from './import.ts'

const rows = (where: ReturnType<typeof sql>) => ({
  from: sql`support_follow_up u LEFT JOIN support_turn t ON t.id = u.turn_id LEFT JOIN enterprise e ON e.id = u.enterprise_id
    WHERE u.state = 'asked' AND ${where}`,
  id: sql`u.id`,
  enterpriseId: sql`u.enterprise_id`,
  planId: sql`t.plan_id`,
  subject: sql`e.name`,
})

export const followUpWork: readonly WorkKind[] = [
  {
    kind: 'support.answer',
    label: words('Trả lời về kết quả lượt hỗ trợ', 'Answer about a turn'),
    record: 'support_follow_up',
    states: ['asked'],
    by: answerFollowUp,
    whose: 'enterprise',
    falls: false,
    address: '/support/follow-ups/{id}',
    rows: () => ({ ...rows(sql`true`), since: sql`u.asked_on`, due: sql`u.due_on` }),
  },
  {
    kind: 'support.askAgain',
    label: words(
      'Hỏi lại doanh nghiệp, hoặc ghi là không trả lời',
      'Ask an enterprise again, or name it as not answered',
    ),
    record: 'support_follow_up',
    states: ['asked'],
    by: nameSilent,
    whose: 'office',
    address: '/support/follow-ups/{id}',
    rows: ({ today }) => ({
      ...rows(sql`u.due_on < ${today}::date`),
      since: sql`u.due_on`,
      due: sql`u.due_on`,
    }),
  },
  stagedImports({
    kind: 'follow_up_answers',
    by: applyAnswers,
    label: words('Ghi bảng câu trả lời đã đọc', 'Write a checked table of answers'),
    address: '/support/follow-ups/imports/{id}',
  }),
]

export const followUpRecord: WorkRecord = {
  record: 'support_follow_up',
  table: 'support_follow_up',
  states: followUpStates.keys,
  settled: {
    answered: words('Đã trả lời.', 'Answered.'),
    silent: words('Không trả lời, được nêu tên.', 'Not answered, and named.'),
  },
}
