import { words } from '../../../platform/language.ts'
import type { Context } from '../../../platform/operation.ts'
import { correctable } from '../../../ui/index.ts'
import { visitPlanFields } from '../fields.ts'
import { drawVisitPlan, listRules } from './commands.ts'
import { showVisitPlan, visitChoices } from './queries.ts'
import { at, crumbs, listChoices } from './shared.ts'

async function readList({ db }: Context, id: number, lock: boolean) {
  const rows = db
    .selectFrom('visitPlan as p')
    .select(['p.id', 'p.state', 'p.lineId', 'p.checklistId', ...visitPlanFields.select('p')])
    .where('p.id', '=', id)
  return (lock ? rows.forUpdate() : rows).executeTakeFirst()
}

/** Name, days, line and checklist of a list are put right by who drew it until it is approved; whom it picks only by drawing anew. */
export const visitPlanCorrection = correctable({
  record: 'visit_plan',
  entry: drawVisitPlan.name,
  table: 'visit_plan',
  title: words('danh sách kiểm tra', 'List of visits'),
  fields: visitPlanFields,
  name: 'visits.correctPlan',
  route: 'PUT /visit-plans/{id}/correction',
  historyRoute: 'GET /visit-plans/{id}/corrections',
  address: `${at}/{id}/correction`,
  href: (id) => `${at}/${id}`,
  crumbs,
  may: ['coordinator'],
  read: readList,
  asks: { rules: listRules },
  show: showVisitPlan,
  used: (_context, { state }) =>
    state === 'approved' ? words('Danh sách này đã được duyệt.', 'This list is approved.') : null,
  choices: async (request) => listChoices(await request.execute(visitChoices, {}), request.t),
  async write({ db }, row, values) {
    await db.updateTable('visitPlan').set(values).where('id', '=', row.id).execute()
  },
})
