import { sql } from 'kysely'
import { z } from 'zod'
import { bookPast } from '../budget/index.ts'
import type { Plan } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { formatDate } from '../platform/dates.ts'
import { day, dong, optionalLongText, optionalText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { optionalTaxCode } from './contracts.ts'
import { entriesOf, movementOf, noteOf, ofNoUndoneBatch, reverseEntries, tooMuch } from './ledger.ts'
import { mark, numberKey } from './links.ts'
import { faults, type Line, type Made, notYet, step, type Verdict } from './step.ts'

const Row = z.object({
  contractNumber: text(100),
  taxCode: optionalTaxCode(),
  voucherNumber: text(100),
  voucherOn: day(),
  sum: dong(1n),
  movement: optionalText(100),
  note: optionalLongText(2000),
})
type Row = z.output<typeof Row>
const kinds = ['disbursement', 'refund'] as const
type Kind = (typeof kinds)[number]

/** The commitments of a plan under these numbers, with what each has left. */
async function commitmentsOf(db: Db, plan: Plan, numbers: readonly string[]) {
  return db
    .selectFrom('commitment as c')
    .innerJoin('budgetLine as l', 'l.id', 'c.lineId')
    .innerJoin('ledgerAccount as a', (join) =>
      join.onRef('a.commitmentId', '=', 'c.id').onRef('a.year', '=', 'c.year').on('a.kind', '=', 'committed'),
    )
    .innerJoin('ledgerAccount as d', (join) =>
      join.onRef('d.commitmentId', '=', 'c.id').onRef('d.year', '=', 'c.year').on('d.kind', '=', 'disbursed'),
    )
    .leftJoin('enterprise as e', 'e.id', 'c.enterpriseId')
    .select(['c.id', 'c.lineId', 'c.year', 'c.sourceId', 'c.documentNumber', 'c.documentDate'])
    .select(['e.taxCode', 'a.balance as committed', 'd.balance as disbursed'])
    .select(
      sql<bigint>`coalesce((SELECT sum(o.amount) FROM payment_order o WHERE o.commitment_id = c.id AND o.state = 'drafted'), 0)::bigint`.as(
        'waiting',
      ),
    )
    .where('l.planId', '=', plan.id)
    .where(sql<boolean>`fold(c.document_number) = ANY (${numbers.map(numberKey)}::text[])`)
    .where(ofNoUndoneBatch('commitment', 'c.id'))
    .orderBy('c.id')
    .execute()
}
type Commitment = Awaited<ReturnType<typeof commitmentsOf>>[number]

interface Found {
  readonly commitment: Commitment
  readonly kind: Kind
}

const voucher = (kind: string, commitmentId: number, number: string, on: string, amount: bigint) =>
  [kind, commitmentId, numberKey(number), on, amount].join('|')

async function booked(db: Db, ids: readonly number[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('ledgerEntry as e')
    .select(['e.id', 'e.kind', 'e.commitmentId', 'e.documentNumber', 'e.occurredOn', 'e.amount'])
    .where('e.kind', 'in', kinds)
    .where('e.commitmentId', 'in', [...ids])
    .where(ofNoUndoneBatch('ledger_entry', 'e.id'))
    .execute()
  return new Map(
    rows.map((row) => [
      voucher(row.kind, row.commitmentId ?? 0, row.documentNumber, row.occurredOn, row.amount),
      row.id,
    ]),
  )
}

interface Known {
  readonly today: string
  readonly commitments: readonly Commitment[]
  readonly booked: ReadonlyMap<string, number>
  readonly above: Map<string, number>
  /** What is unpaid and paid on each commitment as the rows above leave it. */
  readonly unpaid: Map<number, bigint>
  readonly paid: Map<number, bigint>
}

/** The one commitment that a row means. */
function commitmentOf(row: Row, known: Known, { wrong }: ReturnType<typeof faults>): Commitment | null {
  const alike = known.commitments.filter(
    ({ documentNumber }) => numberKey(documentNumber) === numberKey(row.contractNumber),
  )
  const meant = row.taxCode === undefined ? alike : alike.filter(({ taxCode }) => taxCode === row.taxCode)
  const [only, second] = meant
  if (alike.length === 0)
    wrong(
      'contractNumber',
      words(
        'Kế hoạch này không có hợp đồng, cam kết nào số đó; xin tiếp nhận hợp đồng trước.',
        'This plan has no contract of that number; take the contracts over first.',
      ),
    )
  else if (only === undefined)
    wrong(
      'taxCode',
      words(
        'Hợp đồng số đó không phải của doanh nghiệp này.',
        'The contract of that number is not of this enterprise.',
      ),
    )
  else if (second !== undefined)
    wrong(
      'contractNumber',
      words(
        `Có ${meant.length} cam kết cùng số đó; xin ghi thêm mã số thuế.`,
        `${meant.length} commitments have that number; please add the tax code.`,
      ),
    )
  return second === undefined ? (only ?? null) : null
}

function judgeRow({ line, row }: Line<Row>, known: Known): Verdict<Found> {
  const { today, above, unpaid, paid } = known
  const found = faults()
  const { wrong } = found
  const label = `${row.voucherNumber} · ${row.contractNumber}`
  const kind = movementOf(row.movement, kinds, wrong)
  const commitment = commitmentOf(row, known, found)
  if (row.voucherOn > today) wrong('voucherOn', notYet)
  if (commitment !== null && row.voucherOn < commitment.documentDate) {
    const on = formatDate(commitment.documentDate)
    wrong('voucherOn', words(`Không được trước ngày hợp đồng ${on}.`, `Not before the contract of ${on}.`))
  }
  if (commitment === null || found.list.length > 0)
    return { outcome: 'error', label, found: null, problems: found.list }
  const same = voucher(kind, commitment.id, row.voucherNumber, row.voucherOn, row.sum)
  const there = known.booked.get(same)
  if (there !== undefined) {
    const said = words(
      `Sổ đã có chứng từ này (bút toán ${there}); giữ nguyên.`,
      `The ledger has this voucher (entry ${there}); it stays.`,
    )
    return { outcome: 'same', label, found: null, problems: [{ column: 'voucherNumber', words: said }] }
  }
  const twice = above.get(same)
  if (twice !== undefined)
    wrong(
      'voucherNumber',
      words(`Chứng từ này đã có ở dòng ${twice}.`, `Row ${twice} has this voucher already.`),
    )
  above.set(same, twice ?? line)
  const left = unpaid.get(commitment.id) ?? 0n
  const out = paid.get(commitment.id) ?? 0n
  if (kind === 'disbursement' && row.sum > left)
    wrong('sum', tooMuch(left, row.sum, words('Hợp đồng này', 'This contract')))
  if (kind === 'refund' && row.sum > out)
    wrong('sum', tooMuch(out, row.sum, words('Phần đã giải ngân', 'What was paid')))
  if (found.list.length > 0) return { outcome: 'error', label, found: null, problems: found.list }
  const change = kind === 'disbursement' ? row.sum : -row.sum
  unpaid.set(commitment.id, left - change)
  paid.set(commitment.id, out + change)
  return { outcome: 'new', label, found: { commitment, kind }, problems: [] }
}

export const payments = step({
  key: 'payments',
  name: words('Giải ngân', 'Disbursements'),
  needs: words(
    'Cần hợp đồng. Mỗi dòng một chứng từ, được ghi vào sổ bút toán; minh chứng là tệp tiếp nhận.',
    'Needs the contracts. Each row is a voucher and goes into the ledger, with the sheet as evidence.',
  ),
  columns: ['contractNumber', 'taxCode', 'voucherNumber', 'voucherOn', 'sum', 'movement', 'note'],
  headings: ['contractNumber', 'voucherNumber', 'voucherOn'],
  row: Row,
  takenBy: ['coordinator', 'finance'],
  approvedBy: ['finance', 'leader'],
  async judge({ db, today }, plan, lines) {
    const commitments = await commitmentsOf(
      db,
      plan,
      lines.map(({ row }) => row.contractNumber),
    )
    const known: Known = {
      today,
      commitments,
      booked: await booked(
        db,
        commitments.map(({ id }) => id),
      ),
      above: new Map(),
      unpaid: new Map(commitments.map(({ id, committed, waiting }) => [id, committed - waiting])),
      paid: new Map(commitments.map(({ id, disbursed }) => [id, disbursed])),
    }
    return lines.map((line) => judgeRow(line, known))
  },
  async write({ db }, batch, rows) {
    const made: Made[] = []
    for (const { line, row, found } of rows) {
      const { id: commitmentId, lineId, year, sourceId } = found.commitment
      const recordId = await bookPast(db, {
        kind: found.kind,
        key: { lineId, year, sourceId },
        commitmentId,
        amount: row.sum,
        voucher: {
          on: row.voucherOn,
          documentNumber: row.voucherNumber,
          note: noteOf(batch, line, row.note),
          fileId: batch.file.id,
        },
      })
      made.push({ recordId, line, number: row.voucherNumber })
    }
    await mark(db, batch, 'ledger_entry', made)
  },
  /** Entries booked here since on the same commitments: they reckon with what was paid. */
  async standing({ db }, batchId) {
    const entries = await entriesOf(db, batchId)
    const first = entries[0]
    if (first === undefined) return []
    const later = await db
      .selectFrom('ledgerEntry as e')
      .innerJoin('commitment as c', 'c.id', 'e.commitmentId')
      .select(['e.id', 'e.documentNumber', 'c.documentNumber as contract'])
      .where('e.id', '>', first.id)
      .where('e.commitmentId', 'in', [...new Set(entries.flatMap(({ commitmentId }) => commitmentId ?? []))])
      .where(
        sql<boolean>`NOT EXISTS (SELECT FROM takeover_record r JOIN takeover_batch b ON b.id = r.batch_id
          WHERE r.record_type = 'ledger_entry' AND r.record_id = e.id AND (b.id = ${batchId} OR b.state = 'undone'))`,
      )
      .orderBy('e.id')
      .execute()
    return later.map(({ id, documentNumber, contract }) =>
      words(
        `${contract}: bút toán ${id} (${documentNumber}) ghi sau đó`,
        `${contract}: entry ${id} (${documentNumber}) was booked since`,
      ),
    )
  },
  undo: ({ db }, batch, reason) => reverseEntries(db, batch, reason),
})
