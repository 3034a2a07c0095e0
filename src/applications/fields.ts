import { dong, id, longText, optionalDong, optionalId, optionalText, year } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { recordFields } from '../ui/index.ts'

/**
 * What an application says: a field that is added here is in its forms, page, list, filings and their comparison, export and REST, and
 * its columns are marked.
 */
export const applicationFields = recordFields({
  contentId: {
    field: id(),
    label: words('Nội dung đề nghị hỗ trợ', 'Content of the support'),
    heading: words('Nội dung', 'Content'),
    input: 'select',
    empty: words('Chọn nội dung', 'Choose a content'),
    joined: 'content',
    offList: true,
  },
  year: {
    field: year(),
    label: words('Năm thực hiện', 'Year of the work'),
    heading: words('Năm', 'Year'),
    sheet: words('Năm', 'Year'),
    headings: ['nam ke hoach', 'nam ngan sach'],
    input: 'year',
    offList: true,
  },
  description: {
    field: longText(5000),
    label: words('Hiện trạng, mục tiêu và cách thực hiện', 'Present state, aim and way'),
    sheet: words('Mô tả', 'Description'),
    input: 'area',
    rows: 6,
    offList: true,
    personal: 'freeText',
  },
  requested: {
    field: dong(1n),
    label: words('Số tiền đề nghị hỗ trợ', 'Amount requested'),
    heading: words('Kinh phí đề nghị', 'Requested'),
    sheet: words('Kinh phí đề nghị', 'Requested'),
    input: 'money',
    sort: 'requested',
  },
  ownFunds: {
    field: dong(0n),
    label: words('Kinh phí của doanh nghiệp', 'Own funds of the enterprise'),
    headings: ['von doi ung'],
    input: 'money',
    exportOnly: true,
  },
  ownFundsSource: {
    field: optionalText(500),
    label: words('Nguồn của kinh phí doanh nghiệp', 'Where the own funds come from'),
    hint: words(
      'Vốn tự có, vay, quỹ khoa học và công nghệ của doanh nghiệp …',
      'Own capital, a loan, the science and technology fund of the enterprise …',
    ),
    exportOnly: true,
    personal: 'freeText',
  },
  otherSupport: {
    field: optionalDong(0n),
    label: words(
      'Hỗ trợ của Nhà nước đã nhận cho cùng việc này ở chương trình khác',
      'State support received for the same work under another programme',
    ),
    heading: words('Đã nhận ở chương trình khác', 'Received elsewhere'),
    hint: words(
      'Đồng; ghi 0 nếu chưa nhận. Tính theo mã số thuế này.',
      'In đồng; 0 where none was received. Of this tax code.',
    ),
    input: 'money',
    exportOnly: true,
  },
  otherSupportFrom: {
    field: optionalText(500),
    label: words('Tên chương trình, văn bản hỗ trợ', 'Name of the programme and its document'),
    exportOnly: true,
    personal: 'freeText',
  },
  fileId: {
    field: optionalId(),
    label: words('Hồ sơ kèm theo', 'Papers of the application'),
    input: 'file',
    joined: 'file',
    offList: true,
  },
})
/** What an application says, as its columns. */
export type ApplicationValues = ReturnType<typeof applicationFields.values>

/** Those that a list of applications has beside the content and the year. */
export const listedKeys = applicationFields.besides('year', 'description')
