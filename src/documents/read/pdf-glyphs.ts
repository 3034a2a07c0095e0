import { type Matrix, matrixOf, times } from './pdf-grid.ts'

/*
 * The letters of a page one by one. Office programs set "Bến Tre, tỉnh" with two fonts where the first lacks a letter:
 * the line comes as "t nh" and, after it, a lone "ỉ" in the hole. pdf.js gives such runs as if each were whole.
 */

export interface Piece {
  readonly text: string
  readonly x: number
  readonly right: number
  readonly y: number
  readonly size: number
  readonly bold: boolean
}

/** Whether a run begins inside another one of its height: letters from a second font stand in the holes of the first. */
export function isInterleaved(pieces: readonly Piece[]): boolean {
  const inked = pieces
    .filter(({ text }) => text.trim() !== '')
    .sort((one, other) => other.y - one.y || one.x - other.x)
  return inked.some((piece, index) => {
    const before = inked[index - 1]
    return (
      before !== undefined &&
      Math.abs(before.y - piece.y) < 0.01 &&
      piece.x > before.x + before.size * 0.1 &&
      piece.x < before.right - before.size * 0.3
    )
  })
}

interface Glyph {
  readonly unicode: string
  readonly width: number
  readonly isSpace: boolean
}

function isGlyph(value: unknown): value is Glyph {
  return typeof value === 'object' && value !== null && 'unicode' in value && 'width' in value
}

interface TextState {
  readonly bold: boolean
  readonly size: number
  readonly charSpacing: number
  readonly wordSpacing: number
  readonly scale: number
  readonly rise: number
  readonly leading: number
}

const identity: Matrix = [1, 0, 0, 1, 0, 0]

/** Every letter that a page shows, where it stands; spaces are left to the gaps between them (PDF 32000-1, 9.4). */
export function glyphsOf(
  operators: { readonly fnArray: readonly number[]; readonly argsArray: readonly unknown[] },
  codes: Readonly<Record<string, number>>,
  isBold: (font: string) => boolean,
): Piece[] {
  const pieces: Piece[] = []
  let page: Matrix = identity
  let state: TextState = {
    bold: false,
    size: 0,
    charSpacing: 0,
    wordSpacing: 0,
    scale: 1,
    rise: 0,
    leading: 0,
  }
  const stack: { page: Matrix; state: TextState }[] = []
  let text: Matrix = identity
  let [x, y, lineX, lineY] = [0, 0, 0, 0]
  const move = (right: number, up: number) => {
    lineX += right
    lineY += up
    x = lineX
    y = lineY
  }
  const show = (glyphs: unknown) => {
    const at = times(page, text)
    const size = state.size * Math.hypot(at[2], at[3])
    const across = Math.hypot(at[0], at[1])
    for (const glyph of Array.isArray(glyphs) ? glyphs : []) {
      if (typeof glyph === 'number') x -= (glyph / 1000) * state.size * state.scale
      if (!isGlyph(glyph)) continue
      const width = (glyph.width / 1000) * state.size * state.scale
      const [, , , , px, py] = times(at, [1, 0, 0, 1, x, y + state.rise])
      if (glyph.unicode.trim() !== '' && size > 0)
        pieces.push({
          text: glyph.unicode,
          x: px,
          right: px + width * across,
          y: py,
          size,
          bold: state.bold,
        })
      x += width + (state.charSpacing + (glyph.isSpace ? state.wordSpacing : 0)) * state.scale
    }
  }
  for (const [index, code] of operators.fnArray.entries()) {
    const args = operators.argsArray[index]
    const number = (place: number) => (Array.isArray(args) ? Number(args[place]) || 0 : 0)
    if (code === codes.save) stack.push({ page, state })
    else if (code === codes.restore || code === codes.paintFormXObjectEnd)
      ({ page, state } = stack.pop() ?? { page, state })
    else if (code === codes.transform) page = times(page, matrixOf(args) ?? identity)
    else if (code === codes.paintFormXObjectBegin) {
      stack.push({ page, state })
      page = times(page, (Array.isArray(args) ? matrixOf(args[0]) : null) ?? identity)
    } else if (code === codes.beginText || code === codes.setTextMatrix) {
      text = code === codes.beginText ? identity : (matrixOf(Array.isArray(args) ? args[0] : null) ?? text)
      lineX = 0
      lineY = 0
      move(0, 0)
    } else if (code === codes.moveText) move(number(0), number(1))
    else if (code === codes.setLeadingMoveText) {
      state = { ...state, leading: number(1) }
      move(number(0), number(1))
    } else if (code === codes.nextLine) move(0, state.leading)
    else if (code === codes.setFont)
      state = { ...state, size: number(1), bold: isBold(String(Array.isArray(args) ? args[0] : '')) }
    else if (code === codes.setCharSpacing) state = { ...state, charSpacing: number(0) }
    else if (code === codes.setWordSpacing) state = { ...state, wordSpacing: number(0) }
    else if (code === codes.setHScale) state = { ...state, scale: number(0) / 100 }
    else if (code === codes.setTextRise) state = { ...state, rise: number(0) }
    else if (code === codes.setLeading) state = { ...state, leading: -number(0) }
    else if (code === codes.showText && Array.isArray(args)) show(args[0])
  }
  return pieces
}
