import { addDays, daysBetween } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { states } from '../platform/states.ts'

/* What a need is and what becomes of it, without a database. */

/** What an enterprise, an association or an agency may need of the programme. */
export const needKinds = states({
  training: words('Đào tạo, tập huấn', 'Training'),
  system: words('Áp dụng hệ thống quản lý, công cụ', 'System or tool'),
  certification: words('Được chứng nhận', 'Certification'),
  traceability: words('Truy xuất nguồn gốc', 'Traceability'),
  digital: words('Chuyển đổi số, sản xuất thông minh', 'Digital and smart production'),
  task: words('Nhiệm vụ khoa học và công nghệ', 'S&T task'),
})
export type NeedKind = (typeof needKinds.keys)[number]

/** What is said of a kind that a survey does not ask for. */
export const kindNotAsked = words(
  'Đợt khảo sát không hỏi loại này.',
  'The survey does not ask for this kind.',
)

/** Where a need stands. */
export const needStates = states({
  new: { vi: 'Mới ghi nhận', en: 'Newly told of', tone: 'info' },
  taken: words('Đang xem xét', 'Taken up'),
  supported: { vi: 'Đã có hồ sơ hỗ trợ', en: 'An application is filed', tone: 'success' },
  course: { vi: 'Đã có khóa đào tạo', en: 'Met by a course', tone: 'success' },
  declined: words('Không thuộc chương trình', 'Not for the programme'),
  unanswered: words('Không liên hệ được', 'No answer'),
  withdrawn: words('Đã rút', 'Withdrawn'),
})

/** What an officer may say became of a need. */
export const outcomes = states({
  supported: words('Đã có hồ sơ đề nghị hỗ trợ', 'There is an application'),
  course: words('Đã có hội nghị, khóa đào tạo', 'There is an event or a course'),
  declined: words('Chương trình không hỗ trợ', 'The programme does not support it'),
  unanswered: words('Không liên hệ được, không trả lời', 'No answer from who needs it'),
})
export type Outcome = (typeof outcomes.keys)[number]

/** What somebody who is asked has said. */
export const askedStates = states({
  asked: { vi: 'Chưa trả lời', en: 'Not answered', tone: 'warning' },
  answered: words('Đã trả lời', 'Replied'),
  none: words('Không có nhu cầu', 'No need'),
})

/** Where a survey stands on a day. */
export const surveyStates = states({
  ahead: words('Chưa mở', 'Not open yet'),
  open: { vi: 'Đang lấy ý kiến', en: 'Taking answers', tone: 'info' },
  closed: words('Đã đóng', 'No longer open'),
})

/** Where a survey stands. @param today ISO day */
export function surveyStateOn(
  { opensOn, closesOn, endedOn }: { opensOn: string; closesOn: string; endedOn: string | null },
  today: string,
): (typeof surveyStates.keys)[number] {
  if (endedOn !== null || closesOn < today) return 'closed'
  return opensOn > today ? 'ahead' : 'open'
}

/** Days before a survey closes on which who has not answered is reminded, the first before the last. */
export const reminderSteps = [14, 3] as const

/** The step of reminding that a day falls into; null before the first and when the survey has closed. @param left days until it closes */
export function reminderStep(left: number): (typeof reminderSteps)[number] | null {
  if (left < 0) return null
  return reminderSteps.findLast((step) => left <= step) ?? null
}

/**
 * The step of reminding that today falls into for a survey; null for none. A survey that is opened for a few days asks and does not
 * remind on the same day. @param today ISO day
 */
export function remindedToday(
  { opensOn, closesOn }: { opensOn: string; closesOn: string },
  today: string,
): (typeof reminderSteps)[number] | null {
  return addDays(opensOn, 1) < today ? reminderStep(daysBetween(today, closesOn)) : null
}

/** The years of which needs are asked: from the last one on for six years, and one that is there already. @param year this year */
export function yearsAsked(year: number, there?: number): { value: number; label: string }[] {
  const years = Array.from({ length: 7 }, (_, at) => year - 1 + at)
  return [...new Set(there === undefined ? years : [there, ...years])]
    .sort((one, other) => one - other)
    .map((value) => ({ value, label: String(value) }))
}
