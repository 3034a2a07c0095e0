import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import catalogues from '../../data/catalogues.json' with { type: 'json' }
import { checkBudget } from '../plan/index.ts'
import { readPlan } from '../plan-reader/index.ts'
import { DraftDocument, emptyDraft } from './draft.ts'
import { documentOfReading } from './mapping/draft.ts'
import { draftSums } from './review.ts'
import { completeDocument } from './rules.ts'
import { partOfValues, valuesOfPart } from './section-form.ts'
import { summed } from './sums.ts'

const known = { indicators: [], agencies: [], sources: catalogues.fundingSources }
const million = 1_000_000

/** The budget of a plan of 2026 - 2027 with this table as its appendix, in triệu đồng. */
function budgetRead(...rows: readonly string[]) {
  const table = rows.map((row) => `| ${row.split('|').join(' | ')} |`)
  const text = [
    'UBND\nTỈNH ĐỒNG NAI\nSố: 12/KH-UBND\n\nĐồng Nai, ngày 05 tháng 5 năm 2026\n\nKẾ HOẠCH',
    'Hỗ trợ doanh nghiệp nâng cao năng suất giai đoạn 2026 - 2027\n\nPHỤ LỤC\nĐơn vị tính: triệu đồng\n',
    table[0],
    (table[0] ?? '').replace(/[^|]+/g, '---'),
    ...table.slice(1),
  ].join('\n')
  const read = readPlan(text)
  const { document, notes } = documentOfReading(read, known)
  const errors = read.findings.filter(({ severity }) => severity === 'error').map(({ code }) => code)
  return { budget: document.budget, document, notes, errors }
}

describe('a table of several sources', () => {
  it('whose years are those of the State’s budget alone: that is the plan’s own, enterprises stand beside it', () => {
    const { budget, errors, document } = budgetRead(
      'TT|Nội dung|Tổng|Nguồn: NSNN|Nguồn: DN|Phân kỳ NSNN: 2026|2027',
      '1|Hỗ trợ|8|4|4|2|2',
      '|Tổng cộng|8|4|4|2|2',
    )
    expect(errors).toEqual([])
    expect(budget).toMatchObject({
      source: 'state_budget',
      total: 4 * million,
      yearTotals: { '2026': 2 * million, '2027': 2 * million },
      others: [{ source: 'enterprise', total: 4 * million, years: {} }],
      whole: { total: 8 * million },
    })
    expect(budget.lines[0]).toMatchObject({
      total: 4 * million,
      others: { enterprise: { total: 4 * million, years: {} } },
      whole: { total: 8 * million },
    })
    expect(draftSums(document)).toEqual([])
  })

  it('with sources over their own years, in heads of two rows', () => {
    const { budget, errors } = budgetRead(
      'TT|Nội dung|Tổng|Ngân sách tỉnh|||Doanh nghiệp||',
      '|||Tổng|2026|2027|Tổng|2026|2027',
      '1|Hỗ trợ|10|6|4|2|4|1|3',
      '|Tổng cộng|10|6|4|2|4|1|3',
    )
    expect(errors).toEqual([])
    expect(budget).toMatchObject({ source: 'provincial_budget', total: 6 * million })
    expect(budget.lines[0]).toMatchObject({
      years: { '2026': 4 * million, '2027': 2 * million },
      others: { enterprise: { total: 4 * million, years: { '2026': million, '2027': 3 * million } } },
    })
  })

  it('with years over their sources', () => {
    const { budget, errors } = budgetRead(
      'TT|Nội dung|Tổng|2026|||2027||',
      '|||Tổng|NSNN|DN|Tổng|NSNN|DN',
      '1|Hỗ trợ|10|5|4|1|5|2|3',
      '|Tổng cộng|10|5|4|1|5|2|3',
    )
    expect(errors).toEqual([])
    expect(budget.lines[0]).toMatchObject({
      total: 6 * million,
      years: { '2026': 4 * million, '2027': 2 * million },
      others: { enterprise: { total: 4 * million, years: { '2026': million, '2027': 3 * million } } },
      whole: { total: 10 * million, years: { '2026': 5 * million, '2027': 5 * million } },
    })
  })

  it('whose years are of all sources: they stay, those of each source are asked for', () => {
    const { budget, notes } = budgetRead(
      'TT|Nội dung|Tổng|NSNN|DN|2026|2027',
      '1|Hỗ trợ|8|4|4|5|3',
      '|Tổng cộng|8|4|4|5|3',
    )
    expect(budget).toMatchObject({
      total: 4 * million,
      yearTotals: { '2026': null, '2027': null },
      whole: { total: 8 * million, years: { '2026': 5 * million, '2027': 3 * million } },
    })
    expect(notes.map(({ path }) => path)).toContain('budget.years')
  })

  it('of which one is in no catalogue is named as the table names it, and the officer is told', () => {
    const { budget, notes, errors } = budgetRead(
      'TT|Nội dung|Tổng|Nguồn kinh phí||Phân kỳ Ngân sách tỉnh||Phân kỳ Vốn ODA|',
      '|||Ngân sách tỉnh|Vốn ODA|2026|2027|2026|2027',
      '1|Hỗ trợ|10|6|4|4|2|1|3',
      '|Tổng cộng|10|6|4|4|2|1|3',
    )
    expect(errors).toEqual([])
    expect(budget.others).toEqual([
      { source: 'Vốn ODA', total: 4 * million, years: { '2026': million, '2027': 3 * million } },
    ])
    expect(notes.filter(({ path }) => path === 'budget.source').map(({ words }) => words.vi)).toContain(
      'Danh mục chưa có nguồn "Vốn ODA": chọn nguồn tương ứng, hoặc thêm vào danh mục.',
    )
  })

  it('whose rows are the sources has no lines: what each gives, and all', () => {
    const { budget } = budgetRead('Nguồn|2026|2027', 'Ngân sách tỉnh|5|1', 'Doanh nghiệp|3|2', 'Tổng|8|3')
    expect(budget).toMatchObject({
      lines: [],
      source: 'provincial_budget',
      total: 6 * million,
      yearTotals: { '2026': 5 * million, '2027': million },
      others: [{ source: 'enterprise', total: 5 * million }],
      whole: { total: 11 * million, years: { '2026': 8 * million, '2027': 3 * million } },
    })
  })

  it.each([
    ['the sources of a line', '1|Hỗ trợ|9|4|4|2|2'],
    ['the years of the one source', '1|Hỗ trợ|8|4|4|2|3'],
  ])('that does not add up is an error of the document and of the draft: %s', (_what, row) => {
    const { errors, document } = budgetRead(
      'TT|Nội dung|Tổng|Nguồn: NSNN|Nguồn: DN|Phân kỳ NSNN: 2026|2027',
      row,
      '|Tổng cộng|8|4|4|2|2',
    )
    expect(errors).not.toEqual([])
    expect(draftSums(document)).not.toEqual([])
  })
})

/** Budgets of two years with up to two other sources, their sums made from the smallest lines. */
const budgets = fc
  .record({
    rows: fc.array(fc.array(fc.integer({ min: 0, max: 10 ** 9 }), { minLength: 6, maxLength: 6 }), {
      minLength: 1,
      maxLength: 8,
    }),
    spread: fc.array(fc.boolean(), { minLength: 1, maxLength: 2 }),
  })
  .map(({ rows, spread }) => {
    const none: Record<string, number | null> = {}
    const amounts = (own: readonly number[], at: number): Record<string, number | null> => ({
      '2026': own[at] ?? 0,
      '2027': own[at + 1] ?? 0,
    })
    const keys = ['enterprise', 'other'].slice(0, spread.length)
    return summed({
      ...emptyDraft().budget,
      title: { vi: 'Dự toán', en: 'Estimate' },
      unit: 1,
      years: [2026, 2027],
      source: 'state_budget',
      others: keys.map((source, at) => ({
        source,
        total: 0,
        years: spread[at] ? amounts([], 0) : none,
      })),
      lines: rows.map((own, place) => ({
        ...{ vi: `Việc ${place}`, en: `Work ${place}`, quantity: null, note: null },
        code: place === 0 ? 'I' : `I.${place}`,
        parent: place === 0 ? null : 'I',
        total: 0,
        years: amounts(own, 0),
        others: Object.fromEntries(
          keys.map((source, at) => [
            source,
            { total: own[2 + 2 * at] ?? 0, years: spread[at] ? amounts(own, 2 + 2 * at) : none },
          ]),
        ),
      })),
    })
  })

const draftOf = (budget: DraftDocument['budget']): DraftDocument => ({ ...emptyDraft(), budget })

describe('the sums of a budget of several sources', () => {
  it('by source, by year and in all agree when they are reckoned from the smallest lines', () => {
    fc.assert(
      fc.property(budgets, (budget) => {
        expect(draftSums(draftOf(budget))).toEqual([])
        const sources = budget.others?.map(({ total }) => total ?? 0) ?? []
        expect(budget.whole?.total).toBe(sources.reduce((sum, total) => sum + total, budget.total ?? 0))
        for (const year of budget.whole === undefined ? [] : Object.keys(budget.whole.years))
          expect(budget.whole?.years[year]).toBe(
            (budget.others ?? []).reduce(
              (sum, { years }) => sum + (years[year] ?? 0),
              budget.yearTotals[year] ?? 0,
            ),
          )
      }),
    )
  })

  it('are found wrong when any one amount of any source is changed', () => {
    const cells = (value: unknown, path: readonly string[] = []): string[][] =>
      typeof value === 'number'
        ? [[...path]]
        : typeof value === 'object' && value !== null
          ? Object.entries(value).flatMap(([key, item]) => cells(item, [...path, key]))
          : []
    fc.assert(
      fc.property(budgets, fc.nat(), fc.integer({ min: 1, max: 10 ** 6 }), (budget, pick, by) => {
        const { lines, total, yearTotals, others, whole } = budget
        const all = cells({ lines, total, yearTotals, others, whole })
        const path = all[pick % all.length] ?? []
        const changed = structuredClone(budget) as Record<string, unknown>
        const at = path.slice(0, -1).reduce<unknown>((of, key) => Reflect.get(Object(of), key), changed)
        const last = path.at(-1) ?? ''
        Reflect.set(Object(at), last, Number(Reflect.get(Object(at), last)) + by)
        expect(checkBudget(changed as never).length, path.join('.')).toBeGreaterThan(0)
      }),
    )
  })
})

describe('the form of a budget of several sources', () => {
  it('gives back what it shows', () => {
    fc.assert(
      fc.property(budgets, (budget) => {
        const { content, problems } = partOfValues('budget', valuesOfPart('budget', draftOf(budget)))
        expect(problems).toEqual([])
        expect(DraftDocument.shape.budget.parse(content.budget)).toEqual(budget)
      }),
      { numRuns: 30 },
    )
  })

  const budget = summed({
    ...emptyDraft().budget,
    years: [2026],
    source: 'state_budget',
    others: [
      { source: 'Vốn ODA', total: 0, years: {} },
      { source: 'enterprise', total: 0, years: {} },
    ],
    lines: [
      {
        ...{ vi: 'Hỗ trợ', en: '', code: '1', parent: null, quantity: null, note: null },
        total: 0,
        years: { '2026': 5 * million },
        others: {
          'Vốn ODA': { total: 2 * million, years: {} },
          enterprise: { total: 3 * million, years: {} },
        },
      },
    ],
  })
  const shown = valuesOfPart('budget', draftOf(budget))
  const sent = (typed: Record<string, string>) =>
    DraftDocument.shape.budget.parse(partOfValues('budget', { ...shown, ...typed }).content.budget)

  it('takes another source for one that the catalogue does not have, with its amounts', () => {
    const { others, lines } = sent({ 'budget.others.0.source': 'central_budget' })
    expect(others?.map(({ source }) => source)).toEqual(['central_budget', 'enterprise'])
    expect(lines[0]?.others?.central_budget).toEqual({ total: 2 * million, years: {} })
  })

  it('lets a source go with its column, and all of them', () => {
    expect(sent({ 'budget.others.0.source': '' }).lines[0]?.others).toEqual({
      enterprise: { total: 3 * million, years: {} },
    })
    const none = sent({ 'budget.others.0.source': '', 'budget.others.1.source': '' })
    expect([none.others, none.whole, none.lines[0]?.others]).toEqual([undefined, undefined, undefined])
  })

  it('adds a source, whose amounts are then asked for', () => {
    const added = sent({ _add: 'other' })
    expect(added.others?.at(-1)).toEqual({ source: 'other', total: null, years: {} })
    const complete = completeDocument(draftOf(added))
    expect(complete.ok ? [] : complete.fields.map(({ field }) => field)).toContain('budget.others.2.total')
  })

  it('refuses a source that stands twice', () => {
    const complete = completeDocument(draftOf(sent({ 'budget.others.0.source': 'state_budget' })))
    expect(complete.ok ? [] : complete.fields.map(({ field }) => field)).toContain('budget.others.0.source')
  })
})
