import { isSpecial } from '../../documents/read/sheet.ts'
import { type Words, words } from '../../platform/language.ts'
import { type LabelReading, type Labels, readLabel, unsaid } from '../labels.ts'
import type { UnitKey } from '../units.ts'
import { type FigureCell, isFigure, seen } from './cells.ts'
import { columnsLeft, type Left } from './left.ts'
import { context, isNameless, over } from './naming.ts'
import { spreadTitles } from './spread.ts'
import { foreignUnit, marginUnit, unitRow } from './unit-words.ts'
import {
  type Heading,
  isBlank,
  type Rows,
  type Section,
  sectionLeft,
  type Years,
  yearOfCell,
} from './years.ts'

/* The figures of a table by years, each with what its row, its column and the titles above say. */

export interface Found {
  readonly row: number
  readonly column: number
  readonly cell: FigureCell
  readonly heading: Heading
  readonly measure: string | null
  readonly sector: string | null
  readonly baseYear: number | null
  readonly unit: UnitKey | null
  readonly part: string | null
  /** What it is about where its prices are not said: GRDP may be at current or at constant prices. */
  readonly subject: 'grdp' | 'investment' | null
  /** What its row says for a unit and is none that is known. */
  readonly foreign?: string | null
}

const asText = (cell: FigureCell): string | number => (isSpecial(cell) ? seen(cell) : cell)

const unitRowNote = (row: number): Words =>
  words(
    `Dòng ${row + 1} được hiểu là đơn vị tính của các cột.`,
    `Row ${row + 1} was understood as the units of the columns.`,
  )

export function acrossCells(rows: Rows, years: Years, labels: Labels, left: Left[], notes: Words[]): Found[] {
  const firstYear = Math.min(...years.headings.map((heading) => heading.at))
  notes.push(...columnsLeft(rows, years))
  let naming = context(rows, years.line + 1, labels)
  // Rows of parts may stand under the row of their whole, as "of which".
  let whole = naming
  return rows.slice(years.line + 1).flatMap((cells, place): Found[] => {
    const row = years.line + 1 + place
    const label = cells
      .slice(0, firstYear)
      .filter((cell) => !isBlank(cell))
      .map(String)
      .join(' | ')
    const filled = years.headings.flatMap((heading) => {
      const cell = cells[heading.at]
      return isFigure(cell) && !isBlank(cell) ? [{ heading, cell }] : []
    })
    // The row of years once more, above another part of the table.
    const again =
      filled.length > 1 && filled.every((one) => yearOfCell(asText(one.cell))?.year === one.heading.year)
    const units = unitRow(filled.map(({ cell }) => asText(cell)))
    if (units !== null) {
      if ('unit' in units) naming = { ...naming, unit: units.unit }
      whole = naming
      notes.push(unitRowNote(row))
      return []
    }
    if (filled.length === 0 || again) {
      const here = readLabel(label, labels, true)
      naming = { ...over(naming, here), sector: null }
      whole = naming
      return []
    }
    const here = readLabel(label, labels, false)
    if (label !== '' && isNameless(here) && here.sector === null) {
      left.push({ row, name: label })
      return []
    }
    if (here.measure === 'other' || (naming.measure === 'other' && here.measure === null)) {
      left.push({ row, name: label })
      return []
    }
    const named = over({ ...(here.part === null ? naming : whole), sector: null }, here)
    if (here.part === null && here.sector === null) whole = named
    const foreign = here.unit === null ? foreignUnit(label) : null
    return filled.map(({ heading, cell }) => ({ row, column: heading.at, cell, heading, foreign, ...named }))
  })
}

export function downCells(rows: Rows, years: Section, labels: Labels, left: Left[], notes: Words[]): Found[] {
  const firstRow = years.firstRow
  const width = Math.max(...rows.map((cells) => cells.length))
  const margin = marginUnit(rows.slice(0, firstRow), years.line, labels)
  const titles = rows
    .slice(0, firstRow)
    .map((cells, row) => (row === margin?.row ? cells.slice(0, years.line + 1) : cells))
  const heads = spreadTitles(titles, years.line + 1, labels)
  const title = years.title.map((cell) => (typeof cell === 'string' ? cell : '')).join(' | ')
  const section = title.trim() === '' ? unsaid : readLabel(title, labels, true)
  if (!years.first && (section.measure === 'other' || isNameless(section))) {
    notes.push(sectionLeft(years, title))
    return []
  }
  // A title stands in the first column; what stands over a column of figures names that column.
  const above = context(
    heads.map((cells) => cells.slice(0, years.line + 1)),
    heads.length,
    labels,
  )
  const said = margin === null ? above : { ...above, unit: margin.unit }
  const naming = years.first ? said : { ...over(said, section), sector: null }
  return Array.from({ length: width }, (_, column) => column)
    .filter((column) => column > years.line)
    .flatMap((column): Found[] => {
      const filled = years.headings.flatMap((heading) => {
        const cell = rows[heading.at]?.[column]
        return isFigure(cell) && !isBlank(cell) ? [{ heading, cell }] : []
      })
      if (filled.length === 0) return []
      const texts = heads.flatMap((cells) => (isBlank(cells[column]) ? [] : [String(cells[column])]))
      const here = texts.reduce(
        (above: LabelReading, text) => over(above, readLabel(text, labels, false)),
        unsaid,
      )
      if (texts.length > 0 && isNameless(here) && here.sector === null && here.unit === null) {
        left.push({ column, name: texts.join(' ') })
        return []
      }
      if (here.measure === 'other' || (naming.measure === 'other' && here.measure === null)) {
        left.push({ column, name: texts.join(' ') })
        return []
      }
      const named = over({ ...naming, sector: null }, here)
      return filled.map(({ heading, cell }) => ({ row: heading.at, column, cell, heading, ...named }))
    })
}
