import type { z } from 'zod'
import { ran } from './admission.ts'
import { runFollows, runFollowsOfEach } from './follow.ts'
import { problemsOf } from './judge.ts'
import type { Command, Context, Operation } from './operation.ts'
import { invalid } from './problem.ts'

/**
 * Runs a command within another one's transaction as its form does: judged by all its rules, then under its locks, with all that follows it.
 * Whoever may is asked of the command that runs it.
 * @throws Problem
 */
export async function runWithin<I extends z.ZodObject, O extends z.ZodType>(
  context: Context,
  command: Command<I, O>,
  raw: object,
): Promise<z.input<O>> {
  const parsed = command.input.safeParse(raw, { reportInput: true })
  const { fields, refused } = await problemsOf(
    command as unknown as Operation,
    { raw, parsed, wrong: [] },
    context,
  )
  if (!parsed.success || fields.length > 0) throw invalid(fields)
  const output = await ran(context, command, { input: parsed.data, refused })
  await runFollows(command.name, context, parsed.data, output)
  const subject = command.subject?.(parsed.data, output) ?? null
  if (subject !== null) await runFollowsOfEach(context, command, subject)
  return output
}
