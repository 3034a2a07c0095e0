import fc from 'fast-check'

/* Words as plans use them, made up for tests. */

/** The same words for both languages. */
export const both = (vi: string) => ({ vi, en: vi })
export const upper = (text: string) => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1)

const verbs = [
  'đẩy mạnh',
  'tăng cường',
  'khuyến khích',
  'rà soát',
  'hỗ trợ',
  'phổ biến',
  'nghiên cứu',
  'tôn vinh',
]
const things = [
  'phong trào năng suất chất lượng',
  'việc áp dụng hệ thống quản lý tiên tiến',
  'doanh nghiệp nhỏ và vừa',
  'công cụ cải tiến năng suất, chất lượng',
  'hoạt động truy xuất nguồn gốc sản phẩm, hàng hóa',
  'sản phẩm chủ lực; sản phẩm OCOP',
  'mô hình sản xuất thông minh (ưu tiên chế biến thủy sản)',
  'thực hành nông nghiệp tốt (G.A.P)',
  'tiêu chuẩn TCVN ISO 9001:2015',
  'hồ sơ đăng ký Giải thưởng Chất lượng Quốc gia',
]
const places = [
  'trên địa bàn tỉnh',
  'trong các hợp tác xã, làng nghề',
  'tại các khu công nghiệp',
  'theo quy định hiện hành',
  'theo Nghị quyết số 11/2023/NQ-HĐND',
  'trong khả năng cân đối của ngân sách địa phương',
  'nhằm nâng cao sức cạnh tranh,...',
]
/** One piece of a sentence. */
export const clause = fc
  .tuple(fc.constantFrom(...verbs), fc.constantFrom(...things), fc.constantFrom(...places))
  .map((parts) => parts.join(' '))
/** One to four clauses that name no time and no sum. */
export const sentence = fc
  .array(clause, { minLength: 1, maxLength: 4 })
  .chain((clauses) =>
    fc
      .constantFrom('; ', ', ', '. ')
      .map((sign) =>
        upper(clauses.map((each, at) => (sign === '. ' && at > 0 ? upper(each) : each)).join(sign)),
      ),
  )
/** A sentence with its full stop, in both languages. */
export const ended = sentence.map((text) => both(`${text.replace(/\.+$/, '')}.`))
/** A heading without a stop. */
export const title = clause.map((text) => upper(text.replace(/[,.]+$/, '')))
