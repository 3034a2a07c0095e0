import { describe, expect, it } from 'vitest'
import { readDelimited } from '../documents/read/delimited.ts'
import { listMoves, moneyTotals } from '../money-view/queries.ts'
import { activePlan, recordFact, toldInReport } from '../plan/index.ts'
import { problemOf } from '../testing/problem.ts'
import { testSystem } from '../testing/system.ts'
import { recordTables } from './about-record.ts'
import { listAgencyActs } from './agency-act-list.tsx'
import { draftReport, restateReport } from './commands.ts'
import { agencyTable, moneyBefore, resultsBefore } from './comparison-tables.ts'
import { estimateYear } from './estimating.tsx'
import { executionTable } from './execution-table.ts'
import { addReportKind, editReportKind, endReportKind, listReportKinds } from './kinds.ts'
import { calendarDays } from './periods.ts'
import { dueReports, listReports, reportDocument, showReport } from './queries.ts'
import { plansToReport } from './report-row.ts'
import { sealReport } from './seal.ts'
import { lineText, renderSection } from './text.ts'
import { verifyReport } from './verification.ts'

const test = await testSystem()
const { db } = test.system
const plan = await activePlan({ db, planId: null })
const coordinator = await test.as('coordinator')
const leader = await test.as('leader')

/** A conference that counts in the year of its day. */
async function conference(heldOn: string, title: string): Promise<void> {
  const fileId = await test.evidence()
  const event = await db
    .insertInto('trainingEvent')
    .values({
      planId: plan.id,
      kind: 'conference',
      title,
      heldOn,
      place: 'Sóc Trăng',
      participants: 45,
      fileId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await recordFact(db, {
    planId: plan.id,
    kind: 'conference.held',
    year: Number(heldOn.slice(0, 4)),
    occurredOn: heldOn,
    subject: `event:${event.id}`,
    recordType: 'training_event',
    recordId: event.id,
    label: title,
    fileId,
  })
}
await conference('2024-12-10', 'Trước kỳ')
await conference('2024-12-20', 'Sau ngày chốt năm trước')
await conference('2025-06-14', 'Ngày chốt')
await conference('2025-06-15', 'Kỳ sau')

const unit = await db.selectFrom('adminUnit').select('id').orderBy('id').executeTakeFirstOrThrow()
const registered = async (name: string, taxCode: string) =>
  (
    await db
      .insertInto('enterprise')
      .values({ name, taxCode, address: 'Sóc Trăng', sectorGroup: 'production', adminUnitId: unit.id })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id

const { rows: kinds } = await coordinator.run(listReportKinds, { limit: 100 })
const kindOf = (name: string) => kinds.find((kind) => kind.name === name)?.id ?? 0
const halfYear = kindOf('Báo cáo 6 tháng')
const show = (id: number) => coordinator.run(showReport, { id })
const paper = { number: '12', datedOn: '2025-11-28', signatory: 'Nguyễn Văn A' }
const conferences = (report: Awaited<ReturnType<typeof show>>) =>
  report.figures.targets.find(({ key }) => key === 'conferences')

describe('the report on half a year', () => {
  it('asks which half, and for days only of reports that have them', async () => {
    const wrong = async (input: object) =>
      (await problemOf(coordinator.run(draftReport, { year: 2025, ...input }))).fields.map(
        ({ field }) => field,
      )
    expect(await wrong({ kindId: halfYear })).toEqual(['part'])
    expect(await wrong({ kindId: halfYear, part: 3 })).toEqual(['part'])
    expect(await wrong({ kindId: kindOf('Báo cáo đột xuất') })).toEqual(['fromDay', 'toDay'])
    expect(await wrong({ kindId: 999_999 })).toEqual(['kindId'])
  })

  it('counts what happened from 15 December to 14 June, and the target up to its last day', async () => {
    const { id } = await coordinator.run(draftReport, { year: 2025, kindId: halfYear, part: 1 })
    const report = await show(id)
    expect(report).toMatchObject({
      title: 'Báo cáo 6 tháng, 6 tháng đầu năm 2025',
      fromOn: '2024-12-15',
      toOn: '2025-06-14',
      dueOn: null,
      form: { addressee: 'Bộ Khoa học và Công nghệ', estimates: true },
    })
    expect(report.heading.subject).toContain('Kết quả 6 tháng đầu năm 2025 thực hiện Kế hoạch số 181')
    expect(conferences(report)).toMatchObject({ result: 2, cumulative: 3 })
    expect(report.figures.events.map(({ title }) => title)).toEqual(['Sau ngày chốt năm trước', 'Ngày chốt'])
    expect(report.figures.eventCounts).toEqual({ conference: 2 })
  })

  it('is begun once, beside the year’s and the other half’s', async () => {
    const again = coordinator.run(draftReport, { year: 2025, kindId: halfYear, part: 1 })
    expect((await problemOf(again)).code).toBe('reports.exists')
    await coordinator.run(draftReport, { year: 2025, kindId: halfYear, part: 2 })
    await coordinator.run(draftReport, { year: 2025 })
    const list = (input: object) =>
      coordinator.run(listReports, { year: 2025, ...input }).then(({ rows }) => rows.length)
    expect([await list({}), await list({ kindId: halfYear }), await list({ period: 'planYear' })]).toEqual([
      3, 2, 1,
    ])
  })

  it('takes an estimate of the whole year into a column of its own, which no result counts', async () => {
    const { id } = (await coordinator.run(listReports, { period: 'halfYear', limit: 10 })).rows.find(
      ({ toOn }) => toOn === '2025-06-14',
    ) ?? { id: 0 }
    const basis = 'Đã có kế hoạch tổ chức'
    await coordinator.run(estimateYear, { id, target: 'conferences', value: '5', basis })
    const report = await show(id)
    expect(report.estimates).toEqual({ conferences: { value: 5, basis } })
    expect(conferences(report)).toMatchObject({ result: 2, cumulative: 3 })
    const unknown = coordinator.run(estimateYear, { id, target: 'nothing', value: '5', basis })
    expect((await problemOf(unknown)).fields[0]?.field).toBe('target')
  })

  it('is sealed once its figures are closed, verified, and is not the report that the plan asks for', async () => {
    const { rows } = await coordinator.run(listReports, { period: 'halfYear', limit: 10 })
    const id = rows.find(({ toOn }) => toOn === '2025-06-14')?.id ?? 0
    const early = leader.run(sealReport, { id, ...paper, datedOn: '2025-06-13' })
    expect((await problemOf(early)).fields[0]?.field).toBe('datedOn')
    await leader.run(sealReport, { id, ...paper })
    const verdict = await coordinator.run(verifyReport, { id })
    expect(verdict.checks.filter(({ ok }) => !ok)).toEqual([])
    const sealed = await show(id)
    expect(sealed.differences).toEqual([])
    expect(sealed.estimates?.conferences?.value).toBe(5)
    const { evidenceFile } = sealed.figures
    const [, ...facts] = readDelimited(
      (await test.system.files.read(evidenceFile?.sha256 ?? '')).toString('utf8'),
    )
    expect(facts.map((cells) => cells[5])).toEqual(['2024-12-10', '2024-12-20', '2025-06-14'])
    for (const format of ['docx', 'pdf', 'xlsx'])
      expect((await coordinator.run(reportDocument, { id, format })).name).toContain('6-thang-dau-nam-2025')
    expect(await toldInReport(db, plan.id, 2025)).toBe(false)
    const { years } = await coordinator.run(dueReports, {})
    expect(years.filter(({ state }) => state === 'sealed')).toEqual([])
    expect(years.find(({ year }) => year === 2025)?.state).toBe('draft')
  })

  it('is restated over the same days, with what its kind said when it was begun', async () => {
    const { rows } = await coordinator.run(listReports, { state: 'sealed' })
    const id = rows[0]?.id ?? 0
    const again = await coordinator.run(restateReport, { id, reason: 'Bổ sung kết quả' })
    expect(await show(again.id)).toMatchObject({ edition: 2, fromOn: '2024-12-15', toOn: '2025-06-14' })
    expect((await show(id)).editions).toHaveLength(2)
  })
})

describe('a kind of report', () => {
  it('is added, changed and ended by the office; what was begun keeps what it said', async () => {
    const given = {
      name: 'Báo cáo năm gửi trước 30/11',
      nameEn: 'Report before 30 November',
      period: 'year',
      closingDay: '30',
      monthsBefore: '1',
      issuer: 'committee',
      addressee: 'Bộ Khoa học và Công nghệ',
      parts: 'results\nlessons\ndirection',
      source: 'Công văn (mẫu)',
    }
    const unknown = coordinator.run(addReportKind, { ...given, parts: 'results\nsomething' })
    expect((await problemOf(unknown)).fields[0]?.field).toBe('parts')
    const { id, version } = await coordinator.run(addReportKind, given)
    const report = await coordinator.run(draftReport, { year: 2025, kindId: id })
    await coordinator.run(editReportKind, { ...given, id, version, addressee: '' })
    await coordinator.run(endReportKind, { id, reason: 'Không còn yêu cầu' })
    expect(await show(report.id)).toMatchObject({
      fromOn: '2024-12-01',
      toOn: '2025-11-30',
      heading: { superior: '', symbol: 'BC-UBND' },
      signatory: { authority: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'] },
      form: { addressee: 'Bộ Khoa học và Công nghệ', parts: ['results', 'lessons', 'direction'] },
    })
    const over = coordinator.run(draftReport, { year: 2024, kindId: id })
    expect((await problemOf(over)).fields[0]?.field).toBe('kindId')
  })
})

describe('the period before', () => {
  const halves = async () => {
    const { rows } = await coordinator.run(listReports, { period: 'halfYear', limit: 10 })
    return show(rows.find(({ toOn }) => toOn === '2025-06-14')?.id ?? 0)
  }

  it('stands beside each indicator and the money, and is sealed with them', async () => {
    const { figures } = await halves()
    expect(figures.before).toMatchObject({
      year: 2024,
      span: { part: 2, from: '2024-06-15', to: '2024-12-14' },
      plans: [{ of: plan.id, id: plan.id }],
    })
    const row = resultsBefore(figures)?.rows.find(({ cells }) => cells[1]?.text.includes('ội nghị'))
    expect(row?.cells.slice(4).map(({ text }) => text)).toEqual(['1', '2', '+1', '200'])
    expect(moneyBefore(figures)?.rows.at(-1)?.cells[1]?.text).toBe('Tổng cộng')
    const [line] = renderSection('{comparison}', figures, '')
    expect(line === undefined ? '' : lineText(line)).toContain('So với 6 tháng cuối năm 2024')
  })

  it('is said not to be there where no plan ran before', async () => {
    const { id } = await coordinator.run(draftReport, { year: 2024, kindId: kindOf('Báo cáo định kỳ năm') })
    const { figures } = await show(id)
    expect(figures.before).toBeNull()
    const [line] = renderSection('{comparison}', figures, '')
    expect(line === undefined ? '' : lineText(line)).toContain('Không có kỳ trước để so sánh')
  })
})

describe('the report on budget execution', () => {
  it('has each line, year and source as the view of money has them, and the open findings', async () => {
    const { id } = await coordinator.run(draftReport, {
      year: 2025,
      kindId: kindOf('Báo cáo tình hình thực hiện kinh phí'),
      fromDay: '2025-01-01',
      toDay: '2025-09-30',
    })
    const report = await show(id)
    expect(report.heading.subject).toContain('Tình hình thực hiện kinh phí từ ngày 01/01/2025')
    const { execution } = report.figures
    expect(execution?.on).toBe('2025-09-30')
    const { figures } = await coordinator.run(moneyTotals, { year: 2025, on: '2025-09-30' })
    const sum = execution?.rows
      .filter(({ year }) => year === 2025)
      .reduce((all, { money }) => all + money.plan, 0n)
    expect(sum).toBe(figures.plan)
    expect(sum).toBeGreaterThan(0n)
    const table = executionTable(report.figures)
    const cell = table?.rows.flatMap(({ cells }) => cells).find(({ href }) => href !== undefined)
    const asked = Object.fromEntries(new URL(cell?.href ?? '', 'http://x').searchParams)
    const { rows: moves } = await coordinator.run(listMoves, asked)
    expect(moves.reduce((all, { amount }) => all + amount, 0n)).toBe(cell?.value)
    expect(report.sections.findings).toBe('- {findings}')
    await leader.run(sealReport, { id, ...paper })
    expect((await coordinator.run(verifyReport, { id })).checks.filter(({ ok }) => !ok)).toEqual([])
    expect((await show(id)).figures.execution).toEqual(execution)
  })
})

describe('a report about one record', () => {
  const days = { year: 2025, fromDay: '2025-01-01', toDay: '2025-09-30' }

  it('asks for the record of its kind, which must be there', async () => {
    const kindId = kindOf('Báo cáo về một doanh nghiệp')
    const wrong = await problemOf(coordinator.run(draftReport, { ...days, kindId, taskId: 1 }))
    expect(wrong.fields.map(({ field }) => field)).toEqual(['enterpriseId'])
    const gone = coordinator.run(draftReport, { ...days, kindId, enterpriseId: 999_999 })
    expect((await problemOf(gone)).status).toBe(404)
  })

  it('holds what hangs on the enterprise, is sealed and verified with it', async () => {
    const enterprise = await registered('Công ty Mía đường', '0100109106')
    const about = { ...days, kindId: kindOf('Báo cáo về một doanh nghiệp'), enterpriseId: enterprise }
    const { id } = await coordinator.run(draftReport, about)
    expect((await problemOf(coordinator.run(draftReport, about))).code).toBe('reports.exists')
    const other = await registered('Công ty Gạo sạch', '0100112437')
    await coordinator.run(draftReport, { ...about, enterpriseId: other })
    const report = await show(id)
    expect(report.title).toContain('Công ty Mía đường')
    expect(report.heading.subject).toBe(
      'Kết quả hỗ trợ Công ty Mía đường từ ngày 01/01/2025 đến ngày 30/09/2025',
    )
    expect(report.figures.record?.lists.map(({ title }) => title)).toEqual([
      'Lượt hỗ trợ',
      'Chứng nhận',
      'Ngân sách hỗ trợ và vốn đối ứng',
      'Kết quả cải tiến',
      'Năng suất trước và sau hỗ trợ',
      'Khó khăn, vướng mắc đã nêu',
    ])
    await leader.run(sealReport, { id, ...paper })
    expect((await coordinator.run(verifyReport, { id })).checks.filter(({ ok }) => !ok)).toEqual([])
    const sealed = await show(id)
    expect(sealed.figures.record).toEqual(report.figures.record)
    expect(sealed.figures.evidenceFile?.facts).toBe(0)
    expect(await coordinator.run(restateReport, { id, reason: 'Bổ sung' })).toBeDefined()
  })

  it('holds the contents, money and steps of the task', async () => {
    const kind = await db.selectFrom('taskKind').select('id').orderBy('id').executeTakeFirstOrThrow()
    const task = await db
      .insertInto('scienceTask')
      .values({
        ...{ planId: plan.id, year: 2025, kindId: kind.id, way: 'direct', title: 'Nhiệm vụ thử' },
        ...{ goal: 'Mục tiêu', origin: 'office', months: 12, movedOn: '2025-02-01', begunOn: '2025-02-01' },
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const content = await db
      .insertInto('scienceTaskContent')
      .values({ taskId: task.id, title: 'Áp dụng', output: 'Ba doanh nghiệp' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const source = await db
      .selectFrom('fundingSource')
      .select(['id', 'name'])
      .orderBy('ord')
      .executeTakeFirstOrThrow()
    await db
      .insertInto('scienceTaskMoney')
      .values({ contentId: content.id, sourceId: source.id, amount: 300_000_000n })
      .execute()
    const { id } = await coordinator.run(draftReport, {
      ...days,
      kindId: kindOf('Báo cáo về một nhiệm vụ KH&CN'),
      taskId: task.id,
    })
    const { figures } = await show(id)
    expect(recordTables(figures)[0]?.table?.rows[0]?.cells.map(({ text }) => text)).toEqual([
      ...['Áp dụng', 'Ba doanh nghiệp', '', '', source.name, '300'],
    ])
    for (const format of ['docx', 'pdf', 'xlsx'])
      expect((await coordinator.run(reportDocument, { id, format })).name).toContain(format)
  })
})

describe('a review of the plan', () => {
  const review = async (input: object) =>
    show((await coordinator.run(draftReport, { year: 2025, ...input })).id)

  it('counts from the plan’s first day to the day that is named, against each target', async () => {
    const report = await review({ kindId: kindOf('Báo cáo sơ kết'), toDay: '2025-06-14' })
    expect(report).toMatchObject({ fromOn: '2024-01-01', toOn: '2025-06-14' })
    expect(conferences(report)).toMatchObject({ result: 3, cumulative: 3 })
    expect(report.figures.events).toHaveLength(3)
    expect(report.sections.budget).toContain('giai đoạn 2024 - 2025')
    const late = coordinator.run(draftReport, {
      year: 2025,
      kindId: kindOf('Báo cáo sơ kết'),
      toDay: '2026-01-01',
    })
    expect((await problemOf(late)).fields[0]?.field).toBe('toDay')
  })

  it('tells what each agency did, each figure by its records', async () => {
    const { rows } = await coordinator.run(listReports, { period: 'midTerm' })
    const { id, figures } = await show(rows[0]?.id ?? 0)
    const table = agencyTable(figures)
    expect(table?.rows.length).toBeGreaterThan(1)
    const [agency] = figures.agencies?.rows ?? []
    expect(agency?.acts.communication).toBeUndefined()
    const cell = table?.rows[0]?.cells[4]
    expect(cell).toMatchObject({ value: 0 })
    const asked = Object.fromEntries(new URL(cell?.href ?? '', 'http://x').searchParams)
    expect(await coordinator.run(listAgencyActs, asked)).toMatchObject({ rows: [] })
    await leader.run(sealReport, { id, ...paper })
    expect((await coordinator.run(verifyReport, { id })).checks.filter(({ ok }) => !ok)).toEqual([])
    expect((await show(id)).figures.agencies).toEqual(figures.agencies)
  })

  it('at its end says of every target what the last year’s report says, and is of that year', async () => {
    const report = await review({ kindId: kindOf('Báo cáo tổng kết') })
    expect(report).toMatchObject({ fromOn: '2024-01-01', toOn: '2025-12-31' })
    const { rows } = await coordinator.run(listReports, { year: 2025, period: 'planYear' })
    const ofYear = await show(rows[0]?.id ?? 0)
    const cumulative = ({ figures }: typeof report) =>
      figures.targets.map(({ key, cumulative }) => [key, cumulative])
    expect(cumulative(report)).toEqual(cumulative(ofYear))
    expect(conferences(report)).toMatchObject({ result: 4, cumulative: 4 })
    const early = coordinator.run(draftReport, { year: 2024, kindId: kindOf('Báo cáo tổng kết') })
    expect((await problemOf(early)).fields[0]?.field).toBe('year')
  })
})

describe('when a report may be begun', () => {
  it('is from its own first day on', async () => {
    const next = (day: string) =>
      plansToReport(
        { db, planId: plan.id, today: day },
        {
          year: 2025,
          from: calendarDays('halfYear', 2025, 1, { closingDay: 14, monthsBefore: 0 }).from,
          planIds: [],
        },
      )
    expect((await problemOf(next('2024-12-14'))).fields[0]?.field).toBe('year')
    expect((await next('2024-12-15'))[0].id).toBe(plan.id)
  })
})

describe('a report from before there were kinds', () => {
  it('is the year’s: its seal is over what it said, and is verified unchanged', async () => {
    await coordinator.run(endReportKind, { id: kindOf('Báo cáo năm theo Kế hoạch'), reason: 'Thử' })
    const { id } = await coordinator.run(draftReport, { year: 2024 })
    await leader.run(sealReport, { id, ...paper })
    const row = await db.selectFrom('report').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    expect(row).toMatchObject({ kindId: null, form: null, period: 'planYear', fromOn: null, estimates: null })
    const data: unknown = JSON.parse(row.data ?? '')
    expect(Object.keys(data as object).sort()).toEqual([
      'datedOn',
      'edition',
      'figures',
      'heading',
      'number',
      'restatement',
      'sections',
      'signatory',
    ])
    expect(data).not.toHaveProperty('figures.span')
    expect((await coordinator.run(verifyReport, { id })).ok).toBe(true)
    expect(await show(id)).toMatchObject({ title: 'Báo cáo năm 2024', differences: [] })
    expect(await toldInReport(db, plan.id, 2024)).toBe(true)
  })
})
