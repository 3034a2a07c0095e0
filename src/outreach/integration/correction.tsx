import { doers, entersFor } from '../../platform/actor.ts'
import { evidence } from '../../platform/files.ts'
import { words } from '../../platform/language.ts'
import type { Context } from '../../platform/operation.ts'
import { readableOfAgency } from '../../platform/sight.ts'
import { correctable } from '../../ui/index.ts'
import { choicesOf } from '../choices.ts'
import { sentStands } from '../correction.tsx'
import { isWritten } from '../rules.ts'
import { integrationRules } from './commands.ts'
import { integrationFields } from './fields.ts'
import { at, crumbs } from './list-pages.tsx'
import { showIntegration } from './queries.ts'

async function readRow({ db, actor }: Context, id: number, lock: boolean) {
  const rows = db
    .selectFrom('integration as g')
    .select(['g.id', 'g.state', 'g.agencyId', 'g.sourceId', 'g.lineId', 'g.fileId'])
    .select(integrationFields.select('g'))
    .where('g.id', '=', id)
    .where(readableOfAgency(actor, 'g.agencyId'))
  return (lock ? rows.forUpdate() : rows).executeTakeFirst()
}

/** Integrated money is put right by who entered it until it is sent, and again when it is returned. */
export const integrationCorrection = correctable({
  record: 'integration',
  table: 'integration',
  title: words('khoản lồng ghép', 'Integrated money'),
  fields: integrationFields,
  without: ['agencyId'],
  name: 'integrations.correct',
  route: 'PUT /integrations/{id}/correction',
  historyRoute: 'GET /integrations/{id}/corrections',
  address: '/integrations/{id}/correction',
  href: (id) => `${at}/${id}`,
  crumbs,
  may: [...doers],
  read: readRow,
  asks: { rules: integrationRules },
  show: showIntegration,
  kept: ({ actor }, row) =>
    Promise.resolve(isWritten(row) && entersFor(actor, row.agencyId) ? null : sentStands),
  used: () => null,
  choices: choicesOf,
  async write(context, row, values) {
    const { fileId } = values
    if (typeof fileId === 'number' && fileId !== row.fileId) await evidence(context, fileId)
    await context.db.updateTable('integration').set(values).where('id', '=', row.id).execute()
  },
})
