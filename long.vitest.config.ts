import { defineConfig } from 'vitest/config'

/** What takes minutes: `npm run test:long`. Each stands beside a short one of the same name in `npm test`. */
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    include: ['src/**/*.long.test.ts'],
    globalSetup: ['src/testing/server.ts'],
    maxWorkers: 2,
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
})
