import type { Words } from '../platform/language.ts'
import { type BudgetColumns, budgetForm, noColumns } from './budget-form.ts'
import type { FormField, PartForm } from './form-fields.ts'
import type { PartKey } from './sections.ts'

/* Which fields the form of each part has. */

const words = (vi: string, en: string): Words => ({ vi, en })
const content = { name: '', kind: 'longWords', label: words('Nội dung', 'Content') } as const
/** Where the text says it, for those who cite it. */
const section = (name: string): FormField => ({
  name,
  kind: 'line',
  optional: true,
  label: words('Mục trong văn bản', 'Section of the document'),
})
const code = { name: 'code', kind: 'line', label: words('Mã', 'Code') } as const

/** The fields of a part. @param columns those of the budget */
export function partForm(part: PartKey, columns: BudgetColumns = noColumns): PartForm {
  if (part === 'budget') return budgetForm(columns)
  return forms[part]
}

const forms: Readonly<Record<Exclude<PartKey, 'budget'>, PartForm>> = {
  identity: {
    fields: [
      { name: 'number', kind: 'line', label: words('Số, ký hiệu', 'Number and symbol') },
      { name: 'issuedOn', kind: 'day', label: words('Ngày ban hành', 'Issued on') },
      { name: 'issuer', kind: 'words', label: words('Cơ quan ban hành', 'Issued by') },
      {
        name: 'province',
        kind: 'line',
        label: words('Tỉnh, thành phố (chỉ ghi tên)', 'Province or city (the name alone)'),
      },
      { name: 'title', kind: 'longWords', label: words('Tên kế hoạch', 'Name of the plan') },
      { name: 'startsOn', kind: 'day', label: words('Bắt đầu', 'Starts on') },
      { name: 'endsOn', kind: 'day', label: words('Ngày kết thúc', 'Ends on') },
      {
        name: 'signatory.authority',
        kind: 'words',
        optional: true,
        label: words('Ký thay mặt', 'Signed on behalf of'),
      },
      {
        name: 'signatory.office',
        kind: 'words',
        optional: true,
        label: words('Chức vụ người ký', 'Office of the signer'),
      },
      {
        name: 'signatory.name',
        kind: 'line',
        optional: true,
        label: words('Họ và tên người ký', 'Name of the signer'),
      },
    ],
    groups: [
      {
        path: 'replaces',
        label: words('Thay thế kế hoạch', 'Plan that it replaces'),
        fields: [
          { name: 'number', kind: 'line', label: words('Số, ký hiệu', 'Number and symbol') },
          { name: 'issuedOn', kind: 'day', label: words('Ngày ban hành', 'Issued on') },
          content,
        ],
      },
    ],
    lists: [
      {
        path: 'legalBases',
        label: words('Căn cứ pháp lý', 'Legal bases'),
        add: words('Thêm căn cứ', 'Add a basis'),
        fields: [
          { name: 'number', kind: 'line', optional: true, label: words('Số, ký hiệu', 'Number and symbol') },
          content,
        ],
      },
    ],
  },
  targets: {
    fields: [
      {
        name: 'objective',
        kind: 'longWords',
        optional: true,
        label: words('Mục tiêu chung', 'General objective'),
      },
    ],
    groups: [
      {
        path: 'orientation',
        label: words('Định hướng cho giai đoạn sau', 'Orientation for the years after'),
        fields: [
          { name: 'firstYear', kind: 'whole', label: words('Từ năm', 'From year') },
          { name: 'lastYear', kind: 'whole', label: words('Đến năm', 'To year') },
          { name: 'baseFirstYear', kind: 'whole', label: words('So với: từ năm', 'Over: from') },
          { name: 'baseLastYear', kind: 'whole', label: words('So với: đến năm', 'Over: to') },
          {
            name: 'minimumPercent',
            kind: 'number',
            label: words('Tăng ít nhất (%)', 'Growth, at least (%)'),
          },
          {
            name: 'maximumPercent',
            kind: 'number',
            label: words('Tăng nhiều nhất (%)', 'Growth, at most (%)'),
          },
          section('article'),
          content,
        ],
      },
    ],
    lists: [
      {
        path: 'targets',
        label: words('Chỉ tiêu', 'Targets'),
        add: words('Thêm chỉ tiêu', 'Add a target'),
        fields: [
          {
            name: 'indicator',
            kind: 'choice',
            choices: 'indicators',
            label: words('Chỉ số đếm', 'What is counted'),
          },
          {
            name: 'bound',
            kind: 'choice',
            choices: 'bounds',
            fallback: 'exactly',
            label: words('Loại mức', 'Bound'),
          },
          { name: 'minimum', kind: 'number', label: words('Số (hoặc từ)', 'Number (or from)') },
          { name: 'maximum', kind: 'number', optional: true, label: words('Đến, nhiều nhất', 'To, at most') },
          {
            name: 'parent',
            kind: 'emptyChoice',
            optional: true,
            choices: 'parents',
            label: words('Là một phần của', 'Is a part of'),
          },
          {
            name: 'article',
            kind: 'line',
            label: words('Mục trong văn bản', 'Section of the document'),
          },
          { name: '', kind: 'words', label: words('Chỉ tiêu bằng lời', 'The target in words') },
          {
            name: 'lines',
            kind: 'line',
            optional: true,
            label: words('Mục của dự toán', 'Lines of the budget'),
          },
          {
            name: 'tableNumber',
            kind: 'number',
            optional: true,
            label: words('Số khác trong bảng dự toán', 'Another number in the budget table'),
          },
          {
            name: 'decision',
            kind: 'line',
            optional: true,
            label: words('Quyết định giữa hai số', 'Decision between the two'),
            hint: words(
              'Văn bản và lý do; để trống thì cả hai số cùng hiện.',
              'The paper and its reason; left empty, both numbers are shown.',
            ),
          },
          { name: 'baseValue', kind: 'number', optional: true, label: words('Số năm gốc', 'Base value') },
          { name: 'baseYear', kind: 'whole', optional: true, label: words('Năm gốc', 'Year of the base') },
          {
            name: 'baseSource',
            kind: 'line',
            optional: true,
            label: words('Số gốc lấy từ đâu', 'Where the base is written'),
          },
          {
            name: 'milestones',
            kind: 'line',
            optional: true,
            label: words('Mốc từng năm', 'Milestones by year'),
            hint: words('Ví dụ: 2026: 40; 2027: 42,5', 'Such as 2026: 40; 2027: 42.5'),
          },
        ],
      },
      {
        path: 'objectives',
        label: words('Câu mục tiêu cụ thể', 'Specific objectives as written'),
        add: words('Thêm câu', 'Add a sentence'),
        fields: [content],
      },
    ],
  },
  criteria: {
    fields: [
      {
        name: 'participants',
        kind: 'longWords',
        optional: true,
        label: words('Đối tượng tham gia thực hiện', 'Who carries it out'),
      },
      {
        name: 'beneficiaries',
        kind: 'longWords',
        optional: true,
        label: words('Đối tượng được hỗ trợ', 'Who is supported'),
      },
      section('beneficiariesArticle'),
    ],
    groups: [],
    lists: [
      {
        path: 'criteria',
        label: words('Tiêu chí, theo thứ tự ưu tiên', 'Criteria in the order of priority'),
        add: words('Thêm tiêu chí', 'Add a criterion'),
        fields: [
          code,
          { ...content, kind: 'words' },
          {
            name: 'bySize',
            kind: 'flag',
            label: words(
              'Là doanh nghiệp nhỏ và vừa: tự xét theo quy mô',
              'Small and medium-sized enterprises: follows from the size class',
            ),
          },
        ],
      },
    ],
  },
  tasks: {
    fields: [],
    groups: [],
    lists: [
      {
        path: 'tasks',
        label: words('Nhóm nhiệm vụ', 'Groups of tasks'),
        add: words('Thêm nhóm', 'Add a group'),
        fields: [
          code,
          { name: 'title', kind: 'words', label: words('Tên nhóm', 'Name of the group') },
          {
            name: 'items',
            kind: 'items',
            label: words('Các nhiệm vụ, mỗi dòng một việc', 'Tasks, one on each line'),
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
        label: words('Nhiệm vụ của các cơ quan', 'Duties of agencies'),
        add: words('Thêm nhiệm vụ', 'Add a duty'),
        fields: [
          code,
          content,
          { name: 'agencies', kind: 'agencies', label: words('Cơ quan', 'Agencies') },
          {
            name: 'recurrence',
            kind: 'choice',
            choices: 'recurrences',
            fallback: 'continuous',
            label: words('Bao lâu một lần', 'How often'),
          },
          { name: 'dueYear', kind: 'whole', optional: true, label: words('Năm', 'Year') },
          { name: 'dueMonth', kind: 'whole', optional: true, label: words('Tháng', 'Month') },
          { name: 'dueDay', kind: 'whole', optional: true, label: words('Ngày', 'Day') },
          { name: 'dueBefore', kind: 'flag', label: words('Trước ngày đó', 'Before that day') },
          {
            name: 'onRequest',
            kind: 'flag',
            label: words('Cả khi có yêu cầu (đột xuất)', 'Also on request'),
          },
        ],
      },
    ],
  },
  funding: {
    fields: [section('fundingArticle')],
    groups: [],
    lists: [
      {
        path: 'funding',
        label: words('Nguồn kinh phí', 'Funding'),
        add: words('Thêm đoạn', 'Add a paragraph'),
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
        label: words('Nơi nhận', 'Recipients'),
        add: words('Thêm nơi nhận', 'Add a recipient'),
        fields: [{ ...content, kind: 'words', label: words('Nơi nhận', 'Recipient') }],
      },
      {
        path: 'remarks',
        label: words('Lưu ý khi đọc văn bản', 'Remarks on the text'),
        add: words('Thêm lưu ý', 'Add a remark'),
        fields: [content],
      },
    ],
  },
}
