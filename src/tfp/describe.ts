import type { AverageRule, PeriodAverage } from './averages.ts'
import type { Profile } from './capital.ts'
import { NEAR_ZERO } from './growth.ts'
import type { StudyResult } from './study.ts'
import type { StudyMethod } from './study-options.ts'
import type { Uncertainty } from './uncertainty.ts'
import { formatNumber, type Language, type Words } from './words.ts'

/** The method in words. */
export const methodWords: Record<StudyMethod, Words> = {
  official: {
    vi: 'hạch toán tăng trưởng theo công thức thống kê I_TFP = I_Y − (α·I_K + β·I_L)',
    en: 'growth accounting by the statistical form I_TFP = I_Y − (α·I_K + β·I_L)',
  },
  tornqvist: {
    vi: 'hạch toán tăng trưởng theo sai phân logarit (Törnqvist)',
    en: 'growth accounting in log differences (Törnqvist)',
  },
  regression: {
    vi: 'hạch toán tăng trưởng theo sai phân logarit với tỷ trọng ước lượng từ hàm Cobb-Douglas',
    en: 'growth accounting in log differences with a share estimated from a Cobb-Douglas function',
  },
}

/** What rates and contributions of a method are in: percent, or logarithms × 100, which are no percent. */
export function rateUnit(method: StudyMethod): { readonly perYear: Words; readonly points: Words } {
  if (method === 'official') {
    return {
      perYear: { vi: '%/năm', en: '% a year' },
      points: { vi: 'điểm phần trăm', en: 'percentage points' },
    }
  }
  return {
    perYear: { vi: ' điểm lôgarit/năm', en: ' log points a year' },
    points: { vi: 'điểm lôgarit', en: 'log points' },
  }
}

type Averages = Readonly<Record<AverageRule, Pick<PeriodAverage, 'from' | 'to' | 'rates' | 'gY'>>>

/** `Giai đoạn 2011–2023`, or `Năm 2023` of a single rate. */
export function periodWords({ arithmetic: { from, to } }: Averages): Words {
  if (from === to) return { vi: `Năm ${to}`, en: `In ${to}` }
  return { vi: `Giai đoạn ${from}–${to}`, en: `In ${from}–${to}` }
}

/**
 * How output moved, with both averages named for what they are: `tăng bình quân 6,40%/năm (bình quân cộng các năm; bình quân
 * nhân 6,38%)`. A single year has no averages; a mean of logarithms is told in percent too.
 */
export function movedWords({ arithmetic, geometric }: Averages, method: StudyMethod): Words {
  return inBoth((language, show) => {
    const size = show(Math.abs(arithmetic.gY))
    const percent = show(Math.abs(geometric.gY))
    const unit = rateUnit(method).perYear[language]
    const up = arithmetic.gY >= 0
    const single = arithmetic.rates === 1
    if (language === 'vi') {
      const verb = up ? 'tăng' : 'giảm'
      if (single && method === 'official') return `${verb} ${size}% so với năm trước`
      if (single) return `${verb} ${percent}% so với năm trước (${size} điểm lôgarit)`
      return method === 'official'
        ? `${verb} bình quân ${size}${unit} (bình quân cộng các năm; bình quân nhân ${percent}%)`
        : `${verb} bình quân ${percent}%/năm (bình quân nhân; ${size}${unit})`
    }
    const verb = up ? 'grew' : 'fell'
    if (single && method === 'official') return `${verb} by ${size}% over the year before`
    if (single) return `${verb} by ${percent}% over the year before (${size} log points)`
    return method === 'official'
      ? `${verb} by ${size}${unit} on average (arithmetic mean; geometric ${percent}%)`
      : `${verb} by ${percent}% a year on average (geometric mean; ${size}${unit})`
  })
}

/** `đóng góp 4,00 điểm phần trăm (50,0% của tăng trưởng)`, or `làm giảm 0,05 điểm phần trăm`. @param percent of growth, if any */
export function contributedWords(points: number, percent: number | null, method: StudyMethod): Words {
  const unit = rateUnit(method).points
  return inBoth((language, show) => {
    const part =
      percent === null ? '' : ` (${show(percent, 1)}% ${language === 'vi' ? 'của tăng trưởng' : 'of growth'})`
    // What rounds to nothing takes nothing away.
    const lowers = Math.round(100 * points) < 0
    const verb = { vi: lowers ? 'làm giảm' : 'đóng góp', en: lowers ? 'took away' : 'contributed' }[language]
    return `${verb} ${show(Math.abs(points))} ${unit[language]}${part}`
  })
}

/** Why there are no percent of growth: output fell, or hardly moved. */
export function noPercentWords(gY: number): Words {
  return gY <= -NEAR_ZERO
    ? {
        vi: 'không quy ra phần trăm của tăng trưởng vì sản lượng giảm',
        en: 'no percent of growth is given because output fell',
      }
    : {
        vi: 'không quy ra phần trăm của tăng trưởng vì tăng trưởng gần bằng 0',
        en: 'no percent of growth is given because growth is near zero',
      }
}

/** Where the interval comes from. */
export function intervalWords({ method, parameters }: Pick<Uncertainty, 'method' | 'parameters'>): Words {
  return inBoth((language, show) => {
    const draws = show(parameters.draws ?? 0, 0)
    const seed = parameters.seed ?? 0
    return {
      student: {
        vi: `phân phối Student từ mức chênh giữa ${parameters.years} năm, coi các năm độc lập với nhau`,
        en: `Student's t from how ${parameters.years} years differ, taken as independent`,
      },
      bootstrap: {
        vi: `lấy mẫu lặp lại các năm (bootstrap) ${draws} lần, số gieo ${seed}`,
        en: `${draws} bootstrap draws of the years, seed ${seed}`,
      },
      monteCarlo: {
        vi: `mô phỏng Monte Carlo ${draws} lần theo sai số của tỷ trọng ước lượng, số gieo ${seed}`,
        en: `${draws} Monte Carlo draws of the estimated share, seed ${seed}`,
      },
    }[method][language]
  })
}

type Show = (value: number, digits?: number) => string

function inBoth(make: (language: Language, show: Show) => string): Words {
  return {
    vi: make('vi', (value, digits = 2) => formatNumber(value, digits, 'vi')),
    en: make('en', (value, digits = 2) => formatNumber(value, digits, 'en')),
  }
}

/**
 * The result of a study in a paragraph: growth and contributions of the period by the arithmetic rule (the geometric
 * beside it), interval, method and parameters, then every caution once.
 */
export function describe(result: StudyResult): Words {
  const { method, averages } = result
  const { points, percent } = averages.arithmetic.contributions
  const [period, moved] = [periodWords(averages), movedWords(averages, method)]
  const [capital, labour, tfp] = (['capital', 'labour', 'tfp'] as const).map((factor) =>
    contributedWords(points[factor], percent?.[factor] ?? null, method),
  )
  return inBoth((language, show) => {
    const none = percent === null ? `; ${noPercentWords(averages.arithmetic.gY)[language]}` : ''
    const parts =
      language === 'vi'
        ? [
            `${period.vi}, sản lượng ${moved.vi}.`,
            `Vốn ${capital?.vi}, lao động ${labour?.vi}, TFP ${tfp?.vi}${none}.`,
          ]
        : [
            `${period.en} output ${moved.en}.`,
            `Capital ${capital?.en}, labour ${labour?.en} and TFP ${tfp?.en}${none}.`,
          ]
    return [
      ...parts,
      ...intervalText(result, language, show),
      methodText(result, language, show),
      ...cautions(result, language),
    ].join(' ')
  })
}

function intervalText({ uncertainty, method }: StudyResult, language: Language, show: Show): string[] {
  if (uncertainty === null) return []
  const { low, high, level } = uncertainty.gTFP
  const unit = rateUnit(method).perYear[language]
  const how = intervalWords(uncertainty)[language]
  return language === 'vi'
    ? [
        `Khoảng tin cậy ${show(100 * level, 0)}% của tốc độ tăng TFP bình quân: từ ${show(low)} đến ${show(high)}${unit} (${how}).`,
      ]
    : [
        `${show(100 * level, 0)}% interval of mean TFP growth: from ${show(low)} to ${show(high)}${unit} (${how}).`,
      ]
}

function methodText(result: StudyResult, language: Language, show: Show): string {
  const { alpha, beta, rates } = result.averages.arithmetic
  const mean = { vi: rates === 1 ? '' : ' bình quân', en: rates === 1 ? '' : 'mean ' }[language]
  return language === 'vi'
    ? `Phương pháp: ${methodWords[result.method].vi}; tỷ trọng vốn α${mean} ${show(alpha, 3)}, tỷ trọng lao động β${mean} ${show(beta, 3)}${capitalText(result, show, 'vi')}.`
    : `Method: ${methodWords[result.method].en}; ${mean}capital share α ${show(alpha, 3)}, ${mean}labour share β ${show(beta, 3)}${capitalText(result, show, 'en')}.`
}

function capitalText({ parameters }: StudyResult, show: Show, language: Language): string {
  const { profile } = parameters
  if (profile === null) return ''
  const half = parameters.firstYear === 'half'
  const loss = profileWords(profile, show)[language]
  return language === 'vi'
    ? `; vốn tích lũy từ đầu tư, ${loss}, đầu tư tính ${half ? 'một nửa' : 'toàn bộ'} trong năm đầu`
    : `; capital by perpetual inventory, ${loss}, investment counted ${half ? 'half' : 'whole'} in its first year`
}

/** How investment loses efficiency, in words. @param show writes a number of the language asked for */
export function profileWords(profile: Profile, show: (value: number, digits?: number) => string): Words {
  if (profile.kind === 'geometric') {
    const delta = show(100 * profile.delta, 1)
    return { vi: `khấu hao ${delta}%/năm`, en: `${delta}% depreciation a year` }
  }
  if (profile.kind === 'linear') {
    return {
      vi: `hiệu năng giảm đều trong ${profile.life} năm`,
      en: `efficiency falling evenly over ${profile.life} years`,
    }
  }
  return {
    vi: `hiệu năng giảm theo hypebol trong ${profile.life} năm (b = ${show(profile.b, 2)})`,
    en: `efficiency falling as a hyperbola over ${profile.life} years (b = ${show(profile.b, 2)})`,
  }
}

function cautions({ warnings }: StudyResult, language: Language): string[] {
  const texts = new Set(warnings.map(({ words }) => words[language]))
  return texts.size === 0 ? [] : [{ vi: 'Lưu ý:', en: 'Cautions:' }[language], ...texts]
}
