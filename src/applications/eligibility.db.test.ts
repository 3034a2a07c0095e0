import { beforeAll, expect, test } from 'vitest'
import { listUnits } from '../enterprises/index.ts'
import { listContents } from '../support/index.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { foreseeSupport } from './eligibility.ts'

const house = await testSystem()
let owner: Someone
let content: number
let inside: number
let outside: number

beforeAll(async () => {
  owner = await house.as('public')
  const units = await owner.run(listUnits, {})
  const commune = (own: boolean) =>
    units.find((unit) => unit.validTo === null && (unit.formerProvince === 'Sóc Trăng') === own)?.id ?? 0
  inside = commune(true)
  outside = commune(false)
  content = (await owner.run(listContents, {})).find(({ active }) => active)?.id ?? 0
})

const ask = (given: Record<string, unknown>) => owner.run(foreseeSupport, { contentId: content, ...given })
const outcomesOf = ({ findings }: Awaited<ReturnType<typeof ask>>) =>
  Object.fromEntries(findings.map(({ rule, outcome }) => [rule, outcome]))

test('an owner outside the province is told so with the section of the plan behind it', async () => {
  for (const given of [{ elsewhere: true }, { unitId: outside }]) {
    const found = await ask({ ...given, state: 'active' })
    expect(found.answer).toBe('no')
    const seat = found.findings.find(({ rule }) => rule === 'established')
    expect(seat).toMatchObject({ outcome: 'failed' })
    expect(seat?.source.vi).toContain(found.plan.number)
  }
})

test('who has not said where the seat is hears that it is not clear, and why', async () => {
  const found = await ask({})
  expect(found.answer).toBe('unclear')
  expect(outcomesOf(found)).toMatchObject({
    established: 'open',
    active: 'open',
    once: 'open',
    content: 'met',
  })
  expect(
    found.findings
      .filter(({ outcome }) => outcome === 'open')
      .every(({ words }) => /^Chưa rõ vì/.test(words.vi)),
  ).toBe(true)
})

test('a seat in the old province is no hindrance; what the application alone has is not asked', async () => {
  const found = await ask({ unitId: inside, state: 'active' })
  const outcomes = outcomesOf(found)
  // The founding day is not asked, so that the condition stays for the office to look at.
  expect(outcomes).toMatchObject({ established: 'open', active: 'met', content: 'met' })
  expect(Object.keys(outcomes)).not.toContain('norm')
  expect(found.findings[0]?.words.vi).toMatch(/Cần Thơ, trước sáp nhập thuộc Sóc Trăng/)
  expect(found.answer).toBe('possible')
  // A plan that is over refuses nobody while no other has taken its place.
  expect(outcomes.year).not.toBe('failed')
  expect((await ask({ unitId: inside, state: 'dissolved' })).answer).toBe('no')
})

test('the size class is that of the register: 201 workers are large whatever the capital, and the first criterion says so', async () => {
  const large = await ask({ unitId: inside, sectorGroup: 'production', employees: '201', capital: '1' })
  expect(large.size?.sizeClass).toBe('large')
  expect(large.priorities[0]).toMatchObject({ code: 'a', met: false })
  const small = await ask({ sectorGroup: 'production', employees: '20', revenue: '10 tỷ', capital: '5 tỷ' })
  expect(small.size?.sizeClass).toBe('small')
  expect(small.priorities[0]?.met).toBe(true)
  const unknown = await ask({ sectorGroup: 'production' })
  expect(unknown.size?.sizeClass).toBe('unknown')
  expect(unknown.priorities.every(({ met }) => met === null)).toBe(true)
  expect((await ask({})).size).toBeNull()
})

test('how much is told by the norms that would hold, each with its limit and its article; without a seat none is guessed', async () => {
  const { norms } = await ask({ unitId: inside })
  expect(norms.length).toBeGreaterThan(0)
  for (const { limit, source } of norms) {
    expect(limit.vi).toMatch(/tối đa|theo/)
    expect(source).toMatch(/Điều \d+/)
  }
  expect((await ask({})).norms).toEqual([])
})

test('a content or a unit that is not there is a problem, no answer', async () => {
  expect((await problemOf(ask({ contentId: 999_999 }))).status).toBe(404)
  expect((await problemOf(ask({ unitId: 999_999 }))).status).toBe(404)
})
