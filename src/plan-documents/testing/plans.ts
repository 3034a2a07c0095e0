import fc from 'fast-check'
import agencies from '../../../data/agencies.json' with { type: 'json' }
import catalogues from '../../../data/catalogues.json' with { type: 'json' }
import { checkBudget, PlanDocument } from '../../plan/index.ts'
import { summed } from '../../plan-drafts/index.ts'
import type { Names } from '../words.ts'
import { budget } from './budget.ts'
import { both, clause, ended, sentence, title } from './words.ts'

/* Plans made up of the words that such plans use, for tests: every one is whole and its sums hold. */

/** The province of the shipped catalogue of agencies, whose place a made-up one takes. */
const shipped = agencies[0]?.name.replace(/^Ủy ban nhân dân tỉnh /, '') ?? ''

/** The same value with another province wherever it is named. */
const moved = <T>(value: T, province: string): T =>
  JSON.parse(JSON.stringify(value).replaceAll(shipped, province))

const provinces = [shipped, 'Lam Khê', 'Hạ Giang', 'Sông Lĩnh Thượng']

/** The catalogues of a province: its agencies, sources and indicators. */
export function knownIn(province: string) {
  return moved({ indicators: catalogues.indicators, agencies, sources: catalogues.fundingSources }, province)
}

/** The names that a written plan of a province has. */
export function namesIn(province: string): Names {
  const known = knownIn(province)
  return {
    agencies: new Map(known.agencies.map(({ key, name }) => [key, name])),
    sources: new Map(known.sources.map(({ key, name }) => [key, name])),
    indicators: new Map(known.indicators.map(({ key, name, unit }) => [key, { name, unit }])),
  }
}

const numbers = {
  exactly: fc.integer({ min: 1, max: 3000 }).map((value) => ({ minimum: value, maximum: value })),
  about: fc.integer({ min: 1, max: 3000 }).map((value) => ({ minimum: value, maximum: value })),
  atLeast: fc.integer({ min: 1, max: 3000 }).map((value) => ({ minimum: value, maximum: null })),
  atMost: fc.integer({ min: 1, max: 3000 }).map((value) => ({ minimum: null, maximum: value })),
  range: fc
    .tuple(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 900 }))
    .map(([low, more]) => ({ minimum: low, maximum: low + more })),
}
const target = (indicator: string) =>
  fc
    .constantFrom('exactly', 'about', 'atLeast', 'atMost', 'range')
    .chain((bound) => numbers[bound].map((range) => ({ bound, ...range })))
    .map((range) => ({
      ...both('(theo số)'),
      indicator,
      ...range,
      parent: indicator === 'certifiedTurns' ? 'supportTurns' : null,
      article: 'I.2',
    }))
const indicatorKeys = catalogues.indicators.map(({ key }) => key)
const targets = fc
  .subarray(indicatorKeys, { minLength: 1 })
  .map((keys) => keys.filter((key) => key !== 'certifiedTurns' || keys.includes('supportTurns')))
  .filter((keys) => keys.length > 0)
  .chain((keys) => fc.tuple(...keys.map(target)))

const day = fc
  .date({ min: new Date('2015-01-01T00:00:00Z'), max: new Date('2020-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const shownDay = (iso: string) => `${Number(iso.slice(8))}/${Number(iso.slice(5, 7))}/${iso.slice(0, 4)}`

const basis = fc
  .record({
    kind: fc.constantFrom(
      ['Quyết định', 'QĐ-TTg', 'Thủ tướng Chính phủ phê duyệt'],
      ['Nghị định', 'NĐ-CP', 'Chính phủ quy định'],
      ['Nghị quyết', 'NQ-HĐND', 'Hội đồng nhân dân tỉnh ban hành'],
    ),
    number: fc.integer({ min: 1, max: 3000 }),
    on: day,
    about: clause,
  })
  .map(({ kind: [kind, symbol, by], number, on, about }) => {
    const full = symbol === 'NĐ-CP' ? `${number}/${on.slice(0, 4)}/NĐ-CP` : `${number}/${symbol}`
    return {
      number: full,
      ...both(`${kind} số ${full} ngày ${shownDay(on)} của ${by} ${about.replace(/[,.]+$/, '')}`),
    }
  })

const agencyKeys = agencies
  .filter(({ key }) => key.endsWith('-st') || key.startsWith('ubnd-h-') || key.startsWith('ubnd-t'))
  .filter(({ key, validFrom, validTo }) => key !== 'ubnd-st' && validFrom === null && validTo > '2025-06')
  .map(({ key }) => key)

type Timing = Pick<
  PlanDocument['duties'][number],
  'recurrence' | 'dueYear' | 'dueMonth' | 'dueDay' | 'dueBefore'
>
const none = { dueYear: null, dueMonth: null, dueDay: null, dueBefore: false }
const dayOfYear = fc.record({
  dueMonth: fc.integer({ min: 1, max: 12 }),
  dueDay: fc.integer({ min: 1, max: 28 }),
})
const timing = (first: number, last: number): fc.Arbitrary<Timing> =>
  fc.oneof(
    fc.constant({ recurrence: 'continuous' as const, ...none }),
    fc
      .record({
        recurrence: fc.constantFrom('yearly' as const, 'halfYearly' as const, 'quarterly' as const),
        on: fc.option(dayOfYear),
        dueBefore: fc.boolean(),
      })
      .map(({ recurrence, on, dueBefore }) =>
        on === null ? { recurrence, ...none } : { recurrence, ...none, ...on, dueBefore },
      ),
    fc
      .record({
        recurrence: fc.constantFrom('halfYearly' as const, 'quarterly' as const, 'monthly' as const),
        dueDay: fc.integer({ min: 1, max: 28 }),
        dueBefore: fc.boolean(),
      })
      .map(({ recurrence, ...on }) => ({ recurrence, ...none, ...on })),
    fc
      .record({
        dueYear: fc.integer({ min: first, max: last }),
        on: fc.option(dayOfYear),
        dueBefore: fc.boolean(),
      })
      .map(({ dueYear, on, dueBefore }) => ({
        recurrence: 'once' as const,
        ...none,
        dueYear,
        ...on,
        dueBefore,
      })),
  )

/** The duties of several agencies, some of them of more than one together. */
const duties = (first: number, last: number) =>
  fc
    .shuffledSubarray(agencyKeys, { minLength: 1, maxLength: 9 })
    .chain((keys) =>
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 }).map((sizes) => {
        const starts = sizes.map((_size, at) => sizes.slice(0, at).reduce((sum, size) => sum + size, 0))
        return sizes
          .map((size, at) => keys.slice(starts[at], (starts[at] ?? 0) + size))
          .filter((group) => group.length > 0)
      }),
    )
    .chain((groups) =>
      fc.tuple(
        ...groups.map((group, section) =>
          fc
            .array(
              fc.record({
                text: sentence,
                when: timing(first, last),
                onRequest: fc.boolean(),
              }),
              { minLength: 1, maxLength: 4 },
            )
            .map((list) =>
              list.map(({ text, when, onRequest }, place) => ({
                code: `V.${section + 1}.${place + 1}`,
                agencies: group,
                ...both(`${text.replace(/[.]+$/, '')}.`),
                ...when,
                onRequest,
              })),
            ),
        ),
      ),
    )
    .map((sections) => sections.flat())

/** What other sources give: which of them, whether each is spread over the years, and the amounts of the smallest lines in turn. */
const otherSources = fc.record({
  own: fc.constantFrom('provincial_st', 'state_budget', 'provincial_budget'),
  others: fc.uniqueArray(
    fc.record({
      source: fc.constantFrom('enterprise', 'other', 'central_budget', 'district_budget'),
      spread: fc.boolean(),
      amounts: fc.array(
        fc.integer({ min: 0, max: 9000 }).map((value) => value * 1_000_000),
        { minLength: 1, maxLength: 7 },
      ),
    }),
    { selector: ({ source }) => source, minLength: 1, maxLength: 4 },
  ),
})

type Sources = typeof otherSources extends fc.Arbitrary<infer T> ? T : never

/** The same plan with a budget of several sources, whose sums hold. */
function withSources(plan: PlanDocument, { own, others }: Sources): PlanDocument {
  const { budget } = plan
  const given = (amounts: readonly number[], at: number) => amounts[at % amounts.length] ?? 0
  const budgetOf = summed({
    ...budget,
    source: own,
    others: others.map(({ source, spread }) => ({
      source,
      total: 0,
      years: spread ? Object.fromEntries(budget.years.map((year) => [String(year), 0])) : {},
    })),
    lines: budget.lines.map((line, place) => ({
      ...line,
      others: Object.fromEntries(
        others.map(({ source, spread, amounts }) => [
          source,
          {
            total: given(amounts, place),
            years: spread
              ? Object.fromEntries(budget.years.map((year, at) => [String(year), given(amounts, place + at)]))
              : {},
          },
        ]),
      ),
    })),
  })
  return PlanDocument.parse({ ...plan, budget: budgetOf })
}

/** A whole plan whose budget is of two to five sources: the plan's own by year, the others by year or in all. */
export const anySourcedPlan: fc.Arbitrary<PlanDocument> = fc
  .constant(null)
  .chain(() => fc.tuple(anyPlan, otherSources))
  .map(([plan, sources]) => withSources(plan, sources))

/** A whole plan of one to six years of the shipped province or of a made-up one, with agencies of its own. */
export const anyPlan: fc.Arbitrary<PlanDocument> = fc
  .record({ first: fc.integer({ min: 2022, max: 2026 }), length: fc.integer({ min: 1, max: 6 }) })
  .chain(({ first, length }) => {
    const last = first + length - 1
    const years = Array.from({ length }, (_, at) => first + at)
    return fc
      .record({
        number: fc.integer({ min: 1, max: 999 }).map((value) => `${value}/KH-UBND`),
        issuedOn: fc
          .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
          .map(
            ([month, on]) =>
              `2025-${String(Math.ceil(month / 2)).padStart(2, '0')}-${String(on).padStart(2, '0')}`,
          ),
        title: title.map((text) =>
          both(
            `${text} ${length === 1 ? `năm ${first}` : `giai đoạn ${first} - ${last}`}, định hướng đến năm ${last + 5}`,
          ),
        ),
        legalBases: fc.array(basis, { minLength: 1, maxLength: 4 }),
        replaces: fc.option(
          fc.tuple(fc.integer({ min: 1, max: 400 }), day, title).map(([value, on, about]) => ({
            number: `${value}/KH-UBND`,
            issuedOn: on,
            ...both(
              `Kế hoạch số ${value}/KH-UBND ngày ${shownDay(on)} của UBND tỉnh ${shipped} ${about.toLowerCase()}`,
            ),
          })),
        ),
        objective: ended,
        targets,
        growth: fc.option(fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }))),
        participants: fc
          .shuffledSubarray(
            ['Sở Tài chính', 'Sở Nội vụ', 'Sở Văn hóa, Thể thao và Du lịch', 'Hiệp hội Doanh nghiệp tỉnh'],
            {
              minLength: 1,
            },
          )
          .map((names) => both(`${names.join(', ')}.`)),
        criteria: fc.array(title, { maxLength: 7 }),
        tasks: fc.array(fc.record({ title, items: fc.array(ended, { minLength: 1, maxLength: 4 }) }), {
          minLength: 1,
          maxLength: 5,
        }),
        funded: fc.boolean(),
        duties: duties(first, last),
        budget: budget(years),
        recipients: fc.subarray(['Bộ KH&CN', 'Các Sở, ban ngành tỉnh', 'UBND các huyện, thị xã, thành phố'], {
          minLength: 1,
        }),
        signer: fc.constantFrom('Nguyễn Văn Khởi', 'Trần Thị Ánh Nguyệt', 'Lê Đức'),
        deputy: fc.boolean(),
      })
      .map(
        (made): PlanDocument =>
          PlanDocument.parse({
            number: made.number,
            issuedOn: `${first - 1}${made.issuedOn.slice(4)}`,
            issuer: both(`Ủy ban nhân dân tỉnh ${shipped}`),
            province: shipped,
            title: made.title,
            startsOn: `${first}-01-01`,
            endsOn: `${last}-12-31`,
            legalBases: made.legalBases,
            replaces: made.replaces,
            objective: made.objective,
            objectives: [],
            targets: made.targets,
            orientation:
              made.growth === null
                ? null
                : {
                    firstYear: last + 1,
                    lastYear: last + 5,
                    baseFirstYear: first,
                    baseLastYear: last + (length === 1 ? 1 : 0),
                    minimumPercent: made.growth[0],
                    maximumPercent: made.growth[0] + made.growth[1],
                    ...both(
                      `Định hướng mục tiêu giai đoạn ${last + 1} - ${last + 5} tăng khoảng ${made.growth[0]}% - ${made.growth[0] + made.growth[1]}% so với kết quả thực hiện của giai đoạn ${first} - ${last + (length === 1 ? 1 : 0)} ở tất cả các nội dung.`,
                    ),
                  },
            participants: made.participants,
            beneficiaries: both(
              `Doanh nghiệp hoạt động trên địa bàn tỉnh ${shipped}. Trong đó thứ tự ưu tiên như sau:`,
            ),
            criteria: made.criteria.map((vi, at) => ({ code: 'abcdđeg'.charAt(at), ...both(vi) })),
            tasks: made.tasks.map((task, at) => ({
              code: `III.${at + 1}`,
              title: both(task.title),
              items: task.items,
            })),
            funding: made.funded
              ? [both('Kinh phí thực hiện từ ngân sách tỉnh và các nguồn hợp pháp khác.')]
              : [],
            duties: made.duties,
            budget: made.budget,
            remarks: [],
            recipients: [...made.recipients, 'Lưu: VT'].map(both),
            signatory: {
              authority: both('TM. ỦY BAN NHÂN DÂN'),
              office: both(made.deputy ? 'KT. CHỦ TỊCH, PHÓ CHỦ TỊCH' : 'CHỦ TỊCH'),
              name: made.signer,
            },
            source: 'made-up.docx',
          }),
      )
  })
  .filter(({ budget }) => checkBudget(budget).length === 0)
  .chain((plan) => fc.constantFrom(...provinces).map((province) => moved(plan, province)))
