import { defineConfig } from 'vitest/config'

const databaseTests = 'src/**/*.db.test.{ts,tsx}'
/** Those that put another module in a module's place. */
const aloneTests = 'src/**/*.alone.test.{ts,tsx}'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    testTimeout: 20_000,
    hookTimeout: 60_000,
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
          exclude: [databaseTests, aloneTests],
        },
      },
      { extends: true, test: { name: 'alone', isolate: true, include: [aloneTests] } },
      {
        extends: true,
        test: { name: 'database', include: [databaseTests], globalSetup: ['src/testing/server.ts'] },
      },
    ],
  },
})
