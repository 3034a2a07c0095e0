import { sql } from 'kysely'
import { withoutRule } from '../enterprises/rules.ts'
import type { System } from '../platform/system.ts'
import type { Someone, TestSystem } from '../testing/system.ts'
import type { TurnStep } from './rules.ts'
import { moveTurn } from './turn-commands.ts'

/** The plan that tests run under. */
export async function planId(system: System): Promise<number> {
  const plan = await system.db
    .selectFrom('plan')
    .select('id')
    .where('state', '=', 'active')
    .executeTakeFirstOrThrow()
  return plan.id
}

/** The content of support with this key, as data/catalogues.json has it. */
export async function contentId(system: System, key: string): Promise<number> {
  const content = await system.db
    .selectFrom('supportContent')
    .select('id')
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  return content.id
}

let made = 0

/** An active enterprise of Kế Sách that meets the criteria named; a is met by its yearly figures, the others by record. */
export async function makeEnterprise(system: System, criteria = 'a', name?: string): Promise<number> {
  made += 1
  const unit = await system.db
    .selectFrom('adminUnit')
    .select('id')
    .where('key', '=', 'h-ke-sach')
    .executeTakeFirstOrThrow()
  const enterprise = await system.db
    .insertInto('enterprise')
    .values({
      taxCode: `22${String(10_000_000 + made)}`,
      name: name ?? `Công ty số ${made}`,
      address: 'Kế Sách',
      adminUnitId: unit.id,
      sectorGroup: 'production',
      foundedOn: '2015-04-02',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const sizeClass = criteria.includes('a') ? 'small' : 'large'
  await system.db
    .insertInto('enterpriseYear')
    .values({
      enterpriseId: enterprise.id,
      year: 2024,
      sectorGroup: 'production',
      sizeClass,
      sizeExplanation: JSON.stringify({ ...withoutRule('production'), sizeClass, possible: [sizeClass] }),
    })
    .execute()
  const plan = await planId(system)
  for (const code of [...criteria].filter((code) => code !== 'a')) {
    await sql`INSERT INTO enterprise_criterion (enterprise_id, criterion_id, met, note, recorded_on, confirmed)
      SELECT ${enterprise.id}, id, true, 'có minh chứng', '2024-12-01', true FROM criterion
       WHERE plan_id = ${plan} AND code = ${code}`.execute(system.db)
  }
  return enterprise.id
}

/** Allocates money to line IV of a year from the provincial S&T budget. @param amount in đồng */
export async function allocate(system: System, year: number, amount: bigint): Promise<void> {
  const plan = await planId(system)
  await system.db.transaction().execute(async (db) => {
    const { rows } = await sql<{ line: number; source: number }>`
      SELECT l.id AS line, s.id AS source FROM budget_line l, funding_source s
       WHERE l.plan_id = ${plan} AND l.code = 'IV' AND s.key = 'provincial_st'`.execute(db)
    const place = rows[0]
    if (place === undefined) throw new Error('no line IV')
    const entry = await sql<{ id: number }>`
      INSERT INTO ledger_entry (kind, line_id, year, source_id, amount, occurred_on, document_number)
      VALUES ('allocation', ${place.line}, ${year}, ${place.source}, ${amount}, ${`${year}-01-05`}, 'QĐ giao dự toán')
      RETURNING id`.execute(db)
    for (const [kind, change] of [
      ['funding', -amount],
      ['available', amount],
    ] as const) {
      await sql`INSERT INTO ledger_account (kind, line_id, year, source_id)
        VALUES (${kind}, ${place.line}, ${year}, ${place.source}) ON CONFLICT DO NOTHING`.execute(db)
      await sql`INSERT INTO ledger_posting (entry_id, account_id, amount)
        SELECT ${entry.rows[0]?.id}, id, ${change} FROM ledger_account
         WHERE kind = ${kind} AND line_id = ${place.line} AND year = ${year} AND source_id = ${place.source}
           AND commitment_id IS NULL`.execute(db)
    }
  })
}

/** Takes a turn that has just been decided through steps on the days given; the last gets an evidence file. */
export async function takeSteps(
  test: TestSystem,
  coordinator: Someone,
  turnId: number,
  days: readonly (readonly [TurnStep, string])[],
): Promise<void> {
  for (const [state, happenedOn] of days) {
    const { version } = await test.system.db
      .selectFrom('supportTurn')
      .select('version')
      .where('id', '=', turnId)
      .executeTakeFirstOrThrow()
    await coordinator.run(moveTurn, {
      id: turnId,
      version,
      state,
      happenedOn,
      documentNumber: `${state}/HĐ`,
      fileId: await test.evidence(),
    })
  }
}

/** What the indicator's target counts now for the whole period. */
export async function result(system: System, indicator: string): Promise<number> {
  const row = await system.db
    .selectFrom('targetResult')
    .select('result')
    .where('planId', '=', await planId(system))
    .where('indicatorKey', '=', indicator)
    .where('year', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(row.result)
}
