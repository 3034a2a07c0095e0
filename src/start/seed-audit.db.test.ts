import { expect, test } from 'vitest'
import { verifyAudit } from '../platform/audit.ts'
import { testSystem } from '../testing/system.ts'
import { load } from './seed.ts'

const { system } = await testSystem()

test('everything that an installation starts with came by audited commands, and the chain verifies', async () => {
  await load(system)
  const records = await system.db
    .selectFrom('audit')
    .select(['command', 'via', 'actor'])
    .orderBy('seq')
    .execute()
  expect(records).toEqual([
    { command: 'installation.found', via: 'system', actor: 'nscl' },
    { command: 'plan.load', via: 'system', actor: 'nscl' },
  ])
  // The template's seal is of another data directory; the rows and their chain are this database's own.
  const verdict = await verifyAudit(system.db, system.auditKey)
  expect(verdict.findings.filter((finding) => finding.kind !== 'head')).toEqual([])
  expect(verdict.records).toBe(2)
  expect(verdict.rows).toBeGreaterThan(200)
})
