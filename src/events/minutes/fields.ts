import { day, id, longText, text } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { states } from '../../platform/states.ts'
import { recordFields } from '../../ui/index.ts'

/** What a conclusion of an event is at. */
export const conclusionStates = states({
  open: { vi: 'Kết luận đang thực hiện', en: 'Conclusion to be carried out', tone: 'warning' },
  done: { vi: 'Kết luận đã thực hiện', en: 'Conclusion carried out', tone: 'success' },
  dropped: { vi: 'Kết luận không thực hiện nữa', en: 'Conclusion given up', tone: 'neutral' },
})
export type ConclusionState = (typeof conclusionStates.keys)[number]

/** The minutes of an event. */
export const minutesFields = recordFields({
  chairedBy: { field: text(200), label: words('Chủ trì', 'Chaired by'), half: true, personal: 'freeText' },
  secretary: { field: text(200), label: words('Thư ký', 'Secretary'), half: true, personal: 'freeText' },
  attended: {
    field: longText(4000),
    label: words('Thành phần tham dự', 'Who attended'),
    input: 'area',
    rows: 3,
    personal: 'freeText',
  },
  course: {
    field: longText(20_000),
    label: words('Diễn biến, ý kiến trao đổi', 'Course and what was said'),
    input: 'area',
    rows: 8,
    personal: 'freeText',
  },
})

/** A conclusion: what, who answers, by which day. */
export const conclusionFields = recordFields({
  content: {
    field: longText(2000),
    label: words('Nội dung kết luận', 'What was concluded'),
    input: 'area',
    rows: 3,
    personal: 'freeText',
  },
  agencyId: {
    field: id(),
    label: words('Cơ quan thực hiện kết luận', 'Who carries the conclusion out'),
    heading: words('Cơ quan thực hiện', 'Implementing agency'),
    input: 'select',
    empty: words('Chọn cơ quan', 'Choose the agency'),
    joined: 'agency',
    half: true,
  },
  dueOn: {
    field: day(),
    label: words('Hạn thực hiện kết luận', 'To be carried out by'),
    input: 'date',
    half: true,
    sort: 'due',
  },
})

/** What came of a conclusion, with its evidence. */
export const completionFields = recordFields({
  doneOn: {
    field: day(),
    label: words('Thực hiện xong ngày', 'Carried out on'),
    input: 'date',
    later: true,
  },
  result: {
    field: longText(4000),
    label: words('Kết quả thực hiện kết luận', 'What came of the conclusion'),
    input: 'area',
    rows: 3,
    later: true,
    exportOnly: true,
    personal: 'freeText',
  },
  fileId: {
    field: id(),
    label: words('Minh chứng', 'Evidence'),
    input: 'file',
    offList: true,
    later: true,
  },
})
