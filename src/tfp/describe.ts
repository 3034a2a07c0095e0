import type { Profile } from './capital.ts'
import type { Factors } from './growth.ts'
import type { StudyResult } from './study.ts'
import type { StudyMethod } from './study-options.ts'
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

/**
 * The result of a study in a paragraph: growth and contributions of the period by the arithmetic rule (the geometric
 * beside it), interval, method and parameters, then every caution once.
 */
export function describe(result: StudyResult): Words {
  return { vi: inVietnamese(result), en: inEnglish(result) }
}

type Show = (value: number, digits?: number) => string

function inVietnamese(result: StudyResult): string {
  const show: Show = (value, digits = 2) => formatNumber(value, digits, 'vi')
  const { arithmetic, geometric } = result.averages
  const { points, percent } = arithmetic.contributions
  const parts = [
    `Giai đoạn ${arithmetic.from}–${arithmetic.to}, sản lượng tăng bình quân ${show(arithmetic.gY)}%/năm (bình quân cộng; bình quân nhân ${show(geometric.gY)}%).`,
    `Vốn đóng góp ${show(points.capital)} điểm phần trăm, lao động ${show(points.labour)} điểm phần trăm, TFP ${show(points.tfp)} điểm phần trăm${percentText(percent, show, ', tương ứng', 'và', 'tăng trưởng', ', không quy ra tỷ phần vì tăng trưởng gần 0')}.`,
  ]
  if (result.uncertainty) {
    const { low, high, level } = result.uncertainty.gTFP
    parts.push(
      `Khoảng tin cậy ${show(100 * level, 0)}% của tốc độ tăng TFP bình quân: từ ${show(low)}% đến ${show(high)}%/năm.`,
    )
  }
  parts.push(
    `Phương pháp: ${methodWords[result.method].vi}; tỷ trọng vốn α bình quân ${show(arithmetic.alpha, 3)}, tỷ trọng lao động β bình quân ${show(arithmetic.beta, 3)}${capitalText(result, show, 'vi')}.`,
  )
  return [...parts, ...cautions(result, 'vi', 'Lưu ý:')].join(' ')
}

function inEnglish(result: StudyResult): string {
  const show: Show = (value, digits = 2) => formatNumber(value, digits, 'en')
  const { arithmetic, geometric } = result.averages
  const { points, percent } = arithmetic.contributions
  const parts = [
    `In ${arithmetic.from}–${arithmetic.to} output grew by ${show(arithmetic.gY)}% a year on average (arithmetic; geometric ${show(geometric.gY)}%).`,
    `Capital contributed ${show(points.capital)} percentage points, labour ${show(points.labour)} and TFP ${show(points.tfp)}${percentText(percent, show, ', that is', 'and', 'of growth', ', with no percent of growth because growth is near zero')}.`,
  ]
  if (result.uncertainty) {
    const { low, high, level } = result.uncertainty.gTFP
    parts.push(
      `${show(100 * level, 0)}% interval of mean TFP growth: from ${show(low)}% to ${show(high)}% a year.`,
    )
  }
  parts.push(
    `Method: ${methodWords[result.method].en}; mean capital share α ${show(arithmetic.alpha, 3)}, mean labour share β ${show(arithmetic.beta, 3)}${capitalText(result, show, 'en')}.`,
  )
  return [...parts, ...cautions(result, 'en', 'Cautions:')].join(' ')
}

function percentText(
  percent: Factors | null,
  show: Show,
  lead: string,
  and: string,
  of: string,
  none: string,
): string {
  if (percent === null) return none
  const { capital, labour, tfp } = percent
  return `${lead} ${show(capital, 1)}%, ${show(labour, 1)}% ${and} ${show(tfp, 1)}% ${of}`
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

function cautions({ warnings }: StudyResult, language: Language, heading: string): string[] {
  const texts = new Set(warnings.map(({ words }) => words[language]))
  return texts.size === 0 ? [] : [heading, ...texts]
}
