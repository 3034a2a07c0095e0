import type { Span } from './schema.ts'

/*
 * The text that spans point into, and plain views of parts of it. A view has no markup and single spaces, and knows for
 * each of its characters where that stands in the text. Everything here is one pass over its input.
 */

/** A part of the text without markup. `from[i]` is the offset in the text of `text[i]`; `folded[i]` is it without accents. */
export interface Plain {
  readonly text: string
  readonly folded: string
  readonly from: readonly number[]
}

export const emptyPlain: Plain = { text: '', folded: '', from: [] }

/** The document's text as spans count it: Unicode NFC, well-formed, lines ended by `\n`, no byte order mark. */
export function canonical(text: string): string {
  const lines = text
    .replace(/^\uFEFF/, '')
    .toWellFormed()
    .replace(/\r\n?|[\u0085\u2028\u2029\f\v]/g, '\n')
  // Composing sorts the marks of one letter, which takes the square of their number: no letter has thirty.
  if (!/\p{M}{30}/u.test(lines)) return lines.normalize('NFC')
  return lines
    .split(/(\p{M}{30,})/u)
    .map((part, index) => (index % 2 === 0 ? part.normalize('NFC') : part))
    .join('')
}

/** Puts every item of `more` at the end; a spread into `push` overflows the stack on a long list. */
export function pushAll<T>(list: T[], more: Iterable<T>): void {
  for (const item of more) list.push(item)
}

const foldedOf: string[] = []

function foldOne(code: number): string {
  const known = foldedOf[code]
  if (known !== undefined) return known
  const sign = String.fromCharCode(code)
  const bare = sign
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
  const folded = /[\u2010-\u2015\u2212]/.test(sign) ? '-' : bare.length === 1 ? bare : sign
  foldedOf[code] = folded
  return folded
}

/** Lower case without accents, dashes as `-`, and of the same length: an offset in it is an offset in the input. */
export function foldSameLength(text: string): string {
  let folded = ''
  for (let at = 0; at < text.length; at++) folded += foldOne(text.charCodeAt(at))
  return folded
}

const tag =
  /<\/?(?:b|i|u|em|strong|br|sup|sub|span|p|div|font|small|center|s|table|thead|tbody|tr|td|th)\b[^<>]{0,100}>/iy
const comment = /<!--[^<>]{0,200}-->/y
const entity = /&(?:nbsp|amp|lt|gt|quot);/y
const entities: Readonly<Record<string, string>> = {
  '&nbsp;': ' ',
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
}
const escapable = /[-\\`*_{}[\]()#+.!|<>~]/
// Control and format signs; white space among them is told apart before.
const invisible = /[\p{Cc}\p{Cf}]/u

function isSpace(sign: string): boolean {
  return sign === '' || /\s/.test(sign)
}

function isEdge(sign: string): boolean {
  return isSpace(sign) || /[^\p{L}\p{N}_]/u.test(sign)
}

/** Length of the markup at `at`, and what it stands for; null when the character is itself. */
function markupAt(
  text: string,
  at: number,
  start: number,
  end: number,
): { length: number; means: string } | null {
  const sign = text.charAt(at)
  const before = at > start ? text.charAt(at - 1) : ''
  const after = at + 1 < end ? text.charAt(at + 1) : ''
  if (sign === '*') {
    if (after === '*') return { length: 2, means: '' }
    // A star between spaces, or one that opens a list item, is itself.
    return isSpace(after) && isSpace(before) ? null : { length: 1, means: '' }
  }
  // "(_Chi tiết tại Phụ lục_)": an emphasis begins and ends at a space or at a sign that is no letter.
  if (sign === '_' && (isEdge(before) || isEdge(after)) && before !== '_' && after !== '_') {
    return isSpace(before) && isSpace(after) ? null : { length: 1, means: '' }
  }
  if (sign === '\\' && escapable.test(after)) return { length: 2, means: after }
  if (sign === '<') {
    tag.lastIndex = at
    comment.lastIndex = at
    const found = tag.exec(text) ?? comment.exec(text)
    if (found === null || at + found[0].length > end) return null
    return { length: found[0].length, means: /^<br/i.test(found[0]) ? ' ' : '' }
  }
  if (sign === '&') {
    entity.lastIndex = at
    const found = entity.exec(text)
    if (found === null || at + found[0].length > end) return null
    return { length: found[0].length, means: entities[found[0]] ?? '' }
  }
  return invisible.test(sign) && !isSpace(sign) ? { length: 1, means: '' } : null
}

/** Letters of Vietnamese, digits and a full stop or comma: never markup, never a space. Most of a text is these. */
function isPlainLetter(code: number): boolean {
  if (code < 128)
    return (
      (code >= 97 && code <= 122) ||
      (code >= 65 && code <= 90) ||
      (code >= 48 && code <= 57) ||
      code === 44 ||
      code === 46
    )
  return (code >= 0xc0 && code <= 0x1b0) || (code >= 0x1ea0 && code <= 0x1eff)
}

/** Whether the white space from `space` to `at` only parts what a line's end has broken: `NQ-` and `HĐND`, `2023/` and `NQ`. */
function isBroken(text: string, space: number, at: number): boolean {
  const sign = text.charAt(space - 1)
  if ((sign !== '-' && sign !== '/') || !text.slice(space, at).includes('\n')) return false
  return sign === '/' || /[\p{L}\d]-\p{Lu}/u.test(text.slice(space - 2, space) + text.charAt(at))
}

/** The plain view of `text[start, end)`: no Markdown emphasis, no inline HTML, every white space one space, trimmed. */
export function plainOf(text: string, start: number, end: number): Plain {
  const from: number[] = []
  let plain = ''
  // Where the white space began that the next sign has before it; -1 for none.
  let space = -1
  for (let at = start; at < end; ) {
    if (isPlainLetter(text.charCodeAt(at))) {
      if (space !== -1 && plain !== '' && !isBroken(text, space, at)) {
        plain += ' '
        from.push(space)
      }
      space = -1
      plain += text.charAt(at)
      from.push(at)
      at++
      continue
    }
    const markup = markupAt(text, at, start, end)
    const sign = markup === null ? text.charAt(at) : markup.means
    if (sign !== '' && isSpace(sign)) space = space === -1 ? at : space
    else if (sign !== '') {
      if (space !== -1 && plain !== '') {
        plain += ' '
        from.push(space)
      }
      space = -1
      plain += sign
      from.push(markup !== null && markup.length === 2 ? at + 1 : at)
    }
    at += markup?.length ?? 1
  }
  return { text: plain, folded: foldSameLength(plain), from }
}

/** Views one after another with a space between: the lines of a cell. */
export function joinPlains(parts: readonly Plain[]): Plain {
  const filled = parts.filter((part) => part.text !== '')
  const first = filled[0]
  if (first === undefined) return emptyPlain
  if (filled.length === 1) return first
  return {
    text: filled.map((part) => part.text).join(' '),
    folded: filled.map((part) => part.folded).join(' '),
    from: filled.flatMap((part, index) => (index === 0 ? part.from : [part.from[0] ?? 0, ...part.from])),
  }
}

/** Part of a view, trimmed. */
export function slicePlain(plain: Plain, from: number, to: number = plain.text.length): Plain {
  let start = Math.max(0, from)
  let end = Math.min(plain.text.length, to)
  while (start < end && plain.text.charAt(start) === ' ') start++
  while (end > start && plain.text.charAt(end - 1) === ' ') end--
  return {
    text: plain.text.slice(start, end),
    folded: plain.folded.slice(start, end),
    from: plain.from.slice(start, end),
  }
}

/** Where `plain.text[from, to)` stands in the text. */
export function spanIn(plain: Plain, from = 0, to: number = plain.text.length): Span {
  const start = plain.from[from] ?? 0
  const last = plain.from[Math.max(from, to - 1)] ?? start
  return { start, end: Math.max(start, last + 1) }
}
