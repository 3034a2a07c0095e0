/** The two languages of what this module says. */
export type Language = 'vi' | 'en'

/** A text in both languages. */
export interface Words {
  readonly vi: string
  readonly en: string
}

/** A number with just so many decimals (1.234,50 or 1,234.50), with a true minus sign only where it rounds below zero. */
export function formatNumber(value: number, digits: number, language: Language): string {
  return new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: 'negative',
  }).format(value)
}
