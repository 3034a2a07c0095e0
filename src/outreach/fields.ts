import {
  day,
  id,
  optionalChoice,
  optionalDay,
  optionalDong,
  optionalId,
  optionalText,
  optionalWhole,
  text,
  whole,
} from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { recordFields } from '../ui/index.ts'
import { settings } from './rules.ts'

/** The fields of a kind of activity. */
export const kindFields = recordFields({
  name: { field: text(200), label: words('Tên loại việc', 'Name of the kind of outreach'), sort: 'name' },
  nameEn: {
    field: text(200),
    label: words('Tên loại việc bằng tiếng Anh', 'Name of the kind of outreach in English'),
    exportOnly: true,
  },
})

/** The sentence of the plan that it serves: the same of an activity and of an integrated programme. */
export const servesField = {
  field: optionalText(40),
  label: words('Phục vụ nội dung nào của kế hoạch', 'Which sentence of the plan it serves'),
  hint: words(
    'Nhiệm vụ giao cho cơ quan, hội hoặc nội dung mà kế hoạch nêu.',
    'A duty of the agency, or a task that the plan names.',
  ),
  input: 'select',
  empty: words('Chưa gắn nội dung nào', 'None in particular'),
  exportOnly: true,
} as const

/** The fields of an activity: one that is added here is in its form, page, list, export, import and in REST. */
export const outreachFields = recordFields({
  agencyId: {
    field: id(),
    label: words('Cơ quan, hội đã làm', 'Agency or association that did it'),
    input: 'select',
    joined: 'agency',
    half: true,
  },
  kindId: {
    field: id(),
    label: words('Loại vận động', 'Kind of outreach'),
    input: 'select',
    joined: 'kind',
    half: true,
  },
  title: { field: text(300), label: words('Đã làm việc gì', 'What the agency did'), personal: 'freeText' },
  heldOn: {
    field: day(),
    label: words('Ngày làm', 'Day it was done'),
    input: 'date',
    half: true,
    sort: 'heldOn',
  },
  endedOn: {
    field: optionalDay(),
    label: words('Làm đến hết ngày', 'Until which day it took'),
    hint: words('Chỉ ghi khi kéo dài nhiều ngày.', 'Only where it took several days.'),
    input: 'date',
    half: true,
    exportOnly: true,
  },
  unitId: {
    field: optionalId(),
    label: words('Địa bàn thực hiện', 'Commune where it was done'),
    input: 'select',
    empty: words('Toàn tỉnh hoặc nhiều nơi', 'The province, or several places'),
    joined: 'unit',
    half: true,
  },
  setting: {
    field: optionalChoice(settings.keys),
    label: words('Trong hợp tác xã, làng nghề', 'In cooperatives, craft villages'),
    input: 'select',
    of: settings,
    empty: words('Không riêng nơi nào', 'Neither in particular'),
    half: true,
  },
  enterprises: {
    field: whole(0, 1_000_000),
    label: words('Hội viên, doanh nghiệp được tiếp cận', 'Members and enterprises reached'),
    hint: words('Kể cả nơi không nêu tên.', 'Those that are not named too.'),
    input: 'number',
    half: true,
  },
  persons: {
    field: optionalWhole(0, 10_000_000),
    label: words('Số người tham gia', 'Persons who took part'),
    hint: words('Chỉ ghi số, không ghi tên người.', 'The number only, no names of persons.'),
    input: 'number',
    half: true,
  },
  serves: servesField,
  cost: {
    field: optionalDong(1n),
    label: words('Kinh phí đã dùng (đồng)', 'Money that it took (đồng)'),
    input: 'money',
    half: true,
  },
  sourceId: {
    field: optionalId(),
    label: words('Quỹ, nguồn chi trả', 'Fund that pays'),
    input: 'select',
    empty: words('Kinh phí tự có', 'Its own money'),
    joined: 'source',
    half: true,
    exportOnly: true,
  },
  integrationId: {
    field: optionalId(),
    label: words('Trả từ khoản lồng ghép', 'Paid of integrated money'),
    input: 'select',
    empty: words('Không lồng ghép', 'Not of integrated money'),
    joined: 'integration',
    exportOnly: true,
  },
  fileId: {
    field: optionalId(),
    label: words('Minh chứng chính', 'First proof'),
    hint: words('Ảnh, danh sách, biên bản.', 'A photograph, a list, minutes.'),
    input: 'file',
    joined: 'file',
    offList: true,
  },
})

/** Enterprises that are named by their tax codes. */
export const namedFields = recordFields({
  taxCodes: {
    field: text(5000),
    label: words('Mã số thuế, cách nhau bằng dấu chấm phẩy', 'Tax codes, parted by semicolons'),
    hint: words('Doanh nghiệp có trong danh bạ.', 'Of enterprises in the register.'),
    input: 'area',
    rows: 2,
  },
})
