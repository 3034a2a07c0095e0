import { estimateSource, provincialFunds } from '../plan/index.ts'
import { formatDate } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import { roundedMillions } from '../platform/money.ts'
import { percentReached, percentText } from '../platform/numbers.ts'
import { lowerFirst } from '../platform/text.ts'
import { datedSentence, standingSentence } from './duty-sentences.ts'
import { budgetTotal, type ReportData } from './figures.ts'
import { closingName, ofDays, spanWithDays } from './periods.ts'
import {
  advanceLines,
  applicationSentence,
  awardLine,
  commendationLine,
  communicationSentence,
  conclusionLines,
  ended,
  eventLines,
  findingLines,
  followUpSentence,
  improvementSentence,
  obstacleLines,
  studyLines,
  turnSentence,
  visitLine,
} from './record-sentences.ts'
import { assess, type Piece, periodText, planLead, shortfall, targetSentence } from './rules.ts'

/* The names in braces that a report's text may hold, and how each is filled in from the data. */

export interface Placeholder {
  readonly name: string
  readonly label: Words
  /** One entry for each line that it becomes; a placeholder of one line can stand inside a sentence. */
  readonly fill: (data: ReportData, agency: string) => Piece[][]
}

const money = (amount: bigint): string => `${roundedMillions(amount, 'vi')} triệu đồng`

function amount(
  name: string,
  label: Words,
  of: (total: ReturnType<typeof budgetTotal>) => bigint,
  href: (data: ReportData) => string,
): Placeholder {
  return {
    name,
    label,
    // the ledger is of one plan: the sum over several has no page of its own
    fill: (data) => [
      [
        {
          text: money(of(budgetTotal(data.budget))),
          href: data.plans === undefined ? href(data) : undefined,
        },
      ],
    ],
  }
}

/** What came of the own money of support turns; nothing in reports sealed before it was recorded, or while nobody put any in. */
function provenLine({ paid, paidIn, proven, settled }: NonNullable<ReportData['ownFunds']>): Piece[][] {
  if (proven === undefined || (paidIn ?? 0n) === 0n) return []
  return [
    [
      {
        text: `Vốn đối ứng của các lượt hỗ trợ: đã bỏ ra ${money(paidIn ?? 0n)}, đã chứng minh ${money(proven)}, đã quyết toán ${money(settled ?? 0n)}; ngân sách đã chi ${money(paid ?? 0n)}.`,
      },
    ],
  ]
}

/** Both sides of the tasks that have own money. */
function taskLine(of: ReportData['taskFunds']): Piece[][] {
  if (of === undefined || of.tasks === 0) return []
  return [
    [
      {
        text: `${of.tasks} nhiệm vụ có vốn đối ứng: ngân sách được duyệt ${money(of.agreed)}, đã chi ${money(of.paid)}; vốn đối ứng hứa ${money(of.promised)}, đã bỏ ra ${money(of.paidIn)}, đã chứng minh ${money(of.proven)}, đã quyết toán ${money(of.settled)}.`,
      },
    ],
  ]
}

const entriesHref =
  (kind?: string) =>
  ({ year, plan }: ReportData) =>
    `/budget/entries?year=${year}${kind === undefined ? '' : `&source=${plan.source ?? provincialFunds}&kind=${kind}`}`

const word = (name: string, label: Words, of: (data: ReportData, agency: string) => string): Placeholder => ({
  name,
  label,
  fill: (data, agency) => [[{ text: of(data, agency) }]],
})

/** The plans that a report is of. */
const plansIn = ({ plan, plans }: ReportData) => plans ?? [plan]

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
  amount(
    'estimate',
    words('dự toán năm', 'estimate of the year'),
    (total) => total.estimate,
    ({ year }) => `/budget?year=${year}`,
  ),
  amount(
    'allocated',
    words('kinh phí đã giao', 'allocated'),
    (total) => total.allocated,
    entriesHref('allocated'),
  ),
  amount(
    'committed',
    words('kinh phí đã cam kết', 'committed'),
    (total) => total.committed,
    entriesHref('committed'),
  ),
  amount(
    'disbursed',
    words('kinh phí đã giải ngân', 'disbursed'),
    (total) => total.disbursed,
    entriesHref('disbursed'),
  ),
  amount(
    'remaining',
    words('kinh phí chưa cam kết', 'not yet committed'),
    (total) => total.remaining,
    entriesHref(),
  ),
  word(
    'budgetSource',
    words('nguồn của dự toán', 'the source of the estimate'),
    ({ plan }) => estimateSource(plan.source, plan.sourceName ?? null).vi,
  ),
  word('disbursedShare', words('tỷ lệ giải ngân', 'share disbursed'), (data) => {
    const total = budgetTotal(data.budget)
    if (total.allocated === 0n) return 'chưa có kinh phí được giao'
    return `đạt ${percentText(percentReached(Number(total.disbursed), Number(total.allocated)), 'vi')} kinh phí được giao`
  }),
  word('noLines', words('kế hoạch không có dự toán theo mục', 'the plan has no estimate by line'), (data) =>
    plansIn(data).map(noLines).join(' '),
  ),
  {
    name: 'otherSources',
    label: words('kinh phí từ nguồn khác (mỗi dòng một nguồn)', 'money of other sources, a line each'),
    fill: ({ otherSources, plans, year }) =>
      otherSources.length === 0
        ? [[{ text: 'Chưa ghi nhận kinh phí từ nguồn của doanh nghiệp và nguồn hợp pháp khác.' }]]
        : otherSources.map((source) => [
            {
              text: `${source.name}${source.kind === 'counterpart' ? ' (đối ứng, không tính là ngân sách)' : ''}: `,
            },
            ...(source.estimate === undefined ? [] : [{ text: `dự toán ${money(source.estimate)}, ` }]),
            {
              text: money(source.committed),
              href: plans === undefined ? `/budget/entries?year=${year}&source=${source.key}` : undefined,
            },
            { text: ` đã cam kết, ${money(source.disbursed)} đã chi.` },
          ]),
  },
  {
    name: 'ownFunds',
    label: words('kinh phí doanh nghiệp bỏ ra', 'money that enterprises put in'),
    fill: ({ ownFunds, taskFunds, plans, year }) => {
      if (ownFunds === undefined) return [[]]
      const { turns, promised, support, open, offered } = ownFunds
      const beside =
        turns === 0
          ? 'Chưa có lượt hỗ trợ nào được quyết định nên chưa có kinh phí doanh nghiệp đối ứng'
          : `Doanh nghiệp cam kết tự bỏ ra `
      return [
        [
          { text: beside },
          ...(turns === 0
            ? []
            : [
                {
                  text: money(promised),
                  href: plans === undefined ? `/budget?year=${year}#own-money` : undefined,
                },
                {
                  text: ` cho ${turns} lượt đã quyết định hỗ trợ, bên cạnh ${money(support)} kinh phí hỗ trợ của các lượt đó`,
                },
              ]),
          {
            text:
              open === 0
                ? '.'
                : `; ${open} hồ sơ chưa quyết định dự kiến ${money(offered)} của doanh nghiệp.`,
          },
        ],
        ...provenLine(ownFunds),
        ...taskLine(taskFunds),
      ]
    },
  },
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

/** What a plan without lines of a budget says of its money: a total, or that each year has its own estimate. */
function noLines({ budgetTotal: total }: ReportData['plan']): string {
  const by = 'kinh phí được lập dự toán hằng năm theo quy định, không theo dõi theo mục của Kế hoạch.'
  return total === undefined || total === null || total === 0
    ? `Kế hoạch không kèm dự toán theo mục; ${by}`
    : `Kế hoạch có tổng kinh phí ${money(BigInt(total))}, không chia theo mục; ${by}`
}

/** Targets whose number is not reached. */
export function unmet(data: ReportData): ReportData['targets'] {
  return data.targets.filter(
    (target) => target.cumulative === null || assess(target, target.cumulative).state === 'below',
  )
}

/** The names that a text may hold for this data: one for each indicator, and those that every report has. */
export function placeholders(data: ReportData): Placeholder[] {
  const named = namedFigures(data)
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
