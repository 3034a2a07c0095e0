import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson, parseJson } from '../platform/json.ts'
import { differences } from './comparison.ts'
import { budgetTotal, parseReportData, type ReportData } from './figures.ts'
import { contentSums, type PlanFigures, sharedResults, sumOfPlans } from './several-plans.ts'
import { budgetTable, contentTable, resultTable } from './tables.ts'
import {
  defaultSections,
  isOfEveryKind,
  lineText,
  renderSection,
  sectionKeys,
  unknownPlaceholders,
} from './text.ts'

/* Figures of made-up plans of neighbouring provinces. */

interface Made {
  readonly conferences: number
  readonly turns: readonly {
    readonly content: string
    readonly committed: bigint
    readonly decidedOn: string
  }[]
  readonly estimate: bigint
}

function figures(id: number, made: Made): PlanFigures {
  const money = { allocated: made.estimate, committed: 0n, disbursed: 0n, remaining: made.estimate }
  const target = {
    key: 'conferences',
    name: 'Hội nghị, hội thảo',
    nameEn: 'Conferences',
    unit: 'hội nghị',
    unitEn: 'conferences',
    parent: null,
    firstYear: 2026,
    lastYear: 2030,
    bound: 'exactly' as const,
    minimum: 10,
    maximum: 10,
    result: made.conferences,
    cumulative: made.conferences,
  }
  return {
    id,
    figures: {
      sample: false,
      plan: {
        number: `${id}/KH-UBND`,
        issuedOn: '2026-01-10',
        title: 'Hỗ trợ doanh nghiệp',
        issuer: 'Ủy ban nhân dân tỉnh',
        province: `Tỉnh ${id}`,
        firstYear: 2026,
        lastYear: 2030,
      },
      year: 2026,
      targets: [target, { ...target, key: 'tfpShare', name: 'Tỷ trọng TFP', level: true }],
      budget: [
        {
          code: 'I',
          parent: null,
          title: 'Hội nghị',
          titleEn: 'Conferences',
          estimate: made.estimate,
          ...money,
        },
      ],
      otherSources: [
        { key: 'enterprise', name: 'Doanh nghiệp', nameEn: 'Enterprises', ...money, estimate: 5n },
      ],
      turns: made.turns.map((turn, place) => ({
        id: id * 1000 + place,
        enterprise: `Công ty ${place}`,
        state: 'decided',
        finishedOn: null,
        disbursed: 0n,
        ...turn,
      })),
      certificates: [],
      events: [],
      eventCounts: { conference: made.conferences },
      studies: [],
      applications: { filed: made.turns.length, accepted: 1 },
      duties: { total: 4, done: 1 },
      obstacles: [],
    },
  }
}

const turn = (content: string, committed: bigint, decidedOn = '2026-03-01') => ({
  content,
  committed,
  decidedOn,
})
const city = figures(7, { conferences: 2, turns: [turn('Năng suất', 30n), turn('ISO', 20n)], estimate: 100n })
const coast = figures(9, { conferences: 3, turns: [turn('ISO', 50n, '2026-02-01')], estimate: 40n })
const joint = sumOfPlans(city, [coast])
const read = (text: string, data: ReportData = joint) =>
  renderSection(text, data, 'Sở Khoa học và Công nghệ').map(lineText)

describe('a report over several plans', () => {
  it('of one plan is that plan’s report, unchanged', () => {
    expect(sumOfPlans(city, [])).toBe(city.figures)
  })

  it('names the targets plan by plan, and adds up what they share but no rates', () => {
    expect(joint.targets.map(({ key, plan }) => [key, plan?.number])).toEqual([
      ['conferences', '7/KH-UBND'],
      ['tfpShare', '7/KH-UBND'],
      ['conferences', '9/KH-UBND'],
      ['tfpShare', '9/KH-UBND'],
    ])
    expect(sharedResults(joint)).toEqual([
      { name: 'Hội nghị, hội thảo', unit: 'hội nghị', result: 5, cumulative: 5 },
    ])
    const rows = resultTable(joint).rows.map(({ cells }) => cells[1]?.text)
    expect(rows).toEqual([
      'Kế hoạch 7/KH-UBND (Tỉnh 7), giai đoạn 2026 - 2030',
      'Hội nghị, hội thảo',
      'Tỷ trọng TFP',
      'Kế hoạch 9/KH-UBND (Tỉnh 9), giai đoạn 2026 - 2030',
      'Hội nghị, hội thảo',
      'Tỷ trọng TFP',
      'Cộng các kế hoạch: Hội nghị, hội thảo',
    ])
    expect(read('- {conferences}')).toEqual([
      'Kế hoạch 7/KH-UBND: tổ chức 02/10 hội nghị, hội thảo, đạt 20% chỉ tiêu giai đoạn 2026 - 2030, còn 08 thực hiện đến hết năm 2030.',
      'Kế hoạch 9/KH-UBND: tổ chức 03/10 hội nghị, hội thảo, đạt 30% chỉ tiêu giai đoạn 2026 - 2030, còn 07 thực hiện đến hết năm 2030.',
    ])
  })

  it('adds turns and money up by content', () => {
    expect(contentSums(joint)).toEqual([
      { content: 'ISO', turns: [1, 1], committed: 70n, disbursed: 0n },
      { content: 'Năng suất', turns: [1, 0], committed: 30n, disbursed: 0n },
    ])
    const table = contentTable(joint)
    expect(table?.rows.at(-1)?.cells.map(({ value, href }) => [value, href])).toEqual([
      [undefined, undefined],
      [2, '/support?year=2026&plan=7'],
      [1, '/support?year=2026&plan=9'],
      [3, '/support?year=2026&plan=7,9'],
      [100n, undefined],
      [0n, undefined],
    ])
    expect(contentTable(city.figures)).toBeNull()
  })

  it('keeps each budget line under its plan, with a link into that plan’s ledger', () => {
    const { rows } = budgetTable(joint)
    expect(rows.map(({ cells }) => cells[1]?.text)).toEqual([
      'Kế hoạch 7/KH-UBND (Tỉnh 7), giai đoạn 2026 - 2030',
      'Hội nghị',
      'Kế hoạch 9/KH-UBND (Tỉnh 9), giai đoạn 2026 - 2030',
      'Hội nghị',
      'Tổng cộng',
    ])
    expect(rows[3]?.cells[3]?.href).toContain('&plan=9')
    expect(rows.at(-1)?.cells[2]?.value).toBe(140n)
  })

  it('adds up sources, applications, duties and counts of events', () => {
    expect(joint.otherSources).toMatchObject([{ key: 'enterprise', estimate: 10n, allocated: 140n }])
    expect(joint).toMatchObject({
      applications: { filed: 3, accepted: 2 },
      duties: { total: 8, done: 2 },
      eventCounts: { conference: 5 },
    })
  })

  it('proposes a text whose names all mean something, names every plan, and narrows its lists to them', () => {
    const sections = defaultSections(joint)
    for (const key of sectionKeys.filter(isOfEveryKind))
      expect(unknownPlaceholders(sections[key], joint), key).toEqual([])
    expect(read(sections.opening)[0]).toContain('Kế hoạch số 7/KH-UBND')
    expect(read(sections.opening)[0]).toContain('Kế hoạch số 9/KH-UBND')
    const addresses = renderSection('{applications}', joint, '').flatMap(({ pieces }) =>
      pieces.flatMap(({ href }) => href ?? []),
    )
    expect(addresses[0]).toBe('/applications?year=2026&plan=7,9')
  })

  it('is kept and read back as it is, and differs from itself in nothing', () => {
    expect(parseReportData(parseJson(canonicalJson(joint)))).toEqual(joint)
    expect(differences(joint, joint)).toEqual([])
    const later = sumOfPlans(city, [
      { ...coast, figures: { ...coast.figures, targets: coast.figures.targets.slice(1) } },
    ])
    expect(differences(joint, later).map(({ what }) => what.vi)).toEqual([
      'Hội nghị, hội thảo (Kế hoạch 9/KH-UBND): kết quả năm',
      'Hội nghị, hội thảo (Kế hoạch 9/KH-UBND): lũy kế',
    ])
  })
})

const made = fc.record({
  conferences: fc.nat(50),
  estimate: fc.bigInt(0n, 10n ** 12n),
  turns: fc.array(
    fc.record({
      content: fc.constantFrom('ISO', 'Năng suất', 'Mã số'),
      committed: fc.bigInt(0n, 10n ** 10n),
      decidedOn: fc.constantFrom('2026-01-05', '2026-06-30', '2026-12-31'),
    }),
    { maxLength: 6 },
  ),
})

describe('sums over any plans', () => {
  it('hold no more and no less than the plans: money, turns, results; whoever leads', () => {
    fc.assert(
      fc.property(fc.array(made, { minLength: 2, maxLength: 4 }), (all) => {
        const parts = all.map((one, place) => figures(place + 1, one))
        const [first, ...others] = parts
        if (first === undefined) return
        const sum = sumOfPlans(first, others)
        const estimates = parts.reduce((total, part) => total + budgetTotal(part.figures.budget).estimate, 0n)
        expect(budgetTotal(sum.budget).estimate).toBe(estimates)
        const contents = contentSums(sum)
        expect(contents.reduce((total, { turns }) => total + turns.reduce((n, each) => n + each, 0), 0)).toBe(
          parts.reduce((total, part) => total + part.figures.turns.length, 0),
        )
        expect(contents.reduce((total, { committed }) => total + committed, 0n)).toBe(
          parts.reduce(
            (total, part) => part.figures.turns.reduce((money, each) => money + each.committed, total),
            0n,
          ),
        )
        expect(sharedResults(sum)[0]?.result).toBe(
          all.reduce((total, { conferences }) => total + conferences, 0),
        )
        const [lead, ...rest] = parts.toReversed()
        if (lead === undefined) return
        const turned = sumOfPlans(lead, rest)
        expect(turned.turns.map(({ id }) => id)).toEqual(sum.turns.map(({ id }) => id))
        expect(turned.applications).toEqual(sum.applications)
      }),
    )
  })
})
