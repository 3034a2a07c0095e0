import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { checkImport } from '../enterprises/import.ts'
import { readDraft } from '../plan-drafts/commands.ts'
import { uploadFile } from '../platform/uploads.ts'
import { importSeries } from '../series/import/import.ts'
import { manySheetsOfOnePart, workbookFile } from '../testing/hostile-files.ts'
import { longestTurn } from '../testing/longest-turn.ts'
import { wordFile } from '../testing/office-files.ts'
import { problemOf } from '../testing/problem.ts'
import { testSystem } from '../testing/system.ts'

const house = await testSystem()
const coordinator = await house.as('coordinator')
const { id: territoryId } = await house.system.db
  .selectFrom('territory')
  .select('id')
  .executeTakeFirstOrThrow()

const manyRows = workbookFile(Array.from({ length: 60 }, () => ({ rows: 70_000 })))
const batch = { territoryId, status: 'official', source: 'thử' }

/** A list with empty cells, and more ranges of merged cells over it than anybody makes. */
const manyMerged = workbookFile([
  {
    rows: 5000,
    text: 'x',
    last: 'Z5001',
    merged: Array.from({ length: 300_000 }, (_, at) => `B${(at % 5000) + 1}:C${(at % 5000) + 8}`),
  },
])

describe('a document made to end the program', () => {
  test.each<[string, Uint8Array, string, (fileId: number) => Promise<unknown>]>([
    [
      'sixty sheets of one part, as enterprises',
      manySheetsOfOnePart(60, 200_000),
      'a.xlsx',
      (fileId) => coordinator.run(checkImport, { fileId }),
    ],
    [
      'sixty long sheets, as series',
      manyRows,
      'c.xlsx',
      (fileId) => coordinator.run(importSeries, { fileId, ...batch }),
    ],
    [
      'a list under 300,000 ranges of merged cells, as enterprises',
      manyMerged,
      'm.xlsx',
      (fileId) => coordinator.run(checkImport, { fileId }),
    ],
    [
      'a plan of 1.6 million empty paragraphs',
      wordFile('<w:p><w:r><w:t></w:t></w:r></w:p>'.repeat(1_600_000)),
      'd.docx',
      (fileId) => coordinator.run(readDraft, { fileId }),
    ],
  ])('%s, is refused outside any transaction while others are answered', async (_name, bytes, name, read) => {
    const file = await coordinator.run(uploadFile, { name, bytes })
    const reading = problemOf(read(file.id))
    let asked = 0
    let inTransaction = 0
    const others = (async () => {
      let going = true
      void reading.then(() => {
        going = false
      })
      while (going) {
        const busy = await house.system.db
          .selectFrom('file')
          .select((of) => of.fn.countAll<bigint>().as('n'))
          .executeTakeFirstOrThrow()
        expect(busy.n).toBeGreaterThan(0n)
        inTransaction += await openTransactions()
        asked += 1
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    })()
    const turn = await longestTurn(reading)
    await others
    expect([413, 422]).toContain((await reading).status)
    expect(turn).toBeLessThan(1_000)
    expect(asked).toBeGreaterThan(0)
    expect(inTransaction).toBe(0)
  })
})

/** Connections of this database that idle inside a transaction: what reading a document must never do to one. */
async function openTransactions(): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*)::int AS n FROM pg_stat_activity
     WHERE datname = current_database() AND state LIKE 'idle in transaction%'`.execute(house.system.db)
  return rows[0]?.n ?? 0
}
