import { fold } from '../platform/text.ts'
import type { KnownMeasure, KnownSector } from './entry.ts'
import type { CataloguePart } from './measure-components.ts'
import type { Dimension, UnitKey } from './units.ts'

/** What a table's words are compared with. */
export interface Labels {
  /** Folded name → measure key. */
  readonly measures: ReadonlyMap<string, string>
  /** Folded name → sector key. */
  readonly sectors: ReadonlyMap<string, string>
  readonly dimensions: ReadonlyMap<string, Dimension>
  /** Measures at constant prices. */
  readonly constant: ReadonlySet<string>
  /** Folded name → part: a type of asset, a qualification. */
  readonly parts: ReadonlyMap<string, string>
  /** `whole:part` → the measure of that part. */
  readonly partMeasures: ReadonlyMap<string, string>
}

/** A text in small letters without marks and signs, as names are compared. */
export const plain = (text: string) =>
  fold(text)
    .replace(/[^a-z0-9%]+/g, ' ')
    .trim()

type NamedMeasure = Pick<
  KnownMeasure,
  'key' | 'name' | 'nameEn' | 'dimension' | 'constantPrices' | 'aliases' | 'part'
>
type NamedPart = Pick<CataloguePart, 'key' | 'name' | 'aliases'>

/** The names, keys and aliases of the catalogue, ready to be compared. Names that two share belong to the first. */
export function labelsOf(
  measures: Iterable<NamedMeasure>,
  sectors: Iterable<KnownSector>,
  parts: Iterable<NamedPart>,
): Labels {
  const [measureNames, sectorNames] = [new Map<string, string>(), new Map<string, string>()]
  const dimensions = new Map<string, Dimension>()
  const constant = new Set<string>()
  const [partNames, partMeasures] = [new Map<string, string>(), new Map<string, string>()]
  const add = (names: Map<string, string>, name: string, key: string) => {
    if (name !== '' && !names.has(plain(name))) names.set(plain(name), key)
  }
  for (const one of measures) {
    dimensions.set(one.key, one.dimension)
    if (one.constantPrices) constant.add(one.key)
    if (one.part !== null) partMeasures.set(`${one.part.whole}:${one.part.part}`, one.key)
    for (const name of [one.key, one.name, one.nameEn, ...one.aliases]) add(measureNames, name, one.key)
  }
  for (const one of sectors) {
    for (const name of [one.key, one.name, one.nameEn, ...one.aliases]) add(sectorNames, name, one.key)
    // "C. Công nghiệp chế biến, chế tạo" also without its letter, and the letter alone.
    const letter = /^([A-Z])\. (.+)$/.exec(one.name)
    if (letter === null) continue
    add(sectorNames, letter[1] ?? '', one.key)
    add(sectorNames, letter[2] ?? '', one.key)
    add(sectorNames, one.nameEn.replace(/^[A-Z]\. /, ''), one.key)
  }
  for (const one of parts) {
    for (const name of [one.name.vi, one.name.en, ...one.aliases]) add(partNames, name, one.key)
  }
  return {
    measures: measureNames,
    sectors: sectorNames,
    dimensions,
    constant,
    parts: partNames,
    partMeasures,
  }
}

/** The measure that a part of a measure is; the measure itself where no part is named; null where it is not so divided. */
export function partMeasure(measure: string | null, part: string | null, labels: Labels): string | null {
  if (measure === null || part === null || measure.endsWith(`_${part}`)) return measure
  return labels.partMeasures.get(`${measure}:${part}`) ?? null
}

const unitPatterns: readonly (readonly [RegExp, UnitKey])[] = [
  [/\btrieu dong nguoi\b/, 'millionPay'],
  [/\b(nghin|ngan|1000) dong nguoi\b/, 'thousandPay'],
  [/^dong nguoi\b/, 'dongPay'],
  [/\b(nghin|ngan) (ty|ti)( dong)?\b|\bthousand billion\b/, 'thousandBillion'],
  [/\b(ty|ti) dong\b|\bbillion (dong|vnd|dongs)\b|^ty$/, 'billion'],
  [/\btrieu dong\b|\bmillion (dong|vnd|dongs)\b/, 'million'],
  [/\b(nghin|ngan|1000) nguoi\b|\bthousand persons\b|\bthous pers\b/, 'thousandPersons'],
  [/\btrieu nguoi\b|\bmillion persons\b/, 'millionPersons'],
  [/^nguoi$|\bdon vi( tinh)? nguoi\b|^persons?$/, 'persons'],
  [/\btrieu gio\b|\bmillion hours\b/, 'millionHours'],
  [/\b(nghin|ngan) gio\b|\bthousand hours\b/, 'thousandHours'],
  [/^gio$|\bdon vi( tinh)? gio\b|^hours$/, 'hours'],
  [/\b(nghin|ngan|1000) dong\b|\bthousand (dong|vnd|dongs)\b/, 'thousandDong'],
  [/^dong$|\bdon vi( tinh)? dong\b|^vnd$/, 'dong'],
  [/%|\bphan tram\b|\bpercent\b/, 'percent'],
]

/** Tables of structure, indices and rates name a measure without holding its values. */
const notValues =
  /\b(co cau|ty trong cua cac nganh|chi so phat trien|toc do tang|toc do phat trien|structure|index|growth rate)\b/

export interface LabelReading {
  /** `other` for a table that is about a measure but holds no values of it. */
  readonly measure: string | null
  readonly sector: string | null
  readonly baseYear: number | null
  readonly unit: UnitKey | null
  /** What a table is about, and in which prices, where the two are said apart ("Vốn đầu tư …", "Theo giá hiện hành"). */
  readonly subject: 'grdp' | 'investment' | null
  readonly prices: 'current' | 'constant' | null
  /** A type of asset or a qualification, of a measure named here or above. */
  readonly part: string | null
}

/** Nothing said. */
export const unsaid: LabelReading = {
  measure: null,
  sector: null,
  baseYear: null,
  unit: null,
  subject: null,
  prices: null,
  part: null,
}

/**
 * What a label says: "GRDP theo giá so sánh 2010 (tỷ đồng) - Dịch vụ" → measure, base year, unit, sector.
 * @param loose for titles: the measure may stand anywhere in the text
 */
export function readLabel(text: string, labels: Labels, loose: boolean): LabelReading {
  const whole = plain(text)
  if (notValues.test(whole)) return { ...unsaid, measure: 'other' }
  let { measure, sector, baseYear, unit, part } = unsaid
  const pieces = text
    .split(/[|:()[\]\n]|\s[-–—]\s|\s\/\s/)
    .map(plain)
    .filter((piece) => piece !== '')
  // Names of several cells, each whole: "O. Hoạt động của … chính trị - xã hội …" has a dash of its own.
  const names = text.includes('|') ? text.split('|').map(plain) : []
  for (const piece of [whole, ...names, ...pieces]) {
    unit ??= unitPatterns.find(([pattern]) => pattern.test(piece))?.[1] ?? null
    const base = basePattern.exec(piece)
    if (base !== null) baseYear ??= Number(base[1])
    const name = piece.replace(/ ?(?:nam )?(?:goc )?\b(?:19|20)\d\d\b/, '').trim()
    for (const each of [piece, name, name.replace(/^(?:[ivx]+|\d+) /, '')]) {
      measure ??= labels.measures.get(each) ?? null
      sector ??= labels.sectors.get(each) ?? null
      part ??= labels.parts.get(each) ?? null
    }
  }
  const investment = /\b(von dau tu|investment)\b/.test(whole)
  const subject = investment ? 'investment' : /\b(grdp|tong san pham)\b/.test(whole) ? 'grdp' : null
  const constant = /\b(gia so sanh|constant prices)\b/.test(whole)
  const prices = constant
    ? 'constant'
    : /\b(gia hien hanh|gia thuc te|current prices)\b/.test(whole)
      ? 'current'
      : null
  if (measure === null && subject !== null && prices !== null) measure = `${subject}_${prices}`
  if (measure === null && subject === null && loose) measure = longestWithin(whole, labels.measures)
  return { measure, sector, baseYear, unit, subject, prices, part }
}

const basePattern =
  /\b(?:so sanh|constant|prices of|gia)(?: prices)?(?: of)?(?: nam)?(?: goc)? ?((?:19|20)\d\d)\b/

/** The key of the longest name that stands in the text as whole words; names of one word are too common in titles. */
function longestWithin(text: string, names: ReadonlyMap<string, string>): string | null {
  let best: { length: number; key: string } | null = null
  for (const [name, key] of names) {
    if (!name.includes(' ') || name.length <= (best?.length ?? 0)) continue
    if (` ${text} `.includes(` ${name} `)) best = { length: name.length, key }
  }
  return best?.key ?? null
}
