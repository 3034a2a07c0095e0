import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { getDocumentProxy } from 'unpdf'
import { describe, expect, it } from 'vitest'
import { writeWorkbook } from '../documents/write/workbook.ts'
import { checkBudget, PlanDocument } from '../plan/index.ts'
import { emptyDraft } from '../plan-drafts/draft.ts'
import { documentOfReading, readPlanFile } from '../plan-drafts/index.ts'
import type { PlanDocument as ReadPlan } from '../plan-reader/index.ts'
import { readPlan } from '../plan-reader/index.ts'
import { planDocx, planPdf, planXlsx } from './files.ts'
import { dutyHeadings, planOfficial } from './official.ts'
import { planDifferences } from './round-trip.ts'
import { anyPlan, anySourcedPlan, knownIn, namesIn } from './testing/plans.ts'
import { amountText, dutyText, targetSentences } from './words.ts'
import { appendixSheet } from './workbook.ts'

const file = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const plan181 = PlanDocument.parse(JSON.parse(file('../../data/plans/plan-181.json')))
const signed181 = readPlan(file('../../data/plans/plan-181.md'))
const catalogueNames = namesIn(plan181.province)
const mapped181 = documentOfReading(signed181, knownIn(plan181.province)).document
const names181 = { ...catalogueNames, headings: dutyHeadings(signed181.sections, mapped181, plan181) }

const mapped = (read: ReadPlan, province = plan181.province) =>
  documentOfReading(read, knownIn(province)).document

/** Errors of the reading and what it could not place: a written plan has neither. */
function faults(read: ReadPlan): unknown[] {
  return [
    ...read.findings.filter(({ severity }) => severity === 'error').map(({ words }) => words.vi),
    ...read.unplaced.map(({ text }) => text),
  ]
}

/** What the plan says, without places, headings of columns and the signs that end a line. */
function saying(read: ReadPlan) {
  const { number, date, issuer, province, title, replaces, legalBases, budget } = read
  const stop = (text: string) => text.replace(/[;.]$/, '')
  return {
    head: [number?.value, date?.value, issuer?.value, province?.value, title?.value],
    periods: read.periods.map(({ from, to, kind }) => [from, to, kind]),
    replaces: replaces && [replaces.number, replaces.date, replaces.issuer],
    legalBases: legalBases.map(({ text, number, date, issuer }) => [stop(text), number, date, issuer]),
    objectives: read.objectives.map(({ span: _span, quantitySpan: _quantity, ...objective }) => objective),
    participants: read.participants.map(({ text }) => text),
    beneficiaries: read.beneficiaries.map(({ code, priority, text }) => [code, priority, text]),
    tasks: read.tasks.map(({ code, parent, text }) => [code, parent, stop(text)]),
    duties: read.duties.map(({ code, agency, text, recurrence, onRequest, due }) => [
      ...[code, agency, text, recurrence, onRequest],
      ...due.map(({ span: _span, ...day }) => day),
    ]),
    funding: read.funding.map(({ source, text, amount, period }) => [source, text, amount, period]),
    unit: budget?.unit,
    lines: budget?.lines.map(({ code, parent, title, quantity, total, byYear, note }) => [
      ...[code, parent, title, total, byYear, note],
      ...quantity.map(({ span: _span, ...each }) => each),
    ]),
    sums: budget && [budget.total, budget.byYear],
    recipients: read.recipients.map(({ text }) => text),
    signatory: read.signatory && [read.signatory.authority, read.signatory.office, read.signatory.name],
  }
}

describe('Plan 181 written from its data', () => {
  it('reads as DOCX field by field as the signed text reads', async () => {
    const read = await readPlanFile('181.docx', await planDocx(plan181, names181))
    expect(saying(read)).toEqual(saying(signed181))
    expect(faults(read)).toEqual([])
  })

  it('reads as PDF field by field as the signed text reads', async () => {
    const read = await readPlanFile('181.pdf', await planPdf(plan181, names181))
    expect(saying(read)).toEqual(saying(signed181))
    expect(faults(read)).toEqual([])
  })

  it('is the same plan again, every duty with its recurrence and its day', async () => {
    const read = await readPlanFile('181.docx', await planDocx(plan181, names181))
    expect(planDifferences(plan181, mapped(read), names181)).toEqual([])
  })

  it('names every agency where the signed text has no collective name for them', () => {
    const headings = planOfficial(plan181, catalogueNames).blocks.flatMap((block) =>
      block.type === 'heading' && block.level === 2 ? [block.text] : [],
    )
    expect(headings).toContain('6. Liên minh Hợp tác xã, Hiệp hội Doanh nghiệp')
    expect(headings.find((text) => text.startsWith('5. '))).toMatch(
      /^5\. Sở Kế hoạch và Đầu tư, Sở Công Thương, .*, Ủy ban nhân dân huyện Trần Đề$/,
    )
  })

  it('no longer uses a collective name when the agencies of that section have changed', () => {
    const duties = plan181.duties.map((duty) =>
      duty.code.startsWith('V.5.') ? { ...duty, agencies: duty.agencies.slice(0, 2) } : duty,
    )
    const headings = dutyHeadings(signed181.sections, mapped181, { ...plan181, duties })
    expect([...headings.keys()]).toEqual(['V.1', 'V.2', 'V.3', 'V.4', 'V.6'])
  })

  it('gives its appendix in a workbook, with money as numbers', async () => {
    const read = await readPlanFile('181.xlsx', await planXlsx(plan181, names181))
    expect(read.budget?.unit).toBe('triệu đồng')
    expect(read.budget?.total).toBe(2_662_000_000)
    expect(saying(read).lines).toEqual(saying(signed181).lines)
    expect(read.findings.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it('says in its properties, and on no page, where it comes from', async () => {
    const remark = 'Lập từ dữ liệu; bản đã ký là bản gốc.'
    const bytes = await planDocx(plan181, { ...names181, remark, banner: 'DỮ LIỆU MẪU' })
    const files = unzipSync(bytes)
    expect(strFromU8(files['docProps/core.xml'] ?? new Uint8Array())).toContain(remark)
    expect(strFromU8(files['word/document.xml'] ?? new Uint8Array())).not.toContain('bản gốc')
    const pdf = await getDocumentProxy(new Uint8Array(await planPdf(plan181, { ...names181, remark })))
    expect((await pdf.getMetadata()).info).toMatchObject({ Subject: remark })
    await pdf.destroy()
  })

  it('gives the same bytes each time', async () => {
    expect(await planDocx(plan181, names181)).toEqual(await planDocx(plan181, names181))
    expect(await planXlsx(plan181, names181)).toEqual(await planXlsx(plan181, names181))
  })
})

describe('a plan that is written and read again', () => {
  it('is the same plan as DOCX, whatever the plan', async () => {
    await fc.assert(
      fc.asyncProperty(anyPlan, async (plan) => {
        const read = await readPlanFile('plan.docx', await planDocx(plan, namesIn(plan.province)))
        expect(faults(read)).toEqual([])
        expect(planDifferences(plan, mapped(read, plan.province), namesIn(plan.province))).toEqual([])
      }),
      { numRuns: 30, endOnFailure: true },
    )
  })

  it('is the same plan as PDF', async () => {
    await fc.assert(
      fc.asyncProperty(anyPlan, async (plan) => {
        const read = await readPlanFile('plan.pdf', await planPdf(plan, namesIn(plan.province)))
        expect(faults(read)).toEqual([])
        expect(planDifferences(plan, mapped(read, plan.province), namesIn(plan.province))).toEqual([])
      }),
      { numRuns: 5, endOnFailure: true },
    )
  })

  it('has the same budget as the sheet of its appendix alone, and in its whole workbook', async () => {
    await fc.assert(
      fc.asyncProperty(anyPlan, async (plan) => {
        const alone = await readPlanFile(
          'appendix.xlsx',
          await writeWorkbook([appendixSheet(plan, namesIn(plan.province))]),
        )
        expect(faults(alone)).toEqual([])
        const whole = await readPlanFile('plan.xlsx', await planXlsx(plan, namesIn(plan.province)))
        for (const read of [alone, whole]) {
          const budget = planDifferences(plan, mapped(read, plan.province), namesIn(plan.province)).filter(
            (path) => path.startsWith('budget.'),
          )
          expect(budget).toEqual([])
          expect(read.findings.filter(({ code }) => code === 'budget.severalTables')).toEqual([])
        }
      }),
      { numRuns: 20, endOnFailure: true },
    )
  })
})

describe('a plan of several sources that is written and read again', () => {
  it('is the same plan as DOCX, each line by source and year', async () => {
    await fc.assert(
      fc.asyncProperty(anySourcedPlan, async (plan) => {
        expect(checkBudget(plan.budget)).toEqual([])
        const read = await readPlanFile('plan.docx', await planDocx(plan, namesIn(plan.province)))
        expect(faults(read)).toEqual([])
        expect(planDifferences(plan, mapped(read, plan.province), namesIn(plan.province))).toEqual([])
      }),
      { numRuns: 15, endOnFailure: true },
    )
  })

  it('is the same plan as PDF', async () => {
    await fc.assert(
      fc.asyncProperty(anySourcedPlan, async (plan) => {
        const read = await readPlanFile('plan.pdf', await planPdf(plan, namesIn(plan.province)))
        expect(faults(read)).toEqual([])
        expect(planDifferences(plan, mapped(read, plan.province), namesIn(plan.province))).toEqual([])
      }),
      { numRuns: 5, endOnFailure: true },
    )
  })

  it('has the same budget as the sheet of its appendix alone, and in its whole workbook', async () => {
    await fc.assert(
      fc.asyncProperty(anySourcedPlan, async (plan) => {
        const alone = await readPlanFile(
          'appendix.xlsx',
          await writeWorkbook([appendixSheet(plan, namesIn(plan.province))]),
        )
        expect(faults(alone)).toEqual([])
        const whole = await readPlanFile('plan.xlsx', await planXlsx(plan, namesIn(plan.province)))
        for (const read of [alone, whole]) {
          const differing = planDifferences(plan, mapped(read, plan.province), namesIn(plan.province))
          expect(differing.filter((path) => path.startsWith('budget.'))).toEqual([])
        }
      }),
      { numRuns: 15, endOnFailure: true },
    )
  })
})

describe('the words of a written plan', () => {
  const duty = { code: 'V.1.1', agencies: ['stc-st'], en: '', dueYear: null, dueMonth: null, dueDay: null }

  it('say a deadline that only the data holds, and leave alone a sentence that says its own', () => {
    const quarterly = { ...duty, recurrence: 'quarterly', dueDay: 15, dueBefore: true } as const
    expect(dutyText({ ...quarterly, vi: 'Báo cáo kết quả.' })).toBe(
      'Báo cáo kết quả (hằng quý, trước ngày 15 tháng cuối quý).',
    )
    expect(dutyText({ ...quarterly, vi: 'Hằng quý báo cáo trước ngày 15 tháng cuối quý.' })).toBe(
      'Hằng quý báo cáo trước ngày 15 tháng cuối quý.',
    )
    const yearly = { ...duty, recurrence: 'yearly', dueMonth: 11, dueDay: 30, dueBefore: true } as const
    expect(dutyText({ ...yearly, onRequest: true, vi: 'Gửi báo cáo' })).toBe(
      'Gửi báo cáo (trước ngày 30 tháng 11 hằng năm, đột xuất khi có yêu cầu).',
    )
    const once = { ...duty, recurrence: 'once', dueYear: 2027, dueBefore: true } as const
    expect(dutyText({ ...once, vi: 'Tổng kết.' })).toBe('Tổng kết (trước ngày 31 tháng 12 năm 2027).')
  })

  it('state a target with its bound, its number and its unit, a part after its whole', () => {
    const target = { vi: '', en: '', parent: null, article: 'I.2' }
    const draft = {
      ...emptyDraft(),
      targets: [
        { ...target, indicator: 'experts', bound: 'about', minimum: 15, maximum: 15 } as const,
        { ...target, indicator: 'supportTurns', bound: 'range', minimum: 8, maximum: 1200 } as const,
        {
          ...{ ...target, indicator: 'certifiedTurns', parent: 'supportTurns' },
          ...({ bound: 'atLeast', minimum: 5, maximum: null } as const),
          vi: 'ít nhất 05 lượt doanh nghiệp được chứng nhận',
        },
      ],
    }
    expect(targetSentences(draft, catalogueNames)).toEqual([
      'Chuyên gia năng suất, chất lượng được đào tạo: khoảng 15 chuyên gia.',
      'Lượt doanh nghiệp được hỗ trợ áp dụng hệ thống quản lý, công cụ cải tiến: 08 - 1.200 lượt doanh nghiệp, trong đó ít nhất 05 lượt doanh nghiệp được chứng nhận.',
    ])
  })

  it('write an amount in the unit of the table without loss', () => {
    expect(amountText(2_662_000_000, 1_000_000)).toBe('2.662')
    expect(amountText(1_500_500, 1_000_000)).toBe('1,5005')
    // Three decimals alone would look like thousands.
    expect(amountText(1_500_123_000, 1_000_000)).toBe('1.500,123')
    expect(amountText(1_234_000, 1_000_000)).toBe('1,2340')
    expect(amountText(7, 1_000_000_000)).toBe('0,000000007')
    expect(amountText(1_234_567, 1)).toBe('1.234.567')
    expect(amountText(null, 1)).toBe('')
  })

  it('leave room for what a draft does not have yet', async () => {
    const draft = {
      ...emptyDraft(),
      issuer: { vi: 'Ủy ban nhân dân tỉnh Sóc Trăng', en: '' },
      province: 'Sóc Trăng',
      title: { vi: 'Nâng cao năng suất chất lượng giai đoạn 2026 - 2027', en: '' },
    }
    const official = planOfficial(draft, { ...catalogueNames, banner: 'BẢN NHÁP' })
    expect(official).toMatchObject({ number: null, symbol: 'KH-UBND', date: null, banner: 'BẢN NHÁP' })
    const read = await readPlanFile('draft.docx', await planDocx(draft, catalogueNames))
    expect([read.number, read.date, read.title?.value]).toEqual([null, null, draft.title.vi])
  })
})
