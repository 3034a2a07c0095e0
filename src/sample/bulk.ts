import { sql } from 'kysely'
import { z } from 'zod'
import { systemActor } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { execute } from '../platform/execute.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import type { System } from '../platform/system.ts'
import { massStart, sampleSerials, sampleTaxPrefix } from './names.ts'

/*
 * The mass of a large sample: rows written by SQL, thousands in one command, each copied in its figures from one of the
 * enterprises that registered one by one, so that sizes and explanations hold. The audit sees every row.
 */

/** Rows of one command: as many as a statement writes within the pool's 30 s on a slow machine, with room. */
const batch = 10_000

const Range = z.object({
  seed: z.int(),
  /** The first and last number of the batch. */
  from: z.int(),
  to: z.int(),
})

const fillEnterprises = command({
  name: 'sample.fillEnterprises',
  summary: words('Tạo hàng loạt doanh nghiệp mẫu', 'Make sample enterprises in bulk'),
  route: 'POST /sample/enterprises',
  input: Range.extend({ models: z.int() }),
  output: z.object({}),
  may: ['system'],
  async run({ db }, { seed, from, to, models }) {
    await sql`
      CREATE TEMPORARY TABLE made ON COMMIT DROP AS
        SELECT n, nine || digit AS tax_code, m.id AS model_id
          FROM (SELECT n, nine, ${checkDigit(sql`nine`)} AS digit FROM (
                  SELECT n, ${sampleTaxPrefix} || lpad(n::text, 7, '0') AS nine
                    FROM generate_series(${from}::bigint, ${to}::bigint) AS n) AS serial) AS coded
          JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM enterprise WHERE id <= ${models}) AS m
            ON m.place = (n * 7919 + ${seed}::bigint) % (SELECT count(*) FROM enterprise WHERE id <= ${models})
         WHERE digit IS NOT NULL`.execute(db)
    // In the order of their numbers, so that the same seed gives the same ids.
    await sql`
      INSERT INTO enterprise (tax_code, name, name_en, address, admin_unit_id, sector_group, industry, founded_on,
                              representative, state, size_class, registered_at)
      SELECT made.tax_code, concat_ws(' ', 'Công ty mẫu', lpad(made.n::text, 7, '0'), m.industry),
             'Sample company ' || lpad(made.n::text, 7, '0'), 'Số ' || made.n || ', đường Mẫu', m.admin_unit_id, m.sector_group,
             m.industry, m.founded_on - (made.n % 900)::int, 'Người đại diện ' || made.n || ' (mẫu)', 'active', m.size_class,
             m.registered_at + made.n * interval '1 second'
        FROM made JOIN enterprise m ON m.id = made.model_id ORDER BY made.n`.execute(db)
    await sql`
      INSERT INTO enterprise_year (enterprise_id, year, employees, revenue, capital, export_value, sector_group, size_class,
                                   size_explanation, file_id)
      SELECT e.id, y.year, y.employees, y.revenue, y.capital, y.export_value, y.sector_group, y.size_class,
             y.size_explanation, y.file_id
        FROM made JOIN enterprise e USING (tax_code) JOIN enterprise_year y ON y.enterprise_id = made.model_id
       WHERE y.year >= (SELECT max(year) - 1 FROM enterprise_year WHERE enterprise_id <= ${models})`.execute(
      db,
    )
    // Money of the accounts is the model's by 0,80 to 1,25, so that no two are alike.
    const share = sql`(80 + (made.n * 31 + ${seed}::bigint) % 46)`
    const part = (column: string) => sql`a.${sql.ref(column)} * ${share} / 100`
    await sql`
      INSERT INTO enterprise_accounts (enterprise_id, year, net_revenue, stock_change, goods_for_resale, intermediate, labour_cost,
        depreciation, production_taxes, subsidies, interest, profit, fixed_assets, labour, hours, price_index, file_id)
      SELECT e.id, a.year, ${part('netRevenue')}, ${part('stockChange')}, ${part('goodsForResale')}, ${part('intermediate')},
             ${part('labourCost')}, ${part('depreciation')}, ${part('productionTaxes')}, ${part('subsidies')},
             ${part('interest')}, ${part('profit')}, ${part('fixedAssets')} + 1, a.labour, a.hours, a.price_index, a.file_id
        FROM made JOIN enterprise e USING (tax_code) JOIN enterprise_accounts a ON a.enterprise_id = made.model_id
       WHERE a.year = (SELECT max(year) FROM enterprise_accounts WHERE enterprise_id <= ${models})`.execute(
      db,
    )
    return {}
  },
})

/** The tenth digit of nine, or null where there is none, as `taxCheckDigit` of src/enterprises reckons it. */
function checkDigit(nine: ReturnType<typeof sql>) {
  const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3]
  const sum = sql.join(
    weights.map((weight, at) => sql`${sql.lit(weight)} * substr(${nine}, ${sql.lit(at + 1)}, 1)::int`),
    sql` + `,
  )
  return sql`nullif(10 - (${sum}) % 11, 10)`
}

const fillFacts = command({
  name: 'sample.fillFacts',
  summary: words('Tạo hàng loạt sự kiện mẫu', 'Make sample facts in bulk'),
  route: 'POST /sample/facts',
  input: Range.extend({ planId: z.int(), fileId: z.int() }),
  output: z.object({}),
  may: ['system'],
  async run({ db }, { seed, from, to, planId, fileId }) {
    await sql`
      WITH made AS (
        INSERT INTO training_event (plan_id, kind, title, held_on, place, participants, experts, file_id)
        SELECT p.id, CASE WHEN expert THEN 'expert_training' ELSE 'course' END,
               CASE WHEN expert THEN 'Đào tạo chuyên gia mẫu ' ELSE 'Khóa tập huấn mẫu ' END || n, day, 'Hội trường mẫu',
               20 + (n % 60)::int, CASE WHEN expert THEN 1 + (n % 9)::int ELSE 0 END, ${fileId}
          FROM (SELECT id, starts_on, ends_on - starts_on AS days FROM plan WHERE id = ${planId}) AS p,
               LATERAL (SELECT n, n % 4 = 0 AS expert, p.starts_on + ((n * 271 + ${seed}::bigint) % p.days)::int AS day
                          FROM generate_series(${from}::bigint, ${to}::bigint) AS n) AS event
         ORDER BY n
        RETURNING *)
      INSERT INTO fact (plan_id, kind, year, occurred_on, quantity, subject, record_type, record_id, label, file_id)
      SELECT plan_id, CASE kind WHEN 'course' THEN 'course.held' ELSE 'expert.trained' END, extract(year FROM held_on)::int, held_on,
             greatest(experts, 1), 'event:' || id, 'training_event', id, title, file_id
        FROM made ORDER BY id`.execute(db)
    return {}
  },
})

/** The last of the enterprises that registered one by one: the models of the mass. */
async function lastEnterprise(db: Db): Promise<number> {
  const { id } = await db
    .selectFrom('enterprise')
    .select(({ fn }) => fn.max('id').as('id'))
    .executeTakeFirstOrThrow()
  return id ?? 0
}

/** Fills a sample up. @param progress called with the share done, 0 to 1 */
export async function fillUp(
  system: System,
  mass: { seed: number; enterprises: number; facts: number; planId: number; fileId: number },
  progress: (share: number) => void = () => {},
): Promise<void> {
  const { seed, enterprises, facts, planId, fileId } = mass
  const run = { via: 'cli' } as const
  const all = Math.max(1, enterprises + facts)
  const models = await lastEnterprise(system.db)
  const serials = sampleSerials(enterprises, massStart)
  for (let at = 0; at < enterprises; at += batch) {
    const [from, to] = [serials[at], serials[Math.min(enterprises, at + batch) - 1]]
    if (from === undefined || to === undefined) break
    await execute(system, fillEnterprises, systemActor, { seed, from, to, models }, run)
    progress(Math.min(enterprises, at + batch) / all)
  }
  for (let from = 1; from <= facts; from += batch) {
    const to = Math.min(facts, from + batch - 1)
    await execute(system, fillFacts, systemActor, { seed, from, to, planId, fileId }, run)
    progress((enterprises + to) / all)
  }
  // What the planner knows of the tables is of when they were small; and pages known to be whole let an index answer alone.
  await system.db.connection().execute(async (connection) => {
    await sql`SET statement_timeout = 0`.execute(connection)
    await sql`VACUUM (ANALYZE)`.execute(connection)
    await sql`RESET statement_timeout`.execute(connection)
  })
}
