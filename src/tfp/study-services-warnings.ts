import { at } from './arrays.ts'
import { ASSUMED_DELTA } from './study-capital.ts'
import type { SeriesRow } from './table.ts'
import { TfpError, type Warning, warning } from './warnings.ts'
import type { Words } from './words.ts'

/* What must be said of capital services by type of asset, and why they cannot be computed. */

/** A type of asset with what its cost is made of; lists have one item a year. */
export interface Costed {
  readonly key: string
  readonly stock: ArrayLike<number>
  readonly loss: readonly number[]
  readonly price: readonly number[]
  readonly revaluation: readonly number[]
}

type Names = Readonly<Record<string, Words>>
export const nameOf = (names: Names, key: string): Words => names[key] ?? { vi: key, en: key }

export function assumedLoss(names: readonly Words[]): Warning {
  const rate = 100 * ASSUMED_DELTA
  return warning('stock.assumed', {
    vi: `Chưa nêu khấu hao của: ${names.map(({ vi }) => vi).join('; ')}; lấy ${rate}%/năm.`,
    en: `No depreciation is given for: ${names.map(({ en }) => en).join('; ')}; ${rate}% a year is taken.`,
  })
}

export const assumedStart = warning('stock.assumed', {
  vi: 'Vốn năm đầu của từng loại tài sản theo giả định trạng thái dừng; các năm đầu phụ thuộc nhiều vào giả định này.',
  en: 'The first stock of each type of asset is assumed on a steady path; the first years depend much on it.',
})

export function cautions(
  rows: readonly SeriesRow[],
  rates: readonly number[],
  found: boolean,
  assets: readonly (Costed & { readonly revalued: boolean; readonly userCost: readonly number[] })[],
  names: Names,
): Warning[] {
  const warnings: Warning[] = []
  const name = (key: string) => nameOf(names, key)
  const yearsOf = (wrong: (t: number) => boolean) => rows.filter((_, t) => wrong(t)).map(({ year }) => year)
  const order = Object.keys(names)
  const plain = assets
    .filter(({ revalued }) => !revalued)
    .toSorted((one, other) => order.indexOf(one.key) - order.indexOf(other.key))
    .map(({ key }) => name(key))
  if (plain.length > 0) {
    warnings.push(
      warning('revaluation.unknown', {
        vi: `Không có đủ đầu tư theo cả giá hiện hành và giá so sánh để biết giá của: ${plain.map(({ vi }) => vi).join('; ')}; coi giá tài sản này tăng như giá GRDP (tăng giá thực bằng 0).`,
        en: `Investment at both current and constant prices is lacking for: ${plain.map(({ en }) => en).join('; ')}; its price is taken to rise as that of output (no real revaluation).`,
      }),
    )
  }
  for (const { key, userCost: cost } of assets) {
    const years = yearsOf((t) => at(cost, t) < 0)
    if (years.length === 0) continue
    warnings.push(
      warning('userCost.negative', {
        vi: `Chi phí sử dụng vốn của ${name(key).vi} âm ở các năm ${years.join(', ')}; cần xem lại suất sinh lời, khấu hao và giá tài sản.`,
        en: `The user cost of ${name(key).en} is negative in ${years.join(', ')}; check the rate of return, depreciation and the asset's price.`,
      }),
    )
  }
  const odd = yearsOf((t) => at(rates, t) < 0 || at(rates, t) > 0.4)
  if (found && odd.length > 0) {
    warnings.push(
      warning('return.implausible', {
        vi: `Suất sinh lời tính từ số liệu âm hoặc trên 40% ở các năm ${odd.join(', ')}; cần xem lại vốn năm đầu, khấu hao và tỷ trọng lao động.`,
        en: `The rate of return found from the data is negative or above 40% in ${odd.join(', ')}; check the first stock, depreciation and the labour share.`,
      }),
    )
  }
  return warnings
}

export function missing(key?: string, year?: number): TfpError {
  if (key === undefined) {
    return new TfpError('asset.missing', {
      vi: 'Chưa có vốn hoặc đầu tư chia theo loại tài sản.',
      en: 'There is no capital or investment by type of asset.',
    })
  }
  return new TfpError('asset.missing', {
    vi: `Loại tài sản ${key} năm ${year} không có vốn, cũng không có đầu tư.`,
    en: `The asset ${key} has neither a stock nor investment in ${year}.`,
  })
}

export function gap(): TfpError {
  return new TfpError('investment.gap', {
    vi: 'Tích lũy vốn từ đầu tư cần chuỗi năm liên tục.',
    en: 'Perpetual inventory needs investment of every year without gaps.',
  })
}

export function needsShare(): TfpError {
  return new TfpError('return.needsShare', {
    vi: 'Khi hồi quy, tỷ trọng vốn chưa biết trước nên không tính được suất sinh lời từ số liệu; hãy nêu suất sinh lời.',
    en: 'A regression does not know the capital share beforehand, so no rate of return can be found; give one.',
  })
}
