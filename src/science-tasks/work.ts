import { sql } from 'kysely'
import { stagedImports } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import type { RoomWork } from '../platform/work.ts'
import { useTaskKind } from './kind-commands.ts'
import { applySteps } from './kind-import.ts'
import { kindStates } from './lists.ts'

export const scienceTaskWork: RoomWork = {
  kinds: [
    {
      kind: 'taskKinds.finish',
      record: 'task-kind',
      label: words('Hoàn thiện loại nhiệm vụ', 'Finish a kind of task'),
      states: ['draft'],
      by: useTaskKind,
      whose: 'office',
      address: '/task-kinds/{id}',
      rows: () => ({
        from: sql`task_kind k WHERE k.state = 'draft'`,
        id: sql`k.id`,
        since: sql`k.begun_on`,
        subject: sql`k.name`,
        subjectEn: sql`k.name_en`,
      }),
    },
    stagedImports({
      kind: 'task_steps',
      by: applySteps,
      label: words('Ghi bảng các bước đã kiểm tra', 'Write a checked table of steps'),
      address: '/task-kinds/imports/{id}',
    }),
  ],
  records: [
    {
      record: 'task-kind',
      table: 'task_kind',
      states: kindStates.keys,
      settled: { in_force: words('Đã áp dụng, không sửa nữa.', 'In force, edited no more.') },
    },
  ],
}
