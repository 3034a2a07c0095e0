import { expect, test } from 'vitest'
import { verifyAudit } from '../platform/audit.ts'
import { problemOf } from '../testing/problem.ts'
import { testSystem } from '../testing/system.ts'
import {
  askCorrection,
  listCorrections,
  myCorrections,
  settleCorrection,
  showCorrectionTerm,
} from './corrections.ts'

const { system, as } = await testSystem()
const admin = await as('coordinator', { admin: true })
const nameOf = async (id: string | null) =>
  await system.db
    .selectFrom('account')
    .select(['name', 'email'])
    .where('id', '=', id ?? '')
    .executeTakeFirstOrThrow()

test('somebody asks for a correction of the account, and an officer corrects it', async () => {
  const someone = await as('finance')
  const { id } = await someone.run(askCorrection, {
    field: 'name',
    wrong: 'Sai tên đệm',
    wanted: 'Trần Thị Bé',
  })
  expect((await someone.run(myCorrections, {})).rows).toMatchObject([{ id, state: 'asked', dueOn: null }])
  await admin.run(settleCorrection, { id, outcome: 'corrected' })
  expect((await nameOf(someone.actor.userId)).name).toBe('Trần Thị Bé')
  const [row] = (await someone.run(myCorrections, {})).rows
  expect(row).toMatchObject({ state: 'corrected', settledBy: admin.actor.name })
  expect(await problemOf(admin.run(settleCorrection, { id, outcome: 'corrected' }))).toMatchObject({
    code: 'privacy.answered',
  })
})

test('a refusal says why; without a reason nothing is refused', async () => {
  const someone = await as('statistics')
  const { id } = await someone.run(askCorrection, {
    field: 'other',
    wrong: 'Số điện thoại cũ',
    wanted: '0912 345 678',
  })
  expect(await problemOf(admin.run(settleCorrection, { id, outcome: 'refused' }))).toMatchObject({
    status: 422,
  })
  await admin.run(settleCorrection, { id, outcome: 'refused', reason: 'Đúng theo đăng ký kinh doanh' })
  expect((await someone.run(myCorrections, {})).rows).toMatchObject([
    { state: 'refused', reason: 'Đúng theo đăng ký kinh doanh' },
  ])
})

test('an address that is no address, or another account’s, is refused', async () => {
  const someone = await as('leader')
  const other = await nameOf(admin.actor.userId)
  const asked = { field: 'email', wrong: 'Đã đổi thư' }
  expect(await problemOf(someone.run(askCorrection, { ...asked, wanted: 'không phải thư' }))).toMatchObject({
    status: 422,
    fields: [{ field: 'wanted' }],
  })
  const { id } = await someone.run(askCorrection, { ...asked, wanted: other.email })
  expect(await problemOf(admin.run(settleCorrection, { id, outcome: 'corrected' }))).toMatchObject({
    status: 422,
  })
})

test('nobody answers their own request, sees those of others, or answers without the right', async () => {
  const { id } = await admin.run(askCorrection, { field: 'name', wrong: 'Sai', wanted: 'Tên Khác' })
  expect(await problemOf(admin.run(settleCorrection, { id, outcome: 'corrected' }))).toMatchObject({
    code: 'privacy.ownRequest',
  })
  const someone = await as('agency')
  expect((await someone.run(myCorrections, {})).rows).toEqual([])
  for (const operation of [listCorrections, settleCorrection] as const)
    expect(
      await problemOf(someone.run(operation as typeof listCorrections, { id, outcome: 'corrected' })),
    ).toMatchObject({
      status: 403,
    })
})

test('the term is a row with its source, and no number is invented', async () => {
  expect(await admin.run(showCorrectionTerm, {})).toEqual({
    days: null,
    source: expect.stringContaining('91/2025/QH15'),
  })
  await system.db.updateTable('requestTerm').set({ days: 10 }).execute()
  const { rows } = await admin.run(listCorrections, { state: 'asked' })
  expect(rows.length).toBeGreaterThan(0)
  expect(rows.every(({ dueOn }) => dueOn !== null)).toBe(true)
  await system.db.updateTable('requestTerm').set({ days: null }).execute()
})

test('the audit trail stays whole', async () => {
  const { findings } = await verifyAudit(system.db, system.auditKey)
  expect(findings.filter(({ where }) => !where.startsWith('request_term'))).toEqual([])
})
