import { estimateSource, provincialFunds } from '../plan/index.ts'
import { type Words, words } from '../platform/language.ts'
import { roundedMillions } from '../platform/money.ts'
import { percentReached, percentText } from '../platform/numbers.ts'
import { budgetTotal, type ReportData } from './figures.ts'
import { type Placeholder, plansIn, word } from './placeholder.ts'
import type { Piece } from './rules.ts'

/* What a report's text tells of money. */

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

/** What a plan without lines of a budget says of its money: a total, or that each year has its own estimate. */
function noLines({ budgetTotal: total }: ReportData['plan']): string {
  const by = 'kinh phí được lập dự toán hằng năm theo quy định, không theo dõi theo mục của Kế hoạch.'
  return total === undefined || total === null || total === 0
    ? `Kế hoạch không kèm dự toán theo mục; ${by}`
    : `Kế hoạch có tổng kinh phí ${money(BigInt(total))}, không chia theo mục; ${by}`
}

export const moneyPlaceholders: readonly Placeholder[] = [
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
]
