import { beforeAll, describe, expect, it, test } from 'vitest'
import { allocate, makeEnterprise } from '../support/testing.ts'
import { testSystem } from '../testing/system.ts'
import { checkApplication } from './commands.ts'
import { fileApplication } from './file.ts'
import { explainRank, rankApplications } from './rank-queries.ts'
import { filing, versionOf } from './testing.ts'

/* Three applications of 2025: the second meets criterion b, the others nothing but what follows from their size. */

const nscl = await testSystem()
const coordinator = await nscl.as('coordinator')
const enterprises = [
  await makeEnterprise(nscl.system),
  await makeEnterprise(nscl.system, 'ab'),
  await makeEnterprise(nscl.system),
]
const ids: number[] = []
let criteria: { code: string; id: number }[] = []
const explained = (index: number, input = {}) => coordinator.run(explainRank, { id: ids[index], ...input })

beforeAll(async () => {
  await allocate(nscl.system, 2025, 200_000_000n)
  criteria = await nscl.system.db
    .selectFrom('criterion')
    .select(['id', 'code'])
    .where('planId', '=', (await coordinator.run(rankApplications, { year: '2025' })).plan.id)
    .execute()
  for (const enterpriseId of enterprises) {
    ids.push((await coordinator.run(fileApplication, await filing(nscl, enterpriseId))).id)
  }
})

describe('why an application has its rank', () => {
  it('stands as the ranked list says it, with what decides against the one above and the one below', async () => {
    const { rows } = await coordinator.run(rankApplications, { year: '2025' })
    expect(rows.map(({ id }) => id)).toEqual([ids[1], ids[0], ids[2]])
    const { standing, neighbours } = await explained(0)
    const listed = rows[1]
    expect(standing).toEqual({
      rank: 2,
      of: 3,
      reason: listed?.reason,
      money: { running: listed?.running, within: listed?.within },
    })
    expect(neighbours.map(({ id, rank, before, deciding }) => [id, rank, before, deciding])).toEqual([
      [ids[1], 1, true, 'b'],
      [ids[2], 3, false, null],
    ])
    expect(neighbours[0]?.known?.met).toContain('b')
  })

  it('names for each criterion what answers it, its note and its paper', async () => {
    const { criteria: answers } = await explained(1)
    expect(answers.map(({ code }) => code)).toEqual(criteria.map(({ code }) => code))
    expect(answers.find(({ code }) => code === 'b')).toMatchObject({
      met: true,
      by: 'coordinator',
      note: 'có minh chứng',
    })
    expect(answers.find(({ code }) => code === 'c')).toMatchObject({ met: null, by: null })
  })

  it('tells where it would stand, and changes nothing by being asked', async () => {
    const before = await coordinator.run(rankApplications, { year: '2025' })
    const { supposed } = await explained(2, { suppose: 'true', met: ['a', 'b', 'c'], amount: '1 triệu' })
    expect(supposed).toMatchObject({ rank: 1, of: 3, met: ['a', 'b', 'c'], amount: 1_000_000n })
    expect(supposed?.money).toEqual({ running: 1_000_000n, within: true })
    expect((await explained(1, { suppose: 'true' })).supposed).toMatchObject({ rank: 3, met: [] })
    expect(await coordinator.run(rankApplications, { year: '2025' })).toEqual(before)
    expect((await explained(2)).supposed).toBeNull()
  })

  it('tells a sum beyond the money of the year', async () => {
    const { remaining, supposed } = await explained(1, {
      suppose: 'true',
      met: ['b'],
      amount: '999.000.000.000',
    })
    expect(remaining).not.toBeNull()
    expect(supposed?.money?.within).toBe(false)
  })

  test.each([
    ['a criterion that the plan does not name', { met: ['zz'] }, 'met'],
    ['an amount of nothing', { amount: '0' }, 'amount'],
    ['an amount that is none', { amount: 'nhiều' }, 'amount'],
  ])('refuses %s at its field', async (_, input, field) => {
    await expect(explained(0, { suppose: 'true', ...input })).rejects.toMatchObject({
      status: 422,
      fields: [expect.objectContaining({ field })],
    })
  })
})

describe('an enterprise', () => {
  it('reads its own reason, and of others no more than their number', async () => {
    const owner = await nscl.as('enterprise', { enterpriseId: enterprises[0] })
    const own = await owner.run(explainRank, { id: ids[0] })
    expect(own.standing).toMatchObject({ rank: 2, of: 3, money: null })
    expect(own.remaining).toBeNull()
    expect(own.neighbours.map(({ known }) => known)).toEqual([null, null])
    await expect(owner.run(explainRank, { id: ids[1] })).rejects.toMatchObject({ status: 404 })
  })
})

it('of an application that left the line there is no rank to explain', async () => {
  const enterpriseId = await makeEnterprise(nscl.system)
  const { id } = await coordinator.run(fileApplication, await filing(nscl, enterpriseId))
  await coordinator.run(checkApplication, {
    id,
    version: await versionOf(coordinator, id),
    outcome: 'returned',
    note: 'Thiếu thuyết minh',
  })
  await expect(coordinator.run(explainRank, { id })).rejects.toMatchObject({
    status: 409,
    code: 'applications.notInLine',
  })
})
