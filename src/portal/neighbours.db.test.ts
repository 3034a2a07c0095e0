import { beforeAll, describe, expect, test } from 'vitest'
import { fileApplication } from '../applications/file.ts'
import { listApplications, showApplication } from '../applications/queries.ts'
import { filing } from '../applications/testing.ts'
import { draftingBasis } from '../next-plan/queries.ts'
import { acceptMadeUp } from '../plan-drafts/testing.ts'
import { execute } from '../platform/execute.ts'
import { makeEnterprise } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, type TestSystem, testSystem } from '../testing/system.ts'
import { recordEvent } from '../training/commands.ts'
import { countEvents, listEvents } from '../training/queries.ts'

/* Two made-up neighbours of Plan 181 that run side by side, each with its territory. */

let nscl: TestSystem
let coordinator: Someone
let hoaAn: number
let mine: number
let theirs: number

beforeAll(async () => {
  nscl = await testSystem()
  coordinator = await nscl.as('coordinator')
  const period = { firstYear: 2026, lastYear: 2030, issuedOn: '2026-01-05' }
  await acceptMadeUp(nscl, coordinator, { ...period, number: '11/KH-UBND', province: 'Bình Sơn' })
  hoaAn = await acceptMadeUp(nscl, coordinator, { ...period, number: '12/KH-UBND', province: 'Hòa An' })
  const { id: unit } = await nscl.system.db
    .insertInto('adminUnit')
    .values({ key: 'xa-a', name: 'Xã A', nameEn: 'A', province: 'Bình Sơn', source: 'dựng' })
    .returning('id')
    .executeTakeFirstOrThrow()
  mine = await makeEnterprise(nscl.system)
  theirs = await makeEnterprise(nscl.system)
  await nscl.system.db.updateTable('enterprise').set({ adminUnitId: unit }).where('id', '=', theirs).execute()
})

const under = async (enterpriseId: number, change: Record<string, unknown>) => {
  const { id } = await coordinator.run(fileApplication, await filing(nscl, enterpriseId, change))
  return (await coordinator.run(showApplication, { id })).planNumber
}

describe('plans side by side', () => {
  test('an application falls under the plan of its place and day', async () => {
    expect(await under(theirs, { year: '2026', filedOn: '10/02/2026' })).toBe('11/KH-UBND')
    // no plan of Sóc Trăng has the day, so the one whose period has ended but that is not replaced takes it by its place
    expect(await under(mine, { filedOn: '10/02/2026' })).toBe('181/KH-UBND')
    expect(await under(mine, { year: '2024', filedOn: '10/02/2024' })).toBe('181/KH-UBND')
  })

  test('an officer may name the plan; an enterprise may not', async () => {
    expect(await under(theirs, { year: '2027', filedOn: '10/02/2026', planId: hoaAn })).toBe('12/KH-UBND')
    const enterprise = await nscl.as('enterprise', { enterpriseId: theirs })
    const {
      enterpriseId: _own,
      filedOn: _day,
      ...form
    } = await filing(nscl, theirs, { year: '2028', planId: hoaAn })
    const { id } = await enterprise.run(fileApplication, form)
    expect((await enterprise.run(showApplication, { id })).planNumber).toBe('11/KH-UBND')
    const unknown = await problemOf(
      coordinator.run(fileApplication, await filing(nscl, mine, { planId: 999_999 })),
    )
    expect(unknown.fields.map(({ field }) => field)).toEqual(['planId'])
  })

  test('outside its territory an application is found not eligible', async () => {
    const { rows } = await coordinator.run(listApplications, { plan: String(hoaAn) })
    const shown = await coordinator.run(showApplication, { id: rows[0]?.id })
    expect(shown.findings.find(({ rule }) => rule === 'established')?.outcome).toBe('failed')
  })

  test('lists and counts show one plan, some, or the sum', async () => {
    const event = { kind: 'course', place: 'Hội trường', participants: '40', heldOn: '2026-03-03' }
    for (const [title, planId] of [
      ['Lớp một', undefined],
      ['Lớp hai', hoaAn],
    ] as const)
      await coordinator.run(recordEvent, { ...event, title, planId, fileId: await nscl.evidence() })
    const held = async (plan?: string) =>
      (await coordinator.run(countEvents, { plan })).rows.reduce((sum, row) => sum + row.events, 0)
    expect([await held(), await held(String(hoaAn))]).toEqual([2, 2])
    expect((await coordinator.run(listEvents, { plan: String(hoaAn) })).rows.map(({ plan }) => plan)).toEqual(
      ['12/KH-UBND', '12/KH-UBND'],
    )
  })
})

test('after a period’s end an event is taken under the plan that the officer names, and under no other', async () => {
  const alone = await testSystem()
  const officer = await alone.as('coordinator')
  const { id } = await alone.system.db.selectFrom('plan').select('id').executeTakeFirstOrThrow()
  const event = {
    kind: 'conference',
    title: 'Hội nghị giữa hai kỳ',
    heldOn: '2026-05-05',
    place: 'Sóc Trăng',
    participants: '60',
    fileId: await alone.evidence(),
  }
  const refused = await problemOf(officer.run(recordEvent, event))
  expect(refused.fields.map(({ field }) => field)).toEqual(['heldOn'])
  await officer.run(recordEvent, { ...event, planId: id })
  const { rows } = await officer.run(listEvents, {})
  expect(rows).toMatchObject([{ title: 'Hội nghị giữa hai kỳ', plan: '181/KH-UBND' }])
})

test('the base of the next plan is the sum by content over the plans of what is one province now', async () => {
  const three = await testSystem()
  const officer = await three.as('coordinator')
  const { id: own } = await three.system.db.selectFrom('plan').select('id').executeTakeFirstOrThrow()
  const period = { firstYear: 2024, lastYear: 2025, issuedOn: '2024-02-02' }
  const other = await acceptMadeUp(three, officer, { ...period, number: '33/KH-UBND', province: 'Hậu Giang' })
  const far = await acceptMadeUp(three, officer, { ...period, number: '44/KH-UBND', province: 'Hòa An' })
  for (const [place, planId] of [own, other, other, far].entries()) {
    await officer.run(recordEvent, {
      kind: 'conference',
      title: `Hội nghị ${place}`,
      heldOn: '2025-05-05',
      place: 'Hội trường',
      participants: '50',
      planId,
      fileId: await three.evidence(),
    })
  }
  const basis = await execute(three.system, draftingBasis, officer.actor, {}, { via: 'page', planId: own })
  expect(basis.bases.map(({ number }) => number).sort()).toEqual(['181/KH-UBND', '33/KH-UBND'])
  const conferences = basis.results.find(({ indicator }) => indicator === 'conferences')
  expect(conferences?.years.find(({ year }) => year === 2025)?.result).toBe(3)
  // of the years before both plans nothing is known, and each content says so
  expect(basis.results.every(({ missing }) => missing.join() === '2021,2022,2023')).toBe(true)
})
