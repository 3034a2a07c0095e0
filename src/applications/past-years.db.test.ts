import { beforeAll, describe, expect, it } from 'vitest'
import { guardYear } from '../budget/index.ts'
import { execute } from '../platform/execute.ts'
import type { Command } from '../platform/operation.ts'
import { allocate, makeEnterprise } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { appraiseApplication, checkApplication } from './commands.ts'
import { decideApplication } from './decide.ts'
import { editApplication, fileApplication } from './file.ts'
import { showApplication } from './queries.ts'
import { appraised, filing, ownFiling, versionOf } from './testing.ts'
import { applicationYears } from './year-queries.ts'

const nscl = await testSystem()
const { system } = nscl
let coordinator: Someone

beforeAll(async () => {
  coordinator = await nscl.as('coordinator')
  await allocate(system, 2025, 900_000_000n)
})

/** What an officer is told on a day, by field. */
async function fieldsOn<C extends Command>(day: string, command: C, input: unknown, who = coordinator) {
  const then = { ...system, now: () => new Date(`${day}T02:00:00Z`) }
  return (await problemOf(execute(then, command, who.actor, input, { via: 'page' }))).fields.map(
    ({ field }) => field,
  )
}
async function on<C extends Command>(day: string, command: C, input: unknown, who = coordinator) {
  const then = { ...system, now: () => new Date(`${day}T02:00:00Z`) }
  return execute(then, command, who.actor, input, { via: 'page' }) as Promise<{ id: number }>
}
const paper = async (change: Record<string, unknown>) => ({
  ...(await filing(nscl, await makeEnterprise(system))),
  lateReason: undefined,
  ...change,
})

describe('an application for another year than the one that runs', () => {
  it('is refused for a year before the plan, after it, and for one that is over', async () => {
    const day = '2025-11-26'
    for (const [year, filedOn] of [
      [2020, day],
      [2023, day],
      [2035, day],
      [2024, day],
      [2024, '2025-01-01'],
    ] as const)
      expect(await fieldsOn(day, fileApplication, await paper({ year, filedOn }))).toEqual(['year'])
    const problem = await problemOf(
      coordinator.run(fileApplication, await paper({ year: 2024, filedOn: undefined })),
    )
    expect(problem.fields).toMatchObject([
      {
        field: 'year',
        words: { vi: expect.stringContaining('2024'), en: expect.stringContaining('which is over') },
      },
    ])
  })

  it('is taken for the year that runs and for a coming one without a reason', async () => {
    for (const year of [2024, 2025])
      expect(
        await on('2024-11-26', fileApplication, await paper({ year, filedOn: undefined })),
      ).toMatchObject({
        state: 'filed',
      })
  })

  it('in the adjusting period is taken with a reason, which stays with it', async () => {
    const late = await paper({ year: 2025, filedOn: undefined })
    expect(await fieldsOn('2026-01-20', fileApplication, late)).toEqual(['lateReason'])
    const { id } = await on('2026-01-20', fileApplication, { ...late, lateReason: 'Thời gian chỉnh lý' })
    expect(await coordinator.run(showApplication, { id })).toMatchObject({ lateReason: 'Thời gian chỉnh lý' })
    expect(await fieldsOn('2026-02-01', fileApplication, late)).toEqual(['year'])
  })

  it('by an enterprise is offered and taken only for years that may be', async () => {
    const enterpriseId = await makeEnterprise(system)
    const owner = await nscl.as('enterprise', { enterpriseId })
    expect((await owner.run(applicationYears, {})).years).toEqual([2026])
    const past = await ownFiling(nscl, enterpriseId, { year: 2025, lateReason: 'Xin nhận' })
    expect((await problemOf(owner.run(fileApplication, past))).fields).toMatchObject([{ field: 'year' }])
  })

  it('that was returned and waited over the end of its year is filed anew with a reason, or for this year', async () => {
    const form = await paper({ year: 2024, filedOn: undefined })
    const { id } = await on('2024-11-03', fileApplication, form)
    const again = { ...form, enterpriseId: undefined, id, version: 1 }
    const day = '2025-05-05'
    expect(await fieldsOn(day, editApplication, again)).toEqual(['lateReason'])
    await on(day, editApplication, { ...again, lateReason: 'Bổ sung sau khi trả lại' })
    expect(await coordinator.run(showApplication, { id })).toMatchObject({ year: 2024 })
    await on(day, editApplication, { ...again, version: 2, year: 2025 })
    expect(await coordinator.run(showApplication, { id })).toMatchObject({ year: 2025, lateReason: null })
  })

  it('is not accepted on a day that its budget year does not take, told beside what else is wrong', async () => {
    const id = await appraised(nscl, coordinator, await makeEnterprise(system))
    const decision = {
      id,
      version: await versionOf(coordinator, id),
      outcome: 'accept',
      decidedOn: '2026-11-20',
    }
    const leader = await nscl.as('leader')
    expect(
      (await problemOf(leader.run(decideApplication, { ...decision, reason: '' }))).fields
        .map(({ field }) => field)
        .sort(),
    ).toEqual(['decidedOn', 'reason'])
  })

  it('is not taken into a closed year, but by an approved correction', async () => {
    const { db } = system
    const fileId = await nscl.evidence()
    const closedAt = new Date('2025-03-01T02:00:00Z')
    await db
      .insertInto('budgetClosing')
      .values({ year: 2024, documentNumber: '9/QĐ-STC', closedOn: '2025-03-01', fileId, closedAt })
      .execute()
    const form = await paper({ year: 2024, filedOn: '2024-05-05', lateReason: 'Tìm thấy trong tủ hồ sơ' })
    const { fields } = await problemOf(coordinator.run(fileApplication, form))
    expect(fields).toMatchObject([{ field: 'year', words: { vi: expect.stringContaining('9/QĐ-STC') } }])
    await db
      .insertInto('budgetCorrection')
      .values({
        ...{ year: 2024, reason: 'Sót hồ sơ', proposedBy: coordinator.actor.userId, proposedAt: closedAt },
        ...{ approvedBy: (await nscl.as('finance')).actor.userId, approvedAt: closedAt },
      })
      .execute()
    await expect(coordinator.run(fileApplication, form)).resolves.toMatchObject({ state: 'filed' })
    await expect(
      guardYear({ db, actor: coordinator.actor }, 'commitment', 2024, '2024-06-01', 'on'),
    ).resolves.not.toBeNull()
  })
})

describe('what is asked for', () => {
  it('is never more than the line that pays has in that year', async () => {
    for (const requested of ['100 tỷ', '99.999.999.999.999'])
      expect(
        (
          await problemOf(
            coordinator.run(fileApplication, await filing(nscl, await makeEnterprise(system), { requested })),
          )
        ).fields,
      ).toMatchObject([{ field: 'requested', words: { vi: expect.stringContaining('mục IV') } }])
  })

  it('without own money is proposed only with a written reason, that stays beside the appraisal', async () => {
    const { id } = await coordinator.run(
      fileApplication,
      await filing(nscl, await makeEnterprise(system), { ownFunds: '0' }),
    )
    await coordinator.run(checkApplication, { id, version: 1, outcome: 'checked' })
    const proposal = { id, version: 2, amount: '50 triệu', note: 'Đề xuất' }
    expect((await problemOf(coordinator.run(appraiseApplication, proposal))).fields).toMatchObject([
      { field: 'noOwnFundsReason' },
    ])
    const noOwnFundsReason = 'Cơ sở mới thành lập ở xã đặc biệt khó khăn'
    await coordinator.run(appraiseApplication, { ...proposal, noOwnFundsReason })
    expect(await coordinator.run(showApplication, { id })).toMatchObject({ noOwnFundsReason })
  })
})
