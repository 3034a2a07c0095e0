import { sql } from 'kysely'
import { type EntryKind, kindNames, ownMoneyRefused, reversePast } from '../budget/index.ts'
import { plainHeading } from '../documents/read/headed-table.ts'
import { keysByWords, quotedNames } from '../imports/index.ts'
import type { Plan } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { type Words, words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { mark, named, numberKey, recordsOf } from './links.ts'
import type { Batch, Fault } from './step.ts'

/* Lines, years and sources of a plan's budget as sheets name them, and what stands on each. */

export interface Key {
  readonly lineId: number
  readonly year: number
  readonly sourceId: number
}
export const placeOf = ({ lineId, year, sourceId }: Key) => `${lineId}/${year}/${sourceId}`

/** The budget of a plan with what is free on each line, year and source. */
export async function budgetOf(db: Db, plan: Plan) {
  const lines = await db
    .selectFrom('budgetLine as l')
    .select(['l.id', 'l.code', 'l.title'])
    .select(sql<boolean>`EXISTS (SELECT FROM budget_line child WHERE child.parent_id = l.id)`.as('isGroup'))
    .where('l.planId', '=', plan.id)
    .execute()
  const ids = lines.map(({ id }) => id)
  const years = await db
    .selectFrom('budgetLineYear')
    .select(['lineId', 'year', 'estimate'])
    .where(sql<boolean>`line_id = ANY (${ids}::int[])`)
    .execute()
  const accounts = await db
    .selectFrom('ledgerAccount')
    .select(['lineId', 'year', 'sourceId', 'kind', 'balance'])
    .where(sql<boolean>`line_id = ANY (${ids}::int[])`)
    .where('commitmentId', 'is', null)
    .execute()
  const balances = (kind: 'available' | 'funding') =>
    new Map(accounts.filter((one) => one.kind === kind).map((one) => [placeOf(one), one.balance]))
  return {
    lines,
    estimates: new Map(years.map(({ lineId, year, estimate }) => [`${lineId}/${year}`, estimate])),
    sources: await db.selectFrom('fundingSource').select(['id', 'key', 'name', 'nameEn', 'kind']).execute(),
    available: balances('available'),
    funding: balances('funding'),
  }
}
export type Budget = Awaited<ReturnType<typeof budgetOf>>

/** The line, year and source that a row names; null with what is wrong. */
export function keyOf(
  { lines, estimates, sources }: Budget,
  row: { readonly line: string; readonly year: number; readonly source: string },
  wrong: (column: Fault['column'], reason: Words) => void,
): (Key & { readonly estimate: bigint; readonly code: string }) | null {
  const line = lines.find(
    ({ code, title }) =>
      numberKey(code) === numberKey(row.line) || plainHeading(title) === plainHeading(row.line),
  )
  const source = named(sources, row.source)
  if (line === undefined)
    wrong('line', words('Dự toán của kế hoạch không có mục này.', "The plan's budget has no such line."))
  else if (line.isGroup)
    wrong(
      'line',
      words(
        `Mục ${line.code} là tổng của các mục con; xin ghi mục con.`,
        `Line ${line.code} is the sum of its sub-lines; name one of them.`,
      ),
    )
  if (source === undefined) {
    const all = (language: 'name' | 'nameEn') => sources.map((one) => `“${one[language]}”`).join(', ')
    wrong(
      'source',
      words(
        `Không có nguồn này; xin ghi một trong: ${all('name')}.`,
        `There is no such source; write one of: ${all('nameEn')}.`,
      ),
    )
  }
  if (source?.kind === 'counterpart') wrong('source', ownMoneyRefused)
  const estimate = line === undefined ? undefined : estimates.get(`${line.id}/${row.year}`)
  if (line !== undefined && !line.isGroup && estimate === undefined)
    wrong(
      'year',
      words(
        `Dự toán của kế hoạch không có năm ${row.year} ở mục này.`,
        `The plan's budget has no year ${row.year} on this line.`,
      ),
    )
  if (line === undefined || line.isGroup || source === undefined || estimate === undefined) return null
  return { lineId: line.id, code: line.code, year: row.year, sourceId: source.id, estimate }
}

/** The kind of entry that a row says; the first of them where it says none. */
export function movementOf<Kind extends EntryKind>(
  said: string | undefined,
  kinds: readonly [Kind, ...Kind[]],
  wrong: (column: Fault['column'], reason: Words) => void,
): Kind {
  const [first] = kinds
  if (said === undefined) return first
  const all = { keys: kinds, names: kindNames }
  const found = keysByWords<Kind>(all)(said)
  if (found !== undefined) return found
  const { vi, en } = quotedNames<Kind>(all)
  wrong('movement', words(`Xin ghi một trong: ${vi}.`, `Please write one of: ${en}.`))
  return first
}

export const tooMuch = (there: bigint, amount: bigint, where: Words): Words =>
  words(
    `${where.vi} chỉ còn ${formatDong(there, 'vi')} đồng; ${formatDong(amount, 'vi')} đồng thì thiếu ${formatDong(amount - there, 'vi')} đồng.`,
    `${where.en} has ${formatDong(there, 'en')} đồng left; ${formatDong(amount, 'en')} đồng is ${formatDong(amount - there, 'en')} đồng too much.`,
  )

/** What an entry of a batch says of itself. */
export const noteOf = ({ id, file }: Batch, line: number, note: string | undefined): string =>
  `Tiếp nhận lô ${id}, tệp ${file.name}, dòng ${line}.${note === undefined ? '' : ` ${note}`}`

/** The entries of the ledger that count: none that a batch made which was undone, and none that moved its money back. */
export const ofNoUndoneBatch = (recordType: 'ledger_entry' | 'commitment', id: string) =>
  sql<boolean>`NOT EXISTS (SELECT FROM takeover_record r JOIN takeover_batch b ON b.id = r.batch_id
    WHERE r.record_type = ${recordType} AND r.record_id = ${sql.ref(id)} AND b.state = 'undone')`

/** The entries that a batch made, in their order. */
export async function entriesOf(db: Db, batchId: number) {
  const records = await recordsOf(db, batchId, 'ledger_entry')
  if (records.length === 0) return []
  const lines = new Map(records.map(({ recordId, line, number }) => [recordId, { at: line, number }]))
  const rows = await db
    .selectFrom('ledgerEntry')
    .select(['id', 'kind', 'lineId', 'year', 'sourceId', 'commitmentId', 'amount', 'documentNumber'])
    .where(
      'id',
      'in',
      records.map(({ recordId }) => recordId),
    )
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, line: lines.get(row.id)?.at ?? 0 }))
}

/** Moves the money of a batch's entries back, the last first; what moved it back bears the batch's mark too. */
export async function reverseEntries(db: Db, batch: Batch, reason: string): Promise<void> {
  const entries = await entriesOf(db, batch.id)
  for (const { id, line } of entries.toReversed()) {
    const recordId = await reversePast(db, id, `Hoàn tác tiếp nhận lô ${batch.id}, bút toán ${id}: ${reason}`)
    await mark(db, batch, 'ledger_entry', [{ recordId, line, number: null }])
  }
}
