import { beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { applicationYears } from '../applications/year-queries.ts'
import { activePlan } from '../plan/index.ts'
import { execute } from '../platform/execute.ts'
import type { Command, Query } from '../platform/operation.ts'
import { dashboard } from '../portal/queries.ts'
import { reportObstacle } from '../reports/index.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { recordEvent } from '../training/index.ts'
import { countEvents } from '../training/queries.ts'
import { recordEarlier } from './commands.ts'

/* Plan 125 of 2021-2025 was replaced by Plan 181 of 2024-2025: what is left to it are 2021, 2022 and 2023. */

const { system, as, evidence } = await testSystem()
let coordinator: Someone
let old: number

function inOld<I extends z.ZodObject, O extends z.ZodType>(
  operation: Command<I, O> | Query<I, O>,
  input: unknown,
) {
  return execute(system, operation, coordinator.actor, input, { via: 'page', planId: old })
}

beforeAll(async () => {
  coordinator = await as('coordinator')
  const earlier = await coordinator.run(recordEarlier, {
    number: '125/KH-UBND',
    issuedOn: '13/8/2021',
    issuer: 'Ủy ban nhân dân tỉnh Sóc Trăng',
    title: 'Thực hiện Chương trình quốc gia giai đoạn 2021 - 2025',
    firstYear: '2021',
    lastYear: '2025',
  })
  old = earlier.planId
})

test('a replaced plan ends before the first year of the next', async () => {
  const plan = await activePlan({ db: system.db, planId: old })
  expect(plan).toMatchObject({ endsOn: '2023-12-31', firstYear: 2021, lastYear: 2023, replaced: true })
  expect(await activePlan({ db: system.db, planId: null })).toMatchObject({
    endsOn: '2025-12-31',
    replaced: false,
  })
})

test('an event of 2024 is refused under the earlier plan by its day; one of 2023 is recorded', async () => {
  const event = {
    kind: 'course',
    title: 'Khóa tập huấn',
    heldOn: '2024-06-06',
    place: 'Sóc Trăng',
    participants: '40',
    fileId: await evidence(),
  }
  const refused = await problemOf(inOld(recordEvent, event))
  expect(refused.fields).toEqual([
    {
      field: 'heldOn',
      words: {
        vi: 'Ngoài giai đoạn của kế hoạch, từ 01/01/2021 đến 31/12/2023.',
        en: 'Outside the plan’s years, 01/01/2021 to 31/12/2023.',
      },
    },
  ])
  await inOld(recordEvent, { ...event, heldOn: '2023-06-06', fileId: await evidence() })
  const { years, rows } = await inOld(countEvents, {})
  expect([years, rows.map(({ year }) => year)]).toEqual([[2021, 2022, 2023], [2023]])
})

test('an obstacle of today belongs to the plan in force, not to one that was replaced', async () => {
  const obstacle = { text: 'Thiếu chuyên gia ISO', proposal: 'Đào tạo thêm' }
  const refused = await problemOf(inOld(reportObstacle, obstacle))
  expect(refused.fields.map(({ field }) => field)).toEqual(['reportedOn'])
})

test('its dashboard asks for the reports of its own years, and applications can be for no other', async () => {
  const { plan, year, reports, activity } = await inOld(dashboard, {})
  expect([plan.firstYear, plan.lastYear, year]).toEqual([2021, 2023, 2023])
  expect(reports.map((report) => report.year)).toEqual([2021, 2022, 2023])
  // what was written down today happened after its years
  expect(activity).toEqual([])
  expect((await problemOf(inOld(dashboard, { year: '2024' }))).fields[0]?.field).toBe('year')
  expect(await inOld(applicationYears, {})).toEqual({ years: [2021, 2022, 2023], current: 2023, open: false })
})
