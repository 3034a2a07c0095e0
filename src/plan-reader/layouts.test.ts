import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPlan } from './read.ts'
import type { PlanDocument } from './schema.ts'

/*
 * Layouts that nobody wrote: the same contents under any order of sections, any numbering, broken at any width, in tables of any
 * order of columns. What is written is read as it is, or stands in the list of what was not placed; nothing else is read.
 */

interface Content {
  readonly aims: readonly { readonly number: number; readonly unit: string }[]
  readonly work: readonly string[]
  readonly duties: readonly { readonly agency: string; readonly text: string }[]
  readonly money: number
}

const content: fc.Arbitrary<Content> = fc.record({
  aims: fc.uniqueArray(
    fc.record({
      number: fc.integer({ min: 2, max: 900 }),
      unit: fc.constantFrom(
        'doanh nghiệp',
        'sản phẩm',
        'hội thảo',
        'lớp tập huấn',
        'chuyên gia',
        'hợp tác xã',
      ),
    }),
    { minLength: 1, maxLength: 4, selector: ({ number }) => number },
  ),
  work: fc.uniqueArray(
    fc.constantFrom(
      'Tuyên truyền về năng suất trên báo, đài.',
      'Xây dựng mô hình điểm tại cụm công nghiệp.',
      'Đào tạo cán bộ quản lý chất lượng.',
      'Hỗ trợ áp dụng công cụ cải tiến.',
      'Kết nối chuyên gia với cơ sở sản xuất.',
    ),
    { minLength: 1, maxLength: 4 },
  ),
  duties: fc.uniqueArray(
    fc.record({
      agency: fc.constantFrom(
        'Sở Tài chính',
        'Sở Công Thương',
        'Sở Y tế',
        'Hội Nông dân tỉnh',
        'Báo Lam Khê',
      ),
      text: fc.constantFrom('Bố trí kinh phí hằng năm.', 'Phối hợp lựa chọn cơ sở.', 'Đăng tải kết quả.'),
    }),
    { minLength: 1, maxLength: 4, selector: ({ agency }) => agency },
  ),
  money: fc.integer({ min: 1, max: 90_000 }),
})

/** The signs of the three levels of headings. */
const numberings = [
  { root: (at: number) => `${roman(at)}. `, item: (at: number) => `${at}. `, sub: '- ' },
  { root: (at: number) => `${roman(at)}- `, item: (at: number) => `${at}- `, sub: '- ' },
  { root: (at: number) => `${roman(at)}/ `, item: (at: number) => `${at}/ `, sub: '+ ' },
  { root: (at: number) => `${'ABCDEG'[at - 1]}. `, item: (at: number) => `${at}. `, sub: '- ' },
  { root: (at: number) => `Phần ${roman(at)}. `, item: (at: number) => `${at}. `, sub: '* ' },
  { root: (at: number) => `${roman(at)}. `, item: (at: number) => `${at}) `, sub: '– ' },
]
const roman = (at: number) => ['I', 'II', 'III', 'IV', 'V', 'VI'][at - 1] ?? ''

const layout = fc.record({
  numbering: fc.constantFrom(...numberings),
  order: fc.shuffledSubarray(['aims', 'work', 'money', 'duties'] as const, { minLength: 4 }),
  width: fc.constantFrom(0, 48, 72),
  blank: fc.boolean(),
  bold: fc.boolean(),
})

type Layout = typeof layout extends fc.Arbitrary<infer Value> ? Value : never

const head = `ỦY BAN NHÂN DÂN
TỈNH LAM KHÊ
Số: 12/KH-UBND
Lam Khê, ngày 05 tháng 5 năm 2026

KẾ HOẠCH
Hỗ trợ doanh nghiệp năm 2026

`

/** A paragraph broken where a page of this width would break it; 0 does not break. */
function broken(line: string, width: number): string {
  if (width === 0) return line
  const lines: string[] = ['']
  for (const word of line.split(' ')) {
    const last = lines.at(-1) ?? ''
    if (last !== '' && last.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`
  }
  return lines.join('\n')
}

function written(given: Content, { numbering, order, width, blank, bold }: Layout): string {
  const { item, sub } = numbering
  const sections: Record<(typeof order)[number], [string, string[]]> = {
    aims: [
      'MỤC TIÊU',
      given.aims.map(({ number, unit }, at) => `${item(at + 1)}Có ${number} ${unit} của tỉnh được ghi nhận.`),
    ],
    work: ['NHIỆM VỤ, GIẢI PHÁP', given.work.map((text, at) => `${item(at + 1)}${text}`)],
    money: ['KINH PHÍ THỰC HIỆN', [`Tổng kinh phí là ${given.money} triệu đồng.`]],
    duties: [
      'TỔ CHỨC THỰC HIỆN',
      given.duties.flatMap(({ agency, text }, at) => [`${item(at + 1)}${agency}`, `${sub}${text}`]),
    ],
  }
  const lines = order.flatMap((key, at) => {
    const [title, body] = sections[key]
    const heading = `${numbering.root(at + 1)}${title}`
    return [bold ? `**${heading}**` : heading, ...body]
  })
  return head + lines.map((line) => broken(line, width)).join(blank ? '\n\n' : '\n')
}

/** What was read of it, in the same shape. */
function contentOf(plan: PlanDocument): Content {
  return {
    aims: plan.objectives.map(({ quantity, unit }) => ({ number: quantity?.min ?? -1, unit: unit ?? '' })),
    work: plan.tasks.map(({ text }) => text),
    duties: plan.duties.map(({ agency, text }) => ({ agency: agency ?? '', text })),
    money: (plan.funding[0]?.amount ?? 0) / 1_000_000,
  }
}

describe('whatever the layout', () => {
  it('the same contents are read, and nothing else', () => {
    fc.assert(
      fc.property(content, layout, (given, how) => {
        const text = written(given, how)
        const plan = readPlan(text)
        expect(contentOf(plan), text).toEqual(given)
        expect([plan.unplaced, plan.budget], text).toEqual([[], null])
      }),
      { numRuns: 300 },
    )
  })

  const cell = fc.constantFrom('6/2026', 'Quý III/2027', '2026 - 2027', 'Hằng năm', 'khi có vốn', '')
  const columns = [
    'TT',
    'Nhiệm vụ',
    'Cơ quan chủ trì',
    'Cơ quan phối hợp',
    'Thời gian',
    'Sản phẩm',
    'Xếp loại',
  ]

  it('each cell of a table of work is in a duty or listed, in whatever order its columns stand', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(columns.slice(1), { minLength: 6 }),
        fc.constantFrom('\t', '|'),
        fc.array(
          fc.tuple(cell, fc.constantFrom('Sở Y tế', 'Sở Nội vụ'), fc.constantFrom('Các sở', '-', '')),
          {
            minLength: 1,
            maxLength: 5,
          },
        ),
        (order, bar, rows) => {
          const heads = ['TT', ...order]
          const lines = rows.map(([time, lead, helper], at) =>
            heads
              .map(
                (name) =>
                  ({
                    TT: String(at + 1),
                    'Nhiệm vụ': `Việc ${'abcde'[at]}`,
                    'Cơ quan chủ trì': lead,
                    'Cơ quan phối hợp': helper,
                    'Thời gian': time,
                    'Sản phẩm': `Kết quả ${'abcde'[at]}`,
                    'Xếp loại': 'loại hai',
                  })[name] ?? '',
              )
              .join(bar),
          )
          const text = `${head}I. MỤC TIÊU\n- Hỗ trợ 4 doanh nghiệp.\n\n${[heads.join(bar), ...lines].join('\n')}\n`
          const plan = readPlan(text)
          expect(
            plan.duties.map(({ agency, text: title, product }) => [agency, title, product]),
            text,
          ).toEqual(rows.map(([, lead], at) => [lead, `Việc ${'abcde'[at]}`, `Kết quả ${'abcde'[at]}`]))
          expect(
            plan.duties.map(({ helpers }) => helpers ?? ''),
            text,
          ).toEqual(rows.map(([, , helper]) => (helper === '-' ? '' : helper)))
          const listed = plan.unplaced.map(({ text: words }) => words)
          expect(
            listed.filter((words) => words === 'loại hai'),
            text,
          ).toHaveLength(rows.length)
          for (const [at, [time]] of rows.entries()) {
            const { due = [], recurrence } = plan.duties[at] ?? {}
            if (time === 'khi có vốn') expect(due.length === 0 && recurrence === 'none', text).toBe(true)
            else if (time === 'Hằng năm') expect(recurrence, text).toBe('yearly')
            else expect(due.length, text).toBe(time === '' ? 0 : 1)
          }
          expect(
            listed.filter((words) => words === 'khi có vốn'),
            text,
          ).toHaveLength(rows.filter(([time]) => time === 'khi có vốn').length)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('each amount of an estimate is in its line, its year and its source, in whatever order the columns stand', () => {
    const amount = fc.integer({ min: 0, max: 9_000 })
    fc.assert(
      fc.property(
        fc.shuffledSubarray(['Nội dung', 'Tổng cộng', 'Năm 2026', 'Năm 2027', 'Ghi chú'], { minLength: 5 }),
        fc.constantFrom('\t', '|'),
        fc.array(fc.tuple(amount, amount), { minLength: 1, maxLength: 6 }),
        (order, bar, rows) => {
          const heads = ['TT', ...order]
          const dotted = (value: number) => String(value).replace(/\B(?=(?:\d{3})+$)/g, '.')
          const lines = rows.map(([one, two], at) =>
            heads
              .map(
                (name) =>
                  ({
                    TT: String(at + 1),
                    'Nội dung': `Việc ${'abcdef'[at]}`,
                    'Tổng cộng': dotted(one + two),
                    'Năm 2026': dotted(one),
                    'Năm 2027': dotted(two),
                    'Ghi chú': 'tạm tính',
                  })[name] ?? '',
              )
              .join(bar),
          )
          const text = `${head}I. MỤC TIÊU\n- Hỗ trợ 4 doanh nghiệp.\n\nPhụ lục\nĐơn vị tính: triệu đồng\n\n${[heads.join(bar), ...lines].join('\n')}\n`
          const { budget, unplaced } = readPlan(text)
          expect(
            budget?.lines.map(({ title, total, byYear, note }) => [title, total, byYear, note]),
            text,
          ).toEqual(
            rows.map(([one, two], at) => [
              `Việc ${'abcdef'[at]}`,
              (one + two) * 1_000_000,
              { '2026': one * 1_000_000, '2027': two * 1_000_000 },
              'tạm tính',
            ]),
          )
          expect(unplaced, text).toEqual([])
        },
      ),
      { numRuns: 200 },
    )
  })
})
