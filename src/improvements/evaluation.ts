import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { type Apart, holdApart } from '../controls/index.ts'
import { enterpriseEvidence } from '../enterprises/index.ts'
import type { Db } from '../platform/database.ts'
import { id, longText, whole } from '../platform/fields.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, invalidField } from '../platform/problem.ts'
import { pickedProvider } from '../providers/index.ts'
import { Changed, lockProject, moveProject } from './commands.ts'
import { evaluationFields, evaluatorFields } from './fields.ts'
import { changeOf } from './measure-change.ts'

/* Who evaluates a project, and what comes of it. Neither the evaluator nor who enters the evaluation entered the values. */

/** Whoever entered values of a project does not enter its evaluation. */
export const evaluatedApart = {
  control: 'improvement',
  record: 'improvement',
  commands: ['improvements.addValue'],
  // values out of a table were entered by whoever wrote the table
  others: (projectId: RawBuilder<unknown>) => sql`SELECT u.user_id AS account, u.at
    FROM improvement_value v JOIN improvement_choice c ON c.id = v.choice_id
    JOIN audit u ON u.subject = 'improvement-import:' || v.import_id
    WHERE c.project_id = ${projectId} AND u.command = 'improvements.applyImport'`,
  did: words('Bạn đã ghi giá trị đo của dự án này', 'You entered values of this project'),
} satisfies Apart

/** The persons who can be picked: of the register, active, neither merged into another nor erased. In SQL, of the row `x`. */
export const isExpert = sql<boolean>`(x.merged_into IS NULL AND x.role IN ('expert', 'lecturer') AND x.consent_withdrawn_on IS NULL AND x.name <> '[đã xóa]')`

/** The accounts of a project whose values they entered, by the same sources as `evaluatedApart`. */
const enterers = (projectId: number) => sql`(
  SELECT u.user_id AS account FROM audit u WHERE u.subject = ${`improvement:${projectId}`} AND u.command = 'improvements.addValue'
  UNION SELECT o.account FROM (${evaluatedApart.others(sql`${projectId}::int`)}) o)`

/** Why a person cannot evaluate a project: of the enterprise itself, or who entered its values. */
async function personFault(db: Db, projectId: number, personId: number) {
  const { rows } = await sql<{ own: boolean; entered: boolean }>`
    SELECT coalesce(x.enterprise_id = p.enterprise_id, false) AS own,
           EXISTS (SELECT FROM ${enterers(projectId)} e JOIN account a ON a.id = e.account
             WHERE lower(a.email) = lower(x.email)) AS entered
      FROM person x, improvement_project p WHERE x.id = ${personId} AND p.id = ${projectId} AND ${isExpert}`.execute(
    db,
  )
  const [found] = rows
  if (found === undefined)
    return words(
      'Xin chọn một chuyên gia, giảng viên trong sổ nhân lực.',
      'Please pick an expert or lecturer of the register.',
    )
  if (found.own)
    return words(
      'Người của chính doanh nghiệp không đánh giá dự án này.',
      'Somebody of the enterprise itself does not evaluate it.',
    )
  return found.entered
    ? words('Người này đã ghi giá trị đo của dự án.', 'This person entered values of the project.')
    : null
}

/** Why a provider cannot: it helped in the turn that the project belongs to, so it would judge its own work. */
async function providerFault(db: Db, projectId: number, providerId: number) {
  const helped = await db
    .selectFrom('improvementProject as p')
    .innerJoin('supportTurn as t', 't.id', 'p.turnId')
    .select('p.id')
    .where('p.id', '=', projectId)
    .where('t.providerId', '=', providerId)
    .executeTakeFirst()
  return helped === undefined
    ? null
    : words(
        'Đơn vị này đã hỗ trợ chính lượt của dự án.',
        'It helped in the very turn that the project belongs to.',
      )
}

type Picked = {
  readonly id: number
  readonly personId?: number | undefined
  readonly providerId?: number | undefined
}

/** @throws Problem 422 where not one of both is picked, or one that may not evaluate the project */
async function checkPicked({ id: projectId, personId, providerId }: Picked, { db, today }: Context) {
  if ((personId === undefined) === (providerId === undefined))
    throw invalidField(
      'personId',
      words('Xin chọn một cá nhân hoặc một tổ chức.', 'Please pick one person or one organisation.'),
    )
  if (personId !== undefined) {
    const fault = await personFault(db, projectId, personId)
    if (fault !== null) throw invalidField('personId', fault)
  }
  if (providerId !== undefined) {
    await pickedProvider(db, { providerId, roles: ['consultant', 'trainer'], day: today })
    const fault = await providerFault(db, projectId, providerId)
    if (fault !== null) throw invalidField('providerId', fault)
  }
}

const picked: Rule<Picked> = {
  of: ['id', 'personId', 'providerId'],
  asks: {
    personId: words('khi không chọn tổ chức', 'where no organisation is picked'),
    providerId: words('khi không chọn cá nhân', 'where no person is picked'),
  },
  check: checkPicked,
}

/** Says who evaluates a project, picked from a register. */
export const assignEvaluator = command({
  name: 'improvements.assign',
  summary: words('Chọn người đánh giá dự án cải tiến', 'Pick who evaluates an improvement project'),
  route: 'POST /improvements/{id}/evaluator',
  input: z.object({ id: id(), version: whole(1), ...evaluatorFields.input }),
  output: Changed,
  may: ['coordinator'],
  rules: [picked],
  subject: ({ id }) => `improvement:${id}`,
  async run(context, { personId, providerId, ...of }) {
    const project = await lockProject(context, of, ['planned', 'running', 'finished'])
    await checkPicked({ id: project.id, personId, providerId }, context)
    return moveProject(context, project, evaluatorFields.values({ personId, providerId }))
  },
})

/** How the measures of a project have changed. */
async function changesOf(db: Db, projectId: number) {
  const rows = await db
    .selectFrom('improvementResult')
    .select(['before', 'after', 'better'])
    .where('projectId', '=', projectId)
    .execute()
  return rows.map(({ before, after, better }) =>
    changeOf(before, after, better === 'lower' ? 'lower' : 'higher'),
  )
}

/** Enters the evaluation that the evaluator has signed. */
export const evaluateProject = command({
  name: 'improvements.evaluate',
  summary: words('Ghi kết quả đánh giá dự án cải tiến', 'Enter the evaluation of an improvement project'),
  route: 'POST /improvements/{id}/evaluation',
  input: z.object({ id: id(), version: whole(1), ...evaluationFields.input }),
  output: Changed,
  may: ['coordinator', 'leader'],
  needs: [
    {
      field: 'keep',
      of: ['verdict'],
      when: ({ verdict }) => verdict !== 'ineffective',
      said: words('khi dự án có hiệu quả', 'where the project had an effect'),
      words: words('Xin ghi điều cần duy trì.', 'Please say what is to be kept.'),
    },
  ],
  rules: [
    notAhead('evaluatedOn'),
    {
      of: ['id', 'verdict'],
      judge: async ({ id: projectId, verdict }, { db }) =>
        verdict === 'ineffective' ||
        (await changesOf(db, projectId)).some(({ outcome }) => outcome === 'better')
          ? null
          : {
              field: 'verdict',
              words: words(
                'Không chỉ số nào tốt lên nên không thể kết luận có hiệu quả.',
                'No measure became better, so it cannot be called effective.',
              ),
            },
    },
  ],
  subject: ({ id }) => `improvement:${id}`,
  async run(context, { id: projectId, version, fileId, ...said }) {
    const project = await lockProject(context, { id: projectId, version }, ['finished'])
    await holdApart(context, evaluatedApart, project.id)
    const { personId, providerId } = project
    if (personId === null && providerId === null)
      throw conflict(
        'improvements.noEvaluator',
        words('Xin chọn người đánh giá trước.', 'Please pick who evaluates it first.'),
      )
    // values that were entered since it was picked may have been this person's
    const fault = personId === null ? null : await personFault(context.db, project.id, personId)
    if (fault !== null) throw conflict('improvements.evaluator', fault)
    if (project.finishedOn !== null && said.evaluatedOn < project.finishedOn)
      throw invalidField(
        'evaluatedOn',
        words('Không được trước ngày kết thúc dự án.', 'Not before the project was finished.'),
      )
    await enterpriseEvidence(context, project.enterpriseId, fileId, null)
    return moveProject(context, project, {
      ...said,
      ...{ keep: said.keep ?? null, state: 'evaluated', evaluationFileId: fileId, remark: null },
    })
  },
})

/** Sends a project back whose values do not do, with what is missing: it runs on. */
export const returnProject = command({
  name: 'improvements.return',
  summary: words('Trả lại dự án cải tiến để đo lại', 'Send an improvement project back to be measured'),
  route: 'POST /improvements/{id}/return',
  input: z.object({ id: id(), version: whole(1), reason: longText(2000) }),
  output: Changed,
  may: ['coordinator', 'leader'],
  subject: ({ id }) => `improvement:${id}`,
  async run(context, { reason, ...of }) {
    const project = await lockProject(context, of, ['finished'])
    return moveProject(context, project, { state: 'running', finishedOn: null, remark: reason })
  },
})
