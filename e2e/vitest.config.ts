import { defineConfig } from 'vitest/config'

// The limits only end what hangs: a busy machine takes long, and no test is to fail by that.

export default defineConfig({
  test: {
    include: ['e2e/**/*.test.ts'],
    globalSetup: ['e2e/beginnings.ts'],
    testTimeout: 1_800_000,
    hookTimeout: 1_800_000,
    maxWorkers: 2,
    bail: 1,
  },
})
