import { sql } from 'kysely'
import { z } from 'zod'
import { id, optionalLongText, optionalText, several, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { ofMatter, roleHolds } from '../platform/matters.ts'
import { command, type Rule } from '../platform/operation.ts'
import { conflict } from '../platform/problem.ts'
import type { StepPart } from './lists.ts'
import { enterStep, papersFault } from './steps.ts'
import { noTask, TaskChanged } from './task-commands.ts'
import { nextSteps, repeatedSteps } from './waiting-steps.ts'

/* What the host and the leader of a task file themselves, by the invitation that they have to it. */

/** The steps at which the host acts: he files, the office or a council judges at the step after it. */
export const hostParts: readonly StepPart[] = [
  'dossier',
  'completion',
  'report',
  'evaluation',
  'registration',
]

/** Whether the host may file at a step. */
export const isHostStep = ({ part }: { readonly part: string }) => hostParts.some((one) => one === part)

const input = {
  id: id(),
  version: whole(1),
  stepId: id(),
  documentNumber: optionalText(100),
  note: optionalLongText(4000),
  fileId: id(),
  papers: several(id()),
}

const papersThere: Rule<{ readonly stepId: number; readonly papers: number[] }> = {
  of: ['stepId', 'papers'],
  judge: (filed, { db }) => papersFault(db, { ...filed, passed: true }),
}

/** Files the dossier, a report or the papers for acceptance of a task: the step is entered on the day of filing. */
export const fileStep = command({
  name: 'scienceTasks.fileStep',
  summary: words('Nộp hồ sơ, báo cáo của nhiệm vụ', 'File a dossier or report of a task'),
  route: 'POST /science-tasks/{id}/filings',
  input: z.object(input),
  output: TaskChanged,
  may: ['task_host', 'task_leader'],
  rules: [papersThere],
  subject: ({ id }) => `science-task:${id}`,
  async run(context, filed) {
    const { db, actor, today } = context
    const task = await db
      .selectFrom('scienceTask as t')
      .innerJoin('taskKindStep as s', (join) =>
        join.onRef('s.kindId', '=', 't.kindId').on('s.id', '=', filed.stepId),
      )
      .select(['t.hostName', 's.part', 's.acts'])
      .where('t.id', '=', filed.id)
      .where(ofMatter(actor, 'science-task', 't.id'))
      .executeTakeFirst()
    if (task === undefined) throw noTask()
    if (!isHostStep(task))
      throw conflict(
        'scienceTasks.notHosts',
        words('Bước này do cơ quan quản lý ghi.', 'This step is entered by the office.'),
      )
    return enterStep(context, {
      ...filed,
      ...{ happenedOn: today, actedBy: task.hostName ?? task.acts, passed: true },
      ...{ approvedMoney: undefined, endsOn: undefined, grade: undefined },
    })
  },
})

/** The tasks at which a host has to file, as work of the accounts that were invited to them: `r` with the account of `x`, in SQL. */
export const toFile = (today: string) => sql`(
  SELECT t.id, t.plan_id, t.title, n.name, n.name_en, t.moved_on AS since, t.next_due AS due
    FROM ${nextSteps(today)} AND n.part = ANY (${[...hostParts]}::text[])
  UNION ALL
  SELECT r.id, r.plan_id, r.title, r.name, r.name_en, r.due - 30, r.due
    FROM ${repeatedSteps(today)} AND r.part = ANY (${[...hostParts]}::text[])) r
  JOIN account_role x ON x.record = 'science-task' AND x.record_id = r.id AND x.role IN ('task_host', 'task_leader')
    AND ${roleHolds('x', today)}`
