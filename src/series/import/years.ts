import { isSpecial, type WorkbookCell } from '../../documents/read/sheet.ts'
import { type Words, words } from '../../platform/language.ts'
import type { Status } from '../rules.ts'

/* Where a table has its years. */

const yearWords = /^(nam|year|so|bo|uoc|tinh|thuc|hien|prel|preliminary|est|estimate|estimated)$/

function bare(text: string): string[] {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
}

/** The year of a heading, with the status that it tells: 2023, "Năm 2023", "Sơ bộ - Prel. 2023", "Ước tính 2024". */
export function yearOfCell(cell: WorkbookCell | undefined): { year: number; status: Status | null } | null {
  if (typeof cell !== 'string' && typeof cell !== 'number') return null
  // “2018(1)”, “2020 *” and “2021[2]” bear the mark of a footnote.
  const words = bare(String(cell).replace(/((?:19|20|21)\d\d)\s*(?:[([]\s*[\d*]{1,2}\s*[)\]]|\*+)/, '$1'))
  const years = new Set(words.filter((word) => /^(19[89]|20|21)\d+$/.test(word) && word.length === 4))
  const [found] = years
  if (found === undefined || years.size > 1) return null
  if (words.some((word) => word !== found && !yearWords.test(word))) return null
  const estimated = words.some((word) => word === 'uoc' || word.startsWith('est'))
  const preliminary = words.some((word) => word === 'so' || word.startsWith('prel'))
  return { year: Number(found), status: estimated ? 'estimate' : preliminary ? 'preliminary' : null }
}

/** Signs of "no figure" in statistical tables. */
export const isBlank = (cell: WorkbookCell | undefined) =>
  cell === null ||
  cell === undefined ||
  (!isSpecial(cell) && /^\s*([-–—…:]|\.{2,}|n\/a)?\s*$/i.test(String(cell)))

export type Rows = readonly (readonly WorkbookCell[])[]
export interface Heading {
  readonly at: number
  readonly year: number
  readonly status: Status | null
}

/** The row of years and their columns, or the column of years and their rows; null when there are none. */
export function findYears(
  rows: Rows,
): { orientation: 'across' | 'down'; line: number; headings: Heading[] } | null {
  for (const [row, cells] of rows.slice(0, 30).entries()) {
    const headings = cells.flatMap((cell, at): Heading[] => {
      const found = at === 0 ? null : yearOfCell(cell)
      return found === null ? [] : [{ at, ...found }]
    })
    const others = cells.filter((cell, at) => typeof cell === 'number' && yearOfCell(cell) === null && at > 0)
    const first = yearOfCell(cells[0])
    if (headings.length > 0 && others.length === 0 && first === null && distinct(headings)) {
      return { orientation: 'across', line: row, headings }
    }
    if (first !== null) break
  }
  for (const column of [0, 1]) {
    const headings = rows.flatMap((cells, at): Heading[] => {
      const found = yearOfCell(cells[column])
      return found === null ? [] : [{ at, ...found }]
    })
    if (headings.length > 0) return { orientation: 'down', line: column, headings }
  }
  return null
}

/** All years different: a table has each once. */
const distinct = (headings: readonly Heading[]) =>
  new Set(headings.map((heading) => heading.year)).size === headings.length

export type Years = NonNullable<ReturnType<typeof findYears>>

/** Years down the side, each once: a table may have several such parts below each other (values, then their structure). */
export interface Section {
  readonly line: number
  readonly headings: readonly Heading[]
  /** Where the years of the table begin. */
  readonly firstRow: number
  readonly first: boolean
  /** The row above the years of a further part, which says what it is. */
  readonly title: readonly WorkbookCell[]
}

export function sectionsOf(rows: Rows, { line, headings }: Years): Section[] {
  const parts: Heading[][] = []
  for (const heading of headings) {
    const part = parts.at(-1)
    if (part === undefined || part.some(({ year }) => year === heading.year)) parts.push([heading])
    else part.push(heading)
  }
  const firstRow = headings[0]?.at ?? 0
  return parts.map((part, place) => {
    const last = parts[place - 1]?.at(-1)?.at ?? firstRow
    const between = rows.slice(last + 1, part[0]?.at)
    const title = between.findLast((cells) => cells.some((cell) => !isBlank(cell))) ?? []
    return { line, headings: part, firstRow, first: place === 0, title }
  })
}

export function sectionLeft({ headings }: Section, title: string): Words {
  const [from, to] = [headings[0]?.at ?? 0, headings.at(-1)?.at ?? 0]
  const name = title
    .replace(/[\s|]+/g, ' ')
    .trim()
    .slice(0, 60)
  return words(
    `Dòng ${from + 1} đến ${to + 1}${name === '' ? '' : ` “${name}”`} lặp lại các năm, không phải giá trị của chỉ tiêu nên không được đọc.`,
    `Rows ${from + 1} to ${to + 1}${name === '' ? '' : ` “${name}”`} repeat the years and hold no values of a measure; they were not read.`,
  )
}
