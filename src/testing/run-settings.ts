import { accessSync, constants, mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/* What every run of tests is set to, the short one and the long one. */

const moduleCache = fileURLToPath(new URL('../../node_modules/.cache/nscl-modules', import.meta.url))

function isWritable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

export const oxc = { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } } as const

export const everyRun = {
  // They end what hangs; no machine is so slow that they decide what a test says.
  testTimeout: 3_600_000,
  hookTimeout: 3_600_000,
  setupFiles: ['src/testing/seed.ts'],
  // What was compiled for one run is ready for the next.
  experimental: { fsModuleCache: isWritable(moduleCache), fsModuleCachePath: moduleCache },
  // Two cores, and PostgreSQL wants one of them.
  maxWorkers: 2,
  // The files of a worker share its modules: loading them anew for each takes as long as the tests.
  isolate: false,
}

/** A hash takes a tenth of a second on purpose, and tests sign in a thousand times. */
export const quickPasswords = {
  alias: [
    {
      find: /^\.\/password-hash\.ts$/,
      replacement: fileURLToPath(new URL('quick-passwords.ts', import.meta.url)),
    },
  ],
}
