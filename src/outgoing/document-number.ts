import type { Db } from '../platform/database.ts'
import { yearOf } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { invalidField } from '../platform/problem.ts'
import { calledNumber, issuerOn, type NumberKind, registeredNumber, takeNumber, typedOf } from './register.ts'

const otherDay = words(
  'Sổ đã cấp số này cho văn bản của ngày khác, hoặc số đã hủy.',
  'The register gave this number to a paper of another day, or it is cancelled.',
)
const otherRecord = words(
  'Sổ đã cấp số này cho hồ sơ khác cùng ngày.',
  'The register gave this number to another record of the same day.',
)

interface Wanted {
  readonly kind: NumberKind
  /** As it is typed; undefined: the next one. */
  readonly number: string | undefined
  readonly on: string
  /** Whether the People's Committee issues it, else the agency that carries the programme. */
  readonly committee: boolean
  readonly subject: string
  /** As the audit trail files it: `application:7`. */
  readonly record: string
  /** What the command calls the number. */
  readonly field: string
  /** Whether a paper of the day may hold several records. */
  readonly shared: boolean
}

/**
 * The number that a document bears: the next one of the register, or the one typed. A typed one that has another symbol is of another
 * register and stays as the paper bears it; one of this register is entered there.
 * @throws Problem 422 for a number that the register gave to another paper, 409 for a next one before the day of the last
 */
export async function documentNumberOf(db: Db, of: Wanted): Promise<string> {
  const { kind, number: text, on, committee, subject, record, field, shared } = of
  const issuer = await issuerOn(db, kind, on, committee)
  const number = text === undefined ? undefined : typedOf(text, issuer)
  if (text !== undefined && number === undefined) return text
  if (number !== undefined) {
    const called = calledNumber(number, issuer.symbol)
    const registered = await registeredNumber(db, kind, called, on)
    if (registered !== undefined) {
      // A number without a record was drawn for a paper that was written elsewhere: this one.
      if (shared || registered.record === null || registered.record === record) return called
      throw invalidField(field, otherRecord)
    }
    const other = await db
      .selectFrom('outgoingNumber')
      .select('id')
      .where('kind', '=', kind)
      .where('year', '=', yearOf(on))
      .where('issuer', '=', issuer.name)
      .where('number', '=', number)
      .executeTakeFirst()
    if (other !== undefined) throw invalidField(field, otherDay)
  }
  const taken = await takeNumber(db, { kind, issuer, number, issuedOn: on, subject, record })
  return calledNumber(taken.number, issuer.symbol)
}

/** The number that a decision bears, by the same rule; two records may stand in one decision of a day. */
export const decisionNumberOf = (
  db: Db,
  of: Pick<Wanted, 'committee' | 'subject' | 'record'> & {
    /** As it is typed; undefined: the next one. */
    readonly decisionNumber?: string | undefined
    readonly decidedOn: string
    /** What the command calls the number; `decisionNumber` where it does not say. */
    readonly field?: string
  },
): Promise<string> => {
  const { decisionNumber: number, decidedOn: on, field = 'decisionNumber', committee, subject, record } = of
  return documentNumberOf(db, {
    ...{ kind: 'decision', number, on, committee, subject, record, field, shared: true },
  })
}
