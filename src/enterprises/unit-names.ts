import { type Words, words } from '../platform/language.ts'
import { fold, nfc } from '../platform/text.ts'

/** The administrative units as lists of enterprises name them. */
export interface UnitNames {
  /** `Huyện Mỹ Xuyên`, `H. Mỹ Xuyên`, `Mỹ Xuyên` where no other unit is called so; why not, else. */
  readonly find: (name: string) => { readonly id: number } | { readonly unknown: Words }
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
    .replace(/^([a-z]{1,2}(?:\.[a-z])?)\.(?=[a-z]{3})/, '$1. ')
    .replace(/\s+/g, ' ')
  for (const [pattern, kind] of kinds) if (pattern.test(plain)) return plain.replace(pattern, kind)
  return plain
}

const bare = (name: string) =>
  written(name).replace(/^(?:thanh pho|thi xa|thi tran|huyen|quan|phuong|xa|tinh) /, '')

/** Whether a unit is above the communes. */
const isLarger = (name: string) => /^(?:thanh pho|thi xa|huyen|quan) /.test(written(name))

/** The names of these units. @param units those of the day and those that ended before */
export function unitNames(
  units: readonly { readonly id: number; readonly name: string; readonly nameEn: string }[],
): UnitNames {
  const whole = new Map<string, number>()
  const without = new Map<string, { id: number; name: string }[]>()
  for (const { id, name, nameEn } of units) {
    for (const one of [name, nameEn]) if (!whole.has(written(one))) whole.set(written(one), id)
    without.set(bare(name), [...(without.get(bare(name)) ?? []), { id, name }])
  }
  return {
    find(name) {
      const id = whole.get(written(name))
      if (id !== undefined) return { id }
      const alike = bare(name) === written(name) ? (without.get(bare(name)) ?? []) : []
      // A name without its kind is a district's or a town's where there is one: communes are written with theirs. What is found
      // stands in the preview, by its whole name.
      const larger = alike.filter((one) => isLarger(one.name))
      const [only, second] = larger.length === 1 ? larger : alike
      if (only !== undefined && second === undefined) return { id: only.id }
      const shown = nfc(name)
      if (second !== undefined) {
        const names = alike.map((one) => `“${one.name}”`).join(', ')
        return {
          unknown: words(
            `“${shown}” có thể là ${names}. Xin ghi đủ tên.`,
            `“${shown}” may be ${names}. Please write the whole name.`,
          ),
        }
      }
      return {
        unknown: words(`Không có địa bàn “${shown}” trong danh mục.`, `There is no unit “${shown}”.`),
      }
    },
  }
}
