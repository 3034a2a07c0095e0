import { beforeAll, expect, test } from 'vitest'
import { verifyAudit } from '../platform/audit.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { registerEnterprise } from './commands.ts'
import { enterpriseHistory } from './history.ts'
import { listUnits, showEnterprise } from './queries.ts'
import { listSeats, listSplitUnits, settleSeat, showSeat } from './seat.ts'
import { askSeats, previewSeats, settleSeats } from './seat-many.ts'

/* Districts ended on 30 June 2025: which commune of today an enterprise of one is in is asked, and written by whoever answers. */

const { system, as } = await testSystem()
let coordinator: Someone
let district: number
let id: number

beforeAll(async () => {
  coordinator = await as('coordinator')
  const units = await coordinator.run(listUnits, {})
  district = units.find(({ name }) => name === 'Huyện Trần Đề')?.id ?? 0
  const enterprise = { name: 'Công ty Mẫu', sectorGroup: 'production', adminUnitId: district }
  const made = await coordinator.run(registerEnterprise, {
    ...{ ...enterprise, taxCode: '2200108445', address: 'Ấp 1, xã Tài Văn, huyện Trần Đề' },
  })
  id = made.id
  const commune = units.find(({ validTo, province }) => validTo === null && province === 'Cần Thơ')?.id
  await coordinator.run(registerEnterprise, {
    ...{ ...enterprise, taxCode: '2200000018', address: 'Ấp 2', adminUnitId: commune },
  })
})

test('an enterprise of a district that went to several communes is asked about; one of a living commune is not', async () => {
  const { rows } = await coordinator.run(listSeats, {})
  expect(rows.map((row) => [row.id, row.unit])).toEqual([[id, 'Huyện Trần Đề']])
  expect((await coordinator.run(listSplitUnits, {})).map(({ name }) => name)).toEqual(['Huyện Trần Đề'])
  expect((await coordinator.run(listSeats, { unit: district + 1 })).rows).toEqual([])
})

test('the communes that came of the district are the choices; the one whose former commune the address names stands first', async () => {
  const { candidates, endedOn } = await coordinator.run(showSeat, { id })
  expect(endedOn).toBe('2025-06-30')
  expect(candidates.length).toBeGreaterThan(3)
  expect(candidates.every(({ province }) => province === 'Cần Thơ')).toBe(true)
  const named = candidates.filter((one) => one.named).map(({ name }) => name)
  expect(named).toEqual(['Xã Tài Văn'])
  expect(candidates[0]?.name).toBe('Xã Tài Văn')
})

test('an answer is one of the choices, of what the officer saw, and stays in the history with the unit of before', async () => {
  const { candidates, version } = await coordinator.run(showSeat, { id })
  const [first] = candidates
  const elsewhere = await system.db
    .selectFrom('place')
    .select('key')
    .where('province', '=', 'Hà Nội')
    .where('level', '=', 'commune')
    .where('validTo', 'is', null)
    .executeTakeFirstOrThrow()
  const wrong = await problemOf(coordinator.run(settleSeat, { id, version, placeKey: elsewhere.key }))
  expect([wrong.status, wrong.fields[0]?.field]).toEqual([422, 'placeKey'])
  const stale = await problemOf(
    coordinator.run(settleSeat, { id, version: version + 1, placeKey: first?.placeKey ?? '' }),
  )
  expect(stale.status).toBe(409)
  await coordinator.run(settleSeat, { id, version, placeKey: first?.placeKey ?? '' })
  expect(await coordinator.run(showEnterprise, { id })).toMatchObject({
    unit: 'Xã Tài Văn',
    unitValidTo: null,
  })
  const { entries } = await coordinator.run(enterpriseHistory, { id })
  const [change] = entries[0]?.changes ?? []
  expect(entries[0]?.command).toBe('enterprises.settleSeat')
  expect(change?.columns).toMatchObject([{ name: 'admin_unit_id' }])
  expect((await coordinator.run(listSeats, {})).rows).toEqual([])
  const again = await problemOf(
    coordinator.run(settleSeat, { id, version: version + 1, placeKey: first?.placeKey ?? '' }),
  )
  expect(again.code).toBe('enterprises.seatKnown')
  expect((await verifyAudit(system.db, system.auditKey)).findings).toEqual([])
})

test('only the coordinator answers', async () => {
  const leader = await as('leader')
  expect((await problemOf(leader.run(settleSeat, { id, version: 1, placeKey: 'x' }))).status).toBe(403)
})

test('many seats are answered in one form: previewed row by row, written together, what is left is asked for again', async () => {
  const leader = await as('leader')
  const seat = async (taxCode: string, address: string) =>
    (
      await coordinator.run(registerEnterprise, {
        ...{ name: `Công ty ${taxCode}`, sectorGroup: 'production', adminUnitId: district, taxCode, address },
      })
    ).id
  const one = await seat('2200000025', 'Ấp 1, xã Tài Văn')
  const two = await seat('2200000032', 'Ấp 2')
  const three = await seat('2200000057', 'Ấp 3')
  const asked = await coordinator.run(askSeats, {})
  expect([asked.total, asked.rows.map((row) => row.id).sort((a, b) => a - b)]).toEqual([3, [one, two, three]])
  expect((await coordinator.run(askSeats, { unit: district + 1 })).rows).toEqual([])
  const places = asked.rows[0]?.candidates.map(({ placeKey }) => placeKey) ?? []
  const [first = '', second = ''] = places

  // The preview says what each would do, and writes nothing.
  const preview = await coordinator.run(previewSeats, {
    seat: [`${one}:1:${first}`, `${two}:9:${second}`, `${three}:1:nowhere`, '', 'nonsense'],
  })
  expect(
    preview.rows.map(({ id: of, to, hindrance }) => [of, to?.placeKey ?? null, hindrance !== null]),
  ).toEqual([
    [one, first, false],
    [two, second, true],
    [three, null, true],
  ])
  expect((await coordinator.run(askSeats, {})).total).toBe(3)

  // All or none: a wrong answer is named by its place, and the right one beside it waits too.
  const refused = await problemOf(
    coordinator.run(settleSeats, {
      seats: [
        { id: one, version: 1, placeKey: first },
        { id: three, version: 1, placeKey: 'nowhere' },
      ],
    }),
  )
  expect([refused.status, refused.fields.map(({ field }) => field)]).toEqual([422, ['seats.1']])
  expect((await coordinator.run(askSeats, {})).total).toBe(3)

  const seats = [
    { id: two, version: 1, placeKey: second },
    { id: one, version: 1, placeKey: first },
  ]
  expect((await problemOf(leader.run(settleSeats, { seats }))).status).toBe(403)
  expect(await coordinator.run(settleSeats, { seats })).toEqual({ settled: 2, left: 1 })
  expect((await coordinator.run(askSeats, {})).rows.map((row) => row.id)).toEqual([three])
  for (const { id: of } of seats) {
    const { entries } = await coordinator.run(enterpriseHistory, { id: of })
    expect(entries[0]?.command).toBe('enterprises.settleSeats')
    expect(entries[0]?.changes[0]?.columns).toMatchObject([{ name: 'admin_unit_id' }])
  }
  // Sent again, nothing is left of it to write.
  expect((await problemOf(coordinator.run(settleSeats, { seats }))).fields).toHaveLength(2)
  expect((await verifyAudit(system.db, system.auditKey)).findings).toEqual([])
})
