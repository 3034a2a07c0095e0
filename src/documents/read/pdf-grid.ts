/* The rules of a table on a page of a PDF: the lines that are drawn, and the grids that they make. */

interface Segment {
  /** Where it lies: y of a horizontal, x of a vertical rule. */
  readonly at: number
  readonly from: number
  readonly to: number
}

export interface Rulings {
  readonly horizontal: Segment[]
  readonly vertical: Segment[]
}

/** A table's grid: `xs` from left to right, `ys` from top to bottom (they fall). */
export interface Grid {
  readonly xs: readonly number[]
  readonly ys: readonly number[]
  /** Whether a rule parts the cell from the one above it, or from the one to its left. By row × columns + column. */
  readonly ruledAbove: readonly boolean[]
  readonly ruledLeft: readonly boolean[]
}

export type Matrix = readonly [number, number, number, number, number, number]

export function times(one: Matrix, other: Matrix): Matrix {
  const [a, b, c, d, e, f] = one
  const [g, h, i, j, k, l] = other
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f]
}

export function matrixOf(value: unknown): Matrix | null {
  if (typeof value !== 'object' || value === null) return null
  const [a, b, c, d, e, f] = Array.from({ length: 6 }, (_each, index) => Number(Reflect.get(value, index)))
  const all = [a, b, c, d, e, f]
  if (
    a === undefined ||
    b === undefined ||
    c === undefined ||
    d === undefined ||
    e === undefined ||
    f === undefined
  )
    return null
  return all.every((each) => Number.isFinite(each)) ? [a, b, c, d, e, f] : null
}

/** pdf.js's codes in a path: how many numbers follow each. */
const follow = [2, 2, 6, 4, 0]

const most = { rules: 20_000, lines: 400 }

/** A rule is at most this thick, in points. */
const thick = 2.5

/** The straight rules that a page draws: thin boxes, lines, and the edges of stroked boxes. */
export function rulingsOf(
  operators: { readonly fnArray: readonly number[]; readonly argsArray: readonly unknown[] },
  codes: Readonly<Record<string, number>>,
): Rulings {
  const rulings: Rulings = { horizontal: [], vertical: [] }
  const stack: Matrix[] = []
  let matrix: Matrix = [1, 0, 0, 1, 0, 0]
  for (const [index, code] of operators.fnArray.entries()) {
    const args = operators.argsArray[index]
    if (code === codes.save) stack.push(matrix)
    else if (code === codes.restore || code === codes.paintFormXObjectEnd) matrix = stack.pop() ?? matrix
    else if (code === codes.transform) matrix = times(matrix, matrixOf(args) ?? [1, 0, 0, 1, 0, 0])
    else if (code === codes.paintFormXObjectBegin) {
      stack.push(matrix)
      const own = Array.isArray(args) ? matrixOf(args[0]) : null
      if (own !== null) matrix = times(matrix, own)
    } else if (code === codes.constructPath && Array.isArray(args) && args[0] !== codes.endPath) {
      const stroked =
        args[0] === codes.stroke || args[0] === codes.closeStroke || args[0] === codes.fillStroke
      for (const path of Array.isArray(args[1]) ? args[1] : []) addPath(rulings, path, matrix, stroked)
    }
    if (rulings.horizontal.length + rulings.vertical.length > most.rules) break
  }
  return rulings
}

/** Adds the boxes of each part of a path that begins with a move. */
function addPath(rulings: Rulings, path: unknown, matrix: Matrix, stroked: boolean): void {
  if (!(path instanceof Float32Array) && !Array.isArray(path)) return
  const numbers = Array.from(path, Number)
  let box: { left: number; right: number; low: number; high: number } | null = null
  for (let at = 0; at < numbers.length; ) {
    const code = numbers[at] ?? 4
    const count = follow[code] ?? 0
    if (code === 0) {
      addBox(rulings, box, stroked)
      box = null
    }
    const x = numbers[at + count - 1] ?? 0
    const y = numbers[at + count] ?? 0
    if (count > 0) {
      const px = matrix[0] * x + matrix[2] * y + matrix[4]
      const py = matrix[1] * x + matrix[3] * y + matrix[5]
      box ??= { left: px, right: px, low: py, high: py }
      box.left = Math.min(box.left, px)
      box.right = Math.max(box.right, px)
      box.low = Math.min(box.low, py)
      box.high = Math.max(box.high, py)
    }
    at += 1 + count
  }
  addBox(rulings, box, stroked)
}

function addBox(
  rulings: Rulings,
  box: { left: number; right: number; low: number; high: number } | null,
  stroked: boolean,
): void {
  if (box === null) return
  const { left, right, low, high } = box
  const wide = right - left
  const tall = high - low
  if (tall <= thick && wide > 4) rulings.horizontal.push({ at: (low + high) / 2, from: left, to: right })
  else if (wide <= thick && tall > 4) rulings.vertical.push({ at: (left + right) / 2, from: low, to: high })
  else if (stroked && wide > 4 && tall > 4) {
    rulings.horizontal.push({ at: low, from: left, to: right }, { at: high, from: left, to: right })
    rulings.vertical.push({ at: left, from: low, to: high }, { at: right, from: low, to: high })
  }
}

/** Places that are one within the thickness of a rule. */
function distinct(places: readonly number[]): number[] {
  const sorted = [...places].sort((one, other) => one - other)
  const found: number[] = []
  for (const place of sorted) {
    const last = found.at(-1)
    if (last === undefined || place - last > 3) found.push(place)
  }
  return found
}

/** The grids of a page: horizontal rules that vertical ones join, from top to bottom. */
export function gridsOf(rulings: Rulings): Grid[] {
  const bands: { low: number; high: number }[] = []
  for (const { from, to } of [...rulings.vertical].sort((one, other) => one.from - other.from)) {
    const last = bands.at(-1)
    if (last !== undefined && from <= last.high + thick) last.high = Math.max(last.high, to)
    else bands.push({ low: from, high: to })
  }
  return bands.flatMap(({ low, high }) => {
    const inside = (y: number) => y >= low - thick && y <= high + thick
    const horizontal = rulings.horizontal.filter(({ at }) => inside(at))
    const vertical = rulings.vertical.filter(({ from, to }) => inside(from) && inside(to))
    const xs = distinct(vertical.map(({ at }) => at))
    const ys = distinct(horizontal.map(({ at }) => at)).reverse()
    if (xs.length < 2 || ys.length < 2 || xs.length > 61 || ys.length > most.lines) return []
    return [{ xs, ys, ...ruled(xs, ys, horizontal, vertical) }]
  })
}

function ruled(
  xs: readonly number[],
  ys: readonly number[],
  horizontal: readonly Segment[],
  vertical: readonly Segment[],
): Pick<Grid, 'ruledAbove' | 'ruledLeft'> {
  const columns = xs.length - 1
  const ruledAbove: boolean[] = new Array(columns * (ys.length - 1)).fill(false)
  const ruledLeft: boolean[] = [...ruledAbove]
  const middle = (places: readonly number[], at: number) => ((places[at] ?? 0) + (places[at + 1] ?? 0)) / 2
  for (const { at, from, to } of horizontal) {
    const row = ys.findIndex((y) => Math.abs(y - at) <= 3)
    if (row === -1 || row >= ys.length - 1) continue
    for (let column = 0; column < columns; column++) {
      const x = middle(xs, column)
      if (x >= from && x <= to) ruledAbove[row * columns + column] = true
    }
  }
  for (const { at, from, to } of vertical) {
    const column = xs.findIndex((x) => Math.abs(x - at) <= 3)
    if (column === -1 || column >= columns) continue
    for (let row = 0; row < ys.length - 1; row++) {
      const y = middle(ys, row)
      if (y >= from && y <= to) ruledLeft[row * columns + column] = true
    }
  }
  return { ruledAbove, ruledLeft }
}

/** The cell at a point as row × columns + column; of a merged cell its top left one. Null outside the grid. */
export function cellAt(grid: Grid, x: number, y: number): number | null {
  const columns = grid.xs.length - 1
  let column = grid.xs.findLastIndex((left) => left <= x)
  let row = grid.ys.findLastIndex((top) => top >= y)
  if (column < 0 || column >= columns || row < 0 || row >= grid.ys.length - 1) return null
  while (row > 0 && grid.ruledAbove[row * columns + column] === false) row--
  while (column > 0 && grid.ruledLeft[row * columns + column] === false) column--
  return row * columns + column
}
