import {
  choice,
  day,
  flag,
  id,
  longText,
  optionalDay,
  optionalId,
  optionalText,
  text,
} from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { contentKinds } from '../support/index.ts'
import { recordFields } from '../ui/index.ts'
import { askedAt, fieldTypes, moments } from './rules.ts'

/** A field of the content of support: what is asked of its turns. */
export const contentFieldFields = recordFields({
  name: { field: text(200), label: words('Tên số liệu theo nội dung', 'Name of the figure'), sort: 'name' },
  nameEn: {
    field: text(200),
    label: words('Tên số liệu bằng tiếng Anh', 'Name of the figure in English'),
    exportOnly: true,
  },
  kind: {
    field: choice(contentKinds.keys),
    label: words('Loại nội dung', 'Kind of content'),
    input: 'select',
    of: contentKinds,
    empty: null,
    half: true,
  },
  contentKey: {
    field: optionalText(60),
    label: words('Riêng nội dung', 'Of one content alone'),
    input: 'select',
    empty: words('Mọi nội dung thuộc loại', 'Every content of the kind'),
    half: true,
    exportOnly: true,
  },
  type: {
    field: choice(fieldTypes.keys),
    label: words('Kiểu số liệu', 'Type of the figure'),
    input: 'select',
    of: fieldTypes,
    empty: null,
    half: true,
    exportOnly: true,
  },
  askedAt: {
    field: choice(askedAt.keys),
    label: words('Hỏi lúc nào', 'Asked when'),
    input: 'select',
    of: askedAt,
    empty: null,
    half: true,
  },
  unit: {
    field: optionalText(60),
    label: words('Đơn vị của số liệu', 'Unit of the figure'),
    hint: words('Của số và diện tích.', 'Of a number or an area.'),
    half: true,
  },
  unitEn: {
    field: optionalText(60),
    label: words('Đơn vị của số liệu bằng tiếng Anh', 'Unit of the figure in English'),
    half: true,
    exportOnly: true,
  },
  options: {
    field: optionalText(1000),
    label: words('Các mức, từ thấp lên cao', 'Levels, from the lowest up'),
    hint: words('Cách nhau bằng dấu chấm phẩy.', 'Separated by semicolons.'),
    exportOnly: true,
  },
  optionsEn: {
    field: optionalText(1000),
    label: words('Các mức bằng tiếng Anh', 'Levels in English'),
    exportOnly: true,
  },
  perItem: {
    field: optionalText(100),
    label: words('Mỗi giá trị của một', 'One value for each'),
    hint: words(
      'Ví dụ: cây trồng. Để trống: mỗi lượt một giá trị.',
      'Such as crop. Empty: one value of a turn.',
    ),
    half: true,
    exportOnly: true,
  },
  perItemEn: {
    field: optionalText(100),
    label: words('Mỗi giá trị của một (tiếng Anh)', 'One value for each, in English'),
    half: true,
    exportOnly: true,
  },
  required: {
    field: flag(),
    label: words('Bắt buộc nhập', 'Must be entered'),
    input: 'check',
  },
  source: {
    field: longText(500),
    label: words('Căn cứ của số liệu', 'Basis of the figure'),
    hint: words(
      'Văn bản, điều, hoặc “chưa đối chiếu” khi chưa có văn bản.',
      'The instrument and article, or “not verified” where there is none at hand.',
    ),
    input: 'area',
    rows: 2,
  },
  validFrom: {
    field: optionalDay(),
    label: words('Áp dụng cho lượt kết thúc từ ngày', 'Asked of turns that end from'),
    input: 'date',
    exportOnly: true,
  },
})

/** A value of a turn with its proof. */
export const contentValueFields = recordFields({
  fieldId: {
    field: id(),
    label: words('Số liệu theo nội dung', 'Figure by content'),
    input: 'select',
    joined: 'field',
    empty: null,
  },
  moment: {
    field: choice(moments.keys),
    label: words('Thời điểm của số liệu', 'Moment of the figure'),
    input: 'select',
    of: moments,
    empty: null,
    half: true,
  },
  measuredOn: {
    field: day(),
    label: words('Ngày của số liệu', 'Day of the figure'),
    input: 'date',
    half: true,
    sort: 'measuredOn',
  },
  item: {
    field: optionalText(100),
    label: words('Của cây trồng, đối tượng', 'Of which crop or item'),
    half: true,
    personal: 'freeText',
  },
  value: {
    field: text(1000),
    label: words('Giá trị của số liệu', 'Value of the figure'),
    hint: words('Số viết 12,5; ngày viết 31/12/2026.', 'Write a number as 12.5, a day as 31/12/2026.'),
    half: true,
    personal: 'freeText',
  },
  fileId: {
    field: optionalId(),
    label: words('Minh chứng của số liệu', 'Proof of the figure'),
    input: 'file',
    joined: 'file',
    offList: true,
  },
})
