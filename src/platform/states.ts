import { z } from 'zod'
import type { Translate, Words } from './language.ts'

/** How a state is coloured; the tone never stands alone, the word says it. */
export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'error'

/** A closed list of keys: its names and tones, its schema, its choices. */
export interface States<Key extends string = string> {
  /** The keys in their order. */
  readonly keys: readonly Key[]
  readonly names: Readonly<Record<Key, Words>>
  readonly tones: Readonly<Record<Key, Tone>>
  readonly schema: z.ZodEnum<{ [K in Key]: K }>
  /** Whether a text is one of the keys. */
  readonly is: (text: string) => text is Key
  /** The words of a text that is one of the keys; of any other the text itself. */
  readonly wordsOf: (text: string) => Words
  /** The keys as choices of a filter or a form. */
  readonly choices: (t: Translate) => { value: Key; label: string }[]
}

/** The union of a list's keys. */
export type StateOf<S> = S extends States<infer Key> ? Key : never

/**
 * Declares the states that a record may be in, or any other closed list that users read.
 * @example
 * export const enterpriseStates = states({
 *   active: { vi: 'Đang hoạt động', en: 'Active', tone: 'success' },
 *   dissolved: { vi: 'Đã giải thể', en: 'Dissolved', tone: 'error' },
 * })
 * export type EnterpriseState = StateOf<typeof enterpriseStates>
 */
export function states<const Table extends Readonly<Record<string, Words & { readonly tone?: Tone }>>>(
  table: Table,
): States<keyof Table & string> {
  type Key = keyof Table & string
  const is = (text: string): text is Key => Object.hasOwn(table, text)
  const keys = Object.keys(table).filter(is)
  const each = <T>(of: (state: Words & { readonly tone?: Tone }) => T) =>
    Object.fromEntries(Object.entries(table).map(([key, state]) => [key, of(state)])) as Record<Key, T>
  const names = each(({ vi, en }) => ({ vi, en }))
  const byText = new Map<string, Words>(Object.entries(names))
  return {
    keys,
    names,
    tones: each(({ tone = 'neutral' }) => tone),
    schema: z.enum(keys) as unknown as States<Key>['schema'],
    is,
    wordsOf: (text) => byText.get(text) ?? { vi: text, en: text },
    choices: (t) => keys.map((value) => ({ value, label: t(names[value]) })),
  }
}
