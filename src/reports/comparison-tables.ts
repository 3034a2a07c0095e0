import { targetWords } from '../plan/index.ts'
import { formatMillions } from '../platform/money.ts'
import { formatNumber, percentText } from '../platform/numbers.ts'
import { agencyActs } from './agency-acts.ts'
import type { Before } from './before.ts'
import { budgetTotal, type ReportData } from './figures.ts'
import { spanName } from './periods.ts'
import { indicatorHref } from './rules.ts'
import type { Cell, ReportTable } from './tables.ts'

/* What a report sets beside its figures: the period before, and what each agency did. */

const plain = (text: string): Cell => ({ text })
const number = (value: number | null, href?: string): Cell =>
  value === null ? plain('–') : { text: formatNumber(value, 'vi', 2), value, href }
const millions = (value: bigint | null): Cell =>
  value === null ? plain('–') : { text: formatMillions(value, 'vi'), value }

type Target = ReportData['targets'][number]

/** The figures before of the plan that a row is of; a report over one plan has one. */
const beforeOfPlan = (before: Before, plan: { readonly id: number } | undefined) =>
  before.plans.find(({ of }) => plan === undefined || of === plan.id)

/** A result beside that of the period before; null where one of both is not known. */
export function pairOf(before: Before, target: Target) {
  const plan = beforeOfPlan(before, target.plan)
  const then = plan?.targets.find(({ key }) => key === target.key)?.result ?? null
  return { then, now: target.result, plan }
}

/** How much a figure grew, and what it is in per cent of the one before. */
function grown(then: number | null, now: number | null): Cell[] {
  if (then === null || now === null) return [plain('–'), plain('–')]
  const percent = then === 0 ? null : (100 * now) / then
  const more = Number((now - then).toFixed(6))
  return [
    { text: `${more > 0 ? '+' : ''}${formatNumber(more, 'vi', 2)}`, value: more },
    percent === null
      ? plain('–')
      : { text: percentText(percent, 'vi').replace('%', ''), value: Number(percent.toFixed(1)) },
  ]
}

/** Each indicator beside its target and the period before. */
export function resultsBefore(data: ReportData): ReportTable | null {
  const { before, targets, year, span } = data
  if (before === undefined || before === null || targets.length === 0) return null
  return {
    key: 'resultsBefore',
    caption: `Chỉ tiêu ${spanName(year, span).vi} so với ${spanName(before.year, before.span).vi}`,
    columns: [
      { title: 'STT', kind: 'text', width: 0.6 },
      { title: 'Chỉ tiêu', kind: 'text', width: 3.4 },
      { title: 'Đơn vị tính', kind: 'text', width: 1.2 },
      { title: 'Kế hoạch', kind: 'text', width: 1.1 },
      { title: 'Kỳ trước', kind: 'number', width: 1 },
      { title: 'Kỳ này', kind: 'number', width: 1 },
      { title: 'Tăng, giảm', kind: 'number', width: 1 },
      { title: 'Kỳ này/kỳ trước (%)', kind: 'number', width: 1.1 },
    ],
    rows: targets.map((target, place) => {
      const { then, now, plan } = pairOf(before, target)
      const other = plan === undefined || plan.id === plan.of ? target.plan : { id: plan.id }
      const named = target.plan === undefined ? '' : ` (Kế hoạch ${target.plan.number})`
      return {
        sum: false,
        cells: [
          plain(String(place + 1)),
          plain(`${target.parent === null ? '' : 'Trong đó: '}${target.name}${named}`),
          plain(target.unit),
          plain(targetWords(target).vi),
          number(then, indicatorHref(target.key, before.year, other)),
          number(now, indicatorHref(target.key, year, target.plan)),
          ...grown(then, now),
        ],
      }
    }),
  }
}

const compared = ['estimate', 'committed', 'disbursed'] as const

/** The money of each budget line beside that of the period before; of another plan the sums alone. */
export function moneyBefore(data: ReportData): ReportTable | null {
  const { before, budget, year, span } = data
  if (before === undefined || before === null || budget.length === 0) return null
  const pairs = (then: Record<(typeof compared)[number], bigint> | null, now: typeof then) =>
    compared.flatMap((column) => [millions(then?.[column] ?? null), millions(now?.[column] ?? null)])
  const all = before.plans.flatMap((plan) => plan.budget)
  const title = (name: string) => [
    { title: `${name} kỳ trước`, kind: 'money' as const, width: 1 },
    { title: `${name} kỳ này`, kind: 'money' as const, width: 1 },
  ]
  return {
    key: 'moneyBefore',
    caption: `Kinh phí ${spanName(year, span).vi} so với ${spanName(before.year, before.span).vi}`,
    unit: 'triệu đồng',
    columns: [
      { title: 'Mục', kind: 'text', width: 0.7 },
      { title: 'Nội dung', kind: 'text', width: 2.6 },
      ...title('Dự toán'),
      ...title('Cam kết'),
      ...title('Giải ngân'),
    ],
    rows: [
      ...budget.map((line) => {
        const plan = beforeOfPlan(before, line.plan)
        const same = plan !== undefined && plan.id === plan.of
        const then = same ? (plan.budget.find(({ code }) => code === line.code) ?? null) : null
        return {
          sum: line.parent === null,
          cells: [plain(line.code), plain(line.title), ...pairs(then, line)],
        }
      }),
      {
        sum: true,
        cells: [plain(''), plain('Tổng cộng'), ...pairs(budgetTotal(all), budgetTotal(budget))],
      },
    ],
  }
}

/** What each agency did, each figure leading to its records. */
export function agencyTable(data: ReportData): ReportTable | null {
  const { agencies, year, span } = data
  if (agencies === undefined || agencies.rows.length === 0) return null
  const { planIds, from, to } = agencies
  return {
    key: 'agencies',
    caption: `Kết quả của các cơ quan, hội ${spanName(year, span).vi}`,
    unit: 'triệu đồng',
    columns: [
      { title: 'Cơ quan, hội', kind: 'text', width: 2.6 },
      ...agencyActs.keys.map((act) => ({
        title: agencyActs.names[act].vi,
        kind: 'number' as const,
        width: 1,
      })),
      { title: 'Kinh phí lồng ghép', kind: 'money', width: 1 },
    ],
    rows: agencies.rows.map(({ id, name, acts, integrated }) => {
      const of = (act?: string) =>
        `/agency-acts?from=${from}&to=${to}&plan=${planIds.join(',')}&agencyId=${id}${act === undefined ? '' : `&act=${act}`}`
      return {
        sum: false,
        cells: [
          { text: name, href: of() },
          ...agencyActs.keys.map((act) => number(acts[act] ?? 0, of(act))),
          { ...millions(integrated), href: of('integration') },
        ],
      }
    }),
  }
}
