import { defineConfig } from 'vitest/config'

/** Simulations that take minutes: `npm run test:long`. Each stands beside a short one of the same name in `npm test`. */
export default defineConfig({
  test: { include: ['src/**/*.long.test.ts'], maxWorkers: 2, testTimeout: 600_000 },
})
