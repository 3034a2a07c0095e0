import {
  type BudgetLine,
  foldSameLength,
  type LineQuantity,
  quantitiesOfLines,
} from '../../plan-reader/index.ts'
import { formatNumber } from '../../platform/numbers.ts'
import type { DraftDocument } from '../draft.ts'
import { keptLines } from './budget.ts'
import { catalogueKey } from './indicator-keys.ts'
import { quoteAt, shorten, type Tools, written } from './tools.ts'

/* Quantities of the budget table: each is a target of its line, counted like those of the text. */

type Target = DraftDocument['targets'][number]

/** What the table counts of one indicator. */
interface InTable {
  number: number
  readonly lines: BudgetLine[]
  readonly first: LineQuantity
}

/**
 * The targets with what the budget table counts: one that the text has too gains its lines and, where the table has another
 * number, that number beside its own; one that the table alone has is added. A quantity of which nothing is known to count it is
 * noted at its line.
 * @param targets those of the text; they keep their places
 */
export function withQuantities(tools: Tools, targets: readonly Target[]): Target[] {
  const counted = countedIn(tools)
  const own = targets.map((target, place) => {
    const table = counted.get(target.indicator)
    if (table === undefined) return target
    counted.delete(target.indicator)
    const lines = codesOf(table)
    if (agrees(target, table.number)) return { ...target, lines }
    tools.note(
      `targets.${place}`,
      `Bảng dự toán (mục ${lines}) ghi ${formatNumber(table.number, 'vi')}: cả hai số cùng hiện cho đến khi có quyết định bằng văn bản.`,
      `The budget table (line ${lines}) has ${formatNumber(table.number, 'en')}: both are shown until it is decided in writing.`,
    )
    return { ...target, lines, tableNumber: table.number }
  })
  const added = [...counted].map(([indicator, table], index): Target => {
    const [line] = table.lines
    tools.at(`targets.${own.length + index}`, table.first.span)
    return {
      ...written(`${quoteAt(tools.read, table.first.span)}: ${line?.title ?? ''}`),
      indicator,
      bound: 'exactly',
      minimum: table.number,
      maximum: table.number,
      parent: null,
      article: `PL.${line?.code ?? ''}`,
      lines: codesOf(table),
    }
  })
  return [...own, ...added]
}

const codesOf = ({ lines }: InTable) => [...new Set(lines.map(({ code }) => code))].join(', ')

/** What the table counts of each indicator. */
function countedIn(tools: Tools): Map<string, InTable> {
  const { read, note } = tools
  const counted = new Map<string, InTable>()
  const lines = read.budget === null ? [] : keptLines(read.budget)
  for (const { line, quantity, number, indicator } of quantitiesOfLines(lines)) {
    if (quantity.unit === '%') continue
    const key = catalogueKey(tools, indicator, foldSameLength(line.title))
    const known = counted.get(key)
    if (key === '') {
      const said = shorten(quoteAt(read, quantity.span))
      note(
        `budget.lines.${lines.indexOf(line)}.quantity`,
        `Chưa có chỉ số đếm "${said}" của mục này; có chỉ số rồi thì thêm một chỉ tiêu cho mục ${line.code}.`,
        `No indicator counts “${said}” of this line; once there is one, add a target for line ${line.code}.`,
      )
    } else if (known === undefined) counted.set(key, { number, lines: [line], first: quantity })
    else {
      known.number += number
      known.lines.push(line)
    }
  }
  return counted
}

/** Whether the text's number, or its bound, allows the table's. */
function agrees({ bound, minimum, maximum }: Target, number: number): boolean {
  if (bound === 'atLeast') return minimum === null || number >= minimum
  if (bound === 'atMost') return maximum === null || number <= maximum
  if (bound === 'range') return (minimum ?? number) <= number && number <= (maximum ?? number)
  return number === (minimum ?? maximum)
}
