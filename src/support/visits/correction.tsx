import { whoWrote } from '../../platform/corrections.ts'
import { notAhead } from '../../platform/judge.ts'
import { words } from '../../platform/language.ts'
import type { Context } from '../../platform/operation.ts'
import { correctable } from '../../ui/index.ts'
import { evidenceOf } from '../turn-row.ts'
import { at } from './addresses.ts'
import { recordVisit } from './commands.ts'
import { foundFields, resultFields } from './fields.ts'
import { crumbs } from './list-pages.tsx'
import { showRemedy, showVisit } from './queries.ts'
import { addFound } from './remedies.ts'

async function readMade({ db }: Context, id: number, lock: boolean) {
  const rows = db
    .selectFrom('visit as v')
    .select(['v.id', 'v.enterpriseId', ...resultFields.select('v')])
    .select(({ exists, selectFrom }) =>
      exists(selectFrom('visitFinding as f').select('f.id').whereRef('f.visitId', '=', 'v.id')).as('found'),
    )
    .where('v.id', '=', id)
    .where('v.state', '=', 'made')
  return (lock ? rows.forUpdate('v') : rows).executeTakeFirst()
}

/** What a visit showed is put right by who recorded it until something was found by it. */
export const resultCorrection = correctable({
  record: 'visit',
  entry: recordVisit.name,
  table: 'visit',
  title: words('kết quả kiểm tra', 'Result of a visit'),
  fields: resultFields,
  name: 'visits.correctResult',
  route: 'PUT /visits/{id}/correction',
  historyRoute: 'GET /visits/{id}/corrections',
  address: '/visits/{id}/correction',
  href: (id) => `${at}/${id}`,
  crumbs,
  may: ['coordinator'],
  read: readMade,
  asks: { rules: [notAhead('visitedOn')] },
  show: showVisit,
  used: (_context, { found }) =>
    found === true || found === 1
      ? words('Lần kiểm tra này đã có điều phát hiện.', 'Something was found by this visit.')
      : null,
  async write(context, row, values) {
    const fileId = values.fileId
    if (typeof fileId === 'number') await evidenceOf(context, fileId, row.enterpriseId)
    await context.db.updateTable('visit').set(values).where('id', '=', row.id).execute()
  },
})

async function readFound({ db }: Context, id: number, lock: boolean) {
  const rows = db
    .selectFrom('visitFinding as f')
    .select(['f.id', 'f.state', ...foundFields.select('f')])
    .where('f.id', '=', id)
  return (lock ? rows.forUpdate() : rows).executeTakeFirst()
}

/** What was found is put right by who entered it until the enterprise has answered. */
export const foundCorrection = correctable({
  record: 'visit_finding',
  entry: addFound.name,
  table: 'visit_finding',
  title: words('điều phát hiện khi kiểm tra', 'What a visit found'),
  button: words('Sửa điều phát hiện', 'Edit what was found'),
  fields: foundFields,
  name: 'visits.correctFound',
  route: 'PUT /visit-findings/{id}/correction',
  historyRoute: 'GET /visit-findings/{id}/corrections',
  address: '/visits/findings/{id}/correction',
  href: (id) => `${at}/findings/${id}`,
  crumbs,
  may: ['coordinator'],
  enterer: ({ db }, { id }) => whoWrote(db, 'visit_finding', id),
  read: readFound,
  show: showRemedy,
  used: (_context, { state }) =>
    state === 'open' ? null : words('Doanh nghiệp đã báo khắc phục.', 'The enterprise has answered.'),
  async write({ db }, row, values) {
    await db.updateTable('visitFinding').set(values).where('id', '=', row.id).execute()
  },
})
