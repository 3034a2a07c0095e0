import { type RawBuilder, sql } from 'kysely'
import { withTaxCode } from '../enterprises/index.ts'
import type { FindKind, Sought } from '../platform/find.ts'
import type { Context } from '../platform/operation.ts'
import { fold } from '../platform/text.ts'
import { hrefOf, kindNamed } from './kinds.ts'

/** A record that was found, as its group shows it. */
export interface Found {
  readonly id: string
  readonly title: { readonly vi: string; readonly en: string }
  /** Numbers, names and days that tell it from others. */
  readonly note: string | null
  readonly href: string
}

/** Of each kind this many are shown; one more says that there are more. */
export const shownOfKind = 6

/**
 * Of each kind this many that match are held against each other; with more the words say too little to put one first. It keeps a
 * search for what everything is called as quick as any other.
 */
const heldAgainst = 200

interface Row {
  readonly kind: string
  readonly id: string
  readonly vi: string
  readonly en: string
  readonly note: string | null
}

const shownRow = ({ kind, id, vi, en, note }: Row): Found => {
  const of = kindNamed(kind)
  if (of === undefined) throw new Error(`Nobody declared the kind ${kind}`)
  return { id, title: { vi, en }, note: note === '' ? null : note, href: hrefOf(of, id) }
}

/** More words than these narrow nothing. */
const mostWords = 8

/**
 * Whether a text holds a word. One of one or two letters is the beginning of a word: the index of trigrams knows those, and inside words
 * it would be everywhere.
 */
function holdsWord(text: RawBuilder<unknown>, word: string): RawBuilder<boolean> {
  const written = literally(word)
  return word.length > 2
    ? sql<boolean>`${text} LIKE ${`%${written}%`}`
    : sql<boolean>`(${text} LIKE ${`${written}%`} OR ${text} LIKE ${`% ${written}%`})`
}

/** The signs that LIKE reads otherwise, taken literally. */
const literally = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)

/** The words of a search as they are sought: folded; a tax code as it is stored, however it is written. */
export const soughtWords = (q: string): string => fold(withTaxCode(q) ?? '').trim()

/**
 * What is found of each kind, in one question to the database: what begins with the words before whole words, those before parts of
 * words, and what is newer before what is older.
 */
export async function findOf(
  context: Context,
  kinds: readonly FindKind[],
  q: string,
): Promise<Map<string, Found[]>> {
  const words = soughtWords(q)
  const each = words
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, mostWords)
  if (kinds.length === 0 || each.length === 0) return new Map()
  const sought: Sought = (text) =>
    sql<boolean>`(${sql.join(
      each.map((word) => holdsWord(text, word)),
      sql` AND `,
    )})`
  const whole = literally(words)
  const nearness = sql`CASE WHEN held.text = ${words} THEN 0 WHEN held.text LIKE ${`${whole}%`} THEN 1
    WHEN ' ' || held.text || ' ' LIKE ${`% ${whole} %`} THEN 2 WHEN ' ' || held.text LIKE ${`% ${whole}%`} THEN 3 ELSE 4 END`
  const parts = kinds.map(
    (kind) => sql`(SELECT ${kind.kind} AS kind, held.id::text AS id, held.vi, held.en, held.note
      FROM (SELECT * FROM (${kind.rows(context, sought)}) matching LIMIT ${heldAgainst}) held
      ORDER BY ${nearness}, held.id DESC LIMIT ${shownOfKind + 1})`,
  )
  return byKind(context, parts)
}

/** The records of these ids that the account still reads, by kind. */
export async function lookUp(
  context: Context,
  wanted: readonly { readonly kind: FindKind; readonly ids: readonly number[] }[],
): Promise<Map<string, Found[]>> {
  if (wanted.length === 0) return new Map()
  const anything: Sought = () => sql<boolean>`true`
  const parts = wanted.map(
    ({ kind, ids }) => sql`(SELECT ${kind.kind} AS kind, held.id::text AS id, held.vi, held.en, held.note
      FROM (${kind.rows(context, anything)}) held WHERE held.id = ANY (${ids}::integer[]))`,
  )
  return byKind(context, parts)
}

async function byKind({ db }: Context, parts: readonly RawBuilder<unknown>[]): Promise<Map<string, Found[]>> {
  const { rows } = await sql<Row>`${sql.join(parts, sql` UNION ALL `)}`.execute(db)
  const found = new Map<string, Found[]>()
  for (const row of rows) found.set(row.kind, [...(found.get(row.kind) ?? []), shownRow(row)])
  return found
}
