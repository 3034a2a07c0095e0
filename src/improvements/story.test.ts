import { expect, test } from 'vitest'
import { storyOf } from './story.ts'

test('a story names what was done, what each measure came to and what is kept; a measure without both values is left out', () => {
  const of = {
    method: 'Cân bằng chuyền.',
    keep: 'Bảng theo dõi ca.',
    chosen: [
      {
        ...{
          name: 'Thời gian chu kỳ',
          nameEn: 'Cycle time',
          unit: 'phút',
          unitEn: 'minutes',
          better: 'lower' as const,
        },
        ...{ before: 12, after: 9 },
      },
      {
        ...{ name: 'Sản phẩm lỗi', nameEn: 'Defects', unit: '%', unitEn: '%', better: 'lower' as const },
        ...{ before: 0, after: 1.5 },
      },
      {
        ...{ name: 'Điện năng', nameEn: 'Energy', unit: 'kWh', unitEn: 'kWh', better: 'lower' as const },
        ...{ before: 3, after: null },
      },
    ],
  }
  expect(storyOf(of, 'vi')).toBe(
    'Cân bằng chuyền.\n- Thời gian chu kỳ: từ 12 đến 9 phút (−25%)\n- Sản phẩm lỗi: từ 0 đến 1,5 %\nDuy trì: Bảng theo dõi ca.',
  )
  expect(storyOf(of, 'en')).toContain('- Cycle time: from 12 to 9 minutes (−25%)')
})
