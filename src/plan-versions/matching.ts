import type { Words } from '../platform/language.ts'

/** A line of a list before and after; null: it is not there. */
export interface Matched<T> {
  readonly key: string
  readonly before: T | null
  readonly after: T | null
}

/** The keys that both lists have, in the order of each. */
export interface Order {
  readonly before: readonly string[]
  readonly after: readonly string[]
}

export interface Match<T> {
  /** The lines of the later list in its order; those that went stand where they stood. */
  readonly rows: readonly Matched<T>[]
  /** Null when what both have stands in the same order. */
  readonly order: Order | null
}

/** Pairs the lines of two lists by their key. A key that a list has twice is told apart by its place among its equals. */
export function matchByKey<T>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (item: T) => string,
): Match<T> {
  const old = keyed(before, keyOf)
  const now = keyed(after, keyOf)
  const rows: Matched<T>[] = [...now].map(([key, item]) => ({
    key,
    before: old.get(key) ?? null,
    after: item,
  }))
  const oldKeys = [...old.keys()]
  for (const [place, key] of oldKeys.entries()) {
    if (now.has(key)) continue
    // behind the line that stood before it
    const previous = place === 0 ? -1 : rows.findIndex((row) => row.key === oldKeys[place - 1])
    rows.splice(previous + 1, 0, { key, before: old.get(key) ?? null, after: null })
  }
  const one = oldKeys.filter((key) => now.has(key))
  const other = [...now.keys()].filter((key) => old.has(key))
  const moved = one.some((key, place) => key !== other[place])
  return { rows, order: moved ? { before: one, after: other } : null }
}

function keyed<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T> {
  const map = new Map<string, T>()
  for (const item of items) {
    const key = keyOf(item)
    let unique = key
    for (let copy = 2; map.has(unique); copy++) unique = `${key} (${copy})`
    map.set(unique, item)
  }
  return map
}

/**
 * Pairs the lines of two lists without keys: equal texts with each other, then what is left in order, one with the
 * other when at least half of their words are the same; what finds no partner went or came.
 */
export function matchByWords(before: readonly Words[], after: readonly Words[]): Match<Words> {
  const equal = matchByKey(before, after, (words) => JSON.stringify([words.vi, words.en]))
  const gone = equal.rows.filter((row) => row.after === null)
  const come = equal.rows.filter((row) => row.before === null)
  const partners = new Map<string, Words>()
  for (const [place, row] of gone.entries()) {
    const other = come[place]
    if (row.before === null || other === undefined || other.after === null) continue
    if (likeness(row.before.vi, other.after.vi) >= 0.5) partners.set(other.key, row.before)
  }
  const paired = new Set(partners.values())
  return {
    order: equal.order,
    rows: equal.rows
      .filter((row) => row.after !== null || row.before === null || !paired.has(row.before))
      .map((row) => ({ ...row, before: partners.get(row.key) ?? row.before })),
  }
}

/** The share of words that two texts have in common, 0 to 1; the same both ways. */
export function likeness(one: string, other: string): number {
  const words = (text: string) => text.toLowerCase().split(/\s+/)
  const left = words(one)
  const count = new Map<string, number>()
  for (const word of left) count.set(word, (count.get(word) ?? 0) + 1)
  const right = words(other)
  let common = 0
  for (const word of right) {
    const rest = count.get(word) ?? 0
    if (rest > 0) common++
    count.set(word, rest - 1)
  }
  return (2 * common) / (left.length + right.length)
}
