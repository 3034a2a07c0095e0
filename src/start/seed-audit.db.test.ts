import { expect, test } from 'vitest'
import { verifyAudit } from '../platform/audit.ts'
import { cameUnderWatch } from '../platform/audit-beginning.ts'
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
    // Of each migration that put a table under watch which may have had rows.
    ...Object.keys(cameUnderWatch).map(() => ({ command: 'audit.baseline', via: 'system', actor: 'nscl' })),
    { command: 'audit.beginAnchor', via: 'system', actor: 'nscl' },
    { command: 'files.store', via: 'system', actor: 'nscl' },
    { command: 'plan.load', via: 'system', actor: 'nscl' },
  ])
  const verdict = await verifyAudit(system.db, system.auditKey)
  expect(verdict.findings).toEqual([])
  expect(verdict.records).toBe(records.length)
  expect(records.length).toBeGreaterThan(8)
  expect(verdict.rows).toBeGreaterThan(200)
})
