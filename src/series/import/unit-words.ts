import type { WorkbookCell } from '../../documents/read/sheet.ts'
import { type Words, words } from '../../platform/language.ts'
import { type Labels, plain, readLabel } from '../labels.ts'
import { type Dimension, keptUnit, type UnitKey, unitAs, units } from '../units.ts'
import { isNameless } from './naming.ts'
import { isBlank, type Rows, type Years } from './years.ts'

/* In which unit figures are, and what stands as a unit and is none that is known. */

export function unitFor(
  dimension: Dimension | null,
  stated: UnitKey | null,
  wished: UnitKey | null,
): UnitKey | null {
  if (dimension === null) return null
  return unitAs(stated, dimension) ?? unitAs(wished, dimension) ?? keptUnit[dimension]
}

/** A unit that stands alone in a row above the figures, mostly at the right margin: it is that of the whole table. */
export function marginUnit(heads: Rows, line: number, labels: Labels): { row: number; unit: UnitKey } | null {
  for (const [row, cells] of heads.entries()) {
    const [only, second] = cells.slice(line + 1).filter((cell) => !isBlank(cell))
    if (typeof only !== 'string' || second !== undefined) continue
    const { unit, ...said } = readLabel(only, labels, false)
    if (unit !== null && said.sector === null && isNameless({ ...said, unit })) return { row, unit }
  }
  return null
}

const foreign =
  /^(?:(?:1000|nghin|ngan|trieu|ty|thousand|million|billion|thous|mill|bill) )?(?:usd|eur|jpy|cny|euro|do la(?: my)?|dollars?|yen|tan(?: km)?|tons?|tonnes?|kg|ta|m2|m3|km|ha|hecta|kwh|lit|con|cai|chiec|bo|heads?|ho|households?|luot(?: nguoi| khach)?|doanh nghiep|enterprises|co so|lan|times|chi so|du an|xe|bao)$/

/** A unit that no measure here is kept in, where one stands alone in a text or in its brackets: “USD”, “(nghìn tấn)”. */
export function foreignUnit(text: string): string | null {
  const pieces = [text, ...text.split(/[|()[\]]/)].map((piece) => piece.trim())
  return pieces.find((piece) => foreign.test(plain(piece))) ?? null
}

/**
 * The unit of a row that has nothing but units under the headings: `unit` where all say the same, `unknown` where they differ or one
 * is not known; null for any other row.
 */
export function unitRow(
  cells: readonly WorkbookCell[],
): { readonly unit: UnitKey } | { readonly unknown: string } | null {
  const texts = cells.filter((cell) => !isBlank(cell))
  if (texts.length === 0 || texts.some((cell) => typeof cell !== 'string')) return null
  const said = texts.map((cell) => {
    const text = String(cell)
    const { unit, ...rest } = readLabel(text, emptyLabels, false)
    return {
      text,
      unit,
      alone: unit !== null && isNameless({ ...rest, unit }) && !/\d/.test(text.replace(/1[.,]?000/, '')),
    }
  })
  if (!said.every(({ text, alone }) => alone || foreignUnit(text) !== null)) return null
  const units = new Set(said.map(({ unit }) => unit))
  const [only] = units
  if (units.size === 1 && only !== undefined && only !== null) return { unit: only }
  return { unknown: [...new Set(said.map(({ text }) => text.trim()))].join(', ').slice(0, 80) }
}

/** Why a figure is not taken whose unit is one of something else: persons of an output, đồng of workers. */
export const otherUnit = (unit: UnitKey): Words =>
  words(
    `Đơn vị “${units[unit].words.vi}” không phải đơn vị của chỉ tiêu này.`,
    `“${units[unit].words.en}” is no unit of this measure.`,
  )

/** The words of a line “Đơn vị tính: …” above the figures that are no unit known here. */
export function unknownUnitOf(rows: Rows, years: Years): string | null {
  const end = years.orientation === 'across' ? years.line + 1 : (years.headings[0]?.at ?? 0)
  for (const cell of rows.slice(0, end).flat()) {
    if (typeof cell !== 'string') continue
    const said = /(?:đơn\s*vị\s*tính|đvt|unit(?:\s*of\s*measure)?)\s*[:.-]\s*([^\n)\]]+)/iu.exec(
      cell.normalize('NFC'),
    )?.[1]
    // A title may name what is counted; in brackets, or alone at the side, the same words are a unit.
    const brackets = [...cell.matchAll(/[([]([^)\]]*)[)\]]/g)].map(([, inside = '']) => foreignUnit(inside))
    const foreign = [...brackets, foreignUnit(cell)].find((unit) => unit !== null)
    if (foreign !== undefined) return foreign.trim()
    if (
      said !== undefined &&
      readLabel(`(${said})`, emptyLabels, false).unit === null &&
      readLabel(said, emptyLabels, false).unit === null
    )
      return said.trim().slice(0, 40)
  }
  const [units] = rows.slice(years.orientation === 'across' ? years.line + 1 : end - 1)
  const under = years.orientation === 'across' ? unitRow(units?.slice(1) ?? []) : null
  if (under !== null && 'unknown' in under) return under.unknown
  if (years.orientation === 'across') return null
  // Names may be anything; only what is known for a unit is asked about.
  for (const cell of units?.slice(years.line + 1) ?? []) {
    const unit = typeof cell === 'string' ? foreignUnit(cell) : null
    if (unit !== null) return unit
  }
  return null
}

/** No names: units alone are looked for. */
const emptyLabels: Labels = {
  measures: new Map(),
  sectors: new Map(),
  dimensions: new Map(),
  constant: new Set(),
  parts: new Map(),
  partMeasures: new Map(),
}
