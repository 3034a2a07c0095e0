import type { z } from 'zod'
import type { Command, Context, Operation } from './operation.ts'

type Follow = (context: Context, input: never, output: never) => Promise<unknown>
const follows = new Map<string, Follow[]>()

/**
 * Says what else happens when a command has done its work, in its transaction: what fails here undoes the command. The room whose
 * command it is knows nothing of it, so that what is told of an act stands beside the act's words.
 * @example
 * follow(checkApplication, async (context, { id, outcome }) => { … })
 */
export function follow<I extends z.ZodObject, O extends z.ZodType>(
  command: Command<I, O>,
  run: (context: Context, input: z.output<I>, output: z.input<O>) => Promise<unknown>,
): void {
  follows.set(command.name, [...(follows.get(command.name) ?? []), run as Follow])
}

type FollowEach = (context: Context, operation: Pick<Operation, 'name'>, subject: string) => Promise<unknown>
const followsOfEach: FollowEach[] = []

/** Says what happens, in its transaction, when any command has written to a record; after what its own room says of it. */
export function followEach(run: FollowEach): void {
  followsOfEach.push(run)
}

/** Runs what follows every command on a record. @param subject the record, as the trail names it */
export const runFollowsOfEach: FollowEach = async (context, operation, subject) => {
  for (const run of followsOfEach) await run(context, operation, subject)
}

/** Runs what follows a command, in the order in which the rooms said it. */
export async function runFollows(
  name: string,
  context: Context,
  input: unknown,
  output: unknown,
): Promise<void> {
  for (const run of follows.get(name) ?? []) await run(context, input as never, output as never)
}
