import { type Plain, slicePlain } from './text.ts'

/* Names of agencies: where one begins, and where what it does begins. */

/**
 * Words that the name of an agency begins with. Not folded: "Bố trí", "Bảo đảm", "Báo cáo", "Ban hành", "Tính toán", "Số liệu"
 * and "Tổ chức hội nghị" are no agencies.
 */
const agencyWord = new RegExp(
  [
    '^(?:giao |đề nghị |yêu cầu )?(?:các |công an |bộ chỉ huy |kho bạc |ngân hàng |thường trực |thủ trưởng |giám đốc |chủ tịch |lãnh đạo |trưởng (?=(?:các )?(?:thôn|ấp|bản|khu phố|tổ dân phố)(?!\\p{L})))*(?:',
    [
      'sở',
      'cục',
      'chi cục',
      'tổng cục',
      'ubnd',
      'hđnd',
      'ủy ban|uỷ ban',
      'liên minh',
      'liên hiệp',
      'liên đoàn',
      'hội(?! (?:nghị|thảo|thi|chợ|nhập))',
      'hiệp hội',
      'đoàn',
      'ban(?! hành)',
      'báo(?! cáo)',
      'đài',
      'trường',
      'đại học',
      'trung tâm',
      'viện',
      'văn phòng',
      'bộ(?! phận(?! (?:một cửa|tiếp nhận|chuyên môn|nghiệp vụ|tham mưu|thường trực|giúp việc|kế toán|kh)))',
      'phòng(?! (?:ngừa|chống|,))',
      'thanh tra(?!,| việc)',
      'mặt trận|ubmt(?:tq)?|mttq',
      'doanh nghiệp',
      'cơ quan',
      'đơn vị',
      'tổ chức(?= (?:chính trị|xã hội|đoàn thể|khoa học|chứng nhận|tư vấn|đánh giá|có liên quan|liên quan|tham gia|tín dụng|hội(?! nghị| thảo| thi))|,|:|$)',
      'cơ sở',
      'nông trường|nhà máy|xí nghiệp|chi nhánh',
      'hợp tác xã',
      'tỉnh(?= (?:đoàn|ủy|uỷ))|thành(?= (?:đoàn|ủy|uỷ))|tỉnh',
      'ngành',
      'địa phương',
      'nhà nước',
      'công an',
      'bảo hiểm xã hội',
      'kho bạc',
      'ngân hàng',
      'bộ chỉ huy',
      '(?:đảng|tỉnh|thành|huyện|thị|cấp)(?:,? (?:thành|huyện|thị|đảng))* (?:ủy|uỷ)|đảng (?:bộ|đoàn)|chi bộ',
      'tổ công tác',
      'hội đồng',
      'quỹ',
      'vụ(?! việc)',
      'tập đoàn',
      '(?:tổng )?công ty',
      'thống kê',
      'thuế|hải quan',
      'tòa án|toà án',
      'câu lạc bộ',
      'thôn|ấp|bản|khu phố|tổ dân phố',
      'chánh(?= (?:văn phòng|thanh tra))',
    ].join('|'),
    ')(?!\\p{L})',
  ].join(''),
  'iu',
)
const verb =
  / (?:chu tri|co trach nhiem|chiu trach nhiem|phoi hop|can cu|tham muu|thuc hien|huong dan|tham dinh|bo tri|to chuc|xay dung|tong hop|theo doi|tuyen truyen|bao cao|can doi|de xuat|la (?:co quan|don vi|dau moi|thanh vien)|duoc (?:giao|phan cong)|trien khai|day manh|lap|lanh dao|cung cap|tinh toan|cong bo|dinh ky|hang nam|truoc ngay|quan ly|van dong|kiem tra|gui|chi dao|chu dong|thong tin|ra soat|nghien cuu|bao dam|dam bao|tiep nhan|cap nhat|ban hanh|hoan thien|tang cuong|tiep tuc|phe duyet|cu|de nghi|lien he|phan bo|lua chon|chon|giam sat|danh gia|don doc|dau moi|nghiem tuc|khan truong|tap trung|pho bien|som|kip thoi|ho tro|thanh lap)\b/g

/** Where the first verb of work stands, with the space before it; -1 for none. "Sở Xây dựng" and "Ban Quản lý" are names. */
function verbIn({ text, folded }: Plain, to: number): number {
  // "các tổ chức chính trị - xã hội" names bodies, as every word after "các" names somebody.
  for (const { index } of folded.slice(0, to).matchAll(verb))
    if (
      /\p{Ll}/u.test(text.charAt(index + 1)) &&
      !/(?<!\p{L})(?:các|những|mọi)$/iu.test(text.slice(0, index)) &&
      // "Phòng Công nghệ thông tin" is a name.
      !(
        folded.startsWith(' thong tin', index) &&
        /(?:công nghệ|hệ thống|cổng|trung tâm)$/iu.test(text.slice(0, index))
      ) &&
      !(
        folded.startsWith(' ho tro', index) &&
        /(?:quỹ|trung tâm|hội|ban|phòng|tổ|mạng lưới|câu lạc bộ)$/iu.test(text.slice(0, index))
      )
    )
      return index
  return -1
}

/** Names of agencies one after another, however many. */
function isList(text: string): boolean {
  return (
    text.length <= 2000 && text.split(/[,;] /).every((name) => name.length <= 120 && agencyWord.test(name))
  )
}

/** "Các Sở: Công Thương, Y tế": a kind of agency, then the names of some of that kind, and nothing that they do. */
function isKindWithNames(words: Plain, colon: number): boolean {
  if (
    !/^(?:giao |đề nghị |yêu cầu )?(?:các )?(?:sở|cục|chi cục|bộ|hội|ban|trường)(?:,? (?:ban|ngành))*$/iu.test(
      words.text.slice(0, colon).trim(),
    )
  )
    return false
  const names = words.text
    .slice(colon + 1)
    .trim()
    .replace(/[.;:]$/, '')
  return (
    names.length <= 600 &&
    names.split(/[,;] ?/).every((name) => /^(?:và )?\p{Lu}[\p{L}\d&. -]{1,80}$/u.test(name)) &&
    verbIn(words, words.text.length) === -1
  )
}

/** Where in "Hội đồng nhân dân tỉnh giao Ủy ban nhân dân tỉnh tổ chức …" whom the duty is given to begins; 0 where nobody gives it. */
function chargedAt({ text }: Plain): number {
  const given = /^[^.;:,]{3,80}? giao (?=\p{Lu})/u.exec(text)
  return given !== null && agencyWord.test(text) && agencyWord.test(text.slice(given[0].length))
    ? given[0].length
    : 0
}

/** Splits `Sở Tài chính: …` and `Giao Sở Tài chính chủ trì …` into whose and what; null when it names nobody first. */
export function agencyIn(given: Plain): { agency: Plain; rest: Plain } | null {
  const words = slicePlain(given, chargedAt(given))
  if (!agencyWord.test(words.text)) return null
  const colon = words.folded.indexOf(':')
  const verbAt = verbIn(words, 300)
  const lead = /^(?:giao|de nghi|yeu cau) /.exec(words.folded)?.[0].length ?? 0
  const whole = { agency: slicePlain(words, lead), rest: slicePlain(words, words.text.length) }
  if (colon !== -1 && isKindWithNames(words, colon)) return whole
  // "Các Sở: Công Thương, Xây dựng phối hợp …": the names go on up to what they do.
  if (colon !== -1 && verbAt > colon && isKindWithNames(slicePlain(words, 0, verbAt), colon))
    return { agency: slicePlain(words, lead, verbAt), rest: slicePlain(words, verbAt) }
  const colonFits =
    colon !== -1 && verbIn(words, colon) === -1 && (colon <= 250 || isList(words.text.slice(0, colon)))
  if (colonFits) return { agency: slicePlain(words, lead, colon), rest: slicePlain(words, colon + 1) }
  if (verbAt !== -1) return { agency: slicePlain(words, lead, verbAt), rest: slicePlain(words, verbAt) }
  const isName = (words.text.length <= 160 || isList(words.text)) && !/[.;]$/.test(words.text)
  return isName ? whole : null
}
