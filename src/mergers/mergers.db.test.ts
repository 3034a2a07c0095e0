import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { fileApplication, withdrawApplication } from '../applications/index.ts'
import {
  addProduct,
  editEnterprise,
  listEnterprises,
  listUnits,
  recordYear,
  registerEnterprise,
  showEnterprise,
  taxCheckDigit,
} from '../enterprises/index.ts'
import { addNeed } from '../needs/index.ts'
import { verifyAudit } from '../platform/audit.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, type TestSystem, testSystem } from '../testing/system.ts'
import { keepSeparate, listDoubles } from './doubles.ts'
import { findDoubles } from './find.ts'
import { besideEachOther, changeOver, staysBehind } from './hangs.ts'
import { mergeDouble, recordMerger } from './merge.ts'
import { compareEnterprises, listMerges, showMerge } from './queries.ts'
import { undoMerge } from './undo.ts'

let house: TestSystem
let coordinator: Someone
let unit: number
let next = 220_300_000

function code(): string {
  for (;;) {
    const nine = String(++next)
    const digit = taxCheckDigit(nine)
    if (digit !== null) return `${nine}${digit}`
  }
}

const enterprise = (given: Record<string, unknown> = {}) =>
  coordinator.run(registerEnterprise, {
    taxCode: code(),
    name: `Công ty TNHH Lúa gạo ${code()}`,
    address: '12 Trưng Vương, phường Vĩnh Châu',
    adminUnitId: unit,
    sectorGroup: 'production',
    ...given,
  })

/** Two records of one enterprise: the same name written otherwise, the same house. */
async function twice(label: string) {
  const one = await enterprise({ name: `Công ty TNHH ${label}`, phone: '0299 3821 111' })
  const other = await enterprise({
    name: `CTY TNHH MTV ${label.toUpperCase()}`.replace('CTY', 'Công ty'),
    address: 'Số 12 Trưng Vương, phường Vĩnh Châu',
    phone: '0299 3822 222',
  })
  return { one: one.id, other: other.id }
}

const pairOf = async (one: number, other: number) =>
  (await coordinator.run(listDoubles, {})).rows.find(
    (row) => [one, other].includes(row.one.id) && [one, other].includes(row.other.id),
  )

const merged = async (id: number, lostId: number, take: string[] = []) => {
  const { kept, lost } = await coordinator.run(compareEnterprises, { id, otherId: lostId })
  const input = {
    id,
    lostId,
    version: kept.version,
    lostVersion: lost.version,
    take,
    reason: 'cùng chủ, cùng nhà',
  }
  return coordinator.run(mergeDouble, input)
}

/** Corrects an enterprise. */
async function edited(id: number, given: Record<string, unknown>) {
  const record = Object.entries(await coordinator.run(showEnterprise, { id })).filter(
    ([, value]) => value !== null,
  )
  return coordinator.run(editEnterprise, { ...Object.fromEntries(record), adminUnitId: unit, ...given })
}

/** Every row of the tables that hang on an enterprise, as it stands. */
async function standing(ids: readonly number[]) {
  const all: Record<string, unknown[]> = {}
  for (const { table, ...one } of [...changeOver, ...besideEachOther]) {
    const column = 'column' in one ? (one.column ?? 'enterprise_id') : 'enterprise_id'
    const { rows } = await sql<{
      row: unknown
    }>`SELECT to_jsonb(x) - 'size_explanation' AS row FROM ${sql.table(table)} x
      WHERE ${sql.ref(`x.${column}`)} = ANY (${[...ids]}::int[]) ORDER BY to_jsonb(x)::text`.execute(
      house.system.db,
    )
    all[table] = rows.map(({ row }) => row)
  }
  return all
}

beforeAll(async () => {
  house = await testSystem()
  coordinator = await house.as('coordinator')
  const units = await coordinator.run(listUnits, {})
  unit = units.find((row) => row.name.includes('Vĩnh Châu') && row.validTo === null)?.id ?? units[0]?.id ?? 0
})

describe('what hangs on an enterprise', () => {
  test('every column of the database that leads to an enterprise is carried over, or stays for a reason', async () => {
    const { rows } = await sql<{ column: string }>`
      SELECT c.conrelid::regclass || '.' || a.attname AS column FROM pg_constraint c
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
       WHERE c.contype = 'f' AND c.confrelid = 'enterprise'::regclass ORDER BY 1`.execute(house.system.db)
    const carried = [...changeOver, ...besideEachOther].map(
      ({ table, ...one }) =>
        `${table}.${'column' in one ? (one.column ?? 'enterprise_id') : 'enterprise_id'}`,
    )
    expect(rows.map(({ column }) => column)).toEqual([...carried, ...staysBehind.keys()].sort())
  })
})

describe('finding doubles', () => {
  test('a record like one that is there is offered as soon as it is registered', async () => {
    const { one, other } = await twice('Chế biến thủy sản Hải Long')
    expect(await pairOf(one, other)).toMatchObject({ ground: 'name_address', state: 'found' })
  })

  test('a branch at the same address is offered by its tax code, and called no double it is not offered again', async () => {
    const taxCode = code()
    const { id } = await enterprise({ taxCode, name: 'Công ty TNHH Bánh pía Tân Hưng' })
    const branch = await enterprise({
      taxCode: `${taxCode}-001`,
      name: 'Chi nhánh Công ty TNHH Bánh pía Tân Hưng',
    })
    const pair = await pairOf(id, branch.id)
    expect(pair).toMatchObject({ ground: 'tax_code' })
    await coordinator.run(keepSeparate, { id: pair?.id, version: pair?.version, reason: 'là chi nhánh' })
    await edited(branch.id, { nameEn: 'Tan Hung, branch' })
    expect(await pairOf(id, branch.id)).toMatchObject({ state: 'separate', reason: 'là chi nhánh' })
    expect(await coordinator.run(showEnterprise, { id: branch.id })).toMatchObject({ parent: { id } })
    expect((await coordinator.run(showEnterprise, { id })).branches.map((one) => one.id)).toEqual([branch.id])
  })

  test.each([
    ['another number in the name', { name: 'Hợp tác xã Nông nghiệp Phú Lộc 2' }],
    ['another house', { name: 'Hợp tác xã Nông nghiệp Phú Lộc 1', address: '5 Nguyễn Huệ, xã Kế Sách' }],
  ])('%s makes two enterprises', async (_what, given) => {
    const one = await enterprise({
      name: 'Hợp tác xã Nông nghiệp Phú Lộc 1',
      address: '77 Lê Lợi, xã Phú Lộc',
    })
    const other = await enterprise({ address: '77 Lê Lợi, xã Phú Lộc', ...given })
    expect(await pairOf(one.id, other.id)).toBeUndefined()
    await edited(one.id, { name: `Hợp tác xã Đã đổi tên ${one.id}` })
  })

  test('a pair that is alike no longer is no longer offered, and a search without anything new finds nothing', async () => {
    const { one, other } = await twice('May mặc Hoàng Yến')
    await edited(other, { name: 'Công ty Cổ phần Gỗ Trường Sơn' })
    expect(await pairOf(one, other)).toBeUndefined()
    await coordinator.run(findDoubles, {})
    expect(await coordinator.run(findDoubles, {})).toEqual({ held: 0, found: 0, left: 0 })
  })
})

describe('merging a double', () => {
  test('all that hangs on the merged record leads to the kept one, its number leads on, and undone all is as before', async () => {
    const { one, other } = await twice('Lạp xưởng Vũ Hương')
    const owner = await house.as('enterprise', { enterpriseId: other })
    const year = { sectorGroup: 'production', version: 0, employees: '10', revenue: '2000000000' }
    await coordinator.run(recordYear, { ...year, id: one, year: 2024 })
    await coordinator.run(recordYear, { ...year, id: other, year: 2024, employees: '30' })
    await coordinator.run(recordYear, { ...year, id: other, year: 2023 })
    await coordinator.run(addProduct, { id: one, name: 'Lạp xưởng tươi' })
    await coordinator.run(addProduct, { id: other, name: 'Lạp xưởng tươi' })
    await coordinator.run(addProduct, { id: other, name: 'Khô bò' })
    await owner.run(addNeed, { year: 2026, kind: 'training', text: 'Đào tạo 5S' })
    const before = await standing([one, other])
    const fields = [
      await coordinator.run(showEnterprise, { id: one }),
      await coordinator.run(showEnterprise, { id: other }),
    ]

    const { mergeId } = await merged(one, other, ['phone', 'enterprise_year/2024'])
    const kept = await coordinator.run(showEnterprise, { id: one })
    expect(kept).toMatchObject({ phone: '0299 3822 222', taxCode: fields[0]?.taxCode, accounts: 1 })
    expect(kept.years.map((row) => [row.year, row.employees])).toEqual([
      [2024, 30],
      [2023, 10],
    ])
    expect(kept.products.map(({ name }) => name).sort()).toEqual(['Khô bò', 'Lạp xưởng tươi'])
    expect(kept.mergedFrom).toMatchObject([{ id: other, kind: 'double', mergeId }])
    expect(await coordinator.run(showEnterprise, { id: other })).toMatchObject({
      state: 'merged',
      mergedInto: { id: one },
      years: [{ year: 2024, employees: 10 }],
    })
    expect((await coordinator.run(listEnterprises, { limit: 100 })).rows.map((row) => row.id)).not.toContain(
      other,
    )
    expect((await coordinator.run(listEnterprises, { q: fields[1]?.taxCode })).rows).toHaveLength(1)
    expect(await pairOf(one, other)).toMatchObject({ state: 'merged' })
    expect(await coordinator.run(showMerge, { id: mergeId })).toMatchObject({ newOnIt: [], taken: ['phone'] })

    await coordinator.run(undoMerge, { id: mergeId, reason: 'nhầm' })
    expect(await standing([one, other])).toEqual(before)
    for (const [at, id] of [one, other].entries()) {
      const { version: _now, ...now } = await coordinator.run(showEnterprise, { id })
      const { version: _then, ...then } = fields[at] ?? {}
      expect(now).toEqual(then)
    }
    expect((await verifyAudit(house.system.db, house.system.auditKey)).findings).toEqual([])
  })

  test('both applied for the same content: both applications stand under the kept record', async () => {
    const { one, other } = await twice('Gốm sứ Phú Tâm')
    const [content, another] = await house.system.db
      .selectFrom('supportContent')
      .select('id')
      .orderBy('id')
      .execute()
    const application = (enterpriseId: number) => ({
      enterpriseId,
      contentId: content?.id,
      year: 2026,
      description: 'Áp dụng 5S',
      requested: '50000000',
      ownFunds: '50000000',
    })
    const first = await coordinator.run(fileApplication, application(one))
    const second = await coordinator.run(fileApplication, application(other))
    const { mergeId } = await merged(one, other)
    const { rows } = await sql<{ id: number; enterpriseId: number; doubled: boolean }>`
      SELECT id, enterprise_id, doubled FROM application WHERE id = ANY (${[first.id, second.id]}::int[]) ORDER BY id`.execute(
      house.system.db,
    )
    expect(rows).toEqual([
      { id: first.id, enterpriseId: one, doubled: false },
      { id: second.id, enterpriseId: one, doubled: true },
    ])
    const refused = await problemOf(
      coordinator.run(fileApplication, { ...application(other), contentId: another?.id }),
    )
    expect(refused).toMatchObject({ status: 409, code: 'enterprises.merged' })
    await coordinator.run(withdrawApplication, {
      id: second.id,
      version: 1,
      reason: 'nộp hai lần',
    })
    const problem = await problemOf(coordinator.run(undoMerge, { id: mergeId, reason: 'nhầm' }))
    expect(problem).toMatchObject({ status: 409, code: 'mergers.newOnIt' })
    expect(problem.words.vi).toContain('Hồ sơ đề nghị (1)')
  })

  test('who merges onto a record that went away, with itself or after another changed it is told so', async () => {
    const { one, other } = await twice('Xay xát Kim Ngân')
    const third = await enterprise({})
    const input = { id: one, lostId: other, version: 1, lostVersion: 1, take: [], reason: 'trùng' }
    expect((await problemOf(coordinator.run(mergeDouble, { ...input, lostId: one }))).fields).toMatchObject([
      { field: 'lostId' },
    ])
    expect(await problemOf(coordinator.run(mergeDouble, { ...input, lostVersion: 9 }))).toMatchObject({
      status: 409,
    })
    await merged(one, other)
    const again = await problemOf(coordinator.run(mergeDouble, { ...input, id: third.id, lostId: other }))
    expect(again.fields).toMatchObject([{ field: 'lostId' }])
    const register = await problemOf(
      coordinator.run(recordYear, {
        id: other,
        year: 2024,
        version: 0,
        sectorGroup: 'production',
        employees: '3',
      }),
    )
    expect(register).toMatchObject({ code: 'enterprises.merged' })
  })

  test('a record that others went into leads all their numbers to the one that is kept last', async () => {
    const { one, other } = await twice('Dệt chiếu Cẩm Nê')
    const { id: third } = await enterprise({})
    await merged(one, other)
    const { mergeId } = await merged(third, one)
    const lead = async () =>
      (
        await house.system.db
          .selectFrom('enterprise')
          .select('mergedInto')
          .where('id', '=', other)
          .executeTakeFirstOrThrow()
      ).mergedInto
    expect(await lead()).toBe(third)
    await coordinator.run(undoMerge, { id: mergeId, reason: 'nhầm' })
    expect(await lead()).toBe(one)
  })
})

describe('a merger in law', () => {
  test('history stays with each, open work passes on, and whoever spoke for the one speaks for the successor', async () => {
    const { id: one } = await enterprise({})
    const { id: other } = await enterprise({})
    const owner = await house.as('enterprise', { enterpriseId: other })
    await coordinator.run(recordYear, {
      id: other,
      year: 2024,
      version: 0,
      sectorGroup: 'production',
      employees: '3',
    })
    const need = await owner.run(addNeed, { year: 2026, kind: 'training', text: 'Đào tạo Kaizen' })
    const { kept, lost } = await coordinator.run(compareEnterprises, { id: one, otherId: other })
    const input = {
      ...{ id: one, lostId: other, version: kept.version, lostVersion: lost.version },
      ...{ mergedOn: '2026-02-01', documentNumber: '12/QĐ', reason: 'Sáp nhập' },
    }
    expect(
      (await problemOf(coordinator.run(recordMerger, { ...input, mergedOn: '2099-01-01' }))).fields,
    ).toMatchObject([{ field: 'fileId' }, { field: 'mergedOn' }])
    const { mergeId } = await coordinator.run(recordMerger, { ...input, fileId: await house.evidence() })
    const was = await coordinator.run(showEnterprise, { id: other })
    expect(was).toMatchObject({ state: 'merged', stateSince: '2026-02-01', years: [{ year: 2024 }] })
    const row = await house.system.db
      .selectFrom('need')
      .select('enterpriseId')
      .where('id', '=', need.id)
      .executeTakeFirstOrThrow()
    expect(row.enterpriseId).toBe(one)
    const roles = async () =>
      (
        await house.system.db
          .selectFrom('accountRole')
          .select('enterpriseId')
          .where('accountId', '=', owner.actor.userId ?? '')
          .where('endedAt', 'is', null)
          .orderBy('enterpriseId')
          .execute()
      ).map(({ enterpriseId }) => enterpriseId)
    expect(await roles()).toEqual([one, other])
    await coordinator.run(undoMerge, { id: mergeId, reason: 'quyết định bị hủy' })
    expect(await roles()).toEqual([other])
    expect((await coordinator.run(listMerges, { enterpriseId: other })).rows).toMatchObject([
      { state: 'undone' },
    ])
  })
})
