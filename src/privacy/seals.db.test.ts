import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testSystem } from '../testing/system.ts'

const { system } = await testSystem()

test('the key of a row that is written is found by its index, however many keys there are', async () => {
  const unit = await system.db.selectFrom('adminUnit').select('id').executeTakeFirstOrThrow()
  await system.db.transaction().execute(async (db) => {
    // A small table is read through as a whole otherwise.
    await sql`SET LOCAL enable_seqscan = off`.execute(db)
    const readThrough = async () => {
      const { rows } = await sql<{ scans: number }>`
        SELECT seq_scan::int AS scans FROM pg_stat_xact_user_tables WHERE relname = 'person_key'`.execute(db)
      return rows[0]?.scans
    }
    const before = await readThrough()
    await db
      .insertInto('enterprise')
      .values({
        taxCode: '2200108446',
        name: 'Cơ sở thử khóa',
        address: 'Sóc Trăng',
        adminUnitId: unit.id,
        sectorGroup: 'production',
        representative: 'Lý Thị Sen',
      })
      .execute()
    const keys = await db
      .selectFrom('personKey')
      .select('id')
      .where('subject', 'like', 'enterprise:%')
      .execute()
    expect(keys.length).toBeGreaterThan(1)
    expect(await readThrough()).toBe(before)
  })
})
