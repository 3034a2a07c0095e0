import type { Db } from '../platform/database.ts'
import { yearOf } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { invalidField } from '../platform/problem.ts'
import { calledNumber, issuerOn, registeredNumber, takeNumber, typedOf } from './register.ts'

/**
 * The number that a decision bears: the next one of the register, or the one typed. A typed one that has another
 * symbol is of another register and stays as the paper bears it; one of this register is entered there, and two records may stand
 * in the same paper of a day.
 * @throws Problem 422 for a number that the register gave to a paper of another day, 409 for a next one before the day of the last
 */
export async function decisionNumberOf(
  db: Db,
  of: {
    /** As it is typed; undefined: the next one. */
    readonly decisionNumber?: string | undefined
    readonly decidedOn: string
    /** Whether the People's Committee decides, else the agency that carries the programme. */
    readonly committee: boolean
    readonly subject: string
    /** As the audit trail files it: `application:7`. */
    readonly record: string
    /** What the command calls the number; `decisionNumber` where it does not say. */
    readonly field?: string
  },
): Promise<string> {
  const { decisionNumber: text, decidedOn, committee, subject, record, field = 'decisionNumber' } = of
  const issuer = await issuerOn(db, 'decision', decidedOn, committee)
  const number = text === undefined ? undefined : typedOf(text, issuer)
  if (text !== undefined && number === undefined) return text
  if (number !== undefined) {
    const called = calledNumber(number, issuer.symbol)
    if ((await registeredNumber(db, 'decision', called, decidedOn)) !== undefined) return called
    const other = await db
      .selectFrom('outgoingNumber')
      .select('id')
      .where('kind', '=', 'decision')
      .where('year', '=', yearOf(decidedOn))
      .where('issuer', '=', issuer.name)
      .where('number', '=', number)
      .executeTakeFirst()
    if (other !== undefined)
      throw invalidField(
        field,
        words(
          'Sổ đã cấp số này cho văn bản của ngày khác, hoặc số đã hủy.',
          'The register gave this number to a paper of another day, or it is cancelled.',
        ),
      )
  }
  const taken = await takeNumber(db, {
    ...{ kind: 'decision', issuer, number, issuedOn: decidedOn },
    ...{ subject, record },
  })
  return calledNumber(taken.number, issuer.symbol)
}
