import { reportParts } from '../plan/index.ts'
import {
  decimal,
  flag,
  id,
  longText,
  optionalChoice,
  optionalDay,
  optionalLongText,
  optionalText,
  text,
  year,
} from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { recordFields } from '../ui/index.ts'

/** What an indicator is called and where its rule comes from. */
export const indicatorFields = recordFields({
  name: { field: text(300), label: words('Tên chỉ số', 'Name of the indicator') },
  nameEn: { field: text(300), label: words('Tên tiếng Anh', 'Name in English') },
  unit: {
    field: text(60),
    label: words('Đơn vị tính', 'Unit of measure'),
    hint: words('Ví dụ: phóng sự, %, %/năm, sản phẩm.', 'Such as broadcasts, %, % a year, products.'),
  },
  unitEn: { field: text(60), label: words('Đơn vị tính (tiếng Anh)', 'Unit in English') },
  source: {
    field: longText(500),
    label: words('Căn cứ', 'Basis'),
    hint: words(
      'Văn bản, mục nêu chỉ tiêu này, hoặc quyết định của cơ quan về cách tính.',
      'The instrument and article that name it, or the office’s decision on how it is reckoned.',
    ),
    input: 'area',
  },
  phrases: {
    field: optionalText(500),
    label: words('Cụm từ nhận biết khi đọc kế hoạch', 'Words by which a plan’s reading knows it'),
    hint: words(
      'Cách nhau bằng dấu chấm phẩy, ví dụ: phóng sự; chuyên mục truyền hình.',
      'Separated by semicolons, such as: broadcasts; television features.',
    ),
  },
  reportPart: {
    field: optionalChoice(reportParts.keys),
    label: words('Phần của báo cáo nêu kết quả', 'Part of the report that tells the result'),
    input: 'select',
    of: reportParts,
    empty: words('— theo loại hồ sơ được đếm —', '— by the records that it counts —'),
  },
  reportPhrase: {
    field: optionalText(200),
    label: words('Câu trong báo cáo', 'Words in the report'),
    hint: words(
      'Dấu ba chấm ở chỗ con số, ví dụ: phát sóng … phóng sự. Để trống: thực hiện … (đơn vị, tên chỉ số).',
      'Three dots where the number goes, such as: phát sóng … phóng sự. Empty: made of unit and name.',
    ),
  },
})

/** A value of an indicator as an agency enters it, with the paper that states it. */
export const valueFields = recordFields({
  year: { field: year(), label: words('Năm', 'Year'), input: 'year', half: true },
  value: {
    field: decimal(),
    label: words('Giá trị', 'Value'),
    hint: words('Viết 44,5 hoặc 1.250.', 'Write 44.5 or 1250.'),
    input: 'decimal',
    half: true,
  },
  /** Of a year that still runs: shown beside the results, never counted. */
  estimate: {
    field: flag(),
    label: words(
      'Là số ước thực hiện của năm chưa hết (không tính vào kết quả)',
      'An estimate of a year that still runs (counts for nothing)',
    ),
    heading: words('Ước thực hiện', 'Estimated result'),
    input: 'check',
  },
  fileId: {
    field: id(),
    label: words('Minh chứng (văn bản, báo cáo công bố số này)', 'Evidence (the paper that states it)'),
    input: 'file',
  },
  paperNumber: {
    field: optionalText(100),
    label: words('Số văn bản', 'Number of the document'),
    half: true,
  },
  paperOn: {
    field: optionalDay(),
    label: words('Ngày văn bản', 'Day of the document'),
    input: 'date',
    half: true,
  },
  note: {
    field: optionalLongText(2000),
    label: words('Ghi chú', 'Note'),
    input: 'area',
    rows: 3,
    personal: 'freeText',
  },
})
