import { beforeAll, expect, test } from 'vitest'
import { listNotices } from '../notices/queries.ts'
import { activePlan } from '../plan/index.ts'
import { verifyAudit } from '../platform/audit.ts'
import { createApp } from '../start/app.tsx'
import { browserOn, letIn, testPassword } from '../testing/browser.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import {
  bookAllocationCorrection,
  correctAllocation,
  refuseAllocationCorrection,
} from './allocation-correction.ts'
import { listAllocationCorrections, showAllocationCorrection } from './allocation-correction-queries.ts'
import { allocate, commitDirectly } from './commands.ts'
import { listEntries } from './entry-queries.ts'
import { position } from './queries.ts'

/* An allocation that was booked wrongly is put right by two entries more, proposed by one person and approved by another. */

const nscl = await testSystem()
let coordinator: Someone
let finance: Someone
let leader: Someone
let planId: number
let fileId: number

beforeAll(async () => {
  coordinator = await nscl.as('coordinator')
  finance = await nscl.as('finance')
  leader = await nscl.as('leader')
  planId = (await activePlan({ db: nscl.system.db, planId: null })).id
  fileId = await nscl.evidence()
})

const paper = { documentNumber: '12/QĐ-UBND', documentDate: '2025-01-15' }
const at = (line: string, year = 2025) => ({ line, year, source: 'provincial_st' })
const standing = async (line: string, year = 2025) => {
  const { allocated, remaining } = await position(nscl.system.db, {
    ...{ planId, lineCode: line, year, sourceKey: 'provincial_st' },
  })
  return [allocated, remaining]
}
const allocated = async (line: string, amount: bigint, year = 2025) =>
  (await coordinator.run(allocate, { ...at(line, year), ...paper, fileId, amount })).entryId
const wish = (entryId: number, line: string, amount: bigint, more: object = {}) => ({
  ...{ entryId, ...at(line), ...paper, amount, reason: 'Gõ nhầm số tiền' },
  ...more,
})
const entry = async (id: number) =>
  (await coordinator.run(listEntries, { limit: 1000 })).rows.find((row) => row.id === id)

test('the wrong amount goes back and the right one is booked, each named by the correction, and nothing is edited', async () => {
  const entryId = await allocated('II.1', 30_000_000n)
  const { id } = await coordinator.run(correctAllocation, wish(entryId, 'II.1', 20_000_000n))
  expect(await standing('II.1')).toEqual([30_000_000n, 30_000_000n])
  expect((await entry(entryId))?.correction).toEqual({ id, booked: false, of: 'wrong' })
  expect((await leader.run(listNotices, { kind: 'budget.correctionProposed' })).rows).toHaveLength(1)
  const done = await finance.run(bookAllocationCorrection, { id })
  expect(await standing('II.1')).toEqual([20_000_000n, 20_000_000n])
  const shown = await coordinator.run(showAllocationCorrection, { id })
  expect(shown).toMatchObject({
    ...{ entryId, state: 'booked', rightId: done.entryId, amount: 20_000_000n },
    wrong: { amount: 30_000_000n, documentNumber: paper.documentNumber },
  })
  expect(await entry(entryId)).toMatchObject({
    ...{ amount: 30_000_000n, correction: { id, booked: true, of: 'wrong' } },
  })
  expect(await entry(shown.rightId ?? 0)).toMatchObject({
    ...{ kind: 'allocation', amount: 20_000_000n, correction: { id, of: 'right' } },
  })
  expect(await entry(shown.backId ?? 0)).toMatchObject({
    ...{
      kind: 'withdrawal',
      amount: 30_000_000n,
      occurredOn: paper.documentDate,
      correction: { id, of: 'back' },
    },
    note: `Đính chính bút toán ${entryId}: Gõ nhầm số tiền`,
  })
  expect((await coordinator.run(listNotices, { kind: 'budget.correctionSettled' })).rows).toHaveLength(1)
  expect((await problemOf(coordinator.run(correctAllocation, wish(entryId, 'II.1', 1n)))).code).toBe(
    'budget.allocationCorrected',
  )
  const again = await coordinator.run(correctAllocation, wish(done.entryId, 'II.1', 25_000_000n))
  await leader.run(bookAllocationCorrection, { id: again.id })
  expect(await standing('II.1')).toEqual([25_000_000n, 25_000_000n])
  const { findings } = await verifyAudit(nscl.system.db, nscl.system.auditKey)
  expect(findings.filter(({ where }) => !where.startsWith('file '))).toEqual([])
})

test('whoever proposes does not approve, and what is not approved leaves the entry as it is', async () => {
  const entryId = await allocated('II.2', 10_000_000n)
  const { id } = await finance.run(correctAllocation, wish(entryId, 'II.2', 9_000_000n))
  expect((await problemOf(finance.run(bookAllocationCorrection, { id }))).code).toBe('controls.samePerson')
  expect((await problemOf(coordinator.run(bookAllocationCorrection, { id }))).status).toBe(403)
  expect(
    (await problemOf(coordinator.run(correctAllocation, wish(entryId, 'II.2', 8_000_000n)))).status,
  ).toBe(409)
  await leader.run(refuseAllocationCorrection, { id, reason: 'Số đã ghi là đúng' })
  expect(await standing('II.2')).toEqual([10_000_000n, 10_000_000n])
  expect((await entry(entryId))?.correction).toBeNull()
  expect((await problemOf(leader.run(bookAllocationCorrection, { id }))).code).toBe(
    'budget.correctionSettled',
  )
  const next = await finance.run(correctAllocation, wish(entryId, 'II.2', 7_000_000n))
  await finance.run(refuseAllocationCorrection, { id: next.id, reason: 'Tự rút' })
  const { rows } = await coordinator.run(listAllocationCorrections, { state: 'refused' })
  expect(rows.map(({ refusal }) => refusal)).toEqual(['Tự rút', 'Số đã ghi là đúng'])
})

test('money that was committed is not corrected away, on its own line or to another', async () => {
  const entryId = await allocated('I.1', 10_000_000n)
  await coordinator.run(commitDirectly, {
    ...{
      ...at('I.1'),
      ...paper,
      documentDate: '2025-02-01',
      purpose: 'Hợp đồng',
      fileId,
      amount: 8_000_000n,
    },
  })
  const less = await coordinator.run(correctAllocation, wish(entryId, 'I.1', 7_999_999n))
  expect((await problemOf(leader.run(bookAllocationCorrection, { id: less.id }))).code).toBe(
    'budget.notEnough',
  )
  expect(await standing('I.1')).toEqual([10_000_000n, 2_000_000n])
  await leader.run(refuseAllocationCorrection, { id: less.id, reason: 'Đã cam kết' })
  const away = await coordinator.run(correctAllocation, wish(entryId, 'I.2', 10_000_000n))
  expect((await problemOf(leader.run(bookAllocationCorrection, { id: away.id }))).status).toBe(409)
  await leader.run(refuseAllocationCorrection, { id: away.id, reason: 'Đã cam kết' })
  const enough = await coordinator.run(correctAllocation, wish(entryId, 'I.1', 8_000_000n))
  await leader.run(bookAllocationCorrection, { id: enough.id })
  expect(await standing('I.1')).toEqual([8_000_000n, 0n])
})

test('an allocation goes to the line, year and paper that it should have had', async () => {
  const entryId = await allocated('I.3', 6_000_000n)
  const right = { documentNumber: '13/QĐ-UBND', documentDate: '2025-01-20', note: 'Theo phụ lục' }
  const { id } = await coordinator.run(correctAllocation, wish(entryId, 'I.4', 6_000_000n, right))
  await finance.run(bookAllocationCorrection, { id })
  expect([await standing('I.3'), await standing('I.4')]).toEqual([
    [0n, 0n],
    [6_000_000n, 6_000_000n],
  ])
  const { rightId } = await coordinator.run(showAllocationCorrection, { id })
  expect(await entry(rightId ?? 0)).toMatchObject({
    lineCode: 'I.4',
    documentNumber: '13/QĐ-UBND',
    note: 'Theo phụ lục',
  })
})

test('what could not be allocated is not proposed: over the estimate, a day that is not the year’s, nothing changed, another kind of entry', async () => {
  const entryId = await allocated('III.2', 5_000_000n)
  const { entryId: back } = await coordinator
    .run(commitDirectly, {
      ...{ ...at('III.2'), ...paper, documentDate: '2025-02-01', purpose: 'Hợp đồng', fileId, amount: 1n },
    })
    .then(async () => ({
      entryId: (await coordinator.run(listEntries, { kind: 'commitment', limit: 1 })).rows[0]?.id ?? 0,
    }))
  const fields = async (input: object) =>
    (await problemOf(coordinator.run(correctAllocation, input as never))).fields.map(({ field }) => field)
  expect(await fields(wish(entryId, 'III.2', 900_000_000_000n))).toContain('amount')
  expect(await fields(wish(entryId, 'III.2', 1n, { documentDate: '2023-01-01' }))).toContain('documentDate')
  expect(await fields(wish(entryId, 'XX', 1n))).toContain('line')
  expect((await problemOf(coordinator.run(correctAllocation, wish(entryId, 'III.2', 5_000_000n)))).code).toBe(
    'record.unchanged',
  )
  expect((await problemOf(coordinator.run(correctAllocation, wish(back, 'III.2', 1n)))).code).toBe(
    'budget.notAllocation',
  )
})

test('two who approve at once book it once', async () => {
  const entryId = await allocated('II.1', 4_000_000n)
  const before = await standing('II.1')
  const { id } = await coordinator.run(correctAllocation, wish(entryId, 'II.1', 3_000_000n))
  const both = await Promise.allSettled([
    finance.run(bookAllocationCorrection, { id }),
    leader.run(bookAllocationCorrection, { id }),
  ])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect((await standing('II.1'))[0]).toBe((before[0] ?? 0n) - 1_000_000n)
})

test('the pages: the form with what is booked, the correction beside it, and who may approve it', async () => {
  const entryId = await allocated('II.2', 2_000_000n)
  const sign = async (who: Someone) => {
    const browser = browserOn(createApp(nscl.system), nscl.system)
    await browser.post('/sign-in', {
      email: await letIn(nscl.system, who.actor.userId ?? ''),
      password: testPassword,
    })
    return browser
  }
  const desk = await sign(coordinator)
  expect((await desk.get('/budget/entries?kind=allocation')).text).toContain(
    `/budget/entries/${entryId}/correction`,
  )
  const shown = await desk.get(`/budget/entries/${entryId}/correction`)
  const form = shown.forms.find(({ action }) => action.endsWith('/correction'))
  expect(form?.values).toMatchObject({ line: 'II.2', year: '2025', amount: '2.000.000' })
  const sent = await desk.post(`/budget/entries/${entryId}/correction`, {
    ...form?.values,
    ...{ amount: '1.500.000', reason: 'Ghi thừa' },
  })
  const page = sent.location ?? ''
  expect(page).toMatch(/^\/budget\/allocation-corrections\/\d+/)
  const own = await desk.get(page.replace(/\?.*/, ''))
  expect(own.text).not.toContain('Duyệt và ghi sổ')
  const other = await sign(leader)
  expect((await other.get(page.replace(/\?.*/, ''))).text).toContain('Duyệt và ghi sổ')
  expect((await other.get('/budget/allocation-corrections?export=csv')).text).toContain('Ghi thừa')
})
