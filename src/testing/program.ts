import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** The program as a process of its own, as the command line starts it. */
export interface Program {
  readonly child: ChildProcess
  /** All that it has written so far, on both of its streams. */
  output(): string
  /** Waits until it has written this. @throws when it ends before */
  says(text: string): Promise<void>
  /** Waits for its end; gives its exit code, null when a signal ended it. */
  ended(): Promise<number | null>
}

/**
 * Starts `nscl` with these arguments: the program that was built, which starts in a fifth of the time that the sources take.
 * @param directory its data folder
 */
export function runProgram(
  directory: string,
  parameters: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Program {
  const child = spawn(process.execPath, ['dist/cli.js', ...parameters], {
    env: {
      ...process.env,
      NSCL_DATA: directory,
      DATABASE_URL: '',
      PORT: '0',
      LOG_LEVEL: 'silent',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (part: Buffer) => {
      output += part.toString('utf8')
    })
  }
  const end = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', resolve)
  })
  let over = false
  void end.finally(() => {
    over = true
  })
  return {
    child,
    output: () => output,
    async says(text) {
      while (!output.includes(text)) {
        if (over) throw new Error(`It ended before it said “${text}”: ${output}`)
        await wait(5)
      }
    },
    ended: () => end,
  }
}

/** Whether a database server works on this data folder, or says that it does. */
export function serverRuns(directory: string): boolean {
  return existsSync(join(directory, 'pg', 'postmaster.pid'))
}
