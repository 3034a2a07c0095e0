import type { Budget } from './budget.ts'

/** What is done with the tags and texts of an XML file, in their order. Names come without their namespace's prefix. */
export interface TokenHandlers {
  /** @param attributes as written: ` r="A1" t="s"` */
  readonly open: (name: string, attributes: string) => void
  readonly close: (name: string) => void
  /** A text or a piece of one. */
  readonly text?: (text: string) => void
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescaped(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi,
    (whole, hex: string, decimal: string, name: string) => {
      if (name !== undefined) return named[name] ?? whole
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
      return code <= 0x10ffff ? String.fromCodePoint(code) : ''
    },
  )
}

/** The value of an attribute without a prefix, or with any (`r:id`); undefined when it is not there. */
export function attribute(attributes: string, name: string): string | undefined {
  for (let at = attributes.indexOf(name); at !== -1; at = attributes.indexOf(name, at + 1)) {
    if (!/[\s:]/.test(attributes[at - 1] ?? '')) continue
    const [, quote, value] = /^\s*=\s*(["'])(.*?)\1/s.exec(attributes.slice(at + name.length)) ?? []
    if (quote !== undefined && value !== undefined) return unescaped(value)
  }
  return undefined
}

/** Characters of the longest tag or text; a cell of Excel holds 32,767. */
const longest = 4_000_000

/**
 * Reads an XML file as it comes, however long it is, without keeping more of it than one tag or text. It follows what
 * office programs write: no entities but XML's own, no `>` within an attribute.
 * @throws RangeError for tags without an end
 */
export async function readTokens(
  parts: AsyncIterable<Uint8Array>,
  budget: Budget,
  handlers: TokenHandlers,
): Promise<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let open = 0
  const counted: TokenHandlers = {
    ...handlers,
    open(name, attributes) {
      open += 1
      budget.spend('elements', 1)
      handlers.open(name, attributes)
    },
    close(name) {
      open -= 1
      handlers.close(name)
    },
  }
  let rest = ''
  for await (const part of parts) {
    rest += decoder.decode(part, { stream: true })
    rest = rest.slice(readPart(rest, counted))
    // Each part is looked through from where the rest begins, so a rest without end would take for ever.
    if (rest.length > longest) throw new RangeError('A tag or text has no end')
  }
  if (open !== 0 || rest.includes('<')) throw new RangeError('A tag has no end')
}

/** Handles the whole tags and the texts before them; gives where the rest begins. */
function readPart(xml: string, handlers: TokenHandlers): number {
  let at = 0
  for (;;) {
    const open = xml.indexOf('<', at)
    if (open === -1) return at
    const next = xml.charCodeAt(open + 1)
    const [from, mark] =
      next !== 0x21
        ? ([open + 1, '>'] as const)
        : xml.startsWith('<!--', open)
          ? ([open + 4, '-->'] as const)
          : xml.startsWith('<![CDATA[', open)
            ? ([open + 9, ']]>'] as const)
            : ([open + 2, '>'] as const)
    const end = xml.indexOf(mark, from)
    // A beginning such as "<!" may be that of a comment, whose end is another one.
    if (end === -1 || (next === 0x21 && xml.length < open + 9)) return at
    if (open > at) handlers.text?.(unescaped(xml.slice(at, open)))
    if (mark === ']]>') handlers.text?.(xml.slice(from, end))
    if (next !== 0x21 && next !== 0x3f) readTag(xml, from, end, handlers)
    at = end + mark.length
  }
}

function readTag(xml: string, from: number, end: number, handlers: TokenHandlers): void {
  const closing = xml.charCodeAt(from) === 0x2f
  const alone = xml.charCodeAt(end - 1) === 0x2f
  let [start, stop] = [closing ? from + 1 : from, closing ? from + 1 : from]
  const last = alone ? end - 1 : end
  for (; stop < last; stop += 1) {
    const code = xml.charCodeAt(stop)
    if (code <= 0x20) break
    if (code === 0x3a) start = stop + 1
  }
  const name = xml.slice(start, stop)
  if (!closing) handlers.open(name, xml.slice(stop, last))
  if (closing || alone) handlers.close(name)
}
