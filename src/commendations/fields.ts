import { choice, day, flag, id, longText, optionalId, optionalText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type StateOf, states } from '../platform/states.ts'
import { recordFields } from '../ui/index.ts'

/* Commendation: forms and rules as rows, calls, nominations, the lists that go to the department of home affairs. */

export const callStates = states({
  draft: { vi: 'Đợt đề nghị đang soạn', en: 'Call being drawn up', tone: 'warning' },
  open: { vi: 'Đã thông báo đợt đề nghị', en: 'Call published', tone: 'info' },
  cancelled: { vi: 'Đã hủy đợt đề nghị', en: 'Call for nominations cancelled', tone: 'neutral' },
})

export const nominationStates = states({
  draft: { vi: 'Đề nghị đang soạn', en: 'Nomination being drawn up', tone: 'warning' },
  submitted: { vi: 'Đề nghị chờ kiểm tra', en: 'Nomination to be checked', tone: 'info' },
  returned: { vi: 'Đề nghị phải bổ sung', en: 'Nomination to be completed', tone: 'error' },
  complete: { vi: 'Đề nghị đủ hồ sơ', en: 'Nomination complete', tone: 'info' },
  listed: { vi: 'Trong danh sách đề nghị', en: 'On a list of nominees', tone: 'info' },
  commended: { vi: 'Được khen thưởng', en: 'Commended', tone: 'success' },
  refused: { vi: 'Không được khen thưởng', en: 'Not commended', tone: 'neutral' },
  withdrawn: { vi: 'Đã rút đề nghị', en: 'Nomination withdrawn', tone: 'neutral' },
})
export type NominationState = StateOf<typeof nominationStates>

export const listStates = states({
  draft: { vi: 'Danh sách đang xét', en: 'List being considered', tone: 'warning' },
  submitted: { vi: 'Đã trình cơ quan nội vụ', en: 'With the department of home affairs', tone: 'info' },
  returned: { vi: 'Cơ quan nội vụ trả lại', en: 'Returned by home affairs', tone: 'error' },
  forwarded: { vi: 'Đã trình UBND tỉnh', en: "With the People's Committee", tone: 'info' },
  decided: { vi: 'Đã có quyết định khen thưởng', en: 'Commendation decided', tone: 'success' },
  dropped: { vi: 'Không trình danh sách', en: 'List of nominees dropped', tone: 'neutral' },
})
export type ListState = StateOf<typeof listStates>

export const nomineeKinds = states({
  group: words('Tập thể', 'Collective'),
  person: words('Cá nhân', 'Individual'),
})

/** What a rule says. */
export const ruleParts = states({
  criterion: words('Tiêu chuẩn, điều kiện', 'Criterion or condition'),
  paper: words('Giấy tờ của đề nghị', 'Papers of the nomination'),
})

export const bringers = states({
  nominator: words('Bên đề nghị', 'Whoever nominates'),
  office: words('Cơ quan lập danh sách', 'The office that makes the list'),
})

export const checkOutcomes = states({
  complete: words('Đủ hồ sơ, đủ điều kiện', 'Complete and by the criteria'),
  returned: words('Trả lại để bổ sung', 'Returned for completion'),
})

/** Where a row of the catalogue comes from, and how long it holds. */
const sourced = {
  source: {
    field: text(300),
    label: words('Văn bản quy định', 'The document that says so'),
    personal: 'freeText',
    exportOnly: true,
  },
  article: {
    field: optionalText(100),
    label: words('Điều, khoản', 'Article'),
    hint: words('Để trống khi chưa tra được.', 'Empty where nobody has looked it up.'),
    half: true,
    personal: 'freeText',
  },
  validFrom: { field: day(), label: words('Hiệu lực từ', 'Rule in force from'), input: 'date', half: true },
} as const

export const formFields = recordFields({
  name: { field: text(200), label: words('Hình thức khen thưởng', 'Form of commendation') },
  nameEn: { field: text(200), label: words('Tên tiếng Anh', 'Name in English') },
  ...sourced,
})

export const ruleFields = recordFields({
  part: {
    field: choice(ruleParts.keys),
    label: words('Loại quy định khen thưởng', 'Kind of rule of commendation'),
    input: 'select',
    of: ruleParts,
    empty: null,
    half: true,
  },
  broughtBy: {
    field: choice(bringers.keys).optional(),
    label: words('Ai nộp giấy tờ', 'Who brings the paper'),
    input: 'select',
    of: bringers,
    empty: words('Không phải giấy tờ', 'Not a paper'),
    half: true,
  },
  text: {
    field: longText(2000),
    label: words('Nội dung quy định', 'What the rule says'),
    input: 'area',
    rows: 2,
    personal: 'freeText',
  },
  textEn: {
    field: longText(2000),
    label: words('Nội dung bằng tiếng Anh', 'The rule in English'),
    input: 'area',
    rows: 2,
    personal: 'freeText',
  },
  ...sourced,
})

export const callFields = recordFields({
  planId: {
    field: id(),
    label: words('Kế hoạch', 'Plan'),
    input: 'select',
    empty: null,
    joined: 'plan',
    half: true,
  },
  formId: {
    field: id(),
    label: words('Hình thức khen thưởng', 'Form of commendation'),
    input: 'select',
    empty: words('Chọn hình thức', 'Choose the form'),
    joined: 'form',
    half: true,
  },
  title: {
    field: text(300),
    label: words('Tên đợt đề nghị khen thưởng', 'Name of the call for nominations'),
    sort: 'title',
    personal: 'freeText',
  },
  contents: {
    field: longText(4000),
    label: words('Khen thưởng việc gì', 'What is commended'),
    input: 'area',
    rows: 3,
    exportOnly: true,
    personal: 'freeText',
  },
  forGroups: { field: flag(), label: words('Cho tập thể', 'For groups'), input: 'check' },
  forPersons: { field: flag(), label: words('Cho cá nhân', 'For persons'), input: 'check' },
  byAgencies: { field: flag(), label: words('Cơ quan được đề nghị', 'Agencies nominate'), input: 'check' },
  byAssociations: {
    field: flag(),
    label: words('Hội, hiệp hội được đề nghị', 'Associations nominate'),
    input: 'check',
  },
  byEnterprises: {
    field: flag(),
    label: words('Doanh nghiệp được đề nghị', 'Enterprises nominate'),
    input: 'check',
  },
  opensOn: {
    field: day(),
    label: words('Nhận đề nghị từ ngày', 'Nominations from'),
    input: 'date',
    half: true,
  },
  closesOn: {
    field: day(),
    label: words('Nhận đề nghị đến hết ngày', 'Nominations until the end of'),
    input: 'date',
    sort: 'closesOn',
    half: true,
  },
  appraisalRuleId: {
    field: optionalId(),
    label: words('Quy chế hội đồng', 'Rule of councils'),
    hint: words('Để trống khi không có hội đồng.', 'Empty where no council sits.'),
    input: 'select',
    empty: words('Không có hội đồng', 'No council'),
    joined: 'appraisalRule',
    offList: true,
    half: true,
  },
  scoreSheetId: {
    field: optionalId(),
    label: words('Mẫu phiếu điểm', 'Score sheet'),
    hint: words('Để trống: chỉ bỏ phiếu.', 'Left empty: votes alone.'),
    input: 'select',
    empty: words('Không cho điểm', 'No scores'),
    joined: 'scoreSheet',
    offList: true,
    half: true,
  },
  lineId: {
    field: optionalId(),
    label: words('Mục dự toán chi trả', 'Line of the budget that pays'),
    input: 'select',
    joined: 'line',
    empty: words('Không chi từ dự toán của kế hoạch', 'Not paid out of the plan’s budget'),
    exportOnly: true,
  },
  fileId: {
    field: optionalId(),
    label: words('Văn bản thông báo đợt đề nghị', 'The call for nominations itself'),
    input: 'file',
    offList: true,
  },
})

export const nominationFields = recordFields({
  kind: {
    field: choice(nomineeKinds.keys),
    label: words('Tập thể hay cá nhân', 'Group or person'),
    input: 'select',
    of: nomineeKinds,
    empty: null,
    half: true,
  },
  name: {
    field: text(200),
    label: words('Tên tập thể, họ tên cá nhân', 'Name of the group or person'),
    headings: ['ho va ten', 'ten'],
    sort: 'name',
    autocomplete: 'off',
    half: true,
    personal: 'nominee',
  },
  post: {
    field: optionalText(200),
    label: words('Chức vụ, công việc', 'Post or work'),
    half: true,
    autocomplete: 'off',
    exportOnly: true,
    personal: 'nominee',
  },
  workplace: {
    field: optionalText(300),
    label: words('Nơi công tác', 'Workplace'),
    half: true,
    autocomplete: 'off',
    personal: 'nominee',
  },
  achievement: {
    field: longText(4000),
    label: words('Tóm tắt thành tích', 'Achievement in short'),
    input: 'area',
    rows: 4,
    exportOnly: true,
    personal: 'freeText',
  },
})

export const listFields = recordFields({
  title: {
    field: text(300),
    label: words('Tên danh sách đề nghị', 'Name of the list'),
    sort: 'title',
    personal: 'freeText',
  },
})

export const submissionFields = recordFields({
  submission: {
    field: text(100),
    label: words('Số tờ trình của danh sách', 'Number of the submission of the list'),
    half: true,
    later: true,
  },
  submittedOn: {
    field: day(),
    label: words('Ngày trình danh sách', 'List submitted on'),
    input: 'date',
    half: true,
    later: true,
  },
  submissionFileId: {
    field: optionalId(),
    label: words('Tờ trình đã ký', 'The submission, signed'),
    input: 'file',
    offList: true,
  },
})

export const forwardFields = recordFields({
  forwardNumber: {
    field: text(100),
    label: words('Số tờ trình của cơ quan nội vụ', 'Number of the submission by home affairs'),
    half: true,
    later: true,
  },
  forwardedOn: {
    field: day(),
    label: words('Ngày cơ quan nội vụ trình', 'Forwarded on'),
    input: 'date',
    half: true,
    later: true,
  },
})

export const decisionFields = recordFields({
  decisionNumber: {
    field: optionalText(100),
    label: words('Số quyết định khen thưởng', 'Number of the decision to commend'),
    hint: words(
      'Để trống: lấy số tiếp theo của sổ văn bản đi. Số của sổ khác thì ghi cả ký hiệu.',
      'Left empty: the next number of the register. One of another register is written with its symbol.',
    ),
    half: true,
  },
  decidedOn: {
    field: day(),
    label: words('Ngày quyết định khen thưởng', 'Day of the decision to commend'),
    input: 'date',
    half: true,
    later: true,
  },
  decisionFileId: {
    field: id(),
    label: words('Quyết định khen thưởng đã ký', 'The decision to commend, signed'),
    input: 'file',
    offList: true,
    later: true,
  },
})
