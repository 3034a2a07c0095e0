import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { packageDirectory } from '../platform/config.ts'
import { testSystem } from './system.ts'

const { databaseUrl } = await testSystem()

it('the generated types of the database are those of the migrations (npm run types writes them)', async () => {
  const verified = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', 'scripts/database-types.ts', '--verify'],
    { cwd: packageDirectory, env: { ...process.env, DATABASE_URL: databaseUrl } },
  ).then(
    () => 'fresh',
    (error: { stdout: string; stderr: string }) => error.stdout + error.stderr,
  )
  expect(verified).toBe('fresh')
})
