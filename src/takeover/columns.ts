import { applicationFields } from '../applications/index.ts'
import { keysOf } from '../documents/read/headed-table.ts'
import { takenOverColumns } from '../enterprises/index.ts'
import { columnsOf, type ImportColumn, type ImportColumns } from '../imports/index.ts'
import { type Words, words } from '../platform/language.ts'
import { certificateFields } from '../support/index.ts'
import { employerFields, eventFields, personFields } from '../training/index.ts'

/* The columns of the sheets of past years. One heading means the same in every sheet. */

const text = (words: Words, ...others: string[]): ImportColumn => ({ words, others, kind: 'text' })
const value = (words: Words, ...others: string[]): ImportColumn => ({ words, others, kind: 'value' })
const money = (words: Words, ...others: string[]): ImportColumn => ({ words, others, kind: 'money' })

/* The fields of records that a sheet has, some under a name of their own; their file is the sheet. */

const { kind: eventKind, fileId: _event, ...eventOthers } = eventFields.table
const event = { eventKind, ...eventOthers }
export const eventColumns = keysOf(event)

const {
  kind,
  standard,
  productId,
  body,
  number,
  fileId: _paper,
  ...certificateOthers
} = certificateFields.table
const certificate = {
  certificateKind: kind,
  standard,
  product: productId,
  body,
  certificateNumber: number,
  ...certificateOthers,
}
export const certificateColumns = keysOf(certificate)

const {
  name: personName,
  certificateNumber: attendanceNumber,
  phone,
  email,
  ...personOthers
} = personFields.table
const { employerKind } = employerFields.table
const person = { personName, attendanceNumber, ...personOthers, employerKind }
export const personColumns = [
  ...keysOf({ phone, email }),
  ...keysOf(personOthers),
  ...keysOf({ attendanceNumber, employerKind }),
]

const { contentId: _content, year, fileId: _papers, ...asked } = applicationFields.table
export const applicationColumns = keysOf(asked)

const past = {
  applicationNumber: value(words('Số hồ sơ', 'Number of application'), 'ma ho so', 'ho so'),
  content: text(words('Nội dung hỗ trợ', 'Content of support')),
  ...columnsOf({ year }),
  filedOn: value(words('Ngày nộp', 'Filed on'), 'ngay nop ho so'),
  ...columnsOf(asked),
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
  ...columnsOf(certificate),
  courseNumber: value(words('Mã lớp', 'Number of the course'), 'ma su kien', 'so lop'),
  ...columnsOf(event),
  ...columnsOf(person),
} as const satisfies ImportColumns<string>

export const columns = { ...takenOverColumns, ...past } as const satisfies ImportColumns<string>
export type Column = keyof typeof columns
