/* Whose sheet or opinion somebody may read. Pure: everything that shows scores asks here. */

/** A place in an appraisal, as the one who looks sees it. */
export interface SeenSeat {
  readonly id: number
  /** Of the person who looks, by whatever account. */
  readonly mine: boolean
  /** A conflict of interest keeps the person out. */
  readonly keptOut: boolean
  /** Its sheet is in. */
  readonly given: boolean
  /** It is counted on: not kept out, not absent. */
  readonly expected: boolean
}

/**
 * The seats whose sheets may be read. Nobody reads another's before his own is in; who has none of his own to give reads them once all that
 * are counted on are in; who is kept out reads none, even afterwards.
 * @param expected how many sheets there must be before they are all in
 */
export function readableSeats(seats: readonly SeenSeat[], concluded: boolean, expected: number): Set<number> {
  const mine = seats.filter((seat) => seat.mine)
  const given = seats.filter((seat) => seat.given)
  const none = new Set<number>()
  if (mine.some((seat) => seat.keptOut)) return none
  const all = new Set(given.map(({ id }) => id))
  if (concluded) return all
  if (mine.length > 0)
    return mine.every((seat) => seat.given) ? all : new Set(given.filter((s) => s.mine).map(({ id }) => id))
  const counted = seats.filter((seat) => seat.expected)
  return counted.length >= expected && counted.every((seat) => seat.given) ? all : none
}
