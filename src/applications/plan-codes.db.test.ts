import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { showCommitment } from '../budget/commitment-queries.ts'
import { allocate, commitDirectly, position } from '../budget/index.ts'
import { budgetChoices } from '../budget/queries.ts'
import { setCriterion, showEnterprise } from '../enterprises/index.ts'
import { activePlan } from '../plan/index.ts'
import { acceptDraft } from '../plan-drafts/accept.ts'
import { startAmendment } from '../plan-drafts/amendment.tsx'
import { editDraft, readDraft } from '../plan-drafts/commands.ts'
import type { DraftDocument } from '../plan-drafts/index.ts'
import { showDraft } from '../plan-drafts/queries.ts'
import { completeDocument } from '../plan-drafts/rules.ts'
import { storeUpload } from '../platform/files.ts'
import { makeEnterprise } from '../support/testing.ts'
import { showTurn } from '../support/turn-queries.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { fileApplication } from './file.ts'
import { showApplication } from './queries.ts'
import { rankApplications } from './rank-queries.ts'
import { accepted, appraised, filing } from './testing.ts'
import { applicationYears } from './year-queries.ts'

/*
 * The plan of Hòa An, a province that is made up: roman III pays for the support of enterprises, criterion b is that of small and
 * medium-sized ones, the estimate is of other funds. Nothing of Plan 181's codes holds in it.
 */

const nscl = await testSystem()
const { db, files } = nscl.system
let coordinator: Someone
let planId: number
let enterpriseId: number

const signed = readFileSync(new URL('../../data/plans/plan-181.md', import.meta.url), 'utf8')

/** Line III of Plan 181 and what is under it become IV, line IV becomes III. */
const codes: Readonly<Record<string, string>> = { III: 'IV', 'III.1': 'IV.1', 'III.2': 'IV.2', IV: 'III' }
const codeOf = (code: string) => codes[code] ?? code

function budgetOfHoaAn({ budget }: DraftDocument): DraftDocument['budget'] {
  const lines = budget.lines.map((line) => ({
    ...line,
    code: codeOf(line.code),
    parent: line.parent === null ? null : codeOf(line.parent),
  }))
  return { ...budget, lines, source: 'other', supportLine: 'III' }
}

async function edited(id: number, part: string, content: unknown): Promise<void> {
  const { version } = await coordinator.run(showDraft, { id })
  await coordinator.run(editDraft, { id, version, part, content })
}

beforeAll(async () => {
  coordinator = await nscl.as('coordinator')
  const file = await storeUpload(db, files, {
    name: 'ke-hoach-77.md',
    bytes: new TextEncoder().encode(signed.replace('181 /KH-UBND', '77/KH-UBND')),
    uploadedBy: coordinator.actor.userId,
    enterpriseId: null,
  })
  const { id } = await coordinator.run(readDraft, { fileId: file.id })
  const { document, sources } = await coordinator.run(showDraft, { id })
  // what the text of Plan 181 makes the reader propose
  expect(document.budget).toMatchObject({ source: 'provincial_st', supportLine: 'IV' })
  expect(document.criteria.filter(({ bySize }) => bySize).map(({ code }) => code)).toEqual(['a'])
  const known = sources.map(({ key }) => key)
  expect(known).toEqual(expect.arrayContaining(['provincial_st', 'enterprise', 'other']))
  await edited(id, 'budget', { budget: budgetOfHoaAn(document) })
  const { objective, objectives, orientation, targets } = document
  await edited(id, 'targets', {
    ...{ objective, objectives, orientation },
    // A target that is the quantity of lines names them by the new codes.
    targets: targets.map((target) =>
      target.lines === undefined
        ? target
        : {
            ...target,
            lines: target.lines
              .split(/[;,]\s*/)
              .map(codeOf)
              .join('; '),
          },
    ),
  })
  const [small, key, ...others] = document.criteria
  if (small === undefined || key === undefined) throw new Error('Plan 181 has criteria')
  await edited(id, 'criteria', {
    participants: document.participants,
    beneficiaries: document.beneficiaries,
    criteria: [{ ...key, code: 'a' }, { ...small, code: 'b' }, ...others],
  })
  const { version } = await coordinator.run(showDraft, { id })
  const [{ id: replacesPlanId }] = [await activePlan({ db, planId: null })]
  planId = (await coordinator.run(acceptDraft, { id, version, replacesPlanId })).planId
  enterpriseId = await makeEnterprise(nscl.system)
})

test('its codes are the plan’s own', async () => {
  expect(await activePlan({ db, planId: null })).toMatchObject({
    id: planId,
    number: '77/KH-UBND',
    supportLine: 'III',
    budgetSource: 'other',
  })
  const { lines, source } = await coordinator.run(budgetChoices, {})
  expect(source).toBe('other')
  expect(lines.filter(({ direct }) => direct).map(({ code }) => code)).not.toContain('III')
  expect(lines.filter(({ direct }) => direct).map(({ code }) => code)).toContain('IV.1')
})

test('criterion b follows from the size class, and a is confirmed like the others', async () => {
  const { criteria } = await coordinator.run(showEnterprise, { id: enterpriseId })
  expect(criteria.slice(0, 2)).toMatchObject([
    { code: 'a', met: null, by: null },
    { code: 'b', met: true, by: 'size' },
  ])
  const [a, b] = criteria
  const said = { id: enterpriseId, version: 0, met: 'true', note: 'x', fileId: await nscl.evidence() }
  expect(
    (await problemOf(coordinator.run(setCriterion, { ...said, criterionId: b?.criterionId }))).code,
  ).toBe('enterprises.criterionFollows')
  await coordinator.run(setCriterion, { ...said, criterionId: a?.criterionId })
})

test('an application goes by decision to a commitment on line III from the plan’s source, and its turn opens', async () => {
  await coordinator.run(allocate, {
    line: 'III',
    year: '2025',
    source: 'other',
    amount: '500.000.000',
    documentNumber: '1/QĐ',
    documentDate: '2025-01-02',
    fileId: await nscl.evidence(),
  })
  const direct = {
    line: 'III',
    year: '2025',
    source: 'other',
    amount: '1.000.000',
    purpose: 'Hội nghị',
    documentNumber: '2/HĐ',
    documentDate: '2025-01-03',
    fileId: await nscl.evidence(),
  }
  expect((await problemOf(coordinator.run(commitDirectly, direct))).fields[0]?.field).toBe('line')
  const id = await appraised(nscl, coordinator, enterpriseId)
  const ranking = await coordinator.run(rankApplications, { year: '2025' })
  expect(ranking).toMatchObject({ plan: { supportLine: 'III' }, remaining: 500_000_000n })
  expect(ranking.rows[0]?.met.toSorted()).toEqual(['a', 'b'])
  expect(await coordinator.run(showApplication, { id })).toMatchObject({ supportLine: 'III' })
  const turn = await coordinator.run(showTurn, { id: await accepted(coordinator, id) })
  expect(await coordinator.run(showCommitment, { id: turn.money.commitmentId })).toMatchObject({
    lineCode: 'III',
    sourceName: 'Kinh phí huy động từ các nguồn hợp pháp khác',
    amount: 90_000_000n,
    enterpriseId,
  })
  const at = { planId, year: 2025, lineCode: 'III' }
  expect(await position(db, { ...at, sourceKey: 'other' })).toMatchObject({
    committed: 90_000_000n,
    remaining: 410_000_000n,
  })
  expect(await position(db, { ...at, sourceKey: 'provincial_st' })).toMatchObject({ committed: 0n })
})

test('the line must be one of the budget without parts, and one criterion alone follows from the size', async () => {
  const { draftId } = await coordinator.run(startAmendment, { planId })
  const { document } = await coordinator.run(showDraft, { id: draftId })
  const fieldsOf = (draft: DraftDocument) => {
    const complete = completeDocument(draft)
    return complete.ok ? [] : complete.fields.map(({ field }) => field)
  }
  const pays = (supportLine: string | null) => ({ ...document, budget: { ...document.budget, supportLine } })
  expect(fieldsOf(document)).toEqual([])
  expect(fieldsOf(pays('IX'))).toEqual(['budget.supportLine'])
  expect(fieldsOf(pays('IV'))).toEqual(['budget.supportLine'])
  expect(fieldsOf(pays(null))).toEqual([])
  const both = document.criteria.map((row, place) => ({ ...row, bySize: place === 1 || place === 3 }))
  expect(fieldsOf({ ...document, criteria: both })).toEqual(['criteria.3.bySize'])
})

test('amended to have no support line, the plan says so: applications are closed with words', async () => {
  const waiting = await appraised(nscl, coordinator, await makeEnterprise(nscl.system))
  const { draftId } = await coordinator.run(startAmendment, { planId })
  const { document } = await coordinator.run(showDraft, { id: draftId })
  await edited(draftId, 'budget', { budget: { ...document.budget, supportLine: null } })
  const { version } = await coordinator.run(showDraft, { id: draftId })
  await coordinator.run(acceptDraft, {
    id: draftId,
    version,
    fileId: await nscl.evidence(),
    amendedBy: 'Quyết định số 9/QĐ-UBND',
    amendedOn: '2025-07-01',
    reason: 'Thôi hỗ trợ',
  })
  expect((await coordinator.run(applicationYears, {})).open).toBe(false)
  const refused = await problemOf(
    coordinator.run(fileApplication, await filing(nscl, await makeEnterprise(nscl.system))),
  )
  expect(refused).toMatchObject({ status: 409, code: 'applications.closed' })
  expect(refused.words.vi).toContain('không có mục kinh phí hỗ trợ doanh nghiệp')
  expect((await problemOf(accepted(coordinator, waiting))).code).toBe('applications.closed')
  expect((await coordinator.run(rankApplications, { year: '2025' })).remaining).toBeNull()
  expect((await coordinator.run(showApplication, { id: waiting })).remaining).toBeNull()
})
