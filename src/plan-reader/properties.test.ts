import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPlan } from './read.ts'
import { type PlanDocument, planJsonSchema, planSchema, type Span } from './schema.ts'

const documents = [
  '../../data/plans/plan-181.md',
  'fixtures/thanh-lam.md',
  'fixtures/hai-trieu.txt',
  'fixtures/dong-lam.md',
  'fixtures/son-ha.txt',
].map((path) => readFileSync(new URL(path, import.meta.url), 'utf8'))

/** Every span below an item of a plan, without the whole budget's and the findings': these enclose, they hold nothing. */
function spansOf(plan: PlanDocument): Span[] {
  const spans: Span[] = []
  const walk = (value: unknown) => {
    if (Array.isArray(value)) for (const item of value) walk(item)
    else if (typeof value === 'object' && value !== null) {
      if (
        'start' in value &&
        'end' in value &&
        typeof value.start === 'number' &&
        typeof value.end === 'number'
      ) {
        spans.push({ start: value.start, end: value.end })
      } else for (const item of Object.values(value)) walk(item)
    }
  }
  const { findings: _findings, budget, signatory, text: _text, ...items } = plan
  walk(items)
  walk(signatory?.spans ?? [])
  if (budget !== null) walk([budget.heads, budget.lines, budget.sums])
  return spans
}

/** The signs of the text that neither an item nor `unplaced` holds. */
function dropped(plan: PlanDocument): string {
  const held = new Uint8Array(plan.text.length)
  for (const { start, end } of spansOf(plan)) held.fill(1, start, end)
  let left = ''
  for (let at = 0; at < plan.text.length; at++)
    if (held[at] === 0 && /\S/.test(plan.text.charAt(at))) left += plan.text.charAt(at)
  return left
}

function expectWhole(source: string): PlanDocument {
  const plan = readPlan(source)
  expect(dropped(plan)).toBe('')
  for (const { start, end } of spansOf(plan)) {
    expect(start).toBeLessThanOrEqual(end)
    expect(end).toBeLessThanOrEqual(plan.text.length)
  }
  expect(planSchema.safeParse(plan).error).toBeUndefined()
  return plan
}

/** Two columns: the last line of the first stands in the text behind the first line of the second. */
const besideOutOfOrder = [
  ...Array.from({ length: 3 }, () => '<td colspan="9">'),
  ...['I. ', '<tr>', '<td colspan="9">', 'I. ', '<td colspan="9">', 'I. ', 'Tổng cộng', ' đến năm '],
]

/** One of the documents with some of its pieces taken out, doubled, moved or replaced. */
const mutated = fc
  .tuple(
    fc.constantFrom(...documents),
    fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        length: fc.integer({ min: 0, max: 300 }),
        put: fc.oneof(
          fc.constant(''),
          fc.string({ unit: 'grapheme', maxLength: 40 }),
          fc.constantFrom(
            '\n',
            '\n\n',
            '\t',
            '   ',
            '|',
            '**',
            '<b>',
            '<td>',
            '</tr>',
            'I. ',
            '1. ',
            '- ',
            '2.662',
            ' triệu đồng',
            'Tổng cộng\t\t',
            'Phụ lục\n',
            'Nơi nhận:',
          ),
        ),
      }),
      { maxLength: 12 },
    ),
  )
  .map(([document, cuts]) =>
    cuts.reduce((text, { at, length, put }) => {
      const from = Math.floor(at * text.length)
      return text.slice(0, from) + put + text.slice(from + length)
    }, document),
  )

describe('whatever the document', () => {
  it('nothing of the plans at hand is dropped', () => {
    for (const document of documents) expectWhole(document)
  })

  it('nothing of a damaged plan is dropped, and what is read fits the schema', () => {
    fc.assert(
      fc.property(mutated, (source) => {
        expectWhole(source)
      }),
      { numRuns: 150 },
    )
  })

  it('any text at all is read without a crash, and nothing of it is dropped', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (source) => {
        expectWhole(source)
      }),
      { numRuns: 300 },
    )
  })

  it('lines made of the signs of structure are read without a crash', () => {
    const sign = fc.constantFrom(
      'I. ',
      '1. ',
      '2.1 ',
      'a) ',
      '- ',
      '\t',
      '|',
      '  ',
      '10',
      '2025',
      ' doanh nghiệp',
      'MỤC TIÊU',
      'KINH PHÍ',
      'TỔ CHỨC THỰC HIỆN',
      'Sở Tài chính',
      ': ',
      ';',
      '.',
      '\n',
      'STT',
      'Nội dung',
      'Tổng',
      'triệu đồng',
      'Tổng cộng',
      'KẾ HOẠCH',
      'Căn cứ ',
      'Quyết định số 1/QĐ-TTg ',
      'ngày 31/11',
      '<tr>',
      '<td colspan="9">',
      '*',
      '%',
      ' đến năm ',
      'trong đó',
    )
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 150, size: 'max' }), (signs) => {
        expectWhole(signs.join(''))
      }),
      { numRuns: 400, examples: [[besideOutOfOrder]] },
    )
  })

  it('much of it takes time in proportion, not by the square', () => {
    const hostile = [
      '1',
      '<',
      '*',
      '\t',
      ' ',
      '|',
      'a\u0301\u0323'.slice(1),
      '10 triệu ',
      'I. A\n',
      'a  b   ',
      '&amp',
      '(',
    ]
    // Time of this process on a processor: what else the machine does has no part in it.
    const cost = (piece: string, length: number) => {
      const began = process.cpuUsage()
      readPlan(`KẾ HOẠCH\nI. MỤC TIÊU\n${piece.repeat(Math.ceil(length / piece.length))}x`)
      const { user, system } = process.cpuUsage(began)
      return (user + system) / 1000
    }
    for (const piece of hostile) {
      // Six times as much takes about six times as long; by the square it would take 36 times.
      const grown = () => cost(piece, 300_000) / Math.max(cost(piece, 50_000), 10)
      let least = grown()
      // What the collector of memory took once does not decide.
      for (let again = 0; again < 2 && least >= 18; again++) least = Math.min(least, grown())
      expect(least, JSON.stringify(piece)).toBeLessThan(18)
    }
  })

  it('the words of a plan are all in its text: no letter or digit is lost on the way in', () => {
    const ink = (text: string) => text.normalize('NFC').replace(/[^\p{L}\p{N}]/gu, '')
    for (const document of documents) expect(ink(readPlan(document).text)).toBe(ink(document))
  })
})

describe('schema/plan.schema.json', () => {
  it('is what the zod schema gives: else run node --import tsx scripts/plan-schema.ts', () => {
    const kept: unknown = JSON.parse(
      readFileSync(new URL('../../schema/plan.schema.json', import.meta.url), 'utf8'),
    )
    expect(kept).toEqual(JSON.parse(JSON.stringify(planJsonSchema())))
  })
})
