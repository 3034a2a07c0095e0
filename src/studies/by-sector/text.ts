import { type Language, type Words, words } from '../../platform/language.ts'
import { formatNumber, rateUnit } from '../../tfp/index.ts'
import type { StoredResult, StudyData } from '../result.ts'
import type { Choices } from '../rules.ts'
import { levelNames } from './shape.ts'
import { productivityUnit } from './tables.ts'

/* The words of a study about its sectors; nothing for a study without them. */

interface SectorsTold {
  readonly choices: Choices
  readonly data: StudyData
  readonly result: StoredResult
}

type Show = (value: number | null, digits?: number) => string
const both = (make: (language: Language, show: Show) => string): Words => {
  const show =
    (language: Language): Show =>
    (value, digits = 2) =>
      value === null ? '–' : formatNumber(value, digits, language)
  return { vi: make('vi', show('vi')), en: make('en', show('en')) }
}

/** As many sectors as a sentence names. */
const named = 4

/** What sectors, reallocation and the shift of labour added. */
export function sectorsFound({ data, result: { sectors: stored } }: SectorsTold): Words[] {
  if (stored === undefined || data.sectors === undefined) return []
  const { growth, shiftShare, sectors } = stored
  const level = levelNames[data.sectors.level]
  const found: Words[] = []
  const { perYear, points } = rateUnit(stored.method)
  const inRate = stored.method === 'official' ? '%' : ''
  if (growth !== null) {
    const { mean, from, to } = growth
    const widest = sectors
      .toSorted(
        (one, other) => Math.abs(other.mean?.contribution ?? 0) - Math.abs(one.mean?.contribution ?? 0),
      )
      .slice(0, named)
    const all = widest.length === sectors.length
    found.push(
      both((language, show) => {
        const list = sectors
          .filter((sector) => widest.includes(sector))
          .map(
            ({ name, mean: rates }) =>
              `${name[language]} ${show(rates?.contribution ?? null)} (TFP ${show(rates?.gTFP ?? null)}${inRate})`,
          )
          .join('; ')
        const { capital, labour, output } = mean.reallocation
        return language === 'vi'
          ? `Theo ${level.vi}, giai đoạn ${from}–${to}: TFP của tổng các ngành tăng ${show(mean.gTFP)}${perYear.vi}, trong đó TFP trong từng ngành đóng góp ${show(mean.fromSectors)} ${points.vi} (${all ? '' : 'lớn nhất là '}${list}), vốn chuyển giữa các ngành ${show(capital)}, lao động chuyển giữa các ngành ${show(labour)} và thay đổi tỷ trọng sản lượng ${show(output)} điểm.`
          : `By ${level.en}, ${from}–${to}: TFP of all sectors grew by ${show(mean.gTFP)}${perYear.en}. TFP within the sectors added ${show(mean.fromSectors)} ${points.en} (${all ? '' : 'the widest: '}${list}), capital moving between sectors ${show(capital)}, labour moving between sectors ${show(labour)} and the reweighting of output ${show(output)}.`
      }),
    )
    const { other, whole } = mean
    if (other !== null && whole !== null && Math.abs(other) >= 0.005) {
      found.push(
        both((language, show) =>
          language === 'vi'
            ? `TFP toàn nền kinh tế (${show(whole)}${perYear.vi}) khác TFP của tổng các ngành ${show(other)} ${points.vi}, do thuế sản phẩm, do tổng số không bằng cộng các ngành và do tỷ trọng lao động của toàn nền kinh tế tính riêng.`
            : `TFP of the whole economy (${show(whole)}${perYear.en}) is ${show(other)} ${points.en} off that of all sectors: taxes on products, totals that are not the sums of sectors, and a labour share of the whole’s own.`,
        ),
      )
    }
  }
  const { from, to, before, after, growth: rise, within, between, interaction } = shiftShare.period
  const unit = productivityUnit(data)
  found.push(
    both((language, show) =>
      language === 'vi'
        ? `Năng suất lao động (giá so sánh, tổng các ngành) từ ${show(before)} ${unit.vi} năm ${from} ${rise < 0 ? 'xuống' : 'lên'} ${show(after)} năm ${to}, ${rise < 0 ? 'giảm' : 'tăng'} ${show(Math.abs(rise))}%: do năng suất trong từng ngành ${show(within)}, do lao động dịch chuyển giữa các ngành ${show(between)} và do tương tác ${show(interaction)} điểm phần trăm.`
        : `Labour productivity (constant prices, all sectors) went from ${show(before)} ${unit.en} in ${from} to ${show(after)} in ${to}, ${rise < 0 ? 'down' : 'up'} ${show(Math.abs(rise))}%: ${show(within)} points within the sectors, ${show(between)} from labour moving between sectors and ${show(interaction)} from interaction.`,
    ),
  )
  return found
}

/** How sectors were computed. */
export function sectorsHow({ choices, data, result: { sectors: stored, method } }: SectorsTold): Words[] {
  if (stored === undefined || data.sectors === undefined) return []
  const level = levelNames[data.sectors.level]
  const shift: Words = words(
    'Dịch chuyển cơ cấu: thay đổi năng suất lao động chia thành phần trong nội bộ ngành Σ s₀·Δp, phần do dịch chuyển lao động giữa các ngành Σ Δs·p₀ và phần tương tác Σ Δs·Δp, với s là tỷ trọng lao động, p là năng suất của ngành (Fabricant 1942).',
    'Shift-share: the change of labour productivity divided into within sectors Σ s₀·Δp, between sectors Σ Δs·p₀ and interaction Σ Δs·Δp, s the sector’s share of labour and p its productivity (Fabricant 1942).',
  )
  if (stored.growth === null) return [shift]
  const one = method === 'regression' || choices.shareSource === 'constant'
  const { capital, weights } = stored.growth
  return [
    words(
      `Theo ngành (${level.vi}): TFP từng ngành tính cùng công thức với toàn nền kinh tế; vốn của ngành ${capital === 'stock' ? 'là trữ lượng vốn đã cho' : 'tích lũy từ đầu tư của ngành với cùng giả định hao mòn'}; tỷ trọng lao động ${one ? 'chung cho mọi ngành' : 'của ngành theo cùng cách, hoặc của toàn nền kinh tế khi ngành chưa có số liệu'}. Gộp theo tỷ trọng giá trị tăng thêm theo giá ${weights === 'current' ? 'hiện hành' : 'so sánh'}, bình quân hai năm (Domar 1961): TFP chung = Σ w̄·TFP ngành + tái phân bổ vốn (Σ w̄·α·I_K − α·I_K) + tái phân bổ lao động (Σ w̄·β·I_L − β·I_L) + thay đổi tỷ trọng sản lượng (I_Y − Σ w̄·I_Y) (Jorgenson, Gollop và Fraumeni 1987; Stiroh 2002).`,
      `By sector (${level.en}): each sector’s TFP by the formula of the whole; its capital is ${capital === 'stock' ? 'a given stock' : 'built from its investment with the same wear'}; the labour share ${one ? 'is one for all sectors' : 'is the sector’s own by the same way, or the whole economy’s where it has none'}. Aggregated by shares in value added at ${weights === 'current' ? 'current' : 'constant'} prices, means of two years (Domar 1961): TFP = Σ w̄·sector TFP + reallocation of capital (Σ w̄·α·I_K − α·I_K) + reallocation of labour (Σ w̄·β·I_L − β·I_L) + reweighting of output (I_Y − Σ w̄·I_Y) (Jorgenson, Gollop and Fraumeni 1987; Stiroh 2002).`,
    ),
    shift,
  ]
}

/** With what reserve sectors must be read. */
export function sectorsCaveats({ choices, data, result: { sectors: stored } }: SectorsTold): Words[] {
  if (stored === undefined || data.sectors === undefined) return []
  const caveats = [...data.sectors.warnings, ...stored.warnings.map(({ words }) => words)]
  if (stored.growth !== null && (choices.capital === 'services' || choices.labour === 'quality')) {
    caveats.push({
      vi: 'Theo ngành, vốn không chia theo loại tài sản và lao động không điều chỉnh chất lượng; phần khác nhau nằm ở "chênh lệch khác".',
      en: 'By sector capital is not divided by asset and labour is not adjusted for quality; the difference stands under “other”.',
    })
  }
  if (stored.growth !== null) {
    caveats.push({
      vi: 'TFP theo ngành phụ thuộc nhiều vào cách phân bổ vốn cho ngành; tái phân bổ dương nghĩa là vốn hoặc lao động chuyển đến nơi có thu nhập trên một đơn vị cao hơn, và cũng chứa sai lệch khi tỷ trọng thu nhập của ngành đo không đúng.',
      en: 'TFP by sector depends much on how capital is assigned to sectors; positive reallocation means that capital or labour moved to where a unit of it earns more, and it also holds errors of the sectors’ income shares.',
    })
  }
  caveats.push({
    vi: 'Phân rã cả kỳ so năm cuối với năm đầu, nên không bằng cộng các năm; phần tương tác lớn khi vừa đổi cơ cấu vừa đổi năng suất.',
    en: 'The period’s shift-share compares its last year with its first, so it is not the sum of the years; interaction is large where shares and productivity change together.',
  })
  return caveats
}
