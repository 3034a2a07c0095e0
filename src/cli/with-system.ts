import type { z } from 'zod'
import { systemActor } from '../platform/actor.ts'
import { readConfig } from '../platform/config.ts'
import { execute } from '../platform/execute.ts'
import { toJson } from '../platform/json.ts'
import type { Command, Query } from '../platform/operation.ts'
import { asSample, isSample, markedResult, sampleMarkBoth } from '../platform/sample.ts'
import { unlessStopped } from '../platform/stopping.ts'
import type { System } from '../platform/system.ts'
import { type Opened, type OpenOptions, openSystem } from '../start/open.ts'
import { stopSignals } from './stop-signals.ts'

/** What a command of the command line works with. */
export interface Terminal {
  readonly system: System
  readonly opened: Opened
  run<I extends z.ZodObject, O extends z.ZodType>(
    operation: Command<I, O> | Query<I, O>,
    input: unknown,
  ): Promise<z.input<O>>
}

/** Opens the system (joining the embedded server if it runs), works, and closes it whatever happens, a signal too. */
export async function withSystem<T>(
  work: (terminal: Terminal) => Promise<T>,
  options: Pick<OpenOptions, 'clean'> = {},
): Promise<T> {
  const config = readConfig({ ...process.env, LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn' })
  const { stop } = stopSignals()
  const opened = await openSystem(config, { ...options, signal: stop })
  try {
    if (opened.system.sample) process.stderr.write(`${sampleMarkBoth}\n`)
    const terminal: Terminal = {
      system: opened.system,
      opened,
      run: (operation, input) => execute(opened.system, operation, systemActor, input, { via: 'cli' }),
    }
    return await unlessStopped(
      stop,
      asSample(opened.system.sample, () => work(terminal)),
    )
  } finally {
    await opened.close()
  }
}

/** Prints data as JSON on standard output; an object of sample data says so in a member of its own, as by REST. */
export function printJson(value: unknown): void {
  process.stdout.write(`${toJson(markedResult(value), 2)}\n`)
}

export function printLine(line = ''): void {
  process.stdout.write(`${line}\n`)
}

/** Columns padded to their widest cell; above a table of sample data stands that it is one. */
export function printTable(rows: readonly (readonly string[])[]): void {
  if (isSample()) printLine(sampleMarkBoth)
  const widths = rows.reduce<number[]>(
    (most, row) => row.map((cell, at) => Math.max(most[at] ?? 0, cell.length)),
    [],
  )
  for (const row of rows)
    printLine(row.map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0))).join('  '))
}
