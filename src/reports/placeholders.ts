import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { lowerFirst } from '../platform/text.ts'
import { besidePlaceholders } from './comparison-sentences.ts'
import { datedSentence, standingSentence } from './duty-sentences.ts'
import type { ReportData } from './figures.ts'
import { moneyPlaceholders } from './money-placeholders.ts'
import { closingName, ofDays, spanWithDays } from './periods.ts'
import { type Placeholder, plansIn, word } from './placeholder.ts'
import {
  advanceLines,
  applicationSentence,
  awardLine,
  commendationLine,
  communicationSentence,
  conclusionLines,
  contentSentence,
  ended,
  eventLines,
  findingLines,
  followUpSentence,
  improvementSentence,
  obstacleLines,
  outreachSentence,
  studyLines,
  turnSentence,
  visitLine,
} from './record-sentences.ts'
import { assess, type Piece, periodText, planLead, shortfall, targetSentence } from './rules.ts'

/* The names in braces that a report's text may hold, and how each is filled in from the data. */

const fixed: readonly Placeholder[] = [
  word('year', words('năm báo cáo', 'the year reported on'), (data) => String(data.year)),
  word(
    'reported',
    words('kỳ báo cáo, kèm ngày chốt số liệu', 'the period reported on, with its days'),
    ({ year, span }) => spanWithDays(year, span),
  ),
  word('closing', words('ngày chốt số liệu', 'the day up to which figures are'), closingName),
  word('nextYear', words('năm sau', 'the next year'), (data) => String(data.year + 1)),
  word('agency', words('cơ quan báo cáo', 'the agency that reports'), (_data, agency) => agency),
  word('plan', words('số, ngày và tên kế hoạch', "the plan's number, date and title"), (data) =>
    plansIn(data)
      .map(
        (plan) =>
          `Kế hoạch số ${plan.number} ngày ${formatDate(plan.issuedOn)} của ${plan.issuer} ${lowerFirst(plan.title)}`,
      )
      .join('; '),
  ),
  word('period', words('giai đoạn của kế hoạch', "the plan's years"), (data) =>
    [...new Set(plansIn(data).map(({ firstYear, lastYear }) => periodText(firstYear, lastYear)))].join(', '),
  ),
  word('nextPeriod', words('giai đoạn 5 năm tiếp theo', 'the five years after the plan'), (data) => {
    const last = Math.max(...plansIn(data).map(({ lastYear }) => lastYear))
    return periodText(last + 1, last + 5)
  }),
  {
    name: 'duties',
    label: words('việc đến hạn trong năm đã xong', 'dated work of the year that is done'),
    fill: (data) => [[...datedSentence(data), ...standingSentence(data)]],
  },
  {
    name: 'applications',
    label: words('hồ sơ đăng ký hỗ trợ', 'applications'),
    fill: (data) => [applicationSentence(data)],
  },
  {
    name: 'turns',
    label: words('lượt hỗ trợ của năm theo tình trạng', 'support turns of the year'),
    fill: (data) => [turnSentence(data)],
  },
  {
    name: 'improvements',
    label: words('dự án cải tiến đã đánh giá trong năm', 'improvement projects evaluated in the year'),
    fill: (data) => [improvementSentence(data)],
  },
  {
    name: 'followUps',
    label: words('mức hài lòng và kết quả sau hỗ trợ', 'satisfaction, and what became of support'),
    fill: (data) => [followUpSentence(data)],
  },
  {
    name: 'contents',
    label: words('kết quả theo nội dung hỗ trợ', 'results by content of support'),
    fill: (data) => [contentSentence(data)],
  },
  {
    name: 'conferenceList',
    label: words('danh sách hội nghị, hội thảo (mỗi dòng một sự kiện)', 'list of conferences, a line each'),
    fill: (data) => eventLines(data, ['conference']),
  },
  {
    name: 'courseList',
    label: words('danh sách khóa đào tạo, tập huấn (mỗi dòng một khóa)', 'list of courses, a line each'),
    fill: (data) => eventLines(data, ['course', 'expert_training']),
  },
  {
    name: 'tfpList',
    label: words(
      'kết quả tính toán TFP đã công bố (mỗi dòng một kết quả)',
      'published TFP results, a line each',
    ),
    fill: studyLines,
  },
  ...moneyPlaceholders,
  {
    name: 'unmet',
    label: words('các chỉ tiêu chưa đạt (mỗi dòng một chỉ tiêu)', 'targets not reached, a line each'),
    fill: (data) => {
      if (data.targets.length === 0) return [[{ text: 'Kế hoạch không đặt chỉ tiêu đếm được.' }]]
      const below = unmet(data)
      if (below.length === 0)
        return [
          [
            {
              text: `Các chỉ tiêu của ${data.plans === undefined ? 'Kế hoạch' : 'các Kế hoạch'} tính đến ${closingName(data)} đều đạt.`,
            },
          ],
        ]
      return below.map((target) => [
        ...planLead(target),
        { text: 'Chưa đạt: ' },
        ...shortfall(target),
        { text: '.' },
      ])
    },
  },
  {
    name: 'obstacles',
    label: words('khó khăn, vướng mắc đã ghi nhận (mỗi dòng một việc)', 'recorded obstacles, a line each'),
    fill: obstacleLines,
  },
  {
    name: 'commendation',
    label: words('số đề nghị khen thưởng và số được khen', 'how many were nominated and commended'),
    fill: commendationLine,
  },
  {
    name: 'awards',
    label: words(
      'số hồ sơ dự Giải thưởng chất lượng quốc gia và giải đạt được',
      'entries for the National Quality Award and what they won',
    ),
    fill: awardLine,
  },
  {
    name: 'findings',
    label: words(
      'kiến nghị kiểm toán, thanh tra chưa kết thúc (mỗi dòng một kiến nghị)',
      'findings of audit and inspection that are open, a line each',
    ),
    fill: findingLines,
  },
  {
    name: 'conclusions',
    label: words(
      'kết luận của các hội nghị và việc thực hiện (mỗi dòng một kết luận)',
      'conclusions of conferences and what came of them, a line each',
    ),
    fill: conclusionLines,
  },
  {
    name: 'advances',
    label: words(
      'tạm ứng chưa hoàn đến cuối năm (mỗi dòng một khoản)',
      'advances not cleared at the end of the year, a line each',
    ),
    fill: advanceLines,
  },
  {
    name: 'communication',
    label: words('truyền thông trong năm, theo kênh', 'communication of the year, by channel'),
    fill: (data) => [communicationSentence(data)],
  },
  {
    name: 'outreach',
    label: words(
      'việc vận động và kinh phí lồng ghép của cơ quan, hội trong năm',
      'outreach and integrated money of agencies in the year',
    ),
    fill: (data) => [outreachSentence(data)],
  },
  {
    name: 'visits',
    label: words(
      'các lần kiểm tra tại doanh nghiệp trong năm và việc khắc phục',
      'visits to enterprises in the year and what was put right',
    ),
    fill: visitLine,
  },
  {
    name: 'proposals',
    label: words('đề xuất của các vướng mắc chưa giải quyết', 'proposals of the obstacles still open'),
    fill: ({ obstacles }) => {
      const open = obstacles.filter((obstacle) => obstacle.resolvedOn === null)
      if (open.length === 0) return [[{ text: 'Không có đề xuất, kiến nghị từ các vướng mắc đã ghi nhận.' }]]
      return open.map((obstacle) => [{ text: ended(obstacle.proposal), href: `/obstacles/${obstacle.id}` }])
    },
  },
]

/** Targets whose number is not reached. */
export function unmet(data: ReportData): ReportData['targets'] {
  return data.targets.filter(
    (target) => target.cumulative === null || assess(target, target.cumulative).state === 'below',
  )
}

/** The names that a text may hold for this data: one for each indicator, and those that every report has. */
export function placeholders(data: ReportData): Placeholder[] {
  const named = [...namedFigures(data), ...besidePlaceholders(data)]
  if (data.span === undefined) return named
  return named.map((placeholder) => ({
    ...placeholder,
    fill: (of, agency) =>
      placeholder
        .fill(of, agency)
        .map((line) => line.map((piece) => ({ ...piece, href: ofDays(data.span, piece.href) }))),
  }))
}

function namedFigures(data: ReportData): Placeholder[] {
  if (data.plans === undefined) {
    const targets = data.targets.map((target) => ({
      name: target.key,
      label: words(`kết quả: ${target.name}`, `result: ${target.nameEn}`),
      fill: () => [targetSentence(target, data.year, data.span)],
    }))
    return [...targets, ...fixed]
  }
  const named = [...Map.groupBy(data.targets, ({ key }) => key)].map(([name, [first, ...others]]) => ({
    name,
    label: words(
      `kết quả theo từng kế hoạch (mỗi dòng một kế hoạch): ${first?.name ?? ''}`,
      `result plan by plan, a line each: ${first?.nameEn ?? ''}`,
    ),
    fill: () =>
      [...(first === undefined ? [] : [first]), ...others].map((target) => [
        ...planLead(target),
        ...targetSentence(target, data.year, data.span),
        { text: '.' },
      ]),
  }))
  const ofPlans = data.plans.map(({ id }) => id).join(',')
  return [...named, ...fixed.map((placeholder) => ofThesePlans(placeholder, ofPlans))]
}

/** Lists show every plan: an address of one is narrowed to the plans of the report. */
function ofThesePlans(placeholder: Placeholder, plans: string): Placeholder {
  const narrowed = (piece: Piece): Piece =>
    piece.href?.includes('?') ? { ...piece, href: `${piece.href}&plan=${plans}` } : piece
  // a shortfall leads to the facts of its own plan
  if (placeholder.name === 'unmet') return placeholder
  return {
    ...placeholder,
    fill: (data, agency) => placeholder.fill(data, agency).map((line) => line.map(narrowed)),
  }
}
