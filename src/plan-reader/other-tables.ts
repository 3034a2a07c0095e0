import type { FoundTable } from './budget.ts'
import type { Column } from './columns.ts'
import { timesIn } from './duties.ts'
import { indicatorOf, quantitiesIn } from './quantities.ts'
import type { Duty, Objective } from './schema.ts'
import { emptyPlain, joinPlains, type Plain, spanIn } from './text.ts'

/* Tables that hold no money: who does what by when, and targets by year. */

function find(table: FoundTable, test: (column: Column) => boolean): number {
  return table.heads.columns.findIndex(test)
}

/** Whether a table assigns work: what, by whom, and no amounts. */
export function isDutyTable(table: FoundTable): boolean {
  const { columns } = table.heads
  return columns.some(({ role }) => role === 'agency') && columns.some(({ role }) => role === 'title')
}

/** One duty for each row; a second column of agencies (those who help) stays in the text. */
export function dutiesOfTable(table: FoundTable): Duty[] {
  const title = find(table, ({ role }) => role === 'title')
  const agency = find(table, ({ role, head }) => role === 'agency' && !/phối hợp/i.test(head))
  const time = find(table, ({ role }) => role === 'time')
  const code = find(table, ({ role }) => role === 'code')
  return table.rows
    .filter(({ cells }) => (cells[title]?.text ?? '') !== '' && (cells[agency]?.text ?? '') !== '')
    .map(({ cells, span }, index): Duty => {
      const who = cells[agency] ?? emptyPlain
      const words = joinPlains([cells[title] ?? emptyPlain, cells[time] ?? emptyPlain])
      return {
        code: `PL.${cells[code]?.text || index + 1}`,
        agency: who.text,
        agencySpan: spanIn(who),
        text: cells[title]?.text ?? '',
        ...timesIn(words),
        span: { ...span },
      }
    })
}

/** Whether a table gives targets: a column of indicators, one of units, and years that hold no money. */
export function isTargetTable(table: FoundTable): boolean {
  const { columns } = table.heads
  const heads = columns.map(({ head }) => head.toLowerCase())
  return (
    heads.some((head) => head.startsWith('chỉ tiêu') || head.startsWith('tên chỉ tiêu')) &&
    columns.some(({ role }) => role === 'unit') &&
    columns.some(({ year }) => year !== null) &&
    !heads.some((head) => /kinh phí|dự toán|thành tiền|ngân sách|triệu|đồng/.test(head))
  )
}

/** One objective for each year of each row. */
export function objectivesOfTable(table: FoundTable): Objective[] {
  const { columns } = table.heads
  const titleAt = find(table, ({ role, head }) => role === 'title' || /chỉ tiêu/i.test(head))
  const unitAt = find(table, ({ role }) => role === 'unit')
  return table.rows.flatMap(({ cells, span }, row) => {
    const title = cells[titleAt] ?? emptyPlain
    const unit = cells[unitAt] ?? emptyPlain
    return columns.flatMap(({ year }, index): Objective[] => {
      const cell: Plain = cells[index] ?? emptyPlain
      const found = year === null || title.text === '' ? undefined : quantitiesIn(cell.folded)[0]
      if (year === null || found === undefined) return []
      return [
        {
          code: `PL.${row + 1}`,
          kind: 'specific',
          text: title.text,
          indicator: indicatorOf(unit.folded || null, title.folded),
          quantity: found.quantity,
          unit: unit.text || null,
          perYear: false,
          relativeTo: null,
          period: { from: year, to: year },
          partOf: null,
          quantitySpan: spanIn(cell, found.start, found.end),
          span: { ...span },
        },
      ]
    })
  })
}
