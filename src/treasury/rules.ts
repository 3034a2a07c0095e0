import { fold } from '../platform/text.ts'

/* Which payment of a batch a row of the Treasury's answer is of, by number, sum and payee. Nothing here knows the database. */

/** A payment as it stands on the list that was sent. `number` is plain: without spaces and case. */
export interface Listed {
  readonly id: number
  readonly number: string
  readonly amount: bigint
  readonly payee: string
  readonly account: string | null
}

/** A row of the answer. An answer that names neither payee nor account is taken by number and sum. */
export interface Answered {
  readonly number: string
  readonly amount: bigint
  readonly payee: string | null
  readonly account: string | null
}

/** How a row fits: whole, or all but its payee, its sum (under its number), its number (with sum and payee). */
export const fits = ['whole', 'payee', 'sum', 'number'] as const
export type Fit = (typeof fits)[number]

/** What a row is taken to be of; null where no payment of the batch comes near. */
export type Match = { readonly id: number; readonly fit: Fit } | null

const plainName = (name: string) =>
  fold(name)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
const plainAccount = (account: string) => account.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase()

/** Whether the answer names the payee of the list: the account decides where both have one. Null where it names nobody. */
function samePayee(
  listed: Pick<Listed, 'payee' | 'account'>,
  { payee, account }: Pick<Answered, 'payee' | 'account'>,
): boolean | null {
  if (account !== null && listed.account !== null)
    return plainAccount(account) === plainAccount(listed.account)
  return payee === null ? null : plainName(payee) === plainName(listed.payee)
}

/** How a row fits a payment; null where it is not of it. */
export function fitOf(listed: Listed, row: Answered): Fit | null {
  const payee = samePayee(listed, row)
  const sum = listed.amount === row.amount
  if (listed.number === row.number) return !sum ? 'sum' : payee === false ? 'payee' : 'whole'
  return sum && payee === true ? 'number' : null
}

/**
 * Proposes for each row the payment that it is of. What fits whole goes first, so that a row which comes near never takes the payment
 * of one which is it; no payment is named twice.
 */
export function matchRows(listed: readonly Listed[], rows: readonly Answered[]): Match[] {
  const found: Match[] = rows.map(() => null)
  const taken = new Set<number>()
  for (const fit of fits)
    for (const [at, row] of rows.entries()) {
      if (found[at] !== null) continue
      const one = listed.find((payment) => !taken.has(payment.id) && fitOf(payment, row) === fit)
      if (one === undefined) continue
      taken.add(one.id)
      found[at] = { id: one.id, fit }
    }
  return found
}

/** The one payment that has the sum and the payee of a row that is on no list; null where none has, or several. */
export function onlyFit<P extends Omit<Listed, 'number'>>(
  payments: readonly P[],
  row: Omit<Answered, 'number'>,
): P | null {
  const fitting = payments.filter(
    (payment) => payment.amount === row.amount && samePayee(payment, row) === true,
  )
  return fitting.length === 1 ? (fitting[0] ?? null) : null
}
