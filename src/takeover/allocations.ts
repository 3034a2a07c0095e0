import { sql } from 'kysely'
import { z } from 'zod'
import { bookPast } from '../budget/index.ts'
import type { Plan } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { day, dong, optionalLongText, optionalText, text, year } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import {
  type Budget,
  budgetOf,
  entriesOf,
  type Key,
  keyOf,
  movementOf,
  noteOf,
  ofNoUndoneBatch,
  placeOf,
  reverseEntries,
  tooMuch,
} from './ledger.ts'
import { mark, numberKey } from './links.ts'
import { type Fault, faults, type Line, type Made, notYet, step, type Verdict } from './step.ts'

const Row = z.object({
  year: year(),
  line: text(200),
  source: text(300),
  sum: dong(1n),
  movement: optionalText(100),
  documentNumber: text(100),
  documentOn: day(),
  note: optionalLongText(2000),
})
type Row = z.output<typeof Row>
const kinds = ['allocation', 'withdrawal'] as const
type Kind = (typeof kinds)[number]

interface Found {
  readonly key: Key
  readonly kind: Kind
}

const paper = (kind: string, key: Key, number: string, on: string, amount: bigint) =>
  [kind, placeOf(key), numberKey(number), on, amount].join('|')

/** The papers that the ledger has of these lines. */
async function booked(db: Db, { lines }: Budget): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('ledgerEntry as e')
    .select([
      'e.id',
      'e.kind',
      'e.lineId',
      'e.year',
      'e.sourceId',
      'e.documentNumber',
      'e.occurredOn',
      'e.amount',
    ])
    .where('e.kind', 'in', kinds)
    .where(sql<boolean>`e.line_id = ANY (${lines.map(({ id }) => id)}::int[])`)
    .where(ofNoUndoneBatch('ledger_entry', 'e.id'))
    .execute()
  return new Map(
    rows.map((row) => [paper(row.kind, row, row.documentNumber, row.occurredOn, row.amount), row.id]),
  )
}

interface Known {
  readonly plan: Plan
  readonly today: string
  readonly budget: Budget
  readonly booked: ReadonlyMap<string, number>
  readonly above: Map<string, number>
  /** What is free and allocated on each line, year and source as the rows above leave it. */
  readonly available: Map<string, bigint>
  readonly allocated: Map<string, bigint>
}

function judgeRow({ line, row }: Line<Row>, known: Known): Verdict<Found> {
  const { plan, today, budget, above, available, allocated } = known
  const found = faults()
  const { wrong } = found
  const label = `${row.documentNumber} · ${row.line} · ${row.year}`
  const kind = movementOf(row.movement, kinds, wrong)
  const key = keyOf(budget, row, wrong)
  if (row.documentOn > today) wrong('documentOn', notYet)
  if (key === null || found.list.length > 0)
    return { outcome: 'error', label, found: null, problems: found.list }
  const same = paper(kind, key, row.documentNumber, row.documentOn, row.sum)
  const there = known.booked.get(same)
  if (there !== undefined) {
    const said = words(
      `Sổ đã có bút toán này (${there}); giữ nguyên.`,
      `The ledger has this entry (${there}); it stays.`,
    )
    return { outcome: 'same', label, found: null, problems: [{ column: 'documentNumber', words: said }] }
  }
  const twice = above.get(same)
  if (twice !== undefined)
    wrong(
      'documentNumber',
      words(
        `Văn bản, mục, ngày và số tiền này đã có ở dòng ${twice}.`,
        `Row ${twice} has this document, line, day and amount already.`,
      ),
    )
  above.set(same, twice ?? line)
  const place = placeOf(key)
  const free = available.get(place) ?? 0n
  const notes: Fault[] = []
  if (kind === 'withdrawal' && row.sum > free)
    wrong('sum', tooMuch(free, row.sum, words('Phần chưa cam kết', 'What is not committed')))
  if (found.list.length > 0) return { outcome: 'error', label, found: null, problems: found.list }
  const change = kind === 'allocation' ? row.sum : -row.sum
  const total = (allocated.get(place) ?? 0n) + change
  available.set(place, free + change)
  allocated.set(place, total)
  const isEstimated = budget.sources.find(({ id }) => id === key.sourceId)?.key === plan.budgetSource
  if (kind === 'allocation' && isEstimated && total > key.estimate) {
    const said = (language: 'vi' | 'en') =>
      [formatDong(total, language), formatDong(key.estimate, language)] as const
    const [vi, en] = [said('vi'), said('en')]
    notes.push({
      column: 'sum',
      words: words(
        `Cộng cả dòng này đã giao ${vi[0]} đồng, quá dự toán ${vi[1]} đồng; vẫn được tiếp nhận.`,
        `With this row ${en[0]} đồng are allocated, above the estimate of ${en[1]} đồng; it is taken over all the same.`,
      ),
    })
  }
  return { outcome: 'new', label, found: { key, kind }, problems: notes }
}

export const allocations = step({
  key: 'allocations',
  name: words('Giao dự toán', 'Allocations'),
  needs: words(
    'Kinh phí đã giao theo mục, năm và nguồn, kèm số và ngày văn bản. Năm đã khóa sổ vẫn ghi được, bút toán mang dấu tiếp nhận.',
    'Money allocated by line, year and source, with number and day of its document. A closed year takes it too; the entry says that it was taken over.',
  ),
  columns: ['year', 'line', 'source', 'sum', 'movement', 'documentNumber', 'documentOn', 'note'],
  headings: ['year', 'line', 'source', 'documentNumber'],
  row: Row,
  takenBy: ['coordinator', 'finance'],
  approvedBy: ['finance', 'leader'],
  async judge({ db, today }, plan, lines) {
    const budget = await budgetOf(db, plan)
    const known: Known = {
      plan,
      today,
      budget,
      booked: await booked(db, budget),
      above: new Map(),
      available: new Map(budget.available),
      allocated: new Map([...budget.funding].map(([place, balance]) => [place, -balance])),
    }
    return lines.map((line) => judgeRow(line, known))
  },
  async write({ db }, batch, rows) {
    const made: Made[] = []
    for (const { line, row, found } of rows) {
      const { documentOn: on, documentNumber, sum: amount } = row
      const { lineId, year, sourceId } = found.key
      const voucher = { on, documentNumber, note: noteOf(batch, line, row.note), fileId: batch.file.id }
      const entry = { kind: found.kind, key: { lineId, year, sourceId }, commitmentId: null, amount, voucher }
      made.push({ recordId: await bookPast(db, entry), line, number: documentNumber })
    }
    await mark(db, batch, 'ledger_entry', made)
  },
  async standing({ db }, batchId) {
    const net = new Map<string, Key & { amount: bigint }>()
    for (const { kind, amount, lineId, year, sourceId } of await entriesOf(db, batchId)) {
      const key = { lineId, year, sourceId }
      const before = net.get(placeOf(key))?.amount ?? 0n
      net.set(placeOf(key), { ...key, amount: before + (kind === 'allocation' ? amount : -amount) })
    }
    const said = []
    for (const { amount, ...key } of net.values()) said.push(...(await usedOf(db, key, amount)))
    return said
  },
  undo: ({ db }, batch, reason) => reverseEntries(db, batch, reason),
})

/** The commitments that hold the money of an allocation that is to go back; none when enough is free. */
async function usedOf(db: Db, key: Key, amount: bigint) {
  const free = await db
    .selectFrom('ledgerAccount')
    .select('balance')
    .where('kind', '=', 'available')
    .where('lineId', '=', key.lineId)
    .where('year', '=', key.year)
    .where('sourceId', '=', key.sourceId)
    .executeTakeFirst()
  if ((free?.balance ?? 0n) >= amount) return []
  const held = await db
    .selectFrom('commitment as c')
    .innerJoin('ledgerAccount as a', 'a.commitmentId', 'c.id')
    .innerJoin('budgetLine as l', 'l.id', 'c.lineId')
    .select(['c.id', 'c.documentNumber', 'l.code'])
    .where('c.lineId', '=', key.lineId)
    .where('c.year', '=', key.year)
    .where('c.sourceId', '=', key.sourceId)
    .groupBy(['c.id', 'l.code'])
    .having(sql<boolean>`sum(a.balance) > 0`)
    .orderBy('c.id')
    .execute()
  return held.map(({ documentNumber, code, id }) =>
    words(
      `mục ${code} năm ${key.year}: cam kết ${documentNumber} (${id})`,
      `line ${code} of ${key.year}: commitment ${documentNumber} (${id})`,
    ),
  )
}
