import type { z } from 'zod'
import { fieldProblems } from './fields.ts'
import { type Words, words } from './language.ts'
import type { Context, Operation } from './operation.ts'
import type { FieldProblem } from './problem.ts'

/*
 * What is wrong with an input, all of it at once: what its schema says of each field, and what the rules of its operation say of those
 * fields that are right by themselves. One wrong field hides no other.
 */

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
    for (const problem of [(await rule.judge(input as never, context)) ?? []].flat())
      if (!known(problem.field)) found.push(problem)
  }
  for (const need of operation.needs ?? []) {
    if (known(need.field) || bad.has(need.field) || !judgeable(need.of)) continue
    if (input[need.field] !== undefined || !need.when(input as never)) continue
    found.push({ field: need.field, words: need.words ?? words('Xin điền mục này.', 'Please fill this in.') })
  }
  return found
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
