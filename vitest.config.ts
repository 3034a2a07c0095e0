import { accessSync, constants, mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { runSeed } from './src/testing/run-seed.ts'

const moduleCache = fileURLToPath(new URL('./node_modules/.cache/nscl-modules', import.meta.url))
const quickPasswords = fileURLToPath(new URL('./src/testing/quick-passwords.ts', import.meta.url))

function isWritable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

const databaseTests = 'src/**/*.db.test.{ts,tsx}'
/** Those that put another module in a module's place. */
const aloneTests = 'src/**/*.alone.test.{ts,tsx}'
/** Simulations of minutes: `npm run test:long`. */
const longTests = 'src/**/*.long.test.ts'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    // They end what hangs; no machine is so slow that they decide what a test says.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // The same examples at each run: what is new is looked for by the long suite.
    env: { NSCL_SEED: runSeed('181') },
    setupFiles: ['src/testing/seed.ts'],
    // What was compiled for one run is ready for the next.
    experimental: { fsModuleCache: isWritable(moduleCache), fsModuleCachePath: moduleCache },
    // Two cores, and PostgreSQL wants one of them.
    maxWorkers: 2,
    // The files of a worker share its modules: loading them anew for each takes as long as the tests.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: ['src/**/*.test.{ts,tsx}'],
          exclude: [databaseTests, aloneTests, longTests],
        },
      },
      { extends: true, test: { name: 'alone', isolate: true, include: [aloneTests] } },
      {
        extends: true,
        // A hash takes a tenth of a second on purpose, and these tests sign in a thousand times.
        resolve: { alias: [{ find: /^\.\/password-hash\.ts$/, replacement: quickPasswords }] },
        test: { name: 'database', include: [databaseTests], globalSetup: ['src/testing/server.ts'] },
      },
    ],
  },
})
