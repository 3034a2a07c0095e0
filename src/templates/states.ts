import { words } from '../platform/language.ts'
import { type StateOf, states } from '../platform/states.ts'

/** What is stored of a version. */
export const storedStates = states({
  uploaded: words('Đã tải lên', 'Uploaded'),
  used: words('Đã đưa vào dùng', 'Taken into use'),
  dropped: words('Đã bỏ', 'Discarded'),
})

/** Where a version stands on a day. */
export const templateStates = states({
  faulty: { vi: 'Có chỗ điền sai', en: 'With wrong marks', tone: 'error' },
  uploaded: { vi: 'Chờ đưa vào dùng', en: 'To be taken into use', tone: 'warning' },
  ahead: { vi: 'Sẽ dùng', en: 'Used later', tone: 'info' },
  used: { vi: 'Đang dùng', en: 'In use', tone: 'success' },
  past: words('Đã được thay thế', 'Replaced'),
  dropped: words('Đã bỏ', 'Discarded'),
})
export type TemplateState = StateOf<typeof templateStates>
