import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { appraisalStates, appraisedKind, beforeOwnCouncil, type Handed } from '../councils/index.ts'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { conflict, invalidField } from '../platform/problem.ts'
import { openSteps } from './flow.ts'
import { type StepRow, stepsOfKinds } from './kind-queries.ts'
import { type StepPart, stepParts, type TaskWay, taskGrades } from './lists.ts'

/*
 * The council steps of a task go through the councils of the program, as applications do: members by decision, conflicts of interest, sheets,
 * votes by content, minutes. What a council concludes is the result of the step.
 */

/** The parts of the way at which councils sit; each is an appraisal of its own. */
export const councilParts = ['sifting', 'definition', 'review', 'cost', 'acceptance'] as const
export type CouncilPart = (typeof councilParts)[number]
export const isCouncilPart = (part: StepPart): part is CouncilPart =>
  (councilParts as readonly StepPart[]).includes(part)

/** As the appraisals of that part file the task. */
export const recordOf = (part: CouncilPart) => `task-${part}`

/** Parts at which the task is judged as a whole, not content by content. */
const asWhole: readonly CouncilPart[] = ['sifting', 'definition', 'acceptance']

/** The enterprises of the register that a task concerns: its host, its partners, those that are supported under it. */
async function concerned(db: Db, taskId: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    SELECT e.id FROM enterprise e WHERE e.tax_code IN (
      SELECT t.host_tax_code FROM science_task t WHERE t.id = ${taskId} AND t.host_tax_code IS NOT NULL
      UNION SELECT p.tax_code FROM science_task_partner p WHERE p.task_id = ${taskId} AND p.tax_code IS NOT NULL)
    UNION SELECT u.enterprise_id FROM support_turn u JOIN science_task_content c ON c.id = u.task_content_id WHERE c.task_id = ${taskId}
    ORDER BY 1`.execute(db)
  return rows.map(({ id }) => id)
}

/** The contents of a task as a council votes on them, with what the State gives to each. */
async function votedContents(db: Db, taskId: number) {
  const { rows } = await sql<{ title: string; requested: bigint }>`
    SELECT c.title, coalesce((SELECT sum(m.amount) FROM science_task_money m JOIN funding_source s ON s.id = m.source_id
             WHERE m.content_id = c.id AND s.kind = 'budget'), 0)::bigint AS requested
      FROM science_task_content c WHERE c.task_id = ${taskId} ORDER BY c.id`.execute(db)
  return rows.map(({ title, requested }) => ({ title, titleEn: title, requested }))
}

async function handed(db: Db, part: CouncilPart, taskId: number): Promise<Handed | null> {
  const task = await db.selectFrom('scienceTask').selectAll().where('id', '=', taskId).executeTakeFirst()
  if (task === undefined) return null
  const steps = await stepsOfKinds(db, [task.kindId])
  const sits = (step: StepRow) => step.part === part && step.appraisalRuleId !== null
  const open = openSteps(steps, { ...task, way: task.way as TaskWay }).find(sits)
  const step = open ?? steps.find(sits)
  if (step === undefined) return null
  const contents = asWhole.includes(part) ? [] : await votedContents(db, taskId)
  return {
    ...{ title: task.title, titleEn: task.title },
    // the estimate is appraised at a step of its own, by content and norm
    requested: 0n,
    contents: contents.length === 0 ? [{ title: task.title, titleEn: task.title, requested: 0n }] : contents,
    enterpriseIds: await concerned(db, taskId),
    ...{ way: 'council', ruleId: step.appraisalRuleId, sheetId: step.scoreSheetId },
    ready: open !== undefined,
  }
}

for (const part of councilParts)
  appraisedKind({
    record: recordOf(part),
    label: stepParts.names[part],
    address: '/science-tasks/{id}',
    handed: (db, id) => handed(db, part, id),
    files: (ids: RawBuilder<unknown>) =>
      sql`SELECT file_id FROM science_task_step WHERE task_id IN (${ids}) AND file_id IS NOT NULL`,
    waiting: sql`SELECT t.id, t.moved_on AS since, t.title, t.title AS title_en, NULL::integer AS enterprise_id, t.plan_id,
        s.appraisal_rule_id AS rule_id
      FROM science_task t JOIN task_kind_step s ON s.id = t.next_step_id
     WHERE s.part = ${sql.lit(part)} AND s.appraisal_rule_id IS NOT NULL AND t.state NOT IN ('ended', 'dropped')
       AND NOT EXISTS (SELECT FROM appraisal y WHERE y.record = ${sql.lit(recordOf(part))} AND y.record_id = t.id
                        AND y.state <> 'set_aside')`,
  })

/** Whether a task in a column is before a council that the actor sits in; a condition in SQL. */
export const beforeTaskCouncil = (actor: Pick<Actor, 'userId' | 'held'>, column: string) =>
  sql<boolean>`(${sql.join(
    councilParts.map((part) => beforeOwnCouncil(actor as Actor, recordOf(part), column)),
    sql` OR `,
  )})`

/** What a council said of a task at one part of its way. */
export const HeardRow = z.object({
  part: stepParts.schema,
  appraisalId: z.int(),
  state: appraisalStates.schema,
  sessionOn: z.iso.date().nullable(),
  /** Null while it is open. */
  passes: z.boolean().nullable(),
  conclusion: z.string().nullable(),
  /** How each content was voted on; the task itself where it is judged as a whole. */
  contents: z.array(z.object({ title: z.string(), passes: z.boolean(), outcome: z.string().nullable() })),
})
export type HeardRow = z.infer<typeof HeardRow>

/** What councils said of a task, the first on top; what was set aside is left out. */
export async function heardOf(db: Db, taskId: number): Promise<HeardRow[]> {
  const records = councilParts.map(recordOf)
  const { rows } = await sql<Omit<HeardRow, 'part'> & { record: string }>`
    SELECT y.record, y.id AS appraisal_id, y.state, y.session_on, y.passes, y.conclusion,
           coalesce((SELECT jsonb_agg(jsonb_build_object('title', c.title, 'outcome', v.outcome,
               'passes', coalesce(v.passes, y.passes, false)) ORDER BY c.place)
              FROM appraisal_content c LEFT JOIN jsonb_to_recordset(coalesce(y.outcome -> 'contents', '[]'))
                AS v("contentId" integer, outcome text, passes boolean) ON v."contentId" = c.id
             WHERE c.appraisal_id = y.id), '[]') AS contents
      FROM appraisal y WHERE y.record = ANY (${records}::text[]) AND y.record_id = ${taskId} AND y.state <> 'set_aside'
     ORDER BY y.id`.execute(db)
  return rows.map(({ record, ...heard }) => ({
    ...heard,
    part: councilParts.find((part) => recordOf(part) === record) ?? 'other',
  }))
}

/** Whether a step is concluded by a council, and by nobody else where that is not left open. */
export const bySitting = (step: Pick<StepRow, 'part' | 'appraisalRuleId'>): boolean =>
  step.appraisalRuleId !== null && isCouncilPart(step.part)

interface Said {
  readonly passed: boolean
  readonly happenedOn: string
  readonly grade?: (typeof taskGrades.keys)[number] | undefined
}

/**
 * The result of a step as its council concluded; as it was said where no council sits.
 * @throws Problem 409 while the council has not concluded, 422 when something else was said than it concluded
 */
export async function concludedBy(
  db: Db,
  { taskId, graded }: { readonly taskId: number; readonly graded: boolean },
  step: StepRow,
  said: Said,
): Promise<{ readonly result: Said; readonly heard: HeardRow | null }> {
  if (!bySitting(step)) return { result: said, heard: null }
  const heard = (await heardOf(db, taskId)).find(({ part }) => part === step.part)
  if (heard === undefined) {
    if (step.withoutCouncil) return { result: said, heard: null }
    throw conflict(
      'scienceTasks.noCouncil',
      words(
        'Bước này do hội đồng kết luận: xin đưa nhiệm vụ ra hội đồng trước.',
        'A council concludes this step: please put the task before one first.',
      ),
    )
  }
  if (heard.state !== 'concluded' || heard.passes === null)
    throw conflict(
      'scienceTasks.councilSits',
      words('Hội đồng chưa kết luận về nhiệm vụ này.', 'The council has not concluded on this task yet.'),
    )
  if (heard.sessionOn !== null && said.happenedOn < heard.sessionOn)
    throw invalidField(
      'happenedOn',
      words(
        `Không được trước phiên họp của hội đồng, ngày ${formatDate(heard.sessionOn)}.`,
        `Not before the session of the council on ${formatDate(heard.sessionOn)}.`,
      ),
    )
  if (said.passed !== heard.passes)
    throw invalidField(
      'passed',
      heard.passes
        ? words('Hội đồng kết luận đạt.', 'The council concluded that it passes.')
        : words('Hội đồng kết luận không đạt.', 'The council concluded that it does not pass.'),
    )
  const voted = heard.contents[0]?.outcome ?? null
  const grade = taskGrades.keys.find((key) => key === voted)
  if (step.part !== 'acceptance' || !graded || grade === undefined) return { result: said, heard }
  if (said.grade !== undefined && said.grade !== grade)
    throw invalidField(
      'grade',
      words(
        `Hội đồng kết luận: ${taskGrades.names[grade].vi}.`,
        `The council concluded: ${taskGrades.names[grade].en}.`,
      ),
    )
  return { result: { ...said, grade }, heard }
}

/**
 * Writes how a council voted on each content of a task that it reviewed.
 * @throws Problem 409 where the contents are not those that it voted on
 */
export async function writeVotes(db: Db, taskId: number, heard: HeardRow): Promise<void> {
  const contents = await db
    .selectFrom('scienceTaskContent')
    .select(['id', 'title'])
    .where('taskId', '=', taskId)
    .orderBy('id')
    .execute()
  const same =
    contents.length === heard.contents.length &&
    contents.every(({ title }, at) => heard.contents[at]?.title === title)
  if (!same)
    throw conflict(
      'scienceTasks.contentsChanged',
      words(
        'Nội dung nhiệm vụ đã khác với nội dung hội đồng đã xét.',
        'The contents are not those any more that the council voted on.',
      ),
    )
  for (const [at, { id }] of contents.entries())
    await db
      .updateTable('scienceTaskContent')
      .set({ passed: heard.contents[at]?.passes ?? false })
      .where('id', '=', id)
      .execute()
}

/** Contents on which a council votes are not voted on by hand. @throws Problem 409 once the task is before it */
export async function notBeforeCouncil(db: Db, taskId: number): Promise<void> {
  const heard = (await heardOf(db, taskId)).find(({ part }) => part === 'review')
  if (heard === undefined) return
  throw conflict(
    'scienceTasks.beforeCouncil',
    words(
      'Nhiệm vụ đã ra hội đồng xét duyệt: kết quả biểu quyết từng nội dung theo kết luận của hội đồng.',
      'The task is before the council that reviews it: the votes on its contents follow from what it concludes.',
    ),
  )
}
