import { getDocumentProxy, getResolvedPDFJS } from 'unpdf'
import { Problem } from '../platform/problem.ts'
import { cellAt, type Grid, gridsOf, type Rulings, rulingsOf } from './read-pdf-grid.ts'

/*
 * A PDF with a text layer to plain text. Lines are put together from their pieces; a ruled table is read by its rules, so
 * that a cell of several lines stays one; pieces far apart on a line (two columns, a table without rules) keep their
 * distance as spaces.
 */

const limits = { pages: 400, items: 400_000 }

interface Piece {
  readonly text: string
  readonly x: number
  readonly right: number
  readonly y: number
  readonly size: number
}

interface Line {
  readonly y: number
  readonly size: number
  readonly pieces: Piece[]
}

function damaged(): Problem {
  return new Problem('document.damaged', 422, {
    vi: 'Không đọc được tệp PDF: tệp hỏng hoặc có mật khẩu.',
    en: 'The PDF cannot be read: it is damaged or protected by a password.',
  })
}

function scanned(): Problem {
  return new Problem('document.noText', 422, {
    vi: 'Tệp PDF này là bản chụp, không có chữ để đọc. Xin dùng bản Word, hoặc PDF xuất từ Word.',
    en: 'This PDF is a scan without text. Use the Word document, or a PDF exported from Word.',
  })
}

function tooLarge(): Problem {
  return new Problem('document.tooLarge', 413, {
    vi: 'Tệp PDF quá lớn để đọc.',
    en: 'The PDF is too large to read.',
  })
}

/** Pieces of about one height, from left to right; runs that touch are one piece. */
function linesOf(pieces: readonly Piece[]): Line[] {
  const sorted = [...pieces].sort((one, other) => other.y - one.y || one.x - other.x)
  const lines: Line[] = []
  for (const piece of sorted) {
    const line = lines.at(-1)
    if (line !== undefined && Math.abs(line.y - piece.y) < line.size * 0.4) line.pieces.push(piece)
    else lines.push({ y: piece.y, size: piece.size, pieces: [piece] })
  }
  return lines.map((line) => ({ ...line, pieces: joined(line.pieces) }))
}

/** How far apart, in ems: closer is one word, farther is another column. */
const gaps = { word: 0.18, column: 1.6 }

function joined(pieces: readonly Piece[]): Piece[] {
  const whole: { text: string[]; x: number; right: number; y: number; size: number }[] = []
  for (const piece of [...pieces].sort((one, other) => one.x - other.x)) {
    const last = whole.at(-1)
    const gap = last === undefined ? Number.POSITIVE_INFINITY : (piece.x - last.right) / last.size
    if (last === undefined || gap > gaps.column) whole.push({ ...piece, text: [piece.text] })
    else {
      if (gap > gaps.word) last.text.push(' ')
      last.text.push(piece.text)
      last.right = Math.max(last.right, piece.right)
    }
  }
  return whole.map(({ text, ...place }) => ({ ...place, text: text.join('').replace(/\s+/g, ' ').trim() }))
}

/** One line of text; pieces far apart at about the column where they stand, three spaces apart or more. */
function lineText(line: Line, left: number): string {
  const [only] = line.pieces
  if (line.pieces.length === 1 && only !== undefined) return only.text
  let text = ''
  for (const piece of line.pieces) {
    const column = Math.min(400, Math.round((piece.x - left) / (line.size * 0.5)))
    text += ' '.repeat(Math.max(text === '' ? 0 : 3, column - text.length)) + piece.text
  }
  return text.trimStart()
}

/** The rows of a ruled table, tabs between the cells. */
function tableText(grid: Grid, pieces: readonly Piece[]): string[] {
  const cells = new Map<number, Piece[]>()
  for (const piece of pieces) {
    const at = cellAt(grid, (piece.x + piece.right) / 2, piece.y + piece.size * 0.3)
    if (at === null) continue
    const cell = cells.get(at)
    if (cell === undefined) cells.set(at, [piece])
    else cell.push(piece)
  }
  const columns = grid.xs.length - 1
  const rows: string[] = []
  for (let row = 0; row < grid.ys.length - 1; row++) {
    const texts: string[] = []
    for (let column = 0; column < columns; column++) {
      const lines = linesOf(cells.get(row * columns + column) ?? [])
      texts.push(
        lines
          .flatMap((line) => line.pieces.map(({ text }) => text))
          .join(' ')
          .trim(),
      )
    }
    if (texts.some((text) => text !== '')) rows.push(texts.join('\t'))
  }
  return rows
}

interface Page {
  readonly lines: string[]
  readonly numbers: string[]
}

function pageText(pieces: readonly Piece[], rulings: Rulings): Page {
  const grids = gridsOf(rulings).filter((grid) => grid.xs.length >= 4 && grid.ys.length >= 3)
  const inGrid = (piece: Piece) =>
    grids.find((grid) => cellAt(grid, (piece.x + piece.right) / 2, piece.y + piece.size * 0.3) !== null)
  const ofGrid = new Map<Grid, Piece[]>(grids.map((grid) => [grid, []]))
  const loose: Piece[] = []
  for (const piece of pieces) {
    const grid = inGrid(piece)
    if (grid === undefined) loose.push(piece)
    else ofGrid.get(grid)?.push(piece)
  }
  const lines = linesOf(loose)
  const left = loose.reduce((least, { x }) => Math.min(least, x), Number.POSITIVE_INFINITY)
  const pitch = pitchOf(lines)
  const waiting = [...ofGrid].sort(([one], [other]) => (other.ys[0] ?? 0) - (one.ys[0] ?? 0))
  const page: Page = { lines: [], numbers: [] }
  for (const [index, line] of lines.entries()) {
    for (let next = waiting[0]; next !== undefined && (next[0].ys[0] ?? 0) > line.y; next = waiting[0]) {
      page.lines.push('', ...tableText(next[0], next[1]), '')
      waiting.shift()
    }
    const text = lineText(line, left)
    const before = lines[index - 1]
    if (/^\d{1,3}$/.test(text) && (index === 0 || index === lines.length - 1)) page.numbers.push(text)
    else {
      if (before !== undefined && before.y - line.y > pitch * 1.25) page.lines.push('')
      page.lines.push(text)
    }
  }
  for (const [grid, inside] of waiting) page.lines.push('', ...tableText(grid, inside), '')
  return page
}

/** The usual distance between lines. */
function pitchOf(lines: readonly Line[]): number {
  const steps = lines
    .map((line, index) => (lines[index - 1]?.y ?? Number.NaN) - line.y)
    .filter((step, index) => step > (lines[index]?.size ?? 0) * 0.8 && step < (lines[index]?.size ?? 0) * 3)
    .sort((one, other) => one - other)
  return steps[Math.floor(steps.length / 3)] ?? 18
}

interface TextItem {
  readonly str: string
  readonly transform: readonly number[]
  readonly width: number
}

function isTextItem(item: unknown): item is TextItem {
  return typeof item === 'object' && item !== null && 'str' in item && 'transform' in item && 'width' in item
}

function pieceOf({ str, transform, width }: TextItem): Piece | null {
  const [, , skew = 0, scale = 0, x = 0, y = 0] = transform
  const size = Math.hypot(skew, scale)
  return str === '' || !(size > 0) || !Number.isFinite(x + y)
    ? null
    : { text: str, x, right: x + width, y, size }
}

/**
 * The text of a PDF.
 * @throws Problem `document.damaged` (422), `document.noText` (422) for a scan, `document.tooLarge` (413) beyond 400 pages
 */
export async function readPdf(bytes: Uint8Array): Promise<string> {
  const { OPS } = await getResolvedPDFJS()
  // pdf.js takes the bytes for itself, so it gets a copy.
  const pdf = await getDocumentProxy(bytes.slice(), { verbosity: 0 }).catch(() => {
    throw damaged()
  })
  try {
    if (pdf.numPages > limits.pages) throw tooLarge()
    const lines: string[] = []
    const numbers: string[] = []
    let items = 0
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = await pdf.getPage(number)
      const content = await page.getTextContent()
      items += content.items.length
      if (items > limits.items) throw tooLarge()
      const pieces = content.items.flatMap((item) => (isTextItem(item) ? (pieceOf(item) ?? []) : []))
      const read = pageText(pieces, rulingsOf(await page.getOperatorList(), OPS))
      for (const line of read.lines) lines.push(line)
      for (const each of read.numbers) numbers.push('', each)
      page.cleanup()
    }
    const text = [...lines, ...numbers]
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim()
    if ((text.match(/\p{L}/gu) ?? []).length < 20) throw scanned()
    return `${text}\n`
  } catch (error) {
    throw error instanceof Problem ? error : damaged()
  } finally {
    await pdf.destroy().catch(() => undefined)
  }
}
