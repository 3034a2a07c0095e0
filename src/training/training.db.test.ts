import { beforeAll, describe, expect, it } from 'vitest'
import { activePlan } from '../plan/index.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { recordEvent, retractEvent } from './commands.ts'
import { countEvents, listEvents, showEvent } from './queries.ts'

const test = await testSystem()
let coordinator: Someone
let fileId: number

beforeAll(async () => {
  coordinator = await test.as('coordinator')
  fileId = await test.evidence('bao-cao-hoi-thao.pdf')
})

const workshop = {
  kind: 'conference',
  title: 'Hội thảo năng suất chất lượng 2025',
  heldOn: '12/06/2025',
  place: 'Sóc Trăng',
  participants: '80',
}
const record = (changes: object) => coordinator.run(recordEvent, { ...workshop, fileId, ...changes })

/** What the facts of an indicator add up to: [year, result] as the target's view counts them. */
async function resultOf(key: string, year: number | null): Promise<number> {
  const row = await test.system.db
    .selectFrom('targetResult')
    .select('result')
    .where('planId', '=', (await activePlan({ db: test.system.db, planId: null })).id)
    .where('indicatorKey', '=', key)
    .where((eb) => (year === null ? eb('year', 'is', null) : eb('year', '=', year)))
    .executeTakeFirstOrThrow()
  return Number(row.result)
}

describe('an event that was held', () => {
  it('counts in its target for the year it was held, with its evidence, until it is retracted', async () => {
    const { eventId } = await record({})
    expect(await resultOf('conferences', 2025)).toBe(1)
    expect(await resultOf('conferences', 2024)).toBe(0)
    const fact = await test.system.db
      .selectFrom('fact')
      .selectAll()
      .where('recordType', '=', 'training_event')
      .where('recordId', '=', eventId)
      .executeTakeFirstOrThrow()
    expect(fact).toMatchObject({
      kind: 'conference.held',
      year: 2025,
      occurredOn: '2025-06-12',
      quantity: 1,
      fileId,
      label: workshop.title,
    })
    await coordinator.run(retractEvent, { id: eventId, reason: 'Ghi nhầm năm' })
    expect(await resultOf('conferences', 2025)).toBe(0)
    expect(await coordinator.run(showEvent, { id: eventId })).toMatchObject({
      retraction: 'Ghi nhầm năm',
      file: { id: fileId, name: 'bao-cao-hoi-thao.pdf' },
    })
    const again = await problemOf(coordinator.run(retractEvent, { id: eventId, reason: 'Lần hai' }))
    expect(again.code).toBe('training.retracted')
  })

  it('may be recorded anew after it was retracted, but not twice', async () => {
    await record({})
    const twice = await problemOf(record({ title: 'HỘI THẢO năng suất chất lượng 2025' }))
    expect([twice.code, twice.fields[0]?.field]).toEqual(['training.twice', 'title'])
    expect(await resultOf('conferences', null)).toBe(1)
  })

  it('of fifteen experts in two trainings gives fifteen in the sum', async () => {
    const training = { kind: 'expert_training', participants: 20 }
    await record({ ...training, title: 'Chuyên gia khoá 1', heldOn: '2025-03-03', experts: 9 })
    await record({ ...training, title: 'Chuyên gia khoá 2', heldOn: '2025-09-03', experts: 6 })
    await record({ kind: 'course', title: 'Tập huấn 5S', heldOn: '2024-12-02', endedOn: '2024-12-04' })
    expect(await resultOf('experts', 2025)).toBe(15)
    expect(await resultOf('courses', null)).toBe(1)
    const counts = await coordinator.run(countEvents, {})
    expect(counts).toEqual({
      years: [2024, 2025],
      rows: [
        { kind: 'conference', year: 2025, events: 1, participants: 80, experts: 0 },
        { kind: 'course', year: 2024, events: 1, participants: 80, experts: 0 },
        { kind: 'expert_training', year: 2025, events: 2, participants: 40, experts: 15 },
      ],
    })
  })

  it('is found by kind, year, state and a word without accents, and paged', async () => {
    const titles = async (input: object) =>
      (await coordinator.run(listEvents, input)).rows.map((row) => [row.title, row.retractedOn === null])
    expect(await titles({ kind: 'expert_training' })).toEqual([
      ['Chuyên gia khoá 2', true],
      ['Chuyên gia khoá 1', true],
    ])
    expect(await titles({ year: '2024' })).toEqual([['Tập huấn 5S', true]])
    expect(await titles({ q: 'hoi thao', state: 'retracted' })).toEqual([[workshop.title, false]])
    const first = await coordinator.run(listEvents, { limit: '3' })
    const second = await coordinator.run(listEvents, { limit: '3', cursor: first.next ?? '' })
    expect([first.rows.length, second.rows.length, first.total]).toEqual([3, 2, 5])
    expect(new Set([...first.rows, ...second.rows].map((row) => row.id)).size).toBe(5)
  })

  it('without evidence, outside the plan’s years, or with experts that are none is refused beside the field', async () => {
    const fieldsOf = async (changes: object) =>
      (await problemOf(record(changes))).fields.map((one) => one.field)
    expect(await fieldsOf({ fileId: '' })).toEqual(['fileId'])
    expect(await fieldsOf({ heldOn: '2026-03-01' })).toEqual(['heldOn'])
    expect(await fieldsOf({ experts: 3 })).toEqual(['experts'])
    expect(await fieldsOf({ kind: 'expert_training' })).toEqual(['experts'])
    expect(await fieldsOf({ participants: 0 })).toEqual(['participants'])
    expect((await problemOf(record({ title: 'Khác', fileId: 999_999 }))).status).toBe(404)
  })

  it('recorded twice at the same time is recorded once', async () => {
    const settled = await Promise.allSettled(
      Array.from({ length: 4 }, () => record({ title: 'Cùng lúc', heldOn: '2024-12-20' })),
    )
    expect(settled.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  })
})

describe('who may', () => {
  it.each(['leader', 'finance', 'home_affairs', 'statistics', 'agency', 'association', 'auditor'] as const)(
    '%s reads and records nothing',
    async (role) => {
      const someone = await test.as(role)
      expect((await someone.run(listEvents, {})).rows.length).toBeGreaterThan(0)
      expect((await problemOf(someone.run(recordEvent, { ...workshop, fileId }))).status).toBe(403)
      expect((await problemOf(someone.run(retractEvent, { id: 1, reason: 'x' }))).status).toBe(403)
    },
  )
  it('the public is asked to sign in', async () => {
    const stranger = await test.as('public')
    expect((await problemOf(stranger.run(listEvents, {}))).status).toBe(401)
  })
})
