/** The two languages of the programme's faces. Vietnamese is the first; English is complete. */
export type Language = 'vi' | 'en'

/** A text in both languages: whatever a user may read is written as such a pair, beside its use. */
export interface Words {
  readonly vi: string
  readonly en: string
}

/** A text in both languages: `words('Kế hoạch', 'Plan')`. */
export function words(vi: string, en: string): Words {
  return { vi, en }
}

/** Picks one language out of a pair, or out of two strings written in place. */
export type Translate = (vi: string | Words, en?: string) => string

/** Makes the `t` of one request: `t('Kế hoạch', 'Plan')` or `t(words)`. */
export function translator(language: Language): Translate {
  return (vi, en) => {
    if (typeof vi !== 'string') return vi[language]
    return language === 'en' && en !== undefined ? en : vi
  }
}

/** The language a request asks for: `?lang=`, then the cookie, then Vietnamese. Unknown values fall through. */
export function chooseLanguage(...wishes: (string | null | undefined)[]): Language {
  for (const wish of wishes) if (wish === 'vi' || wish === 'en') return wish
  return 'vi'
}
