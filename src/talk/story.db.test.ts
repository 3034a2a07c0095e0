import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { sampleSystem } from '../testing/sample-system.ts'
import { workRecords } from '../work/kinds.ts'
import { showThread } from './queries.ts'
import { threadKinds } from './threads.ts'

/* Whatever happened to a record stands in its story: each act that wrote it, each state that it came into, each file that it was given. */

const { system, as } = await sampleSystem()
const officer = await as('coordinator')

/** How many records of a kind are read: those that were written most often. */
const most = 6

/** What the trail has of a record's row, the first first: when, its state as the act left it, and the files that it names. */
async function written(table: string, id: string) {
  const { rows } = await sql<{
    at: Date
    command: string
    state: string | null
    files: readonly number[]
  }>`
    SELECT DISTINCT ON (a.id) a.at, a.command, c.after->>'state' AS state,
           ARRAY(SELECT f.value::int FROM jsonb_each_text(c.after) f WHERE f.key ~ '(^|_)file_id$' AND f.value ~ '^[0-9]+$') AS files
      FROM change c JOIN audit a ON a.id = c.audit_id
     WHERE c.table_name = ${table} AND c.row_key = ${id} ORDER BY a.id, c.id DESC`.execute(system.db)
  return rows
}

async function busiest(table: string): Promise<readonly string[]> {
  const { rows } = await sql<{ rowKey: string }>`
    SELECT c.row_key FROM change c WHERE c.table_name = ${table} AND c.audit_id IS NOT NULL AND c.row_key ~ '^[0-9]+$'
       AND EXISTS (SELECT FROM ${sql.table(table)} r WHERE r.id::text = c.row_key)
     GROUP BY c.row_key ORDER BY count(*) DESC, c.row_key::int LIMIT ${most}`.execute(system.db)
  return rows.map(({ rowKey }) => rowKey)
}

describe.each(threadKinds)('the story of $record', ({ record, table, states }) => {
  test('tells each act that wrote it, each state and each file', async () => {
    for (const id of await busiest(table)) {
      const { entries } = await officer.run(showThread, { record, recordId: Number(id) })
      const told = Map.groupBy(entries, ({ at }) => at)
      let before: { state: string | null; files: readonly number[] } = { state: null, files: [] }
      for (const { at, command, state, files } of await written(table, id)) {
        const there = told.get(at.toISOString()) ?? []
        const place = `${record} ${id}: ${command}`
        if (!command.startsWith('talk.')) expect(there, place).not.toEqual([])
        if (states !== undefined && state !== null && state !== before.state)
          expect(
            there.map((entry) => entry.state?.vi),
            `${place} → ${state}`,
          ).toContain(states(state).vi)
        const named = there.flatMap((entry) => entry.files.map((file) => file.id))
        for (const file of files.filter((one) => !before.files.includes(one)))
          expect(named, `${place}, file ${file}`).toContain(file)
        before = { state, files }
      }
    }
  })
})

test('each kind of record that has a state in its table says in its story what the state is called', async () => {
  const { rows } = await sql<{ name: string }>`
    SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'state' AND NOT a.attisdropped
     WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace`.execute(system.db)
  const kept = new Set(rows.map(({ name }) => name))
  for (const { record, table, states } of threadKinds) {
    expect(states !== undefined, record).toBe(kept.has(table))
    const declared = workRecords.find((one) => one.table === table)
    for (const state of states === undefined ? [] : (declared?.states ?? []))
      expect(states?.(state).vi, `${record} ${state}`).not.toBe('')
  }
})

test('the sample has records of most kinds, so that the walk finds what is missing', async () => {
  const found = []
  for (const { record, table } of threadKinds) if ((await busiest(table)).length > 0) found.push(record)
  expect(found.length).toBeGreaterThan(9)
})
