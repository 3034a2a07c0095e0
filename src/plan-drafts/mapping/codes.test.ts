import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPlanFile } from '../plan-file.ts'
import { isBySize, supportLines } from './codes.ts'
import { documentOfReading } from './draft.ts'

const draftOf = async (name: string) => {
  const bytes = new Uint8Array(readFileSync(new URL(`../../plan-reader/fixtures/${name}`, import.meta.url)))
  return documentOfReading(await readPlanFile(name, bytes), { indicators: [], agencies: [] })
}

describe('which line pays for the support of enterprises', () => {
  it.each([
    ['hai-trieu.txt', 'II.1', 'provincial_st'],
    // Its columns are of two sources, the State's budget and enterprises.
    ['dong-lam.md', '2', 'state_budget'],
    ['thanh-lam.md', '2.1', 'provincial_st'],
  ])('is read in %s', async (name, code, source) => {
    expect((await draftOf(name)).document.budget).toMatchObject({ supportLine: code, source })
  })

  it('of several below one heading is the greatest for now, and all are named', async () => {
    const { notes } = await draftOf('thanh-lam.md')
    const words = notes.find(({ path }) => path === 'budget.supportLine')?.words.vi
    expect(words).toMatch(/^Nhiều mục có thể chi hỗ trợ doanh nghiệp \(2\.1, /)
  })

  it('is none where no line speaks of it, and that is said', () => {
    const line = { parent: null, total: 5, years: {} }
    expect(supportLines([{ ...line, code: 'I', vi: 'Tổ chức hội nghị' }])).toEqual([])
  })

  it('is always a line without parts', () => {
    const rows = fc.uniqueArray(
      fc.record({
        code: fc.constantFrom('I', 'II', 'III', 'II.1', 'II.2'),
        parent: fc.constantFrom(null, 'I', 'II'),
        vi: fc.constantFrom('Hỗ trợ doanh nghiệp', 'Đào tạo', 'Chi hỗ trợ cho DN'),
        total: fc.option(fc.nat()),
      }),
      { selector: ({ code }) => code },
    )
    fc.assert(
      fc.property(rows, (lines) => {
        const own = lines.filter(({ code, parent }) => code !== parent)
        for (const code of supportLines(own)) {
          expect(own.map((line) => line.code)).toContain(code)
          expect(own.map((line) => line.parent)).not.toContain(code)
        }
      }),
    )
  })
})

describe('whether a criterion follows from the size class', () => {
  it.each([
    'Doanh nghiệp nhỏ và vừa',
    'Doanh nghiệp nhỏ và vừa;',
    'Các doanh nghiệp siêu nhỏ, nhỏ và vừa theo Nghị định 80/2021/NĐ-CP.',
    'Là doanh nghiệp có quy mô vừa và nhỏ',
  ])('“%s” does', (text) => expect(isBySize(text)).toBe(true))

  it.each([
    'Doanh nghiệp nhỏ và vừa do phụ nữ làm chủ',
    'Doanh nghiệp tham gia chuỗi giá trị',
    'Doanh nghiệp có sản phẩm chủ lực, ưu tiên doanh nghiệp nhỏ và vừa',
  ])('“%s” is for a person to confirm', (text) => expect(isBySize(text)).toBe(false))
})
