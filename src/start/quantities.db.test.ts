import { readFileSync } from 'node:fs'
import { strFromU8, unzipSync } from 'fflate'
import { beforeAll, expect, test } from 'vitest'
import { addIndicator, confirmValue, enterValue } from '../indicators/index.ts'
import { listOpenQuantities } from '../indicators/quantities/follow.ts'
import { activePlan, indicatorResults } from '../plan/index.ts'
import { acceptDraft } from '../plan-drafts/accept.ts'
import { editDraft, readDraft } from '../plan-drafts/commands.ts'
import { showDraft } from '../plan-drafts/queries.ts'
import { decideNumber, listUndecided } from '../plan-versions/decide.ts'
import { comparePlans } from '../plan-versions/index.ts'
import { planVersion, planVersions } from '../plan-versions/queries.ts'
import { draftReport } from '../reports/commands.ts'
import { reportDocument, showReport } from '../reports/queries.ts'
import { browserOn, letIn, readText, testPassword } from '../testing/browser.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { createApp } from './app.tsx'

/*
 * Quantities of a budget table (I.1: 2, I.4: 2, III.2: 01 lượt) as targets, to the report; and of one on which text and table differ both
 * numbers, until an officer decides in writing.
 */

const place = await testSystem()
const { db } = place.system
const browser = browserOn(createApp(place.system), place.system)
const signed = readFileSync(new URL('../../data/plans/plan-181.md', import.meta.url), 'utf8')
let officer: Someone
let second: Someone
let fileId: number
let review = ''

const named = (name: string, unit: string) => ({
  ...{ name, nameEn: `${name} (en)`, unit, unitEn: unit, source: 'Phụ lục' },
})

beforeAll(async () => {
  officer = await place.as('coordinator')
  second = await place.as('coordinator')
  await letIn(place.system, officer.actor.userId ?? '')
  await browser.post('/sign-in', { email: `${officer.actor.userId}@example.vn`, password: testPassword })
  fileId = await place.evidence('van-ban.pdf')
  const { id: agencyId } = await db.selectFrom('agency').select('id').orderBy('id').executeTakeFirstOrThrow()
  const entered = { way: 'entered', measure: 'sum', agencyId }
  review = (await officer.run(addIndicator, { ...named('Hội nghị sơ kết', 'hội nghị'), ...entered })).key
  const before = await activePlan({ db, planId: null })
  const { id } = await officer.run(readDraft, { text: signed.replace('181 /KH-UBND', '281/KH-UBND') })
  const { version, document } = await officer.run(showDraft, { id })
  const { objective, objectives, orientation, targets } = document
  const inText = {
    vi: '01 hội nghị sơ kết',
    en: 'one review',
    indicator: review,
    parent: null,
    article: 'V.1',
  }
  const twice = { bound: 'exactly', minimum: 1, maximum: 1, lines: 'I.1', tableNumber: 2 }
  const edited = await officer.run(editDraft, {
    ...{ id, version, part: 'targets' },
    content: { objective, objectives, orientation, targets: [...targets, { ...inText, ...twice }] },
  })
  await officer.run(acceptDraft, { id, version: edited.version, replacesPlanIds: [before.id] })
  for (const [code, name, unit] of [
    ['I.4', 'Doanh nghiệp được tôn vinh', 'doanh nghiệp'],
    ['III.2', 'Tham dự tập huấn ngoài tỉnh', 'lượt'],
  ] as const) {
    const open = (await officer.run(listOpenQuantities, {})).quantities.find((each) => each.code === code)
    await officer.run(addIndicator, { ...named(name, unit), ...entered, lineId: open?.lineId })
  }
  expect((await officer.run(listOpenQuantities, {})).quantities).toEqual([])
  const targetsNow = (await officer.run(indicatorResults, {})).targets
  for (const { key } of targetsNow.filter(({ way }) => way === 'entered')) {
    const { id: value } = await officer.run(enterValue, { key, year: 2025, value: 1, fileId })
    await second.run(confirmValue, { id: value })
  }
})

const targetNow = async () =>
  (await officer.run(indicatorResults, {})).targets.find(({ key }) => key === review)

/** The report of 2025 as it would be drafted now: its lines and its DOCX. */
async function reported(): Promise<string> {
  const { id } = await officer.run(draftReport, { year: 2025, datedOn: '2025-11-28' })
  const { sections } = await officer.run(showReport, { id })
  expect(sections.situation).toContain(`{${review}}`)
  const { base64 } = await officer.run(reportDocument, { id, format: 'docx' })
  await db.deleteFrom('report').where('id', '=', id).execute()
  return strFromU8(unzipSync(Buffer.from(base64, 'base64'))['word/document.xml'] ?? new Uint8Array())
    .replace(/<\/w:p>/g, '\n')
    .replace(/<[^>]+>/g, '')
}

test('both numbers stand in page, report text and report table while nothing is decided, and it is work', async () => {
  expect(await targetNow()).toMatchObject({ minimum: 1, undecided: true })
  const text = await reported()
  expect(text).toContain(
    'Thực hiện 01/01 hội nghị sơ kết, đạt 100% chỉ tiêu giai đoạn 2024 - 2025; bảng dự toán (mục I.1) ghi 2, chưa quyết định.',
  )
  expect(text).toContain('01; bảng dự toán (mục I.1) ghi 2, chưa quyết định')
  expect(text).toContain('Thực hiện 01/02 doanh nghiệp được tôn vinh, chưa đạt chỉ tiêu')
  expect(text).toContain('Thực hiện 01/01 lượt tham dự tập huấn ngoài tỉnh, đạt 100%')
  const { targetId } = (await officer.run(listUndecided, {})).targets[0] ?? { targetId: 0 }
  const page = await browser.get('/plan')
  expect(page.text).toContain(`href="/plan/targets/${targetId}/decision"`)
  expect((await browser.get('/')).text).toContain(`/plan/targets/${targetId}/decision`)
})

test('a decision names its paper and reason; the number that holds is the target, the other stays told, the history keeps both', async () => {
  const [found] = (await officer.run(listUndecided, {})).targets
  const id = found?.targetId ?? 0
  const given = {
    ...{ id, takes: 'table', paper: 'Công văn 12/UBND-KT', paperOn: '2025-03-05' },
    ...{ reason: 'Sơ kết mỗi năm một lần.', fileId },
  }
  const others = await place.as('finance')
  expect((await problemOf(others.run(decideNumber, given))).status).toBe(403)
  const future = await problemOf(officer.run(decideNumber, { ...given, paperOn: '2999-01-01' }))
  expect(future.fields.map(({ field }) => field)).toEqual(['paperOn'])
  const before = await targetNow()
  await officer.run(decideNumber, given)
  const after = await targetNow()
  expect(after).toMatchObject({
    minimum: 2,
    maximum: 2,
    result: 1,
    undecided: false,
    targetId: before?.targetId,
  })
  const said =
    'bảng dự toán (mục I.1) ghi 2; quyết định: Công văn 12/UBND-KT ngày 05/03/2025, lấy số của bảng dự toán, thay số 01 của phần lời (Sơ kết mỗi năm một lần)'
  expect(after?.table?.vi).toBe(said)
  const text = await reported()
  expect(text).toContain(
    `Thực hiện 01/02 hội nghị sơ kết, chưa đạt chỉ tiêu giai đoạn 2024 - 2025, mới bằng 50%, còn thiếu 01; ${said}.`,
  )
  expect(text).toContain(`02; ${said}`)
  expect((await problemOf(officer.run(decideNumber, given))).status).toBe(404)
  expect((await officer.run(listUndecided, {})).targets).toEqual([])
})

test('the decision is a version of the plan with its paper, and what changed by it is shown', async () => {
  const { versions } = await officer.run(planVersions, {})
  expect(versions[0]).toMatchObject({
    version: 2,
    amendedBy: 'Công văn 12/UBND-KT',
    amendedOn: '2025-03-05',
    reason: 'Sơ kết mỗi năm một lần.',
    file: { id: fileId },
  })
  const { before, after } = await officer.run(planVersion, { version: 1 })
  const { targets } = comparePlans(before, after)
  expect(targets.map(({ indicator, kind }) => [indicator, kind])).toEqual([[review, 'changed']])
  const page = readText((await browser.get('/plan/versions/1')).text)
  expect(page).toContain('chưa quyết định')
  expect(page).toContain('Công văn 12/UBND-KT ngày 05/03/2025')
})
