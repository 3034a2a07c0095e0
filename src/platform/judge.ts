import type { z } from 'zod'
import { fieldProblems } from './fields.ts'
import { type Words, words } from './language.ts'
import type { Context, Operation, Rule } from './operation.ts'
import { type FieldProblem, Problem } from './problem.ts'

/*
 * What is wrong with an input, all of it at once: what its schema says of each field, and what the rules of its operation say of those
 * fields that are right by themselves. One wrong field hides no other. A rule is judged before the transaction; what another command
 * may change in between is asked again where it is written, under the lock, by the same function.
 */

/** Rule: the day has come. */
export const notAhead = <K extends string>(
  field: K,
  said: Words = words('Ngày này chưa đến.', 'This day has not come yet.'),
): Rule<{ readonly [key in K]?: string | undefined }> => ({
  of: [field],
  judge: (input, { today }) => {
    const on: string | undefined = input[field]
    return on !== undefined && on > today ? { field, words: said } : null
  },
})

/** Rule: the last day or year does not come before the first. It is told at the last. */
export const inOrder = <F extends string, L extends string>(
  first: F,
  last: L,
  said: Words,
): Rule<{ readonly [key in F | L]?: string | number | undefined }> => ({
  of: [first, last],
  judge: (input) => {
    const [from, to]: (string | number | undefined)[] = [input[first], input[last]]
    return from !== undefined && to !== undefined && to < from ? { field: last, words: said } : null
  },
})

type Judged = Pick<Operation, 'input' | 'needs' | 'rules'>

/** How a form marks a field: it must be filled in, it may be, or it must be in the case that the words name. */
export type Mark = 'required' | 'optional' | Words

/** The mark of a field by what the operation takes; null for a name that it does not know. */
export function markOf(operation: Judged, name: string): Mark | null {
  const field = (operation.input.shape as Readonly<Record<string, z.ZodType>>)[name]
  if (field === undefined) return null
  if (!field.safeParse(undefined).success) return 'required'
  const need = operation.needs?.find((each) => each.field === name)?.said
  const asked = operation.rules?.find(({ asks }) => asks?.[name] !== undefined)?.asks?.[name]
  return need ?? asked ?? 'optional'
}

interface Given {
  readonly raw: unknown
  /** What its schema says of it. */
  readonly parsed: z.ZodSafeParseResult<Readonly<Record<string, unknown>>>
  /** Fields that are known to be wrong already, such as a file that was refused. */
  readonly wrong: readonly FieldProblem[]
}

/** What is wrong with an input. */
export interface Findings {
  readonly fields: readonly FieldProblem[]
  /** What a `check` refused that is no fault of a field; the command's run refuses it under its lock, or else this is the answer. */
  readonly refused: Problem | null
}

/** Everything that is wrong with an input. */
export async function problemsOf(
  operation: Judged,
  { raw, parsed, wrong }: Given,
  context: Context,
): Promise<Findings> {
  const found = [...wrong]
  let refused: Problem | null = null
  // Of a field that is wrong in part, what a rule says of it as a whole may be said for want of that part.
  const known = (field: string) =>
    found.some((each) => each.field === field || (each.field.startsWith(`${field}.`) && !field.includes('.')))
  if (!parsed.success) found.push(...fieldProblems(parsed.error).filter(({ field }) => !known(field)))
  const { input, bad, asTyped } = parsed.success
    ? { input: parsed.data, bad: namesOf(found), asTyped: same }
    : rightFields(operation, raw, found)
  const judgeable = (of: readonly string[]) => of.every((field) => !bad.has(field))
  for (const rule of operation.rules ?? []) {
    if (!judgeable(rule.of)) continue
    const judgement = await judgementOf(rule, input, context)
    refused ??= judgement.refused
    for (const problem of judgement.fields) {
      const field = asTyped(problem.field)
      if (!known(field)) found.push({ ...problem, field })
    }
  }
  for (const need of operation.needs ?? []) {
    if (known(need.field) || bad.has(need.field) || !judgeable(need.of)) continue
    if (input[need.field] !== undefined || !need.when(input as never)) continue
    found.push({ field: need.field, words: need.words ?? words('Xin điền mục này.', 'Please fill this in.') })
  }
  return { fields: found, refused }
}

/**
 * What one rule finds. A record that is not there is no fault of a field: that is said where the command locks it, as is what
 * else a `check` refuses, since it is asked again there.
 */
async function judgementOf(
  rule: NonNullable<Judged['rules']>[number],
  input: unknown,
  context: Context,
): Promise<Findings> {
  const none = { fields: [], refused: null }
  try {
    if ('judge' in rule)
      return { ...none, fields: [(await rule.judge(input as never, context)) ?? []].flat() }
    await rule.check(input as never, context)
    return none
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    if (error.status === 422) return { ...none, fields: error.fields }
    if (error.status === 404) return none
    if ('check' in rule) return { ...none, refused: error }
    throw error
  }
}

const namesOf = (found: readonly FieldProblem[]) =>
  new Set(found.map(({ field }) => field.split('.')[0] ?? ''))
const same = (field: string) => field
const isWithin = (field: string, whole: string) => field === whole || field.startsWith(`${whole}.`)

/** What rules can be judged by, though something is wrong. */
interface Right {
  /** What is right by itself, as the operation takes it. */
  readonly input: Readonly<Record<string, unknown>>
  /** The names of the fields of which nothing is. */
  readonly bad: ReadonlySet<string>
  /** Where a rule's finding stands in what was typed: a list without its wrong entries counts others. */
  readonly asTyped: (field: string) => string
}

/** The fields that are right by themselves; one of several entries goes without its wrong entries. */
function rightFields(operation: Judged, raw: unknown, found: readonly FieldProblem[]): Right {
  const typed = (isParts(raw) ? raw : {}) as Readonly<Record<string, unknown>>
  const names = namesOf(found)
  const input: Record<string, unknown> = {}
  const bad = new Set(names)
  const places = new Map<string, readonly number[]>()
  for (const [name, field] of Object.entries(operation.input.shape as Readonly<Record<string, z.ZodType>>)) {
    const paths = found.flatMap(({ field }) => (isWithin(field, name) ? [field.slice(name.length + 1)] : []))
    const right = names.has(name) ? withoutWrong(field, typed[name], paths) : whole(field, typed[name])
    if (right === null) continue
    input[name] = right.value
    bad.delete(name)
    if (right.places !== undefined) places.set(name, right.places)
  }
  const asTyped = (field: string) => {
    const [name = '', place = '', ...rest] = field.split('.')
    const typedAt = places.get(name)?.[Number(place)]
    return typedAt === undefined ? field : [name, typedAt, ...rest].join('.')
  }
  return { input, bad, asTyped }
}

interface RightValue {
  readonly value: unknown
  /** Of a list that lost entries: where each of the others stood. */
  readonly places?: readonly number[]
}

function whole(field: z.ZodType, typed: unknown): RightValue | null {
  const parsed = field.safeParse(typed)
  return parsed.success ? { value: parsed.data } : null
}

/**
 * A field of several entries, each of which has a name (a record) or parts (a list of rows), without what is wrong in it: of a
 * record's entry the wrong part, or all of it where it cannot do without; of a list the whole row. Null where nothing remains.
 * @param paths what is wrong, within the field: `2.amount`, `II.1` (a key may have points), empty for the field as such
 */
function withoutWrong(field: z.ZodType, typed: unknown, paths: readonly string[]): RightValue | null {
  if (!isParts(typed) || paths.includes('')) return null
  const entries = Object.entries(typed)
  const entryOf = (path: string) =>
    entries.reduce((best, [key]) => (isWithin(path, key) && key.length > best.length ? key : best), '')
  const wrongIn = (key: string) => paths.filter((path) => entryOf(path) === key)
  if (Array.isArray(typed)) {
    const right = entries.filter(([place, row]) => isParts(row) && wrongIn(place).length === 0)
    const rows = whole(
      field,
      right.map(([, row]) => row),
    )
    return rows && { ...rows, places: right.map(([place]) => Number(place)) }
  }
  const withoutParts = entries.flatMap(([key, entry]) => {
    const wrong = wrongIn(key).map((path) => path.slice(key.length + 1))
    if (wrong.length === 0) return [[key, entry]]
    if (!isParts(entry) || wrong.includes('')) return []
    return [[key, Object.fromEntries(Object.entries(entry).filter(([part]) => !wrong.includes(part)))]]
  })
  return (
    whole(field, Object.fromEntries(withoutParts)) ??
    whole(field, Object.fromEntries(entries.filter(([key]) => wrongIn(key).length === 0)))
  )
}

const isParts = (value: unknown): value is object => typeof value === 'object' && value !== null
