import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testSystem } from '../testing/system.ts'
import { beginVerification, latestVerification, verifyInstallation } from './verification.ts'

const { system, evidence } = await testSystem()

test('a check runs by itself, is joined while it runs, and says when it ended and what it found', async () => {
  await evidence()
  expect(latestVerification(system)).toBeUndefined()
  const running = beginVerification(system)
  expect(running).toMatchObject({ endedAt: null, verdict: null })
  expect(beginVerification(system)).toBe(running)
  await running.ended
  expect(running.share).toBe(1)
  expect(running.endedAt).toBeInstanceOf(Date)
  expect(running.verdict).toMatchObject({ files: 1, damagedFiles: [] })
  expect(latestVerification(system)).toBe(running)
  const again = beginVerification(system)
  expect(again).not.toBe(running)
  await again.ended
})

test('a file gone from the disk is found, and so is a row changed behind the program', async () => {
  const { sha256 } = await system.db.selectFrom('file').select('sha256').limit(1).executeTakeFirstOrThrow()
  await rm(join(system.config.dataDirectory, 'files', sha256.slice(0, 2), sha256.slice(2)))
  await sql`ALTER TABLE agency DISABLE TRIGGER USER`.execute(system.db)
  await sql`UPDATE agency SET name = name || ' 2' WHERE id = (SELECT min(id) FROM agency)`.execute(system.db)
  await sql`ALTER TABLE agency ENABLE TRIGGER USER`.execute(system.db)
  const verdict = await verifyInstallation(system)
  expect(verdict.damagedFiles).toEqual([sha256])
  expect(verdict.findings.some(({ where }) => where.startsWith('agency '))).toBe(true)
})

test('one that breaks off says so by having no verdict', async () => {
  const broken = { ...system, db: system.db.withSchema('nowhere') }
  const check = beginVerification(broken)
  await check.ended
  expect(check).toMatchObject({ verdict: null })
  expect(check.endedAt).not.toBeNull()
})
