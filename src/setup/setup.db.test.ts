import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { createFirstAdministrator } from '../accounts/index.ts'
import { registerEnterprise } from '../enterprises/index.ts'
import { verifyAudit } from '../platform/audit.ts'
import { addTerritory, seriesCatalogue } from '../series/index.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { addUsers, chooseAgencies, chooseProvince, firstDays, showSetup, startWithoutPlan } from './index.ts'

const test1 = await testSystem()
const fresh = await testSystem({ clean: true })

/** Every text of the database but the country's own catalogues and the trail that such a word stands in. */
async function tablesNaming(db: typeof test1.system.db, words: string): Promise<string[]> {
  const { rows } = await sql<{ table: string }>`
    SELECT c.relname AS "table" FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND c.relkind = 'r' ORDER BY 1`.execute(db)
  const country = ['place', 'place_successor', 'audit', 'change', 'migration']
  const found: string[] = []
  for (const { table } of rows) {
    if (country.includes(table)) continue
    const { rows: hits } = await sql<{ row: string }>`
      SELECT t::text AS row FROM ${sql.table(table)} t WHERE t::text ~ ${words} LIMIT 1`.execute(db)
    if (hits[0] !== undefined) found.push(`${table}: ${hits[0].row.slice(0, 200)}`)
  }
  return found
}

const example = '181/KH|Sóc Trăng|125/KH|Hậu Giang|Cần Thơ'
const everything = (rows: { proposals: readonly { key: string }[] }) =>
  rows.proposals.map(({ key }) => ({ key }))

describe('an installation that is set up from nothing', () => {
  let system: Someone
  let admin: Someone
  beforeAll(async () => {
    system = await fresh.as('system')
    await system.run(createFirstAdministrator, { name: 'Quản trị', email: 'quantri@example.vn' })
    admin = await fresh.as('coordinator', { admin: true })
  })

  test('has no row, plan or agency of the shipped example, and asks for its province first', async () => {
    expect(await tablesNaming(fresh.system.db, example)).toEqual([])
    const shown = await admin.run(showSetup, {})
    expect(shown).toMatchObject({ example: false, province: null, agencies: 0, plan: null, proposals: [] })
    const { steps, over } = await admin.run(firstDays, {})
    expect(over).toBe(false)
    expect(steps.find(({ done }) => !done)?.key).toBe('province')
    expect((await problemOf(admin.run(chooseAgencies, { agencies: [] }))).code).toBe('setup.noProvince')
  })

  test('refuses a province that there was not on the day, saying which day', async () => {
    for (const [province, day, field] of [
      ['Bình Phước', undefined, 'province'],
      ['Atlantis', undefined, 'province'],
      ['Đồng Nai', '01/01/2100', 'day'],
    ] as const) {
      const problem = await problemOf(admin.run(chooseProvince, { province, day }))
      expect([province, problem.fields[0]?.field]).toEqual([province, field])
    }
  })

  test('takes its province, its units and its territories; the same answer again changes nothing', async () => {
    const called = 'tỉnh Đồng Nai'
    const answer = await admin.run(chooseProvince, { province: 'Đồng Nai', called })
    const count = async () => {
      const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM change`.execute(
        fresh.system.db,
      )
      return rows[0]?.n
    }
    const before = await count()
    expect(await admin.run(chooseProvince, { province: 'Đồng Nai', called })).toEqual(answer)
    expect(await count()).toBe(before)
    const units = await fresh.system.db
      .selectFrom('adminUnit')
      .select(({ fn }) => ['province', fn.countAll<bigint>().as('n')])
      .groupBy('province')
      .orderBy('province')
      .execute()
    expect(units.map(({ province }) => province)).toEqual(['Bình Phước', 'Đồng Nai'])
    const { territories } = await admin.run(seriesCatalogue, {})
    expect(territories.map(({ name, successorId }) => [name, successorId !== null])).toEqual([
      ['Tỉnh Bình Phước', true],
      ['Tỉnh Đồng Nai (trước 01/07/2025)', true],
      ['Thành phố Đồng Nai (từ 01/07/2025)', false],
    ])
  })

  test('another province may be chosen until there is work; what the first put in goes', async () => {
    await admin.run(chooseProvince, { province: 'Lâm Đồng' })
    await admin.run(chooseAgencies, { agencies: everything(await admin.run(showSetup, {})) })
    await admin.run(chooseProvince, { province: 'Đồng Nai', called: 'tỉnh Đồng Nai' })
    expect(await tablesNaming(fresh.system.db, 'Lâm Đồng')).toEqual([])
    expect((await admin.run(showSetup, {})).agencies).toBe(0)
  })

  test('makes agencies of what is kept, under the names given; again it adds none', async () => {
    const { proposals } = await admin.run(showSetup, {})
    expect(proposals.every(({ validTo, there }) => validTo === null && !there)).toBe(true)
    const chosen = proposals
      .filter(({ key }) => key !== 'stp')
      .map(({ key }) =>
        key === 'sct' ? { key, name: 'Sở Công Thương và Năng lượng tỉnh Đồng Nai' } : { key },
      )
    const { added } = await admin.run(chooseAgencies, { agencies: chosen })
    expect(added).toBe(proposals.length - 1)
    expect((await admin.run(chooseAgencies, { agencies: chosen })).added).toBe(0)
    const names = (await fresh.system.db.selectFrom('agency').select('name').execute()).map(
      ({ name }) => name,
    )
    expect(names).toContain('Sở Công Thương và Năng lượng tỉnh Đồng Nai')
    expect(names).not.toContain('Sở Tư pháp tỉnh Đồng Nai')
    // What was kept under another name is not proposed once more.
    const left = (await admin.run(showSetup, {})).proposals.filter(({ there }) => !there)
    expect(left.map(({ key }) => key)).toEqual(['stp'])
    const first = await fresh.system.db
      .selectFrom('account as a')
      .innerJoin('agency as g', 'g.id', 'a.agencyId')
      .select('g.name')
      .where('a.email', '=', 'quantri@example.vn')
      .executeTakeFirst()
    expect(first?.name).toBe('Sở Khoa học và Công nghệ tỉnh Đồng Nai')
    const unknown = await problemOf(admin.run(chooseAgencies, { agencies: [{ key: 'khong-co' }] }))
    expect(unknown.fields[0]?.field).toBe('agencies')
  })

  test('adds the committees of all its communes when asked', async () => {
    const { added } = await admin.run(chooseAgencies, { agencies: [], communes: true })
    const { rows } = await sql<{ n: number }>`
      SELECT count(*)::int AS n FROM place WHERE level = 'commune' AND province = 'Đồng Nai' AND valid_to IS NULL`.execute(
      fresh.system.db,
    )
    expect(added).toBe(rows[0]?.n)
    expect(added).toBeGreaterThan(90)
  })

  test('makes accounts with one-time passwords at the agency of their role; the trail holds no password', async () => {
    const users = [
      { role: 'leader', name: 'Trần Thị Lãnh Đạo', email: 'lanhdao@example.vn' },
      { role: 'auditor', name: 'Lê Văn Thanh Tra', email: 'thanhtra@example.vn' },
    ]
    const { made } = await admin.run(addUsers, { users })
    expect(made.map(({ password }) => password?.length ?? 0).every((length) => length > 8)).toBe(true)
    const again = await admin.run(addUsers, { users })
    expect(again.made.map(({ password }) => password)).toEqual([null, null])
    const { rows } = await sql<{ n: number }>`
      SELECT count(*)::int AS n FROM audit WHERE input LIKE ${`%${made[0]?.password}%`}`.execute(
      fresh.system.db,
    )
    expect(rows[0]?.n).toBe(0)
    const wrong = await problemOf(
      admin.run(addUsers, { users: [{ role: 'leader', name: 'A', email: 'không' }] }),
    )
    expect(wrong.fields[0]?.field).toBe('users.0.email')
  })

  test('says what is left for the first days, and nothing is overdue', async () => {
    await admin.run(startWithoutPlan, {})
    const { steps } = await admin.run(firstDays, {})
    expect(steps.filter(({ done }) => done).map(({ key }) => key)).toEqual([
      'province',
      'agencies',
      'accounts',
    ])
    // Begun without a plan is no plan: the list says that it is for later.
    expect(steps.filter(({ later }) => later).map(({ key }) => key)).toEqual(['plan'])
    expect(await tablesNaming(fresh.system.db, example)).toEqual([])
  })

  test('adds a territory of any province, once, and one alone for a province that no merger touched', async () => {
    const key = async (name: string) => {
      const { rows } = await sql<{ key: string }>`
        SELECT key FROM place WHERE level = 'province' AND name = ${name} ORDER BY valid_to NULLS LAST`.execute(
        fresh.system.db,
      )
      return rows.map((row) => row.key)
    }
    const keys = await key('Thành phố Hà Nội')
    expect(keys).toHaveLength(2)
    const ids = new Set<number>()
    for (const placeKey of keys) ids.add((await admin.run(addTerritory, { placeKey })).id)
    expect(ids.size).toBe(1)
    expect((await problemOf(admin.run(addTerritory, { placeKey: 'x' }))).fields[0]?.field).toBe('placeKey')
  })

  test('with work in it, is not set up for another province', async () => {
    const unit = await fresh.system.db.selectFrom('adminUnit').select('id').executeTakeFirstOrThrow()
    await admin.run(registerEnterprise, {
      taxCode: '2200108445',
      name: 'Công ty Mẫu',
      address: 'Biên Hòa',
      adminUnitId: unit.id,
      sectorGroup: 'production',
    })
    const before = await tablesNaming(fresh.system.db, 'Đồng Nai')
    expect((await problemOf(admin.run(chooseProvince, { province: 'Hà Nội' }))).code).toBe('setup.hasWork')
    expect(await tablesNaming(fresh.system.db, 'Đồng Nai')).toEqual(before)
    expect((await admin.run(showSetup, {})).inUse).toBe(true)
  })

  test('only an administrator sets up', async () => {
    for (const role of ['coordinator', 'leader', 'auditor', 'public'] as const) {
      const someone = await fresh.as(role)
      const problem = await problemOf(someone.run(chooseProvince, { province: 'Hà Nội' }))
      expect([role, problem.status]).toEqual([role, role === 'public' ? 401 : 403])
    }
  })

  test('leaves a chain of records that holds', async () => {
    expect((await verifyAudit(fresh.system.db, fresh.system.auditKey)).findings).toEqual([])
  })
})

describe('the shipped example', () => {
  test('goes when a province is chosen, all of it; accounts stay, and the chain of records holds', async () => {
    const system = await test1.as('system')
    await system.run(createFirstAdministrator, { name: 'Quản trị', email: 'quantri@example.vn' })
    const admin = await test1.as('coordinator', { admin: true })
    expect((await admin.run(firstDays, {})).example).toBe('181/KH-UBND')
    expect((await tablesNaming(test1.system.db, example)).length).toBeGreaterThan(4)
    await admin.run(chooseProvince, { province: 'Đồng Nai' })
    expect(await tablesNaming(test1.system.db, example)).toEqual([])
    const accounts = await test1.system.db.selectFrom('account').select('email').execute()
    expect(accounts.length).toBe(2)
    expect((await verifyAudit(test1.system.db, test1.system.auditKey)).findings).toEqual([])
  })
})
