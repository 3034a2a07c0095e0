import { sql } from 'kysely'
import { letterheadOn, officesOn } from '../agencies/index.ts'
import type { Db } from '../platform/database.ts'
import { yearOf } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { Need } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField } from '../platform/problem.ts'
import { type StateOf, states } from '../platform/states.ts'
import { symbolOf } from './symbols.ts'

/*
 * The register of out-going numbers: a series for each body, year and kind of document (Decree 30/2020/NĐ-CP, article 15). The database
 * gives the next one (`outgoing_number_for`), so that no two documents get the same and none is left out.
 */

/** The kinds of document that have numbers of their own. */
export const numberKinds = states({
  decision: words('Quyết định', 'Decision'),
  letter: words('Thông báo', 'Notice'),
  contract: words('Hợp đồng', 'Contract'),
  invitation: words('Giấy mời', 'Invitation'),
  report: words('Báo cáo', 'Report'),
  minutes: words('Biên bản', 'Minutes'),
})
export type NumberKind = StateOf<typeof numberKinds>

explainConstraint('outgoing_number_once', () =>
  invalidField(
    'number',
    words(
      'Số này đã có trong sổ của năm cho loại văn bản này.',
      'The register has this number for the year and kind already.',
    ),
  ),
)
explainConstraint('outgoing_number_day', () =>
  conflict(
    'outgoing.day',
    words(
      'Ngày văn bản trước ngày của số cuối cùng trong sổ, nên sổ không cấp số tiếp theo. Xin sửa ngày, hoặc ghi số của văn thư.',
      'The day lies before that of the last number of the register, so it gives none. Change the day, or type the number that the office gave.',
    ),
    'issuedOn',
  ),
)

/** Whose number it is: as the body is called on the day, and what stands for it in a symbol. */
export interface Issuer {
  readonly name: string
  readonly symbol: string
}

/** The body that issues a document of a kind on a day. @param committee the People's Committee, else the agency that carries the programme */
export async function issuerOn(db: Db, kind: NumberKind, day: string, committee = false): Promise<Issuer> {
  const { coordinator, leader } = await officesOn(db, day)
  if (committee) return { name: leader, symbol: await symbolOf(db, kind, 'UBND') }
  const { initials } = await letterheadOn(db, day)
  return { name: coordinator, symbol: await symbolOf(db, kind, initials) }
}

/** `05/QĐ-SKHCN`. */
export const calledNumber = (number: number, symbol: string) => `${String(number).padStart(2, '0')}/${symbol}`

/** The same of a row `n` of the register, in SQL. */
export const calledRow = sql<string>`lpad(n.number::text, greatest(2, length(n.number::text)), '0') || '/' || n.symbol`

/** The number that the register would give next; another may take it first. */
export async function nextNumber(db: Db, kind: NumberKind, { name }: Issuer, year: number): Promise<number> {
  // 31 December: no day of the year is refused for it
  const { rows } = await sql<{ next: number }>`
    SELECT outgoing_number_for(${kind}, ${year}, ${name}, NULL, ${`${year}-12-31`}::date) AS next`.execute(db)
  return rows[0]?.next ?? 1
}

/**
 * Enters a number into the register: the one typed, or the next one. Who takes another meanwhile waits until this transaction ends.
 * @throws Problem 422 for one that is taken, 409 for a next one with a day before that of the last
 */
export async function takeNumber(
  db: Db,
  of: {
    readonly kind: NumberKind
    readonly issuer: Issuer
    readonly number?: number | undefined
    readonly issuedOn: string
    readonly subject: string
    /** As the audit trail files it: `application:7`; null for a document that was written elsewhere. */
    readonly record: string | null
  },
): Promise<{ id: number; number: number }> {
  const { kind, issuer, number: typed, issuedOn, subject, record } = of
  const year = yearOf(issuedOn)
  return db
    .insertInto('outgoingNumber')
    .values({
      ...{ kind, year, issuer: issuer.name, symbol: issuer.symbol, issuedOn, subject, record },
      typed: typed !== undefined,
      number: sql<number>`outgoing_number_for(${kind}, ${year}, ${issuer.name}, ${typed ?? null}, ${issuedOn}::date)`,
    })
    .returning(['id', 'number'])
    .executeTakeFirstOrThrow()
}

/** Notes which document bears a number. */
export const numberOfDocument = (db: Db, numberId: number, documentId: number) =>
  db.updateTable('outgoingNumber').set({ documentId }).where('id', '=', numberId).execute()

/** The number of the register that a document bears; undefined where it is of another register, or cancelled. @param called `05/QĐ-SKHCN` */
export const registeredNumber = (db: Db, kind: NumberKind, called: string, issuedOn: string) =>
  db
    .selectFrom('outgoingNumber as n')
    .select(['n.id', 'n.symbol', 'n.issuer', 'n.subject', 'n.record'])
    .where('n.kind', '=', kind)
    .where('n.issuedOn', '=', issuedOn)
    .where('n.cancelledOn', 'is', null)
    .where(calledRow, '=', called)
    .executeTakeFirst()

/** The last number of a kind that was drawn for a record; undefined where none is, or it is cancelled. */
export const numberOfRecord = (db: Db, kind: NumberKind, record: string) =>
  db
    .selectFrom('outgoingNumber as n')
    .select([calledRow.as('number'), 'n.issuedOn as on'])
    .where('n.record', '=', record)
    .where('n.kind', '=', kind)
    .where('n.cancelledOn', 'is', null)
    .orderBy('n.id', 'desc')
    .executeTakeFirst()

/** Cancels a number: it stays in the register with the reason. */
export const cancelNumber = (db: Db, numberId: number, cancelledOn: string, cancelReason: string) =>
  db
    .updateTable('outgoingNumber')
    .set(({ eb }) => ({ cancelledOn, cancelReason, version: eb('version', '+', 1) }))
    .where('id', '=', numberId)
    .execute()

/** The number of a text as people type it: `5`, or `05/QĐ-SKHCN` where that is the issuer's symbol; undefined for one of another register. */
export function typedOf(text: string, { symbol }: Pick<Issuer, 'symbol'>): number | undefined {
  const [, number = '', after] = /^0*(\d{1,5})(?:\s*\/\s*(.+))?$/.exec(text.trim()) ?? []
  const whole = Number(number)
  if (number === '' || whole === 0) return undefined
  return after === undefined || after === symbol ? whole : undefined
}

interface Numbered {
  readonly number?: number | undefined
  readonly give: boolean
  readonly issuedOn?: string | undefined
}

/** What has a number has a day, since numbers are of a year. */
export const numbered: Need<Numbered> = {
  field: 'issuedOn',
  of: ['number', 'give'],
  when: ({ number, give }) => number !== undefined || give,
  said: words('khi có số', 'with a number'),
  words: words('Văn bản có số thì có ngày.', 'A document with a number has a day.'),
}
