import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { recordFact, toldInReport } from '../plan/index.ts'
import { acceptMadeUp } from '../plan-drafts/testing.ts'
import { testSystem } from '../testing/system.ts'
import { listWork } from '../work/queries.ts'
import { draftReport, restateReport } from './commands.ts'
import { dueReports, listReports, reportDocument, showReport } from './queries.ts'
import { sealReport } from './seal.ts'
import { verifyReport } from './verification.ts'

/* Two made-up neighbours, whose plans run side by side, beside Plan 181, which has ended. */

const nscl = await testSystem()
const { db } = nscl.system
const coordinator = await nscl.as('coordinator')
const leader = await nscl.as('leader')
const accepted = (number: string, province: string) =>
  acceptMadeUp(nscl, coordinator, {
    number,
    province,
    firstYear: 2026,
    lastYear: 2030,
    issuedOn: '2026-01-10',
  })
const old = (await db.selectFrom('plan').select('id').executeTakeFirstOrThrow()).id
const river = await accepted('20/KH-UBND', 'Cần Thơ')
const coast = await accepted('21/KH-UBND', 'Vĩnh Long')

async function conference(planId: number, title: string): Promise<void> {
  const fileId = await nscl.evidence()
  const event = await db
    .insertInto('trainingEvent')
    .values({
      planId,
      kind: 'conference',
      title,
      heldOn: '2026-06-12',
      place: 'Cần Thơ',
      participants: 45,
      fileId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await recordFact(db, {
    planId,
    kind: 'conference.held',
    year: 2026,
    occurredOn: '2026-06-12',
    subject: `event:${event.id}`,
    recordType: 'training_event',
    recordId: event.id,
    label: title,
    fileId,
  })
}
await conference(river, 'Hội nghị trên sông')
await conference(coast, 'Hội nghị ven biển')
await conference(coast, 'Hội thảo ven biển')

const problem = (fields: string[]) => ({
  status: 422,
  fields: fields.map((field) => expect.objectContaining({ field })),
})

it('is asked of plans that are there and run in the year', async () => {
  await expect(coordinator.run(draftReport, { year: 2026, planIds: [river, 9999] })).rejects.toMatchObject(
    problem(['planIds']),
  )
  await expect(coordinator.run(draftReport, { year: 2026, planIds: [river, old] })).rejects.toMatchObject(
    problem(['planIds']),
  )
})

it('is drafted over both beside each plan’s own report, once, whichever leads; the list finds it under either', async () => {
  const own = await coordinator.run(draftReport, { year: 2026, planId: coast })
  const both = await coordinator.run(draftReport, { year: 2026, planId: river, planIds: [coast, river] })
  await expect(coordinator.run(draftReport, { year: 2026, planIds: [river, coast] })).rejects.toMatchObject({
    status: 409,
  })
  const shown = await coordinator.run(showReport, { id: both.id })
  expect(shown).toMatchObject({ planId: river, beside: [coast], plan: '20/KH-UBND, 21/KH-UBND' })
  expect(shown.heading.subject).toContain('các Kế hoạch số 20/KH-UBND, 21/KH-UBND')
  const reached = shown.figures.targets
    .filter(({ key }) => key === 'conferences')
    .map(({ plan, result }) => [plan?.number, result])
  expect(reached).toEqual([
    ['20/KH-UBND', 1],
    ['21/KH-UBND', 2],
  ])
  const of = async (plan: string) =>
    (await coordinator.run(listReports, { plan })).rows.map(({ id }) => id).sort((a, b) => a - b)
  expect(await of(String(river))).toEqual([both.id])
  expect(await of(String(coast))).toEqual([own.id, both.id].sort((a, b) => a - b))
  expect(await of(String(old))).toEqual([])
})

const stateOf2026 = async () =>
  (await coordinator.run(dueReports, { plan: `${river},${coast}` })).years
    .filter(({ year }) => year === 2026)
    .map(({ plan, state, reportId }) => [plan, state, reportId])
const reportsOf = async (plan: number) =>
  (await coordinator.run(listReports, { plan: String(plan) })).rows.map(({ id, beside }) => ({ id, beside }))

it('is the report of the year of each plan; one that a plan has alone is named first', async () => {
  const [both] = await reportsOf(river)
  const own = (await reportsOf(coast)).find(({ beside }) => beside.length === 0)
  expect(await stateOf2026()).toEqual([
    ['20/KH-UBND', 'draft', both?.id],
    ['21/KH-UBND', 'draft', own?.id],
  ])
  const { rows } = await coordinator.run(listWork, { kind: 'reports.begin' })
  expect(rows.filter(({ subject }) => /2[01]\/KH-UBND/.test(subject.vi))).toEqual([])
})

it('is sealed as a report over both: its data, files and evidence are verified, and a restatement is over the same plans', async () => {
  const { rows } = await coordinator.run(listReports, { plan: String(river) })
  const id = rows[0]?.id ?? 0
  const { figuresSha256 } = await leader.run(showReport, { id })
  await leader.run(sealReport, {
    id,
    number: '30',
    datedOn: '2026-11-20',
    signatory: 'Nguyễn Văn A',
    seen: figuresSha256,
  })
  const sealed = await leader.run(showReport, { id })
  expect(sealed.figures.plans?.map(({ number }) => number)).toEqual(['20/KH-UBND', '21/KH-UBND'])
  expect(sealed.figures.evidenceFile?.facts).toBe(3)
  expect((await leader.run(verifyReport, { id })).ok).toBe(true)
  // Sealed jointly settles the year of both, whatever is drafted of one alone.
  expect(await stateOf2026()).toEqual([
    ['20/KH-UBND', 'sealed', id],
    ['21/KH-UBND', 'sealed', id],
  ])
  // It is the dated duty of each, with the report as its evidence.
  const { rows: reporting } = await sql<{ plan: string; doneOn: string; file: string }>`
    SELECT p.number AS plan, i.done_on, f.name AS file
      FROM duty_item i JOIN duty d ON d.id = i.duty_id JOIN plan p ON p.id = d.plan_id LEFT JOIN file f ON f.id = i.file_id
     WHERE d.plan_id = ANY (${[river, coast]}::int[]) AND i.year = 2026 AND i.done_on IS NOT NULL ORDER BY p.id`.execute(
    db,
  )
  expect(reporting.map(({ plan, doneOn }) => [plan, doneOn])).toEqual([
    ['20/KH-UBND', '2026-11-20'],
    ['21/KH-UBND', '2026-11-20'],
  ])
  expect(reporting.every(({ file }) => file.includes('2-ke-hoach-2026'))).toBe(true)
  expect(await toldInReport(db, coast, 2026)).toBe(true)
  expect(await toldInReport(db, coast, 2027)).toBe(false)
  expect(await toldInReport(db, old, 2024)).toBe(false)
  const { name } = await leader.run(reportDocument, { id, format: 'docx' })
  expect(name).toContain('2-ke-hoach-2026')
  const again = await coordinator.run(restateReport, { id, reason: 'Bổ sung một hội nghị' })
  const edition = await coordinator.run(showReport, { id: again.id })
  expect(edition).toMatchObject({ edition: 2, beside: [coast] })
  expect(edition.editions.map(({ id: one }) => one)).toEqual([id, again.id])
})
