import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { criteriaOf } from '../enterprises/index.ts'
import { today } from '../platform/dates.ts'
import { execute } from '../platform/execute.ts'
import { allocate, contentId, makeEnterprise, planId } from '../support/testing.ts'
import { type Someone, type TestSystem, testSystem } from '../testing/system.ts'
import { appraiseApplication, checkApplication, withdrawApplication } from './commands.ts'
import { decideApplication } from './decide.ts'
import { editApplication, fileApplication } from './file.ts'
import { listApplications, showApplication } from './queries.ts'
import { rankApplications } from './rank-queries.ts'
import { accepted, appraised, filing, ownFiling, versionOf } from './testing.ts'

let nscl: TestSystem
let coordinator: Someone

beforeAll(async () => {
  nscl = await testSystem()
  coordinator = await nscl.as('coordinator')
  await allocate(nscl.system, 2025, 1_001_000_000n)
})

describe('filing', () => {
  test('an enterprise files for itself, on today, and finds its application with all conditions and its rank', async () => {
    const enterpriseId = await makeEnterprise(nscl.system, 'ac')
    const enterprise = await nscl.as('enterprise', { enterpriseId })
    const { enterpriseId: _self, filedOn: _day, ...form } = await filing(nscl, enterpriseId)
    const inTime = { ...nscl.system, now: () => new Date('2026-01-26T02:00:00Z') }
    const { id } = await execute(inTime, fileApplication, enterprise.actor, form, { via: 'page' })
    const shown = await enterprise.run(showApplication, { id })
    expect(shown).toMatchObject({
      state: 'filed',
      requested: 90_000_000n,
      ownFunds: 30_000_000n,
      remaining: null,
    })
    expect(shown.findings.map(({ rule, outcome }) => [rule, outcome])).toEqual([
      ['established', 'met'],
      ['active', 'met'],
      ['content', 'met'],
      ['year', 'met'],
      ['once', 'met'],
      ['norm', 'met'],
      ['ownFunds', 'met'],
    ])
    expect(shown.criteria.filter(({ met }) => met).map(({ code }) => code)).toEqual(['a', 'c'])
    expect(shown.place?.reason.vi).toContain('Đạt tiêu chí a, c')
  })

  test('a form sent twice files one application', async () => {
    const form = await filing(nscl, await makeEnterprise(nscl.system))
    const first = await coordinator.run(fileApplication, form, 'once-filed')
    const second = await coordinator.run(fileApplication, form, 'once-filed')
    expect(second).toEqual(first)
  })

  test('a second application for the same content and year is refused while the first is open, not after it was withdrawn', async () => {
    const form = await filing(nscl, await makeEnterprise(nscl.system))
    const { id } = await coordinator.run(fileApplication, form)
    await expect(coordinator.run(fileApplication, form)).rejects.toMatchObject({
      code: 'applications.once',
      status: 409,
    })
    await coordinator.run(withdrawApplication, { id, version: 1, reason: 'Nộp nhầm' })
    await expect(coordinator.run(fileApplication, form)).resolves.toMatchObject({ state: 'filed' })
  })

  test('a year outside the plan and an unknown content are both named in one answer', async () => {
    const form = await filing(nscl, await makeEnterprise(nscl.system), { year: 2026, contentId: 9999 })
    await expect(coordinator.run(fileApplication, form)).rejects.toMatchObject({
      status: 422,
      fields: [{ field: 'contentId' }, { field: 'year' }],
    })
  })

  test('an enterprise cannot file for another nor name the file of another', async () => {
    const one = await makeEnterprise(nscl.system)
    const other = await makeEnterprise(nscl.system)
    const enterprise = await nscl.as('enterprise', { enterpriseId: one })
    await expect(enterprise.run(fileApplication, await filing(nscl, other))).rejects.toMatchObject({
      status: 404,
    })
    const fileId = await nscl.evidence('cua-doanh-nghiep-khac.pdf', other)
    await expect(
      enterprise.run(fileApplication, await ownFiling(nscl, one, { fileId })),
    ).rejects.toMatchObject({
      status: 404,
    })
  })
})

describe('checking, returning and filing again', () => {
  test('a returned application says why, is edited by its enterprise and keeps its filing time', async () => {
    const enterpriseId = await makeEnterprise(nscl.system)
    const enterprise = await nscl.as('enterprise', { enterpriseId })
    const { id } = await coordinator.run(fileApplication, await filing(nscl, enterpriseId))
    await expect(
      coordinator.run(checkApplication, { id, version: 1, outcome: 'returned' }),
    ).rejects.toMatchObject({ fields: [{ field: 'note' }] })
    await coordinator.run(checkApplication, { id, version: 1, outcome: 'returned', note: 'Thiếu báo giá' })
    expect(await enterprise.run(showApplication, { id })).toMatchObject({
      state: 'returned',
      checkNote: 'Thiếu báo giá',
      place: null,
    })
    await enterprise.run(editApplication, {
      ...(await filing(nscl, enterpriseId, { requested: '80 triệu' })),
      id,
      version: 2,
    })
    expect(await enterprise.run(showApplication, { id })).toMatchObject({
      state: 'filed',
      requested: 80_000_000n,
      filedOn: '2025-01-06',
      version: 3,
    })
  })

  test('a stale version is a conflict, and an action out of its state says what the state is', async () => {
    const { id } = await coordinator.run(
      fileApplication,
      await filing(nscl, await makeEnterprise(nscl.system)),
    )
    await coordinator.run(checkApplication, { id, version: 1, outcome: 'checked' })
    await expect(
      coordinator.run(checkApplication, { id, version: 1, outcome: 'checked' }),
    ).rejects.toMatchObject({ code: 'applications.changed' })
    await expect(
      coordinator.run(checkApplication, { id, version: 2, outcome: 'checked' }),
    ).rejects.toMatchObject({
      code: 'applications.state',
      words: { vi: expect.stringContaining('Đã kiểm tra') },
    })
  })
})

describe('the ranking of a year', () => {
  test('the list sorted by rank, the ranking and the pure rule give one order, and criteria are those of the register', async () => {
    const ids: number[] = []
    for (const criteria of ['bcdđ', 'a', 'ac', 'ab', '', 'ab']) {
      const enterpriseId = await makeEnterprise(nscl.system, criteria)
      const { id } = await coordinator.run(
        fileApplication,
        await filing(nscl, enterpriseId, { year: 2024, filedOn: '2024-12-02' }),
      )
      ids.push(id)
      const fromRegister = await criteriaOf(
        nscl.system.db,
        enterpriseId,
        await planId(nscl.system),
        today(nscl.system.now()),
      )
      expect(
        fromRegister
          .filter(({ met }) => met)
          .map(({ code }) => code)
          .join(''),
      ).toBe(criteria)
    }
    const [many, a, ac, ab, none, abLater] = ids
    const ranking = await coordinator.run(rankApplications, { year: 2024 })
    expect(ranking.rows.map(({ id }) => id)).toEqual([ab, abLater, ac, a, many, none])
    expect(ranking.rows[0]?.reason.vi).toBe(`Đạt tiêu chí a, b; xếp trên hồ sơ số ${abLater} vì nộp trước.`)
    const first = await coordinator.run(listApplications, { year: 2024, sort: 'rank', limit: 4 })
    const rest = await coordinator.run(listApplications, {
      year: 2024,
      sort: 'rank',
      limit: 4,
      cursor: first.next,
    })
    expect([...first.rows, ...rest.rows].map(({ id }) => id)).toEqual([ab, abLater, ac, a, many, none])
    expect(first.total).toBe(6)
  })

  test('what an enterprise only declared does not count before the coordinator confirms it', async () => {
    const enterpriseId = await makeEnterprise(nscl.system, 'ab')
    await sql`UPDATE enterprise_criterion SET confirmed = false WHERE enterprise_id = ${enterpriseId}`.execute(
      nscl.system.db,
    )
    const { id } = await coordinator.run(fileApplication, await filing(nscl, enterpriseId))
    const { criteria, place } = await coordinator.run(showApplication, { id })
    expect(criteria.slice(0, 2).map(({ met, declared }) => [met, declared])).toEqual([
      [true, false],
      [false, true],
    ])
    expect(place?.reason.vi).toMatch(/^Đạt tiêu chí a;/)
  })

  test('the appraisal freezes rank and reason as they were seen', async () => {
    const id = await appraised(nscl, coordinator, await makeEnterprise(nscl.system, 'abcdđ'))
    const before = await coordinator.run(showApplication, { id })
    expect(before.appraisal).toMatchObject({
      amount: 90_000_000n,
      rank: before.place?.rank,
      of: before.place?.of,
    })
    const earlier = await filing(nscl, await makeEnterprise(nscl.system, 'abcdđ'), { filedOn: '2024-11-20' })
    await coordinator.run(fileApplication, earlier)
    const after = await coordinator.run(showApplication, { id })
    expect(after.place?.rank).toBe((before.place?.rank ?? 0) + 1)
    expect(after.appraisal).toEqual(before.appraisal)
  })

  test('more than was asked cannot be proposed', async () => {
    const { id } = await coordinator.run(
      fileApplication,
      await filing(nscl, await makeEnterprise(nscl.system)),
    )
    await coordinator.run(checkApplication, { id, version: 1, outcome: 'checked' })
    await expect(
      coordinator.run(appraiseApplication, { id, version: 2, amount: '90.000.001', note: 'x' }),
    ).rejects.toMatchObject({ fields: [{ field: 'amount' }] })
  })
})

describe('the decision', () => {
  test('accepting commits the money and opens the turn', async () => {
    const id = await appraised(nscl, coordinator, await makeEnterprise(nscl.system))
    const before = await coordinator.run(showApplication, { id })
    const turnId = await accepted(await nscl.as('leader'), id)
    const after = await coordinator.run(showApplication, { id })
    expect(after).toMatchObject({
      state: 'accepted',
      turnId,
      decision: { number: `QĐ-${id}`, on: '2025-02-01' },
    })
    expect((before.remaining ?? 0n) - (after.remaining ?? 0n)).toBe(90_000_000n)
  })

  test('accepting over the allocation is refused with the money left, and leaves no trace', async () => {
    const id = await appraised(nscl, coordinator, await makeEnterprise(nscl.system), {
      requested: '1.001.000.000',
      year: 2025,
    })
    const count = async () => {
      const { rows } = await sql<{ n: string }>`
        SELECT concat_ws('/', (SELECT count(*) FROM commitment), (SELECT count(*) FROM support_turn),
          (SELECT count(*) FROM ledger_entry), (SELECT count(*) FROM audit), (SELECT count(*) FROM change)) AS n`.execute(
        nscl.system.db,
      )
      return rows[0]?.n
    }
    const before = await count()
    const { remaining } = await coordinator.run(showApplication, { id })
    await expect(accepted(coordinator, id)).rejects.toMatchObject({
      status: 409,
      words: {
        vi: expect.stringContaining(`còn ${new Intl.NumberFormat('vi-VN').format(remaining ?? 0n)} đồng`),
      },
    })
    expect(await count()).toBe(before)
    expect(await coordinator.run(showApplication, { id })).toMatchObject({ state: 'appraised', turnId: null })
  })

  test('a day out of the budget year, or before its money was allocated, is told at the day of the decision', async () => {
    const id = await appraised(nscl, coordinator, await makeEnterprise(nscl.system))
    for (const decidedOn of ['2026-11-20', '2026-01-01'])
      await expect(accepted(await nscl.as('leader'), id, decidedOn)).rejects.toMatchObject({
        fields: [{ field: 'decidedOn' }],
      })
  })

  test('of two decisions at once for the last money only one succeeds', async () => {
    await allocate(nscl.system, 2024, 100_000_000n)
    const year = { year: 2024, contentId: await contentId(nscl.system, 'environment'), filedOn: '2024-12-02' }
    const one = await appraised(nscl, coordinator, await makeEnterprise(nscl.system), year)
    const other = await appraised(nscl, coordinator, await makeEnterprise(nscl.system), year)
    const outcomes = await Promise.allSettled(
      [one, other].map((id) => accepted(coordinator, id, '2024-12-20')),
    )
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('a decision sent twice at once opens one turn', async () => {
    const id = await appraised(nscl, coordinator, await makeEnterprise(nscl.system))
    const decision = {
      id,
      version: await versionOf(coordinator, id),
      outcome: 'accept',
      reason: 'Đủ điều kiện',
      decisionNumber: 'QĐ-đôi',
      decidedOn: '2025-02-01',
    }
    const answers = await Promise.all([
      coordinator.run(decideApplication, decision, 'once-decided'),
      coordinator.run(decideApplication, decision, 'once-decided'),
    ])
    expect(answers[0]).toEqual(answers[1])
  })

  test('an enterprise that was dissolved meanwhile cannot be accepted, only refused', async () => {
    const enterpriseId = await makeEnterprise(nscl.system)
    const id = await appraised(nscl, coordinator, enterpriseId)
    await nscl.system.db
      .updateTable('enterprise')
      .set({ state: 'dissolved' })
      .where('id', '=', enterpriseId)
      .execute()
    await expect(accepted(coordinator, id)).rejects.toMatchObject({ code: 'applications.notEligible' })
    await coordinator.run(decideApplication, {
      id,
      version: await versionOf(coordinator, id),
      outcome: 'refuse',
      reason: 'Doanh nghiệp đã giải thể',
      decidedOn: '2025-02-01',
    })
    const shown = await coordinator.run(showApplication, { id })
    expect(shown.state).toBe('refused')
    expect(shown.findings.find(({ rule }) => rule === 'active')?.outcome).toBe('failed')
  })

  test('the same content in another year is not supported again', async () => {
    const enterpriseId = await makeEnterprise(nscl.system)
    const content = { contentId: await contentId(nscl.system, 'energy') }
    const first = await appraised(nscl, coordinator, enterpriseId, { ...content, requested: '1 triệu' })
    const turnId = await accepted(coordinator, first)
    const again = await appraised(nscl, coordinator, enterpriseId, {
      ...content,
      requested: '1 triệu',
      year: 2024,
      filedOn: '2024-12-02',
    })
    const { findings } = await coordinator.run(showApplication, { id: again })
    expect(findings.find(({ rule }) => rule === 'once')?.words.vi).toBe(
      `Đã được hỗ trợ cho nội dung này: lượt số ${turnId} (năm 2025).`,
    )
    await expect(accepted(coordinator, again, '2024-12-20')).rejects.toMatchObject({
      code: 'applications.notEligible',
    })
  })

  test('what waits for money can be accepted later', async () => {
    const id = await appraised(nscl, coordinator, await makeEnterprise(nscl.system))
    await coordinator.run(decideApplication, {
      id,
      version: await versionOf(coordinator, id),
      outcome: 'wait',
      reason: 'Chờ bổ sung kinh phí',
      decidedOn: '2025-01-20',
    })
    await expect(accepted(coordinator, id)).resolves.toBeGreaterThan(0)
  })
})

describe('who may', () => {
  test('only those named may act; everybody else is refused', async () => {
    const enterpriseId = await makeEnterprise(nscl.system)
    const { id } = await coordinator.run(fileApplication, await filing(nscl, enterpriseId))
    const inputs = [
      [fileApplication, await filing(nscl, enterpriseId)],
      [editApplication, { ...(await filing(nscl, enterpriseId)), id, version: 1 }],
      [checkApplication, { id, version: 1, outcome: 'checked' }],
      [appraiseApplication, { id, version: 1, amount: 1, note: 'x' }],
      [decideApplication, { id, version: 1, outcome: 'refuse', reason: 'x', decidedOn: '2025-02-01' }],
      [withdrawApplication, { id, version: 1, reason: 'x' }],
    ] as const
    const refused = new Set<string>()
    for (const role of [
      'finance',
      'home_affairs',
      'statistics',
      'agency',
      'association',
      'auditor',
    ] as const) {
      const someone = await nscl.as(role)
      for (const [operation, input] of inputs) {
        await expect(someone.run<never, never>(operation as never, input)).rejects.toMatchObject({
          status: 403,
        })
        refused.add(operation.name)
      }
    }
    expect(refused.size).toBe(6)
    const nobody = await nscl.as('public')
    await expect(nobody.run(showApplication, { id })).rejects.toMatchObject({ status: 401 })
    await expect(nobody.run(listApplications, {})).rejects.toMatchObject({ status: 401 })
  })

  test('the leader decides but does not check or appraise', async () => {
    const leader = await nscl.as('leader')
    const { id } = await coordinator.run(
      fileApplication,
      await filing(nscl, await makeEnterprise(nscl.system)),
    )
    await expect(leader.run(checkApplication, { id, version: 1, outcome: 'checked' })).rejects.toMatchObject({
      status: 403,
    })
    await expect(
      leader.run(appraiseApplication, { id, version: 1, amount: 1, note: 'x' }),
    ).rejects.toMatchObject({ status: 403 })
  })

  test('an enterprise sees and touches its own applications only, and no ranking of others', async () => {
    const mine = await makeEnterprise(nscl.system)
    const { id } = await coordinator.run(fileApplication, await filing(nscl, mine))
    const other = await nscl.as('enterprise', { enterpriseId: await makeEnterprise(nscl.system) })
    await expect(other.run(showApplication, { id })).rejects.toMatchObject({ status: 404 })
    await expect(other.run(withdrawApplication, { id, version: 1, reason: 'x' })).rejects.toMatchObject({
      status: 404,
    })
    await expect(
      other.run(editApplication, { ...(await filing(nscl, mine)), id, version: 1 }),
    ).rejects.toMatchObject({ status: 404 })
    expect((await other.run(listApplications, {})).rows).toEqual([])
    expect((await other.run(listApplications, { enterpriseId: mine })).rows).toEqual([])
    await expect(other.run(rankApplications, {})).rejects.toMatchObject({ status: 403 })
    const own = await nscl.as('enterprise', { enterpriseId: mine })
    expect((await own.run(listApplications, {})).rows.map((row) => row.id)).toEqual([id])
    await own.run(withdrawApplication, { id, version: 1, reason: 'Không còn nhu cầu' })
    expect(await own.run(showApplication, { id })).toMatchObject({ state: 'withdrawn', actions: [] })
  })
})

test('the list is filtered by state, content and a search without accents', async () => {
  const enterpriseId = await makeEnterprise(nscl.system, 'a', 'Công ty Đường Mía Ba Xuyên')
  const content = await contentId(nscl.system, 'traceability')
  const { id } = await coordinator.run(
    fileApplication,
    await filing(nscl, enterpriseId, { contentId: content }),
  )
  const found = await coordinator.run(listApplications, {
    q: 'duong mia ba xuyen',
    state: 'filed',
    contentId: content,
  })
  expect(found.rows.map((row) => row.id)).toEqual([id])
  expect(
    (await coordinator.run(listApplications, { q: 'duong mia ba xuyen', state: 'refused' })).rows,
  ).toEqual([])
})
