import { ownWays } from '../legal/index.ts'
import {
  choice,
  day,
  flag,
  id,
  optionalChoice,
  optionalDay,
  optionalId,
  optionalLongText,
  optionalText,
  optionalWhole,
  text,
  whole,
} from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { recordFields } from '../ui/index.ts'
import { natures, settlings, stepParts, taskChanges, taskWays, termUnits } from './lists.ts'

/* The fields of a kind of task, of its steps and of the changes that it allows. */

const english = words('Tên tiếng Anh', 'Name in English')
const article = words('Điều, khoản', 'Article')

/** A kind of task. Ways and ends are lists of their own beside these. */
export const kindFields = recordFields({
  name: { field: text(300), label: words('Tên loại nhiệm vụ', 'Name of the kind'), sort: 'name' },
  nameEn: { field: text(300), label: english, exportOnly: true },
  nature: {
    field: choice(natures.keys),
    label: words('Bản chất nhiệm vụ', 'What the task is by law'),
    input: 'select',
    of: natures,
    empty: null,
  },
  instrumentId: {
    field: id(),
    label: words('Văn bản', 'Document'),
    input: 'select',
    joined: 'instrument',
    half: true,
  },
  article: { field: text(300), label: article, half: true, exportOnly: true },
  validFrom: {
    field: day(),
    label: words('Áp dụng cho nhiệm vụ phê duyệt từ ngày', 'For tasks approved from'),
    heading: words('Phê duyệt từ ngày', 'Approved from'),
    input: 'date',
    half: true,
    sort: 'validFrom',
  },
  validTo: {
    field: optionalDay(),
    label: words('đến hết ngày', 'until the end of'),
    heading: words('Phê duyệt đến ngày', 'Approved until'),
    input: 'date',
    half: true,
  },
  graded: {
    field: flag(),
    label: words('Nghiệm thu có xếp loại', 'Accepted with a grade'),
    input: 'check',
    exportOnly: true,
  },
  settledBy: {
    field: choice(settlings.keys),
    label: words('Cách quyết toán', 'How it is settled'),
    input: 'select',
    of: settlings,
    empty: null,
    exportOnly: true,
  },
  mostMonths: {
    field: optionalWhole(1, 240),
    label: words('Thời gian thực hiện tối đa (tháng)', 'At most (months)'),
    hint: words('Để trống khi văn bản không quy định.', 'Left empty where the text says nothing.'),
    input: 'number',
    half: true,
    exportOnly: true,
  },
  monthsArticle: {
    field: optionalText(300),
    label: words('Điều, khoản của thời gian tối đa', 'Article on the months'),
    half: true,
    exportOnly: true,
  },
  advanceShare: {
    field: optionalWhole(1, 100),
    label: words('Tạm ứng lần đầu tối đa (%)', 'First advance at most (%)'),
    input: 'number',
    half: true,
    exportOnly: true,
  },
  advanceSettled: {
    field: optionalWhole(1, 100),
    label: words('Tạm ứng tiếp khi đã thanh toán ít nhất (%)', 'The next once settled at least (%)'),
    input: 'number',
    half: true,
    exportOnly: true,
  },
  advanceArticle: {
    field: optionalText(300),
    label: words('Điều, khoản của tạm ứng', 'Article on advances'),
    exportOnly: true,
  },
  ownMoney: {
    field: optionalChoice(ownWays.keys),
    absent: 'in_step',
    label: words('Chi ngân sách và vốn đối ứng', 'State money and own money'),
    input: 'select',
    of: ownWays,
    empty: null,
    exportOnly: true,
  },
  ownMoneyArticle: {
    field: optionalText(300),
    absent: 'Thông tư 35/2021/TT-BTC, Điều 3 khoản 2',
    label: words('Điều, khoản về vốn đối ứng', 'Article on own money'),
    exportOnly: true,
  },
  measuresArticle: {
    field: optionalText(300),
    label: words('Điều, khoản về chỉ số trước và sau', 'Article on measures before and after'),
    hint: words(
      'Có thì nhiệm vụ chỉ được ký hợp đồng, nghiệm thu khi có dự án cải tiến với chỉ số đo; để trống khi văn bản không yêu cầu.',
      'Where it is given, a task is contracted and accepted with a measured improvement project alone; left empty where the text asks for none.',
    ),
    exportOnly: true,
  },
  endsArticle: {
    field: optionalText(300),
    label: words('Điều, khoản của cách kết thúc', 'Article on how it ends'),
    exportOnly: true,
  },
  missing: {
    field: optionalLongText(2000),
    label: words('Điều chưa tìm thấy văn bản', 'What no text was found for'),
    input: 'area',
    rows: 3,
    exportOnly: true,
  },
  missingEn: {
    field: optionalLongText(2000),
    label: words('Điều chưa tìm thấy, tiếng Anh', 'The same in English'),
    input: 'area',
    rows: 3,
    exportOnly: true,
  },
})

/** A step of a kind of task. */
export const stepFields = recordFields({
  place: {
    field: whole(1, 999),
    label: words('Thứ tự bước', 'Place of the step'),
    hint: words('Ghi 10, 20, 30… để còn chèn thêm bước.', 'Use 10, 20, 30… so that a step fits between.'),
    input: 'number',
    half: true,
  },
  part: {
    field: choice(stepParts.keys),
    label: words('Bước này là', 'What this step is'),
    input: 'select',
    of: stepParts,
    empty: words('— chọn —', '— choose —'),
    half: true,
  },
  name: { field: text(300), label: words('Tên bước', 'Name of the step') },
  nameEn: { field: optionalText(300), label: english, exportOnly: true },
  acts: { field: text(300), label: words('Người thực hiện bước', 'Who acts'), half: true },
  actsEn: {
    field: optionalText(300),
    label: words('Người thực hiện bước, tiếng Anh', 'Who acts, in English'),
    half: true,
    exportOnly: true,
  },
  article: { field: text(300), label: article },
  way: {
    field: optionalChoice(taskWays.keys),
    label: words('Chỉ với phương thức', 'Only where it is chosen by'),
    input: 'select',
    of: taskWays,
    empty: words('Mọi phương thức', 'Whichever way'),
    half: true,
    exportOnly: true,
  },
  everyMonths: {
    field: optionalWhole(1, 60),
    label: words('Lặp lại mỗi (tháng)', 'Again every (months)'),
    input: 'number',
    half: true,
    exportOnly: true,
  },
  optional: {
    field: flag(),
    label: words('Có thể bỏ qua bước này', 'A task may go on without it'),
    input: 'check',
    exportOnly: true,
  },
  repeats: {
    field: flag(),
    label: words('Làm nhiều lần khi nhiệm vụ đang thực hiện', 'Taken again and again while the task runs'),
    input: 'check',
    exportOnly: true,
  },
  term: {
    field: optionalWhole(1, 3650),
    label: words('Thời hạn của bước', 'Term of the step'),
    hint: words('Để trống khi văn bản không quy định.', 'Left empty where the text says nothing.'),
    input: 'number',
    half: true,
  },
  termUnit: {
    field: optionalChoice(termUnits.keys),
    label: words('Đơn vị thời hạn', 'Unit of the term'),
    input: 'select',
    of: termUnits,
    empty: words('— chọn —', '— choose —'),
    half: true,
  },
  termFrom: {
    field: optionalWhole(1, 999),
    label: words('Tính từ bước thứ', 'Counted from the step at place'),
    hint: words('Để trống: tính từ bước liền trước.', 'Left empty: from the step before.'),
    input: 'number',
    exportOnly: true,
  },
  overdue: {
    field: optionalText(500),
    label: words('Quá thời hạn thì', 'What happens when the term passes'),
    exportOnly: true,
  },
  overdueEn: {
    field: optionalText(500),
    label: words('Quá thời hạn thì, tiếng Anh', 'The same about the term in English'),
    exportOnly: true,
  },
  appraisalRuleId: {
    field: optionalId(),
    label: words('Quy chế hội đồng', 'Rule of councils'),
    input: 'select',
    empty: words('Không có hội đồng', 'No council'),
    joined: 'appraisalRule',
    half: true,
    exportOnly: true,
  },
  scoreSheetId: {
    field: optionalId(),
    label: words('Mẫu phiếu điểm', 'Score sheet'),
    input: 'select',
    empty: words('Không cho điểm', 'No scores'),
    joined: 'scoreSheet',
    half: true,
    exportOnly: true,
  },
  withoutCouncil: {
    field: flag(),
    label: words('Cũng có thể không qua hội đồng', 'May also be reviewed without a council'),
    hint: words(
      'Khi văn bản cho cơ quan tự xét hoặc thuê tư vấn thay hội đồng.',
      'Where the text lets the agency itself, or a consultant, review in place of a council.',
    ),
    input: 'check',
    exportOnly: true,
  },
  paperLines: {
    field: optionalLongText(8000),
    label: words('Giấy tờ của bước', 'Papers of the step'),
    hint: words(
      'Mỗi dòng một loại: Tên giấy tờ [Mẫu số] (nếu có). Ghi “(nếu có)” khi không bắt buộc.',
      'One on each line: Name [form] (nếu có); “(nếu có)” marks one that is not required.',
    ),
    input: 'area',
    rows: 5,
    joined: 'papers',
    exportOnly: true,
  },
})

/** A change that a kind allows, or does not. */
export const changeFields = recordFields({
  change: {
    field: choice(taskChanges.keys),
    label: words('Điều được thay đổi', 'What is changed'),
    input: 'select',
    of: taskChanges,
    empty: null,
  },
  allowed: { field: flag(), label: words('Được phép thay đổi', 'It may be changed'), input: 'check' },
  mostTimes: {
    field: optionalWhole(1, 100),
    label: words('Số lần tối đa', 'Times at most'),
    input: 'number',
    half: true,
  },
  mostMonths: {
    field: optionalWhole(1, 240),
    label: words('Tổng số tháng tối đa', 'Months in all at most'),
    input: 'number',
    half: true,
  },
  askMonths: {
    field: optionalWhole(1, 60),
    label: words('Đề nghị trước khi kết thúc ít nhất (tháng)', 'Asked before the end by at least (months)'),
    input: 'number',
  },
  afterParts: {
    field: optionalWhole(1, 100),
    label: words('Sau khi đã qua: số phần', 'Once over: parts of the time'),
    hint: words('Ví dụ 3 trên 4 thời gian.', 'Such as 3 of 4 of the time.'),
    input: 'number',
    half: true,
  },
  afterOf: {
    field: optionalWhole(1, 100),
    label: words('trên tổng số phần thời gian', 'of how many parts of the time'),
    input: 'number',
    half: true,
  },
  answer: {
    field: optionalWhole(1, 365),
    label: words('Trả lời trong', 'Answered within'),
    input: 'number',
    half: true,
  },
  answerUnit: {
    field: optionalChoice(termUnits.keys),
    label: words('Đơn vị thời hạn', 'Unit of the term'),
    input: 'select',
    of: termUnits,
    empty: words('— chọn —', '— choose —'),
    half: true,
  },
  note: { field: optionalText(500), label: words('Điều kiện khác', 'Further conditions') },
  noteEn: {
    field: optionalText(500),
    label: words('Điều kiện khác, tiếng Anh', 'Further conditions, in English'),
  },
  article: { field: text(300), label: article },
})
