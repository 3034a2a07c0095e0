import type { Pool } from 'pg'

/**
 * Writes applications into a sample, by SQL: every state, spread over enterprises, contents and years; of the last year 5,000 wait in line
 * where there are that many.
 */
export async function fillApplications(pool: Pool, count: number): Promise<void> {
  await pool.query(
    `WITH p AS (SELECT id, extract(year FROM ends_on)::int AS last FROM plan WHERE support_line IS NOT NULL ORDER BY starts_on DESC LIMIT 1),
     e AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM enterprise WHERE merged_into IS NULL AND state = 'active'),
     c AS (SELECT id, row_number() OVER (ORDER BY ord) - 1 AS place FROM support_content WHERE active),
     made AS (
       SELECT n, p.id AS plan_id, e.id AS enterprise_id, c.id AS content_id, p.last - (n / 5000 % 2) AS year,
              CASE WHEN n < 5000 THEN (ARRAY['filed', 'checked', 'appraised', 'waiting'])[1 + n % 4]
                   ELSE (ARRAY['filed', 'returned', 'checked', 'appraised', 'refused', 'withdrawn', 'waiting'])[1 + n % 7] END AS state
         FROM generate_series(0, $1 - 1) AS n, p
         JOIN e ON true JOIN c ON true
        WHERE e.place = n * 5 % (SELECT count(*) FROM e) AND c.place = (n / (SELECT count(*) FROM e) + n) % (SELECT count(*) FROM c))
     INSERT INTO application (plan_id, enterprise_id, content_id, year, description, requested, own_funds, filed_on, filed_at, state, appraised_amount)
     SELECT plan_id, enterprise_id, content_id, year, 'Hồ sơ đo ' || n, 30000000 + n % 60 * 1000000, 20000000 + n % 40 * 1000000,
            make_date(year, 2, 1) + n % 300, make_date(year, 2, 1) + n % 300 + interval '9 hours', state,
            CASE WHEN state IN ('appraised', 'waiting') THEN 30000000 + n % 60 * 1000000 END
       FROM made ON CONFLICT DO NOTHING`,
    [count],
  )
  await pool.query('ANALYZE application')
}
