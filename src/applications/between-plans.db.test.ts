import { expect, it } from 'vitest'
import { activePlan } from '../plan/index.ts'
import { acceptMadeUp } from '../plan-drafts/testing.ts'
import { today as dayOf } from '../platform/dates.ts'
import { makeEnterprise } from '../support/testing.ts'
import { testSystem } from '../testing/system.ts'
import { checkApplication } from './commands.ts'
import { editApplication, fileApplication } from './file.ts'
import { showApplication } from './queries.ts'
import { filing, versionOf } from './testing.ts'
import { applicationYears } from './year-queries.ts'

/* After Plan 181 has ended, before a next plan: an application for a year that no plan counts. */

const nscl = await testSystem()
const coordinator = await nscl.as('coordinator')
const old = await activePlan({ db: nscl.system.db, planId: null })
const enterpriseId = await makeEnterprise(nscl.system)
const asked = async (changes: Record<string, unknown>) => ({
  ...(await filing(nscl, enterpriseId)),
  ...changes,
})
const today = dayOf(nscl.system.now())
const year = Number(today.slice(0, 4))

it('is taken under the plan that has ended, for the year of its day and none after it', async () => {
  expect(old.lastYear).toBeLessThan(year)
  const { years, current } = await coordinator.run(applicationYears, {})
  expect([years[0], years.at(-1), current]).toEqual([old.firstYear, year, year])
  await expect(
    coordinator.run(fileApplication, await asked({ filedOn: today, year: year + 1 })),
  ).rejects.toMatchObject({ status: 422, fields: [expect.objectContaining({ field: 'year' })] })
  await expect(
    coordinator.run(fileApplication, await asked({ filedOn: `${old.lastYear}-05-05`, year })),
  ).rejects.toMatchObject({ status: 422, fields: [expect.objectContaining({ field: 'year' })] })
  const { id } = await coordinator.run(fileApplication, await asked({ filedOn: today, year, planId: old.id }))
  const shown = await coordinator.run(showApplication, { id })
  expect(shown).toMatchObject({ planId: old.id, year })
  const edited = {
    ...(await asked({ year })),
    id,
    version: shown.version,
    enterpriseId: undefined,
    filedOn: undefined,
  }
  await coordinator.run(editApplication, edited)
})

it('tells a wrong year and a wrong day at once', async () => {
  const wrong = await asked({ filedOn: '2023-01-01', year: 2035 })
  await expect(coordinator.run(fileApplication, wrong)).rejects.toMatchObject({
    status: 422,
    fields: [expect.objectContaining({ field: 'year' }), expect.objectContaining({ field: 'filedOn' })],
  })
})

it('is checked, and not accepted while its year lies outside its plan', async () => {
  const other = await makeEnterprise(nscl.system)
  const { id } = await coordinator.run(fileApplication, {
    ...(await filing(nscl, other)),
    filedOn: today,
    year,
  })
  await coordinator.run(checkApplication, {
    id,
    version: await versionOf(coordinator, id),
    outcome: 'checked',
  })
  const { findings } = await coordinator.run(showApplication, { id })
  expect(findings.find(({ rule }) => rule === 'year')?.outcome).toBe('failed')
})

it('ends when a next plan has taken its place: the old one then takes nothing after its last day', async () => {
  const next = await acceptMadeUp(
    nscl,
    coordinator,
    {
      number: '20/KH-UBND',
      province: 'Cần Thơ',
      firstYear: year,
      lastYear: year + 4,
      issuedOn: `${year}-01-15`,
    },
    { replacesPlanIds: [old.id] },
  )
  const again = await asked({ filedOn: today, year, planId: old.id })
  await expect(coordinator.run(fileApplication, again)).rejects.toMatchObject({ status: 422 })
  const { id } = await coordinator.run(fileApplication, { ...again, planId: undefined })
  expect(await coordinator.run(showApplication, { id })).toMatchObject({ planId: next })
})
