import { beforeAll, describe, expect, test } from 'vitest'
import { problemOf } from '../testing/problem.ts'
import { type Someone, type TestSystem, testSystem } from '../testing/system.ts'
import { registerEnterprise, setCriterion } from './commands.ts'
import { listDeclared } from './criteria-queue.ts'
import { listUnits, showEnterprise } from './queries.ts'

let house: TestSystem
let coordinator: Someone
let owner: Someone
let id: number
let criterionId: number

beforeAll(async () => {
  house = await testSystem()
  coordinator = await house.as('coordinator')
  const [unit] = await coordinator.run(listUnits, {})
  const enterprise = { name: 'Công ty Bưởi Năm Roi', address: '1 Lê Lợi', adminUnitId: unit?.id }
  id = (
    await coordinator.run(registerEnterprise, {
      ...enterprise,
      taxCode: '2200108445',
      sectorGroup: 'production',
    })
  ).id
  owner = await house.as('enterprise', { enterpriseId: id })
  const { criteria } = await coordinator.run(showEnterprise, { id })
  criterionId = criteria.find(({ by }) => by !== 'size')?.criterionId ?? 0
})

const queue = async (someone = coordinator) => (await someone.run(listDeclared, {})).rows

describe('the queue of criteria to be confirmed', () => {
  test('what an enterprise declares waits with its evidence until an officer confirms it', async () => {
    expect(await queue()).toEqual([])
    const fileId = await house.evidence('to-khai.pdf', id)
    const declared = { id, criterionId, met: true, note: 'Thuộc danh mục chủ lực', fileId }
    await owner.run(setCriterion, { ...declared, version: 0 })
    expect(await queue()).toMatchObject([
      { enterpriseId: id, criterionId, note: declared.note, file: { id: fileId }, version: 1 },
    ])
    expect(
      (await coordinator.run(listDeclared, { criterion: criterionId, q: 'buoi nam roi' })).rows,
    ).toHaveLength(1)
    expect((await coordinator.run(listDeclared, { q: 'khác' })).rows).toEqual([])
    expect(await queue(await house.as('auditor'))).toHaveLength(1)
    expect(await problemOf(queue(owner))).toMatchObject({ status: 403 })
    await coordinator.run(setCriterion, { ...declared, version: 1 })
    expect(await queue()).toEqual([])
    await owner.run(setCriterion, { ...declared, version: 2 })
    await coordinator.run(setCriterion, {
      ...declared,
      met: false,
      note: 'Không có trong danh mục',
      version: 3,
    })
    expect(await queue()).toEqual([])
  })

  test('a criterion that nobody has answered is not known, and not failed', async () => {
    const { criteria } = await coordinator.run(showEnterprise, { id })
    expect(criteria.filter((row) => row.criterionId !== criterionId).map(({ met }) => met)).toEqual(
      criteria.filter((row) => row.criterionId !== criterionId).map(() => null),
    )
  })
})
