import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { verifyAudit } from '../platform/audit.ts'
import { testSystem } from '../testing/system.ts'
import { questionnaire } from './assessment.ts'
import { recordAccounts, recordAssessment, removeAccounts } from './commands.ts'
import { listProductivity, productivitySummary } from './list-queries.ts'
import { listAssessments, showEffect, showProductivity } from './queries.ts'

const nscl = await testSystem()
const { db } = nscl.system
const coordinator = await nscl.as('coordinator')
const unit = await db.selectFrom('adminUnit').select('id').executeTakeFirstOrThrow()

const thisYear = new Date().getFullYear()
let made = 0
async function makeEnterprise(industry = 'Chế biến thủy sản'): Promise<number> {
  made += 1
  const row = await db
    .insertInto('enterprise')
    .values({
      taxCode: String(9_000_000_000 + made),
      name: `Công ty ${made}`,
      address: 'Sóc Trăng',
      adminUnitId: unit.id,
      sectorGroup: 'production',
      industry,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

const accounts = {
  version: 0,
  netRevenue: '10 tỷ',
  labourCost: '1,8 tỷ',
  depreciation: '400 triệu',
  productionTaxes: '100 triệu',
  interest: '100 triệu',
  profit: '600 triệu',
  fixedAssets: '4 tỷ',
  labour: '30',
}

test('the database adds value added up both ways, and the page shows what it means', async () => {
  const id = await makeEnterprise()
  await coordinator.run(recordAccounts, { ...accounts, id, year: 2023, intermediate: '6,9 tỷ' })
  await coordinator.run(recordAccounts, { ...accounts, id, year: 2024, profit: '-200 triệu' })
  const { years } = await coordinator.run(showProductivity, { id })
  expect(years).toMatchObject([
    {
      year: 2023,
      valueAddedProduction: 3_100_000_000n,
      valueAddedIncome: 3_000_000_000n,
      subsidies: 0n,
      perPerson: 100_000_000,
      tfp: 100,
      place: { shown: false },
    },
    { year: 2024, valueAddedProduction: null, valueAddedIncome: 2_200_000_000n, profit: -200_000_000n },
  ])
})

test('value added of one small enterprise is one figure: what it makes less what it uses is what it pays out', async () => {
  const id = await makeEnterprise()
  await coordinator.run(recordAccounts, {
    id,
    year: 2024,
    version: 0,
    netRevenue: '12 tỷ',
    stockChange: '300 triệu',
    goodsForResale: '1,3 tỷ',
    intermediate: '7 tỷ',
    labourCost: '2,4 tỷ',
    depreciation: '600 triệu',
    productionTaxes: '150 triệu',
    subsidies: '50 triệu',
    interest: '200 triệu',
    profit: '700 triệu',
    labour: '30',
  })
  const { years } = await coordinator.run(showProductivity, { id })
  expect(years).toMatchObject([
    {
      valueAddedProduction: 4_000_000_000n,
      valueAddedIncome: 4_000_000_000n,
      twoWays: { percent: 0, agrees: true },
    },
  ])
})

test('accounts that give value added by neither way name what is missing', async () => {
  const id = await makeEnterprise()
  await expect(
    coordinator.run(recordAccounts, {
      id,
      year: 2023,
      version: 0,
      netRevenue: '5 tỷ',
      labour: 10,
      labourCost: '1 tỷ',
    }),
  ).rejects.toMatchObject({
    status: 422,
    fields: ['depreciation', 'productionTaxes', 'interest', 'profit', 'intermediate'].map((field) => ({
      field,
    })),
  })
  await expect(coordinator.run(recordAccounts, { ...accounts, id, year: 2099 })).rejects.toMatchObject({
    fields: [{ field: 'year' }],
  })
  await expect(
    sql`INSERT INTO enterprise_accounts (enterprise_id, year, net_revenue, stock_change, goods_for_resale, labour, price_index)
        VALUES (${id}, 2023, 1, 0, 0, 1, 100)`.execute(db),
  ).rejects.toMatchObject({ constraint: 'enterprise_accounts_whole' })
})

test('an enterprise writes and reads its own figures alone; a stale form overwrites nothing', async () => {
  const [own, foreign] = [await makeEnterprise(), await makeEnterprise()]
  const enterprise = await nscl.as('enterprise', { enterpriseId: own })
  await enterprise.run(recordAccounts, { ...accounts, id: own, year: 2024 })
  for (const [operation, input] of [
    [showProductivity, { id: foreign }],
    [listAssessments, { id: foreign }],
    [recordAccounts, { ...accounts, id: foreign, year: 2024 }],
    [removeAccounts, { id: foreign, year: 2024, reason: 'x' }],
  ] as const) {
    await expect(enterprise.run(operation as typeof showProductivity, input)).rejects.toMatchObject({
      status: 404,
    })
  }
  await expect(enterprise.run(recordAccounts, { ...accounts, id: own, year: 2024 })).rejects.toMatchObject({
    status: 409,
  })
  await enterprise.run(recordAccounts, { ...accounts, id: own, year: 2024, version: 1, labour: 60 })
  await enterprise.run(removeAccounts, { id: own, year: 2024, reason: 'Ghi nhầm năm' })
  await expect(enterprise.run(removeAccounts, { id: own, year: 2024, reason: 'x' })).rejects.toMatchObject({
    status: 404,
  })
})

test('associations read no enterprise’s accounts, list, imports or self-assessment, and the effect of support as all do', async () => {
  const id = await makeEnterprise()
  await coordinator.run(recordAccounts, { ...accounts, id, year: 2024 })
  const association = await nscl.as('association')
  for (const [operation, input] of [
    [showProductivity, { id }],
    [listAssessments, { id }],
    [listProductivity, {}],
    [productivitySummary, {}],
  ] as const) {
    await expect(association.run(operation as typeof showProductivity, input)).rejects.toMatchObject({
      status: 403,
    })
  }
  await expect(association.run(showEffect, {})).resolves.toBeDefined()
  const statistics = await nscl.as('statistics')
  expect((await statistics.run(showProductivity, { id })).years).toHaveLength(1)
})

test('a place in the sector is shown from twelve enterprises on, by industry where it has them', async () => {
  const ids: number[] = []
  for (let place = 1; place <= 12; place++) {
    const id = await makeEnterprise('Sản xuất bánh pía')
    ids.push(id)
    await coordinator.run(recordAccounts, { ...accounts, id, year: 2022, labour: place * 10 })
    if (place === 11) {
      const { years } = await coordinator.run(showProductivity, { id })
      expect(years[0]?.place).toMatchObject({ shown: false, minimum: 12 })
    }
  }
  const most = await coordinator.run(showProductivity, { id: ids[0] ?? 0 })
  expect(most.years[0]?.place).toMatchObject({ shown: true, among: 'industry', quartile: 4, count: 12 })
  const least = await coordinator.run(showProductivity, { id: ids[11] ?? 0 })
  expect(least.years[0]?.place).toMatchObject({ shown: true, quartile: 1 })
  // Another industry of the same sector group is compared with the group.
  const other = await makeEnterprise('Dệt may')
  await coordinator.run(recordAccounts, { ...accounts, id: other, year: 2022 })
  expect((await coordinator.run(showProductivity, { id: other })).years[0]?.place).toMatchObject({
    among: 'sector',
    count: 13,
  })
})

test('the list filters, sorts and pages over enterprises with several years without losing one', async () => {
  const seen: number[] = []
  let cursor: string | undefined
  do {
    const page = await coordinator.run(listProductivity, { sort: 'name', limit: 3, cursor })
    seen.push(...page.rows.map(({ id }) => id))
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  const { n } = await db
    .selectFrom('enterpriseAccounts')
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow()
  expect(new Set(seen).size).toBe(n)
  const best = await coordinator.run(listProductivity, { sort: 'productivity', year: 2022 })
  const values = best.rows.map(({ perPerson }) => perPerson ?? 0)
  expect(values).toEqual(values.toSorted((a, b) => b - a))
  expect((await coordinator.run(listProductivity, { supported: 'yes' })).rows).toEqual([])
})

test('the effect of support is shown from enough pairs on, and is what the enterprises had', async () => {
  const few = await coordinator.run(showEffect, {})
  const { before, after } = few
  expect([before, after]).toEqual([thisYear - 3, thisYear - 1])
  expect(few).toMatchObject({ supported: 0, effect: { shown: false } })
  await db.transaction().execute(async (transaction) => {
    // Twelve supported enterprises grow by 20 %, fifteen others by 7 %; all alike before.
    for (let place = 0; place < 27; place++) {
      const supported = place < 12
      const labour = 20 + (supported ? place : place - 12)
      made += 1
      await sql`
        WITH e AS (INSERT INTO enterprise (tax_code, name, address, admin_unit_id, sector_group)
                   VALUES (${String(9_000_000_000 + made)}, ${`Hiệu quả ${place}`}, 'ST', ${unit.id}, 'production') RETURNING id),
             a AS (INSERT INTO enterprise_accounts (enterprise_id, year, net_revenue, stock_change, goods_for_resale, intermediate, labour, price_index)
                   SELECT e.id, y.year, y.added, 0, 0, 0, ${labour}, y.price FROM e CROSS JOIN (VALUES
                     (${before - 1}, ${labour * 950_000}::bigint, 100),
                     (${before}, ${labour * 1_000_000}::bigint, 100),
                     (${after}::int, ${labour * (supported ? 2_400_000 : 2_140_000)}::bigint, 200)) AS y (year, added, price))
        SELECT 1`.execute(transaction)
    }
  })
  const contents = await db.selectFrom('supportContent').select('id').executeTakeFirstOrThrow()
  const plan = await db.selectFrom('plan').select('id').executeTakeFirstOrThrow()
  const line = await sql<{ lineId: number; year: number; source: number }>`
    SELECT l.id AS line_id, y.year, (SELECT min(id) FROM funding_source) AS source
      FROM budget_line l JOIN budget_line_year y ON y.line_id = l.id WHERE l.code = 'IV' ORDER BY y.year LIMIT 1`.execute(
    db,
  )
  const { lineId, year, source } = line.rows[0] ?? { lineId: 0, year: 0, source: 0 }
  await sql`
    WITH e AS (SELECT id, row_number() OVER (ORDER BY id) AS place FROM enterprise WHERE name LIKE 'Hiệu quả %'),
         s AS (SELECT id FROM e WHERE place <= 12),
         a AS (INSERT INTO application (plan_id, enterprise_id, content_id, year, description, requested, own_funds, filed_on, state)
               SELECT ${plan.id}, s.id, ${contents.id}, ${before + 1}, 'x', 1, 0, ${`${before + 1}-01-01`}::date, 'accepted' FROM s RETURNING id, enterprise_id),
         c AS (INSERT INTO commitment (line_id, year, source_id, purpose, document_number, document_date, enterprise_id)
               SELECT ${lineId}, ${year}, ${source}, 'x', 'x', ${`${before + 1}-01-01`}::date, a.enterprise_id FROM a RETURNING id, enterprise_id)
    INSERT INTO support_turn (plan_id, application_id, enterprise_id, content_id, commitment_id, year, state, decided_on, finished_on)
    SELECT ${plan.id}, a.id, a.enterprise_id, ${contents.id}, c.id, ${before + 1}, 'finished', ${`${before + 1}-01-01`}::date, ${`${before + 1}-12-01`}::date
      FROM a JOIN c USING (enterprise_id)`.execute(db)
  const found = await coordinator.run(showEffect, {})
  expect(found).toMatchObject({ supported: 12, others: 15, partial: 0 })
  // 1,20 / 1,07 − 1 = 12,1 %, in whole percent; the years before went alike.
  expect(found.effect).toMatchObject({
    shown: true,
    clear: true,
    percent: { value: 12, low: 12, high: 13 },
    preTrend: { shown: true, pairs: 12, parallel: true, percent: { value: 0 } },
    // All alike: a million đồng a person before; 2,4 and 2,14 million at twice the prices after.
    groups: {
      supported: {
        before: { value: expect.closeTo(1_000_000, 3), low: expect.closeTo(1_000_000, 3) },
        after: { value: expect.closeTo(1_200_000, 3), high: expect.closeTo(1_200_000, 3) },
      },
      // 1 070 000 in two significant digits.
      controls: { after: { value: 1_100_000 } },
    },
  })
  // One window: another one, subtracted, would tell who is in it, and would be searched until it shows something.
  for (const window of [
    { before: before - 1 },
    { after: after - 1 },
    { before, after: after - 1 },
    { before: after, after: before },
  ])
    await expect(coordinator.run(showEffect, window)).rejects.toMatchObject({ status: 422 })
  expect(await coordinator.run(showEffect, { before, after })).toEqual(found)

  // Support that ended in October of the last year has had no whole year to work.
  await sql`UPDATE support_turn SET finished_on = ${`${after}-10-15`}::date WHERE id = (SELECT min(id) FROM support_turn)`.execute(
    db,
  )
  expect(await coordinator.run(showEffect, {})).toMatchObject({ supported: 11, others: 15, partial: 1 })
})

test('a self-assessment needs every answer, keeps its edition, and stays the enterprise’s own', async () => {
  const id = await makeEnterprise()
  const enterprise = await nscl.as('enterprise', { enterpriseId: id })
  const { edition, areas } = questionnaire()
  const answers = Object.fromEntries(areas.flatMap((area) => area.statements.map(({ key }) => [key, '3'])))
  const { '5s-sort': _left, ...short } = answers
  await expect(enterprise.run(recordAssessment, { id, edition, answers: short })).rejects.toMatchObject({
    fields: [{ field: 'answers.5s-sort' }],
  })
  await expect(enterprise.run(recordAssessment, { id, edition: 'old', answers })).rejects.toMatchObject({
    status: 409,
  })
  await enterprise.run(recordAssessment, { id, edition, answers, note: 'Lần đầu' })
  const { assessments } = await coordinator.run(listAssessments, { id })
  expect(assessments).toMatchObject([{ questionnaire: edition, note: 'Lần đầu', answers: { '5s-sort': 3 } }])
})

test('the distribution by year follows the filters of the list and keeps cells of few to itself', async () => {
  const all = await coordinator.run(productivitySummary, { q: 'Hiệu quả' })
  // Twenty-seven alike: a million đồng a person before; 2,14 and 2,4 million after, fifteen to twelve, in two digits.
  expect(all.years).toEqual([
    { year: thisYear - 4, quarters: { q1: 950_000, median: 950_000, q3: 950_000, count: 27 } },
    { year: thisYear - 3, quarters: { q1: 1_000_000, median: 1_000_000, q3: 1_000_000, count: 27 } },
    { year: thisYear - 1, quarters: { q1: 2_100_000, median: 2_100_000, q3: 2_400_000, count: 27 } },
  ])
  const supported = await coordinator.run(productivitySummary, { q: 'Hiệu quả', supported: 'yes' })
  expect(supported.years.map(({ quarters }) => quarters?.median)).toEqual([950_000, 1_000_000, 2_400_000])
  expect(await coordinator.run(productivitySummary, { q: 'Hiệu quả 1', supported: 'yes' })).toEqual({
    minimum: 12,
    years: [
      { year: thisYear - 4, quarters: null },
      { year: thisYear - 3, quarters: null },
      { year: thisYear - 1, quarters: null },
    ],
  })
  expect((await coordinator.run(productivitySummary, { q: 'Hiệu quả', size: 'large' })).years).toEqual([])
  const list = await coordinator.run(listProductivity, { q: 'Hiệu quả', size: 'unknown', year: thisYear - 3 })
  expect([list.total, list.rows[0]?.sizeClass]).toEqual([27, 'unknown'])
  expect((await coordinator.run(listProductivity, { size: 'small' })).total).toBe(0)
})

test('the audit chain holds after all of this', async () => {
  const { findings } = await verifyAudit(db, nscl.system.auditKey)
  expect(findings.filter(({ kind }) => kind !== 'unaudited')).toEqual([])
})
