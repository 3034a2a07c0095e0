import { optionalPhone } from '../enterprises/index.ts'
import {
  choice,
  day,
  id,
  longText,
  optionalChoice,
  optionalEmail,
  optionalLongText,
  optionalText,
  optionalWhole,
  text,
} from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type StateOf, states } from '../platform/states.ts'
import { recordFields } from '../ui/index.ts'

/* The fields of the register of persons: who somebody is, where employed, what was consented to, and whether the person trains others. */

export const personRoles = states({
  expert: words('Chuyên gia năng suất chất lượng', 'Expert in productivity and quality'),
  lecturer: words('Giảng viên, giáo viên', 'Lecturer or teacher'),
  manager: words('Lãnh đạo, quản lý', 'Leader or manager'),
  worker: words('Người lao động', 'Worker'),
})

/** The kinds of employer that the plan tells experts by. */
export const employerKinds = states({
  agency: words('Cơ quan quản lý nhà nước', 'State management agency'),
  enterprise: words('Tại doanh nghiệp', 'At an enterprise'),
  school: words('Trường cao đẳng, trung cấp, dạy nghề', 'College or vocational school'),
})
export type EmployerKind = StateOf<typeof employerKinds>

/** How a person consented to be kept. */
export const consentWays = states({
  form: words('Ghi trong phiếu thông tin', 'In a form that the person filled in'),
  registration: words('Khi đăng ký dự sự kiện', 'On registering for an event'),
  paper: words('Văn bản đồng ý có chữ ký', 'Signed paper'),
  message: words('Thư điện tử, tin nhắn', 'E-mail or message'),
})

/** The fields of a person: one that is added here is in the form, list, export, page, correction and in REST, and its column is marked. */
export const registerFields = recordFields({
  name: {
    field: text(200),
    label: words('Họ và tên', 'Full name'),
    sort: 'name',
    personal: 'participant',
  },
  role: {
    field: optionalChoice(personRoles.keys),
    label: words('Vai trò trong chương trình', 'Role in the programme'),
    input: 'select',
    of: personRoles,
    empty: words('Chưa ghi vai trò', 'No role said'),
    half: true,
  },
  post: {
    field: optionalText(200),
    label: words('Chức vụ, công việc', 'Post or work'),
    half: true,
    exportOnly: true,
    personal: 'participant',
  },
  phone: {
    field: optionalPhone(),
    label: words('Điện thoại', 'Telephone'),
    input: 'tel',
    half: true,
    exportOnly: true,
    personal: 'participant',
  },
  email: {
    field: optionalEmail(),
    label: words('Thư điện tử', 'E-mail'),
    input: 'email',
    half: true,
    exportOnly: true,
    personal: 'participant',
  },
  sinceYear: {
    field: optionalWhole(1950, 2100),
    label: words('Làm về năng suất chất lượng từ năm', 'In productivity and quality since'),
    input: 'year',
    half: true,
    exportOnly: true,
  },
  activity: {
    field: optionalLongText(2000),
    label: words('Hoạt động đã tham gia', 'Activities so far'),
    hint: words('Tư vấn, giảng dạy, đánh giá, nghiên cứu.', 'Consulting, teaching, assessment, research.'),
    input: 'area',
    rows: 3,
    exportOnly: true,
    personal: 'freeText',
  },
})

/** Where a person is employed, as it is stored beside the enterprise or agency of the register. */
export const employerFields = recordFields({
  employerKind: {
    field: optionalChoice(employerKinds.keys),
    label: words('Loại nơi công tác', 'Kind of employer'),
    headings: ['loai noi cong tac', 'khoi'],
    input: 'select',
    of: employerKinds,
    empty: words('Chưa rõ loại', 'Kind not known'),
    half: true,
  },
  workplace: {
    field: optionalText(300),
    label: words('Nơi công tác', 'Workplace'),
    hint: words(
      'Tên trường, hoặc tên nơi công tác chưa có trong danh bạ.',
      'The school, or an employer that no register has.',
    ),
    half: true,
    personal: 'participant',
  },
})

export const personConsentFields = recordFields({
  consentedOn: {
    field: day(),
    label: words('Ngày đồng ý lưu dữ liệu cá nhân', 'Consented to be kept on'),
    input: 'date',
    later: true,
    half: true,
  },
  consentWay: {
    field: choice(consentWays.keys),
    label: words('Đồng ý bằng cách nào', 'How consent was given'),
    input: 'select',
    of: consentWays,
    empty: words('Chọn cách đồng ý', 'Choose how consent was given'),
    later: true,
    half: true,
  },
})

export const trainerFields = recordFields({
  trainsSince: {
    field: day(),
    label: words('Được làm báo cáo viên, giảng viên từ ngày', 'May serve as a trainer since'),
    input: 'date',
    later: true,
    half: true,
  },
  trainsReason: {
    field: longText(2000),
    label: words('Căn cứ xác nhận', 'Why the person may train'),
    hint: words('Chứng chỉ, khóa đã học, kinh nghiệm.', 'Certificate, courses, experience.'),
    input: 'area',
    rows: 3,
    later: true,
    personal: 'freeText',
  },
  trainsFileId: {
    field: id(),
    label: words('Minh chứng', 'Evidence'),
    input: 'file',
    joined: 'trainsFile',
    offList: true,
    later: true,
  },
})

/** The fields of a field of expertise. */
export const expertiseFields = recordFields({
  name: {
    field: text(200),
    label: words('Tên lĩnh vực chuyên môn', 'Name of the field of expertise'),
    sort: 'name',
  },
  nameEn: {
    field: text(200),
    label: words('Tên lĩnh vực bằng tiếng Anh', 'Name of the field in English'),
    exportOnly: true,
  },
})
