import { beforeAll, describe, expect, it, test } from 'vitest'
import { fileApplication } from '../applications/index.ts'
import { accepted, appraised, filing } from '../applications/testing.ts'
import { allocate, makeEnterprise } from '../support/testing.ts'
import { testSystem } from '../testing/system.ts'
import { rehearsalFile, rehearseRules } from './queries.ts'

/* Three applications of 2025 for 90 million each, with money for two; the third enterprise meets b, the others a alone. */

const nscl = await testSystem()
const coordinator = await nscl.as('coordinator')
const ids: number[] = []

beforeAll(async () => {
  await allocate(nscl.system, 2025, 200_000_000n)
  for (const criteria of ['a', 'a', 'ab']) {
    const enterpriseId = await makeEnterprise(nscl.system, criteria)
    ids.push((await coordinator.run(fileApplication, await filing(nscl, enterpriseId))).id)
  }
})
const rehearse = (draft: Record<string, unknown> = {}) => coordinator.run(rehearseRules, draft)

describe('a rehearsal', () => {
  it('without a draft tells what the rules in force do', async () => {
    const { changes, inForce, draft, rows, years, cases } = await rehearse()
    expect([changes, rows, cases]).toEqual([[], [], 3])
    expect(inForce).toEqual({ supported: 2, cost: 180_000_000n, gain: 0, lose: 0, more: 0, less: 0 })
    expect(draft).toEqual(inForce)
    expect(years.find(({ year }) => year === 2025)).toEqual({
      year: 2025,
      money: 200_000_000n,
      inForce: 180_000_000n,
      draft: 180_000_000n,
    })
  })

  it('of an order without b: the third loses to the earlier filing', async () => {
    const { changes, draft, rows } = await rehearse({ order: 'a; c' })
    expect(draft).toMatchObject({ supported: 2, gain: 1, lose: 1 })
    expect(changes).toMatchObject([
      { kind: 'order', article: { vi: expect.stringContaining('181/KH-UBND') } },
    ])
    expect(rows.map(({ id, inForce, draft: by }) => [id, inForce.outcome, by.outcome])).toEqual([
      [ids[1], 'money', 'supported'],
      [ids[2], 'supported', 'money'],
    ])
  })

  it('of a norm: all are served, each with less; of each change alone it tells the effect', async () => {
    const { changes, draft, rows } = await rehearse({ share: '50', order: 'a; b' })
    // 90 million asked for and 30 million of their own: half of the whole is 60 million.
    expect(draft).toEqual({ supported: 3, cost: 180_000_000n, gain: 1, lose: 0, more: 0, less: 2 })
    expect(changes.map(({ kind, sum }) => [kind, sum.supported])).toEqual([
      ['order', 2],
      ['norm', 3],
    ])
    expect(rows).toHaveLength(3)
  })

  it('changes nothing, and leaves out what was refused or withdrawn', async () => {
    const before = await nscl.system.db.selectFrom('application').selectAll().orderBy('id').execute()
    await rehearse({ ownShare: '99', age: '50', perYear: '1' })
    expect(await nscl.system.db.selectFrom('application').selectAll().orderBy('id').execute()).toEqual(before)
  })

  test.each([
    [{ order: 'a; zz' }, 'order'],
    [{ order: 'a; a' }, 'order'],
    [{ ceiling: '30 triệu' }, 'ceilingUnit'],
    [{ ceilingUnit: 'contract' }, 'ceiling'],
    [{ sizeClass: 'small' }, 'share'],
    [{ share: '50', replaces: '999999' }, 'replaces'],
    [{ share: '50', contentId: '999999' }, 'contentId'],
    [{ share: '150' }, 'share'],
    [{ age: 'lâu' }, 'age'],
  ])('refuses %o at %s', async (draft, field) => {
    await expect(rehearse(draft)).rejects.toMatchObject({
      status: 422,
      fields: expect.arrayContaining([expect.objectContaining({ field })]),
    })
  })
})

describe('the annex of a proposal', () => {
  test.each(['docx', 'pdf'])('is written as %s', async (format) => {
    const file = await coordinator.run(rehearsalFile, { share: '50', format })
    expect(file.name.endsWith(`.${format}`)).toBe(true)
    const bytes = Buffer.from(file.base64, 'base64')
    expect(bytes.subarray(0, 4).toString('latin1')).toBe(format === 'pdf' ? '%PDF' : 'PK\u0003\u0004')
  })

  it('is not written for a draft that changes nothing', async () => {
    await expect(coordinator.run(rehearsalFile, { format: 'pdf' })).rejects.toMatchObject({ status: 409 })
  })
})

it('tells what was decided in fact beside both runs', async () => {
  const leader = await nscl.as('leader')
  const enterpriseId = await makeEnterprise(nscl.system)
  const id = await appraised(nscl, coordinator, enterpriseId)
  await allocate(nscl.system, 2025, 500_000_000n)
  await accepted(leader, id)
  const { rows } = await rehearse({ share: '10', all: 'true' })
  expect(rows.find((row) => row.id === id)).toMatchObject({
    state: 'accepted',
    decided: 90_000_000n,
    draft: { outcome: 'supported', amount: 12_000_000n },
  })
})
