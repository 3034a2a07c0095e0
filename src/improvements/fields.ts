import {
  choice,
  day,
  decimal,
  id,
  longText,
  optionalDecimal,
  optionalId,
  optionalLongText,
  text,
} from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type StateOf, states } from '../platform/states.ts'
import { recordFields } from '../ui/index.ts'
import { betters } from './measure-change.ts'

/** A project on its way: measures and values before it, its run, its end, the evaluation. */
export const projectStates = states({
  planned: { vi: 'Chuẩn bị dự án', en: 'Prepared', tone: 'info' },
  running: { vi: 'Dự án đang chạy', en: 'Project running', tone: 'info' },
  finished: { vi: 'Chờ đánh giá', en: 'To be evaluated', tone: 'warning' },
  evaluated: { vi: 'Đã đánh giá', en: 'Evaluated', tone: 'success' },
  stopped: { vi: 'Dự án đã dừng', en: 'Project stopped', tone: 'error' },
})
export type ProjectState = StateOf<typeof projectStates>

export const phases = states({
  before: words('Trước dự án', 'Before the project'),
  during: words('Trong dự án', 'During the project'),
  after: words('Sau dự án', 'After the project'),
})
export type Phase = StateOf<typeof phases>

export const projectVerdicts = states({
  effective: { vi: 'Có hiệu quả', en: 'Effective', tone: 'success' },
  partly: { vi: 'Hiệu quả một phần', en: 'Effective in part', tone: 'info' },
  ineffective: { vi: 'Không hiệu quả', en: 'Not effective', tone: 'warning' },
})

/** A measure of the catalogue. */
export const measureFields = recordFields({
  name: { field: text(200), label: words('Tên chỉ số đo', 'Name of the measure'), sort: 'name' },
  nameEn: {
    field: text(200),
    label: words('Tên chỉ số đo bằng tiếng Anh', 'Name of the measure in English'),
    exportOnly: true,
  },
  unit: { field: text(60), label: words('Đơn vị tính', 'Unit of measure'), half: true },
  unitEn: {
    field: text(60),
    label: words('Đơn vị tính bằng tiếng Anh', 'Unit of measure in English'),
    half: true,
    exportOnly: true,
  },
  better: {
    field: choice(betters.keys),
    label: words('Hướng cải thiện', 'Which way is better'),
    input: 'select',
    of: betters,
    empty: null,
  },
})

/** What a project is. */
export const projectFields = recordFields({
  title: {
    field: text(300),
    label: words('Tên dự án cải tiến', 'Name of the improvement project'),
    personal: 'freeText',
  },
  problem: {
    field: longText(4000),
    label: words('Vấn đề cần cải tiến', 'What is to be improved'),
    input: 'area',
    rows: 3,
    personal: 'freeText',
    exportOnly: true,
  },
  method: {
    field: longText(4000),
    label: words('Công cụ, cách làm', 'Tools and method'),
    hint: words('Ví dụ: 5S, Kaizen, cân bằng chuyền.', 'Such as 5S, Kaizen, line balancing.'),
    input: 'area',
    rows: 3,
    personal: 'freeText',
    exportOnly: true,
  },
  startsOn: {
    field: day(),
    label: words('Dự kiến bắt đầu', 'To start on'),
    input: 'date',
    half: true,
    sort: 'startsOn',
  },
  endsOn: {
    field: day(),
    label: words('Dự kiến kết thúc', 'To end on'),
    input: 'date',
    half: true,
    sort: 'endsOn',
  },
  contentId: {
    field: optionalId(),
    label: words('Theo nội dung hỗ trợ', 'By the content of support'),
    input: 'select',
    joined: 'content',
    empty: words('Không theo nội dung nào', 'By no content'),
    names: 'support_content',
    half: true,
  },
  turnId: {
    field: optionalId(),
    label: words('Thuộc lượt hỗ trợ', 'Of the support turn'),
    input: 'select',
    joined: 'turn',
    empty: words('Không thuộc lượt nào', 'Of none'),
    half: true,
  },
  taskId: {
    field: optionalId(),
    label: words('Thuộc nhiệm vụ KH&CN', 'Under the S&T task'),
    hint: words(
      'Loại nhiệm vụ yêu cầu chỉ số trước và sau thì nhiệm vụ chỉ được ký hợp đồng, nghiệm thu khi có dự án này.',
      'Where a kind of task asks for measures before and after, it is contracted and accepted with such a project alone.',
    ),
    input: 'select',
    joined: 'task',
    empty: words('Không thuộc nhiệm vụ KH&CN nào', 'Under no S&T task'),
  },
})

/** A measure of a project. */
export const choiceFields = recordFields({
  measureId: {
    field: id(),
    label: words('Chỉ số đo', 'Improvement measure'),
    input: 'select',
    joined: 'measure',
    empty: words('Chọn chỉ số', 'Choose a measure'),
  },
  target: {
    field: optionalDecimal(),
    label: words('Mức muốn đạt', 'Value that is wanted'),
    input: 'decimal',
  },
})

/** A value of a measure with its proof. */
export const valueFields = recordFields({
  choiceId: {
    field: id(),
    label: words('Chỉ số của dự án', 'Measure of the project'),
    input: 'select',
    joined: 'measure',
    empty: null,
  },
  phase: {
    field: choice(phases.keys),
    label: words('Thời điểm đo', 'Measured'),
    input: 'select',
    of: phases,
    empty: null,
    half: true,
  },
  value: { field: decimal(), label: words('Giá trị đo', 'Value measured'), input: 'decimal', half: true },
  measuredOn: { field: day(), label: words('Ngày đo', 'Day of measuring'), input: 'date', half: true },
  how: {
    field: text(500),
    label: words('Cách đo', 'How it was measured'),
    hint: words('Ví dụ: bấm giờ 30 sản phẩm.', 'Such as 30 pieces timed.'),
    personal: 'freeText',
  },
  fileId: {
    field: id(),
    label: words('Minh chứng của giá trị', 'Proof of the value'),
    input: 'file',
    joined: 'file',
  },
})

/** Who evaluates a project: a person or a provider, picked from its register. */
export const evaluatorFields = recordFields({
  personId: {
    field: optionalId(),
    label: words('Chuyên gia trong sổ nhân lực', 'Expert of the register of persons'),
    input: 'select',
    joined: 'person',
    empty: words('Không phải cá nhân', 'Not a person'),
  },
  providerId: {
    field: optionalId(),
    label: words('Tổ chức tư vấn trong sổ', 'Consultant of the register of providers'),
    input: 'select',
    joined: 'provider',
    empty: words('Không phải tổ chức', 'Not an organisation'),
  },
})

/** The evaluation. */
export const evaluationFields = recordFields({
  verdict: {
    field: choice(projectVerdicts.keys),
    label: words('Kết luận đánh giá', 'Conclusion of the evaluation'),
    input: 'select',
    of: projectVerdicts,
    empty: null,
  },
  conclusion: {
    field: longText(4000),
    label: words('Nhận xét của người đánh giá', 'What the evaluator says'),
    input: 'area',
    rows: 3,
    personal: 'freeText',
  },
  keep: {
    field: optionalLongText(4000),
    label: words('Điều cần duy trì', 'What is to be kept'),
    input: 'area',
    rows: 3,
    personal: 'freeText',
  },
  evaluatedOn: { field: day(), label: words('Ngày đánh giá', 'Day of the evaluation'), input: 'date' },
  fileId: {
    field: id(),
    label: words('Phiếu đánh giá đã ký', 'The signed evaluation'),
    input: 'file',
    joined: 'file',
  },
})
