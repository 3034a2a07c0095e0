import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { readableBy } from '../platform/sight.ts'
import { correctable } from '../ui/index.ts'
import { entryKeepers } from './entry-commands.ts'
import { entryFields } from './fields.ts'
import { at, crumbs } from './list-pages.tsx'
import { showEntry } from './queries.ts'

async function readEntry({ db, actor }: Context, id: number, lock: boolean) {
  const rows = db
    .selectFrom('awardEntry as x')
    .select(['x.id', 'x.state', ...entryFields.select('x')])
    .where('x.id', '=', id)
    .where(readableBy(actor, 'x.enterpriseId'))
  return (lock ? rows.forUpdate() : rows).executeTakeFirst()
}

/** An entry is put right by who entered it while it is with them; afterwards by the coordinator, with a reason. What is asked of its days is asked again when it is submitted. */
export const entryCorrection = correctable({
  record: 'award_entry',
  table: 'award_entry',
  title: words('hồ sơ dự giải', 'Entry for the award'),
  fields: entryFields,
  name: 'awards.correct',
  route: 'PUT /award-entries/{id}/correction',
  historyRoute: 'GET /award-entries/{id}/corrections',
  address: '/award-entries/{id}/correction',
  href: (id) => `${at}/${id}`,
  crumbs,
  may: [...entryKeepers],
  read: readEntry,
  show: showEntry,
  used: (_context, { state }) =>
    state === 'draft' || state === 'returned'
      ? null
      : words('Hồ sơ này đã được gửi.', 'This entry is submitted.'),
  async write({ db }, row, values) {
    await db.updateTable('awardEntry').set(values).where('id', '=', row.id).execute()
  },
})
