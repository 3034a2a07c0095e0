import { dong, id, longText, optionalId, year } from '../platform/fields.ts'
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
