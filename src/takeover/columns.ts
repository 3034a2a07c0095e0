import { takenOverColumns } from '../enterprises/index.ts'
import type { ImportColumn, ImportColumns } from '../imports/index.ts'
import { type Words, words } from '../platform/language.ts'

/* The columns of the sheets of past years. One heading means the same in every sheet. */

const text = (words: Words, ...others: string[]): ImportColumn => ({ words, others, kind: 'text' })
const value = (words: Words, ...others: string[]): ImportColumn => ({ words, others, kind: 'value' })
const count = (words: Words, ...others: string[]): ImportColumn => ({ words, others, kind: 'count' })
const money = (words: Words, ...others: string[]): ImportColumn => ({ words, others, kind: 'money' })

const past = {
  applicationNumber: value(words('Số hồ sơ', 'Number of application'), 'ma ho so', 'ho so'),
  content: text(words('Nội dung hỗ trợ', 'Content of support')),
  year: value(words('Năm', 'Year'), 'nam ke hoach', 'nam ngan sach'),
  filedOn: value(words('Ngày nộp', 'Filed on'), 'ngay nop ho so'),
  requested: money(words('Kinh phí đề nghị', 'Requested')),
  ownFunds: money(words('Kinh phí của doanh nghiệp', 'Own funds of the enterprise'), 'von doi ung'),
  description: text(words('Mô tả', 'Description')),
  state: text(words('Tình trạng', 'State'), 'ket qua'),
  amount: money(words('Kinh phí hỗ trợ', 'Support granted')),
  decisionNumber: value(words('Số quyết định', 'Number of the decision')),
  decidedOn: value(words('Ngày quyết định', 'Day of decision')),
  reason: text(words('Lý do', 'Reason')),
  happenedOn: value(words('Ngày thực hiện', 'Day of it'), 'ngay hoan thanh', 'ngay'),
  documentNumber: value(words('Số văn bản', 'Number of the document'), 'so van ban'),
  note: text(words('Ghi chú', 'Note')),
  line: value(words('Mục dự toán', 'Budget line'), 'muc', 'muc chi'),
  source: text(words('Nguồn kinh phí', 'Funding'), 'nguon'),
  sum: money(words('Số tiền', 'Amount')),
  movement: text(words('Loại bút toán', 'Kind of entry'), 'loai'),
  documentOn: value(words('Ngày văn bản', 'Day of the document')),
  contractNumber: value(words('Số hợp đồng', 'Number of the contract'), 'hop dong'),
  contractOn: value(words('Ngày hợp đồng', 'Day of the contract'), 'ngay ky'),
  purpose: text(words('Nội dung chi', 'Purpose')),
  voucherNumber: value(words('Số chứng từ', 'Number of the voucher')),
  voucherOn: value(words('Ngày chứng từ', 'Day of the voucher'), 'ngay chi'),
  certificateKind: text(words('Loại chứng nhận', 'Kind of certificate')),
  standard: text(words('Tiêu chuẩn', 'Standard'), 'quy chuan'),
  product: text(words('Sản phẩm', 'Product')),
  body: text(words('Tổ chức chứng nhận', 'Certification body')),
  certificateNumber: value(words('Số chứng nhận', 'Number of the certificate'), 'so giay chung nhan'),
  issuedOn: value(words('Ngày cấp', 'Issued')),
  expiresOn: value(words('Ngày hết hạn', 'Day of expiry'), 'co hieu luc den'),
  courseNumber: value(words('Mã lớp', 'Number of the course'), 'ma su kien', 'so lop'),
  eventKind: text(words('Loại sự kiện', 'Kind of event')),
  title: text(words('Tên sự kiện', 'Name of the event'), 'ten lop', 'ten khoa dao tao'),
  heldOn: value(words('Ngày bắt đầu', 'Starts')),
  endedOn: value(words('Ngày kết thúc', 'Ends on')),
  place: text(words('Nơi tổ chức', 'Place'), 'dia diem'),
  participants: count(words('Số người tham dự', 'Number of participants')),
  experts: count(words('Số chuyên gia được đào tạo', 'Number of experts trained'), 'so chuyen gia'),
} as const satisfies ImportColumns<string>

export const columns = { ...takenOverColumns, ...past } as const satisfies ImportColumns<string>
export type Column = keyof typeof columns
