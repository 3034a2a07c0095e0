import { getDocumentProxy, getResolvedPDFJS } from 'unpdf'
import { words } from '../../platform/language.ts'
import { Problem } from '../../platform/problem.ts'
import { glyphsOf, isInterleaved, type Piece } from './pdf-glyphs.ts'
import { cellAt, type Grid, gridsOf, type Rulings, rulingsOf } from './pdf-grid.ts'

/*
 * A PDF with a text layer to plain text. Lines are put together from their pieces; a ruled table is read by its rules, so
 * that a cell of several lines stays one; pieces far apart on a line (two columns, a table without rules) keep their
 * distance as spaces.
 */

const limits = { pages: 400, items: 400_000 }

interface Line {
  readonly y: number
  readonly size: number
  readonly pieces: Piece[]
}

function damaged(): Problem {
  return new Problem('document.damaged', 422, {
    vi: 'Không đọc được tệp PDF: tệp hỏng.',
    en: 'The PDF cannot be read: it is damaged.',
  })
}

function locked(): Problem {
  return new Problem('document.locked', 422, {
    vi: 'Tệp PDF có mật khẩu. Xin mở tệp, in hoặc lưu lại thành PDF không có mật khẩu, rồi gửi tệp mới.',
    en: 'The PDF has a password. Open it, print or save it as a PDF without one, and send the new file.',
  })
}

function scanned(): Problem {
  return new Problem('document.noText', 422, {
    vi: 'Tệp PDF này là bản chụp, không có chữ để đọc. Xin dùng bản Word, hoặc PDF xuất từ Word.',
    en: 'This PDF is a scan without text. Use the Word document, or a PDF exported from Word.',
  })
}

function tooLarge(): Problem {
  return new Problem(
    'document.tooLarge',
    413,
    words('Tệp PDF quá lớn để đọc.', 'The PDF is too large to read.'),
  )
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
  const whole: { text: string[]; x: number; right: number; y: number; size: number; bold: boolean }[] = []
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
      const words = lines.flatMap((line) => line.pieces.map(({ text }) => text))
      texts.push(joinWords(words).trim())
    }
    if (texts.some((text) => text !== '')) rows.push(texts.join('\t'))
  }
  return rows
}

interface PageLine {
  readonly text: string
  /** It goes on with the paragraph before it, be that on the page before. */
  readonly continues: boolean
}

interface Page {
  readonly lines: PageLine[]
  readonly numbers: string[]
  /** The last line, if it leaves no room for another word in a paragraph that began indented. */
  readonly open: Piece | null
}

/** Whether a line on the next page may go on with the last of this one: a heading and what stands under it may not. */
function mayGoOn(last: Piece, next: Piece): boolean {
  const isHeading = !/\p{Ll}/u.test(last.text) || (last.bold && !next.bold)
  return !isHeading || /^[\p{Ll}\d(]/u.test(next.text)
}

/** @param open as the page before says of itself */
function pageText(pieces: readonly Piece[], rulings: Rulings, open: Piece | null): Page {
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
  const all = linesOf(loose)
  const left = loose.reduce((least, { x }) => Math.min(least, x), Number.POSITIVE_INFINITY)
  const right = loose.reduce((most, piece) => Math.max(most, piece.right), 0)
  const pitch = pitchOf(all)
  const isNumber = (line: Line, index: number) =>
    /^\d{1,3}$/.test(lineText(line, left)) && (index === 0 || index === all.length - 1)
  const numbers = all.filter(isNumber)
  const lines = all.filter((line) => !numbers.includes(line))
  const waiting = [...ofGrid].sort(([one], [other]) => (other.ys[0] ?? 0) - (one.ys[0] ?? 0))
  const written: PageLine[] = []
  const add = (...texts: string[]) => {
    for (const text of texts) written.push({ text, continues: false })
  }
  let indented = open !== null
  // Where the paragraph before began, if it did so indented.
  let start: number | null = null
  let before: Line | undefined
  for (const line of lines) {
    for (let next = waiting[0]; next !== undefined && (next[0].ys[0] ?? 0) > line.y; next = waiting[0]) {
      add('', ...tableText(next[0], next[1]), '')
      waiting.shift()
      indented = false
    }
    const [piece, ...beside] = line.pieces
    const gap = before === undefined ? 0 : before.y - line.y
    const isApart = gap > pitch * 1.25
    const roomBefore = before === undefined ? 0 : right - (before.pieces.at(-1)?.right ?? 0)
    const continues =
      indented &&
      gap <= Math.max(pitch * 1.25, line.size * 1.6) &&
      piece !== undefined &&
      beside.length === 0 &&
      piece.x - left <= 3 &&
      (before !== undefined || open === null || mayGoOn(open, piece)) &&
      roomBefore <= firstWordWidth(piece)
    const begins = piece !== undefined && beside.length === 0 && piece.x - left >= 15 && piece.x - left <= 60
    const isNext = begins && start !== null && Math.abs(piece.x - start) < 2
    if (!continues && (isApart || isNext)) add('')
    written.push({ text: lineText(line, left), continues })
    if (!continues) {
      indented = begins
      start = begins ? piece.x : null
    }
    before = line
  }
  for (const [grid, inside] of waiting) add('', ...tableText(grid, inside), '')
  const last = waiting.length > 0 ? undefined : before?.pieces.at(-1)
  return {
    lines: written,
    numbers: numbers.map((line) => lineText(line, left)),
    open: indented && last !== undefined && right - last.right <= last.size * 4 ? last : null,
  }
}

/** How wide a line's first word and the space before it are, about. */
function firstWordWidth({ text, x, right, size }: Piece): number {
  const word = text.indexOf(' ')
  return (word === -1 ? right - x : ((right - x) * word) / text.length) + size * 0.4
}

/** Lines of one text: `NQ-` and `HĐND`, which the width has parted, join without a space. */
function joinWords(lines: readonly string[]): string {
  return lines
    .map((line, index) =>
      /(?:[\p{L}\d]-|\/)$/u.test((lines[index - 1] ?? '/').slice(-2)) ? line : ` ${line}`,
    )
    .join('')
}

/** The text of lines, those of one paragraph joined. */
function joinLines(lines: readonly PageLine[]): string {
  const paragraphs: string[][] = []
  for (const { text, continues } of lines) {
    const last = paragraphs.at(-1)
    if (continues && last !== undefined) last.push(text)
    else paragraphs.push([text])
  }
  return paragraphs.map(joinWords).join('\n')
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
  readonly fontName?: string
}

function isTextItem(item: unknown): item is TextItem {
  return typeof item === 'object' && item !== null && 'str' in item && 'transform' in item && 'width' in item
}

function pieceOf(
  { str, transform, width, fontName = '' }: TextItem,
  isBold: (font: string) => boolean,
): Piece | null {
  const [, , skew = 0, scale = 0, x = 0, y = 0] = transform
  const size = Math.hypot(skew, scale)
  return str === '' || !(size > 0) || !Number.isFinite(x + y)
    ? null
    : { text: str, x, right: x + width, y, size, bold: isBold(fontName) }
}

/** Whether a font that the page has loaded is bold, by its name. */
function isBoldFont(fonts: { has(id: string): boolean; get(id: string): unknown }, id: string): boolean {
  const font: unknown = fonts.has(id) ? fonts.get(id) : null
  return (
    typeof font === 'object' &&
    font !== null &&
    'name' in font &&
    typeof font.name === 'string' &&
    /bold|black|heavy/i.test(font.name)
  )
}

/**
 * The text of a PDF.
 * @throws Problem `document.damaged` (422), `document.noText` (422) for a scan, `document.tooLarge` (413) beyond 400 pages
 */
export async function readPdf(bytes: Uint8Array): Promise<string> {
  const { OPS } = await getResolvedPDFJS()
  // pdf.js takes the bytes for itself, so it gets a copy; it refuses a Buffer.
  const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 }).catch((error: unknown) => {
    throw error instanceof Error && error.name === 'PasswordException' ? locked() : damaged()
  })
  try {
    if (pdf.numPages > limits.pages) throw tooLarge()
    const lines: PageLine[] = []
    const numbers: string[] = []
    let open: Piece | null = null
    let items = 0
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = await pdf.getPage(number)
      const content = await page.getTextContent()
      items += content.items.length
      if (items > limits.items) throw tooLarge()
      const operators = await page.getOperatorList()
      const isBold = (font: string) => isBoldFont(page.commonObjs, font)
      const runs = content.items.flatMap((item) => (isTextItem(item) ? (pieceOf(item, isBold) ?? []) : []))
      const pieces = isInterleaved(runs) ? glyphsOf(operators, OPS, isBold) : runs
      const read = pageText(pieces, rulingsOf(operators, OPS), open)
      open = read.open
      for (const line of read.lines) lines.push(line)
      for (const each of read.numbers) numbers.push('', each)
      page.cleanup()
    }
    const text = [joinLines(lines), ...numbers]
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
