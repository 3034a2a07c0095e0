import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packageDirectory } from '../platform/config.ts'
import { signedBlocks } from './signed-text.ts'

const text = readFileSync(join(packageDirectory, 'data/plans/plan-181.md'), 'utf8')
const blocks = signedBlocks(text)

test('the sections of the signed plan have anchors that a link can name', () => {
  const anchors = blocks.flatMap((block) => (block.kind === 'heading' ? [block.anchor] : []))
  expect(anchors).toEqual(
    expect.arrayContaining(['s-I', 's-I-2-1', 's-II-2', 's-III-4', 's-IV', 's-V-1', 's-V-6']),
  )
  expect(new Set(anchors).size).toBe(anchors.length)
})

test('the appendix, which runs over a page break, is one table whose last row is the total', () => {
  const tables = blocks.filter((block) => block.kind === 'table')
  expect(tables).toHaveLength(1)
  expect(tables[0]?.rows.at(-1)).toEqual(['', 'Tổng cộng', '', '2.662', '1.351', '1.311', ''])
})

test('the nine works of V.1 are one list', () => {
  const at = blocks.findIndex((block) => block.kind === 'heading' && block.anchor === 's-V-1')
  const list = blocks[at + 1]
  expect(list?.kind === 'list' ? list.items.length : 0).toBe(9)
})

test('no word of any text is lost', () => {
  const words = fc
    .array(fc.stringMatching(/^[a-zđ]{1,8}$/), { minLength: 1, maxLength: 6 })
    .map((parts) => parts.join(' '))
  const lines = fc.array(fc.tuple(fc.constantFrom('', '# ', '- ', '### '), words, fc.boolean()), {
    maxLength: 12,
  })
  fc.assert(
    fc.property(lines, (given) => {
      const markdown = given.map(([mark, line, gap]) => `${mark}${line}${gap ? '\n' : ''}`).join('\n')
      const shown = signedBlocks(markdown).flatMap((block) =>
        block.kind === 'list' ? block.items : block.kind === 'table' ? block.rows.flat() : [block.text],
      )
      expect(shown.join(' ')).toBe(given.map(([, line]) => line).join(' '))
    }),
  )
})
