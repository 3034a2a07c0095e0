import { documentText } from '../text.ts'
import { boldLineWidth } from '../write/line-width.ts'
import type { RichText, Run } from './model.ts'

/** Lines of a text as the layout takes them: strings, and "\n", "\t" or "" (here a word too long for a line may break). */
export interface SheetRun {
  readonly pieces: readonly string[]
  readonly bold: boolean
  readonly italic: boolean
}
export type SheetText = readonly SheetRun[]

/** Millimetres in points. */
export function millimetres(length: number): number {
  return (length / 25.4) * 72
}

const graphemes = new Intl.Segmenter('vi', { granularity: 'grapheme' })

/** How long a text is at most, in points: signs that are no letters or digits may be as wide as the type is high. */
export function atMost(text: string, size: number): number {
  const signs = text.replace(/[\p{L}\p{M}\p{N}\s.,;:()/-]/gu, '').length
  return boldLineWidth(text, size) + (signs * size) / 2
}

function pieces(text: string, size: number, width: number): string[] {
  return documentText(text)
    .split(/([\n\t])/)
    .flatMap((piece) => {
      if (piece === '' || piece === '\n' || piece === '\t') return piece === '' ? [] : [piece]
      if (atMost(piece, size) <= width) return [piece]
      return piece.split(/(\S+)/).flatMap((word) => {
        if (word === '') return []
        if (atMost(word, size) <= width) return [word]
        return [...graphemes.segment(word)].flatMap(({ segment }) => [segment, '']).slice(0, -1)
      })
    })
}

/**
 * A text for the layout.
 *
 * @param width of the narrowest line it will stand in, in points: a word longer than that may break anywhere
 */
export function sheetText(
  text: RichText,
  width: number,
  look: { bold?: boolean; italic?: boolean; size?: number } = {},
): SheetText {
  const runs: readonly Run[] = typeof text === 'string' ? [{ text }] : text
  return runs.map((run) => ({
    pieces: pieces(run.text, look.size ?? 14, width),
    bold: run.bold ?? look.bold ?? false,
    italic: run.italic ?? look.italic ?? false,
  }))
}
