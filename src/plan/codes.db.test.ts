import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { verifyAudit } from '../platform/audit.ts'
import { migrate } from '../platform/migrate.ts'
import { load } from '../start/seed.ts'
import { testSystem } from '../testing/system.ts'
import { activePlan } from './active.ts'
import { PlanDocument } from './rules.ts'

const { system, databaseUrl } = await testSystem()
const { db } = system

test('an installed Plan 181 of an earlier program goes on: line IV, criterion a, the provincial budget, its sections, all of it in the audit', async () => {
  const pool = new pg.Pool({ connectionString: databaseUrl })
  onTestFinished(() => pool.end())
  // the database as it was before migration 0020, less the views that read what it adds, or read those
  const { rows: views } = await pool.query<{ name: string; definition: string }>(
    `SELECT relname AS name, pg_get_viewdef(oid) AS definition FROM pg_class
      WHERE relname IN ('budget_estimate', 'own_funds', 'money_move') ORDER BY oid`,
  )
  expect(views).toHaveLength(3)
  await pool.query(`
    DROP VIEW money_move, budget_estimate, own_funds;
    ALTER TABLE plan DROP COLUMN support_line, DROP COLUMN budget_source;
    ALTER TABLE criterion DROP COLUMN by_size;
    DELETE FROM migration WHERE name = '0020-plan-codes.sql';
    ALTER TABLE plan DISABLE TRIGGER record_change;
    UPDATE plan SET document = replace((document #- '{budget,supportLine}' #- '{budget,source}' #- '{beneficiariesArticle}' #- '{fundingArticle}')::text, ', "bySize": true', '')::jsonb;
    ALTER TABLE plan ENABLE TRIGGER record_change;
    UPDATE setting SET value = '{"sha256":"old","number":1}' WHERE key = 'load'`)
  const stored = async () => {
    const row = await db.selectFrom('plan').select('document').executeTakeFirstOrThrow()
    const { budget, criteria, beneficiariesArticle } = PlanDocument.parse(row.document)
    return [budget.supportLine, budget.source, criteria.map(({ bySize }) => bySize), beneficiariesArticle]
  }
  const none = undefined
  expect(await stored()).toEqual([none, none, [none, none, none, none, none], none])

  expect(await migrate(pool)).toEqual(['0020-plan-codes.sql'])
  for (const { name, definition } of views) await pool.query(`CREATE VIEW ${name} AS ${definition}`)
  await load(system)

  expect(await activePlan({ db, planId: null })).toMatchObject({
    supportLine: 'IV',
    budgetSource: 'provincial_st',
  })
  expect(await db.selectFrom('criterion').select('code').where('bySize', '=', true).execute()).toEqual([
    { code: 'a' },
  ])
  expect(await stored()).toEqual(['IV', 'provincial_st', [true, none, none, none, none], 'II.2'])
  const { findings } = await verifyAudit(system.db, system.auditKey)
  // this test set the load back by hand
  expect(findings.filter(({ where }) => !where.startsWith('setting'))).toEqual([])
})
