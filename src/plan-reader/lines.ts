/* The lines of a text by their places. */

export interface Line {
  readonly start: number
  /** Without the spaces at its end. */
  readonly end: number
  /** Where the first sign that is no space stands. */
  readonly ink: number
}

/** The lines of `text[from, to)`; a blank one has `ink === end`. */
export function linesOf(text: string, from = 0, to: number = text.length): Line[] {
  const lines: Line[] = []
  for (let start = from; start <= to; ) {
    const newline = text.indexOf('\n', start)
    const stop = newline === -1 || newline > to ? to : newline
    let ink = start
    while (ink < stop && /\s/.test(text.charAt(ink))) ink++
    let end = stop
    while (end > ink && /\s/.test(text.charAt(end - 1))) end--
    lines.push(withoutTornBar(text, { start, end, ink }))
    start = stop + 1
  }
  return lines
}

/** A line with one bar, at its beginning or at its end, is a cell of a row that a copy has torn into lines. */
function withoutTornBar(text: string, line: Line): Line {
  const { start } = line
  let { ink, end } = line
  const bar = text.indexOf('|', ink)
  if (bar === -1 || bar >= end || text.charAt(bar - 1) === '\\') return line
  const other = text.indexOf('|', bar + 1)
  if (other !== -1 && other < end) return line
  if (bar === end - 1) {
    end--
    while (end > ink && /\s/.test(text.charAt(end - 1))) end--
  } else if (bar === ink) {
    ink++
    while (ink < end && /\s/.test(text.charAt(ink))) ink++
  }
  return { start, end, ink }
}
