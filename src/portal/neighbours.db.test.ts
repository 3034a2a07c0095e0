import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { fileApplication } from '../applications/file.ts'
import { listApplications, showApplication } from '../applications/queries.ts'
import { filing } from '../applications/testing.ts'
import { draftingBasis, nextProposal } from '../next-plan/queries.ts'
import { acceptMadeUp } from '../plan-drafts/testing.ts'
import { recordEarlier } from '../plan-versions/commands.ts'
import { applyPastImport, checkPastImport, showPastImportRows } from '../plan-versions/past-import.ts'
import { listPastOfPlans } from '../plan-versions/past-queries.ts'
import { pastSums } from '../plan-versions/past-sums.ts'
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
    expect(await under(mine, { year: '2026', filedOn: '10/02/2026' })).toBe('181/KH-UBND')
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
  // of the years before both plans nothing is known, and each content says so; they stand in no sum
  expect(basis.results.every(({ unknown }) => unknown.join() === '2021,2022,2023')).toBe(true)
  expect(conferences?.years.map(({ year }) => year)).toEqual([2024, 2025])
  // each source is named with what it gives, and the old province without a plan
  expect(conferences?.sources).toEqual([
    {
      province: 'Hậu Giang',
      plans: [{ id: other, number: '33/KH-UBND', result: 2 }],
      // accepted here long after 2024: what was not entered of that year is not known
      missing: [2021, 2022, 2023, 2024],
    },
    {
      province: 'Sóc Trăng',
      plans: [{ id: own, number: '181/KH-UBND', result: 1 }],
      missing: [2021, 2022, 2023],
    },
  ])
  expect(basis.withoutPlan).toEqual(['Cần Thơ'])
})

describe('past results of plans that run side by side', async () => {
  const three = await testSystem()
  const officer = await three.as('coordinator')
  const earlier = async (number: string, province: string) => {
    const known = {
      issuedOn: '13/8/2021',
      issuer: `Ủy ban nhân dân ${province}`,
      title: `Kế hoạch của ${province}`,
    }
    const input = { ...known, number, province, firstYear: '2021', lastYear: '2025' }
    return (await officer.run(recordEarlier, input)).planId
  }
  let cantho: number
  let haugiang: number
  let soctrang: number

  beforeAll(async () => {
    // as the first start of 2026 would have made it: the old years were not kept here
    await three.system.db.connection().execute(async (db) => {
      await sql`ALTER TABLE installation DISABLE TRIGGER ALL`.execute(db)
      await sql`UPDATE installation SET first_day = '2026-01-01'`.execute(db)
      await sql`ALTER TABLE installation ENABLE TRIGGER ALL`.execute(db)
    })
    cantho = await earlier('91/KH-UBND', 'cần thơ')
    haugiang = await earlier('92/KH-UBND', 'Hậu Giang')
    soctrang = await earlier('125/KH-UBND', 'Sóc Trăng')
  })

  test('are imported from one sheet by the number of the plan; a plan or year that is not there is named', async () => {
    const sheet = [
      'Kế hoạch;Năm;Chỉ tiêu;Số lượng;Kinh phí (triệu đồng);Số báo cáo',
      ';2021;conferences;2;30;1/BC',
      '92/KH-UBND;2021;conferences;3;40;2/BC',
      '125/kh-ubnd;2021;conferences;4;;3/BC',
      // Plan 181 of the same province counts 2024, a neighbour's does not
      '125/KH-UBND;2024;conferences;9;;3/BC',
      '92/KH-UBND;2024;conferences;5;;4/BC',
      '77/KH-UBND;2021;conferences;1;;5/BC',
    ].join('\n')
    const found = await officer.run(checkPastImport, { planId: cantho, text: sheet })
    expect(found).toMatchObject({ added: 4, refused: 2 })
    const { rows } = await officer.run(showPastImportRows, { id: found.id })
    expect(rows.map(({ plan, problems }) => plan ?? problems.map(({ column }) => column).join())).toEqual([
      '91/KH-UBND',
      '92/KH-UBND',
      '125/KH-UBND',
      'year',
      '92/KH-UBND',
      'plan',
    ])
    await officer.run(applyPastImport, { id: found.id })
    expect(await officer.run(checkPastImport, { planId: haugiang, text: sheet })).toMatchObject({
      unchanged: 3,
    })
  })

  test('are shown of one plan, of some, or added up', async () => {
    const counted = async (plan?: string) => {
      const { rows } = await officer.run(listPastOfPlans, { plan, year: '2021' })
      return rows.reduce((sum, { quantity }) => sum + quantity, 0)
    }
    expect(await counted()).toBe(9)
    expect(await counted('all')).toBe(9)
    expect(await counted(String(haugiang))).toBe(3)
    expect(await counted(`${cantho},${soctrang}`)).toBe(6)
    const { sums, plans } = await officer.run(pastSums, { plan: `${cantho},${haugiang}` })
    expect(sums.map(({ planId, year, quantity, amount }) => [planId, year, quantity, amount])).toEqual([
      [cantho, 2021, 2, 30_000_000n],
      [haugiang, 2021, 3, 40_000_000n],
      [haugiang, 2024, 5, null],
    ])
    // Plan 181 counts 2024 and 2025 of its own province alone
    expect(plans.find(({ id }) => id === haugiang)?.years).toEqual([2021, 2022, 2023, 2024, 2025])
    expect((await officer.run(pastSums, { plan: String(soctrang) })).plans[0]?.years).toEqual([
      2021, 2022, 2023,
    ])
    await expect(officer.run(pastSums, { plan: 'moi' })).rejects.toMatchObject({ status: 422 })
    await expect((await three.as('public')).run(listPastOfPlans, {})).rejects.toMatchObject({
      status: 401,
    })
  })

  test('are the base of the next plan as a sum by content, each source and each missing year named', async () => {
    const { id: own } = await three.system.db
      .selectFrom('plan')
      .select('id')
      .where('number', '=', '181/KH-UBND')
      .executeTakeFirstOrThrow()
    const input = { via: 'page', planId: own } as const
    const basis = await execute(three.system, draftingBasis, officer.actor, {}, input)
    const conferences = basis.results.find(({ indicator }) => indicator === 'conferences')
    expect(conferences?.years.map(({ result }) => result)).toEqual([9, 5])
    expect(conferences?.unknown).toEqual([2022, 2023, 2025])
    expect(
      conferences?.sources.map(({ province, plans, missing }) => [
        province,
        plans.map(({ number, result }) => `${number} ${result}`).sort(),
        missing,
      ]),
    ).toEqual([
      ['Cần Thơ', ['91/KH-UBND 2'], [2022, 2023, 2024, 2025]],
      ['Hậu Giang', ['92/KH-UBND 8'], [2022, 2023, 2025]],
      ['Sóc Trăng', ['125/KH-UBND 4', '181/KH-UBND 0'], [2022, 2023, 2024, 2025]],
    ])
    expect(basis.withoutPlan).toEqual([])
    const { targets } = await execute(three.system, nextProposal, officer.actor, {}, input)
    const reason = targets.find(({ indicator }) => indicator === 'conferences')?.words
    expect(reason?.vi).toContain('92/KH-UBND (Hậu Giang) 8')
    expect(reason?.vi).toContain('Thiếu căn cứ: Cần Thơ năm 2022, 2023, 2024, 2025')
    expect(reason?.en).toContain('Without a base: Cần Thơ 2022')
  })

  test('a province that the catalogue does not know is refused', async () => {
    const refused = await problemOf(earlier('93/KH-UBND', 'Không Có'))
    expect(refused.fields.map(({ field }) => field)).toEqual(['province'])
  })
})
