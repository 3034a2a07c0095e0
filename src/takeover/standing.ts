import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { type Words, words } from '../platform/language.ts'

/* What was built on the records of a batch: found by the foreign keys of the database, so that a kind of record that comes later is found too. */

const tableWords: Readonly<Record<string, Words>> = {
  application: words('hồ sơ', 'application'),
  application_filing: words('lần nộp hồ sơ', 'filing'),
  support_turn: words('lượt hỗ trợ', 'support turn'),
  support_step: words('bước của lượt hỗ trợ', 'step of a support turn'),
  commitment: words('cam kết kinh phí', 'commitment'),
  certificate: words('chứng nhận', 'certificate'),
  product: words('sản phẩm', 'product'),
  account: words('tài khoản', 'account'),
  file: words('tệp', 'file'),
  enterprise_year: words('số liệu năm', 'figures of a year'),
  enterprise_accounts: words('số liệu năng suất', 'yearly accounts'),
  enterprise_criterion: words('tiêu chí ưu tiên', 'criterion'),
  trained_person: words('người được đào tạo', 'trained person'),
  payment_order: words('chứng từ chi', 'payment'),
  own_payment: words('khoản vốn đối ứng', 'own money'),
  enterprise_merge: words('lần gộp hồ sơ', 'merge'),
}

/** A record of a batch, with what its page or sheet calls it. */
export interface Named {
  readonly id: number
  readonly name: string
}

/** So many are named; of more it is said how many there are. */
const mostNamed = 20

/**
 * The rows of other tables that name these records.
 * @param table where they stand; its key is `id`
 * @param own tables whose rows go with the record
 */
export async function standingOn(
  db: Db,
  table: string,
  records: readonly Named[],
  own: readonly string[] = [],
): Promise<{ readonly id: number; readonly said: Words }[]> {
  if (records.length === 0) return []
  const keys = await sql<{ table: string; column: string; has: boolean }>`
    SELECT c.conrelid::regclass::text AS "table", a.attname AS "column",
           EXISTS (SELECT FROM pg_attribute i WHERE i.attrelid = c.conrelid AND i.attname = 'id' AND NOT i.attisdropped) AS has
      FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
     WHERE c.contype = 'f' AND c.confrelid = ${table}::regclass AND array_length(c.conkey, 1) = 1
     ORDER BY 1, 2`.execute(db)
  const found: { id: number; said: Words }[] = []
  for (const { table: other, column, has } of keys.rows) {
    if (own.includes(other)) continue
    const rows = await sql<{ id: number; n: number; first: string }>`
      SELECT ${sql.ref(column)} AS id, count(*)::int AS n, min(${sql.raw(has ? 'id' : 'NULL::int')})::text AS first
        FROM ${sql.table(other)} WHERE ${sql.ref(column)} = ANY (${records.map(({ id }) => id)}::int[])
       GROUP BY 1 ORDER BY 1`.execute(db)
    const what = tableWords[other] ?? words(other, other)
    for (const { id, n, first } of rows.rows) {
      const name = records.find((record) => record.id === id)?.name ?? String(id)
      const which = first === null ? '' : n === 1 ? ` ${first}` : ` ${first}, …`
      found.push({
        id,
        said: words(`${name}: ${n} ${what.vi}${which}`, `${name}: ${n} ${what.en}${which}`),
      })
    }
  }
  return found
}

/** The first of them, and how many more there are. */
export function fewOf(said: readonly Words[]): Words[] {
  if (said.length <= mostNamed) return [...said]
  const more = said.length - mostNamed
  return [...said.slice(0, mostNamed), words(`và ${more} mục khác`, `and ${more} more`)]
}

/** Records that were changed here since they were taken over. */
export const changedSince = (name: string): Words =>
  words(`${name}: đã được xử lý tiếp sau khi tiếp nhận`, `${name}: was worked on after it was taken over`)

/** Takes the facts of records back that go; what they were of is no longer named by its key. */
export async function retractFacts(
  db: Db,
  recordType: 'support_turn' | 'certificate' | 'training_event',
  ids: readonly number[],
  reason: string,
): Promise<void> {
  if (ids.length === 0) return
  await db
    .updateTable('fact')
    .set({ retractedAt: new Date(), retraction: reason, enterpriseId: null })
    .where('recordType', '=', recordType)
    .where('recordId', 'in', [...ids])
    .where('retractedAt', 'is', null)
    .execute()
}
