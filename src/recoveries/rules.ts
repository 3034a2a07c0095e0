/* What a recovery still asks for. Pure. Interest is of the decision alone: its rate, first day and days of a year are what the decision says. */

/** As the decision says it. */
export interface Interest {
  /** Ten-thousandths of a percent a year. */
  readonly rate: number
  /** The first day that bears interest. */
  readonly from: string
  readonly yearDays: number
}

export interface PaidIn {
  readonly on: string
  readonly principal: bigint
}

/** One stretch of days with the same sum left. */
export interface Stretch {
  readonly from: string
  /** The day after the last: the day of a payment bears no interest on what it pays. */
  readonly to: string
  readonly days: number
  readonly left: bigint
}

const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / 86_400_000

/** The stretches from the first day that bears interest to a day, each with what was left of the sum. */
export function stretchesOf(
  amount: bigint,
  from: string,
  payments: readonly PaidIn[],
  until: string,
): Stretch[] {
  const paidBy = (day: string) =>
    payments.reduce((sum, { on, principal }) => (on <= day ? sum + principal : sum), 0n)
  const bounds = [
    ...new Set([from, ...payments.map(({ on }) => on).filter((on) => on > from && on < until), until]),
  ].sort()
  return bounds.flatMap((start, at) => {
    const end = bounds[at + 1]
    const left = amount - paidBy(start)
    return end === undefined || end <= start || left <= 0n || start < from
      ? []
      : [{ from: start, to: end, days: dayNumber(end) - dayNumber(start), left }]
  })
}

/** Interest to a day, đồng rounded down: the sum of what was left × days, × rate ÷ days of the year. */
export function interestDue(
  amount: bigint,
  interest: Interest | null,
  payments: readonly PaidIn[],
  until: string,
): bigint {
  if (interest === null) return 0n
  const products = stretchesOf(amount, interest.from, payments, until).reduce(
    (sum, { left, days }) => sum + left * BigInt(days),
    0n,
  )
  return (products * BigInt(interest.rate)) / (1_000_000n * BigInt(interest.yearDays))
}

/** What is paid into a recovery, and what waits beside it to be confirmed. */
export interface PaidAndWaiting {
  readonly payments: readonly PaidIn[]
  readonly interestPaid: bigint
  readonly waiting: bigint
  readonly interestWaiting: bigint
}

/** What a corrected recovery would fall short of on a day: what is paid in and waits of its sum, or of its interest; null where of neither. */
export function shortOf(
  corrected: { readonly amount: bigint; readonly interest: Interest | null },
  { payments, interestPaid, waiting, interestWaiting }: PaidAndWaiting,
  on: string,
): 'amount' | 'interest' | null {
  const principal = payments.reduce((sum, payment) => sum + payment.principal, waiting)
  if (corrected.amount < principal) return 'amount'
  return interestDue(corrected.amount, corrected.interest, payments, on) < interestPaid + interestWaiting
    ? 'interest'
    : null
}

/** What is left of a recovery on a day. */
export function leftOf(
  of: {
    readonly amount: bigint
    readonly interest: Interest | null
    readonly payments: readonly PaidIn[]
    readonly interestPaid: bigint
  },
  on: string,
) {
  const principal = of.payments.reduce((sum, payment) => sum - payment.principal, of.amount)
  const due = interestDue(of.amount, of.interest, of.payments, on)
  return { principal, due, interest: due > of.interestPaid ? due - of.interestPaid : 0n }
}
