import { sql } from 'kysely'
import { stagedImports } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import type { RoomWork } from '../platform/work.ts'
import { fileStep, toFile } from './host-steps.ts'
import { useTaskKind } from './kind-commands.ts'
import { applySteps } from './kind-import.ts'
import { kindStates, taskStates } from './lists.ts'
import { takeStep } from './steps.ts'
import { applyTasks } from './task-import.ts'

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
        // the papers for acceptance are due after the end of the contract: until then nothing but what repeats waits
        from: sql`science_task t JOIN task_kind_step n ON n.id = t.next_step_id
          WHERE t.state IN ('preparing', 'approved', 'running', 'accepted')
            AND (t.state <> 'running' OR t.ends_on IS NULL OR t.ends_on <= ${today}::date + 30)`,
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
        from: sql`(SELECT t.id, t.plan_id, t.title, s.name, s.name_en, t.ends_on,
            (t.contract_on + make_interval(months => s.every_months * (1 + (SELECT count(*)::int FROM science_task_step e
              WHERE e.task_id = t.id AND e.step_id = s.id AND e.struck_on IS NULL))))::date AS due
            FROM science_task t JOIN task_kind_step s ON s.kind_id = t.kind_id AND s.repeats AND s.every_months IS NOT NULL
           WHERE t.state = 'running') r WHERE r.due <= r.ends_on AND r.due <= ${today}::date + 30`,
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
