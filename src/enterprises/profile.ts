import {
  choice,
  id,
  optionalChoice,
  optionalDay,
  optionalDong,
  optionalEmail,
  optionalText,
  optionalWhole,
  text,
} from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { recordFields } from '../ui/index.ts'
import { optionalIndustryCode, optionalPhone, optionalWebsite, taxCode } from './inputs.ts'
import { declaredClasses, legalForms, sectorGroups } from './rules.ts'

/** The fields of an enterprise: a field that is added here is in its form, page, list, export, import, history and in REST, and its column is marked. */
export const profile = recordFields({
  taxCode: {
    field: taxCode(),
    label: words('Mã số thuế', 'Tax code'),
    hint: words('10 số, hoặc 13 số của đơn vị phụ thuộc.', '10 digits, or 13 of a dependent unit.'),
    sort: 'taxCode',
    headings: ['mst'],
    code: true,
    personal: 'taxNumber',
  },
  name: {
    field: text(300),
    label: words('Tên doanh nghiệp', 'Name of the enterprise'),
    autocomplete: 'organization',
    sort: 'name',
    headings: ['ten cong ty', 'name'],
    personal: 'freeText',
  },
  nameEn: { field: optionalText(300), label: words('Tên tiếng Anh', 'Name in English'), exportOnly: true },
  address: {
    field: text(500),
    label: words('Địa chỉ', 'Address'),
    exportOnly: true,
    personal: 'freeText',
  },
  adminUnitId: {
    field: id(),
    label: words('Địa bàn', 'Administrative unit'),
    hint: words(
      'Cấp huyện kết thúc ngày 30/6/2025; chọn địa bàn theo thời điểm đăng ký.',
      'District level ended on 30/06/2025; choose the unit of the time of registration.',
    ),
    input: 'select',
    joined: 'unit',
    sort: 'unit',
    headings: ['don vi hanh chinh', 'huyen'],
  },
  sectorGroup: {
    field: choice(sectorGroups.keys),
    label: words('Lĩnh vực', 'Sector group'),
    hint: words(
      'Lĩnh vực của ngành, nghề kinh doanh chính đã đăng ký.',
      'The sector of the main line of business registered.',
    ),
    input: 'radio',
    of: sectorGroups,
    sort: 'sector',
    exportOnly: true,
    headings: ['nhom nganh', 'sector'],
  },
  legalForm: {
    field: optionalChoice(legalForms.keys),
    label: words('Loại hình', 'Legal form'),
    hint: words('Để trống nếu chưa biết.', 'Leave empty if not known.'),
    input: 'select',
    of: legalForms,
    exportOnly: true,
    headings: ['loai hinh doanh nghiep', 'legal form'],
  },
  industryCode: {
    field: optionalIndustryCode(),
    label: words('Mã ngành (VSIC)', 'Line of business (VSIC code)'),
    hint: words(
      'Ngành chính theo Quyết định 36/2025/QĐ-TTg, ví dụ 1020. Danh mục chưa có trong chương trình: chỉ kiểm tra cách viết.',
      'The main line by Decision 36/2025/QĐ-TTg, such as 1020. The catalogue is not in the program: only the writing is checked.',
    ),
    exportOnly: true,
    headings: ['ma nganh', 'ma nganh vsic', 'vsic'],
    code: true,
  },
  industry: {
    field: optionalText(200),
    label: words('Ngành nghề', 'Industry'),
    exportOnly: true,
    headings: ['nganh'],
  },
  foundedOn: {
    field: optionalDay(),
    label: words('Ngày thành lập', 'Founded on'),
    input: 'date',
    sort: 'foundedOn',
    exportOnly: true,
  },
  representative: {
    field: optionalText(200),
    label: words('Người đại diện', 'Representative'),
    exportOnly: true,
    headings: ['dai dien'],
    personal: 'representative',
  },
  phone: {
    field: optionalPhone(),
    label: words('Điện thoại', 'Telephone'),
    input: 'tel',
    exportOnly: true,
    headings: ['so dien thoai'],
    personal: 'contact',
  },
  email: {
    field: optionalEmail(),
    label: words('Thư điện tử', 'E-mail'),
    input: 'email',
    exportOnly: true,
    headings: ['email'],
    personal: 'contact',
  },
  website: {
    field: optionalWebsite(),
    label: words('Trang web', 'Website'),
    input: 'site',
    exportOnly: true,
    headings: ['website'],
  },
})

/** The figures of one year of an enterprise; money in đồng. */
export const yearFigures = recordFields({
  employees: {
    field: optionalWhole(0, 1_000_000, 'persons'),
    label: words('Lao động bình quân', 'Average employees'),
    hint: words(
      'Lao động tham gia bảo hiểm xã hội bắt buộc, bình quân năm. Để trống nếu chưa biết.',
      'In compulsory social insurance, average of the year. Leave empty if not known.',
    ),
    input: 'number',
    headings: ['lao dong', 'so lao dong'],
  },
  revenue: {
    field: optionalDong(),
    label: words('Doanh thu (đồng)', 'Revenue (đồng)'),
    input: 'money',
    exportOnly: true,
  },
  capital: {
    field: optionalDong(),
    label: words('Tổng nguồn vốn (đồng)', 'Total capital (đồng)'),
    input: 'money',
    exportOnly: true,
    headings: ['nguon von'],
  },
  exportValue: {
    field: optionalDong(),
    label: words('Kim ngạch xuất khẩu (đồng)', 'Export value (đồng)'),
    input: 'money',
    exportOnly: true,
    headings: ['kim ngach xuat khau'],
  },
  declaredClass: {
    field: optionalChoice(declaredClasses.keys),
    label: words('Quy mô tự xác định', 'Size by own declaration'),
    hint: words(
      'Doanh nghiệp tự xác định và tự chịu trách nhiệm trong tờ khai; để trống nếu chưa có tờ khai.',
      'Declared by the enterprise on its own responsibility; leave empty without a declaration.',
    ),
    input: 'select',
    of: declaredClasses,
    exportOnly: true,
    headings: ['quy mo tu khai'],
  },
  declaredOn: {
    field: optionalDay(),
    label: words('Ngày tự xác định quy mô', 'Day of the declaration'),
    input: 'date',
    exportOnly: true,
    headings: ['ngay tu khai quy mo'],
  },
})
/** A declaration of size has its class and its day. */
export const declarationWhole = {
  said: words('khi doanh nghiệp tự xác định quy mô', 'when the enterprise declares its size'),
  day: words('Xin ghi ngày của tờ khai quy mô.', 'Please give the day of the declaration of size.'),
  class: words('Xin ghi quy mô trong tờ khai.', 'Please give the size that was declared.'),
}
/** The figures of a year as they are stored. */
export type YearFigures = ReturnType<typeof yearFigures.values>
