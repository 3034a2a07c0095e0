import { z } from 'zod'
import { optionalPhone, taxCode } from '../enterprises/index.ts'
import {
  choice,
  day,
  flag,
  longText,
  optionalDay,
  optionalEmail,
  optionalId,
  optionalText,
  text,
  whole,
} from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { states } from '../platform/states.ts'
import { recordFields } from '../ui/index.ts'

/** Whoever helps enterprises, on the way into the register and out of it. */
export const providerStates = states({
  proposed: { vi: 'Đề xuất, chờ xác nhận', en: 'Proposed, to be confirmed', tone: 'warning' },
  confirmed: { vi: 'Đã xác nhận trong sổ', en: 'Confirmed on the register', tone: 'success' },
  suspended: { vi: 'Tạm ngừng trong sổ', en: 'Suspended on the register', tone: 'error' },
  ended: words('Đã đưa ra khỏi sổ', 'Taken off the register'),
})
export type ProviderState = (typeof providerStates.keys)[number]

export const providerForms = states({
  organisation: words('Tổ chức', 'Organisation'),
  person: words('Chuyên gia độc lập', 'Single expert'),
})

/** What it does for enterprises: one or several of them. */
export const providerRoles = states({
  consultant: words('Tổ chức, chuyên gia tư vấn', 'Consultant'),
  certifier: words('Tổ chức chứng nhận', 'Certification body'),
  laboratory: words('Phòng thử nghiệm, hiệu chuẩn', 'Laboratory'),
  inspection: words('Tổ chức giám định, kiểm định', 'Inspection body'),
  trainer: words('Tổ chức, người đào tạo', 'Trainer'),
})
export type ProviderRole = (typeof providerRoles.keys)[number]

export const licenceKinds = states({
  licence: words('Giấy phép', 'Licence'),
  registration: words('Đăng ký hoạt động', 'Registration of activity'),
  designation: words('Chỉ định', 'Designation'),
  accreditation: words('Công nhận', 'Accreditation'),
})

const role = (key: ProviderRole) =>
  ({ field: flag(), label: providerRoles.names[key], input: 'check', exportOnly: true }) as const

/** The fields of whoever helps enterprises. */
export const providerFields = recordFields({
  form: {
    field: choice(providerForms.keys),
    label: words('Là tổ chức hay chuyên gia', 'Organisation or expert'),
    input: 'select',
    of: providerForms,
    empty: null,
  },
  name: {
    field: text(300),
    label: words('Tên tổ chức, chuyên gia hỗ trợ', 'Name of the provider'),
    sort: 'name',
    personal: 'expert',
  },
  consultant: role('consultant'),
  certifier: role('certifier'),
  laboratory: role('laboratory'),
  inspection: role('inspection'),
  trainer: role('trainer'),
  specialities: {
    field: optionalText(1000),
    label: words('Lĩnh vực, hệ thống, tiêu chuẩn', 'Fields, systems, standards'),
    hint: words('Cách nhau bằng dấu chấm phẩy.', 'Separated by semicolons.'),
    input: 'area',
    rows: 2,
    personal: 'freeText',
  },
  taxCode: {
    field: z.preprocess(
      (value) => (typeof value === 'string' && value.trim() === '' ? undefined : value),
      taxCode().optional(),
    ),
    label: words('Mã số thuế, nếu có', 'Tax code, if any'),
    sheet: words('Mã số thuế', 'Tax code'),
    code: true,
    half: true,
    personal: 'taxNumber',
  },
  address: {
    field: optionalText(300),
    label: words('Địa chỉ liên hệ', 'Address to write to'),
    half: true,
    exportOnly: true,
    personal: 'expert',
  },
  contactName: {
    field: optionalText(200),
    label: words('Người liên hệ của tổ chức', 'Whom to ask for'),
    half: true,
    exportOnly: true,
    personal: 'expert',
  },
  phone: {
    field: optionalPhone(),
    label: words('Điện thoại liên hệ', 'Telephone to call'),
    input: 'tel',
    half: true,
    exportOnly: true,
    personal: 'expert',
  },
  email: {
    field: optionalEmail(),
    label: words('E-mail liên hệ', 'E-mail to write to'),
    input: 'email',
    half: true,
    exportOnly: true,
    personal: 'expert',
  },
  contactPublic: {
    field: flag(),
    label: words(
      'Đã đồng ý công khai điện thoại, e-mail',
      'Agreed that telephone and e-mail are made public',
    ),
    input: 'check',
    exportOnly: true,
  },
})

/** The fields of a licence, registration, designation or accreditation. */
export const licenceFields = recordFields({
  kind: {
    field: choice(licenceKinds.keys),
    label: words('Loại giấy phép, chỉ định', 'Kind of licence'),
    input: 'select',
    of: licenceKinds,
    empty: null,
    half: true,
  },
  number: {
    field: text(100),
    label: words('Số giấy phép, chỉ định', 'Number of the licence'),
    half: true,
    code: true,
  },
  issuer: {
    field: text(200),
    label: words('Cơ quan cấp giấy phép, chỉ định', 'Who issued the licence'),
    personal: 'freeText',
  },
  scope: {
    field: longText(2000),
    label: words('Phạm vi được phép, chỉ định', 'Scope of the licence'),
    input: 'area',
    rows: 2,
    personal: 'freeText',
  },
  issuedOn: {
    field: day(),
    label: words('Ngày cấp giấy phép', 'Licence issued on'),
    input: 'date',
    half: true,
  },
  expiresOn: {
    field: optionalDay(),
    label: words('Giấy phép có hiệu lực đến', 'Licence valid until'),
    hint: words('Để trống nếu không thời hạn.', 'Empty if it has no end.'),
    input: 'date',
    half: true,
  },
  fileId: {
    field: optionalId(),
    label: words('Bản chụp giấy phép, chỉ định', 'Scan of the licence'),
    input: 'file',
    joined: 'file',
    offList: true,
  },
})

export const ratingFields = recordFields({
  score: {
    field: whole(1, 5),
    label: words('Điểm đánh giá (1 đến 5)', 'Rating (1 to 5)'),
    hint: words('1: rất không hài lòng; 5: rất hài lòng.', '1: not at all content; 5: very content.'),
    input: 'number',
  },
  words: {
    field: longText(2000),
    label: words('Nhận xét về đơn vị hỗ trợ', 'What is said of the provider'),
    input: 'area',
    rows: 3,
    personal: 'freeText',
  },
})

export const ruleFields = recordFields({
  expiredStops: {
    field: flag(),
    label: words(
      'Không cho chọn đơn vị có giấy phép đã hết hạn',
      'Whoever has an expired licence cannot be picked',
    ),
    input: 'check',
  },
  leastRatings: {
    field: whole(1, 100),
    label: words('Chỉ nêu điểm bình quân từ số lượt đánh giá', 'The mean is shown from so many ratings'),
    input: 'number',
  },
  reason: {
    field: longText(1000),
    label: words('Căn cứ của quy định này', 'Why this is so decided'),
    input: 'area',
    rows: 2,
    personal: 'freeText',
  },
})
