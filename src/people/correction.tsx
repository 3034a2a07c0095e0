import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { registerFields } from '../training/index.ts'
import { correctable } from '../ui/index.ts'
import { keepers } from './commands.ts'
import { at, crumbs } from './list-pages.tsx'
import { showPersonOfRegister } from './queries.ts'

async function readPerson({ db }: Context, id: number, lock: boolean) {
  const rows = db
    .selectFrom('person as p')
    .select(['p.id', 'p.version', ...registerFields.select('p')])
    .where('p.id', '=', id)
    .where('p.mergedInto', 'is', null)
  return (lock ? rows.forUpdate() : rows).executeTakeFirst()
}

/** A person's record is put right by the coordinator; what a list said of the person stays as the list had it. */
export const personCorrection = correctable({
  record: 'person',
  table: 'person',
  title: words('hồ sơ cá nhân', 'Record of a person'),
  fields: registerFields,
  name: 'people.correct',
  route: 'PUT /people/{id}/correction',
  historyRoute: 'GET /people/{id}/corrections',
  address: '/people/{id}/correction',
  href: (id) => `${at}/${id}`,
  crumbs,
  may: [...keepers],
  read: readPerson,
  show: showPersonOfRegister,
  used: () => null,
  async write({ db }, row, values) {
    await db
      .updateTable('person')
      .set({ ...values, version: row.version + 1 })
      .where('id', '=', row.id)
      .execute()
  },
})
