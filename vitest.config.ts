import { defineConfig } from 'vitest/config'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Two cores, and PostgreSQL wants one of them.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          isolate: false,
          include: ['src/**/*.test.{ts,tsx}'],
          exclude: ['src/**/*.db.test.{ts,tsx}'],
        },
      },
      {
        extends: true,
        test: {
          name: 'database',
          isolate: false,
          include: ['src/**/*.db.test.{ts,tsx}'],
          globalSetup: ['src/testing/server.ts'],
        },
      },
    ],
  },
})
