import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testSystem } from '../testing/system.ts'

const { system } = await testSystem()

test('columns are camelCase in the program, and what lies in a JSON column keeps its keys', async () => {
  const { rows } = await sql`
    SELECT n AS first_year, jsonb_build_object('first_year', n) AS after_it, n AS "lastYear", n AS plain
      FROM generate_series(1, 2) AS n ORDER BY n`.execute(system.db)
  expect(rows).toEqual([
    { firstYear: 1, afterIt: { first_year: 1 }, lastYear: 1, plain: 1 },
    { firstYear: 2, afterIt: { first_year: 2 }, lastYear: 2, plain: 2 },
  ])
})

test('a result without rows, and one whose columns have no second word, come as they are', async () => {
  expect((await sql`SELECT 1 AS first_year WHERE false`.execute(system.db)).rows).toEqual([])
  expect((await sql`SELECT 1 AS year`.execute(system.db)).rows).toEqual([{ year: 1 }])
})

test('a column that the program names in camelCase is found under its name in the database', async () => {
  const query = system.db.selectFrom('accountCredential').select('userId').where('providerId', '=', 'x')
  expect(query.compile().sql).toBe('select "user_id" from "account_credential" where "provider_id" = $1')
  expect(system.db.selectFrom('report').select('docxSha256').compile().sql).toBe(
    'select "docx_sha256" from "report"',
  )
})

test('in an empty list there is nothing, and everything is outside it', async () => {
  const agencies = system.db.selectFrom('agency').select('id')
  expect(await agencies.where('id', 'in', []).execute()).toEqual([])
  expect(await agencies.where('id', 'not in', []).execute()).toEqual(await agencies.execute())
})

test('no parameter of a function in SQL is hidden by a column of a table that it reads', async () => {
  // A column added later hides a parameter of its name, and the function goes on without a word.
  const { rows } = await sql<{ function: string; parameter: string; body: string; columnOf: string[] }>`
    SELECT p.proname AS function, a.name AS parameter, p.prosrc AS body, array_agg(c.table_name::text) AS column_of
      FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang AND l.lanname = 'sql'
      JOIN pg_namespace n ON n.oid = p.pronamespace AND n.nspname = 'public'
     CROSS JOIN LATERAL unnest(p.proargnames[1:p.pronargs]) AS a(name)
      JOIN information_schema.columns c ON c.table_schema = 'public' AND c.column_name = a.name
     GROUP BY p.oid, a.name ORDER BY 1, 2`.execute(system.db)
  expect(rows.length).toBeGreaterThan(10)
  const hidden = rows.filter(({ parameter, body, columnOf }) => {
    const read = new Set([...body.matchAll(/\b(?:FROM|JOIN)\s+(\w+)/g)].map(([, table]) => table))
    const isBare = new RegExp(`(?<![.\\w]|\\bAS )${parameter}(?![.\\w])`).test(body)
    return isBare && columnOf.some((table) => read.has(table))
  })
  expect(hidden.map(({ function: name, parameter }) => `${name}(${parameter})`)).toEqual([])
})
