import { at } from './arrays.ts'
import { TfpError, type Warning, warning } from './warnings.ts'
import { formatNumber } from './words.ts'

/**
 * Labour's share with the income of the self-employed imputed (Gollin 2002). Compensation, value added at basic prices
 * and mixed income in one money unit; employed and employees in persons.
 * `samePay`: CE/VA × employed/employees; `asRest`: CE/(VA − mixed); `allLabour`: (CE + mixed)/VA; `paidOnly`: CE/VA.
 */
export type ShareInput =
  | { readonly way: 'paidOnly'; readonly compensation: number; readonly valueAdded: number }
  | {
      readonly way: 'samePay'
      readonly compensation: number
      readonly valueAdded: number
      readonly employed: number
      readonly employees: number
    }
  | {
      readonly way: 'asRest' | 'allLabour'
      readonly compensation: number
      readonly valueAdded: number
      readonly mixedIncome: number
    }

export interface LaborShare {
  readonly share: number
  readonly method: ShareInput['way']
  readonly parameters: ShareInput
  readonly warnings: readonly Warning[]
}

/** The labour share by one of the ways of `ShareInput`. Throws TfpError where a denominator is not positive. */
export function laborShare(input: ShareInput): LaborShare {
  const { compensation, valueAdded } = input
  const bottom =
    input.way === 'asRest'
      ? valueAdded - input.mixedIncome
      : input.way === 'samePay'
        ? input.employees
        : valueAdded
  if (!(bottom > 0 && valueAdded > 0)) {
    throw new TfpError('share.denominator', {
      vi: 'Giá trị tăng thêm (sau khi trừ thu nhập hỗn hợp) và số lao động làm công ăn lương phải dương.',
      en: 'Value added (less mixed income) and the number of employees must be positive.',
    })
  }
  const share = (() => {
    if (input.way === 'samePay') return (compensation / valueAdded) * (input.employed / input.employees)
    if (input.way === 'asRest') return compensation / bottom
    if (input.way === 'allLabour') return (compensation + input.mixedIncome) / valueAdded
    return compensation / valueAdded
  })()
  const warnings = share >= 0 && share <= 1 ? [] : [impossibleShare(share)]
  if (input.way === 'paidOnly') warnings.push(selfEmployedLeftOut)
  return { share, method: input.way, parameters: input, warnings }
}

const selfEmployedLeftOut = warning('labour.imputed', {
  vi: 'Tỷ trọng lao động chỉ gồm thu nhập của người làm công ăn lương, chưa gồm phần lao động trong thu nhập hỗn hợp.',
  en: 'The labour share covers employees only; the labour in mixed income of the self-employed is left out.',
})

function impossibleShare(share: number): Warning {
  return warning('share.outOfRange', {
    vi: `Tỷ trọng lao động tính được là ${formatNumber(share, 3, 'vi')}, nằm ngoài khoảng từ 0 đến 1.`,
    en: `The labour share comes out at ${formatNumber(share, 3, 'en')}, outside 0 to 1.`,
  })
}

/** Labour input of one year: persons, times average hours where known, times a quality index where known. */
export function labourInput(persons: number, hours = 1, quality = 1): number {
  return persons * hours * quality
}

/** Workers of one kind (education, age, sector): hours or persons, and what an hour or a person is paid, by year. */
export interface LabourGroup {
  readonly name: string
  readonly hours: ArrayLike<number>
  readonly pay: ArrayLike<number>
}

/**
 * Quality-adjusted labour, first year = 1: Δln L = Σ ½(v_t + v_{t−1})·Δln H_g with v the group's share of pay, and
 * quality = that index over the index of plain hours (Jorgenson, Gollop and Fraumeni 1987). A group without hours in
 * either of two years is left out of that step's sum. Throws TfpError where a year has no pay at all.
 */
export function qualityAdjusted(groups: readonly LabourGroup[]): {
  index: Float64Array
  quality: Float64Array
} {
  const years = groups[0]?.hours.length ?? 0
  const index = new Float64Array(years).fill(1)
  const quality = new Float64Array(years).fill(1)
  const bill = (t: number) => groups.reduce((total, { hours, pay }) => total + at(hours, t) * at(pay, t), 0)
  const plain = (t: number) => groups.reduce((total, { hours }) => total + at(hours, t), 0)
  for (let t = 1; t < years; t++) {
    const [now, then] = [bill(t), bill(t - 1)]
    if (!(now > 0 && then > 0)) {
      throw new TfpError('labour.noPay', {
        vi: 'Có năm không có tiền lương của nhóm lao động nào.',
        en: 'There is a year in which no group of workers has pay.',
      })
    }
    let growth = 0
    for (const { hours, pay } of groups) {
      const [h1, h0] = [at(hours, t), at(hours, t - 1)]
      if (!(h1 > 0 && h0 > 0)) continue
      growth += (((h1 * at(pay, t)) / now + (h0 * at(pay, t - 1)) / then) / 2) * Math.log(h1 / h0)
    }
    index[t] = at(index, t - 1) * Math.exp(growth)
    quality[t] = at(index, t) / (plain(t) / plain(0))
  }
  return { index, quality }
}
