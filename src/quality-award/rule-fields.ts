import { choice, optionalText, optionalWhole, optionalYear, text, year } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { states } from '../platform/states.ts'
import { recordFields } from '../ui/index.ts'
import { opinionGivers } from './rules.ts'

/* The rules of the award and their criteria. */

export const entrants = states({
  enterprise: words('Doanh nghiệp dự giải', 'The enterprise enters'),
  product: words('Sản phẩm, hàng hóa dự giải', 'A product enters'),
})

export const ruleFields = recordFields({
  name: { field: text(300), label: words('Quy định xét giải', 'Rules of the award') },
  nameEn: { field: text(300), label: words('Tên tiếng Anh', 'Name in English') },
  firstYear: {
    field: year(),
    label: words('Từ kỳ giải năm', 'From the round of'),
    input: 'number',
    half: true,
  },
  lastYear: {
    field: optionalYear(),
    label: words('Đến kỳ giải năm', 'To the round of'),
    input: 'number',
    half: true,
  },
  entrant: {
    field: choice(entrants.keys),
    label: words('Đối tượng dự giải', 'What enters'),
    input: 'select',
    of: entrants,
    empty: null,
    half: true,
  },
  opinionBy: {
    field: choice(opinionGivers.keys),
    label: words('Ai cho ý kiến của tỉnh', 'Who speaks for the province'),
    input: 'select',
    of: opinionGivers,
    empty: null,
    half: true,
  },
  operatingMonths: {
    field: optionalWhole(1, 600),
    label: words('Số tháng hoạt động ít nhất', 'Months of work at least'),
    hint: words(
      'Để trống khi văn bản không quy định hoặc chưa tra được.',
      'Empty where the text says none, or nobody looked it up.',
    ),
    input: 'number',
    half: true,
  },
  marketMonths: {
    field: optionalWhole(1, 600),
    label: words('Số tháng trên thị trường ít nhất', 'Months on the market at least'),
    input: 'number',
    half: true,
  },
  goldPoints: {
    field: optionalWhole(1, 10_000),
    label: words('Giải Vàng từ (điểm)', 'Gold from (points)'),
    input: 'number',
    half: true,
  },
  silverPoints: {
    field: optionalWhole(1, 10_000),
    label: words('Giải Bạc từ (điểm)', 'Silver from (points)'),
    input: 'number',
    half: true,
  },
  mostPoints: {
    field: optionalWhole(1, 10_000),
    label: words('Tổng điểm tối đa', 'Points at most'),
    input: 'number',
    half: true,
  },
  goldWaitYears: {
    field: optionalWhole(1, 20),
    label: words('Đạt Giải Vàng thì dự lại sau (năm)', 'Gold may return after (years)'),
    input: 'number',
    half: true,
  },
  source: {
    field: text(300),
    label: words('Văn bản quy định', 'The document that says so'),
    personal: 'freeText',
  },
  article: {
    field: optionalText(100),
    label: words('Điều, khoản', 'Article'),
    hint: words('Để trống khi chưa tra được.', 'Empty where nobody has looked it up.'),
    half: true,
    personal: 'freeText',
  },
})

export const criterionFields = recordFields({
  name: { field: text(500), label: words('Tiêu chí xét giải', 'Criterion of the award') },
  nameEn: { field: text(500), label: words('Tên tiếng Anh', 'Name in English') },
  points: {
    field: optionalWhole(1, 10_000),
    label: words('Điểm tối đa của tiêu chí', 'Points of the criterion'),
    hint: words(
      'Để trống khi văn bản chưa quy định: tự đánh giá bằng lời và chứng cứ.',
      'Empty where the text gives none: assessed in words and by proof.',
    ),
    input: 'number',
    half: true,
  },
})
