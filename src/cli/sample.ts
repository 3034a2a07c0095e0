import { resolve } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { roleNames } from '../platform/actor.ts'
import { readConfig } from '../platform/config.ts'
import { asSample } from '../platform/sample.ts'
import { unlessStopped } from '../platform/stopping.ts'
import type { SampleAccount } from '../sample/accounts.ts'
import { hasSample, makeSample, singly } from '../sample/commands.ts'
import { openSystem } from '../start/open.ts'
import { showProgress } from './progress.ts'
import { serve } from './start.ts'
import { stopSignals } from './stop-signals.ts'
import { printLine, printTable } from './with-system.ts'

/** A whole number from `least` to `most`. */
function whole(least: number, most: number) {
  return (text: string): number => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
    if (number >= least && number <= most) return number
    throw new InvalidArgumentError(`từ ${least} đến ${most} / ${least} to ${most}.`)
  }
}

/** `2021-2025`, or one year. */
function years(text: string): { first: number; last: number } {
  const [, first, last] = /^(\d{4})(?:-(\d{4}))?$/.exec(text) ?? []
  if (first === undefined) throw new InvalidArgumentError('ví dụ / such as 2021-2025.')
  return { first: Number(first), last: Number(last ?? first) }
}

interface SampleArguments {
  readonly enterprises: number
  readonly facts: number
  readonly years?: { first: number; last: number }
  readonly seed: number
  readonly start?: boolean
  readonly thisYear: boolean
}

/** `nscl sample`: a separate installation with made-up data, to try and to teach the program. */
export function sampleCommand(): Command {
  return new Command('sample')
    .description('make a separate installation with made-up data, to try the program and to teach it')
    .option(
      '--enterprises <count>',
      `enterprises; beyond ${singly} they are made in bulk`,
      whole(1, 1_000_000),
      120,
    )
    .option(
      '--facts <count>',
      'facts made in bulk, to see how a large programme feels',
      whole(0, 10_000_000),
      0,
    )
    .option('--years <years>', 'years of figures of enterprises, such as 2021-2025', years)
    .option('--seed <number>', 'the same seed gives the same sample', whole(0, 999_999_999), 181)
    .option('--no-this-year', 'end two months after the plan’s last year instead of going on to today')
    .option('--start', 'start it afterwards, or at once when it is there')
    .action(async (options: SampleArguments, command: Command) => {
      const { data } = command.optsWithGlobals<{ data?: string }>()
      const directory = resolve(data ?? `${process.env.NSCL_DATA || 'data'}-sample`)
      const environment = { ...process.env, NSCL_DATA: directory }
      await make(environment, options)
      if (options.start) return serve(environment)
      printLine(`Chạy / run:  nscl start --data ${directory}`)
    })
}

/** Makes the sample unless it is to be started and is there. */
async function make(
  environment: NodeJS.ProcessEnv,
  { enterprises, facts, years, seed, start, thisYear }: SampleArguments,
): Promise<void> {
  const { stop } = stopSignals()
  const opened = await openSystem(
    readConfig({ ...environment, LOG_LEVEL: environment.LOG_LEVEL ?? 'warn' }),
    {
      sample: true,
      signal: stop,
      // It can be made again, and without waiting for the disk it is made twice as fast; what runs on it later waits as always.
      serverSettings: { fsync: 'off', full_page_writes: 'off', max_wal_size: '4GB', shared_buffers: '256MB' },
    },
  )
  try {
    if (start && (await hasSample(opened.system))) return
    const progress = showProgress('Dữ liệu mẫu / sample data')
    const accounts = await unlessStopped(
      stop,
      makeSample(opened.system, { enterprises, facts, years, seed, thisYear }, progress.update),
    ).finally(progress.stop)
    asSample(true, () => printAccounts(accounts))
  } finally {
    await opened.close()
  }
}

function printAccounts(accounts: readonly SampleAccount[]): void {
  printTable([
    ['VAI TRÒ / ROLE', 'TÀI KHOẢN / ACCOUNT', 'MẬT KHẨU DÙNG MỘT LẦN / ONE-TIME PASSWORD'],
    ...accounts.map(({ role, email, password }) => [roleNames[role].vi, email, password]),
  ])
  printLine()
}
