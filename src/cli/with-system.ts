import type { z } from 'zod'
import { type Opened, openSystem } from '../open.ts'
import { systemActor } from '../platform/actor.ts'
import { readConfig } from '../platform/config.ts'
import { execute } from '../platform/execute.ts'
import { toJson } from '../platform/json.ts'
import type { Command, Query } from '../platform/operation.ts'
import type { System } from '../platform/system.ts'

/** What a command of the command line works with. */
export interface Terminal {
  readonly system: System
  readonly opened: Opened
  run<I extends z.ZodObject, O extends z.ZodType>(
    operation: Command<I, O> | Query<I, O>,
    input: unknown,
  ): Promise<z.input<O>>
}

/** Opens the system (joining the embedded server if it runs), works, and closes it whatever happens. */
export async function withSystem<T>(work: (terminal: Terminal) => Promise<T>): Promise<T> {
  const config = readConfig({ ...process.env, LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn' })
  const opened = await openSystem(config)
  try {
    return await work({
      system: opened.system,
      opened,
      run: (operation, input) => execute(opened.system, operation, systemActor, input, { via: 'cli' }),
    })
  } finally {
    await opened.close()
  }
}

/** Prints data as JSON on standard output. */
export function printJson(value: unknown): void {
  process.stdout.write(`${toJson(value, 2)}\n`)
}

export function printLine(line = ''): void {
  process.stdout.write(`${line}\n`)
}

/** Columns padded to their widest cell. */
export function printTable(rows: readonly (readonly string[])[]): void {
  const widths = rows.reduce<number[]>(
    (most, row) => row.map((cell, at) => Math.max(most[at] ?? 0, cell.length)),
    [],
  )
  for (const row of rows)
    printLine(row.map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0))).join('  '))
}
