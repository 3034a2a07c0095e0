import { diffArrays } from 'diff'
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

/** Texts that differ in more words than this are shown as replaced whole; no paragraph of a plan comes near. */
const mostEdits = 4_000

/**
 * The two texts as one run of pieces: what is the same, what went, what came, with what went before what came. The words
 * in common are a longest common subsequence, and `wordDiff(b, a)` is `wordDiff(a, b)` with removed and added exchanged.
 */
export function wordDiff(before: string, after: string): Piece[] {
  // One of several equally long subsequences is chosen by the order of the two texts, so that both ways choose the same.
  const turned = before > after
  const [one, other] = turned ? [after, before] : [before, after]
  const runs = diffArrays(wordsOf(one), wordsOf(other), { maxEditLength: mostEdits }) ?? [
    { value: wordsOf(one), removed: true, added: false },
    { value: wordsOf(other), removed: false, added: true },
  ]
  const pieces = runs.map(({ value, removed, added }): Piece => {
    const kind = removed === added ? 'same' : removed === turned ? 'added' : 'removed'
    return { kind, text: value.join(' ') }
  })
  return removedFirst(pieces)
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}

/** Between two runs of common words what went stands before what came. */
function removedFirst(pieces: readonly Piece[]): Piece[] {
  return pieces.flatMap((piece, place) => {
    const [previous, next] = [pieces[place - 1], pieces[place + 1]]
    if (piece.kind === 'added' && next?.kind === 'removed') return [next, piece]
    return piece.kind === 'removed' && previous?.kind === 'added' ? [] : [piece]
  })
}
