import { isCapital } from './broken-lines.ts'

/** The name of an office out of capitals: `SỞ KHOA HỌC VÀ CÔNG NGHỆ` → `Sở Khoa học và Công nghệ`. */
export function officeName(text: string): string {
  const words = text
    .replace(/[ _*.-]{1,40}$/, '')
    .trim()
    .toLowerCase()
    .split(' ')
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
  const isKind = /^(?:sở|bộ|cục|viện|ban|tỉnh|thành)$/.test(words[0] ?? '')
  return words
    .map((word, at) =>
      at === 0 ||
      (at === 1 && isKind && !/^ủy|^uỷ/.test(word)) ||
      words[at - 1] === 'và' ||
      words[at - 1]?.endsWith(',')
        ? capital(word)
        : word,
    )
    .join(' ')
    .replace(/ chính phủ$/, ' Chính phủ')
    .replace(/ Công thương(?= |$)/, ' Công Thương')
}

const placeKinds: Readonly<Record<string, string>> = {
  tinh: 'tỉnh',
  xa: 'xã',
  phuong: 'phường',
  'dac khu': 'đặc khu',
  'thi tran': 'thị trấn',
  huyen: 'huyện',
  quan: 'quận',
  'thi xa': 'thị xã',
}

/** The word of a kind of place, without accents, as it is written; a city where it is none of these. */
export function kindWord(folded: string | undefined): string {
  return placeKinds[folded ?? ''] ?? 'thành phố'
}

/** The name of a place out of capitals, without what is drawn behind it. */
export function properName(text: string): string {
  const bare = text.replace(/[ _*.-]{1,40}$/, '').trim()
  if (!isCapital(bare)) return bare
  return bare
    .toLowerCase()
    .replace(/(^|[ -])(\p{L})/gu, (_all, gap: string, letter: string) => gap + letter.toUpperCase())
}

/** The name of an enterprise out of capitals: `TỔNG CÔNG TY CỔ PHẦN DỆT MAY A` → `Tổng công ty cổ phần Dệt May A`; its kind takes `from` letters. */
export function companyName(text: string, from: number): string {
  const bare = text.replace(/[ _*.-]{1,40}$/, '').trim()
  const kind = bare.slice(0, from).toLowerCase()
  const [form = ''] =
    /^ (?:(?:cổ phần|trách nhiệm hữu hạn|tnhh|hợp danh)(?: (?:một thành viên|mtv))?(?= |$))/i.exec(
      bare.slice(from),
    ) ?? []
  return [
    kind.charAt(0).toUpperCase() + kind.slice(1),
    form.toLowerCase().replace(/tnhh|mtv/g, (each) => each.toUpperCase()),
    properName(bare.slice(from + form.length))
      .replace(/(?<!\p{L})(?:Tnhh|Mtv|Ctcp)(?!\p{L})/gu, (each) => each.toUpperCase())
      .replace(/^(?=\S)/, ' '),
  ].join('')
}
