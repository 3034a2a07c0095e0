import { beforeAll, expect, test } from 'vitest'
import { showDecision } from '../budget/decision-queries.ts'
import { addNeed } from '../needs/index.ts'
import { listNotices } from '../notices/index.ts'
import { uploadFile } from '../platform/uploads.ts'
import { makeEnterprise } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import {
  approveYearlyPlan,
  createYearlyPlan,
  editLine,
  gatherLines,
  sendYearlyPlan,
} from '../yearly-plans/index.ts'
import { appraiseEstimate } from './appraisal.ts'
import { createEstimate } from './commands.ts'
import { estimateCuts, settleCut } from './cuts.ts'
import { allocateEstimate, submitEstimate } from './decide.ts'
import { estimateFile } from './document.ts'
import { gatherEstimate } from './gather.ts'
import { showEstimate } from './queries.ts'
import { agreeEstimate, sendEstimate } from './rounds.ts'

const { system, as } = await testSystem()
let officer: Someone
let finance: Someone
let other: Someone
let leader: Someone

beforeAll(async () => {
  officer = await as('coordinator')
  other = await as('coordinator')
  finance = await as('finance')
  leader = await as('leader')
})

/** An estimate of one line that three needs of enterprises and a target hang on, at the finance office. */
async function begin() {
  const { id: planId, startsOn } = await system.db
    .selectFrom('plan')
    .select(['id', 'startsOn'])
    .executeTakeFirstOrThrow()
  const year = Number(startsOn.slice(0, 4))
  const { id: leaf, code } = await system.db
    .selectFrom('budgetLine as l')
    .innerJoin('budgetLineYear as y', 'y.lineId', 'l.id')
    .select(['l.id', 'l.code'])
    .where('y.year', '=', year)
    .where('l.code', '=', 'IV')
    .executeTakeFirstOrThrow()
  const source = await system.db
    .selectFrom('fundingSource')
    .select(['id', 'key'])
    .orderBy('ord')
    .executeTakeFirstOrThrow()
  const target = await system.db
    .selectFrom('target')
    .select('id')
    .where('planId', '=', planId)
    .orderBy('ord')
    .executeTakeFirstOrThrow()
  const owners = [await makeEnterprise(system), await makeEnterprise(system), await makeEnterprise(system)]
  const needs: number[] = []
  for (const enterpriseId of owners)
    needs.push(
      (
        await officer.run(addNeed, {
          kind: 'digital',
          text: 'Áp dụng phần mềm quản lý',
          quantity: 1,
          year,
          enterpriseId,
        })
      ).id,
    )
  await system.db.updateTable('need').set({ planId }).execute()
  const { id: yearlyPlan } = await officer.run(createYearlyPlan, { planId, year, title: 'Kế hoạch năm thử' })
  await officer.run(gatherLines, { id: yearlyPlan, needIds: needs })
  const { id: planLine } = await system.db.selectFrom('yearlyPlanLine').select('id').executeTakeFirstOrThrow()
  await officer.run(editLine, {
    ...{ id: yearlyPlan, planLine, version: 2, title: 'Hỗ trợ chuyển đổi số', quantity: 3, unit: 'hợp đồng' },
    ...{ unitCost: '20000000', sourceId: source.id, lineId: leaf, targetId: target.id, targetQuantity: 3 },
  })
  await officer.run(sendYearlyPlan, { id: yearlyPlan, version: 3 })
  await leader.run(approveYearlyPlan, {
    id: yearlyPlan,
    version: 4,
    number: '9/KH-UBND',
    decidedOn: '2024-12-20',
  })
  const { id } = await officer.run(createEstimate, { planId, year, title: 'Dự toán thử' })
  await officer.run(gatherEstimate, { id, planLineIds: [planLine] })
  await officer.run(sendEstimate, { id, version: 2 })
  const [line] = (await officer.run(showEstimate, { id })).estimateLines
  return { id, line: line?.id ?? 0, owners, needs, year, code, source: source.key, target: target.id }
}

test('an estimate from needs to the decision: cut by the finance office, settled, submitted, allocated once', async () => {
  const { id, line, owners, needs, year, code, source, target } = await begin()
  const unsaid = await problemOf(
    finance.run(appraiseEstimate, { id, version: 3, lines: [{ id: line, amount: '50000000' }] }),
  )
  expect(unsaid.fields).toMatchObject([{ field: 'lines.0.comment' }])
  await finance.run(appraiseEstimate, {
    ...{ id, version: 3 },
    lines: [{ id: line, amount: '50000000', comment: 'Khả năng cân đối ngân sách' }],
  })
  await finance.run(agreeEstimate, { id, version: 4 })
  const agreed = await officer.run(showEstimate, { id })
  expect(agreed).toMatchObject({ state: 'agreed', amount: 60_000_000n, agreed: 50_000_000n, cutsOpen: 1 })
  const early = await problemOf(
    officer.run(submitEstimate, { id, version: 5, number: '1/TTr-SKHCN', submittedOn: '2024-12-25' }),
  )
  expect(early.code).toBe('estimates.cutsOpen')
  const cuts = await officer.run(estimateCuts, { id })
  expect(cuts.rows).toMatchObject([{ id: line, fits: 2, target: { id: target, quantity: 3 }, cut: null }])
  expect(cuts.rows[0]?.needs.map((need) => need.id)).toEqual(needs)
  const owner = await as('enterprise', { enterpriseId: owners[2] })
  const cut = { id, estimateLine: line, version: 5, outcome: 'less', reason: 'Hết kinh phí năm' }
  const bare = await problemOf(officer.run(settleCut, cut))
  expect(bare.fields).toMatchObject([{ field: 'quantity' }])
  await officer.run(settleCut, { ...cut, quantity: 2, needIds: [needs[2]] })
  expect((await owner.run(listNotices, {})).rows.map(({ href }) => href)).toContain('/needs')
  const settled = await officer.run(estimateCuts, { id })
  expect(settled.losses).toMatchObject([{ targetId: target, lost: 1 }])
  expect(settled.rows[0]?.needs.map(({ out }) => out)).toEqual([false, false, true])
  await officer.run(submitEstimate, { id, version: 6, number: '1/TTr-SKHCN', submittedOn: '2024-12-25' })

  const bytes = new TextEncoder().encode('%PDF-1.4\n%\n')
  const upload = async (someone: Someone) => (await someone.run(uploadFile, { name: 'qd.pdf', bytes })).id
  const paper = {
    ...{ id, version: 7, documentNumber: '77/QĐ-UBND', documentDate: '2024-12-30' },
    ...{ issuer: 'Ủy ban nhân dân tỉnh', subject: 'Giao dự toán' },
  }
  const same = await problemOf(finance.run(allocateEstimate, { ...paper, fileId: await upload(finance) }))
  expect(same.code).toBe('controls.samePerson')
  const fileId = await upload(other)
  const { decisionId } = await other.run(allocateEstimate, { ...paper, fileId })
  const decision = await other.run(showDecision, { id: decisionId })
  expect(decision).toMatchObject({ documentNumber: '77/QĐ-UBND', year, given: 50_000_000n })
  expect(decision.lines).toMatchObject([{ lineCode: code, source, amount: 50_000_000n }])
  expect(await officer.run(showEstimate, { id })).toMatchObject({
    state: 'allocated',
    decision: '77/QĐ-UBND',
  })
  const again = await problemOf(other.run(allocateEstimate, { ...paper, version: 8, fileId }))
  expect(again.code).toBe('estimates.notSubmitted')
  for (const of of ['estimate', 'appraisal'] as const) {
    const docx = await finance.run(estimateFile, { id, of, format: 'docx' })
    expect(Buffer.from(docx.base64, 'base64').subarray(0, 2).toString()).toBe('PK')
  }
  expect((await leader.run(listNotices, {})).rows.map(({ href }) => href)).toContain(`/estimates/${id}`)
})
