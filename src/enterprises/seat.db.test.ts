import { beforeAll, expect, test } from 'vitest'
import { verifyAudit } from '../platform/audit.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { registerEnterprise } from './commands.ts'
import { enterpriseHistory } from './history.ts'
import { listUnits, showEnterprise } from './queries.ts'
import { listSeats, listSplitUnits, settleSeat, showSeat } from './seat.ts'

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
