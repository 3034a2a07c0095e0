import { parseCsv } from './csv.ts'
import {
  bare,
  type Cell,
  EXTRA_FIELDS,
  type ExtraField,
  type Field,
  findHeadings,
  missing,
  titles,
} from './headings.ts'
import { type NumberFormat, readNumbers } from './numbers.ts'
import { TfpError, type Warning, warning } from './warnings.ts'
import { formatNumber, type Language, type Words } from './words.ts'

/** One year of a file; a column that the file does not have is left out. */
export interface SeriesRow {
  readonly year: number
  readonly y: number
  readonly k?: number
  readonly i?: number
  readonly l: number
  readonly laborShare?: number
  /** Capital by type of asset, for `capital: 'services'`: the same keys each year. */
  readonly assets?: Readonly<Record<string, AssetYear>>
  /** Workers by qualification, for `labour: 'quality'`: the same keys each year. */
  readonly groups?: Readonly<Record<string, GroupYear>>
}

/** One type of asset in one year: its stock or its investment, at the constant prices of output. */
export interface AssetYear {
  readonly i?: number
  readonly k?: number
  /** Price index of the asset divided by that of output (any base): what the asset costs in units of output. */
  readonly price?: number
}

/** Workers of one qualification in one year, and what one earns: any unit of persons, any unit of pay. */
export interface GroupYear {
  readonly persons: number
  readonly pay: number
}

/** A year with the extra figures asked for: money at current prices, employees in the unit of the persons employed. */
export interface FileRow extends SeriesRow, Partial<Readonly<Record<ExtraField, number>>> {}

export interface SeriesFile {
  /** In ascending order of years. */
  readonly rows: readonly FileRow[]
  /** What `l` counts: persons, or hours where the file has no column of persons. */
  readonly labour: 'persons' | 'hours'
  readonly warnings: readonly Warning[]
}

const blank = (cell: Cell | undefined) => cell === null || cell === undefined || String(cell).trim() === ''

const YEAR_WORDS = new Set([
  'nam',
  'year',
  'so',
  'bo',
  'uoc',
  'tinh',
  'prel',
  'preliminary',
  'est',
  'estimate',
  'estimated',
])

/** The year of a cell: 2023, "2023", "Năm 2023", "Sơ bộ 2023 - Prel. 2023". Null for anything else. */
function yearOf(cell: Cell): { year: number; preliminary: boolean } | null {
  const words = bare(String(cell ?? '')).split(' ')
  const found = new Set(words.filter((word) => /^(19|20|21)\d{2}$/.test(word)))
  const [year] = found
  if (year === undefined || found.size > 1 || words.some((word) => word !== year && !YEAR_WORDS.has(word)))
    return null
  return { year: Number(year), preliminary: words.some((word) => /^(so|uoc|prel|est)/.test(word)) }
}

/** A blank row, or one that holds only a note such as the source. */
function isNote(cells: readonly Cell[]): boolean {
  const filled = cells.filter((cell) => !blank(cell))
  const [only] = filled
  return only === undefined || (filled.length === 1 && yearOf(only) === null)
}

export interface ReadOptions {
  readonly numbers?: NumberFormat
  /** Figures to read besides the series, where the file has them. */
  readonly also?: readonly ExtraField[]
}

/**
 * Reads a table of cells (heading row and one row a year) into a series. Columns are found by their headings, Vietnamese
 * or English, accents and case ignored; k or i must be there. Each column's numbers are read in the one format they all
 * fit. A column of labour shares of 10 to 100 is taken as percent, with a warning; one that mixes ways of writing is refused. Rows that are blank, or hold only a note in
 * their first cell, are passed over. Throws TfpError naming the row, the column and the reason.
 */
export function readTable(table: readonly (readonly Cell[])[], options: ReadOptions = {}): SeriesFile {
  const { row: top, columns } = findHeadings(table)
  const labour = columns.has('l') || !columns.has('hours') ? 'persons' : 'hours'
  const lacking = [
    ...(columns.has('y') ? [] : [titles.y]),
    ...(columns.has('l') || columns.has('hours') ? [] : [titles.l]),
  ]
  if (!columns.has('k') && !columns.has('i')) {
    lacking.push({ vi: `${titles.k.vi} hoặc ${titles.i.vi}`, en: `${titles.k.en} or ${titles.i.en}` })
  }
  if (lacking.length > 0) throw missing(lacking)
  const body = table
    .map((cells, place) => ({ cells, row: place + 1 }))
    .slice(top + 1)
    .filter(({ cells }) => !isNote(cells))
  const warnings: Warning[] = []
  const years = readYears(body, columns.get('year'), warnings)
  const values = new Map<Field, number[]>()
  for (const [field, { column, heading }] of columns) {
    if (field === 'year') continue
    const hoursAsLabour = field === 'hours' && labour === 'hours'
    const extra = EXTRA_FIELDS.find((each) => each === field)
    if (extra && !hoursAsLabour && !options.also?.includes(extra)) continue
    values.set(hoursAsLabour ? 'l' : field, readColumn(body, column, heading, options.numbers))
  }
  const shares = values.get('laborShare')
  if (shares) {
    const heading = columns.get('laborShare')?.heading ?? titles.laborShare.vi
    values.set('laborShare', sharesOf(shares, body, heading, warnings))
  }
  const rows = years.map((year, place) => ({
    year,
    ...Object.fromEntries([...values].map(([field, numbers]) => [field, numbers[place]])),
    y: values.get('y')?.[place] ?? Number.NaN,
    l: values.get('l')?.[place] ?? Number.NaN,
  }))
  return { rows: rows.sort((a, b) => a.year - b.year), labour, warnings }
}

const sharesInPercent = warning('share.percent', {
  vi: 'Cột tỷ trọng lao động được hiểu là phần trăm.',
  en: 'The labour share column is read as percent.',
})

/** The lowest labour share in percent that is taken for one: below it stands neither a share of 0 to 1 nor a percentage. */
const LEAST_PERCENT = 10

/**
 * Labour shares as parts of 1: a column of 0 to 1, or one of 10 to 100 read as percent. Throws TfpError at the first year that
 * is neither, or is written in the other way than most: one 62 among 0.6 is no share of 62, and 1.02 is no share of 1.02%.
 */
function sharesOf(values: readonly number[], body: Body, column: string, warnings: Warning[]): number[] {
  const part = (share: number) => share >= 0 && share <= 1
  const percent = (share: number) => share >= LEAST_PERCENT && share <= 100
  const refuse = (place: number, words: (shown: Words) => Words) => {
    const shown = (language: Language) =>
      formatNumber(values[place] ?? Number.NaN, 3, language).replace(/[.,]?0+$/, '')
    throw new TfpError('file.share', words({ vi: shown('vi'), en: shown('en') }), {
      row: body[place]?.row,
      column,
    })
  }
  const neither = values.findIndex((share) => !part(share) && !percent(share))
  if (neither >= 0) {
    refuse(neither, ({ vi, en }) => ({
      vi: `Tỷ trọng lao động ${vi} không có nghĩa: cần số từ 0 đến 1, hoặc phần trăm từ ${LEAST_PERCENT} đến 100.`,
      en: `A labour share of ${en} makes no sense: a number from 0 to 1, or percent from ${LEAST_PERCENT} to 100, is needed.`,
    }))
  }
  const inPercent = values.filter(percent).length
  if (inPercent === 0) return [...values]
  if (inPercent < values.length) {
    const odd = values.findIndex((share) => percent(share) === inPercent * 2 < values.length)
    refuse(odd, ({ vi, en }) => ({
      vi: `Tỷ trọng lao động ${vi} viết khác các năm còn lại: có năm viết từ 0 đến 1, có năm viết phần trăm.`,
      en: `The labour share ${en} is written unlike the other years: some are from 0 to 1, some in percent.`,
    }))
  }
  warnings.push(sharesInPercent)
  return values.map((share) => share / 100)
}

type Body = readonly { readonly cells: readonly Cell[]; readonly row: number }[]

function readYears(
  body: Body,
  place: { column: number; heading: string } | undefined,
  warnings: Warning[],
): number[] {
  const { column, heading } = place ?? { column: 0, heading: titles.year.vi }
  const rowOf = new Map<number, number>()
  return body.map(({ cells, row }) => {
    const cell = cells[column] ?? null
    const found = yearOf(cell)
    const text = String(cell ?? '').trim()
    if (found === null) {
      throw new TfpError(
        'file.year',
        { vi: `“${text}” không phải là một năm.`, en: `“${text}” is not a year.` },
        { row, column: heading },
      )
    }
    const earlier = rowOf.get(found.year)
    if (earlier !== undefined) {
      throw new TfpError(
        'file.yearTwice',
        {
          vi: `Năm ${found.year} đã có ở dòng ${earlier}.`,
          en: `The year ${found.year} already stands in row ${earlier}.`,
        },
        { row, column: heading },
      )
    }
    rowOf.set(found.year, row)
    if (found.preliminary) warnings.push(preliminary(found.year))
    return found.year
  })
}

function preliminary(year: number): Warning {
  return warning(
    'series.preliminary',
    {
      vi: `Số liệu năm ${year} là sơ bộ hoặc ước tính.`,
      en: `Figures of ${year} are preliminary or estimated.`,
    },
    year,
  )
}

/** Whether a heading counts single persons: then 620.100 is no fraction of one. */
function countsPersons(heading: string): boolean {
  const words = bare(heading)
  return /\b(nguoi|persons?)\b/.test(words) && !/\b(nghin|ngan|trieu|thousand|million)\b/.test(words)
}

function readColumn(body: Body, column: number, heading: string, format: NumberFormat | undefined): number[] {
  const cells = body.map(({ cells: line, row }) => {
    const value = line[column] ?? null
    if (value === null || blank(value)) {
      throw new TfpError(
        'file.empty',
        { vi: 'Ô để trống.', en: 'The cell is empty.' },
        { row, column: heading },
      )
    }
    return { row, value }
  })
  const { numbers, fault } = readNumbers(cells, format, countsPersons(heading))
  if (fault) throw new TfpError(`file.${fault.code}`, fault.words, { row: fault.row, column: heading })
  return numbers
}

/** Reads a CSV text; see `readTable`. */
export function readSeriesCsv(text: string, options: ReadOptions = {}): SeriesFile {
  return readTable(parseCsv(text), options)
}

/**
 * Reads a series from the bytes of a CSV (UTF-8) or XLSX file (its first sheet), told apart by content: XLSX is a ZIP.
 * Throws TfpError as `readTable`, and for a file that is neither.
 */
export async function readSeriesFile(bytes: Uint8Array, options: ReadOptions = {}): Promise<SeriesFile> {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return readTable(await readWorkbook(bytes), options)
  const text = (() => {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    } catch {
      throw new TfpError('file.encoding', {
        vi: 'Tệp không phải CSV mã UTF-8 hay XLSX; hãy lưu lại từ bảng tính dưới dạng XLSX hoặc CSV UTF-8.',
        en: 'The file is neither CSV in UTF-8 nor XLSX; save it again as XLSX or CSV UTF-8.',
      })
    }
  })()
  return readSeriesCsv(text, options)
}

async function readWorkbook(bytes: Uint8Array): Promise<Cell[][]> {
  const { readSheet } = await import('read-excel-file/node')
  try {
    const rows = await readSheet(Buffer.from(bytes))
    return rows.map((row) =>
      row.map((cell: unknown) => {
        if (typeof cell === 'number' || typeof cell === 'string') return cell
        return cell === null || cell === undefined ? null : String(cell)
      }),
    )
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new TfpError('file.workbook', {
      vi: `Không đọc được tệp XLSX: ${reason}`,
      en: `The XLSX file cannot be read: ${reason}`,
    })
  }
}
