import { fold } from '../platform/text.ts'

/** A person as data are looked for: by accounts, and by what stands in texts. */
export interface Person {
  readonly accountIds: readonly string[]
  readonly names: readonly string[]
  readonly emails: readonly string[]
  readonly phones: readonly string[]
}

/** What a text says of a person, at which place of it. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** What a value is compared by: its kind, and its one writing. */
export type Trait = `name:${string}` | `reach:${string}`

/** Recognises one person in values, by traits that it need not be able to say itself. */
export interface Recogniser {
  readonly accountIds: ReadonlySet<string>
  /** How many words the names have that are looked for in texts. */
  readonly nameLengths: readonly number[]
  readonly knows: (trait: Trait) => boolean
}

const word = /[\p{L}\p{N}\p{M}]+/gu
const address = /[^\s@<>,;:"'()[\]{}]+@[^\s@<>,;:"'()[\]{}]+\.[\p{L}\p{N}-]+/gu
const number = /\+?\d(?:[ .()-]{0,2}\d){7,14}/g

/** A name in its one writing: words without case and accents. */
export const nameTrait = (name: string): Trait =>
  `name:${(name.normalize('NFC').match(word) ?? []).map(fold).join(' ')}`
export const emailTrait = (email: string): Trait => `reach:${email.trim().normalize('NFC').toLowerCase()}`
/** A telephone number in its one writing: digits, Viet Nam's own prefix as 0. */
export const phoneTrait = (phone: string): Trait =>
  `reach:${phone.replace(/\D/g, '').replace(/^84(?=\d{8,})/, '0')}`

/** The traits by which a person is recognised in values. */
export function traitsOf(person: Person): Trait[] {
  return [...person.names.map(nameTrait), ...person.emails.map(emailTrait), ...person.phones.map(phoneTrait)]
}

/** The number of words of a name's trait. */
export const lengthOf = (trait: Trait): number => trait.split(' ').length

/** Whether a name can be looked for inside texts: one word alone names too many. */
const findable = (length: number) => length > 1

export function recogniserOf(person: Person): Recogniser {
  const traits = new Set(traitsOf(person))
  return {
    accountIds: new Set(person.accountIds),
    nameLengths: [...new Set(person.names.map((name) => lengthOf(nameTrait(name))))].filter(findable),
    knows: (trait) => traits.has(trait),
  }
}

/** Where a text names the person, from left to right, no two places overlapping. */
export function spansIn(text: string, { nameLengths, knows }: Recogniser): Span[] {
  const found: Span[] = []
  const words = [...text.matchAll(word)].map((match) => ({
    folded: fold(match[0].normalize('NFC')),
    from: match.index,
    to: match.index + match[0].length,
  }))
  for (const length of nameLengths) {
    for (let at = 0; at + length <= words.length; at++) {
      const run = words.slice(at, at + length)
      const [first, last] = [run[0], run.at(-1)]
      if (first === undefined || last === undefined) continue
      if (knows(`name:${run.map(({ folded }) => folded).join(' ')}`))
        found.push({ from: first.from, to: last.to })
    }
  }
  for (const match of text.matchAll(address))
    if (knows(emailTrait(match[0]))) found.push({ from: match.index, to: match.index + match[0].length })
  for (const match of text.matchAll(number))
    if (knows(phoneTrait(match[0]))) found.push({ from: match.index, to: match.index + match[0].length })
  return withoutOverlaps(found)
}

function withoutOverlaps(spans: readonly Span[]): Span[] {
  const kept: Span[] = []
  for (const span of spans.toSorted((a, b) => a.from - b.from || b.to - a.to))
    if (span.from >= (kept.at(-1)?.to ?? 0)) kept.push(span)
  return kept
}

/** Every text inside a value of the database: a JSON value's and a list's too. Bytes hold none. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(textsIn)
  if (value instanceof Uint8Array || value instanceof Date || typeof value !== 'object' || value === null)
    return []
  return Object.values(value).flatMap(textsIn)
}
