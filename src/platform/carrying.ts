import { createHash } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { z } from 'zod'
import type { Actor } from './actor.ts'
import { authorise, contextOf, type Execution, judged, ran, refuseUnsigned } from './admission.ts'
import { attempt, undone } from './attempt.ts'
import type { DB } from './database-types.ts'
import { runFollows, runFollowsOfEach } from './follow.ts'
import { toJson } from './json.ts'
import type { Carrier, Command } from './operation.ts'
import { Problem } from './problem.ts'
import { claim, contentHash, isAnswered } from './sendings.ts'
import type { System } from './system.ts'
import { inTransaction } from './transaction.ts'

/** The one way into a command. */
type Run = <I extends z.ZodObject, O extends z.ZodType>(
  system: System,
  command: Command<I, O>,
  actor: Actor,
  raw: unknown,
  execution: Execution,
) => Promise<unknown>

/** What a command on several records does its work with, for this actor and this sending. @param run the one way into a command */
export function carrierOf(system: System, actor: Actor, execution: Execution, run: Run): Carrier {
  const { once } = execution
  return {
    context: contextOf(system, system.db, actor, execution),
    rehearse: (command, inputs) => rehearse(system, command, actor, inputs, execution),
    async perform(command, input, key) {
      // Each has a name of its own within the sending: what was done before the connection broke is not done again.
      const own = once === undefined ? undefined : createHash('sha256').update(`${once}/${key}`).digest('hex')
      if (own !== undefined && (await isAnswered(system, own))) return null
      try {
        await run(system, command, actor, input, { ...execution, once: own })
        return null
      } catch (error) {
        if (error instanceof Problem && error.status < 500) return error
        throw error
      }
    },
    claim: (name, input) => claimWhole(system, actor, once, { name, input }),
    async answer(result) {
      if (once === undefined) return
      await system.db
        .updateTable('submission')
        .set({ result: toJson(result) })
        .where('key', '=', once)
        .execute()
    },
  }
}

async function claimWhole(
  { db }: System,
  { userId, name: actorName }: Actor,
  once: string | undefined,
  { name, input }: { name: string; input: unknown },
): Promise<string | null> {
  if (once === undefined) return null
  const earlier = await inTransaction(db, 'key', async (transaction) =>
    claim(transaction, {
      key: once,
      actor: userId ?? actorName,
      command: name,
      inputSha256: await contentHash(transaction, input),
    }),
  )
  // A sending that broke off has no answer yet: what is left of it is done now.
  return earlier === null || earlier === '' ? null : earlier
}

/**
 * Tries a command with several inputs, one after the other in one transaction, and undoes all of it: each is judged with what those before
 * it would have changed (the money that they would take). Nothing is written, and nothing recorded in the trail.
 * @returns for each input null, or the problem that it would meet
 * @throws Problem 401 or 403 for who may not run it at all
 */
async function rehearse<I extends z.ZodObject, O extends z.ZodType>(
  system: System,
  command: Command<I, O>,
  actor: Actor,
  inputs: readonly unknown[],
  execution: Execution,
): Promise<readonly (Problem | null)[]> {
  authorise(command, actor)
  refuseUnsigned(command, actor)
  // What it prepares is made outside of a transaction and not for a preview: its rows alone say what is refused.
  if (command.prepare !== undefined) return inputs.map(() => null)
  let found: (Problem | null)[] = []
  await undone(system.db, async (db) => {
    found = []
    for (const raw of inputs) found.push(await tried(system, db, command, actor, raw, execution))
  })
  return found
}

/** One try, undone by itself when it is refused. */
async function tried<I extends z.ZodObject, O extends z.ZodType>(
  system: System,
  db: Transaction<DB>,
  command: Command<I, O>,
  actor: Actor,
  raw: unknown,
  { via, planId }: Execution,
): Promise<Problem | null> {
  const alone: Execution = planId === undefined ? { via } : { via, planId }
  return attempt(db, async () => {
    const taken = await judged({ ...system, db }, command, actor, raw, alone)
    const { input } = taken
    const here = contextOf(system, db, actor, alone)
    const output = await ran(here, command, taken)
    await runFollows(command.name, here, input, output)
    const subject = command.subject?.(input, output) ?? null
    if (subject !== null) await runFollowsOfEach(here, command, subject)
  })
}
