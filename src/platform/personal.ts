import type { Selectable } from 'kysely'
import type { DB } from './database-types.ts'
import { draftDays, keptDays } from './forms/kept.ts'
import { type Words, words } from './language.ts'

interface Kind {
  readonly name: Words
  readonly purpose: Words
  /** Where such data come from. */
  readonly from: Words
  /** How long it is kept by the program; null where no period is stated yet. */
  readonly retention: Words | null
}

/** The kinds of personal data that the program holds. The basis in law of every one is still to be checked by the agency in charge. */
export const personalKinds = {
  contact: {
    name: words('Liên hệ của doanh nghiệp', 'Contact of an enterprise'),
    purpose: words('Liên lạc về hồ sơ và lượt hỗ trợ', 'To write about applications and support'),
    from: words(
      'Doanh nghiệp khai, hoặc cán bộ nhập từ hồ sơ, bảng của doanh nghiệp',
      'The enterprise itself, or an officer out of its files and tables',
    ),
    retention: null,
  },
  representative: {
    name: words('Người đại diện của doanh nghiệp', 'Representative of an enterprise'),
    purpose: words('Biết ai đại diện cho doanh nghiệp', 'To know who acts for the enterprise'),
    from: words(
      'Doanh nghiệp khai, hoặc cán bộ nhập từ hồ sơ, bảng của doanh nghiệp',
      'The enterprise itself, or an officer out of its files and tables',
    ),
    retention: null,
  },
  taxNumber: {
    name: words('Mã số thuế', 'Tax code'),
    purpose: words(
      'Nhận ra doanh nghiệp, kể cả hộ kinh doanh',
      'To identify the enterprise, household businesses too',
    ),
    from: words(
      'Doanh nghiệp khai, hoặc cán bộ nhập từ hồ sơ, bảng của doanh nghiệp',
      'The enterprise itself, or an officer out of its files and tables',
    ),
    retention: null,
  },
  participant: {
    name: words('Người dự sự kiện, được đào tạo', 'Person at an event or trained'),
    purpose: words(
      'Tổ chức sự kiện, biết ai đã dự và được đào tạo, chứng minh kết quả',
      'To hold events, to know who took part and was trained, and to prove results',
    ),
    from: words(
      'Người đăng ký dự sự kiện khai; danh sách mà cán bộ nhập',
      'Whoever registers for an event; lists that an officer brings in',
    ),
    retention: null,
  },
  expert: {
    name: words('Chuyên gia, người liên hệ của tổ chức hỗ trợ', 'Expert, or whom to ask at a provider'),
    purpose: words(
      'Biết ai giúp doanh nghiệp, liên hệ; công khai chỉ khi đã đồng ý',
      'To know who helps enterprises and to reach them; made public only with consent',
    ),
    from: words('Cán bộ nhập theo hồ sơ năng lực, giấy phép', 'An officer, by profile and licence'),
    retention: null,
  },
  subscriber: {
    name: words('Người nhận tin qua thư', 'Subscriber to the news'),
    purpose: words(
      'Gửi tin của Chương trình đến địa chỉ đã xác nhận',
      'To mail the news to a confirmed address',
    ),
    from: words('Người đăng ký tự ghi và xác nhận qua thư', 'Whoever subscribes, confirmed by mail'),
    retention: words(
      'Đến khi thôi nhận tin: xóa ngay khỏi danh sách và sổ thư đã gửi; nhật ký giữ bản niêm phong',
      'Until the subscription ends: erased at once from the list and the log of letters; the trail keeps a sealed copy',
    ),
  },
  nominee: {
    name: words('Người được đề nghị khen thưởng', 'Person nominated for commendation'),
    purpose: words(
      'Xét và quyết định khen thưởng, cấp giấy chứng nhận',
      'To consider and decide on commendation, and for the certificate',
    ),
    from: words(
      'Bên đề nghị nhập; cá nhân đã đồng ý được đề nghị',
      'Whoever nominates; the person agreed to be nominated',
    ),
    retention: null,
  },
  member: {
    name: words('Thành viên hội đồng', 'Member of a council'),
    purpose: words('Biết ai thẩm định, ghi vào biên bản', 'To know who appraised, and for the minutes'),
    from: words(
      'Cán bộ nhập theo quyết định thành lập; người đó đã đồng ý',
      'An officer, by the decision that appoints the council; the person agreed',
    ),
    retention: null,
  },
  account: {
    name: words('Tài khoản của người dùng', 'Account of a user'),
    purpose: words('Cho đăng nhập và biết ai được làm gì', 'To sign in and to know who may do what'),
    from: words(
      'Quản trị viên nhập khi tạo tài khoản; nhà cung cấp đăng nhập một lần',
      'The administrator who makes the account; the provider of single sign-on',
    ),
    retention: null,
  },
  credential: {
    name: words('Dữ liệu xác thực', 'Proof of identity at sign-in'),
    purpose: words('Kiểm tra đúng người đăng nhập', 'To check who signs in'),
    from: words(
      'Chủ tài khoản đặt; chương trình tạo',
      'Set by the owner of the account; made by the program',
    ),
    retention: null,
  },
  access: {
    name: words('Thiết bị và địa chỉ truy cập', 'Devices and addresses'),
    purpose: words(
      'Báo cho chủ tài khoản khi có thiết bị lạ',
      'To tell the owner of an account of a new device',
    ),
    from: words('Máy ghi khi đăng nhập', 'Written down by the program at sign-in'),
    retention: null,
  },
  author: {
    name: words('Người thực hiện', 'Who did it'),
    purpose: words('Biết ai lập, kiểm tra, duyệt', 'To know who drafted, checked and approved'),
    from: words('Máy ghi khi làm việc trong chương trình', 'Written down by the program as work is done'),
    retention: null,
  },
  trail: {
    name: words('Nhật ký thao tác', 'Audit trail'),
    purpose: words('Chứng minh ai đã làm gì, khi nào', 'To prove who did what and when'),
    from: words('Máy ghi khi làm việc trong chương trình', 'Written down by the program as work is done'),
    retention: null,
  },
  freeText: {
    name: words('Văn bản tự do có thể nêu tên người', 'Free text that may name a person'),
    purpose: words('Nội dung và lý do của công việc', 'Content and reasons of the work'),
    from: words('Người gõ biểu mẫu, bảng nhập', 'Whoever filled in the form or the table'),
    retention: null,
  },
  file: {
    name: words('Tệp tải lên', 'Uploaded files'),
    purpose: words('Minh chứng của hồ sơ', 'Evidence of a record'),
    from: words('Người tải tệp lên', 'Whoever uploaded the file'),
    retention: null,
  },
  official: {
    name: words('Văn bản và số liệu có thể nêu tên người', 'Documents and data that may name a person'),
    purpose: words(
      'Kế hoạch, báo cáo, nghiên cứu và cấu hình của chương trình',
      'Plans, reports, studies and settings of the programme',
    ),
    from: words(
      'Văn bản của cơ quan; người lập kế hoạch, báo cáo, nghiên cứu',
      'Documents of agencies; whoever draws up plans, reports and studies',
    ),
    retention: null,
  },
  staged: {
    name: words('Bảng chờ nhập', 'Tables that wait to be imported'),
    purpose: words('Cho xem trước khi ghi', 'To show a table before it is written'),
    from: words('Bảng mà người nhập tải lên', 'The table that somebody uploaded'),
    retention: null,
  },
  keptForm: {
    name: words('Biểu mẫu gửi khi đã hết phiên, bản nháp', 'Forms sent after a session ended, drafts'),
    purpose: words('Không mất nội dung đã gõ', 'So that what was typed is not lost'),
    from: words(
      'Người gõ biểu mẫu khi phiên đã hết hoặc lưu nháp',
      'Whoever sent a form after the session had ended, or saved a draft',
    ),
    retention: words(
      `${keptDays} ngày; bản nháp theo trang Thời hạn lưu (chương trình đề xuất ${draftDays} ngày)`,
      `${keptDays} days; drafts as the page of periods of retention says (${draftDays} days proposed by the program)`,
    ),
  },
} as const satisfies Readonly<Record<string, Kind>>

export type PersonalKind = keyof typeof personalKinds
export const personalKindKeys = Object.keys(personalKinds) as [PersonalKind, ...PersonalKind[]]

/** A column that can hold free text: closed lists of keys, numbers and moments cannot. */
type CanHoldText<V> = string extends V
  ? true
  : V extends string | number | bigint | boolean | Date
    ? never
    : true
type TextColumn<T> = { [C in keyof T]-?: true extends CanHoldText<NonNullable<T[C]>> ? C : never }[keyof T]

/** The mark of each column that can hold text: a new column without one does not compile. */
export type MarksOf<T extends keyof DB, Mark extends PersonalKind | null = PersonalKind | null> = {
  readonly [K in T]: Readonly<Record<TextColumn<Selectable<DB[K]>>, Mark>>
}
