import { timesIn, timesOfCell } from './duties.ts'
import type { Node } from './outline.ts'
import type { Duty } from './schema.ts'
import { emptyPlain, type Plain, slicePlain, spanIn } from './text.ts'

/* Work that says below its title who does it: "- Đơn vị chủ trì: …", "- Thời gian: …", "- Sản phẩm: …", each on a line or in one. */

type Fact = 'lead' | 'helpers' | 'time' | 'product'

const names: readonly (readonly [Fact, string])[] = [
  ['helpers', '(?:(?:cơ quan|đơn vị) )?(?:phối hợp|tham gia|cùng phối hợp)(?: thực hiện)?'],
  [
    'lead',
    '(?:(?:cơ quan|đơn vị) )?(?:chủ trì|thực hiện|phụ trách|đầu mối|chịu trách nhiệm)(?: (?:thực hiện|tham mưu))?',
  ],
  ['time', '(?:thời gian|thời hạn|tiến độ)(?: (?:thực hiện|hoàn thành|triển khai))?'],
  ['product', '(?:sản phẩm|kết quả|sản phẩm, kết quả|dự kiến kết quả)(?: (?:đầu ra|dự kiến|thực hiện))?'],
]
const opening = new RegExp(
  `(?:^|[.;(] ?|, (?=phối))(?:${names.map(([, pattern]) => `(${pattern})`).join('|')}) ?: ?`,
  'giu',
)

interface FoundFact {
  readonly fact: Fact
  readonly value: Plain
  /** It stands at the very beginning of its paragraph. */
  readonly first: boolean
}

/** The facts that a paragraph names, each with the words up to the next of them. */
function factsIn(words: Plain): FoundFact[] {
  const matches = [...words.text.matchAll(opening)]
  return matches.flatMap((match, index) => {
    const which = names.findIndex((_name, at) => match[at + 1] !== undefined)
    const fact = names[which]?.[0]
    const end = matches[index + 1]?.index ?? words.text.length
    const raw = slicePlain(words, match.index + match[0].length, end)
    const bare = raw.text.replace(/[.;,)]+$/, '').length
    const value = slicePlain(raw, 0, bare)
    return fact === undefined || value.text === '' ? [] : [{ fact, value, first: match.index === 0 }]
  })
}

/** "Chủ trì: Sở KH&CN; Phối hợp: Sở Nội vụ" in one cell: who leads and who helps; null where it names no lead so. */
export function leadOfCell(cell: Plain): { lead: Plain; helpers: Plain } | null {
  const facts = factsIn(cell)
  const of = (fact: Fact) => facts.find((each) => each.fact === fact)?.value ?? emptyPlain
  const isWhole = facts[0]?.first === true && facts.every(({ fact }) => fact === 'lead' || fact === 'helpers')
  return isWhole && of('lead').text !== '' ? { lead: of('lead'), helpers: of('helpers') } : null
}

/** Work with its lead, and the paragraphs below it that say nothing else: these are no tasks of their own. */
export interface AssignedWork {
  readonly duty: Duty
  readonly said: readonly Node[]
}

/**
 * The duty of a task whose lead is named below it, or in its own words; null when no lead is named. Everything that the lines
 * say is in the duty: a line with a time that is no time stays a task.
 */
export function assignedWork(node: Node): AssignedWork | null {
  const own = factsIn(node.words).filter(({ first }) => !first)
  const lines = node.children
    .map((child) => ({ child, facts: factsIn(child.words) }))
    .filter(({ child, facts }) => facts[0]?.first === true && child.children.length === 0)
  const all = [...own, ...lines.flatMap(({ facts }) => facts)]
  const of = (fact: Fact): Plain => all.find((each) => each.fact === fact)?.value ?? emptyPlain
  const lead = of('lead')
  if (lead.text === '') return null
  const time = of('time')
  const times = timesOfCell(time) ?? timesIn(time)
  const isTimed = times.due.length > 0 || times.recurrence !== 'none'
  const counts = new Map<Fact, number>()
  for (const { fact } of all) counts.set(fact, (counts.get(fact) ?? 0) + 1)
  const said = lines.filter(({ facts }) =>
    facts.every(({ fact }) => counts.get(fact) === 1 && (fact !== 'time' || isTimed)),
  )
  const ends = said.map(({ child }) => child.block.span.end)
  return {
    duty: {
      code: node.code,
      agency: lead.text,
      agencySpan: spanIn(lead),
      text: titleOf(node.words),
      ...times,
      ...(of('helpers').text === '' ? {} : { helpers: of('helpers').text }),
      ...(of('product').text === '' ? {} : { product: of('product').text }),
      span: { start: node.block.span.start, end: Math.max(node.block.span.end, ...ends) },
    },
    said: said.map(({ child }) => child),
  }
}

/** The words of a task before the facts that it names in the same paragraph. */
function titleOf(words: Plain): string {
  const at = [...words.text.matchAll(opening)].find(({ index }) => index > 0)?.index
  return (at === undefined ? words : slicePlain(words, 0, at)).text.replace(/[.;:]$/, '')
}
