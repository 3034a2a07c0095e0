import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { isLong } from '../testing/long.ts'
import { type Someone, type TestSystem, testSystem } from '../testing/system.ts'
import { listEnterprises } from './queries.ts'

/** In the long suite as many as no province of Viet Nam has in the programme: what is quick there is quick. */
const many = isLong ? 100_000 : 20_000
/** The one with a name of its own. */
const special = Math.floor(many * 0.77777)
let house: TestSystem
let officer: Someone

beforeAll(async () => {
  house = await testSystem()
  officer = await house.as('agency')
  // Written past the triggers: this is about reading.
  await house.system.db.connection().execute(async (db) => {
    await sql`SET session_replication_role = replica`.execute(db)
    // Filling the register may take its time on a busy machine.
    await sql`SET statement_timeout = 0`.execute(db)
    await sql`
      INSERT INTO enterprise (tax_code, name, address, admin_unit_id, sector_group, size_class, state, registered_at)
      SELECT lpad(n::text, 10, '0'),
             CASE n % 3 WHEN 0 THEN 'Công ty TNHH ' WHEN 1 THEN 'Công ty cổ phần ' ELSE 'Doanh nghiệp tư nhân ' END
               || (ARRAY['Thủy sản', 'Lúa gạo', 'Cơ khí', 'Đường mía', 'Vận tải'])[n % 5 + 1] || ' ' || md5(n::text)
               || CASE WHEN n = ${special} THEN ' Đặc Biệt' ELSE '' END,
             'Ấp ' || n, (SELECT min(id) FROM admin_unit) + (CASE WHEN n % 1000 = 0 THEN 1 ELSE 0 END),
             CASE WHEN n % 2 = 0 THEN 'production' ELSE 'trade_services' END,
             (ARRAY['micro', 'micro', 'small', 'medium', 'large', 'unknown'])[n % 6 + 1],
             CASE WHEN n % 5000 = 0 THEN 'dissolved' ELSE 'active' END,
             timestamptz '2024-01-01' + (n / 7) * interval '1 minute'
        FROM generate_series(1, ${many}) AS n`.execute(db)
    await sql`
      INSERT INTO enterprise_year (enterprise_id, year, employees, revenue, sector_group, size_class, size_explanation)
      SELECT e.id, y, e.id % 300, e.id::bigint * 1000000, e.sector_group, e.size_class, '{}'
        FROM enterprise e CROSS JOIN generate_series(2024, 2025) AS y`.execute(db)
    await sql`SET session_replication_role = DEFAULT`.execute(db)
    await sql`VACUUM ANALYZE enterprise, enterprise_year`.execute(db)
    await sql`RESET statement_timeout`.execute(db)
  })
}, 180_000)

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** Ms for a list, and ms for reading the whole register at the same time of day: a page is found, not searched for. */
async function times(input: Record<string, unknown>): Promise<{ list: number; whole: number }> {
  let best = { list: Number.POSITIVE_INFINITY, whole: 0 }
  for (let attempt = 0; attempt < 10 && best.list >= best.whole / 4; attempt++) {
    const whole = await timeOf(() =>
      sql`SELECT count(md5(e::text)), max(y.revenue) FROM enterprise e JOIN enterprise_year y ON y.enterprise_id = e.id`.execute(
        house.system.db,
      ),
    )
    best = { list: await timeOf(() => officer.run(listEnterprises, input)), whole }
  }
  return best
}

describe(`a register of ${many.toLocaleString('vi')} enterprises`, () => {
  const lists: readonly [string, Record<string, unknown>][] = [
    ['opens', {}],
    ['finds a word that most have', { q: 'công ty' }],
    ['finds a word that one has', { q: 'đặc biệt' }],
    ['finds nothing', { q: 'không có đâu xyz' }],
    ['finds a common and a rare word together', { q: 'cong ty dac biet' }],
    ['finds part of a tax code', { q: '0077777' }],
    ['finds one letter', { q: 'g' }],
    ['sorts by day of registration', { sort: 'registered' }],
    ['sorts by size', { sort: 'size', direction: 'desc' }],
    ['sorts by tax code', { sort: 'taxCode' }],
    ['filters by size', { size: 'medium' }],
    ['filters by a small unit, sorted by day', { unit: 2, sort: 'registered' }],
    ['filters by a rare state', { state: 'dissolved' }],
    ['filters by a rare state, sorted by size', { state: 'dissolved', sort: 'size' }],
    [
      'filters by everything at once',
      { size: 'small', sector: 'production', state: 'active', q: 'thuy san' },
    ],
    ['filters what no row has', { state: 'suspended', sort: 'registered' }],
  ]
  // How long they take against the whole tells something of a large register alone.
  test.each(isLong ? lists : [])('%s at once', async (_what, input) => {
    const { list, whole } = await times(input)
    if (process.env.SHOW_TIMES)
      console.info(`${Math.round(list)} of ${Math.round(whole)} ms  ${JSON.stringify(input)}`)
    expect(list).toBeLessThan(whole / 4)
  })

  test('search ignores case, accents and đ', async () => {
    for (const q of ['Đặc Biệt', 'dac biet', 'BIET ĐAC', '  đặc   biet ']) {
      const found = await officer.run(listEnterprises, { q })
      expect(found.total).toBe(1)
      expect(found.rows[0]?.name).toContain('Đặc Biệt')
    }
    expect((await officer.run(listEnterprises, { q: '%' })).total).toBe(0)
  })

  test('a total above ten thousand is not counted out', async () => {
    expect((await officer.run(listEnterprises, { q: 'công ty' })).total).toBeNull()
    expect((await officer.run(listEnterprises, { state: 'dissolved' })).total).toBe(many / 5000)
  })

  test.each(['name', 'registered', 'size', 'taxCode'])('pages by %s give every row once', async (sort) => {
    const seen: number[] = []
    let cursor: string | undefined
    for (let turn = 0; turn < 5; turn++) {
      const page = await officer.run(listEnterprises, { sort, cursor, limit: 20 })
      seen.push(...page.rows.map((row) => row.id))
      cursor = page.next ?? undefined
    }
    expect(new Set(seen).size).toBe(100)
    const atOnce = await officer.run(listEnterprises, { sort, limit: 100 })
    expect(seen).toEqual(atOnce.rows.map((row) => row.id))
  })

  test('sizes sort from micro to large, the unknown last; each row shows its latest year', async () => {
    const first = await officer.run(listEnterprises, { sort: 'size', limit: 1 })
    const last = await officer.run(listEnterprises, { sort: 'size', direction: 'desc', limit: 1 })
    expect(first.rows[0]).toMatchObject({ sizeClass: 'micro', year: 2025 })
    expect(last.rows[0]?.sizeClass).toBe('unknown')
  })

  test('the whole filtered list is read for an export', async () => {
    let count = 0
    let cursor: string | undefined
    const started = performance.now()
    do {
      const page = await officer.run(listEnterprises, { size: 'medium', cursor, limit: 1000 })
      count += page.rows.length
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    if (process.env.SHOW_TIMES)
      console.info(`${Math.round(performance.now() - started)} ms  export of ${count}`)
    expect(count).toBe(Math.floor((many + 3) / 6))
  })
})
