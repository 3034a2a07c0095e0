import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PlanDocument } from '../plan/index.ts'
import { readPlan } from '../plan-reader/index.ts'
import type { FormValues } from '../platform/page.ts'
import { nfc } from '../platform/text.ts'
import { DraftDocument, emptyDraft } from './draft.ts'
import { documentOfReading } from './mapping/draft.ts'
import { planText } from './plan-text.ts'
import { draftSums, newReading, pathsAt, reviewFindings } from './review.ts'
import { merged, windowed } from './row-window.ts'
import { completeDocument } from './rules.ts'
import { blankRow, partOfValues, rowsOf, valuesOfPart, withRows } from './section-form.ts'
import { partForm } from './section-specs.ts'
import { movedPath, partKeys, partOfPath, partShape } from './sections.ts'

const plan181 = PlanDocument.parse(
  JSON.parse(readFileSync(new URL('../../data/plans/plan-181.json', import.meta.url), 'utf8')),
)
const fields = (draft: DraftDocument) => {
  const complete = completeDocument(draft)
  return complete.ok ? [] : complete.fields.map(({ field }) => field)
}

const text = fc
  .string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
  .map((word) => `t ${nfc(word)}`.trim())
const words = fc.record({ vi: text, en: text })
const amount = fc.integer({ min: 0, max: 10 ** 12 })
const day = fc
  .date({ min: new Date('2024-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const keys = ['conferences', 'courses', 'experts', 'supportTurns'] as const

/** Plans of any content whose parts agree with each other. */
const plans: fc.Arbitrary<PlanDocument> = fc
  .record({
    first: fc.integer({ min: 2020, max: 2030 }),
    span: fc.integer({ min: 0, max: 4 }),
    number: text,
    issuedOn: day,
    issuer: words,
    province: text,
    title: words,
    legalBases: fc.array(fc.record({ vi: text, en: text, number: fc.oneof(text, fc.constant('')) }), {
      maxLength: 3,
    }),
    replaces: fc.option(fc.record({ vi: text, en: text, number: text, issuedOn: day })),
    objective: words,
    objectives: fc.array(words, { maxLength: 3 }),
    numbers: fc.array(fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 500 })), {
      minLength: 1,
      maxLength: keys.length,
    }),
    bound: fc.constantFrom('exactly', 'about', 'atLeast', 'atMost', 'range'),
    criteria: fc.uniqueArray(text, { maxLength: 4 }),
    tasks: fc.array(fc.record({ code: text, title: words, items: fc.array(words, { maxLength: 3 }) }), {
      maxLength: 3,
    }),
    funding: fc.array(words, { maxLength: 3 }),
    duties: fc.uniqueArray(text, { maxLength: 4 }),
    agencies: fc.uniqueArray(fc.constantFrom('skhcn-st', 'stc-st', 'snv-st'), { minLength: 1 }),
    onRequest: fc.boolean(),
    month: fc.option(fc.integer({ min: 1, max: 12 })),
    lines: fc.uniqueArray(text, { minLength: 1, maxLength: 4 }),
    amounts: fc.array(amount, { minLength: 1, maxLength: 20 }),
    quantity: fc.option(words),
    people: fc.array(words, { maxLength: 3 }),
  })
  .map((made) => {
    const years = Array.from({ length: made.span + 1 }, (_, index) => made.first + index)
    const money = (seed: number) => made.amounts[seed % made.amounts.length] ?? 0
    return {
      ...plan181,
      number: made.number,
      issuedOn: made.issuedOn,
      issuer: made.issuer,
      province: made.province,
      title: made.title,
      startsOn: `${made.first}-01-01`,
      endsOn: `${made.first + made.span}-12-31`,
      legalBases: made.legalBases,
      replaces: made.replaces,
      objective: made.objective,
      objectives: made.objectives,
      targets: made.numbers.map(([low, high], index) => ({
        vi: made.title.vi,
        en: made.title.en,
        indicator: keys[index] ?? 'conferences',
        bound: made.bound,
        minimum: made.bound === 'atMost' ? null : Math.min(low, high),
        maximum:
          made.bound === 'atLeast'
            ? null
            : made.bound === 'range'
              ? Math.max(low, high)
              : Math.min(low, high),
        parent: index === 1 ? 'conferences' : null,
        article: made.province,
      })),
      criteria: made.criteria.map((code) => ({ code, ...made.title })),
      tasks: made.tasks,
      funding: made.funding,
      duties: made.duties.map((code, index) => ({
        code,
        ...made.objective,
        agencies: made.agencies,
        recurrence: index % 2 === 0 ? ('yearly' as const) : ('once' as const),
        ...(made.onRequest ? { onRequest: true } : {}),
        dueYear: index % 2 === 0 ? null : made.first,
        dueMonth: made.month,
        dueDay: null,
        dueBefore: made.onRequest,
      })),
      budget: {
        title: made.title,
        unit: money(0) % 2 === 0 ? 1_000_000 : 1,
        years,
        lines: made.lines.map((code, index) => ({
          code,
          parent: index === 1 ? (made.lines[0] ?? null) : null,
          ...made.issuer,
          quantity: made.quantity,
          note: null,
          total: money(index),
          years: Object.fromEntries(years.map((year) => [String(year), money(year + index)])),
        })),
        total: money(3),
        yearTotals: Object.fromEntries(years.map((year) => [String(year), money(year)])),
      },
      remarks: made.people,
      recipients: made.people,
    }
  })

describe('a draft that is complete is a plan', () => {
  it('Plan 181 is', () => {
    expect(completeDocument(plan181)).toEqual({ ok: true, document: plan181 })
  })

  it('every plan is, unchanged', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        expect(DraftDocument.parse(plan)).toEqual(plan)
        expect(completeDocument(plan)).toEqual({ ok: true, document: plan })
      }),
      { numRuns: 60 },
    )
  })

  it('an empty draft lacks each thing once', () => {
    const lacking = fields(emptyDraft())
    expect(new Set(lacking).size).toBe(lacking.length)
    expect(lacking).toEqual(
      expect.arrayContaining(['number', 'issuedOn', 'title', 'startsOn', 'endsOn', 'objective']),
    )
    // A plan may do without counted targets, a budget by line, participants, those whom it supports, and a signature.
    for (const part of ['targets', 'budget', 'participants', 'beneficiaries', 'signatory'])
      expect(lacking.filter((field) => field.startsWith(part))).toEqual([])
  })

  it('a target is the quantity of lines that the budget has', () => {
    const [first, ...rest] = plan181.targets
    if (first === undefined) throw new Error('Plan 181 has targets')
    const of = (lines: string) => fields({ ...plan181, targets: [{ ...first, lines }, ...rest] })
    expect(of('II.1; III.1')).toEqual([])
    expect(of('')).toEqual([])
    expect(of('II.1, II.9')).toEqual(['targets.0.lines'])
  })

  it('lacks exactly the text that is taken out, and English takes after Vietnamese', () => {
    expect(fields({ ...plan181, title: { vi: '', en: '' } })).toEqual(['title'])
    const alone = completeDocument({ ...plan181, title: { vi: 'Kế hoạch', en: '' } })
    expect(alone.ok && alone.document.title).toEqual({ vi: 'Kế hoạch', en: 'Kế hoạch' })
  })

  it('a part stands after its whole, an indicator counts once, one-time work has its year', () => {
    const [first, ...rest] = plan181.targets
    if (first === undefined) throw new Error('Plan 181 has targets')
    expect(fields({ ...plan181, targets: [...rest, { ...first, parent: 'tfp' }] })).toEqual([
      'targets.5.parent',
    ])
    expect(fields({ ...plan181, targets: [...plan181.targets, first] })).toEqual(['targets.6.indicator'])
    const duties = plan181.duties.map((duty) => ({ ...duty, recurrence: 'once' as const, dueYear: null }))
    expect(fields({ ...plan181, duties })).toHaveLength(duties.length)
  })

  it('the years of the budget lie in the period', () => {
    expect(fields({ ...plan181, endsOn: '2024-12-31' })).toEqual(['budget.years'])
    expect(fields({ ...plan181, endsOn: '2023-12-31' })).toEqual(['endsOn', 'budget.years'])
  })
})

describe('a form gives back what it shows', () => {
  const filled = (values: FormValues) =>
    Object.fromEntries(Object.entries(values).filter(([, typed]) => typed !== undefined))

  it.each(partKeys)('in the part %s of any plan', (part) => {
    fc.assert(
      fc.property(plans, (plan) => {
        const { content, rows, problems } = partOfValues(part, filled(valuesOfPart(part, plan)))
        const shape = Object.keys(partShape(part).shape)
        expect(problems).toEqual([])
        expect(content).toEqual(Object.fromEntries(shape.map((key) => [key, Reflect.get(plan, key)])))
        for (const before of Object.values(rows)) expect(before).toEqual(before.map((_, place) => place))
      }),
      { numRuns: 40 },
    )
  })

  it('an empty draft stays empty', () => {
    for (const part of partKeys) {
      const { content, problems } = partOfValues(part, filled(valuesOfPart(part, emptyDraft())))
      expect(problems).toEqual([])
      expect(DraftDocument.parse({ ...emptyDraft(), ...content })).toEqual(emptyDraft())
    }
  })

  it('leaves out rows that are ticked off or blank, and knows where the others were', () => {
    const values = valuesOfPart('funding', plan181)
    const list = partForm('funding').lists[0]
    if (list === undefined) throw new Error('funding has a list')
    const rows = rowsOf(values, 'funding')
    const typed = withRows(values, 'funding', [
      { ...rows[0], _remove: 'true' },
      rows[1] ?? {},
      { ...blankRow(list), vi: 'Vốn vay ưu đãi' },
      blankRow(list),
      rows[2] ?? {},
    ])
    const { content, rows: origins } = partOfValues('funding', typed)
    expect(content.funding).toEqual([
      plan181.funding[1],
      { vi: 'Vốn vay ưu đãi', en: '' },
      plan181.funding[2],
    ])
    expect(origins.funding).toEqual([1, null, 2])
  })

  it('names by its field what it cannot read', () => {
    const wrong = {
      ...valuesOfPart('budget', plan181),
      'budget.lines.2.years.2024': 'mười bốn',
      'budget.total': '1,500',
    }
    expect(partOfValues('budget', wrong).problems.map(({ field }) => field)).toEqual([
      'budget.total',
      'budget.lines.2.years.2024',
    ])
    const dated = { ...valuesOfPart('identity', plan181), issuedOn: '31/11/2024' }
    expect(partOfValues('identity', dated).problems.map(({ field }) => field)).toEqual(['issuedOn'])
  })

  it('understands amounts in triệu đồng as offices write them', () => {
    const typed = {
      ...valuesOfPart('budget', plan181),
      'budget.total': '2.662',
      'budget.yearTotals.2024': '12,5',
    }
    const budget = DraftDocument.parse({ ...plan181, ...partOfValues('budget', typed).content }).budget
    expect(budget.total).toBe(2_662_000_000)
    expect(budget.yearTotals['2024']).toBe(12_500_000)
  })
})

describe('a long list is corrected a hundred rows at a time', () => {
  const many = {
    ...plan181,
    funding: Array.from({ length: 250 }, (_, place) => ({ vi: `Nguồn ${place}`, en: '' })),
  }
  const { lists } = partForm('funding')

  it('and the rows that are not shown stay as they are', () => {
    const shown = windowed(valuesOfPart('funding', many), lists, 100)
    expect(rowsOf(shown, 'funding')).toHaveLength(100)
    const { content, rows } = merged(many, lists, shown, partOfValues('funding', shown))
    expect(content.funding).toEqual(many.funding)
    expect(rows.funding).toEqual(many.funding.map((_, place) => place))
  })

  it('and one that is taken out is gone with its place', () => {
    const shown = { ...windowed(valuesOfPart('funding', many), lists, 200), 'funding.0._remove': 'true' }
    const { content, rows } = merged(many, lists, shown, partOfValues('funding', shown))
    expect(content.funding).toEqual(many.funding.toSpliced(200, 1))
    expect(rows.funding).not.toContain(200)
  })
})

describe('what stands in the way is told', () => {
  const signed = readFileSync(new URL('../../data/plans/plan-181.md', import.meta.url), 'utf8')
  const reading = (source: string) => {
    const read = readPlan(source)
    return newReading(read, documentOfReading(read, { indicators: [], agencies: [] }))
  }

  it('an error of sums stands until the budget has been changed and holds', () => {
    const kept = reading(signed.replace('<b>124</b>', '<b>134</b>'))
    const { document } = kept.first
    const errors = (draft: DraftDocument) =>
      reviewFindings(kept, draft).filter(({ finding, changed }) => finding.severity === 'error' && !changed)
        .length
    expect(errors(document)).toBeGreaterThan(0)
    expect(draftSums(document).map(({ where }) => where)).toContain('I')
    const mended = { ...document, budget: plan181.budget }
    expect(draftSums(mended)).toEqual([])
    expect(errors(mended)).toBe(0)
  })

  it('English beside a text does not count as a change of it', () => {
    const kept = reading(signed)
    const { document } = kept.first
    const translated = {
      ...document,
      remarks: document.remarks.map((remark) => ({ ...remark, en: 'Other' })),
    }
    expect(reviewFindings(kept, translated).some(({ changed }) => changed)).toBe(false)
  })

  it('a place in the text is told by the smallest thing that stands there', () => {
    const spans = { a: { start: 0, end: 100 }, 'a.0': { start: 10, end: 20 }, b: { start: 200, end: 210 } }
    expect(pathsAt({ start: 12, end: 13 }, spans)).toEqual(['a.0'])
    expect(pathsAt({ start: 50, end: 51 }, spans)).toEqual(['a'])
    expect(pathsAt({ start: 150, end: 151 }, spans)).toEqual([])
  })

  it('paths follow their rows', () => {
    const origins = { duties: [2, null, 0] }
    expect(movedPath('duties.2.agencies', origins)).toBe('duties.0.agencies')
    expect(movedPath('duties.0', origins)).toBe('duties.2')
    expect(movedPath('duties.1.dueDay', origins)).toBeNull()
    expect(movedPath('targets.1', origins)).toBe('targets.1')
    expect(movedPath('budget.lines.1.years.2024', { 'budget.lines': [1] })).toBe('budget.lines.0.years.2024')
  })

  it('every path has a part that it is corrected in', () => {
    expect(partOfPath('budget.lines.3.total')).toBe('budget')
    expect(partOfPath('remarks.0')).toBe('recipients')
    expect(partOfPath('orientation.lastYear')).toBe('targets')
    expect(
      Object.keys(emptyDraft())
        .filter((key) => key !== 'source')
        .map(partOfPath),
    ).not.toContain(undefined)
  })
})

describe('the plan’s own text', () => {
  it('is read again as the plan that it is', () => {
    const again = readPlan(planText(plan181))
    expect(again.number?.value).toBe('181/KH-UBND')
    expect(again.budget?.total).toBe(2_662_000_000)
    expect(again.budget?.lines.map(({ total }) => total)).toEqual(
      plan181.budget.lines.map(({ total }) => total),
    )
  })
})
