import { describe, expect, test } from 'vitest'
import { type Grant, heldRoleKeys, holding, publicActor, roles } from '../platform/actor.ts'
import { capabilities } from './capabilities.ts'
import { entriesOf, fewest, menuOf, most } from './menu.tsx'

const entries = entriesOf(capabilities.pages)

const of = (
  ...held: readonly (readonly [(typeof heldRoleKeys)[number], (typeof roles)[number] | null])[]
) => ({
  userId: 'somebody',
  grants: holding(
    held.map(([role, actsAs]) => ({
      role,
      actsAs,
      agencyId: 1,
      enterpriseId: null,
      matter: null,
      absentId: null,
    })),
    false,
  ).grants,
})
const paths = (shown: readonly { path: string }[]) => shown.map(({ path }) => path)

describe('the menu of each role', () => {
  test.each(roles)('%s has five to seven entries first, its work before all', (role) => {
    const { first, more } = menuOf(entries, of([role, role]))
    expect(first.length).toBeGreaterThanOrEqual(fewest)
    expect(first.length).toBeLessThanOrEqual(most)
    expect(first[0]?.path).toBe('/work')
    expect(paths(more).filter((path) => paths(first).includes(path))).toEqual([])
  })

  test.each(['accountant', 'head'] as const)('%s has its own', (post) => {
    const { first } = menuOf(entries, of([post, null]))
    expect(first.length).toBeGreaterThanOrEqual(fewest)
    expect(first.length).toBeLessThanOrEqual(most)
  })
})

test.each([...heldRoleKeys, 'public'] as const)('of what is daily for %s nothing is cut off', (role) => {
  const daily = entries.filter(({ place }) => place.main?.includes(role))
  expect(paths(daily), paths(daily).join(' ')).toHaveLength(Math.min(daily.length, most))
})

test('the public, and an account of several roles, have no more than seven first', () => {
  expect(menuOf(entries, publicActor).first.length).toBeLessThanOrEqual(most)
  expect(menuOf(entries, of(['coordinator', 'coordinator'], ['finance', 'finance'])).first).toHaveLength(most)
})

test('nothing that may be opened is missing from the menu, and nothing that may not stands in it', () => {
  for (const role of heldRoleKeys) {
    const actor = of([
      role,
      (roles as readonly Grant[]).includes(role) ? (role as (typeof roles)[number]) : null,
    ])
    const { first, more } = menuOf(entries, actor)
    const open = entries.filter(({ page }) => page.may.some((grant) => actor.grants.has(grant)))
    expect(paths([...first, ...more]).toSorted()).toEqual(paths(open).toSorted())
  }
})

test('an entry that is daily for somebody may be opened by them', () => {
  for (const { path, page, place } of entries)
    for (const grant of place.main ?? [])
      expect(page.may.includes(grant) || page.may.includes('public'), `${path} ${grant}`).toBe(true)
})
