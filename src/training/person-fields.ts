import { optionalPhone } from '../enterprises/index.ts'
import { optionalChoice, optionalEmail, optionalText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type StateOf, states } from '../platform/states.ts'
import { recordFields } from '../ui/index.ts'

/** What somebody took away from a course. */
export const trainingOutcomes = states({
  attended: words('Đã tham dự', 'Took part'),
  certified: words('Được cấp chứng nhận học tập', 'Certificate of attendance given'),
  expert: words('Chuyên gia được đào tạo', 'Experts trained'),
})
export type TrainingOutcome = StateOf<typeof trainingOutcomes>

/** The fields of a person who was trained: one that is added here is in its list, export, page, take-over and in REST, and its column is marked. */
export const personFields = recordFields({
  name: {
    field: text(200),
    label: words('Họ và tên', 'Full name'),
    headings: ['ho ten', 'hoc vien', 'ten hoc vien'],
    sort: 'name',
    personal: 'participant',
  },
  workplace: {
    field: optionalText(300),
    label: words('Nơi công tác', 'Workplace'),
    headings: ['don vi', 'don vi cong tac', 'co quan'],
    personal: 'participant',
  },
  phone: {
    field: optionalPhone(),
    label: words('Điện thoại', 'Telephone'),
    headings: ['so dien thoai'],
    input: 'tel',
    exportOnly: true,
    personal: 'participant',
  },
  email: {
    field: optionalEmail(),
    label: words('Thư điện tử', 'E-mail'),
    headings: ['email'],
    input: 'email',
    exportOnly: true,
    personal: 'participant',
  },
  outcome: {
    field: optionalChoice(trainingOutcomes.keys),
    label: words('Kết quả học tập', 'Outcome of the training'),
    headings: ['ket qua', 'ket qua dao tao'],
    of: trainingOutcomes,
    absent: 'attended',
  },
  certificateNumber: {
    field: optionalText(100),
    label: words('Số chứng nhận học tập', 'Number of the certificate of attendance'),
    headings: ['so giay chung nhan', 'so chung chi'],
    code: true,
    personal: 'participant',
  },
})
/** A person who was trained, as columns. */
export type PersonValues = ReturnType<typeof personFields.values>
