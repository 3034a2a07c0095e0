import { expect, it } from 'vitest'
import { readPlan } from '../plan-reader/index.ts'
import { documentOfReading } from './mapping/draft.ts'
import { newReading } from './review.ts'
import { unknownAgencies } from './unknown-agencies.tsx'

const plan = `ỦY BAN NHÂN DÂN TỈNH LAM KHÊ
KẾ HOẠCH
Năng suất năm 2026

V. TỔ CHỨC THỰC HIỆN
1. Trung tâm Lạ
- Kiểm tra.
- Đôn đốc.
2. Sở Y tế
- Phối hợp.
3. Bố trí kinh phí.
`

it('names the agencies that the catalogue does not know, each with its duties, until somebody is chosen', () => {
  const read = readPlan(plan)
  const mapped = documentOfReading(read, {
    indicators: [],
    agencies: [{ key: 'syt', name: 'Sở Y tế tỉnh Lam Khê' }],
  })
  const reading = newReading(read, mapped)
  expect(unknownAgencies({ document: mapped.document, reading })).toEqual([
    { name: 'Trung tâm Lạ', duties: 2 },
  ])
  const duties = mapped.document.duties.map((duty) => ({ ...duty, agencies: ['syt'] }))
  expect(unknownAgencies({ document: { ...mapped.document, duties }, reading })).toEqual([])
  expect(unknownAgencies({ document: mapped.document, reading: null })).toEqual([])
})
