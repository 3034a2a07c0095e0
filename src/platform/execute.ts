import type { Transaction } from 'kysely'
import type { z } from 'zod'
import type { Actor } from './actor.ts'
import { authorise, contextOf, type Execution, judged, ran, refuseUnsigned, type Taken } from './admission.ts'
import { appendAudit, beginAudit } from './audit.ts'
import { type Audited, inAudit } from './audit-transaction.ts'
import { carrierOf } from './carrying.ts'
import type { DB } from './database-types.ts'
import { recordEvent } from './events.ts'
import type { FileAnswer } from './file-answer.ts'
import { runFollows, runFollowsOfEach } from './follow.ts'
import { restoredProblem } from './forms/kept.ts'
import { parseJson, toJson } from './json.ts'
import type { Command, Query } from './operation.ts'
import { outageOf } from './outage.ts'
import { fromDatabase, Problem } from './problem.ts'
import { noteShown, noteWritten, showsOnly } from './request.ts'
import { asSample } from './sample.ts'
import { claim, contentHash, isAnswered, unusableKey } from './sendings.ts'
import type { System } from './system.ts'
import type { Again } from './transaction.ts'

/**
 * The one way into a command or query: authorise, validate, run (a command in one transaction with one audit record).
 * Throws `Problem` for whatever the user can mend; anything else is a fault of the program.
 * @param raw the input as it came: a form's strings, JSON, or typed values
 */
export async function execute<I extends z.ZodObject, O extends z.ZodType>(
  system: System,
  operation: Command<I, O> | Query<I, O>,
  actor: Actor,
  raw: unknown,
  execution: Execution,
): Promise<z.input<O>> {
  authorise(operation, actor)
  return asSample(system.sample, () => perform(system, operation, actor, raw, execution))
}

async function perform<I extends z.ZodObject, O extends z.ZodType>(
  system: System,
  operation: Command<I, O> | Query<I, O>,
  actor: Actor,
  raw: unknown,
  execution: Execution,
): Promise<z.input<O>> {
  if (execution.once !== undefined && !/^.{1,100}$/u.test(execution.once)) throw unusableKey()
  const shownWith = operation.kind === 'command' ? showsOnly() : null
  if (shownWith !== null) throw restoredProblem(shownWith, execution.wrong ?? [])
  try {
    const taken = await judged(system, operation, actor, raw, execution)
    const { input } = taken
    if (operation.kind === 'query') {
      const found = await ran(contextOf(system, system.db, actor, execution), operation, taken)
      if (operation.file !== undefined)
        await recordTaken(system, operation.name, actor, execution, found as FileAnswer)
      if ('id' in input && typeof input.id === 'number') noteShown(operation.name, input.id)
      return found
    }
    refuseUnsigned(operation, actor)
    if (operation.carry !== undefined)
      return await operation.carry(carrierOf(system, actor, execution, execute), input)
    const answered = operation.prepare !== undefined && (await isAnswered(system, execution.once))
    const prepared = answered
      ? undefined
      : await operation.prepare?.(contextOf(system, system.db, actor, execution), input)
    const result = await inAudit(system, againOf(execution), (db) =>
      runCommand(system, db, operation, actor, { taken, prepared }, execution),
    )
    noteWritten(operation.summary)
    await operation.after?.(contextOf(system, system.db, actor, execution), result)
    return result
  } catch (error) {
    throw error instanceof Problem ? error : (outageOf(error) ?? fromDatabase(error, raw))
  }
}

/** Papers of many records that leave at once: the trail tells who took them. */
async function recordTaken(
  system: System,
  name: string,
  actor: Actor,
  { via }: Execution,
  { taken }: FileAnswer,
): Promise<void> {
  if (taken !== undefined) await recordEvent(system, { name, actor, via, ...taken })
}

function againOf({ once, via }: Execution): Again {
  if (once === undefined) return 'look'
  return via === 'api' ? 'key' : 'form'
}

async function runCommand<I extends z.ZodObject, O extends z.ZodType>(
  system: System,
  db: Transaction<DB>,
  operation: Command<I, O>,
  actor: Actor,
  { taken, prepared }: { taken: Taken<I>; prepared: unknown },
  execution: Execution,
): Promise<Audited<z.input<O>>> {
  const { input } = taken
  if (execution.once !== undefined) {
    const earlier = await claim(db, {
      key: execution.once,
      actor: actor.userId ?? actor.name,
      command: operation.name,
      inputSha256: await contentHash(db, input),
    })
    if (earlier !== null) return { result: parseJson(earlier) as z.input<O>, head: null }
  }
  const reference = await beginAudit(db)
  const here = contextOf(system, db, actor, execution)
  const result = await ran(here, operation, taken, prepared)
  await runFollows(operation.name, here, input, result)
  const subject = operation.subject?.(input, result) ?? null
  if (subject !== null) await runFollowsOfEach(here, operation, subject)
  const head = await appendAudit(
    db,
    system.auditKey,
    {
      reference,
      at: system.now(),
      userId: actor.userId,
      actor: actor.name,
      via: execution.via,
      command: operation.name,
      subject,
      input: toJson(withoutSecrets(input, operation.secret ?? [])),
    },
    'record',
  )
  if (execution.once !== undefined) {
    await db
      .updateTable('submission')
      // A password or token that was shown once is shown once.
      .set({ result: toJson(withoutSecrets(result, operation.secret ?? [])) })
      .where('key', '=', execution.once)
      .execute()
  }
  return { result, head }
}

function withoutSecrets(input: unknown, secret: readonly string[]): unknown {
  if (secret.length === 0 || typeof input !== 'object' || input === null) return input
  return Object.fromEntries(
    Object.entries(input).map(([key, value]) => [key, secret.includes(key) ? '…' : value]),
  )
}
