import type { Words } from '../platform/language.ts'

/** A run of words that stands in both texts, in the earlier alone, or in the later alone. */
export interface Piece {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
}

/** What changed in a pair of texts, word by word; null where that language reads the same. */
export interface TextChange {
  readonly vi: readonly Piece[] | null
  readonly en: readonly Piece[] | null
}

/** Null when both languages read the same. A text that is not there is an empty one. */
export function textChange(before: Words | null, after: Words | null): TextChange | null {
  const vi = changed(before?.vi ?? '', after?.vi ?? '')
  const en = changed(before?.en ?? '', after?.en ?? '')
  return vi === null && en === null ? null : { vi, en }
}

function changed(before: string, after: string): Piece[] | null {
  return before === after ? null : wordDiff(before, after)
}

/**
 * The two texts as one run of pieces: what is the same, what went, what came, with what went before what came. The words
 * in common are a longest common subsequence, and `wordDiff(b, a)` is `wordDiff(a, b)` with removed and added exchanged.
 */
export function wordDiff(before: string, after: string): Piece[] {
  // One of several equally long subsequences is chosen by the order of the two texts, so that both ways choose the same.
  if (before <= after) return merged(aligned(before.split(/\s+/), after.split(/\s+/)))
  return merged(aligned(after.split(/\s+/), before.split(/\s+/)).map(mirrored))
}

function mirrored(piece: Piece): Piece {
  if (piece.kind === 'same') return piece
  return { kind: piece.kind === 'added' ? 'removed' : 'added', text: piece.text }
}

/** Texts of more words than this by words are shown as replaced whole; no paragraph of a plan comes near. */
const mostCells = 4_000_000

function aligned(before: readonly string[], after: readonly string[]): Piece[] {
  const piece = (kind: Piece['kind']) => (text: string) => ({ kind, text })
  if (before.length * after.length > mostCells)
    return [...before.map(piece('removed')), ...after.map(piece('added'))]
  // lengths[i][j]: words in common of before from i on and after from j on
  const width = after.length + 1
  const lengths = new Uint32Array((before.length + 1) * width)
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const pieces: Piece[] = []
  let i = 0
  let j = 0
  while (i < before.length || j < after.length) {
    const one = before[i]
    const other = after[j]
    if (one !== undefined && one === other) {
      pieces.push({ kind: 'same', text: one })
      i++
      j++
    } else if (one !== undefined && (other === undefined || at(i + 1, j) >= at(i, j + 1))) {
      pieces.push({ kind: 'removed', text: one })
      i++
    } else if (other !== undefined) {
      pieces.push({ kind: 'added', text: other })
      j++
    }
  }
  return pieces
}

/** Neighbouring words of one kind together; between two runs of common words what went stands before what came. */
function merged(words: readonly Piece[]): Piece[] {
  const pieces: Piece[] = []
  let removed: string[] = []
  let added: string[] = []
  let same: string[] = []
  const flush = (kind: Piece['kind'], run: string[]) => {
    const text = run.filter((word) => word !== '').join(' ')
    if (text !== '') pieces.push({ kind, text })
  }
  for (const { kind, text } of words) {
    if (kind === 'same') {
      flush('removed', removed)
      flush('added', added)
      removed = []
      added = []
      same.push(text)
      continue
    }
    flush('same', same)
    same = []
    if (kind === 'removed') removed.push(text)
    else added.push(text)
  }
  flush('same', same)
  flush('removed', removed)
  flush('added', added)
  return pieces
}
