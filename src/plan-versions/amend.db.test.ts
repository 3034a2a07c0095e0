import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { accepted, appraised } from '../applications/testing.ts'
import { completeDuty, listDuties, reopenDuty } from '../duties/index.ts'
import type { PlanDocument } from '../plan/index.ts'
import { indicatorResults, recordFact, showPlan } from '../plan/index.ts'
import { startAmendment } from '../plan-drafts/amendment.tsx'
import { verifyAudit } from '../platform/audit.ts'
import { execute } from '../platform/execute.ts'
import { command } from '../platform/operation.ts'
import { allocate, makeEnterprise, planId } from '../support/testing.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { type Amendment, amendPlan } from './amend.ts'
import { comparePlans } from './compare.ts'
import { listPlans, planVersion, planVersions } from './queries.ts'
import { plan181, withEstimates } from './testing.ts'

const made = await testSystem()
const { system, as, evidence } = made
const { db } = system
const million = 1_000_000n
let coordinator: Someone
let plan: number

beforeAll(async () => {
  coordinator = await as('coordinator')
  plan = await planId(system)
})

/** Accepts an amendment as a command would: in one audited transaction. */
async function amend(document: PlanDocument, change: Partial<Amendment> = {}): Promise<void> {
  const acceptance = command({
    name: 'test.amend',
    summary: { vi: 'Điều chỉnh', en: 'Amend' },
    route: 'POST /test/amend',
    input: z.object({}),
    output: z.object({}),
    may: ['coordinator'],
    async run(context) {
      await amendPlan(context, {
        planId: plan,
        document,
        reason: 'Điều chỉnh theo thực tế',
        amendedBy: 'Quyết định số 12/QĐ-UBND',
        amendedOn: '2025-06-30',
        source: null,
        fileId: null,
        ...change,
      })
      return {}
    },
  })
  await execute(system, acceptance, coordinator.actor, {}, { via: 'page' })
}

async function present(): Promise<PlanDocument> {
  return (await coordinator.run(showPlan, {})).document
}

const lineIds = () =>
  db.selectFrom('budgetLine').select(['id', 'code']).where('planId', '=', plan).orderBy('ord').execute()
const fields = (error: unknown) =>
  typeof error === 'object' && error !== null && 'fields' in error && Array.isArray(error.fields)
    ? error.fields.map((each: { field: string }) => each.field)
    : []
const refusal = async (document: PlanDocument) => {
  const before = await present()
  const error = await amend(document).then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toMatchObject({ status: 409 })
  expect(await present()).toEqual(before)
  return fields(error)
}

test('an amendment after money, results and applications: all keep their rows and follow', async () => {
  await allocate(system, 2025, 400n * million)
  const enterprise = await makeEnterprise(system, 'ab')
  const application = await appraised(made, coordinator, enterprise)
  const turn = await accepted(coordinator, application)
  await recordFact(db, {
    planId: plan,
    kind: 'conference.held',
    year: 2024,
    occurredOn: '2024-12-20',
    subject: 'event:1',
    recordType: 'training_event',
    recordId: 1,
    label: 'Hội nghị',
    fileId: await evidence(),
  })
  const linesBefore = await lineIds()
  const before = plan181()
  const after = withEstimates(plan181(), { 'II.1': { 2025: 0 }, 'II.2': { 2025: 200_000_000 } })
  after.title = { vi: `${after.title.vi} (điều chỉnh)`, en: `${after.title.en} (amended)` }
  for (const target of after.targets)
    if (target.indicator === 'conferences')
      Object.assign(target, { minimum: 3, maximum: 3, vi: '03 hội nghị' })
  after.criteria.push({ code: 'e', vi: 'Doanh nghiệp do phụ nữ làm chủ', en: 'Enterprises owned by women' })
  const fileId = await evidence('quyet-dinh-12.pdf')
  await amend(after, { fileId, source: { file: 'qd-12.pdf', sha256: 'a'.repeat(64), text: 'Quyết định' } })

  expect(await lineIds()).toEqual(linesBefore)
  const { targets } = await coordinator.run(indicatorResults, {})
  expect(targets.find((target) => target.key === 'conferences')).toMatchObject({ minimum: 3, result: 1 })
  const kept = await db
    .selectFrom('supportTurn as t')
    .innerJoin('commitment as c', 'c.id', 't.commitmentId')
    .innerJoin('budgetLine as l', 'l.id', 'c.lineId')
    .select(['l.code', 't.state'])
    .where('t.id', '=', turn)
    .executeTakeFirstOrThrow()
  expect(kept).toEqual({ code: 'IV', state: 'decided' })
  const criteria = await db
    .selectFrom('enterpriseCriterion as e')
    .innerJoin('criterion as c', 'c.id', 'e.criterionId')
    .select('c.code')
    .where('e.enterpriseId', '=', enterprise)
    .execute()
  expect(criteria).toEqual([{ code: 'b' }])
  expect(comparePlans(before, await present()).changes).toBeGreaterThan(3)
})

test('the history says who made each version, when, why and by which document, and shows what changed', async () => {
  const { versions } = await coordinator.run(planVersions, {})
  expect(versions).toMatchObject([
    {
      version: 2,
      amendedBy: 'Quyết định số 12/QĐ-UBND',
      amendedOn: '2025-06-30',
      reason: 'Điều chỉnh theo thực tế',
      enteredBy: coordinator.actor.name,
      file: { name: 'quyet-dinh-12.pdf' },
    },
    { version: 1, amendedBy: null, reason: null, enteredBy: null, file: null },
  ])
  const seen = await (await as('public')).run(planVersions, {})
  expect(seen.versions[0]).toMatchObject({ enteredBy: null, file: null })
  const { before, after } = await coordinator.run(planVersion, { version: '1' })
  expect(before).toEqual(plan181())
  expect(comparePlans(before, after).lines.map((line) => line.code)).toEqual(['II', 'II.1', 'II.2'])
  await expect(coordinator.run(planVersion, { version: '2' })).rejects.toMatchObject({ status: 404 })
})

test('a line or a year on which money stands, or an estimate below what is allocated, is refused with its path', async () => {
  const document = await present()
  const place = document.budget.lines.findIndex((line) => line.code === 'IV')
  const without = withEstimates(
    {
      ...document,
      budget: { ...document.budget, lines: document.budget.lines.filter((line) => line.code !== 'IV') },
    },
    {},
  )
  expect(await refusal(without)).toEqual(['budget.lines'])
  expect(await refusal(withEstimates(document, { IV: { 2025: 399_999_999 } }))).toEqual([
    `budget.lines.${place}.years.2025`,
  ])
  const oneYear = { ...document, budget: { ...document.budget, years: [2024] } }
  for (const line of oneYear.budget.lines) line.years = { 2024: line.years[2024] ?? 0 }
  expect(await refusal(withEstimates(oneYear, {}))).toEqual(['budget.years'])
})

test('an estimate may be lowered to exactly what is allocated', async () => {
  const document = await present()
  await amend(withEstimates(document, { IV: { 2025: 400_000_000 } }))
  const row = await db
    .selectFrom('budgetLineYear as y')
    .innerJoin('budgetLine as l', 'l.id', 'y.lineId')
    .select('y.estimate')
    .where('l.planId', '=', plan)
    .where('l.code', '=', 'IV')
    .where('y.year', '=', 2025)
    .executeTakeFirstOrThrow()
  expect(row.estimate).toBe(400n * million)
})

test('sub-lines under a line on which money stands are refused; under another they are made', async () => {
  const document = await present()
  const child = (code: string, parent: string) => {
    const copy = structuredClone(document)
    const place = copy.budget.lines.findIndex((line) => line.code === parent)
    const whole = copy.budget.lines[place]
    if (whole === undefined) throw new Error(`no line ${parent}`)
    copy.budget.lines.splice(place + 1, 0, {
      ...structuredClone(whole),
      code,
      parent,
      vi: 'Mục con',
      en: 'Part',
    })
    return { copy, at: place + 1 }
  }
  const { copy, at } = child('IV.1', 'IV')
  expect(await refusal(copy)).toEqual([`budget.lines.${at}.parent`])
  await amend(child('V.1', 'V').copy)
  const parts = await db
    .selectFrom('budgetLine as l')
    .innerJoin('budgetLine as p', 'p.id', 'l.parentId')
    .select(['l.code', 'p.code as parent'])
    .where('l.planId', '=', plan)
    .where('l.code', '=', 'V.1')
    .execute()
  expect(parts).toEqual([{ code: 'V.1', parent: 'V' }])
  await amend(document)
  expect((await lineIds()).map((line) => line.code)).toEqual(document.budget.lines.map((line) => line.code))
})

test('a criterion that an enterprise or a ranking rests on stays; one that nothing rests on goes', async () => {
  const document = await present()
  const without = (code: string) => ({
    ...document,
    criteria: document.criteria.filter((criterion) => criterion.code !== code),
  })
  expect(await refusal(without('a'))).toEqual(['criteria'])
  expect(await refusal(without('b'))).toEqual(['criteria'])
  await amend(without('e'))
  expect((await present()).criteria.map((criterion) => criterion.code)).toEqual(['a', 'b', 'c', 'd', 'đ'])
})

test('a year with applications or results cannot leave the period', async () => {
  const document = await present()
  expect(await refusal({ ...document, startsOn: '2025-01-01' })).toEqual(['startsOn'])
  expect(await refusal({ ...document, endsOn: '2024-12-31' })).toContain('endsOn')
})

test('a sum that does not hold and an unknown agency are refused as wrong, not as in use', async () => {
  const document = await present()
  const wrong = structuredClone(document)
  wrong.budget.total += 1
  await expect(amend(wrong)).rejects.toMatchObject({ status: 422 })
  const foreign = structuredClone(document)
  foreign.duties[0]?.agencies.push('nobody')
  await expect(amend(foreign)).rejects.toMatchObject({
    status: 422,
    fields: [{ field: `duties.0.agencies.${document.duties[0]?.agencies.length ?? 0}` }],
  })
  await expect(amend(document, { planId: 999_999 })).rejects.toMatchObject({ status: 404 })
})

test('a duty whose day moves takes its open work along; done work stays; an agency taken out loses its open work', async () => {
  const work = async (code: string) =>
    (await coordinator.run(listDuties, { q: code, limit: 1000 })).rows.filter((row) => row.code === code)
  const [first] = await work('V.1.9')
  if (first === undefined) throw new Error('no report duty')
  await coordinator.run(completeDuty, { id: first.id, doneOn: '2024-11-29', note: 'Báo cáo 300/BC-UBND' })
  const reports = await work('V.5.3')
  const someone = reports.find((row) => row.year === 2024)
  if (someone === undefined) throw new Error('no reports of agencies')
  await coordinator.run(completeDuty, { id: someone.id, doneOn: '2024-12-01', note: 'Báo cáo' })
  const agency = await db
    .selectFrom('dutyItem as i')
    .innerJoin('duty as d', 'd.id', 'i.dutyId')
    .innerJoin('agency as a', 'a.id', 'd.agencyId')
    .select('a.key')
    .where('i.id', '=', someone.id)
    .executeTakeFirstOrThrow()

  const document = await present()
  for (const duty of document.duties) {
    if (duty.code === 'V.1.9') Object.assign(duty, { dueMonth: 12, dueDay: 15 })
    if (duty.code === 'V.5.3') duty.agencies = duty.agencies.filter((key) => key !== agency.key)
  }
  await amend(document)

  expect((await work('V.1.9')).map((row) => [row.year, row.dueOn, row.state])).toEqual([
    [2024, '2024-11-30', 'done'],
    [2025, '2025-12-15', 'late'],
  ])
  const left = await work('V.5.3')
  expect(left).toHaveLength(reports.length - 1)
  expect(left.find((row) => row.id === someone.id)?.state).toBe('done')
  const { holders } = await coordinator.run(showPlan, {})
  expect(holders.filter((holder) => holder.code === 'V.5.3')).toHaveLength(15)
  await coordinator.run(reopenDuty, { id: first.id, reason: 'Sai ngày' })
})

test('quarterly reports asked for from the middle of 2025 on make no work for the quarters before', async () => {
  const document = await present()
  for (const duty of document.duties)
    if (duty.code === 'V.1.7') Object.assign(duty, { recurrence: 'quarterly', dueMonth: null, dueDay: null })
  await amend(document)
  const { rows } = await coordinator.run(listDuties, { q: 'V.1.7', limit: 1000 })
  expect(rows.map((row) => row.dueOn)).toEqual(['2025-06-30', '2025-09-30', '2025-12-31'])
})

test('an amendment is begun once: the draft that is open is gone on with', async () => {
  const one = await coordinator.run(startAmendment, {})
  const again = await coordinator.run(startAmendment, { planId: plan })
  expect([one.opened, again]).toEqual([true, { draftId: one.draftId, opened: false }])
  const draft = await db
    .selectFrom('planDraft')
    .select(['kind', 'planId', 'document'])
    .where('id', '=', one.draftId)
    .executeTakeFirstOrThrow()
  expect(draft).toMatchObject({ kind: 'amendment', planId: plan, document: { number: '181/KH-UBND' } })
  await expect((await as('finance')).run(startAmendment, {})).rejects.toMatchObject({ status: 403 })
})

test('the list of plans counts the amendments, and the audit finds every row as the commands left it', async () => {
  const { plans } = await (await as('public')).run(listPlans, {})
  const history = await coordinator.run(planVersions, {})
  expect(plans).toMatchObject([{ number: '181/KH-UBND', version: history.versions.length, inForce: true }])
  const kept = await db.selectFrom('planVersion').select('version').where('planId', '=', plan).execute()
  expect(kept).toHaveLength(history.versions.length - 1)
  const { findings } = await verifyAudit(db, system.auditKey)
  // what the test itself wrote behind the program's back
  expect(findings.filter((finding) => finding.kind === 'row')).toEqual([])
})
