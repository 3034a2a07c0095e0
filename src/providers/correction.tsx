import { whoWrote } from '../platform/corrections.ts'
import { evidence } from '../platform/files.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { correctable } from '../ui/index.ts'
import { keepers, licenceRules, recordProvider } from './commands.ts'
import { licenceFields, providerFields } from './fields.ts'
import { at, crumbs } from './list-pages.tsx'
import { showProvider } from './queries.ts'

async function readProvider({ db }: Context, id: number, lock: boolean) {
  const rows = db
    .selectFrom('serviceProvider as p')
    .select(['p.id', 'p.state', ...providerFields.select('p')])
    .where('p.id', '=', id)
  return (lock ? rows.forUpdate() : rows).executeTakeFirst()
}

/** Put right by who entered it until it is confirmed; afterwards by the coordinator, with a reason. */
export const providerCorrection = correctable({
  record: 'provider',
  table: 'service_provider',
  title: words('tổ chức, chuyên gia hỗ trợ', 'Provider'),
  fields: providerFields,
  name: 'providers.correct',
  route: 'PUT /providers/{id}/correction',
  historyRoute: 'GET /providers/{id}/corrections',
  address: '/providers/{id}/correction',
  href: (id) => `${at}/${id}`,
  crumbs,
  may: [...keepers],
  read: readProvider,
  asks: recordProvider,
  show: showProvider,
  used: (_context, { state }) =>
    state === 'proposed' ? null : words('Đơn vị này đã được xác nhận.', 'It is confirmed.'),
  async write({ db }, row, values) {
    await db.updateTable('serviceProvider').set(values).where('id', '=', row.id).execute()
  },
})

async function readLicence({ db }: Context, id: number, lock: boolean) {
  const rows = db
    .selectFrom('serviceLicence as l')
    .select(['l.id', 'l.providerId', 'l.fileId', 'l.endedOn', ...licenceFields.select('l')])
    .where('l.id', '=', id)
  return (lock ? rows.forUpdate() : rows).executeTakeFirst()
}

/** A licence is put right by who entered it while it stands; one that a table brought in gets its scan so. */
export const licenceCorrection = correctable({
  record: 'provider_licence',
  partOf: { record: 'provider', key: 'providerId' },
  table: 'service_licence',
  title: words('giấy phép, chỉ định', 'Licence'),
  fields: licenceFields,
  name: 'providers.correctLicence',
  route: 'PUT /providers/licences/{id}/correction',
  historyRoute: 'GET /providers/licences/{id}/corrections',
  address: '/providers/licences/{id}/correction',
  href: (providerId) => `${at}/${providerId}`,
  crumbs,
  may: [...keepers],
  read: readLicence,
  asks: { rules: licenceRules },
  show: showProvider,
  enterer: ({ db }, { id }) => whoWrote(db, 'service_licence', id),
  used: (_context, { endedOn }) =>
    endedOn === null ? null : words('Giấy phép này đã chấm dứt.', 'This licence has ended.'),
  async write(context, row, values) {
    const { fileId } = values
    if (typeof fileId === 'number' && fileId !== row.fileId) await evidence(context, fileId)
    await context.db.updateTable('serviceLicence').set(values).where('id', '=', row.id).execute()
  },
})
