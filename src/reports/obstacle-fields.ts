import { day, id, longText, optionalDay, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { recordFields } from '../ui/index.ts'

/** The fields of an obstacle: one that is added here is in its form, page, list, export and in REST, and its column is marked. */
export const obstacleFields = recordFields({
  text: {
    field: longText(4000),
    label: words('Khó khăn, vướng mắc và nguyên nhân', 'The obstacle and its cause'),
    heading: words('Nội dung', 'Content'),
    input: 'area',
    rows: 6,
    personal: 'freeText',
  },
  proposal: {
    field: longText(4000),
    label: words('Đề xuất, kiến nghị', 'Proposal'),
    input: 'area',
    exportOnly: true,
    personal: 'freeText',
  },
  reportedOn: {
    field: optionalDay(),
    filled: true,
    label: words('Ngày phản ánh', 'Reported on'),
    hint: words('Để trống: hôm nay. Ví dụ 23/11/2025.', 'Empty: today. Such as 23/11/2025.'),
    input: 'date',
    sort: 'reportedOn',
  },
})

/** What was done about an obstacle. */
export const resolutionFields = recordFields({
  resolution: {
    field: longText(4000),
    later: true,
    label: words('Kết quả giải quyết', 'Resolution'),
    input: 'area',
    exportOnly: true,
    personal: 'freeText',
  },
  resolvedOn: {
    field: day(),
    later: true,
    label: words('Ngày giải quyết', 'Resolved on'),
    input: 'date',
    sort: 'resolvedOn',
  },
})

/** A field of the catalogue. */
export const fieldOfObstacles = recordFields({
  name: {
    field: text(200),
    label: words('Tên lĩnh vực vướng mắc', 'Name of the field of obstacles'),
    sort: 'name',
  },
  nameEn: {
    field: text(200),
    label: words('Tên lĩnh vực vướng mắc bằng tiếng Anh', 'Name of the field of obstacles in English'),
    exportOnly: true,
  },
})

/** The document by which an obstacle goes to the People's Committee. */
export const passingFields = recordFields({
  passedNumber: {
    field: text(100),
    label: words('Số văn bản chuyển UBND tỉnh', "Number of the document to the People's Committee"),
    half: true,
  },
  passedOn: {
    field: day(),
    label: words('Ngày chuyển UBND tỉnh', "Passed on to the People's Committee on"),
    input: 'date',
    half: true,
  },
  passedFileId: {
    field: id(),
    label: words('Văn bản chuyển UBND tỉnh', "The document to the People's Committee"),
    input: 'file',
    offList: true,
  },
})

/** The document that comes back. */
export const committeeAnswerFields = recordFields({
  answerNumber: {
    field: text(100),
    label: words('Số văn bản trả lời của UBND tỉnh', "Number of the People's Committee's answer"),
    half: true,
    later: true,
  },
  answeredOn: {
    field: day(),
    label: words('Ngày UBND tỉnh trả lời', "Day of the People's Committee's answer"),
    input: 'date',
    half: true,
    later: true,
  },
  answerFileId: {
    field: id(),
    label: words('Văn bản trả lời của UBND tỉnh', "The People's Committee's answer"),
    input: 'file',
    offList: true,
    later: true,
  },
})
