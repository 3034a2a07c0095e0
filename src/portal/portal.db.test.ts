import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { remindDuties } from '../duties/index.ts'
import { activePlan, recordFact } from '../plan/index.ts'
import { roles } from '../platform/actor.ts'
import { execute } from '../platform/execute.ts'
import { Problem } from '../platform/problem.ts'
import { reportObstacle } from '../reports/index.ts'
import { testSystem } from '../testing/system.ts'
import { enterpriseOverview } from './enterprise-overview.ts'
import { dashboard, publicProgress } from './queries.ts'

const test = await testSystem()
const { db } = test.system
const plan = await activePlan({ db, planId: null })
const unit = await db.selectFrom('adminUnit').select('id').executeTakeFirstOrThrow()
const content = await db
  .selectFrom('supportContent')
  .select(['id', 'name'])
  .orderBy('ord')
  .executeTakeFirstOrThrow()
const statusOf = (work: Promise<unknown>) =>
  work.then(() => 200).catch((error: unknown) => (error instanceof Problem ? error.status : error))

async function enterprise(taxCode: string, name: string): Promise<number> {
  const row = await db
    .insertInto('enterprise')
    .values({
      taxCode,
      name,
      address: 'Sóc Trăng',
      adminUnitId: unit.id,
      sectorGroup: 'production',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

async function application(
  enterpriseId: number,
  state: 'filed' | 'returned' | 'accepted',
  filedOn: string,
): Promise<number> {
  const row = await db
    .insertInto('application')
    .values({
      planId: plan.id,
      enterpriseId,
      contentId: content.id,
      year: 2025,
      description: 'Áp dụng hệ thống',
      requested: 80_000_000n,
      ownFunds: 0n,
      filedOn,
      state,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** A finished turn with a product certificate, as SQL alone would write it. */
async function certified(enterpriseId: number, number: string, withdrawnOn: string | null): Promise<void> {
  const applicationId = await application(enterpriseId, 'accepted', '2025-02-01')
  const line = await db
    .selectFrom('budgetLine')
    .select('id')
    .where('code', '=', 'IV')
    .executeTakeFirstOrThrow()
  const source = await db
    .selectFrom('fundingSource')
    .select('id')
    .where('key', '=', 'provincial_st')
    .executeTakeFirstOrThrow()
  const commitment = await db
    .insertInto('commitment')
    .values({
      lineId: line.id,
      year: 2025,
      sourceId: source.id,
      purpose: 'Hỗ trợ',
      documentNumber: '1/QĐ',
      documentDate: '2025-03-01',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const turn = await db
    .insertInto('supportTurn')
    .values({
      planId: plan.id,
      applicationId,
      enterpriseId,
      contentId: content.id,
      commitmentId: commitment.id,
      year: 2025,
      state: 'in_progress',
      decidedOn: '2025-03-01',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const product = await db
    .insertInto('product')
    .values({ enterpriseId, name: `Gạo ${number}` })
    .returning('id')
    .executeTakeFirstOrThrow()
  const fileId = await test.evidence()
  const certificate = await db
    .insertInto('certificate')
    .values({
      planId: plan.id,
      turnId: turn.id,
      enterpriseId,
      kind: 'product_tcvn',
      standard: 'TCVN 11888:2017',
      productId: product.id,
      body: 'QUACERT',
      number,
      issuedOn: '2025-05-01',
      expiresOn: '2028-04-30',
      fileId,
      withdrawnOn,
      withdrawal: withdrawnOn === null ? null : 'thu hồi',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (withdrawnOn !== null) return
  await recordFact(db, {
    planId: plan.id,
    kind: 'certificate.product',
    year: 2025,
    occurredOn: '2025-05-01',
    subject: `product:${product.id}`,
    recordType: 'certificate',
    recordId: certificate.id,
    enterpriseId,
    label: number,
    fileId,
  })
}

const one = await enterprise('2200108445', 'Công ty Một')
const other = await enterprise('0100109106', 'Công ty Hai')
await certified(one, 'QC-1', null)
await certified(other, 'QC-2', '2025-09-01')
const third = await enterprise('0300588569', 'Công ty Ba')
await application(third, 'returned', '2025-04-02')

describe('the public page', () => {
  it('is open to everybody and names certified products, but none whose certificate was withdrawn', async () => {
    const progress = await (await test.as('public')).run(publicProgress, {})
    expect(progress.products.map((row) => [row.product, row.enterprise])).toEqual([
      ['Gạo QC-1', 'Công ty Một'],
    ])
    expect(progress).toMatchObject({
      year: 2025,
      budgetYear: null,
      productCount: 1,
      plan: { number: '181/KH-UBND' },
    })
    expect(progress.contents.length).toBeGreaterThan(0)
    expect(progress.coordinator?.vi).toBe('Sở Khoa học và Công nghệ thành phố Cần Thơ')
  })
  it('shows the figures that independent SQL gives', async () => {
    const progress = await (await test.as('public')).run(publicProgress, {})
    const { rows } = await sql<{ key: string; result: number }>`
      SELECT indicator_key AS key, result FROM target_result WHERE plan_id = ${plan.id} AND year IS NULL`.execute(
      db,
    )
    for (const target of progress.targets)
      expect(target.cumulative).toBe(rows.find((row) => row.key === target.key)?.result)
    expect(progress.targets.find((target) => target.key === 'certifiedProducts')?.cumulative).toBe(1)
    expect(progress.total.estimate).toBe(2_662_000_000n)
  })
  it('counts one year of the budget when asked, and knows no year outside the plan', async () => {
    const someone = await test.as('public')
    expect((await someone.run(publicProgress, { year: 2024 })).total.estimate).toBe(1_351_000_000n)
    expect(await statusOf(someone.run(publicProgress, { year: 2019 }))).toBe(422)
  })
})

describe('the dashboard', () => {
  it('counts the work that carries a reminder before its day as the list of reminders does, on each day', async () => {
    const agency = await db
      .selectFrom('agency')
      .select('id')
      .where('key', '=', 'syt-ct')
      .executeTakeFirstOrThrow()
    const people = [await test.as('coordinator'), await test.as('agency', { agencyId: agency.id })]
    const counts: number[][] = []
    for (const day of ['2025-11-20', '2025-11-24', '2025-11-27', '2025-12-10', '2025-12-30', '2026-01-02']) {
      const system = { ...test.system, now: () => new Date(`${day}T02:00:00Z`) }
      for (const { actor } of people) {
        const { soonCount } = await execute(system, dashboard, actor, {}, { via: 'page' })
        const reminded = await execute(system, remindDuties, actor, {}, { via: 'page' })
        counts.push([soonCount, reminded.counts['30'] + reminded.counts['7'] + reminded.counts['1']])
      }
    }
    for (const [counted, listed] of counts) expect(counted).toBe(listed)
    expect(counts.some(([counted]) => (counted ?? 0) > 0)).toBe(true)
  })

  it('is for staff, auditors too, and neither for enterprises nor the public', async () => {
    for (const role of roles) {
      const someone = role === 'enterprise' ? await test.as(role, { enterpriseId: one }) : await test.as(role)
      expect([role, await statusOf(someone.run(dashboard, {}))]).toEqual([
        role,
        role === 'enterprise' ? 403 : 200,
      ])
      expect([role, await statusOf(someone.run(enterpriseOverview, {}))]).toEqual([
        role,
        role === 'enterprise' ? 200 : 403,
      ])
    }
    expect(await statusOf((await test.as('public')).run(dashboard, {}))).toBe(401)
  })
  it('tells what waits, what is late, and what was done, in words', async () => {
    const owner = await test.as('enterprise', { enterpriseId: one })
    await owner.run(reportObstacle, { text: 'Thiếu đơn vị tư vấn', proposal: 'Công bố danh sách' })
    const data = await (await test.as('coordinator')).run(dashboard, {})
    expect(data.waiting).toEqual([{ state: 'returned', count: 1, oldest: '2025-04-02' }])
    expect(data.openObstacles).toBe(1)
    expect(data.activity[0]).toMatchObject({
      words: { vi: 'Phản ánh khó khăn, vướng mắc' },
      actor: owner.actor.name,
    })
    expect(data.reports.map((row) => [row.year, row.late])).toEqual([
      [2024, true],
      [2025, true],
    ])
    const { rows } = await sql<{ n: number }>`
      SELECT count(*)::int AS n FROM duty_item WHERE done_on IS NULL AND due_on < current_date`.execute(db)
    expect(data.lateCount).toBe(rows[0]?.n)
    expect(
      data.due.every((item, place) => place === 0 || (data.due[place - 1]?.dueOn ?? '') <= item.dueOn),
    ).toBe(true)
  })
  it('shows an agency its own open work, what it took over from its predecessors included', async () => {
    const successor = await db
      .selectFrom('agency')
      .select(['id', 'name'])
      .where('key', '=', 'sct-ct')
      .executeTakeFirstOrThrow()
    const data = await (await test.as('agency', { agencyId: successor.id })).run(dashboard, {})
    expect(data.due.length).toBeGreaterThan(0)
    expect(new Set(data.due.map((item) => item.agency.vi))).toEqual(new Set([successor.name]))
  })
})

describe('the page of an enterprise', () => {
  it('holds its own records and what it has to do, nobody else’s', async () => {
    const first = await (await test.as('enterprise', { enterpriseId: one })).run(enterpriseOverview, {})
    expect(first.certificates.map((row) => row.number)).toEqual(['QC-1'])
    expect(first.applications.map((row) => row.state)).toEqual(['accepted'])
    const last = await (await test.as('enterprise', { enterpriseId: third })).run(enterpriseOverview, {})
    expect(last.certificates).toEqual([])
    expect(last.next.map((step) => [step.urgent, step.words.vi])).toEqual([
      [true, `Bổ sung hồ sơ "${content.name}" đã được trả lại`],
      [true, 'Khai số liệu lao động, doanh thu, vốn năm 2024, 2025'],
    ])
  })
})
