import type { Node } from './outline.ts'
import type { Beneficiary, PlanDocument } from './schema.ts'
import { slicePlain, spanIn } from './text.ts'

const ranked = /thu tu uu tien|uu tien (?:theo thu tu|lan luot|nhu sau)|theo thu tu/

/** Who may be helped, and in which order if the document states one. Lettered or numbered items only are in the order. */
export function beneficiariesOf(nodes: readonly Node[]): Beneficiary[] {
  const states = nodes.some(
    (node) => ranked.test(node.words.folded) || ranked.test(node.parent?.words.folded ?? ''),
  )
  let place = 0
  return nodes.flatMap((node): Beneficiary[] => {
    const listed = listedIn(node)
    if (listed.length > 0) return listed.map((item) => ({ ...item, priority: states ? ++place : null }))
    const isItem = node.label !== null
    if (isItem) place++
    return [
      {
        code: node.label?.code ?? '',
        priority: states && isItem ? place : null,
        text: withoutStop(node.words.text).replace(/^Đối tượng[^:]{0,60}: ?/i, ''),
        span: node.block.span,
      },
    ]
  })
}

/** The members of "Thứ tự ưu tiên: (1) …; (2) …" in one paragraph; none where it lists nothing after a colon. */
function listedIn({ words, block, label }: Node): Omit<Beneficiary, 'priority'>[] {
  const marks = [...words.text.matchAll(/(?:: ?|[;,] (?:và )?)\((\d{1,2}|[a-zđ]|i{1,3}|iv|v)\) ?(?=\p{L})/gu)]
  if (marks.length < 2 || !marks[0]?.[0].startsWith(':')) return []
  return marks.map((mark, index) => {
    const next = marks[index + 1]?.index ?? words.text.length
    const part = slicePlain(words, mark.index + mark[0].length, next)
    return {
      code: [label?.code, mark[1]].filter(Boolean).join('.'),
      text: withoutStop(part.text),
      span: {
        start: index === 0 ? block.span.start : spanIn(words, mark.index).start,
        end: next === words.text.length ? block.span.end : spanIn(words, next).start,
      },
    }
  })
}

/** Those who carry the plan out: one for each name of the list. */
export function participantsOf(nodes: readonly Node[]): PlanDocument['participants'] {
  return nodes.flatMap(({ words, block }) => {
    const starts = [
      0,
      ...[...words.text.matchAll(/[,;] (?=\p{Lu})/gu)].map((match) => match.index + match[0].length),
    ]
    return starts.map((start, index) => {
      const next = starts[index + 1] ?? words.text.length
      const part = slicePlain(words, start, next)
      return {
        text: part.text.replace(/[,;.]$/, ''),
        span: {
          start: index === 0 ? block.span.start : spanIn(part).start,
          end: next === words.text.length ? block.span.end : spanIn(part).end,
        },
      }
    })
  })
}

function withoutStop(text: string): string {
  return text.replace(/[;.]$/, '')
}
