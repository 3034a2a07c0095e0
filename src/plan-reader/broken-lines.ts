import { documentKind, labelOf } from './labels.ts'
import { foldSameLength } from './text.ts'

/* Which lines a page has broken where no paragraph ends. */

/** "II. NỘI DUNG": a label and capitals. */
export function isHeadingLine(text: string): boolean {
  const label = labelOf(text)
  return label !== null && !/\p{Ll}/u.test(text.slice(label.length, 200))
}

/** "3. Hội Doanh nghiệp tỉnh" over "Phối hợp tuyên truyền …": what somebody does stands under the name, however narrow the page. */
export function isUnderName(before: string, after: string): boolean {
  return (
    labelOf(before) !== null &&
    !/(?:[;,.]|(?<!\p{L})(?:Sở|Ban|Bộ|Vụ|Phòng|Cục|và))$/u.test(before) &&
    /^(?:Chủ trì|Phối hợp|Tham mưu|Hướng dẫn|Thẩm định|Bố trí|Tuyên truyền|Tổng hợp|Căn cứ|Cung cấp|Tính toán|Vận động|Rà soát|Theo dõi|Lồng ghép|Chỉ đạo|Đề xuất|Thực hiện)(?!\p{L})/u.test(
      after,
    )
  )
}

const fixedPhrases = [
  'uy ban nhan dan',
  'tm. uy ban nhan dan',
  'hoi dong nhan dan',
  'cong hoa xa hoi chu nghia viet nam',
  'doc lap - tu do - hanh phuc',
]
/** Words after which a sentence always goes on. */
const joining =
  /(?<![\p{L}])(?:và|của|các|cho|với|tại|từ|theo|về|do|bởi|trong|trên|thuộc|là|để|những|một|hoặc|ngày|tháng|năm|số)$/u

/** A name or an order that never ends so: "Điều 2. Giao" and "Sở …", "của Giám đốc Sở" and "Công Thương tại …". */
const openName =
  /(?:^Điều \d{1,2}[.:] ?Giao|(?<!\p{L})(?:Sở|Bộ|Cục|Vụ|Viện|Ủy|Uỷ|Ban Quản)|.{12,}(?<!\p{L})(?:Giám đốc|Chủ tịch|Bộ trưởng|Giao))$/u

/** Whether two lines are the halves of what is always one: a fixed phrase of the head, a number, a day, words around "và". */
export function isBrokenPhrase(before: string, after: string): boolean {
  const [head, next] = [foldSameLength(before.slice(0, 60)).trim(), foldSameLength(after.slice(0, 60)).trim()]
  if (fixedPhrases.some((all) => all.startsWith(`${head} `) && next.startsWith(all.slice(head.length + 1))))
    return true
  if (isCapital(before) && documentKind.test(`${head} ${next}`) && !documentKind.test(head)) return true
  if (/^(?:tm|kt|tl|tuq|q)\.$/.test(head)) return isCapital(after)
  if (head === 'so:' || head === 'so') return /^\d{0,5}[a-z]? ?[/-] ?[a-z\d]/.test(next)
  // The place and the day of the head: "Kiên" and "Giang, ngày 22 tháng …", "…, ngày" and "22 tháng".
  if (
    /\bba ria$/.test(before.length <= 60 ? head : foldSameLength(before.slice(-6))) &&
    /^- ?vung tau\b/.test(next)
  )
    return true
  if (/^(?:\p{Lu}\p{Ll}{1,7} ?(?:- )?){1,3}$/u.test(before) && before.length <= 24)
    return /^(?:[a-z]{2,8} ){0,3}[a-z]{2,8}, ngay \d/.test(next)
  if (/ngày \d{1,2}$/.test(before) && /^tháng \d/.test(after)) return true
  if (/tháng \d{1,2}$/.test(before) && /^năm \d/.test(after)) return true
  if (openName.test(before) && /^\p{Lu}\p{Ll}/u.test(after) && labelOf(after) === null) return true
  if (before.length < 20 && !/(?:, ngày|tháng \d{1,2},? năm)$/.test(before)) return false
  return joining.test(before) && !/^[-–+*•#|]/.test(after) && labelKindOf(after) !== 'heading'
}

/** Whether a line opens a heading of its own, whatever stands before it. */
function labelKindOf(line: string): 'heading' | null {
  const kind = labelOf(line)?.kind
  return kind === 'part' || kind === 'roman' || kind === 'letter' ? 'heading' : null
}

/** Whether it is set in capitals, as headings and names of bodies are. */
export function isCapital(text: string): boolean {
  return !/\p{Ll}/u.test(text) && /\p{Lu}\P{Lu}{0,200}\p{Lu}/u.test(text)
}
