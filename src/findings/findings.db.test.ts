import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { allocate, commitDirectly } from '../budget/index.ts'
import { pay } from '../budget/testing.ts'
import { listNotices } from '../notices/index.ts'
import { readReportData } from '../reports/data.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { answerFinding, closeFinding, recordFinding, returnFinding } from './commands.ts'
import { findingCorrection } from './correction.tsx'
import { applyFindings, checkFindings, showFindingImportRows } from './import.ts'
import { tellOfFindings } from './notices.ts'
import { listFindings, showFinding } from './queries.ts'

/* A finding from the conclusion to the paper that closes it. */

const nscl = await testSystem()
const { db } = nscl.system
let auditor: Someone
let finance: Someone
let coordinator: Someone
let agency: Someone
let fileId: number
let agencyId: number
let planId: number
let lineId: number
let entryId: number
const year = 2025

beforeAll(async () => {
  auditor = await nscl.as('auditor')
  finance = await nscl.as('finance')
  coordinator = await nscl.as('coordinator')
  fileId = await nscl.evidence()
  const plan = await db.selectFrom('plan').select('id').executeTakeFirstOrThrow()
  planId = plan.id
  const line = await db
    .selectFrom('budgetLine')
    .select('id')
    .where('code', '=', 'III.1')
    .where('planId', '=', planId)
    .executeTakeFirstOrThrow()
  lineId = line.id
  const answering = await db
    .selectFrom('agency as a')
    .select('a.id')
    .where(sql<boolean>`agency_on(a.id, current_date) = a.id`)
    .orderBy('a.id')
    .limit(1)
    .executeTakeFirstOrThrow()
  agencyId = answering.id
  agency = await nscl.as('agency', { agencyId })
  const money = { line: 'III.1', source: 'provincial_st', year, fileId }
  await finance.run(allocate, {
    ...{ ...money, amount: 100_000_000n, documentNumber: '1/QĐ', documentDate: '2025-01-10' },
  })
  const { commitmentId } = await coordinator.run(commitDirectly, {
    ...{
      ...money,
      amount: 60_000_000n,
      purpose: 'Đào tạo',
      documentNumber: '3/HĐ',
      documentDate: '2025-03-01',
    },
  })
  entryId = (
    await pay(finance, coordinator, { id: commitmentId, amount: 40_000_000n, fileId, on: '2025-06-20' })
  ).entryId
})

let number = 0
const said = (more: object = {}) => ({
  ...{
    kind: 'audit',
    issuer: 'Kiểm toán Nhà nước khu vực',
    documentNumber: `${++number}/KL`,
    documentDate: '2026-03-16',
  },
  ...{
    content: 'Chi vượt khối lượng nghiệm thu',
    article: 'Thông tư 35/2021/TT-BTC, Điều 3',
    demand: 'recover',
  },
  ...{ amount: 5_000_000n, lineId, year, entryId, agencyId, dueOn: '2026-04-16', fileId },
  ...more,
})

test('the auditor enters it; who answers gives the recovery with its voucher and does not close; the auditor closes by a paper', async () => {
  const { id, version } = await auditor.run(recordFinding, said())
  const told = await agency.run(listNotices, { limit: 20 })
  expect(told.rows[0]?.subject.vi).toContain('Kiến nghị của kết luận')
  const stranger = await nscl.as('home_affairs')
  expect((await problemOf(stranger.run(answerFinding, { id, version, answer: 'x' }))).status).toBe(404)
  const half = await problemOf(agency.run(answerFinding, { id, version, answer: 'Đã nộp', recovered: 1n }))
  expect(half.fields.map(({ field }) => field).toSorted()).toEqual(['recoveredOn', 'recoveryNumber'])
  const recovery = { recoveryNumber: 'GNT-1', recoveredOn: '2026-03-30' }
  const over = await problemOf(
    agency.run(answerFinding, { id, version, answer: 'Đã nộp', recovered: 6_000_000n, ...recovery }),
  )
  expect(over.fields.map(({ field }) => field)).toEqual(['recovered'])
  const answered = await agency.run(answerFinding, {
    id,
    version,
    answer: 'Đã nộp',
    recovered: 5_000_000n,
    ...recovery,
  })
  const paper = { closedNumber: '9/TB-KTNN', closedOn: '2026-04-20', fileId }
  expect(
    (await problemOf(agency.run(closeFinding, { id, version: answered.version, ...paper }))).status,
  ).toBe(403)
  await auditor.run(closeFinding, { id, version: answered.version, ...paper })
  expect(await coordinator.run(showFinding, { id })).toMatchObject({
    ...{ state: 'closed', recovered: 5_000_000n, closedNumber: '9/TB-KTNN', lineCode: 'III.1', late: false },
  })
})

test('the coordinator who answered for an agency does not conclude on it; another sends it back, and it is answered anew', async () => {
  const { id, version } = await finance.run(recordFinding, said({ demand: 'explain', amount: undefined }))
  const answered = await coordinator.run(answerFinding, { id, version, answer: 'Theo hợp đồng' })
  const back = { id, version: answered.version, reason: 'Thiếu biên bản nghiệm thu' }
  expect((await problemOf(coordinator.run(returnFinding, back))).code).toBe('controls.samePerson')
  const returned = await auditor.run(returnFinding, back)
  expect(returned.state).toBe('returned')
  expect((await coordinator.run(listFindings, { state: 'late' })).rows.map((row) => row.id)).toContain(id)
  await agency.run(answerFinding, { id, version: returned.version, answer: 'Đã bổ sung biên bản' })
  expect((await coordinator.run(showFinding, { id })).remark).toBeNull()
})

test('an entry of another line, a day before the conclusion and a finding twice are refused; a recovery needs its sum', async () => {
  const other = await db
    .selectFrom('budgetLine')
    .select('id')
    .where('code', '=', 'II.1')
    .where('planId', '=', planId)
    .executeTakeFirstOrThrow()
  const fields = async (more: object) =>
    (await problemOf(finance.run(recordFinding, said(more)))).fields.map(({ field }) => field)
  expect(await fields({ lineId: other.id })).toEqual(['entryId'])
  expect(await fields({ dueOn: '2026-03-01' })).toEqual(['dueOn'])
  expect(await fields({ amount: undefined })).toEqual(['amount'])
  expect(await fields({ year: 2050 })).toEqual(['year'])
  const twice = said()
  await finance.run(recordFinding, twice)
  expect((await problemOf(finance.run(recordFinding, twice))).code).toBe('findings.twice')
})

test('who entered it puts it right until it is answered', async () => {
  const { id } = await finance.run(recordFinding, said())
  const { fileId: _file, ...values } = said({ amount: 7_000_000n })
  await finance.run(findingCorrection.correct, { id, ...values })
  expect((await finance.run(showFinding, { id })).amount).toBe(7_000_000n)
  // What is asked for when it is entered is asked for again.
  for (const wrong of [
    { demand: 'recover', amount: undefined },
    { documentDate: '2999-01-01' },
    { year: 1999 },
  ])
    await expect(finance.run(findingCorrection.correct, { id, ...values, ...wrong })).rejects.toMatchObject({
      status: 422,
    })
})

test('who answers is told a week before, and with the coordinator once it is overdue; once each', async () => {
  const subjects = async (who: Someone) =>
    (await who.run(listNotices, { limit: 100 })).rows.filter(({ subject }) =>
      subject.vi.startsWith('Kiến nghị phải trả lời'),
    ).length
  await auditor.run(recordFinding, said({ dueOn: '2030-01-20' }))
  const at = (today: string) => ({ db, now: new Date(`${today}T03:00:00Z`), today })
  const [before, office] = [await subjects(agency), await subjects(coordinator)]
  await tellOfFindings(at('2030-01-14'))
  await tellOfFindings(at('2030-01-15'))
  expect(await subjects(agency)).toBeGreaterThan(before)
  await tellOfFindings(at('2030-01-21'))
  expect(await subjects(coordinator)).toBeGreaterThan(office)
})

test('those that are open when a year ends stand in its report, those closed in it do not', async () => {
  const { findings = [] } = await readReportData(db, [planId], { year: 2026 })
  const open = await db
    .selectFrom('finding')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('state', '<>', 'closed')
    .executeTakeFirstOrThrow()
  expect(findings).toHaveLength(Number(open.count))
  expect((await readReportData(db, [planId], { year: 2025 })).findings).toEqual([])
})

test('a table of a conclusion comes in: what each row does is shown, the wrong ones are named, read again it changes nothing', async () => {
  const { name } = await db
    .selectFrom('agency')
    .select('name')
    .where('id', '=', agencyId)
    .executeTakeFirstOrThrow()
  const head =
    'Số kết luận|Ngày kết luận|Cơ quan kết luận|Loại cuộc|Nội dung kiến nghị|Điều khoản căn cứ|Yêu cầu phải làm|Số tiền kiến nghị (đồng)|Mục|Năm dự toán|Số chứng từ nêu trong kết luận|Cơ quan trả lời|Hạn trả lời kiến nghị'
  const line = (mark: string, code: string) =>
    `${mark}|16/03/2026|Thanh tra tỉnh|Thanh tra|Thiếu hồ sơ|Điều 3|Thu hồi tiền|1.000.000|${code}|2025|UNC-1|${name}|16/04/2026`
  const check = () =>
    finance.run(checkFindings, {
      text: [head, line('77/KL', 'III.1'), line('78/KL', 'IX.9')].join('\n').replaceAll('|', '\t'),
    })
  const { id } = await check()
  const { rows } = await finance.run(showFindingImportRows, { id, limit: 10 })
  expect(rows.map(({ outcome }) => outcome)).toEqual(['new', 'error'])
  await finance.run(applyFindings, { id })
  expect((await finance.run(listFindings, { q: '77/KL' })).rows).toMatchObject([
    { documentNumber: '77/KL', kind: 'inspection', demand: 'recover', amount: 1_000_000n, voucher: 'UNC-1' },
  ])
  const again = await check()
  const second = await finance.run(showFindingImportRows, { id: again.id, limit: 10 })
  expect(second.rows.map(({ outcome }) => outcome)).toEqual(['same', 'error'])
})
