import { beforeAll, describe, expect, it } from 'vitest'
import { activePlan, indicatorResults } from '../plan/index.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { recordEvent } from '../training/index.ts'
import { addIndicator, editIndicator, setIndicatorActive } from './commands.ts'
import { listIndicators, showIndicator } from './queries.ts'
import { confirmValue, enterValue, listValues, withdrawValue } from './values.ts'

const test = await testSystem()
let coordinator: Someone
let second: Someone
let statistics: Someone
let fileId: number
let planId: number

beforeAll(async () => {
  coordinator = await test.as('coordinator')
  second = await test.as('coordinator')
  statistics = await test.as('statistics')
  fileId = await test.evidence('so-lieu.pdf')
  planId = (await activePlan({ db: test.system.db, planId: null })).id
})

const named = (name: string, unit: string) => ({
  name,
  nameEn: name,
  unit,
  unitEn: unit,
  source: 'Kế hoạch mẫu, mục I.2',
})
const agencyOf = async (key: string) =>
  (
    await test.system.db
      .selectFrom('agency')
      .select('id')
      .where('kind', '=', key as 'statistics')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
  ).id

/** Sets a target of an indicator in the plan in force, as a plan that names it would. */
async function targetOf(key: string, minimum: number, more: object = {}): Promise<void> {
  const indicator = await test.system.db
    .selectFrom('indicator')
    .select('id')
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  await test.system.db
    .insertInto('target')
    .values({
      planId,
      indicatorId: indicator.id,
      firstYear: 2024,
      lastYear: 2025,
      minimum,
      bound: 'atLeast',
      ord: 90,
      ...more,
    })
    .execute()
}

async function resultOf(key: string) {
  const { targets } = await coordinator.run(indicatorResults, {})
  const found = targets.find((target) => target.key === key)
  if (found === undefined) throw new Error(`no target ${key}`)
  return found
}

describe('an indicator that an agency enters', () => {
  it('has no figure until another person confirms the value, then counts as a fact with its evidence', async () => {
    const agencyId = await agencyOf('statistics')
    const { key } = await coordinator.run(addIndicator, {
      ...named('Phóng sự truyền hình', 'phóng sự'),
      way: 'entered',
      measure: 'sum',
      agencyId,
    })
    await targetOf(key, 10, {
      baseValue: 4,
      baseYear: 2023,
      baseSource: 'Báo cáo 2023',
      milestones: '{"2024": 5}',
    })
    expect(await resultOf(key)).toMatchObject({
      result: null,
      base: { value: 4, year: 2023 },
      way: 'entered',
    })
    const { id } = await coordinator.run(enterValue, { key, year: 2024, value: '6', fileId })
    expect((await resultOf(key)).result).toBeNull()
    const own = await problemOf(coordinator.run(confirmValue, { id }))
    expect(own.code).toBe('controls.samePerson')
    await second.run(confirmValue, { id })
    expect(await resultOf(key)).toMatchObject({
      result: 6,
      years: [
        { year: 2024, result: 6, milestone: 5 },
        { year: 2025, result: null },
      ],
    })
    const again = await problemOf(coordinator.run(enterValue, { key, year: 2024, value: '7', fileId }))
    expect([again.code, again.fields[0]?.field]).toEqual(['indicatorValues.once', 'year'])
    await second.run(withdrawValue, { id, reason: 'Đếm nhầm' })
    expect((await resultOf(key)).result).toBeNull()
    const { rows } = await coordinator.run(listValues, { key })
    expect(rows).toMatchObject([{ state: 'withdrawn', reason: 'Đếm nhầm', value: 6 }])
  })

  it('shows an estimate beside the result and never counts it', async () => {
    const agencyId = await agencyOf('statistics')
    const { key } = await coordinator.run(addIndicator, {
      ...named('Tỷ lệ sản phẩm chủ lực truy xuất được', '%'),
      way: 'entered',
      measure: 'last',
      agencyId,
    })
    await targetOf(key, 30)
    const late = await problemOf(
      coordinator.run(enterValue, { key, year: 2024, value: '30', estimate: 'on', fileId }),
    )
    expect(late.fields[0]?.field).toBe('estimate')
    const indicator = await coordinator.run(showIndicator, { key })
    // As it was confirmed while the year still ran.
    await test.system.db
      .insertInto('indicatorValue')
      .values({
        ...{ planId, indicatorId: indicator.id, year: 2025, value: 29, estimate: true, agencyId, fileId },
        ...{
          state: 'confirmed',
          enteredBy: 'a',
          enteredAt: new Date(),
          confirmedBy: 'b',
          confirmedAt: new Date(),
        },
      })
      .execute()
    expect(await resultOf(key)).toMatchObject({
      result: null,
      years: [{ estimate: null }, { estimate: 29, result: null }],
    })
    for (const [year, value] of [
      [2024, '27,5'],
      [2025, '31'],
    ] as const) {
      const { id } = await coordinator.run(enterValue, { key, year, value, fileId })
      await second.run(confirmValue, { id })
    }
    expect(await resultOf(key)).toMatchObject({ result: 31, years: [{ result: 27.5 }, { result: 31 }] })
  })

  it('is entered by the agency that answers for it and by no other', async () => {
    const agencyId = await agencyOf('finance')
    const { key } = await coordinator.run(addIndicator, {
      ...named('Số thu nộp ngân sách', 'tỷ đồng'),
      way: 'entered',
      measure: 'sum',
      agencyId,
    })
    const refused = await problemOf(statistics.run(enterValue, { key, year: 2025, value: '1', fileId }))
    expect(refused.status).toBe(403)
  })
})

describe('an indicator that is computed', () => {
  it('is a share of two others, null while one of them has no figure or the second is nought', async () => {
    const agencyId = await agencyOf('statistics')
    const made = await coordinator.run(addIndicator, {
      ...named('Sản phẩm chủ lực', 'sản phẩm'),
      way: 'entered',
      measure: 'last',
      agencyId,
    })
    const { key } = await coordinator.run(addIndicator, {
      ...named('Tỷ lệ sản phẩm chủ lực được chứng nhận', '%'),
      way: 'computed',
      operation: 'ratio',
      first: 'conferences',
      second: made.key,
    })
    await targetOf(key, 30)
    expect((await resultOf(key)).result).toBeNull()
    const { id } = await coordinator.run(enterValue, { key: made.key, year: 2025, value: '8', fileId })
    await second.run(confirmValue, { id })
    await coordinator.run(recordEvent, {
      kind: 'conference',
      title: 'Hội thảo để chia',
      heldOn: '12/06/2025',
      place: 'Hội trường',
      participants: '80',
      fileId,
    })
    expect(await resultOf(key)).toMatchObject({ result: 12.5, years: [{ result: null }, { result: 12.5 }] })
  })

  it('grows over the year before, and over the base of the target where the programme has no value', async () => {
    const agencyId = await agencyOf('statistics')
    const made = await coordinator.run(addIndicator, {
      ...named('Năng suất lao động', 'triệu đồng/người'),
      way: 'entered',
      measure: 'last',
      agencyId,
    })
    const { key } = await coordinator.run(addIndicator, {
      ...named('Tăng năng suất lao động', '%/năm'),
      way: 'computed',
      operation: 'growth',
      first: made.key,
    })
    await targetOf(made.key, 120, { baseValue: 100, baseYear: 2023 })
    await targetOf(key, 7)
    for (const [year, value] of [
      [2024, '110'],
      [2025, '121'],
    ] as const) {
      const { id } = await coordinator.run(enterValue, { key: made.key, year, value, fileId })
      await second.run(confirmValue, { id })
    }
    expect(await resultOf(key)).toMatchObject({ result: 10, years: [{ result: 10 }, { result: 10 }] })
  })

  it('never leads back to itself', async () => {
    const one = await coordinator.run(addIndicator, {
      ...named('Tổng thứ nhất', 'lượt'),
      way: 'computed',
      operation: 'sum',
      first: 'conferences',
      second: 'courses',
    })
    const two = await coordinator.run(addIndicator, {
      ...named('Tổng thứ hai', 'lượt'),
      way: 'computed',
      operation: 'sum',
      first: one.key,
      second: 'experts',
    })
    const shown = await coordinator.run(showIndicator, { key: one.key })
    const ring = await problemOf(
      coordinator.run(editIndicator, {
        ...named('Tổng thứ nhất', 'lượt'),
        key: shown.key,
        version: shown.version,
        way: 'computed',
        operation: 'sum',
        first: two.key,
        second: 'courses',
      }),
    )
    expect([ring.status, ring.fields[0]?.field]).toEqual([422, 'first'])
  })
})

describe('an indicator that is counted', () => {
  it('names what its rule lacks, field by field', async () => {
    const lacking = await problemOf(
      coordinator.run(addIndicator, { ...named('Không đủ', 'lượt'), way: 'counted', contents: ['khong-co'] }),
    )
    expect(lacking.fields.map(({ field }) => field).sort()).toEqual(['contents', 'kinds', 'measure'])
    const without = await problemOf(
      coordinator.run(addIndicator, { ...named('Không có cơ quan', 'lượt'), way: 'entered', measure: 'sum' }),
    )
    expect(without.fields.map(({ field }) => field)).toEqual(['agencyId'])
  })

  it('may be one of the seven that come with the program, edited; a later start leaves it so', async () => {
    const { rows } = await coordinator.run(listIndicators, { way: 'counted', limit: 100 })
    expect(rows.filter(({ own }) => !own).map(({ key }) => key)).toEqual(
      expect.arrayContaining(['conferences', 'certifiedTurns', 'tfpStudies']),
    )
    const shown = await coordinator.run(showIndicator, { key: 'courses' })
    await coordinator.run(editIndicator, {
      ...named('Khóa tập huấn', 'khóa'),
      key: shown.key,
      version: shown.version,
      way: 'counted',
      measure: 'count',
      kinds: ['course.held'],
    })
    expect(await coordinator.run(showIndicator, { key: 'courses' })).toMatchObject({
      name: 'Khóa tập huấn',
      own: true,
    })
    const stale = await problemOf(
      coordinator.run(editIndicator, {
        ...named('Khóa', 'khóa'),
        key: shown.key,
        version: shown.version,
        way: 'counted',
        measure: 'count',
        kinds: ['course.held'],
      }),
    )
    expect(stale.status).toBe(409)
    await coordinator.run(setIndicatorActive, { key: 'courses', active: 'no' })
    expect(await coordinator.run(showIndicator, { key: 'courses' })).toMatchObject({ active: false })
  })
})

describe('an indicator of the catalogue', () => {
  it('leads to its results in the plans that have a target of it, and to none elsewhere', async () => {
    const { rows } = await coordinator.run(listIndicators, { limit: 100 })
    const { targets } = await coordinator.run(indicatorResults, {})
    const here = new Set(targets.map(({ key }) => key))
    expect(rows.some(({ key }) => !here.has(key))).toBe(true)
    for (const { key } of rows) {
      const { resultsIn } = await coordinator.run(showIndicator, { key })
      expect([key, resultsIn.some((plan) => plan.planId === planId)]).toEqual([key, here.has(key)])
    }
  })
})
