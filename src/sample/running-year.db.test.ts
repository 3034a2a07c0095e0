import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { activePlan } from '../plan/index.ts'
import { today, yearOf } from '../platform/dates.ts'
import { testSystem } from '../testing/system.ts'
import { makeSample } from './commands.ts'

const { system } = await testSystem({ sample: true })
const old = await activePlan({ db: system.db, planId: null })
const now = today(system.now())
const year = yearOf(now)
await makeSample(system, {
  enterprises: 12,
  facts: 0,
  years: { first: 2024, last: 2025 },
  seed: 5,
  thisYear: true,
})

// Decisions come weeks after the first applications of a year: in its first months there is nothing to see yet.
test.runIf(year > old.lastYear && now >= `${year}-06-01`)(
  'a sample that goes on to today has a plan, norms, decisions and money of the running year',
  async () => {
    const plan = await activePlan({ db: system.db, planId: null })
    expect([plan.firstYear, plan.number]).toEqual([year, '02/KH-UBND'])
    const { rows } = await sql<Record<string, number>>`
      SELECT (SELECT count(*)::int FROM norm WHERE valid_from = ${`${year}-01-01`}) AS norms,
             (SELECT count(*)::int FROM application_decision WHERE extract(year FROM decided_on) = ${year}) AS decisions,
             (SELECT count(*)::int FROM application WHERE year = ${year} AND state = 'accepted') AS accepted,
             (SELECT count(*)::int FROM ledger_entry WHERE year = ${year} AND kind = 'disbursement') AS payments`.execute(
      system.db,
    )
    const [seen] = rows
    expect(seen?.norms).toBe(2)
    for (const key of ['decisions', 'accepted', 'payments']) expect(seen?.[key], key).toBeGreaterThan(0)
  },
)
