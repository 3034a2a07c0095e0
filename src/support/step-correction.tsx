import { sql } from 'kysely'
import { type Corrected, whoWrote } from '../platform/corrections.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { invalidField } from '../platform/problem.ts'
import { readableBy } from '../platform/sight.ts'
import { correctable } from '../ui/index.ts'
import { stepFields } from './step-fields.ts'
import { countTurn, retractTurnFact } from './turn-commands.ts'
import { showTurn } from './turn-queries.ts'
import { evidenceOf, readTurn, turnTold } from './turn-row.ts'

async function readStep({ db, actor }: Context, id: number, lock: boolean) {
  const rows = db
    .selectFrom('supportStep as s')
    .innerJoin('supportTurn as t', 't.id', 's.turnId')
    .select([
      's.id',
      's.turnId',
      's.state',
      't.enterpriseId',
      't.state as turnState',
      ...stepFields.select('s'),
    ])
    .where('s.id', '=', id)
    .where('s.state', '<>', 'decided')
    .where(readableBy(actor, 't.enterpriseId'))
  // The turn is locked before its step, as the acts on it do.
  return (lock ? rows.forUpdate('t') : rows).executeTakeFirst()
}

/** The days of the steps before and after one; null where there is none. */
async function neighbours({ db }: Context, { id, turnId }: { readonly id: number; readonly turnId: number }) {
  const { rows } = await sql<{ before: string | null; after: string | null }>`
    SELECT (max(happened_on) FILTER (WHERE id < ${id}))::text AS before, (min(happened_on) FILTER (WHERE id > ${id}))::text AS after
      FROM support_step WHERE turn_id = ${turnId}`.execute(db)
  return rows[0] ?? { before: null, after: null }
}

/**
 * A step of a turn is put right by who recorded it until the next one, with what was counted by it: a finished turn counts by its day and
 * evidence. The ledger keeps the paper under which the money of a cancelled turn went back.
 */
export const stepCorrection = correctable({
  record: 'support_step',
  partOf: { record: 'support', key: 'turnId' },
  table: 'support_step',
  title: words('bước của lượt hỗ trợ', 'Step of a support turn'),
  fields: stepFields,
  name: 'support.correctStep',
  route: 'PUT /support/steps/{id}/correction',
  historyRoute: 'GET /support/steps/{id}/corrections',
  address: '/support/steps/{id}/correction',
  href: (turnId) => `/support/${turnId}`,
  crumbs: ({ t }, { turnId }) => [
    { label: t('Lượt hỗ trợ', 'Support turns'), href: '/support' },
    { label: t(`Lượt hỗ trợ số ${turnId}`, `Support turn ${turnId}`), href: `/support/${turnId}` },
  ],
  may: ['coordinator'],
  read: readStep,
  show: showTurn,
  enterer: ({ db }, { id }) => whoWrote(db, 'support_step', id),
  async used(context, row) {
    if ((await neighbours(context, row)).after !== null)
      return words('Lượt hỗ trợ đã sang bước sau.', 'The support turn has gone on to its next step.')
    return row.state === 'finished' && (await turnTold(context.db, row.turnId))
      ? words(
          'Lượt hỗ trợ này đã vào báo cáo năm đã chốt.',
          'A sealed yearly report has told of this turn already.',
        )
      : null
  },
  async write(context, row, values, reason) {
    const { db, actor, today } = context
    const step = values as unknown as {
      happenedOn: string
      documentNumber: string | null
      fileId: number | null
      note: string | null
    }
    const { before, after } = await neighbours(context, row)
    const last = after ?? today
    if ((before !== null && step.happenedOn < before) || step.happenedOn > last) {
      const first = before === null ? '' : formatDate(before)
      throw invalidField(
        'happenedOn',
        words(
          `Ngày phải từ bước liền trước ${first} đến ${formatDate(last)}.`,
          `The day must lie between the step before it, ${first}, and ${formatDate(last)}.`,
        ),
      )
    }
    if (step.fileId !== null && step.fileId !== row.fileId)
      await evidenceOf(context, step.fileId, row.enterpriseId)
    await db.updateTable('supportStep').set(step).where('id', '=', row.id).execute()
    const turn = await readTurn(db, actor, row.turnId, true)
    await db
      .updateTable('supportTurn')
      .set(({ eb }) => ({
        version: eb('version', '+', 1),
        ...(row.state === 'finished' ? { finishedOn: step.happenedOn } : {}),
      }))
      .where('id', '=', row.turnId)
      .execute()
    if (row.state === 'cancelled')
      await db
        .updateTable('application')
        .set({ endedOn: step.happenedOn })
        .where('id', '=', turn.applicationId)
        .execute()
    // A turn that was cancelled afterwards counts no more.
    if (row.state !== 'finished' || row.turnState !== 'finished' || step.fileId === null) return
    await retractTurnFact(db, row.turnId, reason)
    await countTurn(db, turn, step.happenedOn, step.fileId)
  },
})

/** The corrections of the steps of a turn, for its story. */
export const correctedSteps: Corrected = {
  ...stepCorrection.corrected,
  rows: (turnId) => sql`SELECT id::text FROM support_step WHERE turn_id = ${turnId}`,
}
