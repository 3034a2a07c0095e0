import { noticeKind, tell } from '../notices/index.ts'
import type { Db } from '../platform/database.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { finishProject, recordProject, stopProject } from './commands.ts'
import { evaluateProject, returnProject } from './evaluation.ts'
import { projectStates, projectVerdicts } from './fields.ts'

const enterprise = words('Doanh nghiệp', 'Enterprise')
const project = words('Tên dự án cải tiến', 'Name of the improvement project')
const state = words('Tình trạng', 'State')
const remark = words('Lý do, kết luận', 'Reason or verdict')

/** What the office is told: a project begins, waits for its evaluation, or stops. */
const toOffice = noticeKind({
  key: 'improvements.office',
  label: words(
    'Dự án cải tiến bắt đầu lập, chờ đánh giá, dừng',
    'Improvement project begun, to be evaluated or stopped',
  ),
  for: ['coordinator', 'leader'],
  way: 'digest',
  subject: words('Dự án cải tiến của {enterprise}: {state}', 'Improvement project of {enterprise}: {state}'),
  body: words('{project}: {state}. {remark}', '{project}: {state}. {remark}'),
  fields: { enterprise, project, state, remark },
})

/** What the enterprise is told: a project was begun for it, is to be measured again, or was evaluated. */
const toEnterprise = noticeKind({
  key: 'improvements.enterprise',
  label: words(
    'Dự án cải tiến được lập, trả lại, đánh giá, dừng',
    'Improvement project begun, sent back, evaluated or stopped',
  ),
  for: ['enterprise'],
  way: 'mail',
  subject: words('Dự án cải tiến {project}: {state}', 'Improvement project {project}: {state}'),
  body: words('{enterprise}, {project}: {state}. {remark}', '{enterprise}, {project}: {state}. {remark}'),
  fields: { enterprise, project, state, remark },
})

async function about(db: Db, id: number) {
  const row = await db
    .selectFrom('improvementProject as i')
    .innerJoin('enterprise as e', 'e.id', 'i.enterpriseId')
    .select(['e.name', 'i.title', 'i.state', 'i.version', 'i.enterpriseId', 'i.remark', 'i.verdict'])
    .where('i.id', '=', id)
    .executeTakeFirstOrThrow()
  return {
    enterpriseId: row.enterpriseId,
    href: `/improvements/${id}`,
    occurrence: `${id}:${row.version}`,
    values: {
      enterprise: row.name,
      project: row.title,
      state: projectStates.wordsOf(row.state),
      remark: row.verdict === null ? (row.remark ?? '') : projectVerdicts.wordsOf(row.verdict),
    },
  }
}

async function tellOffice(context: Context, id: number): Promise<void> {
  const { enterpriseId: _of, ...told } = await about(context.db, id)
  await tell(context, toOffice, { to: { roles: ['coordinator', 'leader'] }, ...told })
}
async function tellEnterprise(context: Context, id: number): Promise<void> {
  const { enterpriseId, ...told } = await about(context.db, id)
  await tell(context, toEnterprise, { to: { enterpriseId }, ...told })
}
follow(recordProject, async (context, _input, { id }) => {
  await tellOffice(context, id)
  await tellEnterprise(context, id)
})
follow(finishProject, (context, _input, { id }) => tellOffice(context, id))
follow(evaluateProject, (context, _input, { id }) => tellEnterprise(context, id))
follow(returnProject, (context, _input, { id }) => tellEnterprise(context, id))
follow(stopProject, async (context, _input, { id }) => {
  await tellOffice(context, id)
  await tellEnterprise(context, id)
})
