import { beforeAll, expect, test } from 'vitest'
import { endAgency } from '../agencies/commands.ts'
import { completeDuty, listDuties, reopenDuty, showDuty } from '../duties/index.ts'
import { type Grant, roles } from '../platform/actor.ts'
import { verifyAudit } from '../platform/audit.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { activePlan } from './active.ts'
import { recordFact, retractFact } from './facts.ts'
import { indicatorEvidence, indicatorResults } from './indicator-queries.ts'
import { showPlan } from './queries.ts'

const { system, as, evidence } = await testSystem()
const { db } = system
let coordinator: Someone
beforeAll(async () => {
  coordinator = await as('coordinator')
})

const agencyId = async (key: string) =>
  (await db.selectFrom('agency').select('id').where('key', '=', key).executeTakeFirstOrThrow()).id
const item = async (code: string, year: number, agency: string) =>
  (
    await db
      .selectFrom('dutyItem as di')
      .innerJoin('duty as d', 'd.id', 'di.dutyId')
      .innerJoin('agency as a', 'a.id', 'd.agencyId')
      .select('di.id')
      .where('d.code', '=', code)
      .where('di.year', '=', year)
      .where('a.key', '=', agency)
      .executeTakeFirstOrThrow()
  ).id

test('the plan in force is Plan 181 for 2024 and 2025', async () => {
  expect(await activePlan({ db, planId: null })).toMatchObject({
    number: '181/KH-UBND',
    issuedOn: '2024-11-18',
    startsOn: '2024-01-01',
    endsOn: '2025-12-31',
    firstYear: 2024,
    lastYear: 2025,
    province: 'Sóc Trăng',
  })
})

test('the public reads the whole plan, as signed, and who carries its duties today', async () => {
  const plan = await (await as('public')).run(showPlan, {})
  expect(plan.document.budget.total).toBe(2_662_000_000)
  expect(plan.document.criteria.map((criterion) => criterion.code)).toEqual(['a', 'b', 'c', 'd', 'đ'])
  expect(plan.source.text).toContain('Kế hoạch này thay thế Kế hoạch số 125/KH-UBND')
  expect(plan.targets).toHaveLength(6)
  const statistics = plan.holders.find((holder) => holder.code === 'V.4.1')
  expect(statistics?.agency.name).toBe('Cục Thống kê tỉnh Sóc Trăng')
  expect(statistics?.carrier.name).toBe('Thống kê thành phố Cần Thơ')
})

test('results are counted from facts: events one by one, experts summed, a turn once in the period', async () => {
  const { id: planId } = await activePlan({ db, planId: null })
  const file = await evidence()
  const fact = { planId, occurredOn: '2025-05-05', fileId: file, label: 'Sự kiện' }
  await db.transaction().execute(async (trx) => {
    const event = { ...fact, recordType: 'training_event' } as const
    await recordFact(trx, { ...event, kind: 'conference.held', year: 2024, subject: 'event:1', recordId: 1 })
    await recordFact(trx, { ...event, kind: 'conference.held', year: 2025, subject: 'event:2', recordId: 2 })
    await recordFact(trx, {
      ...event,
      kind: 'expert.trained',
      year: 2025,
      quantity: 9,
      subject: 'event:3',
      recordId: 3,
    })
    await recordFact(trx, {
      ...event,
      kind: 'expert.trained',
      year: 2025,
      quantity: 5,
      subject: 'event:4',
      recordId: 4,
    })
    const certificate = {
      ...fact,
      recordType: 'certificate',
      kind: 'certificate.system',
      subject: 'turn:1',
    } as const
    await recordFact(trx, { ...certificate, year: 2024, recordId: 1 })
    await recordFact(trx, { ...certificate, year: 2025, recordId: 2 })
    await recordFact(trx, { ...certificate, year: 2025, recordId: 3, subject: 'turn:2' })
    // a year outside of the plan counts for nothing
    await recordFact(trx, { ...certificate, year: 2026, recordId: 4, subject: 'turn:3' })
    await retractFact(trx, {
      kind: 'conference.held',
      recordType: 'training_event',
      recordId: 2,
      reason: 'Nhầm năm',
    })
  })
  const { targets } = await (await as('public')).run(indicatorResults, {})
  const of = (key: string) => {
    const target = targets.find((each) => each.key === key)
    return [target?.result, target?.years.map(({ year, result }) => ({ year, result }))]
  }
  expect(of('conferences')).toEqual([
    1,
    [
      { year: 2024, result: 1 },
      { year: 2025, result: 0 },
    ],
  ])
  expect(of('experts')).toEqual([
    14,
    [
      { year: 2024, result: 0 },
      { year: 2025, result: 14 },
    ],
  ])
  expect(of('certifiedTurns')).toEqual([
    2,
    [
      { year: 2024, result: 1 },
      { year: 2025, result: 2 },
    ],
  ])
  expect(of('certifiedProducts')).toEqual([
    0,
    [
      { year: 2024, result: 0 },
      { year: 2025, result: 0 },
    ],
  ])
})

test('a figure opens exactly the facts that it counts, with their files; those taken back only on demand', async () => {
  const auditor = await as('auditor')
  const facts = await auditor.run(indicatorEvidence, { key: 'certifiedTurns' })
  expect(facts.rows.map((row) => row.recordId).sort()).toEqual([1, 2, 3])
  expect(facts.rows.every((row) => row.fileSha256 ?? ''.length === 64)).toBe(true)
  const of2025 = await auditor.run(indicatorEvidence, { key: 'certifiedTurns', year: '2025' })
  expect(of2025.rows.map((row) => row.recordId).sort()).toEqual([2, 3])
  expect((await auditor.run(indicatorEvidence, { key: 'conferences' })).total).toBe(1)
  const retracted = await auditor.run(indicatorEvidence, { key: 'conferences', state: 'retracted' })
  expect(retracted.rows).toMatchObject([{ recordId: 2, retraction: 'Nhầm năm' }])
  await expect(auditor.run(indicatorEvidence, { key: 'nope' })).rejects.toMatchObject({ status: 404 })
  await expect((await as('public')).run(indicatorEvidence, { key: 'experts' })).rejects.toMatchObject({
    status: 401,
  })
})

test('the evidence pages by key without losing or repeating a fact', async () => {
  const first = await coordinator.run(indicatorEvidence, { key: 'certifiedTurns', limit: 2 })
  const second = await coordinator.run(indicatorEvidence, {
    key: 'certifiedTurns',
    limit: 2,
    cursor: first.next,
  })
  expect([...first.rows, ...second.rows].map((row) => row.recordId).sort()).toEqual([1, 2, 3])
  expect(second.next).toBeNull()
})

test('work that nobody did is late, and the successor carries it', async () => {
  const late = await coordinator.run(listDuties, { state: 'late', year: 2024, q: 'V.1.9' })
  expect(late.rows).toMatchObject([
    {
      code: 'V.1.9',
      dueOn: '2024-11-30',
      dueBefore: true,
      agency: 'Sở Khoa học và Công nghệ thành phố Cần Thơ',
    },
  ])
  const all = await coordinator.run(listDuties, { limit: 1000 })
  // 3 yearly duties and the mid-term review of the coordinator, the yearly one of Finance, the reports of 16 agencies
  expect(all.total).toBe(2 * 3 + 1 + 2 * 1 + 2 * 16)
  const finance = await coordinator.run(listDuties, { agencyId: await agencyId('stc-ct') })
  expect(finance.rows.map((row) => `${row.code} ${row.year}`).sort()).toEqual([
    'V.2.1 2024',
    'V.2.1 2025',
    'V.5.3 2024',
    'V.5.3 2025',
  ])
})

test('an agency marks its own work and what it has taken over, and no other', async () => {
  const health = await as('agency', { agencyId: await agencyId('syt-ct') })
  const own = await item('V.5.3', 2024, 'syt-st')
  const other = await item('V.5.3', 2024, 'sct-st')
  await expect(
    health.run(completeDuty, { id: other, doneOn: '2025-01-10', note: 'x' }),
  ).rejects.toMatchObject({ status: 403 })
  await health.run(completeDuty, {
    id: own,
    doneOn: '10/01/2025',
    note: 'Báo cáo 12/BC-SYT',
    fileId: await evidence(),
  })
  expect(await health.run(showDuty, { id: own })).toMatchObject({
    state: 'done',
    doneOn: '2025-01-10',
    doneLate: true,
    agency: 'Sở Y tế thành phố Cần Thơ',
    plannedAgency: 'Sở Y tế tỉnh Sóc Trăng',
    mine: false,
  })
  await expect(health.run(completeDuty, { id: own, doneOn: '2025-01-10', note: 'x' })).rejects.toMatchObject({
    status: 409,
  })
})

test('the report marked on 29 November is in time, on 30 November it is late', async () => {
  const id = await item('V.1.9', 2025, 'skhcn-st')
  await coordinator.run(completeDuty, { id, doneOn: '2025-11-29', note: 'Báo cáo 300/BC-UBND' })
  expect(await coordinator.run(showDuty, { id })).toMatchObject({ doneLate: false })
  await coordinator.run(reopenDuty, { id, reason: 'Sai ngày' })
  expect(await coordinator.run(showDuty, { id })).toMatchObject({
    state: 'late',
    doneOn: null,
    note: 'Sai ngày',
  })
  await coordinator.run(completeDuty, { id, doneOn: '2025-11-30', note: 'Báo cáo 300/BC-UBND' })
  expect(await coordinator.run(showDuty, { id })).toMatchObject({ doneLate: true })
})

test('a mark needs a past day, something done, and a file that is there', async () => {
  const id = await item('V.1.7', 2025, 'skhcn-st')
  const mark = (input: object) =>
    coordinator.run(completeDuty, { id, doneOn: '2025-12-01', note: 'x', ...input })
  await expect(mark({ doneOn: '2099-01-01' })).rejects.toMatchObject({ fields: [{ field: 'doneOn' }] })
  await expect(mark({ note: '' })).rejects.toMatchObject({ fields: [{ field: 'note' }] })
  await expect(mark({ fileId: 999_999 })).rejects.toMatchObject({ status: 404 })
  await expect(mark({ id: 999_999 })).rejects.toMatchObject({ status: 404 })
  await expect(coordinator.run(reopenDuty, { id, reason: 'x' })).rejects.toMatchObject({ status: 409 })
})

test('leaders, auditors, enterprises and the public mark nothing; only the coordinator reopens', async () => {
  const id = await item('V.1.7', 2025, 'skhcn-st')
  const done: readonly Grant[] = completeDuty.may
  for (const role of roles) {
    if (role === 'enterprise' || role === 'coordinator') continue
    const someone = await as(role, { agencyId: await agencyId('snv-ct') })
    await expect(
      someone.run(completeDuty, { id, doneOn: '2025-12-01', note: 'x' }),
      role,
    ).rejects.toMatchObject({ status: 403 })
    await expect(someone.run(reopenDuty, { id, reason: 'x' }), role).rejects.toMatchObject({ status: 403 })
  }
  expect([done.includes('leader'), done.includes('auditor'), done.includes('enterprise')]).toEqual([
    false,
    false,
    false,
  ])
  await expect((await as('public')).run(listDuties, {})).rejects.toMatchObject({ status: 401 })
})

test('two marks at once on one work: one is refused', async () => {
  const id = await item('V.2.1', 2025, 'stc-st')
  const mark = () => coordinator.run(completeDuty, { id, doneOn: '2025-12-01', note: 'x' })
  const marks = await Promise.allSettled([mark(), mark()])
  expect(marks.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('when an agency is ended, its open work passes to the successor and its done work stays', async () => {
  const admin = await as('coordinator', { admin: true })
  const [from, to] = [await agencyId('syt-ct'), await agencyId('snv-ct')]
  await admin.run(endAgency, { id: from, validTo: '2026-06-30', successorId: to, source: 'Quyết định thử' })
  const left = await admin.run(listDuties, { agencyId: from })
  expect(left.rows.map((row) => `${row.year} ${row.state}`)).toEqual(['2024 done'])
  const taken = await admin.run(listDuties, { agencyId: to, q: 'V.5.3' })
  expect(taken.rows.map((row) => `${row.year} ${row.state}`)).toEqual(['2025 late'])
})

test('the audit chain holds but for the facts that this test wrote by itself', async () => {
  const { findings } = await verifyAudit(db, system.auditKey)
  expect(
    findings.filter((finding) => !finding.where.startsWith('fact ') && !finding.where.startsWith('file ')),
  ).toEqual([])
})
