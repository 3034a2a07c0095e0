import { beforeAll, expect, test } from 'vitest'
import { indicatorResults, openQuantities, showPlan } from '../../plan/index.ts'
import { problemOf } from '../../testing/problem.ts'
import { type Someone, testSystem } from '../../testing/system.ts'
import { addIndicator } from '../commands.ts'
import { confirmValue, enterValue, listValues } from '../values.ts'
import { followLineQuantity, listOpenQuantities } from './follow.ts'

/* Quantities of the shipped plan's budget table: a conference of review (I.1: 2), honours (I.4: 2), attendance abroad (III.2: 01 lượt). */

const { system, as, evidence } = await testSystem()
let coordinator: Someone
let second: Someone
let agencyId: number

const open = async () => (await coordinator.run(listOpenQuantities, {})).quantities
const lineOf = async (code: string) => {
  const found = (await open()).find((each) => each.code === code)
  if (found === undefined) throw new Error(`line ${code} is followed`)
  return found
}
const named = (name: string, unit: string) => ({
  ...{ name, nameEn: name, unit, unitEn: unit, source: 'Phụ lục' },
})

beforeAll(async () => {
  coordinator = await as('coordinator')
  second = await as('coordinator')
  agencyId = (await system.db.selectFrom('agency').select('id').orderBy('id').executeTakeFirstOrThrow()).id
})

test('each quantity that no target follows waits with its number and unit', async () => {
  expect((await open()).map(({ code, number, unit }) => [code, number, unit])).toEqual([
    ['I.1', 2, ''],
    ['I.4', 2, ''],
    ['III.2', 1, 'lượt'],
  ])
})

test('a quantity followed by an indicator that an agency enters is a target like the others', async () => {
  const { lineId, number } = await lineOf('III.2')
  const { key } = await coordinator.run(addIndicator, {
    ...named('Lượt tham dự tập huấn', 'lượt'),
    ...{ way: 'entered', measure: 'sum', agencyId, lineId, lineNumber: number },
  })
  const fileId = await evidence('giay-moi.pdf')
  const { id } = await coordinator.run(enterValue, { key, year: 2025, value: 1, fileId })
  await second.run(confirmValue, { id })
  const { targets } = await coordinator.run(indicatorResults, {})
  expect(targets.find((target) => target.key === key)).toMatchObject({
    ...{ bound: 'exactly', minimum: 1, maximum: 1, result: 1, firstYear: 2024, lastYear: 2025 },
    years: [
      { year: 2024, result: null },
      { year: 2025, result: 1 },
    ],
  })
  const { document } = await coordinator.run(showPlan, {})
  expect(document.targets.at(-1)).toMatchObject({ indicator: key, lines: 'III.2', article: 'PL.III.2' })
  expect((await open()).map(({ code }) => code)).toEqual(['I.1', 'I.4'])
  expect((await coordinator.run(listValues, { key })).rows).toHaveLength(1)
  const again = await problemOf(coordinator.run(followLineQuantity, { lineId, indicator: key }))
  expect(again.status).toBe(404)
})

test('a quantity counted by a composed rule is reckoned from the records of that rule alone', async () => {
  const { lineId } = await lineOf('I.4')
  const { key } = await coordinator.run(addIndicator, {
    ...named('Chứng nhận ISO 50001', 'chứng nhận'),
    ...{ way: 'counted', measure: 'count', kinds: ['certificate.system'], standards: 'ISO 50001', lineId },
  })
  const { targets } = await coordinator.run(indicatorResults, {})
  expect(targets.find((target) => target.key === key)).toMatchObject({
    way: 'counted',
    result: 0,
    minimum: 2,
  })
})

test('where the text has a target of the same indicator, both numbers stand until it is decided in writing', async () => {
  const { lineId } = await lineOf('I.1')
  const before = (await coordinator.run(indicatorResults, {})).targets
  const { key } = await coordinator.run(addIndicator, {
    ...named('Hội nghị sơ kết', 'hội nghị'),
    ...{ way: 'entered', measure: 'sum', agencyId },
  })
  // as a text that asks for one conference of review
  await system.db.transaction().execute(async (db) => {
    const { id, document } = await db
      .selectFrom('plan')
      .select(['id', 'document'])
      .where('state', '=', 'active')
      .executeTakeFirstOrThrow()
    const target = { vi: 'một', en: 'one', indicator: key, bound: 'exactly', minimum: 1, maximum: 1 }
    const plan = document as { targets: object[] }
    const targets = [...plan.targets, { ...target, parent: null, article: 'V.1' }]
    await db
      .updateTable('plan')
      .set({ document: JSON.stringify({ ...plan, targets }) })
      .where('id', '=', id)
      .execute()
    const { id: indicatorId } = await db
      .selectFrom('indicator')
      .select('id')
      .where('key', '=', key)
      .executeTakeFirstOrThrow()
    await db
      .insertInto('target')
      .values({
        planId: id,
        indicatorId,
        firstYear: 2024,
        lastYear: 2025,
        bound: 'exactly',
        minimum: 1,
        maximum: 1,
        ord: 99,
      })
      .execute()
  })
  await coordinator.run(followLineQuantity, { lineId, indicator: key })
  const { targets } = await coordinator.run(indicatorResults, {})
  expect(targets).toHaveLength(before.length + 1)
  const target = targets.find((each) => each.key === key)
  expect(target).toMatchObject({ minimum: 1, maximum: 1 })
  expect(target?.table?.vi).toBe('bảng dự toán (mục I.1) ghi 2, chưa quyết định')
  expect(await openQuantities(system.db)).toEqual([])
})

test('whoever does not coordinate chooses nothing, and an indicator that is not there is named', async () => {
  const finance = await as('finance')
  expect((await problemOf(finance.run(followLineQuantity, { lineId: 1, indicator: 'x' }))).status).toBe(403)
  const wrong = await problemOf(coordinator.run(followLineQuantity, { lineId: 1, indicator: 'không có' }))
  expect(wrong.fields[0]?.field).toBe('indicator')
})
