import { day, longText, optionalDay } from '../platform/fields.ts'
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
