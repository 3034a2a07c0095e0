import type { Span } from '../plan-reader/index.ts'

/*
 * A document's text with places marked in it. Places nest and overlap: the text is cut wherever one begins or ends, and
 * each piece shows the smallest that holds it.
 */

/** A place to mark. `id` is its anchor. */
export interface Mark {
  readonly id: string
  readonly span: Span
  readonly kind: 'item' | 'error' | 'warning' | 'info' | 'unplaced'
  /** Where the marked words lead. */
  readonly href: string
}

export interface Piece {
  readonly text: string
  /** Anchors of the marks that begin here. */
  readonly anchors: readonly string[]
  /** The mark that the piece shows. */
  readonly mark: Mark | null
}

/** What is shown when places are alike: a fault before an item. */
const weight = { error: 0, warning: 1, unplaced: 2, item: 3, info: 4 } as const

/**
 * Cuts `text[start, end)` into pieces; together they are that text. Marks that reach into it from before or beyond it are
 * shown as far as they lie in it; a mark's anchor stands where the mark begins.
 */
export function piecesOf(text: string, start: number, end: number, marks: readonly Mark[]): Piece[] {
  const inside = marks.filter(({ span }) => span.start < end && span.end > start && span.end > span.start)
  const begin = [...inside].sort((one, other) => one.span.start - other.span.start)
  const cuts = new Set([start, end])
  for (const { span } of inside) {
    cuts.add(Math.max(start, span.start))
    cuts.add(Math.min(end, span.end))
  }
  const places = [...cuts].sort((one, other) => one - other)
  const pieces: Piece[] = []
  let open: Mark[] = []
  let next = 0
  for (const [index, from] of places.entries()) {
    const to = places[index + 1]
    if (to === undefined) break
    open = open.filter(({ span }) => span.end > from)
    const anchors: string[] = []
    for (let mark = begin[next]; mark !== undefined && mark.span.start <= from; mark = begin[++next]) {
      if (mark.span.start >= start) anchors.push(mark.id)
      if (mark.span.end > from) open.push(mark)
    }
    pieces.push({ text: text.slice(from, to), anchors, mark: smallest(open) })
  }
  return pieces
}

function smallest(open: readonly Mark[]): Mark | null {
  let best: Mark | null = null
  for (const mark of open) {
    if (best === null) best = mark
    else {
      const longer = length(mark) - length(best)
      if (longer < 0 || (longer === 0 && weight[mark.kind] < weight[best.kind])) best = mark
    }
  }
  return best
}

function length({ span }: Mark): number {
  return span.end - span.start
}

/** The offsets where a long text is cut into pages of about `size` characters, at the ends of lines where there are any. */
export function pageStarts(text: string, size = 30_000): number[] {
  const starts = [0]
  for (let from = size; from < text.length; ) {
    const newline = text.indexOf('\n', from)
    // A line without an end is cut hard, but never inside a letter of two code units.
    let cut = newline === -1 || newline - from > size ? from : newline + 1
    if (/[\uDC00-\uDFFF]/.test(text.charAt(cut))) cut++
    if (cut >= text.length) break
    starts.push(cut)
    from = cut + size
  }
  return starts
}

/** The page, from 0, that an offset stands on. */
export function pageAt(starts: readonly number[], offset: number): number {
  const after = starts.findIndex((start) => start > offset)
  return (after === -1 ? starts.length : after) - 1
}

/** The line, from 1, that an offset stands on. */
export function lineCounter(text: string): (offset: number) => number {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    let low = 0
    let high = starts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle
    }
    return low + 1
  }
}
