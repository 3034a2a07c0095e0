/** A column of a table that is to fit its content. */
export interface FittedColumn {
  readonly title: string
  /** Whether its cells are figures or days, which are never broken; of texts only words are kept whole. */
  readonly whole: boolean
  /** How wide it would like to be beside the others; by its content without. */
  readonly width?: number
}

/** What the margins of a cell take, in digits. */
const padding = 2.5
/** Digits of 11 points that a line of the page holds, upright (160 mm) and on its side (247 mm): half of 11 points each. */
const lines = { upright: 82, landscape: 127 } as const
const usual = 11
const least = 7
/** Longest text that is given a line of its own; longer ones are broken between words. */
const longestLine = 20

const word = (text: string) => Math.max(0, ...text.split(/\s+/).map((each) => each.length))

/**
 * Widths and type size at which no figure, day or word of a table is broken. Where there is room left, columns get it as they would
 * like to have it.
 * @param rows the texts of the cells
 * @returns `widths` in digits, `fontSize` in points, from 7 to 11 by halves
 */
export function fitColumns(
  columns: readonly FittedColumn[],
  rows: readonly (readonly string[])[],
  page: keyof typeof lines = 'upright',
): { readonly widths: readonly number[]; readonly fontSize: number } {
  const line = lines[page]
  const needed = columns.map(({ title, whole }, place) => {
    const texts = rows.map((cells) => cells[place] ?? '')
    const room = (text: string) =>
      whole ? text.length : Math.max(word(text), Math.min(text.length, longestLine))
    return Math.max(word(title), ...texts.map(room)) + padding
  })
  const sum = (widths: readonly number[]) => widths.reduce((total, width) => total + width, 0)
  const wished = columns.map(({ width }, place) => width ?? needed[place] ?? 0)
  // Where all name their wishes in shares, the shares are of the line; where none does, wishes are in digits already.
  const share = columns.every(({ width }) => width !== undefined) ? line / sum(wished) : 1
  const widths = columns.map((_, place) => Math.max(needed[place] ?? 0, (wished[place] ?? 0) * share))
  const tight =
    sum(widths) > line && sum(needed) <= line ? squeezed(widths, needed, line - sum(needed)) : widths
  const size = Math.floor((2 * usual * line) / sum(tight)) / 2
  if (size >= least) return { widths: tight, fontSize: Math.min(usual, size) }
  // Too much for the page at any size that is read: at the least only what must not break gets its room.
  return {
    widths: needed,
    fontSize: Math.min(usual, Math.max(least, Math.floor((2 * usual * line) / sum(needed)) / 2)),
  }
}

/** What is left over beside what is needed, divided by how much more each would like. */
function squeezed(widths: readonly number[], needed: readonly number[], left: number): number[] {
  const more = widths.map((width, place) => width - (needed[place] ?? 0))
  const all = more.reduce((total, each) => total + each, 0)
  return needed.map((least, place) => least + (all === 0 ? 0 : (left * (more[place] ?? 0)) / all))
}
