import { proofKinds } from '../enterprises/index.ts'
import {
  choice,
  day,
  decimal,
  id,
  longText,
  optionalChoice,
  optionalDay,
  optionalDecimal,
  optionalWhole,
  text,
  year,
} from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { recordFields } from '../ui/index.ts'
import { measureKinds, units } from './rules.ts'

const evidence = {
  note: {
    field: longText(2000),
    label: words('Căn cứ', 'Basis'),
    input: 'area',
    rows: 3,
    exportOnly: true,
    personal: 'freeText',
  },
  fileId: {
    field: id(),
    label: words('Tệp minh chứng', 'Evidence file'),
    hint: words('PDF, ảnh, DOCX, XLSX, ODT hoặc ODS.', 'PDF, picture, DOCX, XLSX, ODT or ODS.'),
    input: 'file',
    joined: 'file',
  },
} as const

/** What is said when a product is matched to a list. */
export const matchFields = recordFields({
  productId: {
    field: id(),
    label: words('Sản phẩm của doanh nghiệp', 'Product of the enterprise'),
    input: 'select',
    empty: words('Chọn sản phẩm', 'Choose the product'),
    joined: 'product',
  },
  keyProductId: {
    field: id(),
    label: words('Sản phẩm trong danh mục', 'Product of the list'),
    hint: words(
      'Chỉ có sản phẩm của danh mục đang hoặc sắp có hiệu lực.',
      'Those of lists in force, or in force from a later day.',
    ),
    input: 'select',
    empty: words('Chọn sản phẩm trong danh mục', 'Choose the product of the list'),
    joined: 'entry',
  },
  ...evidence,
})

/** A measure of a year. */
export const measureFields = recordFields({
  kind: {
    field: choice(measureKinds),
    label: words('Số liệu nào', 'Which measure'),
    input: 'select',
    of: proofKinds,
    empty: words('Chọn số liệu', 'Choose the measure'),
  },
  year: { field: year(), label: words('Năm', 'Year'), input: 'number', half: true },
  value: { field: decimal(0, 1e15), label: words('Giá trị', 'Value'), input: 'decimal', half: true },
  unit: {
    field: choice(units.keys),
    label: words('Đơn vị tính', 'Unit of measure'),
    input: 'select',
    of: units,
  },
  ...evidence,
})

/** By which proof a criterion is met. */
export const ruleFields = recordFields({
  kind: {
    field: choice(proofKinds.keys),
    label: words('Chứng minh bằng', 'Proven by'),
    input: 'select',
    of: proofKinds,
    empty: words('Chọn loại chứng minh', 'Choose the kind of proof'),
  },
  atLeast: {
    field: optionalDecimal(0, 1e15),
    label: words('Ít nhất', 'At least'),
    hint: words(
      'Mức mà văn bản ghi; chỉ điền cho số liệu, không điền cho sản phẩm chủ lực.',
      'As the document has it; for measures alone, not for key products.',
    ),
    input: 'decimal',
    half: true,
  },
  unit: {
    field: optionalChoice(units.keys),
    label: words('Đơn vị tính', 'Unit of measure'),
    input: 'select',
    of: units,
    empty: words('Không có', 'None'),
    half: true,
  },
  years: {
    field: optionalWhole(1, 10),
    label: words('Tính số liệu của mấy năm trở lại', 'Measures of how many years back count'),
    hint: words(
      'Ví dụ 1: số liệu của năm nay hoặc năm trước; số liệu cũ hơn thì chưa rõ.',
      'Such as 1: of this year or the one before; with an older one it is not known.',
    ),
    input: 'number',
    half: true,
  },
  source: {
    field: text(300),
    label: words('Theo văn bản', 'By the document'),
    hint: words('Số, ngày, điều khoản.', 'Number, day, article.'),
  },
  validFrom: { field: day(), label: words('Có hiệu lực từ ngày', 'Valid from'), input: 'date', half: true },
  validTo: {
    field: optionalDay(),
    label: words('Hết hiệu lực sau ngày', 'Valid to'),
    input: 'date',
    half: true,
  },
})
