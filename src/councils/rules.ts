import { words } from '../platform/language.ts'
import { type StateOf, states } from '../platform/states.ts'

/** Who appraises a record: said by the call, or by the kind of task. */
export const appraisalWays = states({
  officer: words('Một công chức thẩm định', 'One officer'),
  pair: words('Hai công chức thẩm định độc lập', 'Two officers, each apart'),
  council: words('Hội đồng', 'A council'),
})
export type AppraisalWay = StateOf<typeof appraisalWays>

/** Where an appraisal stands. */
export const appraisalStates = states({
  open: { vi: 'Đang thẩm định', en: 'Being appraised', tone: 'info' },
  concluded: { vi: 'Đã kết luận', en: 'Concluded', tone: 'success' },
  set_aside: words('Không còn dùng', 'Set aside'),
})

/** What the thresholds of a sheet are held against. */
export const judgedBy = states({
  mean: words('Điểm trung bình của các phiếu', 'The mean of the sheets'),
  each: words('Từng phiếu', 'Each sheet'),
})

/** Why somebody may not take part in an appraisal. */
export const grounds = states({
  own: words(
    'Là chủ, người đại diện, người tham gia thực hiện của bên được thẩm định',
    'Owns, represents or takes part in what is appraised',
  ),
  staff: words('Làm việc tại bên được thẩm định', 'Works for whom it concerns'),
  partner: words('Thuộc tổ chức phối hợp', 'Belongs to a partner body'),
  family: words('Có quan hệ gia đình với bên được thẩm định', 'Is family of whom it concerns'),
  consultant: words('Tư vấn cho bên được thẩm định', 'Advises whom it concerns'),
  sanction: words(
    'Đang bị xử lý, truy cứu hoặc chưa xóa án tích theo văn bản',
    'Is under sanction or prosecution, or convicted and not cleared, as the text says',
  ),
  other: words('Có xung đột lợi ích khác', 'Has another conflict of interest'),
})
export type Ground = StateOf<typeof grounds>

/** What keeps somebody out of each appraisal, whatever its rule names beside it. */
export const alwaysBarred: readonly Ground[] = ['own', 'staff', 'partner', 'family', 'consultant', 'other']

/** The grounds that keep somebody out under a rule. Pure. */
export const barredUnder = (bars: readonly Ground[]): Ground[] =>
  grounds.keys.filter((ground) => alwaysBarred.includes(ground) || bars.includes(ground))
