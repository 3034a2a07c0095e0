/*
 * Vietnamese typed for the fonts of before Unicode. A text in TCVN 5712:1993 (VN3, fonts ".Vn…") or in VNI-Windows is kept as Western
 * letters that look Vietnamese in their font alone: `C«ng ty` and `Coâng ty` are both “Công ty”. It is told by its words: as they
 * stand they are no syllables of Vietnamese, read by the font they are.
 */

export type LegacyFont = 'tcvn3' | 'vni'

export const legacyFonts: Readonly<Record<LegacyFont, string>> = {
  tcvn3: 'TCVN3 (.VnTime, .VnArial)',
  vni: 'VNI-Windows (VNI-Times)',
}

/** TCVN 5712:1993, table VN3, as the letters of ISO 8859-1 that its codes are. Capitals with a tone come from a font of capitals. */
const tcvn3Letters =
  'ĂÂÊÔƠƯĐ ăâêôơưđ ằẳẵắặầẩẫấậ àảãáạ èẻẽéẹ ềểễếệ ìỉĩíị òỏõóọ ồổỗốộ ờởỡớợ ùủũúụ ừửữứự ỳỷỹýỵ'.replaceAll(' ', '')
const tcvn3Codes =
  '¡¢£¤¥¦§ ¨©ª«¬\u00ad® »¼½¾ÆÇÈÉÊË µ¶·¸¹ ÌÎÏÐÑ ÒÓÔÕÖ ×ØÜÝÞ ßáâãä åæçèé êëìíî ïñòóô õö÷øù úûüýþ'.replaceAll(
    ' ',
    '',
  )
const tcvn3: ReadonlyMap<string, string> = new Map(
  [...tcvn3Codes].map((code, at) => [code, tcvn3Letters[at] ?? code]),
)

/** VNI writes a letter and then its marks as one more sign; đ, ơ, ư and i with its tones are single signs. */
function vniMap(): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const tones = { ù: '\u0301', ø: '\u0300', û: '\u0309', õ: '\u0303', ï: '\u0323' }
  const circumflex = { â: '', á: '\u0301', à: '\u0300', å: '\u0309', ã: '\u0303', ä: '\u0323' }
  const breve = { ê: '', é: '\u0301', è: '\u0300', ú: '\u0309', ü: '\u0303', ë: '\u0323' }
  const add = (typed: string, letter: string) => {
    found.set(typed, letter.normalize('NFC'))
    found.set(typed.toUpperCase(), letter.normalize('NFC').toUpperCase())
  }
  for (const [sign, tone] of Object.entries(tones)) {
    for (const letter of 'aeouy') add(letter + sign, letter + tone)
    add(`ô${sign}`, `ơ${tone}`)
    add(`ö${sign}`, `ư${tone}`)
  }
  for (const letter of 'aeo')
    for (const [sign, tone] of Object.entries(circumflex)) add(letter + sign, `${letter}\u0302${tone}`)
  for (const [sign, tone] of Object.entries(breve)) add(`a${sign}`, `ă${tone}`)
  for (const [sign, letter] of Object.entries({ ñ: 'đ', ô: 'ơ', ö: 'ư', æ: 'ỉ', ó: 'ĩ', ò: 'ị', î: 'ỵ' }))
    add(sign, letter)
  return found
}
const vni = vniMap()

/** A text typed for a legacy font as Unicode. */
export function fromLegacyFont(text: string, font: LegacyFont): string {
  if (font === 'tcvn3') return [...text].map((sign) => tcvn3.get(sign) ?? sign).join('')
  return text.replace(
    /[aeouyôö][ùøûõïâáàåãäêéèúüë]|[ñôöæóòî]/giu,
    (typed) => vni.get(typed) ?? [...typed].map((sign) => vni.get(sign) ?? sign).join(''),
  )
}

const onset = '(?:b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x)?'
const rhymes =
  'a|ă|â|e|ê|i|o|ô|ơ|u|ư|y|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iêu|iu|oa|oai|oao|oay|oă|oe|oeo|oi|oo|ôi|ơi|ua|uâ|uây|uê|ui|uô|uôi|uơ|uy|uya|uyê|uyu|ưa|ưi|ươ|ươi|ươu|ưu|yê|yêu'
const syllable = new RegExp(`^${onset}(?:${rhymes})(?:ch|c|m|ng|nh|n|p|t)?$`)

/** Whether a word of letters is a syllable of Vietnamese: an initial, a rhyme, an end, one tone; before c, ch, p, t only two tones. */
export function isSyllable(word: string): boolean {
  const spread = word.toLowerCase().normalize('NFD')
  const tones = spread.match(/[\u0300\u0301\u0303\u0309\u0323]/g) ?? []
  if (tones.length > 1) return false
  const bare = spread.replace(/[\u0300\u0301\u0303\u0309\u0323]/g, '').normalize('NFC')
  if (!syllable.test(bare)) return false
  return tones.length === 0 || !/(?:ch|[cpt])$/.test(bare) || /[\u0301\u0323]/.test(tones[0] ?? '')
}

/** Runs with a letter in them: “2018¹” has the mark of a footnote and no word; signs that nobody sees part no word. */
const wordsOf = (text: string) =>
  (
    text
      .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
      .match(/[\p{L}\p{M}\u00a1-\u00ff]+/gu) ?? []
  ).filter((word) => /\p{L}/u.test(word))
const western = /[\u00a1-\u00ff]/

/** How many words with letters beyond ASCII are Vietnamese, and how many are not. */
export function vietnameseWords(text: string): { readonly right: number; readonly wrong: number } {
  let [right, wrong] = [0, 0]
  for (const word of wordsOf(text)) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is told from the rest
    if (/^[\x00-\x7f]*$/.test(word)) continue
    if (isSyllable(word)) right += 1
    else wrong += 1
  }
  return { right, wrong }
}

/** The font that a text was typed for; null for Unicode, other languages and what does not tell. */
export function legacyFontOf(text: string): LegacyFont | null {
  if (!western.test(text) || /[\u0100-\u017f\u01a0-\u01b0\u1ea0-\u1ef9]/.test(text)) return null
  const asItStands = vietnameseWords(text)
  if (asItStands.wrong === 0) return null
  const read = (['tcvn3', 'vni'] as const).map((font) => {
    const { right, wrong } = vietnameseWords(fromLegacyFont(text, font))
    return { font, right, wrong }
  })
  const [best] = read
    .filter(({ right, wrong }) => right > asItStands.right && wrong < asItStands.wrong && right > wrong)
    .sort((one, other) => one.wrong - other.wrong || other.right - one.right)
  return best?.font ?? null
}
