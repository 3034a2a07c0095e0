import { longText, optionalDay, optionalDong, optionalId, optionalLongText } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { states } from '../../platform/states.ts'
import { recordFields } from '../../ui/index.ts'

/** A change of a turn that is asked for, and what came of it. */
export const changeStates = states({
  asked: { vi: 'Thay đổi chờ quyết định', en: 'Change to be decided', tone: 'warning' },
  approved: { vi: 'Thay đổi được chấp thuận', en: 'Change approved', tone: 'success' },
  refused: { vi: 'Thay đổi không được chấp thuận', en: 'Change refused', tone: 'error' },
  withdrawn: words('Đã rút đề nghị thay đổi', 'Change withdrawn'),
})
export type ChangeState = (typeof changeStates.keys)[number]

export const changeFields = recordFields({
  dueOn: {
    field: optionalDay(),
    label: words('Hạn thực hiện mới', 'New last day of the work'),
    input: 'date',
    half: true,
  },
  release: {
    field: optionalDong(1n),
    label: words('Giảm kinh phí (đồng)', 'Less money (đồng)'),
    hint: words(
      'Chỉ giảm được phần đã cam kết mà chưa chi; tăng kinh phí phải có quyết định hỗ trợ mới.',
      'Only what is committed and not paid; more money takes a new decision of support.',
    ),
    input: 'money',
    half: true,
  },
  scope: {
    field: optionalLongText(2000),
    label: words('Phạm vi công việc mới', 'New scope of the work'),
    input: 'area',
    rows: 3,
    personal: 'freeText',
  },
  reason: {
    field: longText(2000),
    label: words('Vì sao thay đổi', 'Why it changes'),
    input: 'area',
    rows: 3,
    personal: 'freeText',
  },
  fileId: {
    field: optionalId(),
    label: words('Văn bản đề nghị thay đổi', 'The paper that asks for it'),
    input: 'file',
    offList: true,
  },
})
