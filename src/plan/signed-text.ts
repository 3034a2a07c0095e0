/** A part of the signed text, in its order. */
export type SignedBlock =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string; readonly anchor: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] }

const plain = (text: string) =>
  text
    .replace(/<\/?b>/g, '')
    .replace(/(\*\*|\*)/g, '')
    .replace(/\s+/g, ' ')
    .trim()

/** `### 1. Mục tiêu chung` → `1`; `## II. ĐỐI TƯỢNG` → `II`; other headings have no number. */
function numberOf(text: string): string {
  return /^([IVX]+|\d+(?:\.\d+)*)\./.exec(text)?.[1] ?? ''
}

/**
 * The signed text (Markdown; tables as lines of tab-separated cells) as blocks to be shown. A heading's anchor is its
 * section (`s-V-1`): the Roman part it stands in, then its own number.
 */
export function signedBlocks(markdown: string): SignedBlock[] {
  const blocks: SignedBlock[] = []
  let part = ''
  let paragraph: string[] = []
  let items: string[] = []
  let rows: string[][] = []
  const flush = () => {
    const text = plain(paragraph.join(' '))
    if (text !== '') blocks.push({ kind: 'paragraph', text })
    if (items.length > 0) blocks.push({ kind: 'list', items })
    paragraph = []
    items = []
  }
  const flushTable = () => {
    if (rows.length > 0) blocks.push({ kind: 'table', rows })
    rows = []
  }
  for (const line of markdown.replace(/\r\n?/g, '\n').split('\n')) {
    if (line.includes('\t')) {
      flush()
      rows.push(line.split('\t').map(plain))
      continue
    }
    if (line.trim() !== '') flushTable()
    const heading = /^(#{1,6})\s+(.*)$/.exec(line)
    const item = /^\s*-\s+(.*)$/.exec(line)
    if (heading !== null) {
      flush()
      const text = plain(heading[2] ?? '')
      const number = numberOf(text)
      if (/^[IVX]+$/.test(number)) part = number
      const section = number === '' || number === part ? number : `${part}-${number}`
      blocks.push({
        kind: 'heading',
        level: (heading[1] ?? '').length,
        text,
        anchor: `s-${section === '' ? blocks.length : section.replaceAll('.', '-')}`,
      })
    } else if (item !== null) {
      if (paragraph.length > 0) flush()
      items.push(plain(item[1] ?? ''))
    } else if (line.trim() === '') {
      // a list goes on over an empty line; a paragraph ends
      if (paragraph.length > 0) flush()
    } else {
      if (items.length > 0) flush()
      paragraph.push(line)
    }
  }
  flush()
  flushTable()
  return blocks
}
