import { describe, expect, it } from 'vitest'
import { readPlan } from './read.ts'

const table = (rows: readonly string[]) => `${rows[0]}\n|---|---|---|---|---|\n${rows.slice(1).join('\n')}\n`
const first = table([
  '| STT | Nội dung | Ngân sách tỉnh | | |',
  '| | | Tổng | 2026 | 2027 |',
  '| I | Tổ chức hội thảo, tập huấn | 120 | 60 | 60 |',
  '| II | Hỗ trợ doanh nghiệp | 1.200 | 500 | 700 |',
  '| | Tổng cộng | 1.320 | 560 | 760 |',
])
const central = [
  '| STT | Nội dung | Ngân sách trung ương | | |',
  '| | | Tổng | 2026 | 2027 |',
  '| I | Tổ chức hội thảo, tập huấn | 40 | 20 | 20 |',
  '| II | Hỗ trợ doanh nghiệp | 600 | 250 | 350 |',
  '| | Tổng cộng | 640 | 270 | 370 |',
]
const read = (...tables: string[]) =>
  readPlan(`Phụ lục\nDỰ TOÁN KINH PHÍ\nĐơn vị tính: triệu đồng\n\n${tables.join('\n\n')}`)

describe('a budget that is set as several tables below one another', () => {
  it('is one budget where each has the same lines with the amounts of another source', () => {
    const { budget, findings } = read(first, table(central))
    expect(budget?.lines.map(({ bySource, byYear }) => [bySource, byYear])).toEqual([
      [
        { provincialBudget: 120_000_000, centralBudget: 40_000_000 },
        { 2026: 80_000_000, 2027: 80_000_000 },
      ],
      [
        { provincialBudget: 1_200_000_000, centralBudget: 600_000_000 },
        { 2026: 750_000_000, 2027: 1_050_000_000 },
      ],
    ])
    expect(findings.map(({ code }) => code)).not.toContain('budget.severalTables')
  })

  it.each([
    ['another line', central.map((row) => row.replace('Hỗ trợ doanh nghiệp', 'Hỗ trợ hợp tác xã'))],
    ['a line less', central.filter((row) => !row.startsWith('| II'))],
    ['the same heads', first.split('\n').filter((row) => row !== '' && !row.startsWith('|---'))],
    ['money in another unit', central.map((row) => row.replace('trung ương', 'trung ương (đồng)'))],
  ])('stays apart where the second has %s', (_what, rows) => {
    const sources = read(first, table(rows)).budget?.lines.map(({ bySource }) => Object.keys(bySource))
    expect(sources?.flat()).not.toContain('centralBudget')
  })
})
