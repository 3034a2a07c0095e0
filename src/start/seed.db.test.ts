import { createHash } from 'node:crypto'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { packageDirectory } from '../platform/config.ts'
import { testSystem } from '../testing/system.ts'
import { load } from './seed.ts'

const { system } = await testSystem()
const { db } = system
const directories: string[] = []
afterAll(async () => {
  for (const directory of directories) await rm(directory, { recursive: true, force: true })
})

/** A copy of data/ that a test may change. */
async function copyOfData(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'nscl-data-'))
  directories.push(directory)
  for (const name of [
    'admin-units.json',
    'agencies.json',
    'appraisal.json',
    'catalogues.json',
    'commendation.json',
    'document-symbols.json',
    'example.json',
    'guide.json',
    'holidays.json',
    'legal.json',
    'norms.json',
    'places.json',
    'series-catalogue.json',
    'task-kinds.json',
    'work-limits.json',
    'plans',
  ]) {
    await cp(join(packageDirectory, 'data', name), join(directory, name), { recursive: true })
  }
  return directory
}

async function state() {
  const audit = await db
    .selectFrom('audit')
    .select((row) => row.fn.countAll<bigint>().as('n'))
    .executeTakeFirstOrThrow()
  const change = await db
    .selectFrom('change')
    .select((row) => row.fn.countAll<bigint>().as('n'))
    .executeTakeFirstOrThrow()
  return { audit: Number(audit.n), change: Number(change.n) }
}

test('the six targets of 2024-2025 stand with their bounds, and the certified turns are part of the 18', async () => {
  const targets = await db
    .selectFrom('target as t')
    .innerJoin('indicator as i', 'i.id', 't.indicatorId')
    .leftJoin('target as p', 'p.id', 't.parentId')
    .leftJoin('indicator as pi', 'pi.id', 'p.indicatorId')
    .select(['i.key', 't.bound', 't.minimum', 't.maximum', 't.firstYear', 't.lastYear', 'pi.key as parent'])
    .orderBy('t.ord')
    .execute()
  const period = { firstYear: 2024, lastYear: 2025 }
  expect(targets).toEqual([
    { key: 'conferences', bound: 'exactly', minimum: 2, maximum: 2, ...period, parent: null },
    { key: 'courses', bound: 'exactly', minimum: 2, maximum: 2, ...period, parent: null },
    { key: 'experts', bound: 'about', minimum: 15, maximum: 15, ...period, parent: null },
    { key: 'supportTurns', bound: 'exactly', minimum: 18, maximum: 18, ...period, parent: null },
    {
      key: 'certifiedTurns',
      bound: 'atLeast',
      minimum: 10,
      maximum: null,
      ...period,
      parent: 'supportTurns',
    },
    { key: 'certifiedProducts', bound: 'exactly', minimum: 20, maximum: 20, ...period, parent: null },
  ])
})

test('the budget is 2.662 triệu đồng, 1.351 in 2024 and 1.311 in 2025, to the đồng', async () => {
  const lines = await db
    .selectFrom('budgetLine as l')
    .innerJoin('budgetLineYear as y', 'y.lineId', 'l.id')
    .leftJoin('budgetLine as p', 'p.id', 'l.parentId')
    .select(['l.code', 'p.code as parent', 'l.total', 'y.year', 'y.estimate', 'l.quantity'])
    .orderBy('l.ord')
    .orderBy('y.year')
    .execute()
  const of = (code: string) => lines.filter((line) => line.code === code)
  const groups = lines.filter((line) => line.parent === null)
  const sum = (year: number) =>
    groups.reduce((total, line) => total + (line.year === year ? line.estimate : 0n), 0n)
  expect(sum(2024)).toBe(1_351_000_000n)
  expect(sum(2025)).toBe(1_311_000_000n)
  expect([...new Set(lines.map((line) => line.code))]).toEqual([
    ...['I', 'I.1', 'I.2', 'I.3', 'I.4', 'II', 'II.1', 'II.2', 'III', 'III.1', 'III.2', 'IV', 'V'],
  ])
  expect(of('IV').map((line) => [line.total, line.estimate])).toEqual([
    [2_238_000_000n, 1_237_000_000n],
    [2_238_000_000n, 1_001_000_000n],
  ])
  expect(of('I.1').map((line) => [line.estimate, line.quantity])).toEqual([
    [0n, '2'],
    [50_000_000n, '2'],
  ])
})

test('the yearly report is due before 30 November, and after 1 July 2025 the department of Cần Thơ carries it', async () => {
  const items = await db
    .selectFrom('dutyItem as di')
    .innerJoin('duty as d', 'd.id', 'di.dutyId')
    .innerJoin('agency as a', 'a.id', 'di.agencyId')
    .select(['di.year', 'di.dueOn', 'di.dueBefore', 'a.key'])
    .where('d.code', '=', 'V.1.9')
    .orderBy('di.year')
    .execute()
  expect(items).toEqual([
    { year: 2024, dueOn: '2024-11-30', dueBefore: true, key: 'skhcn-st' },
    { year: 2025, dueOn: '2025-11-30', dueBefore: true, key: 'skhcn-ct' },
  ])
})

test('every agency of V.5 owes a report in each year: five departments and eleven districts', async () => {
  const items = await db
    .selectFrom('dutyItem as di')
    .innerJoin('duty as d', 'd.id', 'di.dutyId')
    .innerJoin('agency as a', 'a.id', 'di.agencyId')
    .select(['di.year', 'a.key'])
    .where('d.code', '=', 'V.5.3')
    .execute()
  expect(items.filter((item) => item.year === 2024)).toHaveLength(16)
  const carriers2025 = new Set(items.filter((item) => item.year === 2025).map((item) => item.key))
  expect([...carriers2025].sort()).toEqual(['sct-ct', 'skhcn-ct', 'snnmt-ct', 'stc-ct', 'sxd-ct', 'syt-ct'])
})

test('the criteria of II.2 stand in their order a, b, c, d, đ', async () => {
  const criteria = await db.selectFrom('criterion').select('code').orderBy('ord').execute()
  expect(criteria.map((row) => row.code)).toEqual(['a', 'b', 'c', 'd', 'đ'])
})

test('the signed text is kept whole under its SHA-256', async () => {
  const plan = await db.selectFrom('plan').selectAll().executeTakeFirstOrThrow()
  const file = await readFile(join(packageDirectory, 'data/plans/plan-181.md'))
  expect(plan).toMatchObject({
    number: '181/KH-UBND',
    issuedOn: '2024-11-18',
    replaces: '125/KH-UBND',
    state: 'active',
  })
  expect(plan.sourceText).toBe(file.toString('utf8'))
  expect(plan.sourceSha256).toBe(createHash('sha256').update(file).digest('hex'))
})

test('no spending norm is made up: there are those of the decree, and none of the province', async () => {
  const norms = await db
    .selectFrom('norm as n')
    .innerJoin('legalInstrument as i', 'i.id', 'n.instrumentId')
    .select('i.number')
    .distinct()
    .execute()
  expect(norms).toEqual([{ number: '37/2026/NĐ-CP' }])
})

test('loading again changes nothing', async () => {
  const before = await state()
  await load(system)
  expect(await state()).toEqual(before)
})

test('a changed catalogue is loaded once by two starts at once, and what people edited stays', async () => {
  await db.transaction().execute(async (db) => {
    await db.updateTable('agency').set({ name: 'Sở Y tế đã đổi tên' }).where('key', '=', 'syt-ct').execute()
  })
  const directory = await copyOfData()
  const path = join(directory, 'catalogues.json')
  await writeFile(
    path,
    (await readFile(path, 'utf8')).replace('"Kinh phí của doanh nghiệp"', '"Vốn của doanh nghiệp"'),
  )
  const before = await state()
  await Promise.all([load(system, { directory }), load(system, { directory })])
  expect((await state()).audit).toBe(before.audit + 1)
  const source = await db
    .selectFrom('fundingSource')
    .select('name')
    .where('key', '=', 'enterprise')
    .executeTakeFirst()
  expect(source).toEqual({ name: 'Vốn của doanh nghiệp' })
  const agency = await db.selectFrom('agency').select('name').where('key', '=', 'syt-ct').executeTakeFirst()
  expect(agency).toEqual({ name: 'Sở Y tế đã đổi tên' })
  expect(await db.selectFrom('plan').select('id').execute()).toHaveLength(1)
})

test('a second plan whose sums do not hold is refused whole, catalogues and all', async () => {
  const directory = await copyOfData()
  const plan = await readFile(join(directory, 'plans/plan-181.json'), 'utf8')
  await writeFile(
    join(directory, 'plans/plan-9.json'),
    plan.replace('"181/KH-UBND"', '"9/KH-UBND"').replace('"total": 2662000000', '"total": 2663000000'),
  )
  const path = join(directory, 'catalogues.json')
  await writeFile(
    path,
    (await readFile(path, 'utf8')).replace('"Kinh phí của doanh nghiệp"', '"Không được vào"'),
  )
  const before = await state()
  await expect(load(system, { directory })).rejects.toMatchObject({ code: 'input.invalid' })
  expect(await state()).toEqual(before)
  const names = await db.selectFrom('fundingSource').select('name').execute()
  expect(names.map((row) => row.name)).not.toContain('Không được vào')
})
