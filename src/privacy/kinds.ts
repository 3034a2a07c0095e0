import type { Selectable } from 'kysely'
import type { DB } from '../platform/database-types.ts'
import { keptDays } from '../platform/forms/kept.ts'
import { type Words, words } from '../platform/language.ts'

interface Kind {
  readonly name: Words
  readonly purpose: Words
  /** How long it is kept by the program; null where no period is stated yet. */
  readonly retention: Words | null
}

/** The kinds of personal data that the program holds. The basis in law of every one is still to be checked by the agency in charge. */
export const personalKinds = {
  contact: {
    name: words('Liên hệ của doanh nghiệp', 'Contact of an enterprise'),
    purpose: words('Liên lạc về hồ sơ và lượt hỗ trợ', 'To write about applications and support'),
    retention: null,
  },
  representative: {
    name: words('Người đại diện của doanh nghiệp', 'Representative of an enterprise'),
    purpose: words('Biết ai đại diện cho doanh nghiệp', 'To know who acts for the enterprise'),
    retention: null,
  },
  taxNumber: {
    name: words('Mã số thuế', 'Tax code'),
    purpose: words(
      'Nhận ra doanh nghiệp, kể cả hộ kinh doanh',
      'To identify the enterprise, household businesses too',
    ),
    retention: null,
  },
  account: {
    name: words('Tài khoản của người dùng', 'Account of a user'),
    purpose: words('Cho đăng nhập và biết ai được làm gì', 'To sign in and to know who may do what'),
    retention: null,
  },
  credential: {
    name: words('Dữ liệu xác thực', 'Proof of identity at sign-in'),
    purpose: words('Kiểm tra đúng người đăng nhập', 'To check who signs in'),
    retention: null,
  },
  access: {
    name: words('Thiết bị và địa chỉ truy cập', 'Devices and addresses'),
    purpose: words(
      'Báo cho chủ tài khoản khi có thiết bị lạ',
      'To tell the owner of an account of a new device',
    ),
    retention: null,
  },
  author: {
    name: words('Người thực hiện', 'Who did it'),
    purpose: words('Biết ai lập, kiểm tra, duyệt', 'To know who drafted, checked and approved'),
    retention: null,
  },
  trail: {
    name: words('Nhật ký thao tác', 'Audit trail'),
    purpose: words('Chứng minh ai đã làm gì, khi nào', 'To prove who did what and when'),
    retention: null,
  },
  freeText: {
    name: words('Văn bản tự do có thể nêu tên người', 'Free text that may name a person'),
    purpose: words('Nội dung và lý do của công việc', 'Content and reasons of the work'),
    retention: null,
  },
  file: {
    name: words('Tệp tải lên', 'Uploaded files'),
    purpose: words('Minh chứng của hồ sơ', 'Evidence of a record'),
    retention: null,
  },
  official: {
    name: words('Văn bản và số liệu có thể nêu tên người', 'Documents and data that may name a person'),
    purpose: words(
      'Kế hoạch, báo cáo, nghiên cứu và cấu hình của chương trình',
      'Plans, reports, studies and settings of the programme',
    ),
    retention: null,
  },
  staged: {
    name: words('Bảng chờ nhập', 'Tables that wait to be imported'),
    purpose: words('Cho xem trước khi ghi', 'To show a table before it is written'),
    retention: null,
  },
  keptForm: {
    name: words('Biểu mẫu gửi khi đã hết phiên', 'Forms sent after a session ended'),
    purpose: words('Không mất nội dung đã gõ', 'So that what was typed is not lost'),
    retention: words(`${keptDays} ngày`, `${keptDays} days`),
  },
} as const satisfies Readonly<Record<string, Kind>>

export type PersonalKind = keyof typeof personalKinds

/** A column that can hold free text: closed lists of keys, numbers and moments cannot. */
type CanHoldText<V> = string extends V
  ? true
  : V extends string | number | bigint | boolean | Date
    ? never
    : true
type TextColumn<T> = { [C in keyof T]-?: true extends CanHoldText<NonNullable<T[C]>> ? C : never }[keyof T]

/** The mark of each column that can hold text: a new column without one does not compile. */
export type MarksOf<T extends keyof DB> = {
  readonly [K in T]: Readonly<Record<TextColumn<Selectable<DB[K]>>, PersonalKind | null>>
}
