import { beforeAll, describe, expect, it } from 'vitest'
import { allocate, commitDirectly } from '../budget/index.ts'
import { pay } from '../budget/testing.ts'
import { addNorm } from '../norms/index.ts'
import { activePlan, checkBudget, type FactKind, recordFact } from '../plan/index.ts'
import { planDocx } from '../plan-documents/files.ts'
import { acceptDraft } from '../plan-drafts/accept.ts'
import { editDraft } from '../plan-drafts/commands.ts'
import { DraftDocument } from '../plan-drafts/index.ts'
import { completeDocument } from '../plan-drafts/rules.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { draftNext } from './commands.ts'
import { inputOfForm } from './form.ts'
import { draftingBasis, nextProposal } from './queries.ts'

const test = await testSystem()
const { db } = test.system
const plan = await activePlan({ db, planId: null })
const fileId = await test.evidence()
let coordinator: Someone
let finance: Someone

let records = 0
async function happened(kind: FactKind, year: number, subject: string, quantity = 1) {
  records += 1
  await recordFact(db, {
    planId: plan.id,
    kind,
    year,
    occurredOn: `${year}-06-01`,
    quantity,
    subject,
    recordType: kind.startsWith('certificate') ? 'certificate' : 'training_event',
    recordId: records,
    label: subject,
    fileId,
  })
}

/** Money of the provincial budget given to a line, committed and paid in a year. */
async function paid(line: string, year: number, amount: bigint) {
  const at = { line, year, source: 'provincial_st' }
  const paper = { documentNumber: `${records}/QĐ`, documentDate: `${year}-01-15`, fileId }
  await finance.run(allocate, { ...at, ...paper, amount })
  const { commitmentId } = await coordinator.run(commitDirectly, {
    ...at,
    ...paper,
    purpose: 'Hợp đồng',
    amount,
  })
  await pay(finance, coordinator, {
    id: commitmentId,
    amount,
    on: `${year}-03-01`,
    basisDate: `${year}-01-15`,
    fileId,
  })
}

beforeAll(async () => {
  coordinator = await test.as('coordinator')
  finance = await test.as('finance')
  for (const year of [2024, 2025]) await happened('conference.held', year, `event:${year}`)
  await happened('expert.trained', 2025, 'event:3', 15)
  // one product certified in both years, another in one: two products, not three
  await happened('certificate.product', 2024, 'product:1')
  await happened('certificate.product', 2025, 'product:1')
  await happened('certificate.product', 2025, 'product:2')
  await paid('II.1', 2024, 28_000_000n)
  await paid('II.1', 2025, 25_500_000n)
})

describe('what the next plan is drafted from', () => {
  it('the results of 2021-2025 from the facts, each subject once, and the years that have none', async () => {
    const basis = await coordinator.run(draftingBasis, {})
    const of = (key: string) => basis.results.find((row) => row.indicator === key)
    // Before the plan that is kept here nothing is known: no nought. In its own years what did not happen is nought.
    expect(of('conferences')).toMatchObject({
      years: [
        { year: 2024, result: 1 },
        { year: 2025, result: 1 },
      ],
      unknown: [2021, 2022, 2023],
    })
    expect(of('experts')?.years.map((own) => own.result)).toEqual([0, 15])
    expect(of('certifiedProducts')).toMatchObject({ repeated: 1 })
    expect(of('conferences')?.rows).toEqual([
      { planId: plan.id, year: 2024, result: 1 },
      { planId: plan.id, year: 2025, result: 1 },
    ])
    expect(basis.missingYears).toEqual([2021, 2022, 2023])
    expect(basis.orientationWords?.vi).toContain('tăng khoảng 10% - 15%')
  })

  it('payments by line and year, and no norm: the table of Resolution 11/2023 is empty', async () => {
    const basis = await coordinator.run(draftingBasis, {})
    expect(basis.lines.find((line) => line.code === 'II.1')?.years).toEqual([
      { year: 2024, disbursed: 28_000_000n, estimate: 30_000_000n },
      { year: 2025, disbursed: 25_500_000n, estimate: 30_000_000n },
    ])
    expect(basis.dataYears).toEqual([2024, 2025])
    expect(basis.norms).toEqual([])
    expect(basis.issuer.next?.vi).toBe('Ủy ban nhân dân thành phố Cần Thơ')
  })
})

describe('the proposal', () => {
  it('each figure comes with its calculation', async () => {
    const { document, reasons, targets } = await coordinator.run(nextProposal, {
      targets: { certifiedProducts: { percent: '12,5' } },
    })
    const target = (key: string) => targets.find((row) => row.indicator === key)
    expect(target('conferences')).toMatchObject({ value: 3, percent: 12, rounding: 'above' })
    expect(target('experts')).toMatchObject({ value: 17, rounding: 'inside' })
    expect(target('certifiedProducts')).toMatchObject({ value: 3, percent: 12.5 })
    expect(target('certifiedProducts')?.words.vi).toContain(
      'Kết quả 2024-2025: 2 sản phẩm (2024: 1; 2025: 2). Chưa rõ kết quả năm 2021, 2022, 2023. Có 1 được tính ở hai năm, cả giai đoạn chỉ tính một lần. Tăng 12,5%: 2 × 1,125 = 2,25',
    )
    expect(target('supportTurns')).toMatchObject({ value: null, rounding: 'none' })
    const place = document.budget.lines.findIndex((line) => line.code === 'II.1')
    expect(document.budget.lines[place]).toMatchObject({ total: 150_000_000, years: { 2026: 30_000_000 } })
    expect(reasons[`budget.lines.${place}.total`]?.vi).toBe(
      'Giải ngân từ ngân sách tỉnh (triệu đồng): 2024: 28; 2025: 25,5; bình quân 26.750.000 đồng một năm × 5 năm × 1,12 = 149,8 → làm tròn 150 triệu đồng. Mức tăng 12%: theo tỷ lệ của chỉ tiêu "Hội nghị, hội thảo". Chia đều 5 năm: mỗi năm 30 triệu đồng.',
    )
    expect(document.targets.at(-1)).toMatchObject({ indicator: 'tfpStudies', bound: 'atLeast', minimum: 1 })
  })

  it('a rise outside 10-15 % needs a reason, which then stands in the words', async () => {
    const problem = await problemOf(
      coordinator.run(nextProposal, { targets: { experts: { percent: '20' } } }),
    )
    expect(problem.fields.map(({ field }) => field)).toEqual(['targets.experts.reason'])
    const { targets } = await coordinator.run(nextProposal, {
      targets: { experts: { percent: '20', reason: 'nhu cầu của các trường' } },
    })
    const experts = targets.find((row) => row.indicator === 'experts')
    expect(experts).toMatchObject({ value: 18, rounding: 'outside' })
    expect(experts?.words.vi).toContain('Lý do: nhu cầu của các trường')
  })

  it('takes a norm with its instrument and article when one is entered, never without', async () => {
    const { id: instrumentId } = await db
      .selectFrom('legalInstrument')
      .select('id')
      .where('number', '=', '11/2023/NQ-HĐND')
      .executeTakeFirstOrThrow()
    const { id } = await coordinator.run(addNorm, {
      ...{ instrumentId, article: 'Điều thử', name: 'An toàn thực phẩm', kind: 'fixed', whenOver: 'stopped' },
      ...{ ceiling: 80_000_000, ceilingUnit: 'certificate', validFrom: '2024-01-01' },
    })
    const input = inputOfForm({
      'bases.IV': 'norm',
      [`norms.n${id}.line`]: 'IV',
      [`norms.n${id}.quantity`]: '20',
    })
    const { document, reasons } = await coordinator.run(nextProposal, input)
    const place = document.budget.lines.findIndex((line) => line.code === 'IV')
    expect(document.budget.lines[place]?.total).toBe(1_600_000_000)
    expect(reasons[`budget.lines.${place}.total`]?.vi).toContain(
      '20 chứng chỉ × 80.000.000 đồng (An toàn thực phẩm; 11/2023/NQ-HĐND, Điều thử)',
    )
    await db.deleteFrom('norm').where('id', '=', id).execute()
  })

  it('is read by an inspector, but drafted by the coordinator alone', async () => {
    const auditor = await test.as('auditor')
    await auditor.run(nextProposal, {})
    expect((await problemOf(auditor.run(draftNext, {}))).status).toBe(403)
    expect((await problemOf((await test.as('public')).run(nextProposal, {}))).status).toBe(401)
  })

  it('the period begins after the plan that it is built on', async () => {
    const problem = await problemOf(coordinator.run(nextProposal, { firstYear: 2025 }))
    expect(problem.fields[0]?.field).toBe('firstYear')
  })
})

describe('the draft', () => {
  it('is kept with the reasons, and lacks just what nobody can know yet', async () => {
    const { id } = await coordinator.run(draftNext, { bases: { IV: 'estimate' }, replaces: 'yes' })
    const row = await db.selectFrom('planDraft').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    expect(row).toMatchObject({
      kind: 'next',
      planId: plan.id,
      label: 'Kế hoạch giai đoạn 2026 - 2030',
      state: 'open',
    })
    const document = DraftDocument.parse(row.document)
    const complete = completeDocument(document)
    expect(complete.ok ? [] : complete.fields.map(({ field }) => field)).toEqual([
      'number',
      'issuedOn',
      'signatory.office',

      'targets.1.minimum',
      'targets.3.minimum',
      'targets.4.minimum',
    ])
    // with these given it is a plan whose sums hold
    const filled = completeDocument({
      ...document,
      number: '1/KH-UBND',
      issuedOn: '2026-12-01',
      signatory: { ...document.signatory, office: { vi: 'CHỦ TỊCH', en: 'CHAIRMAN' }, name: 'A' },
      source: 'x',
      targets: document.targets.map((target) => ({ ...target, minimum: target.minimum ?? 1 })),
    })
    expect(filled.ok).toBe(true)
    if (filled.ok) expect(checkBudget(filled.document.budget)).toEqual([])
  })

  it('a second one beside an open draft is asked about first', async () => {
    const problem = await problemOf(coordinator.run(draftNext, {}))
    expect(problem.status).toBe(409)
    expect(problem.code).toBe('drafting.open')
    expect((await coordinator.run(nextProposal, {})).openDraft?.label).toBe('Kế hoạch giai đoạn 2026 - 2030')
    const other = await coordinator.run(draftNext, { another: true })
    expect(other.planId).toBe(plan.id)
  })
})

describe('the draft accepted', () => {
  it('is exported as a document, and once its open figures are set it runs as the plan of 2026-2030', async () => {
    const made = await coordinator.run(draftNext, { bases: { IV: 'estimate' }, another: true })
    const row = await db
      .selectFrom('planDraft')
      .selectAll()
      .where('id', '=', made.id)
      .executeTakeFirstOrThrow()
    const document = DraftDocument.parse(row.document)
    const names = await db.selectFrom('agency').select(['key', 'name']).execute()
    const docx = await planDocx(document, { agencies: new Map(names.map((one) => [one.key, one.name])) })
    expect(Buffer.from(docx).subarray(0, 2).toString()).toBe('PK')

    const { objective, objectives, orientation } = document
    const targets = document.targets.map((target) => ({ ...target, minimum: target.minimum ?? 4 }))
    const edited = await coordinator.run(editDraft, {
      id: made.id,
      version: row.version,
      part: 'targets',
      content: { objective, objectives, targets, orientation },
    })
    const { number, issuedOn, issuer, province, title, startsOn, endsOn, legalBases, replaces } = document
    const signatory = { ...document.signatory, office: { vi: 'CHỦ TỊCH', en: 'CHAIRMAN' } }
    const again = await coordinator.run(editDraft, {
      id: made.id,
      version: edited.version,
      part: 'identity',
      content: {
        number,
        issuedOn,
        issuer,
        province,
        title,
        startsOn,
        endsOn,
        legalBases,
        replaces,
        signatory,
      },
    })
    const { planId } = await coordinator.run(acceptDraft, {
      id: made.id,
      version: again.version,
      number: '15/KH-UBND',
      issuedOn: '2026-11-20',
      fileId: await test.evidence('ke-hoach-15.pdf'),
    })
    const next = await activePlan({ db, planId })
    expect(next).toMatchObject({
      id: planId,
      number: '15/KH-UBND',
      firstYear: 2026,
      lastYear: 2030,
      province: 'Cần Thơ',
    })
    const items = await db
      .selectFrom('dutyItem as i')
      .innerJoin('duty as d', 'd.id', 'i.dutyId')
      .innerJoin('agency as a', 'a.id', 'i.agencyId')
      .select(['d.code', 'a.key', 'i.year'])
      .where('d.planId', '=', planId)
      .where('d.code', 'in', ['V.1.7', 'V.1.8', 'V.1.10'])
      .orderBy('d.ord')
      .orderBy('i.year')
      .execute()
    expect(items.map((item) => `${item.code} ${item.key} ${item.year}`)).toEqual([
      'V.1.7 skhcn-ct 2028',
      'V.1.8 skhcn-ct 2030',
      'V.1.10 skhcn-ct 2026',
      'V.1.10 skhcn-ct 2027',
      'V.1.10 skhcn-ct 2028',
      'V.1.10 skhcn-ct 2029',
      'V.1.10 skhcn-ct 2030',
    ])
  })
})
