import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { checkTaxCode } from '../enterprises/index.ts'
import { systemActor } from '../platform/actor.ts'
import { verifyAudit } from '../platform/audit.ts'
import { execute } from '../platform/execute.ts'
import type { Query } from '../platform/operation.ts'
import { Problem } from '../platform/problem.ts'
import type { System } from '../platform/system.ts'
import { capabilities } from '../start/capabilities.ts'
import { isLong } from '../testing/long.ts'
import { testSystem } from '../testing/system.ts'
import { makeSample } from './commands.ts'
import { doublesOf } from './mergers.ts'

const options = { enterprises: 8, facts: 40, years: { first: 2023, last: 2025 }, seed: 7 }

/** Everything that a seed decides: not when rows were written or in which order by one statement, nor ids and secrets of accounts. */
async function content({ db }: System): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    SELECT table_name || ' ' || row_key || ' ' || (after - (ARRAY['registered_at', 'recorded_at', 'uploaded_at', 'uploaded_by',
             'created_at', 'updated_at', 'filed_at', 'retracted_at', 'sealed_at', 'submitted_at', 'reviewed_at', 'published_at',
             'drafted_by', 'drafted_at', 'settled_by', 'settled_at', 'declared_by', 'declared_at', 'judged_by', 'proposed_by', 'proposed_at', 'undone_by', 'undone_at', 'checked_by', 'checked_at', 'author', 'entered_by', 'confirmed_by', 'reviewer', 'recorded_by', 'data', 'data_sha256', 'docx_sha256', 'xlsx_sha256', 'series_version',
             'sha256', 'link_sha256', 'size', 'change_id', 'audit_id', 'register_code', 'door_code'] || CASE table_name WHEN 'certificate' THEN ARRAY['code'] ELSE '{}' END))::text AS line
      FROM change WHERE after IS NOT NULL AND table_name NOT IN ('setting', 'holiday', 'account', 'account_credential', 'file_store')`.execute(
    db,
  )
  // Personal values are sealed under keys of their persons, accounts named by numbers and certificates by codes, which are
  // drawn anew; the database's own clock is told by the fraction of a second.
  return rows
    .map(({ line }) =>
      line
        .replace(/"sealed": "[^"]*"/g, '"sealed"')
        .replace(drawnAnew, 'uuid')
        .replace(clockTold, '"clock"'),
    )
    .sort()
}

const drawnAnew = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|"[A-HJ-NP-Z2-9]{4}(?:-[A-HJ-NP-Z2-9]{4}){2}"/g

const clockTold = /"\d{4}-\d\d-\d\dT[\d:]+\.\d+[+]00:00"/g

const first = await testSystem({ sample: true })
const accounts = await makeSample(first.system, options)

test('a sample has every state of an application, money to the đồng, a sealed report and a published study, and its audit is whole', async () => {
  const { db, auditKey } = first.system
  const states = await db.selectFrom('application').select('state').distinct().orderBy('state').execute()
  expect(states.map(({ state }) => state)).toEqual([
    'accepted',
    'appraised',
    'checked',
    'filed',
    'refused',
    'returned',
    'waiting',
    'withdrawn',
  ])
  const { rows } = await sql<Record<string, number>>`
    SELECT (SELECT count(*)::int FROM ledger_entry WHERE kind = 'disbursement' AND amount % 10 <> 0) AS paid,
           (SELECT count(*)::int FROM report WHERE state = 'sealed') AS sealed,
           (SELECT count(*)::int FROM report WHERE state = 'draft') AS drafts,
           (SELECT count(*)::int FROM tfp_study WHERE state = 'published') AS studies,
           (SELECT count(DISTINCT kind)::int FROM ledger_entry) AS kinds,
           (SELECT count(*)::int FROM support_turn WHERE state = 'cancelled') AS cancelled,
           (SELECT count(*)::int FROM duty_item WHERE done_on > due_on) AS late,
           (SELECT count(DISTINCT year)::int FROM enterprise_year) AS years,
           (SELECT count(DISTINCT state)::int FROM payment_order WHERE task_turn_id IS NOT NULL) AS turns,
           (SELECT count(*)::int FROM payment_claim WHERE advance_id IS NOT NULL AND state = 'accepted') AS accounted,
           (SELECT count(*)::int FROM fact WHERE label LIKE '%mẫu ' || record_id) AS mass`.execute(db)
  expect(rows[0]).toMatchObject({ sealed: 7, drafts: 2, studies: 1, kinds: 11, cancelled: 1, years: 3 })
  expect(rows[0]).toMatchObject({ turns: 2, accounted: 1 })
  expect(rows[0]?.paid).toBeGreaterThan(10)
  expect(rows[0]?.late).toBeGreaterThan(3)
  expect((await verifyAudit(db, auditKey)).findings).toEqual([])
})

test('a neighbour’s plan runs beside the province’s own: it has money and an event, open work was moved to it, and one report tells of both', async () => {
  const { rows } = await sql<Record<string, unknown>>`
    SELECT p.state, p.province <> own.province AS elsewhere,
           (SELECT count(*)::int FROM budget_line l JOIN ledger_account a ON a.line_id = l.id
             WHERE l.plan_id = p.id AND a.kind = 'disbursed' AND a.balance > 0) AS paid,
           (SELECT count(*)::int FROM fact WHERE fact.plan_id = p.id) AS facts,
           (SELECT array_agg(DISTINCT m.record_type ORDER BY m.record_type) FROM plan_move m
             WHERE m.to_plan_id = p.id AND m.from_plan_id = own.id) AS moved,
           (SELECT array_agg(r.state) FROM report r WHERE r.plan_id = own.id AND r.beside = ARRAY[p.id]) AS reports
      FROM plan p, plan own WHERE own.id = 1 AND p.id <> own.id AND p.state = 'active'`.execute(
    first.system.db,
  )
  expect(rows).toEqual([
    {
      state: 'active',
      elsewhere: true,
      paid: 1,
      facts: 1,
      moved: ['application', 'obstacle'],
      reports: ['draft'],
    },
  ])
})

/** The paths of an answer's members that its schema does not name. */
function unnamed(answer: unknown, named: unknown, path = ''): string[] {
  if (Array.isArray(answer)) {
    const list: readonly unknown[] = Array.isArray(named) ? named : []
    return answer.flatMap((one, place) => unnamed(one, list[place], `${path}[]`))
  }
  if (typeof answer !== 'object' || answer === null) return []
  const kept = new Map(Object.entries(named ?? {}))
  return Object.entries(answer).flatMap(([key, value]) =>
    value !== undefined && !kept.has(key)
      ? [`${path}.${key}`]
      : unnamed(value, kept.get(key), `${path}.${key}`),
  )
}

test('every answer fits its schema and holds nothing beside it', async () => {
  const wrong = new Set<string>()
  const queries = capabilities.operations.filter(
    (operation) => operation.kind === 'query',
  ) as unknown as readonly Query[]
  for (const query of queries) {
    const named = [...query.route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
    const inputs = [{ id: 1 }, { id: 2, year: 2024 }, { id: 3, version: 1, key: 'enterprise.supported' }].map(
      (all) =>
        Object.fromEntries(Object.entries({ year: 2025, ...all }).filter(([key]) => named.includes(key))),
    )
    for (const input of named.length === 0
      ? [{}, { territoryId: 1 }, { enterpriseId: 1, year: 2025 }]
      : inputs) {
      try {
        const answer: unknown = await execute(first.system, query, systemActor, input, { via: 'api' })
        for (const path of unnamed(answer, query.output.parse(answer))) wrong.add(`${query.name} ${path}`)
      } catch (error) {
        if (!(error instanceof Problem)) throw error
      }
    }
  }
  expect([...wrong]).toEqual([])
})

test('there is an account for each role, and each name, person and tax code says that it is made up', async () => {
  expect(accounts.map(({ role }) => role).sort()).toEqual([
    'agency',
    'association',
    'auditor',
    'coordinator',
    'enterprise',
    'finance',
    'home_affairs',
    'leader',
    'statistics',
  ])
  const found = await first.system.db
    .selectFrom('enterprise')
    .select(['name', 'taxCode', 'representative', 'email'])
    .execute()
  expect(found).toHaveLength(options.enterprises + doublesOf(options.enterprises))
  for (const one of found) {
    expect(one.name).toMatch(/^Công ty mẫu \d+ /)
    expect(one.taxCode).toMatch(/^99/)
    expect(checkTaxCode(one.taxCode)).toMatchObject({ ok: true })
    expect(one.representative).toMatch(/\(mẫu\)$/)
    expect(one.email).toMatch(/@mau\.example$/)
  }
})

// A second sample takes as long as all else here.
if (isLong)
  test('the same seed gives the same sample', async () => {
    const second = await testSystem({ sample: true })
    await makeSample(second.system, options)
    expect(await content(second.system)).toEqual(await content(first.system))
  })

test('a second sample is not made over the first', async () => {
  await expect(makeSample(first.system, options)).rejects.toMatchObject({ code: 'sample.there' })
})
