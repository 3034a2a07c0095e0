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
  return operation.needs?.find((need) => need.field === name)?.said ?? 'optional'
}

interface Given {
  readonly raw: unknown
  /** What its schema says of it. */
  readonly parsed: z.ZodSafeParseResult<Readonly<Record<string, unknown>>>
  /** Fields that are known to be wrong already, such as a file that was refused. */
  readonly wrong: readonly FieldProblem[]
}

/** Everything that is wrong with an input. */
export async function problemsOf(
  operation: Judged,
  { raw, parsed, wrong }: Given,
  context: Context,
): Promise<FieldProblem[]> {
  const found = [...wrong]
  const known = (field: string) => found.some((each) => each.field === field)
  if (!parsed.success) found.push(...fieldProblems(parsed.error).filter(({ field }) => !known(field)))
  const bad = new Set(found.map(({ field }) => field.split('.')[0] ?? ''))
  const input = parsed.success ? parsed.data : rightFields(operation, raw, bad)
  const judgeable = (of: readonly string[]) => of.every((field) => !bad.has(field))
  for (const rule of operation.rules ?? []) {
    if (!judgeable(rule.of)) continue
    for (const problem of await judgement(rule, input, context))
      if (!known(problem.field)) found.push(problem)
  }
  for (const need of operation.needs ?? []) {
    if (known(need.field) || bad.has(need.field) || !judgeable(need.of)) continue
    if (input[need.field] !== undefined || !need.when(input as never)) continue
    found.push({ field: need.field, words: need.words ?? words('Xin điền mục này.', 'Please fill this in.') })
  }
  return found
}

/**
 * What one rule finds. A record that is not there is no fault of a field: that is said where the command locks it, as is what
 * else a `check` refuses, since it is asked again there.
 */
async function judgement(
  rule: NonNullable<Judged['rules']>[number],
  input: unknown,
  context: Context,
): Promise<readonly FieldProblem[]> {
  try {
    if ('judge' in rule) return [(await rule.judge(input as never, context)) ?? []].flat()
    await rule.check(input as never, context)
    return []
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    if (error.status === 422) return error.fields
    if (error.status === 404 || 'check' in rule) return []
    throw error
  }
}

/** The fields that are right by themselves, as the operation takes them. */
function rightFields(
  operation: Judged,
  raw: unknown,
  bad: ReadonlySet<string>,
): Readonly<Record<string, unknown>> {
  const typed = (typeof raw === 'object' && raw !== null ? raw : {}) as Readonly<Record<string, unknown>>
  return Object.fromEntries(
    Object.entries(operation.input.shape as Readonly<Record<string, z.ZodType>>).flatMap(([name, field]) => {
      const parsed = bad.has(name) ? undefined : field.safeParse(typed[name])
      return parsed?.success === true ? [[name, parsed.data]] : []
    }),
  )
}
