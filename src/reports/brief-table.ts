import { goalNumber, targetWords } from '../plan/index.ts'
import { daysBetween, formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { roundedMillions } from '../platform/money.ts'
import { formatNumber, percentReached, percentText } from '../platform/numbers.ts'
import { aheadDays, type Brief, namedInBrief } from './brief.ts'
import { budgetTotal, type ReportData } from './figures.ts'
import { type Placeholder, word } from './placeholder.ts'
import { assess, indicatorHref } from './rules.ts'
import type { Cell, ReportTable } from './tables.ts'

/* The one table of a brief for the leader; every line of it is short, so that the brief is one page whatever there is to tell. */

type Target = ReportData['targets'][number]

/** Letters that a line has room for. */
const room = 64
const short = (text: string) => {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= room ? line : `${line.slice(0, room - 1).trimEnd()}…`
}
const plain = (text: string): Cell => ({ text })
const money = (amount: bigint) => `${roundedMillions(amount, 'vi')} triệu đồng`

/** How much of a target's years is over on a day, per cent. */
export function timeGone(
  { firstYear, lastYear }: Pick<Target, 'firstYear' | 'lastYear'>,
  on: string,
): number {
  const whole = daysBetween(`${firstYear}-01-01`, `${lastYear + 1}-01-01`)
  const gone = daysBetween(`${firstYear}-01-01`, on) + 1
  return Math.min(100, Math.max(0, (100 * gone) / whole))
}

/** Where a target stands: reached, on track while its share is no less than that of its time, or behind. A rate has no share. */
export function trackOf(target: Target, on: string): 'reached' | 'onTrack' | 'behind' | 'unknown' {
  if (target.cumulative === null) return 'unknown'
  const { state } = assess(target, target.cumulative)
  if (state !== 'below') return state === 'over' ? 'behind' : 'reached'
  if (target.level === true) return 'unknown'
  return percentReached(target.cumulative, goalNumber(target)) >= timeGone(target, on) ? 'onTrack' : 'behind'
}

/** Targets behind, those that are furthest from their time first. */
const behindOf = (targets: readonly Target[], on: string) =>
  targets
    .filter((target) => trackOf(target, on) === 'behind')
    .map((target) => ({
      target,
      lack: timeGone(target, on) - percentReached(target.cumulative ?? 0, goalNumber(target)),
    }))
    .toSorted((one, other) => other.lack - one.lack)
    .map(({ target }) => target)

/** What waits for the leader, the heaviest first: three of it at most. */
export function decisionsOf(data: ReportData, brief: Brief): { text: string; href?: string }[] {
  const { late, appraised, passedObstacles, lateAdvances, on } = brief
  const [behind] = behindOf(data.targets, on)
  const { estimate, committed, remaining } = budgetTotal(data.budget)
  const all = [
    ...(lateAdvances.count === 0
      ? []
      : [
          {
            text: `Thu hồi ${lateAdvances.count} khoản tạm ứng quá hạn, ${money(lateAdvances.rest)}`,
            href: '/advances',
          },
        ]),
    ...(appraised === 0
      ? []
      : [{ text: `Quyết định hỗ trợ ${appraised} hồ sơ đã thẩm định`, href: '/applications' }]),
    ...(passedObstacles === 0
      ? []
      : [{ text: `Trả lời ${passedObstacles} vướng mắc đã chuyển UBND tỉnh`, href: '/obstacles' }]),
    ...(late.total === 0
      ? []
      : [{ text: `Đôn đốc, gia hạn hoặc giao lại ${late.total} việc quá hạn`, href: late.rows[0]?.href }]),
    ...(behind === undefined
      ? []
      : [
          {
            text: `Biện pháp cho chỉ tiêu chậm nhất: ${behind.name}`,
            href: indicatorHref(behind.key, undefined, behind.plan),
          },
        ]),
    ...(remaining > 0n && committed * 2n < estimate
      ? [{ text: `Phân bổ ${money(remaining)} chưa cam kết`, href: '/budget' }]
      : []),
  ]
  return all.slice(0, 3).map(({ text, href }) => ({ text, ...(href === undefined ? {} : { href }) }))
}

/** What is due, what is late, targets, money, and what is to be decided. */
export function briefTable(data: ReportData): ReportTable | null {
  const { brief, targets, budget } = data
  if (brief === undefined) return null
  const { on, due, late } = brief
  const heading = (text: string, more = '') => ({ sum: true, cells: [plain(text), plain(more)] })
  const row = (text: string, more: string, href?: string) => ({
    sum: false,
    cells: [{ text: short(text), href }, plain(more)],
  })
  const none = row('Không có.', '')
  const listed = (of: Brief['due']) =>
    of.rows.length === 0 ? [none] : of.rows.map(({ text, on: day, href }) => row(text, formatDate(day), href))
  const behind = behindOf(targets, on)
  const count = (track: ReturnType<typeof trackOf>) =>
    targets.filter((target) => trackOf(target, on) === track).length
  const { estimate, allocated, committed, disbursed } = budgetTotal(budget)
  const decisions = decisionsOf(data, brief)
  return {
    key: 'brief',
    caption: `Tình hình đến ngày ${formatDate(on)}`,
    columns: [
      { title: 'Nội dung', kind: 'text', width: 4 },
      { title: 'Thời hạn, số liệu', kind: 'text', width: 1.5 },
    ],
    rows: [
      heading(`1. Đến hạn trong ${aheadDays} ngày tới`, `${due.total} việc`),
      ...listed(due),
      heading('2. Quá hạn', `${late.total} việc`),
      ...listed(late),
      heading('3. Chỉ tiêu chậm so với thời gian đã qua', `${behind.length}/${targets.length} chỉ tiêu`),
      row(
        `Đạt ${count('reached')}; đúng tiến độ ${count('onTrack')}; chưa có số liệu ${count('unknown')}`,
        '',
      ),
      ...behind
        .slice(0, namedInBrief)
        .map((target) =>
          row(
            target.name,
            `${formatNumber(target.cumulative ?? 0, 'vi', 2)} (${targetWords(target).vi})`,
            indicatorHref(target.key, undefined, target.plan),
          ),
        ),
      heading('4. Kinh phí theo Kế hoạch', money(estimate)),
      row('Đã giao', money(allocated), '/budget'),
      row('Đã cam kết', money(committed), '/budget'),
      row(
        'Đã giải ngân',
        `${money(disbursed)}${estimate === 0n ? '' : `, ${percentText(Number((1000n * disbursed) / estimate) / 10, 'vi')}`}`,
        '/budget',
      ),
      heading('5. Việc cần quyết định'),
      ...(decisions.length === 0 ? [none] : decisions.map(({ text, href }) => row(text, '', href))),
    ],
  }
}

export const briefPlaceholder: Placeholder = word(
  'brief',
  words('ngày của bản tóm tắt', 'the day of the brief'),
  ({ brief }) => (brief === undefined ? '' : `Số liệu đến hết ngày ${formatDate(brief.on)}.`),
)
