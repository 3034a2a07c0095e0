import { choice, day, flag, optionalText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { states } from '../platform/states.ts'
import { recordFields } from '../ui/index.ts'

/** `holiday`: a day off by art. 112; `compensation`: off in place of another; `workday`: a Saturday or Sunday that is worked. */
export const dayKinds = states({
  holiday: { vi: 'Nghỉ lễ, Tết', en: 'Public holiday', tone: 'success' },
  compensation: { vi: 'Nghỉ bù, hoán đổi', en: 'Day off in place of another', tone: 'info' },
  workday: { vi: 'Làm bù', en: 'Worked weekend day', tone: 'warning' },
})

/** The fields of a day off or a worked weekend day: one that is added here is in its forms, in the list and in REST, and its column is marked. */
export const holidayFields = recordFields({
  day: { field: day(), label: words('Ngày', 'Day'), input: 'date' },
  kind: { field: choice(dayKinds.keys), label: words('Loại', 'Kind'), input: 'radio', of: dayKinds },
  name: { field: text(200), label: words('Tên', 'Name') },
  // Left out, the name itself stands in.
  nameEn: { field: optionalText(200), filled: true, label: words('Tên tiếng Anh', 'Name in English') },
  source: {
    field: text(300),
    label: words('Nguồn (văn bản)', 'Source (instrument)'),
    heading: words('Nguồn', 'Source'),
  },
  toCheck: {
    field: flag(),
    label: words('Cần đối chiếu với văn bản', 'To be checked against its source'),
    input: 'check',
  },
})
