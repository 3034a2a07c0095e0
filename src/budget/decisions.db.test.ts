import { beforeAll, expect, test } from 'vitest'
import { activePlan } from '../plan/index.ts'
import { verifyAudit } from '../platform/audit.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { bookAllocationCorrection, correctAllocation } from './allocation-correction.ts'
import { approveCorrection, closeYear, proposeCorrection } from './closings.ts'
import { allocate, commitDirectly } from './commands.ts'
import { bookDecisionCorrection, correctDecision, refuseDecisionCorrection } from './decision-corrections.ts'
import { listDecisions, showDecision } from './decision-queries.ts'
import { decide } from './decisions.ts'
import { budgetOverview, position } from './queries.ts'

/* One decision for many lines: it is booked whole or not at all, a shift comes to nought, and a correction is approved by another. */

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

const source = 'provincial_st'
let number = 0
const paper = () => {
  number += 1
  return {
    documentNumber: `${number}/QĐ-UBND`,
    documentDate: '2025-02-10',
    issuer: 'Ủy ban nhân dân tỉnh',
    subject: 'Giao dự toán',
    year: 2025,
    fileId,
    reason: 'Theo tờ trình',
  }
}
const entries = (amounts: Readonly<Record<string, bigint>>) =>
  Object.entries(amounts).map(([line, amount]) => ({ line, source, amount }))
const standing = async (line: string, year = 2025) => {
  const { allocated, remaining } = await position(nscl.system.db, {
    planId,
    lineCode: line,
    year,
    sourceKey: source,
  })
  return [allocated, remaining]
}
const give = async (amounts: Readonly<Record<string, bigint>>) =>
  (
    await coordinator.run(decide, {
      ...paper(),
      kind: 'allocation',
      overEstimate: true,
      entries: entries(amounts),
    })
  ).id
const leaves = async () => {
  const { lines } = await coordinator.run(budgetOverview, { year: 2025, source })
  return lines.filter((line) => !line.group).map(({ code }) => code)
}

test('one decision gives to many lines under one number and file; an empty field is no entry', async () => {
  const [one = '', two = '', three = ''] = await leaves()
  const { id } = await finance.run(decide, {
    ...{ ...paper(), kind: 'allocation', overEstimate: true },
    entries: [...entries({ [one]: 10_000_000n, [two]: 20_000_000n }), { line: three, source, amount: '' }],
  })
  expect(await standing(one)).toEqual([10_000_000n, 10_000_000n])
  const shown = await coordinator.run(showDecision, { id })
  expect(shown).toMatchObject({
    kind: 'allocation',
    state: 'booked',
    entries: 2,
    given: 30_000_000n,
    taken: 0n,
  })
  expect(shown.file?.id).toBe(fileId)
  expect(shown.lines.every(({ entryId }) => entryId !== null)).toBe(true)
})

test('a shift is one decision that comes to nought and moves the estimate with the money', async () => {
  const [one = '', two = ''] = await leaves()
  const before = await coordinator.run(budgetOverview, { year: 2025, source })
  const [first = 0n] = await standing(one)
  const [second = 0n] = await standing(two)
  const off = await problemOf(
    finance.run(decide, {
      ...paper(),
      kind: 'shift',
      entries: entries({ [one]: -2_000_000n, [two]: 1_000_000n }),
    }),
  )
  expect(off.fields).toMatchObject([{ field: 'entries' }])
  const { id } = await finance.run(decide, {
    ...{ ...paper(), kind: 'shift', entries: entries({ [one]: -2_000_000n, [two]: 2_000_000n }) },
  })
  expect((await standing(one))[0]).toBe(first - 2_000_000n)
  expect((await standing(two))[0]).toBe(second + 2_000_000n)
  const after = await coordinator.run(budgetOverview, { year: 2025, source })
  const cell = (of: typeof after, code: string) => of.lines.find((line) => line.code === code)?.cell
  expect(cell(after, one)?.adjusted).toBe((cell(before, one)?.adjusted ?? 0n) - 2_000_000n)
  expect(cell(after, two)?.estimate).toBe(cell(before, two)?.estimate)
  expect(after.total.adjusted).toBe(before.total.adjusted)
  expect(await coordinator.run(showDecision, { id })).toMatchObject({ given: 2_000_000n, taken: 2_000_000n })
})

test('nothing that is committed is taken, and every line in error is told at once', async () => {
  const [one = '', two = ''] = await leaves()
  await give({ [one]: 5_000_000n })
  const [, free = 0n] = await standing(one)
  await coordinator.run(commitDirectly, {
    ...{ line: one, source, year: 2025, amount: free - 1_000_000n, purpose: 'Hội nghị' },
    ...{ documentNumber: '1/HĐ', documentDate: '2025-03-01', fileId },
  })
  const wrong = await problemOf(
    finance.run(decide, {
      ...{ ...paper(), kind: 'withdrawal', reason: 'Thu hồi' },
      entries: [...entries({ [one]: 1_000_001n, 'X.9': 1n }), ...entries({ [two]: 999_000_000_000n })],
    }),
  )
  expect(wrong.fields.map(({ field }) => field)).toEqual([
    'entries.0.amount',
    'entries.1.amount',
    'entries.2.amount',
  ])
  await finance.run(decide, { ...paper(), kind: 'withdrawal', entries: entries({ [one]: 1_000_000n }) })
  expect((await standing(one))[1]).toBe(0n)
})

test('what is asked and missing is told beside what is wrong with the entries', async () => {
  const [one = ''] = await leaves()
  const { reason: _reason, ...rest } = paper()
  const wrong = await problemOf(
    finance.run(decide, {
      ...{ ...rest, kind: 'allocation', documentNumber: '', documentDate: '2099-01-01' },
      entries: [...entries({ [one]: -5n }), { line: one, source, amount: 'abc' }],
    }),
  )
  expect(wrong.fields.map(({ field }) => field).toSorted()).toEqual([
    'documentDate',
    'documentNumber',
    'entries.0.amount',
    'entries.1.amount',
  ])
})

test('a correction is proposed, approved by another person, and books the difference alone', async () => {
  const [one = '', two = '', three = ''] = await leaves()
  const id = await give({ [two]: 7_000_000n, [three]: 3_000_000n })
  const [second = 0n] = await standing(two)
  const [third = 0n] = await standing(three)
  const { year: _year, ...right } = paper()
  const ask = { ...right, id, overEstimate: true, entries: entries({ [two]: 6_000_000n, [one]: 1_000_000n }) }
  const made = await finance.run(correctDecision, ask)
  expect((await standing(two))[0]).toBe(second)
  expect((await problemOf(finance.run(bookDecisionCorrection, { id: made.id }))).code).toBe(
    'controls.samePerson',
  )
  expect((await problemOf(coordinator.run(correctDecision, ask))).code).toBe('budget.decisionCorrectionWaits')
  await leader.run(bookDecisionCorrection, { id: made.id })
  expect((await standing(two))[0]).toBe(second - 1_000_000n)
  expect((await standing(three))[0]).toBe(third - 3_000_000n)
  const shown = await coordinator.run(showDecision, { id })
  expect(shown.standing.map(({ lineCode, amount }) => [lineCode, amount]).toSorted()).toEqual(
    [
      [one, 1_000_000n],
      [two, 6_000_000n],
    ].toSorted(),
  )
  expect((await problemOf(coordinator.run(correctDecision, ask))).code).toBe('record.unchanged')
  const other = await coordinator.run(correctDecision, { ...ask, entries: entries({ [two]: 1n }) })
  await finance.run(refuseDecisionCorrection, { id: other.id, reason: 'Không có căn cứ' })
  expect((await problemOf(finance.run(bookDecisionCorrection, { id: other.id }))).code).toBe(
    'budget.correctionSettled',
  )
  expect((await standing(two))[0]).toBe(second - 1_000_000n)
})

test('what is booked line by line is a decision of one line, and its correction is linked to it', async () => {
  const [one = ''] = await leaves()
  const { subject: _s, issuer: _i, reason: _r, ...single } = paper()
  const { entryId } = await coordinator.run(allocate, {
    ...{ ...single, line: one, source, amount: 4_000_000n, overEstimate: true, note: 'Văn bản điều chỉnh' },
  })
  const find = async () =>
    (await coordinator.run(listDecisions, { q: single.documentNumber, limit: 100 })).rows.filter(
      (row) => row.documentNumber === single.documentNumber,
    )
  const [decision] = await find()
  expect(decision).toMatchObject({ kind: 'allocation', entries: 1, given: 4_000_000n, overEstimate: true })
  const { id } = await coordinator.run(correctAllocation, {
    ...{
      ...single,
      entryId,
      line: one,
      source,
      amount: 3_000_000n,
      overEstimate: true,
      note: 'x',
      reason: 'Gõ nhầm',
    },
  })
  await finance.run(bookAllocationCorrection, { id })
  const shown = await coordinator.run(showDecision, { id: decision?.id ?? 0 })
  expect(shown.corrections).toHaveLength(1)
  expect(shown.standing).toMatchObject([{ lineCode: one, amount: 3_000_000n }])
  expect(shown.correctEntry).toBe(entryId)
  // An entry of a decision on several lines is corrected with it.
  const many = await give({ [one]: 11n, [(await leaves())[1] ?? '']: 12n })
  const entry = (await coordinator.run(showDecision, { id: many })).lines[0]?.entryId ?? 0
  const refused = coordinator.run(correctAllocation, {
    ...{
      ...single,
      entryId: entry,
      line: one,
      source,
      amount: 1n,
      overEstimate: true,
      note: 'x',
      reason: 'x',
    },
  })
  expect((await problemOf(refused)).code).toBe('budget.correctDecision')
})

test('the same paper sent twice is booked once, whether with one key or from two desks at once', async () => {
  const [, two = '', three = ''] = await leaves()
  const input = {
    ...paper(),
    kind: 'allocation',
    overEstimate: true,
    entries: entries({ [two]: 21n, [three]: 22n }),
  }
  const first = await finance.run(decide, input, 'decision-1')
  expect(await finance.run(decide, input, 'decision-1')).toEqual(first)
  const again = { ...input, ...{ documentNumber: paper().documentNumber } }
  const results = await Promise.allSettled([
    finance.run(decide, again),
    coordinator.run(decide, again),
    finance.run(decide, again),
  ])
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('a year that is closed takes no decision', async () => {
  const { lines } = await coordinator.run(budgetOverview, { year: 2024, source })
  const one = lines.find((line) => !line.group && line.cell.estimate > 0n)?.code ?? ''
  const at = { ...paper(), year: 2024, documentDate: '2024-02-01', overEstimate: false }
  await finance.run(decide, { ...at, kind: 'allocation', entries: entries({ [one]: 1_000n }) })
  await finance.run(closeYear, { year: 2024, documentNumber: '9/BB', closedOn: '2025-02-20', fileId })
  const late = finance.run(decide, {
    ...at,
    documentNumber: 'khác',
    kind: 'allocation',
    entries: entries({ [one]: 1n }),
  })
  expect((await problemOf(late)).code).toBe('budget.yearClosed')
})

test('a decision of a closed year is corrected by one booking that another person let through', async () => {
  const { lines } = await coordinator.run(budgetOverview, { year: 2024, source })
  const [one = '', two = ''] = lines.filter(({ group }) => !group).map(({ code }) => code)
  const before = lines.map(({ code, cell }) => [code, cell.allocated] as const)
  // The year was closed with one decision on one line; the correction adds a decision that was forgotten, and puts it right.
  const at = { ...paper(), year: 2024, documentDate: '2024-02-01', overEstimate: true }
  const forgotten = { ...at, kind: 'allocation', entries: entries({ [one]: 2_000n, [two]: 3_000n }) }
  const open = async () => {
    const { id } = await finance.run(proposeCorrection, { year: 2024, reason: 'Sót một quyết định' })
    await leader.run(approveCorrection, { id })
  }
  await open()
  const { id } = await finance.run(decide, forgotten)
  const { year: _year, ...right } = { ...paper(), documentDate: '2024-02-01' }
  const ask = { ...right, id, overEstimate: true, entries: entries({ [one]: 1_000n, [two]: 3_000n }) }
  expect((await problemOf(finance.run(correctDecision, ask))).code).toBe('budget.yearClosed')
  await open()
  const made = await finance.run(correctDecision, ask)
  await leader.run(bookDecisionCorrection, { id: made.id })
  const after = await coordinator.run(budgetOverview, { year: 2024, source })
  const now = (code: string) => after.lines.find((line) => line.code === code)?.cell.allocated ?? 0n
  const was = (code: string) => before.find(([line]) => line === code)?.[1] ?? 0n
  expect([now(one) - was(one), now(two) - was(two)]).toEqual([1_000n, 3_000n])
  // One booking for each correction that was let through.
  expect(
    (await problemOf(finance.run(correctDecision, { ...ask, entries: entries({ [two]: 3_000n }) }))).code,
  ).toBe('budget.yearClosed')
})

test('the trail of all of it verifies', async () => {
  const { findings } = await verifyAudit(nscl.system.db, nscl.system.auditKey)
  expect(findings.filter(({ where }) => !where.startsWith('file '))).toEqual([])
})
