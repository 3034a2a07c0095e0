import { type Language, type Words, words } from '../platform/language.ts'
import {
  contributedWords,
  formatNumber,
  intervalWords,
  LEVELS_COVERAGE,
  movedWords,
  noPercentWords,
  periodWords,
  profileWords,
  pText,
  rateUnit,
} from '../tfp/index.ts'
import { partsCaveats, partsFound, qualityHow, servicesHow, stepRange } from './by-factor/text.ts'
import { sectorsCaveats, sectorsFound, sectorsHow } from './by-sector/text.ts'
import { reasonWords } from './plausible.ts'
import type { StoredResult, StudyData } from './result.ts'
import { type Choices, methods } from './rules.ts'
import { gridWords } from './sensitivity-grid.ts'

/** What the words of a study are made from. */
export interface Told {
  readonly territory: Words
  /** Null for the whole economy. */
  readonly sector: Words | null
  readonly choices: Choices
  readonly data: StudyData
  readonly result: StoredResult
  /** Why an unusual result was published; null where there was nothing to say. */
  readonly publicationReason?: string | null
}

/** The words of a study: what it found, how, and with what reserve it must be read. Each a list of paragraphs. */
export interface StudyWords {
  readonly found: readonly Words[]
  readonly how: readonly Words[]
  readonly caveats: readonly Words[]
}

const both = (make: (language: Language, show: Show) => string): Words => ({
  vi: make('vi', (value, digits = 2) => formatNumber(value, digits, 'vi')),
  en: make('en', (value, digits = 2) => formatNumber(value, digits, 'en')),
})
type Show = (value: number, digits?: number) => string

/** A study's result in words. Pure: figures with two decimals, percent of growth with one. */
export function studyWords(told: Told): StudyWords {
  return {
    found: [
      growth(told),
      ...partsFound(told),
      index(told),
      interval(told),
      range(told),
      ...sectorsFound(told),
    ].filter((words) => words !== null),
    how: [
      method(told),
      servicesHow(told) ?? capital(told),
      share(told),
      qualityHow(told),
      regression(told),
      ...sectorsHow(told),
    ].filter((words) => words !== null),
    caveats: caveats(told),
  }
}

const ofWhat = ({ territory, sector }: Told): Words =>
  sector === null
    ? words(`tổng sản phẩm trên địa bàn (GRDP) ${lower(territory.vi)}`, `the GRDP of ${territory.en}`)
    : words(
        `giá trị tăng thêm ngành "${sector.vi}" của ${lower(territory.vi)}`,
        `value added of "${sector.en}" in ${territory.en}`,
      )

/** `Tỉnh Bến Tre` inside a sentence. */
const lower = (name: string) => name.replace(/^(Tỉnh|Thành phố) /, (first) => first.toLowerCase())

function growth(told: Told): Words {
  const { averages, method: how } = told.result
  const { arithmetic } = averages
  const { points, percent } = arithmetic.contributions
  const [what, period, moved] = [ofWhat(told), periodWords(averages), movedWords(averages, how)]
  const part = (factor: keyof typeof points) =>
    contributedWords(points[factor], percent?.[factor] ?? null, how)
  const [capital, labour, tfp] = [part('capital'), part('labour'), part('tfp')]
  const none = percent === null ? noPercentWords(arithmetic.gY) : null
  return words(
    `${period.vi}, ${what.vi} theo giá so sánh ${moved.vi}. Trong đó, vốn ${capital.vi}, lao động ${labour.vi} và TFP ${tfp.vi}${none === null ? '' : `; ${none.vi}`}.`,
    `${period.en} ${what.en} at constant prices ${moved.en}. Of this, capital ${capital.en}, labour ${labour.en} and TFP ${tfp.en}${none === null ? '' : `; ${none.en}`}.`,
  )
}

function index({ result }: Told): Words | null {
  const { baseYear } = result.parameters
  const last = result.index.findLast(({ value }) => value !== null)
  if (last === undefined || last.value === null || last.year === baseYear) return null
  const { year, value } = last
  return both((language, show) => {
    const change = show(Math.abs(value - 100))
    return language === 'vi'
      ? `Lấy năm ${baseYear} bằng 100, chỉ số TFP năm ${year} là ${show(value)}, ${value < 100 ? 'thấp hơn' : 'cao hơn'} ${change}%.`
      : `With ${baseYear} as 100, the TFP index of ${year} is ${show(value)}, ${value < 100 ? 'lower' : 'higher'} by ${change}%.`
  })
}

function interval({ result }: Told): Words | null {
  const { uncertainty } = result
  if (uncertainty === null) return null
  const { level, low, high } = uncertainty.gTFP
  const [way, unit] = [intervalWords(uncertainty), rateUnit(result.method).perYear]
  return both((language, show) => {
    const [from, to] = [`${show(low)}`, `${show(high)}${unit[language]}`]
    return language === 'vi'
      ? `Khoảng tin cậy ${show(100 * level, 0)}% của tốc độ tăng TFP bình quân là từ ${from} đến ${to} (${way.vi})${low < 0 && high > 0 ? '; khoảng này chứa số 0 nên chưa thể khẳng định TFP tăng hay giảm' : ''}.`
      : `The ${show(100 * level, 0)}% interval of mean TFP growth is from ${from} to ${to} (${way.en})${low < 0 && high > 0 ? '; it holds 0, so it cannot be said whether TFP rose or fell' : ''}.`
  })
}

function range({ result }: Told): Words | null {
  const grid = result.sensitivity
  const values = grid?.gTFP.flat().filter((value) => value !== null) ?? []
  const first = grid?.alphas.at(0)
  const last = grid?.alphas.at(-1)
  if (grid === null || values.length < 2 || first === undefined || last === undefined) return null
  const columns = grid.columns.filter((column) => column !== null)
  const { span, unit } = gridWords(result)
  const [low, high] = [Math.min(...columns), Math.max(...columns)]
  return both((language, show) => {
    const varied =
      columns.length < 2
        ? words('', '')
        : grid.over === 'life'
          ? words(
              ` và tuổi thọ tài sản từ ${show(low, 0)} đến ${show(high, 0)} năm`,
              ` and the service life from ${show(low, 0)} to ${show(high, 0)} years`,
            )
          : grid.over === 'deltaShift' || grid.over === 'lifeFactor'
            ? stepRange(grid.over)
            : words(
                ` và khấu hao từ ${show(100 * low, 1)}% đến ${show(100 * high, 1)}%/năm`,
                ` and depreciation from ${show(100 * low, 1)}% to ${show(100 * high, 1)}% a year`,
              )
    const from = show(Math.min(...values))
    const to = show(Math.max(...values))
    return language === 'vi'
      ? `Khi cho tỷ trọng vốn thay đổi từ ${show(first)} đến ${show(last)}${varied.vi}, tốc độ tăng TFP bình quân ${span.vi} thay đổi từ ${from} đến ${to}${unit.vi}.`
      : `With the capital share from ${show(first)} to ${show(last)}${varied.en}, mean TFP growth of the ${span.en} goes from ${from} to ${to}${unit.en}.`
  })
}

function method({ result }: Told): Words {
  const { name, formula, source } = methods[result.method]
  return words(
    `Phương pháp: ${name.vi}: ${formula}. Nguồn phương pháp: ${source.vi}`,
    `Method: ${name.en}: ${formula}. Source of the method: ${source.en}`,
  )
}

function capital({ result }: Told): Words {
  const { profile, initial, firstYear } = result.parameters
  if (profile === null || initial === null) {
    return words(
      'Vốn: trữ lượng vốn theo giá so sánh của chính chuỗi số liệu.',
      "Capital: the series' own stock at constant prices.",
    )
  }
  return both((language, show) => {
    const start = {
      steadyState: words(
        `vốn năm đầu theo trạng thái dừng với tốc độ tăng ${initial.kind === 'steadyState' ? show(100 * initial.growth) : ''}%/năm`,
        `first stock on a steady path growing by ${initial.kind === 'steadyState' ? show(100 * initial.growth) : ''}% a year`,
      ),
      ratio: words(
        `vốn năm đầu bằng ${initial.kind === 'ratio' ? show(initial.ratio) : ''} lần sản lượng năm đầu`,
        `first stock ${initial.kind === 'ratio' ? show(initial.ratio) : ''} times the first output`,
      ),
      given: words(
        `vốn năm đầu cho trước là ${initial.kind === 'given' ? show(initial.stock) : ''}`,
        `first stock given as ${initial.kind === 'given' ? show(initial.stock) : ''}`,
      ),
    }[initial.kind][language]
    const loss = profileWords(profile, show)[language]
    const half = firstYear === 'half'
    return language === 'vi'
      ? `Vốn: tích lũy từ đầu tư theo phương pháp kê khai liên tục (PIM), ${loss}, ${start}; đầu tư mỗi năm tính ${half ? 'một nửa' : 'toàn bộ'} vào vốn của năm đó.`
      : `Capital: perpetual inventory of investment, ${loss}, ${start}; a year's investment counts ${half ? 'half' : 'whole'} in that year's stock.`
  })
}

const shareWords: Readonly<Record<Choices['shareSource'], Words>> = {
  auto: words('theo số liệu hiện có', 'from the data at hand'),
  series: words('theo chuỗi số liệu tỷ trọng lao động', 'of the series of labour shares'),
  employees: words(
    'tính từ thu nhập của người lao động, coi lao động tự làm có thu nhập bình quân như người làm công ăn lương (Gollin 2002)',
    'from compensation of employees, the self-employed counted at the average pay of employees (Gollin 2002)',
  ),
  rest: words(
    'tính từ thu nhập của người lao động, chia thu nhập hỗn hợp theo cơ cấu của phần còn lại (Gollin 2002)',
    'from compensation of employees, mixed income divided as the rest of the economy (Gollin 2002)',
  ),
  mixed: words(
    'tính từ thu nhập của người lao động, coi toàn bộ thu nhập hỗn hợp là của lao động (Gollin 2002)',
    'from compensation of employees, all mixed income counted as labour income (Gollin 2002)',
  ),
  constant: words('do người tính nêu, chung cho mọi năm', 'given by the author, the same for all years'),
}

/** A choice of share source in words that stand after "tỷ trọng lao động". */
export const shareSourceWords = shareWords

function share({ result, choices }: Told): Words {
  const { alpha, beta } = result.averages.arithmetic
  const source =
    result.method === 'regression'
      ? words('ước lượng từ số liệu', 'estimated from the data')
      : shareWords[choices.shareSource]
  const labour =
    choices.labour === 'hours'
      ? words('số giờ làm việc', 'hours worked')
      : choices.labour === 'quality'
        ? words(
            'số lao động đang làm việc nhân với chất lượng lao động',
            'persons employed times their quality',
          )
        : words('số lao động đang làm việc', 'persons employed')
  return both((language, show) =>
    language === 'vi'
      ? `Lao động: ${labour.vi}. Tỷ trọng lao động ${source.vi}; bình quân kỳ: vốn α = ${show(alpha, 3)}, lao động β = ${show(beta, 3)}.`
      : `Labour: ${labour.en}. Labour share ${source.en}; mean of the period: capital α = ${show(alpha, 3)}, labour β = ${show(beta, 3)}.`,
  )
}

function regression({ result }: Told): Words | null {
  const found = result.regression
  if (found === null) return null
  const { alpha, lambda, constantReturnsTest: test, parameters } = found
  return both((language, show) => {
    const number = (value: number | null, digits = 3) => (value === null ? '–' : show(value, digits))
    const returns =
      test === null
        ? ''
        : language === 'vi'
          ? ` Kiểm định lợi suất không đổi theo quy mô: α + β = ${number(test.sum)}, F = ${number(test.f)}, ${test.pValue === null ? 'p –' : pText(test.pValue, language)}.`
          : ` Test of constant returns: α + β = ${number(test.sum)}, F = ${number(test.f)}, ${test.pValue === null ? 'p –' : pText(test.pValue, language)}.`
    const trend =
      lambda === null ? '' : `, λ = ${number(lambda.value, 4)} (${number(lambda.standardError, 4)})`
    return language === 'vi'
      ? `Hồi quy ${parameters.differences ? 'theo sai phân' : 'theo mức'} với ${found.observations} quan sát: α = ${number(alpha.value)} (sai số chuẩn Newey-West ${number(alpha.standardError)}, khoảng 95% từ ${number(alpha.interval.low)} đến ${number(alpha.interval.high)})${trend}; R² = ${number(found.rSquared)}, Durbin-Watson ${number(found.durbinWatson, 2)}.${returns}`
      : `Regression in ${parameters.differences ? 'first differences' : 'levels'} with ${found.observations} observations: α = ${number(alpha.value)} (Newey-West standard error ${number(alpha.standardError)}, 95% interval ${number(alpha.interval.low)} to ${number(alpha.interval.high)})${trend}; R² = ${number(found.rSquared)}, Durbin-Watson ${number(found.durbinWatson, 2)}.${returns}`
  })
}

/** What an interval of a share estimated in levels is worth where errors hang together from year to year. */
const levelsCaveat = both((language, show) => {
  const [half, most] = LEVELS_COVERAGE.map(({ kept, low, high }) => ({ part: show(kept, 1), low, high }))
  return language === 'vi'
    ? `Hồi quy theo mức: khi sai số của một năm còn kéo sang năm sau, khoảng 95% của α chứa giá trị thật ít hơn mức ghi: trong mô phỏng 10 đến 30 năm, ${half?.low}–${half?.high}% số lần khi hệ số tự tương quan là ${half?.part}, ${most?.low}–${most?.high}% khi là ${most?.part}. Ước lượng theo sai phân giữ được mức 95%.`
    : `Regression in levels: where the errors of a year carry on into the next, the 95% interval of α holds the true value less often than it says: in simulations of 10 to 30 years ${half?.low}–${half?.high}% of the time with an autocorrelation of ${half?.part}, ${most?.low}–${most?.high}% with ${most?.part}. Estimates in first differences keep the 95%.`
})

/** Every caution once: of the data, of preliminary years, of the computation. */
function caveats(told: Told): Words[] {
  const { data, result } = told
  const rows = new Set(data.rows.map(({ year }) => year))
  const open = [...new Set(data.used.flatMap(({ preliminaryYears }) => preliminaryYears))]
    .filter((year) => rows.has(year))
    .sort((one, other) => one - other)
    .join(', ')
  const preliminary = words(
    `Số liệu các năm ${open} là sơ bộ hoặc ước tính; kết quả có thể thay đổi khi có số chính thức.`,
    `Figures of ${open} are preliminary or estimated; the result may change with the official ones.`,
  )
  const residual = words(
    'TFP là phần dư: nó gồm tiến bộ công nghệ và quản lý, nhưng cũng gồm sai số số liệu, thay đổi mức sử dụng công suất và các yếu tố không đo được.',
    'TFP is a residual: it holds technical and managerial progress, but also errors of the data, changes in the use of capacity and whatever is not measured.',
  )
  const reason = told.publicationReason
  const all = [
    ...(reason ? [reasonWords(reason)] : []),
    ...(open === '' ? [] : [preliminary]),
    ...data.warnings,
    ...result.warnings.map(({ words }) => words),
    ...partsCaveats(told),
    ...sectorsCaveats(told),
    ...(result.regression === null || result.regression.parameters.differences ? [] : [levelsCaveat]),
    residual,
  ]
  return [...new Map(all.map((words) => [words.vi, words])).values()]
}
