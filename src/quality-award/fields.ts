import {
  choice,
  day,
  flag,
  id,
  longText,
  optionalDay,
  optionalId,
  optionalWhole,
  text,
  whole,
  year,
} from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { states } from '../platform/states.ts'
import { recordFields } from '../ui/index.ts'

/* The award: the round of a year, an entry with what is said of it on its way. */

export const roundStates = states({
  open: { vi: 'Kỳ giải đang diễn ra', en: 'Round of the award under way', tone: 'info' },
  ended: { vi: 'Kỳ giải đã báo cáo Bộ', en: 'Round reported to the ministry', tone: 'success' },
})

export const prizes = states({
  gold: { vi: 'Giải Vàng chất lượng quốc gia', en: 'Gold (Vietnam Excellence)', tone: 'success' },
  silver: { vi: 'Giải Bạc chất lượng quốc gia', en: 'Silver (Vietnam Best Quality)', tone: 'success' },
  none: words('Không trao giải', 'No award given'),
})

export const roundFields = recordFields({
  planId: {
    field: optionalId(),
    label: words('Kế hoạch', 'Plan'),
    hint: words(
      'Để trống khi chưa kế hoạch nào có năm của kỳ giải.',
      'Empty where no plan has the year of the round yet.',
    ),
    input: 'select',
    empty: words('Chưa thuộc kế hoạch nào', 'Of no plan yet'),
    joined: 'plan',
    half: true,
  },
  year: {
    field: year(),
    label: words('Kỳ giải năm', 'Round of the year'),
    input: 'number',
    sort: 'year',
    half: true,
  },
  documentNumber: {
    field: text(100),
    label: words('Số văn bản triển khai kỳ giải', 'Number of the document on the round'),
    hint: words(
      'Kế hoạch hoặc hướng dẫn của Bộ, của tỉnh cho năm đó.',
      'The plan or guidance of the ministry or the province for the year.',
    ),
  },
  opensOn: {
    field: day(),
    label: words('Nhận hồ sơ dự giải từ ngày', 'Entries from'),
    input: 'date',
    half: true,
  },
  closesOn: {
    field: day(),
    label: words('Nhận hồ sơ dự giải đến hết ngày', 'Entries until the end of'),
    input: 'date',
    half: true,
  },
  lineId: {
    field: optionalId(),
    label: words('Mục dự toán chi trả', 'Line of the budget that pays'),
    input: 'select',
    joined: 'line',
    empty: words('Không chi từ dự toán của kế hoạch', 'Not paid out of the plan’s budget'),
    exportOnly: true,
  },
  fileId: {
    field: optionalId(),
    label: words('Văn bản triển khai kỳ giải', 'The document on the round'),
    input: 'file',
    offList: true,
  },
})

export const entryFields = recordFields({
  sector: {
    field: text(200),
    label: words('Nhóm ngành, lĩnh vực dự giải', 'Sector in which it enters'),
    hint: words('Theo nhóm ngành Bộ công bố cho năm.', 'As the ministry announces for the year.'),
    half: true,
    personal: 'freeText',
  },
  operatingSince: {
    field: day(),
    label: words('Hoạt động liên tục từ ngày', 'At work without interruption since'),
    input: 'date',
    half: true,
    exportOnly: true,
  },
  marketedSince: {
    field: optionalDay(),
    label: words('Sản phẩm có trên thị trường từ ngày', 'Product on the market since'),
    input: 'date',
    half: true,
    exportOnly: true,
  },
  introduction: {
    field: longText(4000),
    label: words('Giới thiệu về đơn vị, sản phẩm dự giải', 'What enters, in short'),
    input: 'area',
    rows: 3,
    exportOnly: true,
    personal: 'freeText',
  },
})

export const assessmentFields = recordFields({
  points: {
    field: optionalWhole(0, 10_000),
    label: words('Điểm tự đánh giá', 'Points of the self-assessment'),
    input: 'number',
  },
  words: {
    field: longText(4000),
    label: words('Tự đánh giá bằng lời', 'Self-assessment in words'),
    input: 'area',
    rows: 4,
    personal: 'freeText',
  },
  fileId: {
    field: optionalId(),
    label: words('Chứng cứ tự đánh giá', 'Proof of the self-assessment'),
    input: 'file',
    offList: true,
  },
})

export const supportFields = recordFields({
  turnId: {
    field: optionalId(),
    label: words('Lượt hỗ trợ', 'Support turn'),
    input: 'select',
    empty: words('Không phải lượt hỗ trợ', 'Not a support turn'),
    joined: 'turn',
    half: true,
  },
  eventId: {
    field: optionalId(),
    label: words('Hội nghị, khóa đào tạo', 'Event or course'),
    input: 'select',
    empty: words('Không phải hội nghị, khóa đào tạo', 'Neither a conference nor a course'),
    joined: 'event',
    half: true,
  },
  content: {
    field: longText(2000),
    label: words('Nội dung hỗ trợ dự giải', 'How the entry was helped'),
    input: 'area',
    rows: 2,
    personal: 'freeText',
  },
  givenOn: { field: day(), label: words('Ngày hỗ trợ', 'Helped on'), input: 'date', half: true },
  fileId: {
    field: optionalId(),
    label: words('Tài liệu về hỗ trợ', 'Document of the help'),
    input: 'file',
    offList: true,
  },
})

export const opinionFields = recordFields({
  agrees: {
    field: flag(),
    label: words('Đồng ý đề nghị tặng giải', 'In favour of the award'),
    input: 'check',
    later: true,
  },
  opinionNumber: {
    field: text(100),
    label: words('Số văn bản ý kiến', 'Number of the opinion'),
    half: true,
    later: true,
  },
  opinionOn: {
    field: day(),
    label: words('Ngày văn bản ý kiến', 'Day of the opinion'),
    input: 'date',
    half: true,
    later: true,
  },
  opinionFileId: {
    field: id(),
    label: words('Văn bản ý kiến đã ký', 'The opinion, signed'),
    input: 'file',
    offList: true,
    later: true,
  },
})

export const sentFields = recordFields({
  sentNumber: {
    field: text(100),
    label: words('Số văn bản gửi Bộ', 'Number of the letter to the ministry'),
    half: true,
    later: true,
  },
  sentOn: {
    field: day(),
    label: words('Ngày gửi Bộ', 'Sent to the ministry on'),
    input: 'date',
    half: true,
    later: true,
  },
  sentFileId: {
    field: id(),
    label: words('Văn bản gửi Bộ', 'The letter to the ministry'),
    input: 'file',
    offList: true,
    later: true,
  },
})

export const decisionFields = recordFields({
  prize: {
    field: choice(prizes.keys),
    label: words('Kết quả xét giải', 'Outcome of the award'),
    input: 'radio',
    of: prizes,
    later: true,
  },
  score: {
    field: optionalWhole(0, 10_000),
    label: words('Điểm của Hội đồng quốc gia', 'Points by the national council'),
    hint: words('Để trống khi Bộ không công bố.', 'Empty where the ministry does not publish it.'),
    input: 'number',
    half: true,
    exportOnly: true,
  },
  decisionNumber: {
    field: text(100),
    label: words('Số quyết định, thông báo kết quả', 'Number of the decision or notice'),
    half: true,
    later: true,
    exportOnly: true,
  },
  decidedOn: {
    field: day(),
    label: words('Ngày quyết định kết quả', 'Outcome decided on'),
    input: 'date',
    half: true,
    later: true,
    exportOnly: true,
  },
  decisionFileId: {
    field: id(),
    label: words('Quyết định, thông báo kết quả', 'The decision or notice'),
    input: 'file',
    offList: true,
    later: true,
  },
})

export const revokedFields = recordFields({
  revokedNumber: {
    field: text(100),
    label: words('Số quyết định thu hồi giải', 'Number of the decision to revoke'),
    half: true,
    later: true,
  },
  revokedOn: {
    field: day(),
    label: words('Ngày quyết định thu hồi giải', 'Revoked on'),
    input: 'date',
    half: true,
    later: true,
  },
  revokedFileId: {
    field: id(),
    label: words('Quyết định thu hồi giải', 'The decision to revoke'),
    input: 'file',
    offList: true,
    later: true,
  },
})

export const reportFields = recordFields({
  reportNumber: {
    field: text(100),
    label: words('Số báo cáo hoạt động giải thưởng', 'Number of the report on the award'),
    half: true,
    later: true,
  },
  reportedOn: {
    field: day(),
    label: words('Ngày báo cáo Bộ', 'Reported to the ministry on'),
    input: 'date',
    half: true,
    later: true,
  },
  reportFileId: {
    field: id(),
    label: words('Báo cáo hoạt động giải thưởng', 'The report on the award'),
    input: 'file',
    offList: true,
    later: true,
  },
})

/** Beside the version that each act on a record names. */
export const acted = { id: id(), version: whole(1) }
