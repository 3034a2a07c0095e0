import { doers, entersFor } from '../platform/actor.ts'
import { evidence } from '../platform/files.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { readableOfAgency } from '../platform/sight.ts'
import { correctable } from '../ui/index.ts'
import { choicesOf } from './choices.ts'
import { communicationRules } from './commands.ts'
import { communicationFields } from './fields.ts'
import { at, crumbs } from './list-pages.tsx'
import { showCommunication } from './queries.ts'

async function readRow({ db, actor }: Context, id: number, lock: boolean) {
  const rows = db
    .selectFrom('communication as c')
    .select([
      'c.id',
      'c.state',
      'c.agencyId',
      'c.channelId',
      'c.lineId',
      'c.fileId',
      ...communicationFields.select('c'),
    ])
    .where('c.id', '=', id)
    .where(readableOfAgency(actor, 'c.agencyId'))
  return (lock ? rows.forUpdate() : rows).executeTakeFirst()
}

/** Put right by who entered it while it is not counted; what was returned waits to be confirmed again. What is counted is withdrawn and entered anew. */
export const communicationCorrection = correctable({
  record: 'communication',
  table: 'communication',
  title: words('hoạt động truyền thông', 'Communication'),
  fields: communicationFields,
  name: 'communication.correct',
  route: 'PUT /communication/{id}/correction',
  historyRoute: 'GET /communication/{id}/corrections',
  address: '/communication/{id}/correction',
  href: (id) => `${at}/${id}`,
  crumbs,
  may: doers,
  read: readRow,
  asks: { rules: communicationRules },
  show: showCommunication,
  kept: (_context, { state }) =>
    Promise.resolve(
      state === 'entered' || state === 'returned'
        ? null
        : words(
            'Đã xác nhận hoặc đã rút nên không sửa được; ghi sai thì rút rồi ghi lại.',
            'It is confirmed or withdrawn and stands; what is wrong is withdrawn and entered anew.',
          ),
    ),
  used: () => null,
  choices: choicesOf,
  async write(context, row, values) {
    const { fileId, agencyId } = values
    if (typeof fileId === 'number' && fileId !== row.fileId) await evidence(context, fileId)
    const kept = typeof agencyId === 'number' && entersFor(context.actor, agencyId) ? agencyId : row.agencyId
    await context.db
      .updateTable('communication')
      .set({
        ...values,
        agencyId: kept,
        ...(row.state === 'returned' ? { state: 'entered', remark: null } : {}),
      })
      .where('id', '=', row.id)
      .execute()
  },
})
