import { sql } from 'kysely'
import { stagedImports } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import type { RoomWork } from '../platform/work.ts'
import { applyContents } from './content-import.ts'
import { fileStep, toFile } from './host-steps.ts'
import { useTaskKind } from './kind-commands.ts'
import { applySteps } from './kind-import.ts'
import { kindStates, taskStates } from './lists.ts'
import { takeStep } from './steps.ts'
import { applyTasks } from './task-import.ts'
import { nextSteps, repeatedSteps } from './waiting-steps.ts'

export const scienceTaskWork: RoomWork = {
  kinds: [
    {
      kind: 'scienceTasks.step',
      record: 'science-task',
      label: words('Ghi bước tiếp theo của nhiệm vụ', 'Enter the next step of a task'),
      states: ['preparing', 'approved', 'running', 'accepted'],
      by: takeStep,
      whose: 'office',
      address: '/science-tasks/{id}',
      rows: ({ today }) => ({
        from: nextSteps(today),
        id: sql`t.id`,
        since: sql`t.moved_on`,
        due: sql`t.next_due`,
        planId: sql`t.plan_id`,
        subject: sql`t.title || ': ' || n.name`,
        subjectEn: sql`t.title || ': ' || n.name_en`,
      }),
    },
    {
      kind: 'scienceTasks.report',
      record: 'science-task',
      label: words('Báo cáo, kiểm tra định kỳ của nhiệm vụ', 'Regular report or check of a task'),
      states: ['running'],
      by: takeStep,
      whose: 'office',
      charged: false,
      address: '/science-tasks/{id}',
      rows: ({ today }) => ({
        from: repeatedSteps(today),
        id: sql`r.id`,
        since: sql`r.due - 30`,
        due: sql`r.due`,
        planId: sql`r.plan_id`,
        subject: sql`r.title || ': ' || r.name`,
        subjectEn: sql`r.title || ': ' || r.name_en`,
      }),
    },
    {
      kind: 'scienceTasks.fileStep',
      record: 'science-task',
      label: words('Nộp hồ sơ, báo cáo của nhiệm vụ', 'File a dossier or report of a task'),
      states: ['preparing', 'approved', 'running', 'accepted'],
      by: fileStep,
      whose: 'person',
      charged: false,
      address: '/science-tasks/{id}',
      rows: ({ today }) => ({
        from: toFile(today),
        id: sql`r.id`,
        since: sql`r.since`,
        due: sql`r.due`,
        personId: sql`x.account_id`,
        subject: sql`r.title || ': ' || r.name`,
        subjectEn: sql`r.title || ': ' || r.name_en`,
      }),
    },
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
      kind: 'science_tasks',
      by: applyTasks,
      label: words('Ghi bảng nhiệm vụ đã kiểm tra', 'Write a checked table of tasks'),
      address: '/science-tasks/imports/{id}',
    }),
    stagedImports({
      kind: 'task_contents',
      by: applyContents,
      label: words('Ghi bảng nội dung nhiệm vụ đã kiểm tra', 'Write a checked table of contents of a task'),
      address: '/science-tasks/contents/imports/{id}',
    }),
    stagedImports({
      kind: 'task_steps',
      by: applySteps,
      label: words('Ghi bảng các bước đã kiểm tra', 'Write a checked table of steps'),
      address: '/task-kinds/imports/{id}',
    }),
  ],
  records: [
    {
      record: 'science-task',
      table: 'science_task',
      states: taskStates.keys,
      settled: {
        ended: words('Nhiệm vụ đã kết thúc.', 'The task has ended.'),
        dropped: words('Không được chọn, có lý do.', 'Not chosen, with the reason.'),
      },
    },
    {
      record: 'task-kind',
      table: 'task_kind',
      states: kindStates.keys,
      settled: { in_force: words('Đã áp dụng, không sửa nữa.', 'In force, edited no more.') },
    },
  ],
}
