import { defineConfig } from 'vitest/config'
import { runSeed } from './src/testing/run-seed.ts'
import { everyRun, oxc, quickPasswords } from './src/testing/run-settings.ts'

const databaseTests = 'src/**/*.db.test.{ts,tsx}'
/** Those that put another module in a module's place. */
const aloneTests = 'src/**/*.alone.test.{ts,tsx}'
/** Simulations of minutes: `npm run test:long`. */
const longTests = 'src/**/*.long.test.ts'

export default defineConfig({
  oxc,
  test: {
    ...everyRun,
    // The same examples at each run: what is new is looked for by the long suite.
    env: { NSCL_SEED: runSeed('181') },
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
        resolve: quickPasswords,
        test: { name: 'database', include: [databaseTests], globalSetup: ['src/testing/server.ts'] },
      },
    ],
  },
})
