import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { readableBy } from '../platform/sight.ts'
import { correctable } from '../ui/index.ts'
import { correctionRules, projectKeepers } from './commands.ts'
import { projectFields } from './fields.ts'
import { tiedChoices } from './form-pages.tsx'
import { at, crumbs } from './list-pages.tsx'
import { showProject } from './queries.ts'

async function readProject({ db, actor }: Context, id: number, lock: boolean) {
  const rows = db
    .selectFrom('improvementProject as i')
    .select(['i.id', 'i.state', 'i.enterpriseId', 'i.contentId', 'i.turnId', 'i.taskId'])
    .select(projectFields.select('i'))
    .where('i.id', '=', id)
    .where(readableBy(actor, 'i.enterpriseId'))
  return (lock ? rows.forUpdate() : rows).executeTakeFirst()
}

/** A project is put right by who entered it, until it starts; afterwards by the coordinator, with a reason. */
export const projectCorrection = correctable({
  record: 'improvement',
  table: 'improvement_project',
  title: words('dự án cải tiến', 'Improvement project'),
  fields: projectFields,
  name: 'improvements.correct',
  route: 'PUT /improvements/{id}/correction',
  historyRoute: 'GET /improvements/{id}/corrections',
  address: '/improvements/{id}/correction',
  href: (id) => `${at}/${id}`,
  crumbs,
  may: [...projectKeepers],
  read: readProject,
  asks: { rules: correctionRules as never },
  show: showProject,
  used: (_context, { state }) =>
    state === 'planned' ? null : words('Dự án này đã bắt đầu.', 'This project has started.'),
  choices: async (request, { enterpriseId }) => (await tiedChoices(request, enterpriseId)).choices,
  texts: ({ contentId, turnId, taskId }) => ({
    contentId: String(contentId ?? ''),
    turnId: String(turnId ?? ''),
    taskId: String(taskId ?? ''),
  }),
  async write({ db }, row, values) {
    await db.updateTable('improvementProject').set(values).where('id', '=', row.id).execute()
  },
})
