import { type Words, words } from '../platform/language.ts'
import { fold, nfc } from '../platform/text.ts'

/** The administrative units as lists of enterprises name them. */
export interface UnitNames {
  /**
   * `Huyện Mỹ Xuyên`, `H. Mỹ Xuyên`, `Mỹ Xuyên` where no other unit is called so; why not, else. Of several the one that is on record
   * already is meant.
   */
  readonly find: (name: string, onRecord?: number) => { readonly id: number } | { readonly unknown: Words }
}

const kinds: readonly (readonly [RegExp, string])[] = [
  [/^(?:thanh pho|t\.?\s?p\.?)\s+/, 'thanh pho '],
  [/^(?:thi xa|t\.?\s?x\.?)\s+/, 'thi xa '],
  [/^(?:thi tran|t\.?\s?t\.?)\s+/, 'thi tran '],
  [/^(?:huyen|h\.?)\s+/, 'huyen '],
  [/^(?:quan|q\.?)\s+/, 'quan '],
  [/^(?:phuong|p\.?)\s+/, 'phuong '],
  [/^(?:xa|x\.?)\s+/, 'xa '],
  [/^(?:tinh|t\.?)\s+/, 'tinh '],
]

/** A name with its kind written out, in plain letters. */
function written(name: string): string {
  // “TP.Bến Tre” has no space behind the stop.
  const plain = fold(nfc(name))
    .replace(/^([a-z]{1,2}(?:\.[a-z])?)\.(?=[a-z])/, '$1. ')
    .replace(/\s+/g, ' ')
  for (const [pattern, kind] of kinds) if (pattern.test(plain)) return plain.replace(pattern, kind)
  return plain
}

const bare = (name: string) =>
  written(name).replace(/^(?:thanh pho|thi xa|thi tran|huyen|quan|phuong|xa|tinh) /, '')

/** Whether a unit is above the communes. */
const isLarger = (name: string) => /^(?:thanh pho|thi xa|huyen|quan) /.test(written(name))

/** A unit as lists are held against it. */
export interface NamedUnit {
  readonly id: number
  readonly name: string
  readonly nameEn: string
  readonly province: string
  /** Where its area lay before its province was enlarged. */
  readonly formerProvince?: string | null
}

/** The province that a unit's area lay in first: a district that ended and the commune that came of it agree in it. */
const area = ({ province, formerProvince }: NamedUnit) => bare(formerProvince ?? province)

/**
 * The names of these units. A name that two provinces share is asked about, and told apart by the province behind a comma
 * (`Xã Tân Phú, tỉnh Đồng Nai`).
 * @param units those of the day and those that ended before
 */
export function unitNames(units: readonly NamedUnit[]): UnitNames {
  const whole = new Map<string, NamedUnit[]>()
  const without = new Map<string, NamedUnit[]>()
  const add = (names: Map<string, NamedUnit[]>, key: string, unit: NamedUnit) =>
    names.set(key, [...(names.get(key) ?? []), unit])
  for (const unit of units) {
    for (const key of new Set([written(unit.name), written(unit.nameEn)])) add(whole, key, unit)
    add(without, bare(unit.name), unit)
  }
  return {
    find(name, onRecord) {
      // “Huyện A - tỉnh B” has a dash for the comma.
      const [, unit = name, behind] = /^(.*\S)\s*(?:,|\s[-–—](?=\s))([^,]*)$/s.exec(name) ?? []
      const province = behind === undefined ? null : bare(behind)
      const there = (found: readonly NamedUnit[] = []) =>
        province === null
          ? found
          : found.filter((one) => bare(one.province) === province || area(one) === province)
      const exact = there(whole.get(written(unit)))
      const isBare = bare(unit) === written(unit)
      const alike = exact.length > 0 || !isBare ? exact : there(without.get(bare(unit)))
      // A name without its kind is a district's or a town's where there is one, beside a ward of the same name in the same area:
      // communes are written with theirs. What is found stands in the preview, by its whole name.
      const larger = new Set(alike.map(area)).size === 1 ? alike.filter((one) => isLarger(one.name)) : []
      const [only, second] = larger.length === 1 ? larger : alike
      if (only !== undefined && second === undefined) return { id: only.id }
      if (onRecord !== undefined && alike.some(({ id }) => id === onRecord)) return { id: onRecord }
      return { unknown: second === undefined ? unknown(name) : several(name, alike) }
    },
  }
}

const unknown = (name: string): Words => {
  const shown = nfc(name)
  return words(`Không có địa bàn “${shown}” trong danh mục.`, `There is no unit “${shown}”.`)
}

function several(name: string, alike: readonly NamedUnit[]): Words {
  const shown = nfc(name)
  const provinces = new Set(alike.map(area)).size > 1
  const names = alike
    .map((one) => `“${provinces ? `${one.name}, ${one.formerProvince ?? one.province}` : one.name}”`)
    .join(', ')
  return provinces
    ? words(
        `“${shown}” có thể là ${names}. Xin ghi đủ tên, kèm tỉnh sau dấu phẩy.`,
        `“${shown}” may be ${names}. Please write the whole name with the province behind a comma.`,
      )
    : words(
        `“${shown}” có thể là ${names}. Xin ghi đủ tên.`,
        `“${shown}” may be ${names}. Please write the whole name.`,
      )
}
