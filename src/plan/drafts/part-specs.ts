import type { Words } from '../../platform/language.ts'
import type { FieldKind } from './form-fields.ts'
import type { PartKey } from './parts.ts'

/* Which fields the form of each part has. */

export interface FormField {
  /** The path within the row, group or document; '' for the row itself. */
  readonly name: string
  readonly kind: FieldKind
  readonly label: Words
  readonly hint?: Words
  readonly choices?: 'indicators' | 'bounds' | 'parents' | 'recurrences' | 'units'
  /** What a new row has; it alone does not make the row worth keeping. */
  readonly fallback?: string
}

export interface FormGroup {
  readonly path: string
  readonly label: Words
  readonly fields: readonly FormField[]
}

export interface FormList extends FormGroup {
  readonly add: Words
}

export interface PartForm {
  readonly fields: readonly FormField[]
  /** Objects that a plan may do without: all fields empty means there is none. */
  readonly groups: readonly FormGroup[]
  readonly lists: readonly FormList[]
}

const vietnamese = (vi: string, en: string): Words => ({ vi, en })
const content = { name: '', kind: 'longWords', label: vietnamese('Nội dung', 'Text') } as const
const code = { name: 'code', kind: 'line', label: vietnamese('Mã', 'Code') } as const

/** The fields of a part. @param years the columns of the budget */
export function partForm(part: PartKey, years: readonly number[]): PartForm {
  if (part === 'budget') return budgetForm(years)
  return forms[part]
}

const forms: Readonly<Record<Exclude<PartKey, 'budget'>, PartForm>> = {
  identity: {
    fields: [
      { name: 'number', kind: 'line', label: vietnamese('Số, ký hiệu', 'Number') },
      { name: 'issuedOn', kind: 'day', label: vietnamese('Ngày ban hành', 'Issued on') },
      { name: 'issuer', kind: 'words', label: vietnamese('Cơ quan ban hành', 'Issued by') },
      {
        name: 'province',
        kind: 'line',
        label: vietnamese('Tỉnh, thành phố (chỉ ghi tên)', 'Province or city (the name alone)'),
      },
      { name: 'title', kind: 'longWords', label: vietnamese('Tên kế hoạch', 'Title') },
      { name: 'startsOn', kind: 'day', label: vietnamese('Bắt đầu', 'Starts on') },
      { name: 'endsOn', kind: 'day', label: vietnamese('Kết thúc', 'Ends on') },
      { name: 'signatory.authority', kind: 'words', label: vietnamese('Ký thay mặt', 'Signed on behalf of') },
      {
        name: 'signatory.office',
        kind: 'words',
        label: vietnamese('Chức vụ người ký', 'Office of the signer'),
      },
      { name: 'signatory.name', kind: 'line', label: vietnamese('Họ và tên người ký', 'Name of the signer') },
    ],
    groups: [
      {
        path: 'replaces',
        label: vietnamese('Thay thế kế hoạch', 'Plan that it replaces'),
        fields: [
          { name: 'number', kind: 'line', label: vietnamese('Số, ký hiệu', 'Number') },
          { name: 'issuedOn', kind: 'day', label: vietnamese('Ngày ban hành', 'Issued on') },
          content,
        ],
      },
    ],
    lists: [
      {
        path: 'legalBases',
        label: vietnamese('Căn cứ', 'Legal bases'),
        add: vietnamese('Thêm căn cứ', 'Add a basis'),
        fields: [{ name: 'number', kind: 'line', label: vietnamese('Số, ký hiệu', 'Number') }, content],
      },
    ],
  },
  targets: {
    fields: [
      { name: 'objective', kind: 'longWords', label: vietnamese('Mục tiêu chung', 'General objective') },
    ],
    groups: [
      {
        path: 'orientation',
        label: vietnamese('Định hướng cho giai đoạn sau', 'Orientation for the years after'),
        fields: [
          { name: 'firstYear', kind: 'whole', label: vietnamese('Từ năm', 'From') },
          { name: 'lastYear', kind: 'whole', label: vietnamese('Đến năm', 'To') },
          { name: 'baseFirstYear', kind: 'whole', label: vietnamese('So với: từ năm', 'Over: from') },
          { name: 'baseLastYear', kind: 'whole', label: vietnamese('So với: đến năm', 'Over: to') },
          {
            name: 'minimumPercent',
            kind: 'number',
            label: vietnamese('Tăng ít nhất (%)', 'Growth, at least (%)'),
          },
          {
            name: 'maximumPercent',
            kind: 'number',
            label: vietnamese('Tăng nhiều nhất (%)', 'Growth, at most (%)'),
          },
          content,
        ],
      },
    ],
    lists: [
      {
        path: 'targets',
        label: vietnamese('Chỉ tiêu', 'Targets'),
        add: vietnamese('Thêm chỉ tiêu', 'Add a target'),
        fields: [
          {
            name: 'indicator',
            kind: 'choice',
            choices: 'indicators',
            label: vietnamese('Chỉ số đếm', 'Indicator'),
          },
          {
            name: 'bound',
            kind: 'choice',
            choices: 'bounds',
            fallback: 'exactly',
            label: vietnamese('Mức', 'Bound'),
          },
          { name: 'minimum', kind: 'number', label: vietnamese('Số (hoặc từ)', 'Number (or from)') },
          { name: 'maximum', kind: 'number', label: vietnamese('Đến, nhiều nhất', 'To, at most') },
          {
            name: 'parent',
            kind: 'emptyChoice',
            choices: 'parents',
            label: vietnamese('Là một phần của', 'Is a part of'),
          },
          {
            name: 'article',
            kind: 'line',
            label: vietnamese('Mục trong văn bản', 'Section of the document'),
          },
          { name: '', kind: 'words', label: vietnamese('Chỉ tiêu bằng lời', 'The target in words') },
        ],
      },
      {
        path: 'objectives',
        label: vietnamese('Câu mục tiêu cụ thể', 'Specific objectives as written'),
        add: vietnamese('Thêm câu', 'Add a sentence'),
        fields: [content],
      },
    ],
  },
  criteria: {
    fields: [
      {
        name: 'participants',
        kind: 'longWords',
        label: vietnamese('Đối tượng tham gia thực hiện', 'Who carries it out'),
      },
      {
        name: 'beneficiaries',
        kind: 'longWords',
        label: vietnamese('Đối tượng được hỗ trợ', 'Who is supported'),
      },
    ],
    groups: [],
    lists: [
      {
        path: 'criteria',
        label: vietnamese('Tiêu chí, theo thứ tự ưu tiên', 'Criteria in the order of priority'),
        add: vietnamese('Thêm tiêu chí', 'Add a criterion'),
        fields: [code, { ...content, kind: 'words' }],
      },
    ],
  },
  tasks: {
    fields: [],
    groups: [],
    lists: [
      {
        path: 'tasks',
        label: vietnamese('Nhóm nhiệm vụ', 'Groups of tasks'),
        add: vietnamese('Thêm nhóm', 'Add a group'),
        fields: [
          code,
          { name: 'title', kind: 'words', label: vietnamese('Tên nhóm', 'Title') },
          {
            name: 'items',
            kind: 'items',
            label: vietnamese('Các nhiệm vụ, mỗi dòng một việc', 'Tasks, one on each line'),
          },
        ],
      },
    ],
  },
  duties: {
    fields: [],
    groups: [],
    lists: [
      {
        path: 'duties',
        label: vietnamese('Nhiệm vụ của các cơ quan', 'Duties of agencies'),
        add: vietnamese('Thêm nhiệm vụ', 'Add a duty'),
        fields: [
          code,
          content,
          { name: 'agencies', kind: 'agencies', label: vietnamese('Cơ quan', 'Agencies') },
          {
            name: 'recurrence',
            kind: 'choice',
            choices: 'recurrences',
            fallback: 'continuous',
            label: vietnamese('Bao lâu một lần', 'How often'),
          },
          { name: 'dueYear', kind: 'whole', label: vietnamese('Năm', 'Year') },
          { name: 'dueMonth', kind: 'whole', label: vietnamese('Tháng', 'Month') },
          { name: 'dueDay', kind: 'whole', label: vietnamese('Ngày', 'Day') },
          { name: 'dueBefore', kind: 'flag', label: vietnamese('Trước ngày đó', 'Before that day') },
          {
            name: 'onRequest',
            kind: 'flag',
            label: vietnamese('Cả khi có yêu cầu (đột xuất)', 'Also on request'),
          },
        ],
      },
    ],
  },
  funding: {
    fields: [],
    groups: [],
    lists: [
      {
        path: 'funding',
        label: vietnamese('Nguồn kinh phí', 'Funding'),
        add: vietnamese('Thêm đoạn', 'Add a paragraph'),
        fields: [content],
      },
    ],
  },
  recipients: {
    fields: [],
    groups: [],
    lists: [
      {
        path: 'recipients',
        label: vietnamese('Nơi nhận', 'Recipients'),
        add: vietnamese('Thêm nơi nhận', 'Add a recipient'),
        fields: [{ ...content, kind: 'words', label: vietnamese('Nơi nhận', 'Recipient') }],
      },
      {
        path: 'remarks',
        label: vietnamese('Lưu ý khi đọc văn bản', 'Remarks on the text'),
        add: vietnamese('Thêm lưu ý', 'Add a remark'),
        fields: [content],
      },
    ],
  },
}

function budgetForm(years: readonly number[]): PartForm {
  const money = (name: string, vi: string, en: string): FormField => ({
    name,
    kind: 'money',
    label: vietnamese(vi, en),
  })
  return {
    fields: [
      {
        name: 'budget.title',
        kind: 'longWords',
        label: vietnamese('Tên bảng dự toán', 'Title of the table'),
      },
      {
        name: 'budget.unit',
        kind: 'choice',
        choices: 'units',
        label: vietnamese('Đơn vị tính trong văn bản', 'Unit in the document'),
      },
      {
        name: 'budget.years',
        kind: 'years',
        label: vietnamese('Các năm của bảng', 'Years of the table'),
        hint: vietnamese(
          'Ví dụ 2026 - 2030; bấm "Cập nhật bảng" để có đủ cột.',
          'Such as 2026 - 2030; press "Update the table" to get the columns.',
        ),
      },
      money('budget.total', 'Tổng cộng', 'Grand total'),
      ...years.map((year) => money(`budget.yearTotals.${year}`, `Tổng cộng năm ${year}`, `Total of ${year}`)),
    ],
    groups: [],
    lists: [
      {
        path: 'budget.lines',
        label: vietnamese('Các mục', 'Lines'),
        add: vietnamese('Thêm mục', 'Add a line'),
        fields: [
          { ...code, label: vietnamese('Số thứ tự', 'Number') },
          { name: 'parent', kind: 'emptyChoice', label: vietnamese('Mục mẹ', 'Group') },
          { ...content, kind: 'words' },
          { name: 'quantity', kind: 'optionalWords', label: vietnamese('Chỉ tiêu, số lượng', 'Quantity') },
          { name: 'note', kind: 'optionalWords', label: vietnamese('Ghi chú', 'Note') },
          money('total', 'Tổng', 'Total'),
          ...years.map((year) => money(`years.${year}`, `Năm ${year}`, String(year))),
        ],
      },
    ],
  }
}
