import { beforeAll, expect, test } from 'vitest'
import { accepted, appraised } from '../../applications/testing.ts'
import { problemOf } from '../../testing/problem.ts'
import { type Someone, testSystem } from '../../testing/system.ts'
import { allocate, makeEnterprise } from '../testing.ts'
import { moveTurn } from '../turn-commands.ts'
import { planVisit, recordVisit } from '../visits/commands.ts'
import { addFound } from '../visits/remedies.ts'
import { showBoard, showCalendar } from './queries.ts'

const nscl = await testSystem()
let officer: Someone

beforeAll(async () => {
  officer = await nscl.as('coordinator')
  await allocate(nscl.system, 2025, 1_000_000_000n)
})

test('a turn stands in the column of its step and is late once its day is past; steps, visits and remedies stand in the month of theirs', async () => {
  const enterpriseId = await makeEnterprise(nscl.system)
  const turnId = await accepted(officer, await appraised(nscl, officer, enterpriseId))
  await officer.run(moveTurn, {
    ...{ id: turnId, version: 1, state: 'contracted', happenedOn: '2025-03-01', documentNumber: '1/HĐ' },
    dueOn: '2025-03-10',
  })
  const early = await problemOf(
    officer.run(moveTurn, {
      ...{ id: turnId, version: 2, state: 'in_progress', happenedOn: '2025-03-05', dueOn: '2025-03-01' },
    }),
  )
  expect(early.fields.map(({ field }) => field)).toEqual(['dueOn'])
  const own = await nscl.as('enterprise', { enterpriseId })
  const column = async (someone: Someone, input: object = {}) =>
    (await someone.run(showBoard, input)).find(({ state }) => state === 'contracted')
  expect(await column(officer)).toMatchObject({ total: 1, late: 1, cards: [{ id: turnId, late: true }] })
  expect(await column(officer, { late: 'on', year: '2026' })).toMatchObject({ total: 0, cards: [] })
  const stranger = await nscl.as('enterprise', { enterpriseId: await makeEnterprise(nscl.system) })
  expect((await column(stranger))?.total).toBe(0)

  const plan = (plannedOn: string, announced: boolean) =>
    officer.run(planVisit, { turnId, plannedOn, announced, reason: 'Xem tiến độ' })
  await plan('2030-05-20', false)
  const made = await plan('2025-04-02', true)
  await officer.run(recordVisit, {
    ...{ id: made.id, version: made.version, visitedOn: '2025-04-02', conclusion: 'Chậm' },
  })
  const { findingId } = await officer.run(addFound, {
    ...{ id: made.id, content: 'Chậm', remedy: 'Làm bù', dueOn: '2030-05-18' },
  })
  const entries = async (someone: Someone, month: string) =>
    (await someone.run(showCalendar, { month })).days.flatMap(({ day, worked, entries: all }) =>
      all.map(({ kind, id }) => [day, worked, kind, kind === 'remedy' ? id : null]),
    )
  // 18 May 2030 is a Saturday
  expect(await entries(officer, '2030-05')).toEqual([
    ['2030-05-18', false, 'remedy', findingId],
    ['2030-05-20', true, 'visit', null],
  ])
  // a visit that it is not told of beforehand is not in the calendar of the enterprise
  expect(await entries(own, '2030-05')).toEqual([['2030-05-18', false, 'remedy', findingId]])
  expect((await entries(own, '2025-03')).map(([, , kind]) => kind)).toContain('step')
})
