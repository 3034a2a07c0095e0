import { appraisalWays } from '../councils/index.ts'
import { legalForms, sizeClasses } from '../enterprises/index.ts'
import {
  day,
  flag,
  id,
  optionalChoice,
  optionalDong,
  optionalId,
  optionalLongText,
  optionalText,
  optionalWhole,
  text,
  year,
} from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { recordFields } from '../ui/index.ts'

/** The fields of a call: one that is added here is in its form, page, list, export and in REST. */
export const callFields = recordFields({
  title: { field: text(300), label: words('Tên đợt kêu gọi', 'Name of the call'), sort: 'title' },
  planId: { field: id(), label: words('Kế hoạch', 'Plan'), input: 'select', joined: 'plan', half: true },
  year: {
    field: year(),
    label: words('Năm thực hiện', 'Year of the work'),
    heading: words('Năm', 'Year'),
    input: 'year',
    sort: 'year',
    half: true,
  },
  opensOn: {
    field: day(),
    label: words('Nhận hồ sơ từ ngày', 'Takes applications from'),
    heading: words('Mở ngày', 'Opens on'),
    input: 'date',
    half: true,
  },
  closesOn: {
    field: day(),
    label: words('Nhận hồ sơ đến hết ngày', 'Takes applications until the end of'),
    heading: words('Đóng ngày', 'Closes on'),
    input: 'date',
    half: true,
    sort: 'closesOn',
  },
  unitId: {
    field: optionalId(),
    label: words('Địa bàn', 'Territory'),
    input: 'select',
    empty: words('Cả địa bàn của kế hoạch', 'The whole territory of the plan'),
    joined: 'unit',
  },
  taskId: {
    field: optionalId(),
    label: words('Hồ sơ được hỗ trợ thuộc về', 'What is supported belongs to'),
    hint: words(
      'Một nhiệm vụ KH&CN: hợp đồng của nhiệm vụ cam kết kinh phí, quyết định hỗ trợ không cam kết lần nữa.',
      'An S&T task: its contract commits the money, and a decision of support commits nothing again.',
    ),
    input: 'select',
    empty: words(
      'Các lượt hỗ trợ độc lập, mỗi quyết định cam kết kinh phí',
      'Turns that stand alone, each decision commits its money',
    ),
    joined: 'task',
    exportOnly: true,
  },
  appraisedBy: {
    field: optionalChoice(appraisalWays.keys),
    label: words('Ai thẩm định hồ sơ', 'Who appraises applications'),
    heading: words('Ai thẩm định', 'Who appraises'),
    hint: words(
      'Hai công chức: mỗi người cho ý kiến riêng. Hội đồng: theo quy chế và phiếu điểm chọn bên dưới.',
      'Two officers: each gives an opinion apart. A council: by the rule and the sheet chosen below.',
    ),
    input: 'select',
    of: appraisalWays,
    empty: null,
    absent: 'officer',
    exportOnly: true,
  },
  appraisalRuleId: {
    field: optionalId(),
    label: words('Quy chế hội đồng', 'Rule of councils'),
    hint: words('Chỉ khi hội đồng thẩm định.', 'Only where a council appraises.'),
    input: 'select',
    empty: words('Không có hội đồng', 'No council'),
    joined: 'appraisalRule',
    exportOnly: true,
    half: true,
  },
  scoreSheetId: {
    field: optionalId(),
    label: words('Mẫu phiếu điểm', 'Score sheet'),
    hint: words('Để trống: chỉ bỏ phiếu.', 'Left empty: votes alone.'),
    input: 'select',
    empty: words('Không cho điểm', 'No scores'),
    joined: 'scoreSheet',
    exportOnly: true,
    half: true,
  },
  waitingPlaces: {
    field: optionalWhole(0, 100_000),
    label: words('Nhận thêm vào danh sách chờ', 'Taken onto the waiting list beyond that'),
    hint: words(
      'Khi đã hết suất hoặc kinh phí của một nội dung, còn nhận bao nhiêu hồ sơ chờ. 0: không nhận nữa; để trống: không giới hạn.',
      'How many applications may wait once places or money of a content are used up. 0: none; left empty: not limited.',
    ),
    input: 'number',
    exportOnly: true,
  },
  beneficiaries: {
    field: optionalLongText(2000),
    label: words('Đối tượng được nộp', 'Who may apply'),
    hint: words(
      'Theo văn bản, bằng lời; hồ sơ được xét theo các điều kiện của kế hoạch.',
      'As the document says it; applications are judged by the conditions of the plan.',
    ),
    input: 'area',
    rows: 3,
    exportOnly: true,
    personal: 'freeText',
  },
  note: {
    field: optionalLongText(4000),
    label: words('Hướng dẫn thêm', 'Further guidance'),
    input: 'area',
    rows: 4,
    exportOnly: true,
    personal: 'freeText',
  },
})

/** The fields of a content that a call is for. */
export const contentFields = recordFields({
  contentId: {
    field: id(),
    label: words('Nội dung hỗ trợ', 'Content of support'),
    input: 'select',
    joined: 'content',
  },
  taskContentId: {
    field: optionalId(),
    label: words('Nội dung của nhiệm vụ chi trả', 'Content of the task that pays'),
    hint: words(
      'Cần khi hồ sơ được hỗ trợ thuộc về một nhiệm vụ.',
      'Needed where what is supported belongs to a task.',
    ),
    input: 'select',
    empty: words('Chưa chọn nội dung của nhiệm vụ', 'No content of a task'),
    joined: 'taskContent',
  },
  places: {
    field: optionalWhole(1, 100_000),
    label: words('Số suất', 'Places'),
    hint: words('Để trống: không giới hạn số suất.', 'Left empty: places are not limited.'),
    input: 'number',
    half: true,
  },
  money: {
    field: optionalDong(1n),
    label: words('Kinh phí (đồng)', 'Budget (đồng)'),
    hint: words('Để trống: theo kinh phí của mục hỗ trợ.', 'Left empty: what the line of support has.'),
    input: 'money',
    half: true,
  },
})

/** The fields of a paper that is asked for. */
export const paperFields = recordFields({
  name: { field: text(300), label: words('Tên giấy tờ', 'Name of the paper') },
  hint: {
    field: optionalText(500),
    label: words('Giải thích cho người nộp', 'Explanation for who files'),
  },
  contentId: {
    field: optionalId(),
    label: words('Nội dung hỗ trợ', 'Content of support'),
    input: 'select',
    empty: words('Mọi nội dung', 'Any content'),
    joined: 'content',
    half: true,
  },
  sizeClass: {
    field: optionalChoice(['micro', 'small', 'medium', 'large']),
    label: words('Quy mô', 'Size'),
    input: 'select',
    of: sizeClasses,
    empty: words('Mọi quy mô', 'Any size'),
    half: true,
  },
  legalForm: {
    field: optionalChoice(legalForms.keys),
    label: words('Loại hình', 'Legal form'),
    input: 'select',
    of: legalForms,
    empty: words('Mọi loại hình', 'Any legal form'),
    half: true,
  },
})

/** Whether a paper must be there, or may be added. */
export const needed = { required: flag() }
