import { beforeAll, beforeEach, expect, test } from 'vitest'
import { closeAccounts, reopenAccounts } from '../accounts/many-pages.tsx'
import { fileApplication } from '../applications/index.ts'
import { accepted, appraised, filing } from '../applications/testing.ts'
import { setCriterion } from '../enterprises/commands.ts'
import { confirmCriteria } from '../enterprises/many-pages.tsx'
import { showEnterprise } from '../enterprises/queries.ts'
import { readChosen } from '../notices/many-pages.tsx'
import { listNotices } from '../notices/queries.ts'
import { resolveObstacles } from '../reports/many-pages.tsx'
import { reportObstacle, showObstacle } from '../reports/obstacles.ts'
import { recordCertificate } from '../support/certificate-commands.ts'
import { showCertificate } from '../support/certificate-queries.ts'
import { withdrawCertificates } from '../support/many-pages.tsx'
import { allocate, makeEnterprise, takeSteps } from '../support/testing.ts'
import { type Someone, type TestSystem, testSystem } from '../testing/system.ts'
import { chargeApplications, chargeObstacles } from '../work/many-pages.tsx'
import { showOfficer } from '../work/officers.ts'

/* What is done to several records of a list at once: each by an act of its own; what cannot be done is left, with its reason. */

let nscl: TestSystem
let coordinator: Someone
let admin: Someone

beforeAll(async () => {
  nscl = await testSystem()
  coordinator = await nscl.as('coordinator')
  admin = await nscl.as('coordinator', { admin: true })
  await allocate(nscl.system, 2025, 1_000_000_000n)
})

const acts = async () =>
  Number(
    (
      await nscl.system.db
        .selectFrom('audit')
        .select(({ fn }) => fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  )
let before = 0
beforeEach(async () => {
  before = await acts()
})

interface Outcomes {
  readonly rows: readonly { readonly outcome: string; readonly reason: { readonly vi: string } | null }[]
}
const outcomes = ({ rows }: Outcomes) => rows.map(({ outcome }) => outcome)
const reasons = ({ rows }: Outcomes) => rows.map(({ reason }) => reason?.vi ?? null)

/** A certificate of a product, of a turn of its own. */
async function certificate(number: string): Promise<number> {
  const enterpriseId = await makeEnterprise(nscl.system)
  const turnId = await accepted(await nscl.as('leader'), await appraised(nscl, coordinator, enterpriseId))
  await takeSteps(nscl, coordinator, turnId, [
    ['contracted', '2025-02-10'],
    ['in_progress', '2025-02-20'],
  ])
  const { id } = await coordinator.run(recordCertificate, {
    ...{ turnId, kind: 'product_tcvn', standard: 'TCVN 1', body: 'QUACERT', number },
    ...{ productName: 'Bánh pía', issuedOn: '2025-03-01', fileId: await nscl.evidence() },
  })
  return id
}

test('certificates of a body are withdrawn together; one that is withdrawn already, and one that is not there, are left', async () => {
  const [one, two] = [await certificate('A1'), await certificate('A2')]
  const wish = { withdrawnOn: '2025-03-05', reason: 'Tổ chức chứng nhận mất công nhận' }
  await coordinator.run(withdrawCertificates, { ids: [one], ...wish })
  before = await acts()
  const preview = await coordinator.run(withdrawCertificates, {
    ids: [one, two, 999_999],
    ...wish,
    preview: true,
  })
  expect(outcomes(preview)).toEqual(['left', 'possible', 'left'])
  expect(reasons(preview)[0]).toContain('05/03/2025')
  expect(await acts()).toBe(before)
  expect(await coordinator.run(showCertificate, { id: two })).toMatchObject({ withdrawnOn: null })
  const done = await coordinator.run(withdrawCertificates, { ids: [one, two, 999_999], ...wish })
  expect(outcomes(done)).toEqual(['left', 'done', 'left'])
  expect(await acts()).toBe(before + 1)
  expect(await coordinator.run(showCertificate, { id: two })).toMatchObject({ withdrawnOn: '2025-03-05' })
  const counted = await nscl.system.db
    .selectFrom('fact')
    .select('id')
    .where('recordType', '=', 'certificate')
    .where('recordId', 'in', [one, two])
    .where('retractedAt', 'is', null)
    .execute()
  expect(counted).toEqual([])
  const early = await coordinator.run(withdrawCertificates, {
    ...{ ids: [await certificate('A3')], preview: true },
    ...{ ...wish, withdrawnOn: '2025-02-01' },
  })
  expect(reasons(early)[0]).toContain('01/03/2025')
  const owner = await nscl.as('enterprise', { enterpriseId: await makeEnterprise(nscl.system) })
  await expect(owner.run(withdrawCertificates, { ids: [two], ...wish })).rejects.toMatchObject({
    status: 403,
  })
})

test('obstacles get one answer, each its own; one that is answered is left as it was', async () => {
  const agency = await nscl.as('agency')
  const report = async (text: string) =>
    (await agency.run(reportObstacle, { text, proposal: 'Hỗ trợ', reportedOn: '2025-03-01' })).id
  const ids = [await report('Thiếu vốn'), await report('Thiếu chuyên gia'), await report('Thiếu máy')]
  const first = { resolution: 'Đã mở lớp', resolvedOn: '2025-04-01' }
  await coordinator.run(resolveObstacles, { ids: [ids[0]], ...first })
  before = await acts()
  const done = await coordinator.run(resolveObstacles, {
    ids,
    resolution: 'Đã cho vay',
    resolvedOn: '2025-05-01',
  })
  expect(outcomes(done)).toEqual(['left', 'done', 'done'])
  expect(await acts()).toBe(before + 2)
  const said = await Promise.all(ids.map((id) => coordinator.run(showObstacle, { id })))
  expect(said.map(({ resolution }) => resolution)).toEqual(['Đã mở lớp', 'Đã cho vay', 'Đã cho vay'])
  const [late] = reasons(
    await coordinator.run(resolveObstacles, {
      ids: [await report('Thiếu đất')],
      ...{ resolution: 'x', resolvedOn: '2025-02-01', preview: true },
    }),
  )
  expect(late).not.toBeNull()
  // an agency answers those that it is in charge of alone
  expect(outcomes(await agency.run(resolveObstacles, { ids, ...first }))).toEqual(['left', 'left', 'left'])
})

test('accounts are closed and opened again together, never the own one, and by an administrator alone', async () => {
  const staff = [await nscl.as('agency'), await nscl.as('agency')]
  const ids = [...staff, admin].map(({ actor }) => actor.userId ?? '')
  const closed = await admin.run(closeAccounts, { ids })
  expect(outcomes(closed)).toEqual(['done', 'done', 'left'])
  expect(reasons(closed)[2]).toBe('Đây là tài khoản của bạn.')
  const again = await admin.run(closeAccounts, { ids: ids.slice(0, 2), preview: true })
  expect(reasons(again)).toEqual(['Tài khoản này đã khóa.', 'Tài khoản này đã khóa.'])
  expect(outcomes(await admin.run(reopenAccounts, { ids: ids.slice(0, 2) }))).toEqual(['done', 'done'])
  const open = await nscl.system.db.selectFrom('account').select('disabled').where('id', 'in', ids).execute()
  expect(open.map(({ disabled }) => disabled)).toEqual([false, false, false])
  await expect(coordinator.run(closeAccounts, { ids })).rejects.toMatchObject({ status: 403 })
})

test('own notices are marked as read together; another’s are not there, and what is read is left', async () => {
  const enterpriseId = await makeEnterprise(nscl.system)
  const owner = await nscl.as('enterprise', { enterpriseId })
  await appraised(nscl, coordinator, enterpriseId)
  const unread = async () =>
    (await owner.run(listNotices, {})).rows.filter(({ state }) => state === 'unread').map(({ id }) => id)
  const ids = await unread()
  expect(ids.length).toBeGreaterThan(1)
  expect(outcomes(await owner.run(readChosen, { ids: ids.slice(0, 1) }))).toEqual(['done'])
  const rest = await owner.run(readChosen, { ids })
  expect(outcomes(rest)).toEqual(['left', ...ids.slice(1).map(() => 'done')])
  expect(reasons(rest)[0]).toBe('Đã đọc rồi.')
  expect(await unread()).toEqual([])
  expect(outcomes(await coordinator.run(readChosen, { ids, preview: true }))).toEqual(ids.map(() => 'left'))
})

test('what enterprises declared of a criterion is confirmed together, each as it declared it', async () => {
  const { id: criterionId } = await nscl.system.db
    .selectFrom('criterion')
    .select('id')
    .where('bySize', '=', false)
    .orderBy('ord')
    .executeTakeFirstOrThrow()
  const declared = async (met: boolean, note: string) => {
    const id = await makeEnterprise(nscl.system)
    const owner = await nscl.as('enterprise', { enterpriseId: id })
    await owner.run(setCriterion, {
      ...{ id, criterionId, version: 0, met: met ? 'on' : '', note },
      ...(met ? { fileId: await nscl.evidence('khai.pdf', id) } : {}),
    })
    return id
  }
  const ids = [
    await declared(true, 'Sản phẩm chủ lực'),
    await makeEnterprise(nscl.system),
    await declared(true, 'OCOP'),
  ]
  before = await acts()
  const done = await coordinator.run(confirmCriteria, { ids, criterionId })
  expect(outcomes(done)).toEqual(['done', 'left', 'done'])
  expect(reasons(done)[1]).toContain('chưa tự khai')
  expect(await acts()).toBe(before + 2)
  const of = async (id: number) =>
    (await coordinator.run(showEnterprise, { id })).criteria.find((one) => one.criterionId === criterionId)
  expect(await of(ids[0] ?? 0)).toMatchObject({ met: true, note: 'Sản phẩm chủ lực', by: 'coordinator' })
  expect(await of(ids[2] ?? 0)).toMatchObject({ met: true, note: 'OCOP' })
  expect(reasons(await coordinator.run(confirmCriteria, { ids: [ids[0]], criterionId }))[0]).toContain(
    'đã được xác nhận',
  )
  const owner = await nscl.as('enterprise', { enterpriseId: ids[0] ?? 0 })
  await expect(owner.run(confirmCriteria, { ids, criterionId })).rejects.toMatchObject({ status: 403 })
})

test('one officer is put in charge of several records; without an officer nothing is given to nobody', async () => {
  const colleague = await nscl.as('coordinator')
  const accountId = colleague.actor.userId ?? ''
  const file = async () =>
    (await coordinator.run(fileApplication, await filing(nscl, await makeEnterprise(nscl.system)))).id
  const ids = [await file(), await file()]
  const preview = await coordinator.run(chargeApplications, { ids, preview: true })
  expect(reasons(preview)).toEqual(['Xin chọn người phụ trách.', 'Xin chọn người phụ trách.'])
  const done = await coordinator.run(chargeApplications, {
    ...{ ids: [...ids, 999_999], accountId, reason: 'Nghỉ phép' },
  })
  expect(outcomes(done)).toEqual(['done', 'done', 'left'])
  for (const recordId of ids) {
    const { officer, history } = await coordinator.run(showOfficer, { record: 'application', recordId })
    expect([officer?.id, history[0]?.reason]).toEqual([accountId, 'Nghỉ phép'])
  }
  const agency = await nscl.as('agency')
  const { id } = await agency.run(reportObstacle, {
    text: 'Thiếu vốn',
    proposal: 'Cho vay',
    reportedOn: '2025-03-01',
  })
  expect(outcomes(await coordinator.run(chargeObstacles, { ids: [id], accountId }))).toEqual(['done'])
})
