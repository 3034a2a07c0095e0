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
    lines.push({ start, end, ink })
    start = stop + 1
  }
  return lines
}
