import { type RawBuilder, sql } from 'kysely'
import { stagedImports } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import type { RoomWork, WorkKind, WorkRows } from '../platform/work.ts'
import { finishProject, startProject } from './commands.ts'
import { assignEvaluator, evaluatedApart, evaluateProject } from './evaluation.ts'
import { projectStates } from './fields.ts'
import { applyValues } from './import.ts'

const common = {
  record: 'improvement',
  address: '/improvements/{id}',
  counted: words('dự án', 'projects'),
} as const

const rowsOf = (where: RawBuilder<unknown>, since: RawBuilder<unknown>): WorkRows => ({
  from: sql`improvement_project i LEFT JOIN enterprise e ON e.id = i.enterprise_id WHERE ${where}`,
  id: sql`i.id`,
  since,
  enterpriseId: sql`i.enterprise_id`,
  planId: sql`i.plan_id`,
  subject: sql`e.name || ': ' || left(i.title, 120)`,
})

const kinds: readonly WorkKind[] = [
  {
    ...common,
    kind: 'improvements.start',
    label: words('Chọn chỉ số, đo và bắt đầu dự án cải tiến', 'Choose measures, measure and start a project'),
    states: ['planned'],
    by: startProject,
    whose: 'enterprise',
    rows: () => ({ ...rowsOf(sql`i.state = 'planned'`, sql`i.entered_on`), due: sql`i.starts_on` }),
  },
  {
    ...common,
    kind: 'improvements.finish',
    label: words('Đo lại và kết thúc dự án cải tiến', 'Measure again and finish a project'),
    states: ['running'],
    by: finishProject,
    whose: 'enterprise',
    rows: () => ({ ...rowsOf(sql`i.state = 'running'`, sql`i.started_on`), due: sql`i.ends_on` }),
  },
  {
    ...common,
    kind: 'improvements.assign',
    label: words('Chọn người đánh giá dự án cải tiến', 'Pick who evaluates a project'),
    states: ['finished'],
    by: assignEvaluator,
    whose: 'office',
    rows: () =>
      rowsOf(sql`i.state = 'finished' AND i.person_id IS NULL AND i.provider_id IS NULL`, sql`i.finished_on`),
  },
  {
    ...common,
    kind: 'improvements.evaluate',
    label: words('Ghi kết quả đánh giá dự án cải tiến', 'Enter the evaluation of a project'),
    states: ['finished'],
    by: evaluateProject,
    whose: 'office',
    apart: evaluatedApart,
    rows: () =>
      rowsOf(
        sql`i.state = 'finished' AND (i.person_id IS NOT NULL OR i.provider_id IS NOT NULL)`,
        sql`i.finished_on`,
      ),
  },
  stagedImports({
    kind: 'improvement_values',
    by: applyValues,
    label: words('Ghi bảng giá trị đo đã kiểm tra', 'Write a checked table of values'),
    address: '/improvements/imports/{id}',
  }),
]

export const improvementWork: RoomWork = {
  kinds,
  records: [
    {
      record: 'improvement',
      table: 'improvement_project',
      states: projectStates.keys,
      settled: {
        evaluated: words('Đã có kết luận đánh giá.', 'Its verdict is there.'),
        stopped: words('Đã dừng, có lý do.', 'Stopped, with the reason.'),
      },
    },
  ],
}
