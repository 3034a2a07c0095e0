import { type Words, words } from '../platform/language.ts'
import { states } from '../platform/states.ts'
import { lowerFirst } from '../platform/text.ts'

/** The parts of the yearly report that tell of results, in its order: which one tells of an indicator is the indicator's own. */
export const reportParts = states({
  situation: words('Tình hình triển khai thực hiện', 'How the plan was carried out'),
  task1: words(
    'Công tác thông tin, truyền thông về năng suất chất lượng',
    'Information and communication on productivity and quality',
  ),
  task2: words(
    'Hỗ trợ doanh nghiệp áp dụng tiêu chuẩn, quy chuẩn kỹ thuật, hệ thống quản lý, công cụ cải tiến năng suất chất lượng',
    'Support for enterprises in applying standards, regulations, management systems and improvement tools',
  ),
  task3: words(
    'Đào tạo nguồn nhân lực cho hoạt động nâng cao năng suất chất lượng',
    'Training people for productivity and quality',
  ),
  task4: words(
    'Tính mức độ đóng góp của năng suất các nhân tố tổng hợp (TFP)',
    'The contribution of total factor productivity (TFP)',
  ),
})

/** Why words cannot tell a result in a report, or null: the number stands where the three dots are, words on both sides. */
export function phraseProblem(phrase: string): Words | null {
  const sides = phrase.split('…').map((side) => side.trim())
  if (sides.length === 2 && sides.every((side) => side !== '')) return null
  return words(
    'Xin viết như "tổ chức … hội nghị": một động từ, dấu ba chấm ở chỗ con số, rồi thứ được đếm.',
    'Please write it like “tổ chức … hội nghị”: a verb, three dots where the number goes, then what is counted.',
  )
}

/** How a Vietnamese report tells a result: what was done, and what it was done of. */
export interface ReportPhrase {
  readonly verb: string
  readonly object: string
}

/**
 * The words of an indicator in a report. One without words of its own is told by name and unit: `lượt` and `Tham dự tập huấn` give
 * `thực hiện … lượt tham dự tập huấn`, `phóng sự` and `Phóng sự truyền hình` `thực hiện … phóng sự truyền hình`.
 */
export function reportPhrase(indicator: {
  readonly name: string
  readonly unit: string
  readonly phrase: string | null
}): ReportPhrase {
  const [verb, object] = (indicator.phrase ?? '').split('…').map((side) => side.trim())
  if (verb && object) return { verb, object }
  const name = lowerFirst(indicator.name.replace(/^số (lượng )?/iu, '').trim())
  const unit = indicator.unit.trim()
  return { verb: 'thực hiện', object: name.startsWith(unit) ? name : `${unit} ${name}` }
}
