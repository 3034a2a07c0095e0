import { z } from 'zod'
import { judgeTakenOver, takenOverProfile, writeEnterprises } from '../enterprises/index.ts'
import type { Db } from '../platform/database.ts'
import { words } from '../platform/language.ts'
import { mark, recordsOf } from './links.ts'
import { changedSince, standingOn } from './standing.ts'
import { type Fault, step } from './step.ts'

/** What the cells of a row say; the register's own rules read them. */
const Row = z.record(z.string(), z.unknown())

async function registered(db: Db, batchId: number) {
  const records = await recordsOf(db, batchId, 'enterprise')
  if (records.length === 0) return []
  return db
    .selectFrom('enterprise')
    .select(['id', 'name', 'taxCode', 'version'])
    .where(
      'id',
      'in',
      records.map(({ recordId }) => recordId),
    )
    .orderBy('id')
    .execute()
}

/** Commitments that still hold money for these enterprises, or that no undone batch made. */
async function commitmentsOf(db: Db, ids: readonly number[]) {
  if (ids.length === 0) return []
  return db
    .selectFrom('commitment as c')
    .leftJoin('takeoverRecord as r', (join) =>
      join.onRef('r.recordId', '=', 'c.id').on('r.recordType', '=', 'commitment'),
    )
    .leftJoin('takeoverBatch as b', 'b.id', 'r.batchId')
    .select(['c.id', 'c.documentNumber', 'c.enterpriseId', 'b.state'])
    .where('c.enterpriseId', 'in', [...ids])
    .orderBy('c.id')
    .execute()
}

export const enterprises = step({
  key: 'enterprises',
  name: words('Doanh nghiệp', 'Enterprises'),
  ofPlan: false,
  needs: words(
    'Danh bạ doanh nghiệp đã được hỗ trợ hoặc đã nộp hồ sơ. Doanh nghiệp đã có mã số thuế trong danh bạ thì giữ nguyên.',
    'The enterprises that were supported or applied. One whose tax code the register has stays as it is.',
  ),
  columns: takenOverProfile,
  headings: ['taxCode', 'name'],
  row: Row,
  takenBy: ['coordinator'],
  approvedBy: ['coordinator', 'leader'],
  async judge(context, _plan, lines) {
    const staged = await judgeTakenOver(
      context,
      lines.map(({ line, row }) => ({ line, values: row })),
    )
    return staged.map(({ outcome, label, data, problems }) => ({
      outcome: outcome === 'new' ? 'new' : outcome === 'error' ? 'error' : 'same',
      label,
      found: outcome === 'new' ? data : null,
      problems: problems as Fault[],
    }))
  },
  kept: (found) => found,
  async write({ db }, batch, rows) {
    await writeEnterprises(db, { kind: 'takeover', id: batch.id })
    const lines = new Map(
      rows.map(({ line, found }) => [z.object({ taxCode: z.string() }).parse(found).taxCode, line]),
    )
    const made = await db
      .selectFrom('enterprise')
      .select(['id', 'taxCode'])
      .where('taxCode', 'in', [...lines.keys()])
      .execute()
    await mark(
      db,
      batch,
      'enterprise',
      made.map(({ id, taxCode }) => ({ recordId: id, line: lines.get(taxCode) ?? 0, number: taxCode })),
    )
  },
  async standing({ db }, batchId) {
    const found = await registered(db, batchId)
    const changed = found.filter(({ version }) => version > 1).map(({ name }) => changedSince(name))
    // what is only found of a record rests on nothing that anybody did
    const derived = ['enterprise_likeness', 'enterprise_double']
    const on = await standingOn(db, 'enterprise', found, ['commitment', ...derived])
    const held = (
      await commitmentsOf(
        db,
        found.map(({ id }) => id),
      )
    ).filter(({ state }) => state !== 'undone')
    return [
      ...changed,
      ...on.map(({ said }) => said),
      ...held.map(({ documentNumber, enterpriseId }) => {
        const name = found.find(({ id }) => id === enterpriseId)?.name ?? ''
        return words(`${name}: cam kết kinh phí ${documentNumber}`, `${name}: commitment ${documentNumber}`)
      }),
    ]
  },
  async undo({ db }, batch) {
    const ids = (await registered(db, batch.id)).map(({ id }) => id)
    // An entry that was moved back stays in the ledger, and with it the enterprise that it names.
    const kept = new Set((await commitmentsOf(db, ids)).map(({ enterpriseId }) => enterpriseId))
    const gone = ids.filter((id) => !kept.has(id))
    if (gone.length === 0) return
    await db
      .deleteFrom('enterpriseDouble')
      .where((where) => where.or([where('oneId', 'in', gone), where('otherId', 'in', gone)]))
      .execute()
    await db.deleteFrom('enterprise').where('id', 'in', gone).execute()
  },
})
