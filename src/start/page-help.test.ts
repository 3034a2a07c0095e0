import { expect, test } from 'vitest'
import { firstSteps } from '../first-steps/steps.ts'
import { heldRoleKeys, holding, roles } from '../platform/actor.ts'
import { helpedPath, pageHelp } from '../search/page-help.ts'
import { capabilities } from './capabilities.ts'
import { entriesOf } from './menu.tsx'

const entries = entriesOf(capabilities.pages)
const addresses = new Set(capabilities.pages.map(({ route }) => route as string))
const commands = capabilities.operations.filter(({ kind }) => kind === 'command').map(({ name }) => name)

test('every page of the menu has its help in both languages, and each help is of a page that exists', () => {
  const without = entries.map(({ path }) => path).filter((path) => helpedPath(path) !== path)
  expect(without).toEqual([])
  expect(Object.keys(pageHelp).filter((path) => !addresses.has(`GET ${path}`))).toEqual([])
  for (const { vi, en } of Object.values(pageHelp)) {
    expect(vi.length).toBeGreaterThan(40)
    expect(en.length).toBeGreaterThan(40)
  }
})

test('a page below one of the menu shows its help, another page of like name does not', () => {
  expect(helpedPath('/applications/3')).toBe('/applications')
  expect(helpedPath('/budget/commitments/7')).toBe('/budget/commitments')
  expect(helpedPath('/budgeting')).toBe(null)
})

test('each role has three to five first steps that it may take, of pages and commands that exist', () => {
  for (const role of heldRoleKeys) {
    if (role === 'officer' || role === 'enterprise_staff') continue
    const own = firstSteps.filter((each) => each.for.includes(role))
    expect(own, role).toHaveLength(1)
    const { steps = [] } = own[0] ?? {}
    expect(steps.length, role).toBeGreaterThanOrEqual(3)
    expect(steps.length, role).toBeLessThanOrEqual(5)
    const actsAs = roles.find((each) => each === role) ?? null
    const { grants } = holding(
      [{ role, actsAs, agencyId: 1, enterpriseId: null, matter: null, absentId: null }],
      false,
    )
    for (const { href, by } of steps) {
      const page = capabilities.pages.find(({ route }) => route === `GET ${href}`)
      expect(page, `${role} ${href}`).toBeDefined()
      expect(
        page?.may.some((grant) => grants.has(grant)),
        `${role} opens ${href}`,
      ).toBe(true)
      for (const name of by)
        expect(
          commands.some((each) => each.startsWith(name)),
          name,
        ).toBe(true)
    }
  }
})
