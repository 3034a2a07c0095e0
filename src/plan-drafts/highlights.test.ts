import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineCounter, type Mark, pageAt, pageStarts, piecesOf } from './highlights.ts'

const mark = (id: string, start: number, end: number, kind: Mark['kind'] = 'item'): Mark => ({
  id,
  span: { start, end },
  kind,
  href: `#i-${id}`,
})

describe('the text of a document with its places marked', () => {
  it('shows the smallest of places that nest, and the fault where they are alike', () => {
    const marks = [mark('line', 0, 10), mark('cell', 4, 6), mark('sum', 4, 6, 'error')]
    expect(
      piecesOf('0123456789', 0, 10, marks).map(({ text, anchors, mark: shown }) => [
        text,
        anchors,
        shown?.id,
      ]),
    ).toEqual([
      ['0123', ['line'], 'line'],
      ['45', ['cell', 'sum'], 'sum'],
      ['6789', [], 'line'],
    ])
  })

  it('is the whole text however places overlap, and has each anchor once', () => {
    const text = fc.string({ maxLength: 60 })
    const places = fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { maxLength: 12 })
    fc.assert(
      fc.property(text, places, (words, spans) => {
        const marks = spans
          .map(([one, other], index) => mark(String(index), Math.min(one, other), Math.max(one, other)))
          .filter(({ span }) => span.end > span.start && span.start < words.length)
        const pieces = piecesOf(words, 0, words.length, marks)
        expect(pieces.map((piece) => piece.text).join('')).toBe(words)
        expect(pieces.flatMap(({ anchors }) => anchors).sort()).toEqual(marks.map(({ id }) => id).sort())
      }),
    )
  })

  it('has every place on exactly one of its pages', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 300, unit: 'grapheme' }),
        fc.integer({ min: 1, max: 40 }),
        (words, size) => {
          const starts = pageStarts(words, size)
          const pages = starts.map((start, page) => words.slice(start, starts[page + 1]))
          expect(pages.join('')).toBe(words)
          for (const page of pages) expect(page.isWellFormed()).toBe(words.isWellFormed())
          for (let at = 0; at < words.length; at++) {
            const page = pageAt(starts, at)
            expect(at).toBeGreaterThanOrEqual(starts[page] ?? 0)
            expect(at).toBeLessThan(starts[page + 1] ?? words.length)
          }
        },
      ),
    )
  })

  it('counts lines from one', () => {
    const line = lineCounter('a\nb\n\nc')
    expect([0, 1, 2, 4, 5].map(line)).toEqual([1, 1, 2, 3, 4])
  })
})
