import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { correctable } from '../ui/index.ts'
import { requestFields } from './fields.ts'
import { showDuty } from './queries.ts'
import { dutyAskers } from './requests.ts'

async function readRequest({ db }: Context, id: number, lock: boolean) {
  const rows = db
    .selectFrom('dutyItem as d')
    .select(['d.id', 'd.doneOn', 'd.title', 'd.detail'])
    .where('d.id', '=', id)
    .where('d.requestedBy', 'is not', null)
  const row = await (lock ? rows.forUpdate() : rows).executeTakeFirst()
  return row === undefined ? undefined : { ...row, title: row.title ?? '' }
}

/** The words of a request are put right by who asked, until the work is done. */
export const requestCorrection = correctable({
  record: 'duty_item',
  table: 'duty_item',
  title: words('yêu cầu đột xuất', 'Request'),
  fields: requestFields,
  // Its duty and plan are moved, its day is changed, each by an act of its own.
  without: ['code', 'planId'],
  name: 'duties.correct',
  route: 'PUT /duties/{id}/correction',
  historyRoute: 'GET /duties/{id}/corrections',
  address: '/duties/{id}/correction',
  href: (id) => `/duties/${id}`,
  crumbs: ({ t }) => [{ label: t('Nhiệm vụ của các cơ quan', 'Duties of agencies'), href: '/duties' }],
  may: dutyAskers,
  read: readRequest,
  show: showDuty,
  used: (_context, { doneOn }) =>
    doneOn === null ? null : words('Việc này đã hoàn thành.', 'This work is done.'),
  async write({ db }, row, values) {
    await db.updateTable('dutyItem').set(values).where('id', '=', row.id).execute()
  },
})
