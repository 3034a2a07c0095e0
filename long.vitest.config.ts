import { defineConfig } from 'vitest/config'
import { runSeed } from './src/testing/run-seed.ts'
import { everyRun, oxc, quickPasswords } from './src/testing/run-settings.ts'

/** Of whose tables `npm test` runs the first few cases, or some in turn (`fewOf`, `everyOf`, `isLong`). */
const wholeTables = [
  'src/budget/decision-runs.db.test.ts',
  'src/cli/failed-start.db.test.ts',
  'src/cli/stop-signals.db.test.ts',
  'src/documents/read/apart.test.ts',
  'src/enterprises/list.db.test.ts',
  'src/platform/outage.db.test.tsx',
  'src/privacy/erasure.db.test.ts',
  'src/productivity/import.db.test.ts',
  'src/sample/form-marks.db.test.ts',
  'src/sample/make.db.test.ts',
  'src/sample/marks.db.test.ts',
  'src/start/bodies.db.test.ts',
  'src/start/cursors.db.test.ts',
  'src/start/list-orders.db.test.ts',
  'src/start/rights.db.test.ts',
  'src/start/sight.db.test.ts',
  'src/year-end/cycle.db.test.ts',
]

/** What takes minutes: `npm run test:long`. Each stands beside a short one of the same name in `npm test`, or is its whole table. */
export default defineConfig({
  oxc,
  resolve: quickPasswords,
  test: {
    ...everyRun,
    include: ['src/**/*.long.test.ts', ...wholeTables],
    env: { NSCL_LONG_TESTS: '1', NSCL_SEED: runSeed('random') },
    globalSetup: ['src/testing/server.ts'],
  },
})
