import { type Language, type Words, words } from '../../platform/language.ts'
import { formatNumber, profileWords, rateUnit } from '../../tfp/index.ts'
import type { StoredResult, StudyData } from '../result.ts'
import { inOrder, partNames } from './choices.ts'

/* The words of a study about capital by type of asset and quality of labour; nothing for a study without them. */

interface PartsTold {
  readonly data: StudyData
  readonly result: StoredResult
}

type Show = (value: number | null | undefined, digits?: number) => string
const both = (make: (language: Language, show: Show) => string): Words => {
  const show =
    (language: Language): Show =>
    (value, digits = 2) =>
      value === null || value === undefined ? '–' : formatNumber(value, digits, language)
  return { vi: make('vi', show('vi')), en: make('en', show('en')) }
}

/** How every depreciation, or every life, was moved in the sensitivity, as the end of its sentence. */
export function stepRange(over: 'deltaShift' | 'lifeFactor'): Words {
  if (over === 'lifeFactor') {
    return words(
      ' và tuổi thọ của mọi loại tài sản ngắn hơn hoặc dài hơn một phần năm',
      ' and the lives of all assets a fifth shorter or longer',
    )
  }
  return words(
    ' và khấu hao của mọi loại tài sản thấp hơn hoặc cao hơn 2 điểm phần trăm',
    ' and the depreciation of all assets two points lower or higher',
  )
}

/** What assets, persons and quality added. */
export function partsFound({ data, result }: PartsTold): Words[] {
  const names = partNames(data)
  const { services, labour, averages } = inOrder(result, names)
  const { points: unit, perYear } = rateUnit(result.method)
  const { points } = averages.arithmetic.contributions
  const found: Words[] = []
  if (services !== undefined) {
    found.push(
      both((language, show) => {
        const list = services.assets
          .map(({ key }) => `${lower(names[key]?.[language] ?? key)} ${show(services.mean.points[key])}`)
          .join('; ')
        return language === 'vi'
          ? `Trong ${show(points.capital)} ${unit.vi} do vốn đóng góp: ${list} điểm.`
          : `Of the ${show(points.capital)} ${unit.en} from capital: ${list}.`
      }),
    )
  }
  if (labour !== undefined) {
    found.push(
      both((language, show) => {
        const { persons, quality } = labour.mean.points
        const rise = show(Math.abs(labour.mean.gQuality ?? 0))
        const fell = (labour.mean.gQuality ?? 0) < 0
        return language === 'vi'
          ? `Trong ${show(points.labour)} ${unit.vi} do lao động đóng góp: số lao động ${show(persons)} điểm, chất lượng lao động ${show(quality)} điểm; chất lượng lao động ${fell ? 'giảm' : 'tăng'} bình quân ${rise}${perYear.vi}.`
          : `Of the ${show(points.labour)} ${unit.en} from labour: persons ${show(persons)}, quality ${show(quality)}; the quality of labour ${fell ? 'fell' : 'rose'} by ${rise}${perYear.en} on average.`
      }),
    )
  }
  return found
}

const lower = (name: string) => name.charAt(0).toLocaleLowerCase('vi') + name.slice(1)

/** How capital services were computed; null where capital is of one piece. */
export function servicesHow({ data, result }: PartsTold): Words | null {
  const names = partNames(data)
  const { services, parameters } = inOrder(result, names)
  if (services === undefined) return null
  const { initial, firstYear } = parameters
  const rates = services.rates.filter((rate) => rate !== null)
  const mean = (100 * rates.reduce((one, other) => one + other, 0)) / Math.max(1, rates.length)
  return both((language, show) => {
    const assets = services.assets
      .map(({ key, delta, life, from }) => {
        const wear =
          delta === null
            ? words(`tuổi thọ ${show(life, 0)} năm`, `a life of ${show(life, 0)} years`)
            : profileWords({ kind: 'geometric', delta }, (value, digits) => show(value, digits))
        const source =
          from === 'stock'
            ? words('trữ lượng vốn đã cho', 'given stock')
            : words('tích lũy từ đầu tư', 'built from investment')
        return `${lower(names[key]?.[language] ?? key)} (${wear[language]}, ${source[language]})`
      })
      .join('; ')
    const start =
      initial === null || initial.kind === 'steadyState'
        ? words('theo trạng thái dừng của từng loại', 'on the steady path of each asset')
        : initial.kind === 'ratio'
          ? words(
              `bằng ${show(initial.ratio)} lần sản lượng, chia cho các loại theo trạng thái dừng`,
              `${show(initial.ratio)} times output, divided as on steady paths`,
            )
          : words(
              `cho trước là ${show(initial.stock)}, chia cho các loại theo trạng thái dừng`,
              `given as ${show(initial.stock)}, divided as on steady paths`,
            )
    const half = firstYear === 'half'
    const rate =
      services.rate === 'given'
        ? words(`nêu trước ${show(mean)}%/năm`, `given as ${show(mean)}% a year`)
        : words(
            `tính từ số liệu sao cho tổng chi phí Σu·K bằng thu nhập của vốn α·Y (nội sinh), bình quân ${show(mean)}%/năm`,
            `found from the data so that all costs Σu·K are the income of capital α·Y (endogenous), ${show(mean)}% a year on average`,
          )
    return language === 'vi'
      ? `Vốn: dịch vụ vốn của ${services.assets.length} loại tài sản: ${assets}. Tốc độ tăng là chỉ số Törnqvist theo tỷ trọng chi phí sử dụng vốn u = q·(r + δ − π), với q là giá tài sản so với giá GRDP, π là tốc độ tăng của giá đó, r là suất sinh lời thực ${rate.vi} (OECD, Measuring Capital, 2009, chương 8, 16 và 17). Vốn năm đầu ${start.vi}; đầu tư mỗi năm tính ${half ? 'một nửa' : 'toàn bộ'} vào vốn của năm đó.`
      : `Capital: services of ${services.assets.length} types of asset: ${assets}. Growth is a Törnqvist index by shares of user cost u = q·(r + δ − π), q the asset's price over that of GRDP, π its yearly change, r a real rate of return ${rate.en} (OECD, Measuring Capital, 2009, chapters 8, 16 and 17). First stock ${start.en}; a year's investment counts ${half ? 'half' : 'whole'} in that year's stock.`
  })
}

/** How quality of labour was computed; null where labour is of one piece. */
export function qualityHow({ result: { labour } }: PartsTold): Words | null {
  if (labour === undefined) return null
  const groups = labour.groups.length
  return words(
    `Chất lượng lao động: lao động chia theo ${groups} nhóm trình độ chuyên môn kỹ thuật, gia quyền bằng tỷ phần của nhóm trong tổng thu nhập (chỉ số Törnqvist), chia cho số lao động cộng đơn thuần (Jorgenson, Gollop và Fraumeni 1987; OECD, Measuring Productivity, 2001).`,
    `Quality of labour: workers of ${groups} qualifications weighted by their parts of all earnings (Törnqvist index) over the plain number of workers (Jorgenson, Gollop and Fraumeni 1987; OECD, Measuring Productivity, 2001).`,
  )
}

/** With what reserve parts must be read. */
export function partsCaveats({ data, result }: PartsTold): Words[] {
  const { services, labour } = result
  const caveats: Words[] = []
  const open = (data.parts ?? []).filter(({ key, toCheck, depreciation, serviceLife }) => {
    const asset = services?.assets.find((each) => each.key === key)
    if (!toCheck || asset === undefined) return false
    return asset.delta === null
      ? asset.life === serviceLife
      : Math.abs(asset.delta - (depreciation ?? 0)) < 1e-9
  })
  if (open.length > 0) {
    const list = (language: Language) => open.map(({ name }) => lower(name[language])).join('; ')
    caveats.push({
      vi: `Khấu hao (tuổi thọ) của ${list('vi')} lấy theo mức mặc định của danh mục, nguồn ghi trong bảng, cần đối chiếu với bản gốc.`,
      en: `The depreciation (life) of ${list('en')} is the catalogue's default; its source, in the table, has still to be checked.`,
    })
  }
  if (services?.rate === 'endogenous') {
    caveats.push({
      vi: 'Suất sinh lời tính từ số liệu dựa trên giả định lợi suất không đổi theo quy mô và toàn bộ phần thu nhập không thuộc lao động là của các tài sản đã kê.',
      en: 'The endogenous rate of return rests on constant returns to scale, and on all income that is not labour’s being of the assets listed.',
    })
  }
  if (labour !== undefined) {
    caveats.push({
      vi: 'Chất lượng lao động coi chênh lệch thu nhập giữa các trình độ là chênh lệch năng suất; thay đổi cách phân loại trình độ giữa các năm làm sai lệch kết quả.',
      en: 'The quality of labour takes differences of earnings between qualifications for differences of productivity; a change of classification between years distorts it.',
    })
  }
  return caveats
}
