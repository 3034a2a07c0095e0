import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { checkTaxCode, registerEnterprise } from '../enterprises/index.ts'
import { verifyAudit } from '../platform/audit.ts'
import { testSystem } from '../testing/system.ts'
import { fillUp } from './bulk.ts'
import { sampleSerials, sampleTaxCode } from './names.ts'

test('mass comes in the number asked for, with tax codes that hold, facts with their records, and an audit that sees each row', async () => {
  const { system, as, evidence } = await testSystem({ sample: true })
  const { db } = system
  const coordinator = await as('coordinator')
  const unit = await db.selectFrom('adminUnit').select('id').orderBy('id').executeTakeFirstOrThrow()
  const profile = {
    name: 'Công ty mẫu 0001',
    address: 'Mẫu',
    adminUnitId: unit.id,
    industry: 'Cơ khí',
    foundedOn: '2010-01-01',
  }
  for (const serial of sampleSerials(3)) {
    await coordinator.run(registerEnterprise, {
      ...profile,
      taxCode: sampleTaxCode(serial),
      sectorGroup: 'production',
    })
  }
  const plan = await db.selectFrom('plan').select(['id', 'startsOn', 'endsOn']).executeTakeFirstOrThrow()
  const fileId = await evidence()
  await fillUp(system, { seed: 3, enterprises: 300, facts: 500, planId: plan.id, fileId })
  const made = await db.selectFrom('enterprise').select(['id', 'taxCode']).where('id', '>', 3).execute()
  expect(made).toHaveLength(300)
  expect(made.filter(({ taxCode }) => !checkTaxCode(taxCode).ok)).toEqual([])
  const { rows } = await sql<{ facts: number; right: number }>`
    SELECT count(*)::int AS facts,
           count(*) FILTER (WHERE t.held_on = f.occurred_on AND f.occurred_on BETWEEN ${plan.startsOn} AND ${plan.endsOn}
                              AND f.quantity = greatest(t.experts, 1))::int AS right
      FROM fact f JOIN training_event t ON t.id = f.record_id AND f.record_type = 'training_event'`.execute(
    db,
  )
  expect(rows).toEqual([{ facts: 500, right: 500 }])
  const { findings } = await verifyAudit(db, system.auditKey)
  // The evidence file was kept by hand: the one thing outside a command.
  expect(findings.map(({ where }) => where)).toEqual(['file 1'])
})
