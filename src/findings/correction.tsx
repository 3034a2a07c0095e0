import { listAgencies } from '../agencies/index.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { correctable } from '../ui/index.ts'
import { keepers, recordFinding } from './commands.ts'
import { findingFields } from './fields.ts'
import { at, crumbs } from './list-pages.tsx'
import { findingChoices, showFinding } from './queries.ts'

async function readFinding({ db }: Context, id: number, lock: boolean) {
  const rows = db
    .selectFrom('finding as f')
    .select(['f.id', 'f.state', 'f.lineId', 'f.agencyId', ...findingFields.select('f')])
    .where('f.id', '=', id)
  return (lock ? rows.forUpdate() : rows).executeTakeFirst()
}

/** A finding is put right by who entered it, until it is answered; afterwards by the coordinator, with a reason. */
export const findingCorrection = correctable({
  record: 'finding',
  table: 'finding',
  title: words('kiến nghị', 'Finding'),
  fields: findingFields,
  name: 'findings.correct',
  route: 'PUT /findings/{id}/correction',
  historyRoute: 'GET /findings/{id}/corrections',
  address: '/findings/{id}/correction',
  href: (id) => `${at}/${id}`,
  crumbs,
  may: [...keepers],
  read: readFinding,
  asks: recordFinding,
  show: showFinding,
  used: (_context, { state }) =>
    state === 'open' ? null : words('Kiến nghị này đã được trả lời.', 'This finding is answered.'),
  choices: async (request) => ({
    lineId: (await request.execute(findingChoices, {})).lines.map(({ id, code, title, titleEn }) => ({
      value: id,
      label: `${code}. ${request.t(title, titleEn)}`.slice(0, 90),
    })),
    agencyId: (await request.execute(listAgencies, { state: 'living', limit: 1000 })).rows.map(
      ({ id, name }) => ({ value: id, label: name }),
    ),
  }),
  async write({ db }, row, values) {
    await db.updateTable('finding').set(values).where('id', '=', row.id).execute()
  },
})
