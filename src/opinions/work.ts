import { sql } from 'kysely'
import { words } from '../platform/language.ts'
import type { RoomWork, WorkKind } from '../platform/work.ts'
import { answerRequest, settleOpinion } from './commands.ts'
import { requestStates } from './rules.ts'

const common = { record: 'opinion_request', address: '/opinions/{id}' } as const

const kinds: readonly WorkKind[] = [
  {
    ...common,
    kind: 'opinions.answer',
    label: words('Cho ý kiến về dự thảo', 'Give an opinion on a draft'),
    whose: 'agency',
    states: ['asked'],
    by: answerRequest,
    rows: () => ({
      from: sql`opinion_request r JOIN opinion_round o ON o.id = r.round_id WHERE r.state = 'asked'`,
      id: sql`r.id`,
      since: sql`o.asked_on`,
      due: sql`o.due_on`,
      agencyId: sql`r.agency_id`,
      subject: sql`o.title`,
    }),
  },
  {
    ...common,
    kind: 'opinions.settle',
    label: words('Ghi tiếp thu, giải trình ý kiến', 'Say what becomes of an opinion'),
    whose: 'office',
    states: ['answered'],
    by: settleOpinion,
    rows: () => ({
      from: sql`opinion_request r JOIN opinion_round o ON o.id = r.round_id
        WHERE r.state = 'answered' AND o.closed_on IS NULL
          AND EXISTS (SELECT FROM opinion n WHERE n.request_id = r.id AND n.outcome IS NULL)`,
      id: sql`r.id`,
      since: sql`r.answered_on`,
      subject: sql`o.title`,
    }),
  },
]

export const opinionWork: RoomWork = {
  kinds,
  records: [
    {
      record: 'opinion_request',
      table: 'opinion_request',
      states: requestStates.keys,
      settled: {
        missing: words('Kết thúc mà không có ý kiến.', 'Closed without an opinion.'),
      },
    },
  ],
}
