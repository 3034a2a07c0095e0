import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stepFault } from './kind-step-commands.ts'
import { linesOf, papersIn } from './papers.ts'

const word = fc
  .string({ minLength: 1, maxLength: 30 })
  .map((text) => text.replace(/[[\]()\n\r]/gu, ' ').trim())
  .filter((text) => text !== '')

describe('the papers of a step as lines', () => {
  test('a line has a name, its form, and whether it is required', () => {
    expect(
      papersIn('Phiếu đề xuất [Mẫu A1-ĐXNV]\n\n Giấy ủy quyền [Mẫu B14-GUQ] (nếu có)\nBáo giá (nếu có)'),
    ).toEqual([
      { name: 'Phiếu đề xuất', form: 'Mẫu A1-ĐXNV', required: true },
      { name: 'Giấy ủy quyền', form: 'Mẫu B14-GUQ', required: false },
      { name: 'Báo giá', form: null, required: false },
    ])
  })

  test('what is written as lines is read back as it was', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ name: word, form: fc.option(word), required: fc.boolean() }), { maxLength: 6 }),
        (papers) => {
          expect(papersIn(linesOf(papers))).toEqual(papers)
        },
      ),
    )
  })
})

describe('a step of a kind of task', () => {
  test('counts its term from a step before it, and repeats only where it is taken again', () => {
    expect(stepFault({ place: 20, repeats: false, term: 5, termFrom: 10 })).toBeNull()
    expect(stepFault({ place: 20, repeats: false, term: 5, termFrom: 20 })?.field).toBe('termFrom')
    expect(stepFault({ place: 20, repeats: false, termFrom: 10 })?.field).toBe('termFrom')
    expect(stepFault({ place: 20, repeats: false, everyMonths: 6 })?.field).toBe('everyMonths')
  })
})
