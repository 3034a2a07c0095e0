import { beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { activePlan, chosenBeside, indicatorResults, insertPlan, showPlan } from '../plan/index.ts'
import { indicatorEvidence } from '../plan/indicator-queries.ts'
import { execute } from '../platform/execute.ts'
import type { Command, Query } from '../platform/operation.ts'
import { readReportData } from '../reports/data.ts'
import { planId } from '../support/testing.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { recordEvent } from '../training/index.ts'
import { recordEarlier, recordPast, retractPast } from './commands.ts'
import { listPast, pastChoices, showPast } from './past-queries.ts'
import { listPlans, resultsByYear } from './queries.ts'
import { plan181 } from './testing.ts'

const { system, as, evidence } = await testSystem()
const { db } = system
let coordinator: Someone
let old: number
let own: number

/** Runs as the coordinator does who has chosen a plan. */
function inPlan<I extends z.ZodObject, O extends z.ZodType>(
  chosen: number | null,
  operation: Command<I, O> | Query<I, O>,
  input: unknown,
) {
  return execute(system, operation, coordinator.actor, input, { via: 'page', planId: chosen })
}

const plan125 = {
  number: '125/KH-UBND',
  issuedOn: '13/8/2021',
  issuer: 'Ủy ban nhân dân tỉnh Sóc Trăng',
  title: 'Thực hiện Chương trình quốc gia giai đoạn 2021 - 2025',
  firstYear: '2021',
  lastYear: '2025',
}

beforeAll(async () => {
  coordinator = await as('coordinator')
  own = await planId(system)
})

const record = async (change: Record<string, unknown> = {}) =>
  coordinator.run(recordPast, {
    id: old,
    year: '2022',
    indicator: 'supportTurns',
    quantity: '6',
    label: 'Hỗ trợ 6 lượt doanh nghiệp năm 2022',
    fileId: await evidence(),
    ...change,
  })

test('Plan 125, which Plan 181 names, is entered as replaced by it; a target that is left empty is no target', async () => {
  const before = await coordinator.run(listPlans, {})
  expect(before.missing).toMatchObject([{ number: '125/KH-UBND', issuedOn: '2021-08-13' }])
  const { planId: id } = await coordinator.run(recordEarlier, {
    ...plan125,
    targets: [
      { indicator: 'supportTurns', bound: 'about', number: '30' },
      { indicator: 'courses', bound: 'exactly', number: '' },
    ],
  })
  old = id
  const { plans, missing, current } = await (await as('public')).run(listPlans, {})
  expect(plans.map((plan) => [plan.number, plan.state, plan.replacedBy, plan.inForce])).toEqual([
    ['181/KH-UBND', 'active', null, true],
    ['125/KH-UBND', 'replaced', '181/KH-UBND', false],
  ])
  expect([missing, current]).toEqual([[], own])
  expect(plans[1]?.results).toEqual([
    expect.objectContaining({
      key: 'supportTurns',
      result: 0,
      target: { bound: 'about', minimum: 30, maximum: 30 },
    }),
  ])
  await expect(coordinator.run(recordEarlier, plan125)).rejects.toMatchObject({
    status: 409,
    fields: [{ field: 'number' }],
  })
  await expect(
    coordinator.run(recordEarlier, { ...plan125, number: '9', lastYear: '2020' }),
  ).rejects.toMatchObject({
    fields: [{ field: 'lastYear' }],
  })
})

test('a past result counts as many as it says, in its own plan, and opens as evidence', async () => {
  await record()
  await record({ year: '2023', quantity: '4', label: 'Bốn lượt' })
  await record({ indicator: 'courses', quantity: '3', label: 'Ba khóa' })
  await record({ indicator: 'experts', quantity: '20', label: 'Hai mươi chuyên gia' })

  const { targets } = await inPlan(old, indicatorResults, {})
  expect(targets).toMatchObject([{ key: 'supportTurns', result: 10 }])
  expect(targets[0]?.years.map(({ result }) => result)).toEqual([0, 6, 4, 0, 0])
  const facts = await inPlan(old, indicatorEvidence, { key: 'supportTurns', year: '2022' })
  expect(facts.rows).toMatchObject([{ recordType: 'past_result', quantity: 6, year: 2022 }])
  expect((await inPlan(null, indicatorResults, {})).targets.every(({ result }) => result === 0)).toBe(true)
  const { plans } = await coordinator.run(listPlans, {})
  expect(plans.find((plan) => plan.id === old)?.results.map(({ key, result }) => [key, result])).toEqual([
    ['supportTurns', 10],
    ['courses', 3],
    ['experts', 20],
  ])
})

test('the yearly report of the old plan counts them alike', async () => {
  const figures = await readReportData(db, [old], { year: 2023 })
  expect(figures.targets).toMatchObject([{ key: 'supportTurns', result: 4, cumulative: 10 }])
})

test('the results of 2021-2025 come from both plans, also for an indicator without a target', async () => {
  await coordinator.run(recordEvent, {
    kind: 'course',
    title: 'Khóa ISO 9001',
    heldOn: '06/05/2025',
    place: 'Sóc Trăng',
    participants: '40',
    fileId: await evidence(),
  })
  const results = await resultsByYear(db, { firstYear: 2021, lastYear: 2025 })
  expect(results).toEqual([
    { indicatorKey: 'courses', year: 2022, planId: old, result: 3 },
    { indicatorKey: 'courses', year: 2025, planId: own, result: 1 },
    { indicatorKey: 'experts', year: 2022, planId: old, result: 20 },
    { indicatorKey: 'supportTurns', year: 2022, planId: old, result: 6 },
    { indicatorKey: 'supportTurns', year: 2023, planId: old, result: 4 },
  ])
  expect(await resultsByYear(db, { firstYear: 2023, lastYear: 2024 })).toEqual([
    { indicatorKey: 'supportTurns', year: 2023, planId: old, result: 4 },
  ])
})

test('a year of another plan, a plan that runs, and a number without evidence are refused', async () => {
  await expect(record({ year: '2024' })).rejects.toMatchObject({ status: 422, fields: [{ field: 'year' }] })
  await expect(record({ year: '2020' })).rejects.toMatchObject({ status: 422, fields: [{ field: 'year' }] })
  await expect(record({ id: own })).rejects.toMatchObject({ status: 409 })
  await expect(record({ id: 999_999 })).rejects.toMatchObject({ status: 404 })
  await expect(record({ fileId: '' })).rejects.toMatchObject({ fields: [{ field: 'fileId' }] })
  await expect(record({ fileId: 999_999 })).rejects.toMatchObject({ status: 404 })
  await expect(record({ quantity: '0' })).rejects.toMatchObject({ fields: [{ field: 'quantity' }] })
  await expect(record({ indicator: 'nope' })).rejects.toMatchObject({ fields: [{ field: 'indicator' }] })
  await expect((await as('statistics')).run(recordPast, {})).rejects.toMatchObject({ status: 403 })
})

test('a result that was wrong is taken back with its reason, stays listed, and counts no more', async () => {
  const list = await coordinator.run(listPast, { id: old, indicator: 'experts' })
  const [row] = list.rows
  if (row === undefined) throw new Error('no past result')
  await coordinator.run(retractPast, { id: row.id, reason: 'Nhầm năm' })
  await expect(coordinator.run(retractPast, { id: row.id, reason: 'x' })).rejects.toMatchObject({
    status: 409,
  })
  expect(await coordinator.run(showPast, { id: row.id })).toMatchObject({ retraction: 'Nhầm năm' })
  const { sums, years } = await coordinator.run(pastChoices, { id: old })
  expect(years).toEqual([2021, 2022, 2023])
  expect(sums).toEqual([
    { indicator: 'courses', year: 2022, quantity: 3 },
    { indicator: 'supportTurns', year: 2022, quantity: 6 },
    { indicator: 'supportTurns', year: 2023, quantity: 4 },
  ])
  expect(
    (await resultsByYear(db, { firstYear: 2021, lastYear: 2025 })).some(
      (each) => each.indicatorKey === 'experts',
    ),
  ).toBe(false)
})

test('the list filters, sorts and pages', async () => {
  const keys = async (input: object) =>
    (await coordinator.run(listPast, { id: old, ...input })).rows.map((row) => `${row.indicator} ${row.year}`)
  expect(await keys({ state: 'counted' })).toEqual(['supportTurns 2022', 'courses 2022', 'supportTurns 2023'])
  expect(await keys({ sort: 'indicator', state: 'counted' })).toEqual([
    'courses 2022',
    'supportTurns 2022',
    'supportTurns 2023',
  ])
  expect(await keys({ sort: 'quantity', year: '2022', state: 'counted' })).toEqual([
    'supportTurns 2022',
    'courses 2022',
  ])
  expect(await keys({ q: 'bon luot' })).toEqual(['supportTurns 2023'])
  const first = await coordinator.run(listPast, { id: old, limit: 2 })
  const rest = await coordinator.run(listPast, { id: old, limit: 2, cursor: first.next })
  expect([first.total, first.rows.length, rest.rows.length]).toEqual([4, 2, 2])
})

test('a plan of 2026-2030 beside Plan 181 is in force from 2026 on; who chooses Plan 181 works in it', async () => {
  const document = plan181()
  const year = (text: string) => text.replace('2024', '2026').replace('2025', '2030')
  Object.assign(document, {
    number: '10/KH-UBND',
    issuedOn: '2026-02-02',
    startsOn: '2026-01-01',
    endsOn: '2030-12-31',
    replaces: null,
  })
  document.budget.years = [2026, 2030]
  for (const line of document.budget.lines)
    line.years = Object.fromEntries(Object.entries(line.years).map(([key, amount]) => [year(key), amount]))
  document.budget.yearTotals = Object.fromEntries(
    Object.entries(document.budget.yearTotals).map(([key, amount]) => [year(key), amount]),
  )
  const next = await insertPlan(db, document, { file: 'x', sha256: 'x', text: 'x' }, 'active')
  expect((await activePlan({ db, planId: null })).id).toBe(next)
  expect((await activePlan({ db, planId: own })).id).toBe(own)
  expect(await chosenBeside(db, null)).toBeNull()
  expect(await chosenBeside(db, next)).toBeNull()
  expect(await chosenBeside(db, 999_999)).toBeNull()
  expect((await chosenBeside(db, old))?.number).toBe('125/KH-UBND')
  expect((await inPlan(own, showPlan, {})).document.number).toBe('181/KH-UBND')
  expect((await inPlan(null, showPlan, {})).document.number).toBe('10/KH-UBND')
  // an event of 2025 goes into the plan that is chosen, and not into the one in force
  const event = {
    kind: 'conference',
    title: 'Hội nghị',
    heldOn: '2025-06-06',
    place: 'Sóc Trăng',
    participants: '50',
    fileId: await evidence(),
  }
  await expect(inPlan(null, recordEvent, event)).rejects.toMatchObject({ status: 422 })
  await inPlan(own, recordEvent, event)
  const { targets } = await inPlan(own, indicatorResults, {})
  expect(targets.find((target) => target.key === 'conferences')?.result).toBe(1)
  const { plans, current } = await inPlan(own, listPlans, {})
  expect([plans.map((plan) => [plan.number, plan.inForce]), current]).toEqual([
    [
      ['10/KH-UBND', true],
      ['181/KH-UBND', false],
      ['125/KH-UBND', false],
    ],
    own,
  ])
})
