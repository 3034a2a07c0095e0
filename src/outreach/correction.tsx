import { doers, entersFor } from '../platform/actor.ts'
import { evidence } from '../platform/files.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { readableOfAgency } from '../platform/sight.ts'
import { correctable } from '../ui/index.ts'
import { outreachFormChoices } from './choices.ts'
import { outreachRules, untie } from './commands.ts'
import { outreachFields } from './fields.ts'
import { at, crumbs } from './list-pages.tsx'
import { showOutreach } from './queries.ts'
import { isWritten } from './rules.ts'

/** Why what was sent stands as it is. */
export const sentStands = words(
  'Đã gửi hoặc đã rút nên không sửa được; cần sửa thì xin trả lại, hoặc rút rồi ghi lại.',
  'It is sent or taken back and stands; to be put right it is returned, or taken back and entered anew.',
)

async function readRow({ db, actor }: Context, id: number, lock: boolean) {
  const rows = db
    .selectFrom('outreach as o')
    .select(['o.id', 'o.state', 'o.agencyId', 'o.kindId', 'o.unitId', 'o.sourceId', 'o.integrationId'])
    .select(['o.fileId', ...outreachFields.select('o')])
    .where('o.id', '=', id)
    .where(readableOfAgency(actor, 'o.agencyId'))
  return (lock ? rows.forUpdate() : rows).executeTakeFirst()
}

/** An activity is put right by who entered it until it is sent, and again when it is returned. */
export const outreachCorrection = correctable({
  record: 'outreach',
  table: 'outreach',
  title: words('hoạt động vận động', 'Outreach'),
  fields: outreachFields,
  name: 'outreach.correct',
  route: 'PUT /outreach/{id}/correction',
  historyRoute: 'GET /outreach/{id}/corrections',
  address: '/outreach/{id}/correction',
  href: (id) => `${at}/${id}`,
  crumbs,
  may: [...doers],
  read: readRow,
  asks: { rules: outreachRules },
  show: showOutreach,
  kept: ({ actor }, row) =>
    Promise.resolve(isWritten(row) && entersFor(actor, row.agencyId) ? null : sentStands),
  used: () => null,
  choices: outreachFormChoices,
  async write(context, row, values) {
    const { fileId, agencyId } = values
    if (typeof fileId === 'number' && fileId !== row.fileId) await evidence(context, fileId)
    const kept = typeof agencyId === 'number' && entersFor(context.actor, agencyId) ? agencyId : row.agencyId
    if (kept !== row.agencyId) await untie(context, row.id)
    await context.db
      .updateTable('outreach')
      .set({ ...values, agencyId: kept })
      .where('id', '=', row.id)
      .execute()
  },
})
