import { type RawBuilder, sql } from 'kysely'
import { stagedImports } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import type { RoomWork, WorkKind, WorkRows } from '../platform/work.ts'
import { answeredApart, answerFinding, closeFinding } from './commands.ts'
import { findingStates } from './fields.ts'
import { applyFindings } from './import.ts'

const common = { record: 'finding', address: '/findings/{id}' } as const

const rowsOf = (where: RawBuilder<unknown>, since: RawBuilder<unknown>): WorkRows => ({
  from: sql`finding f LEFT JOIN budget_line l ON l.id = f.line_id WHERE ${where}`,
  id: sql`f.id`,
  since,
  agencyId: sql`f.agency_id`,
  planId: sql`l.plan_id`,
  subject: sql`f.document_number || ', ' || l.code || ': ' || left(f.content, 120)`,
})

const kinds: readonly WorkKind[] = [
  {
    ...common,
    kind: 'findings.answer',
    label: words('Trả lời kiến nghị kiểm toán, thanh tra', 'Answer a finding'),
    states: ['open', 'returned'],
    by: answerFinding,
    whose: 'agency',
    rows: () => ({ ...rowsOf(sql`f.state IN ('open', 'returned')`, sql`f.entered_on`), due: sql`f.due_on` }),
  },
  {
    ...common,
    kind: 'findings.close',
    label: words('Kết luận về kiến nghị đã trả lời', 'Conclude on an answered finding'),
    states: ['answered'],
    by: closeFinding,
    whose: 'office',
    apart: { control: answeredApart.control, commands: answeredApart.commands },
    rows: () => rowsOf(sql`f.state = 'answered'`, sql`f.answered_on`),
  },
  stagedImports({
    kind: 'finding',
    by: applyFindings,
    label: words('Ghi bảng kiến nghị đã kiểm tra', 'Write a checked table of findings'),
    address: '/findings/imports/{id}',
  }),
]

export const findingWork: RoomWork = {
  kinds,
  records: [
    {
      record: 'finding',
      table: 'finding',
      states: findingStates.keys,
      settled: { closed: words('Đã có văn bản kết thúc.', 'Its closing paper is there.') },
    },
  ],
}
