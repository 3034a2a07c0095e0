import { applicationStates } from '../applications/index.ts'
import { formatDate } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { formatNumber, percentText } from '../platform/numbers.ts'
import { turnStates } from '../support/index.ts'
import { eventKinds } from '../training/index.ts'
import { eventNumbers, type ReportData } from './data.ts'
import { indicatorHref } from './rules.ts'

/** One line of a sealed report that would read differently today; a dash stands for "was not there". */
export interface Difference {
  readonly what: Words
  readonly sealed: string
  readonly now: string
  readonly href: string | null
}

interface Entry {
  readonly what: Words
  readonly value: string
  readonly href: string | null
}

/**
 * What has changed since a report was sealed, line by line: targets, budget, support turns, certificates, events,
 * applications. Obstacles are left out: that one is resolved later is no change of what was reported.
 */
export function differences(sealed: ReportData, now: ReportData): Difference[] {
  const before = entries(sealed)
  // What a report did not tell of when it was sealed is no difference.
  const after = entries({ ...now, studies: sealed.studies === undefined ? undefined : now.studies })
  const keys = [...new Set([...before.keys(), ...after.keys()])]
  return keys.flatMap((key) => {
    const one = before.get(key)
    const other = after.get(key)
    if (one?.value === other?.value) return []
    const shown = other ?? one
    if (shown === undefined) return []
    return [{ what: shown.what, sealed: one?.value ?? '—', now: other?.value ?? '—', href: shown.href }]
  })
}

const moneyColumns = {
  estimate: words('dự toán', 'estimate'),
  allocated: words('đã giao', 'allocated'),
  committed: words('đã cam kết', 'committed'),
  disbursed: words('đã giải ngân', 'disbursed'),
  remaining: words('chưa cam kết', 'not committed'),
} as const
type MoneyColumn = keyof typeof moneyColumns
const columnsOf: readonly MoneyColumn[] = ['estimate', 'allocated', 'committed', 'disbursed', 'remaining']

function entries(data: ReportData): Map<string, Entry> {
  const found = new Map<string, Entry>()
  const put = (key: string, vi: string, en: string, value: string, href: string | null) =>
    found.set(key, { what: { vi, en }, value, href })
  const day = (iso: string | null) => (iso === null ? '' : formatDate(iso))

  for (const target of data.targets) {
    const number = (value: number | null) => (value === null ? '–' : formatNumber(value, 'vi'))
    put(
      `result ${target.key}`,
      `${target.name}: kết quả năm`,
      `${target.nameEn}: of the year`,
      number(target.result),
      indicatorHref(target.key, data.year),
    )
    put(
      `cumulative ${target.key}`,
      `${target.name}: lũy kế`,
      `${target.nameEn}: to date`,
      number(target.cumulative),
      indicatorHref(target.key),
    )
  }
  for (const line of data.budget) {
    for (const column of columnsOf) {
      const words = moneyColumns[column]
      put(
        `budget ${line.code} ${column}`,
        `Kinh phí mục ${line.code}: ${words.vi}`,
        `Budget line ${line.code}: ${words.en}`,
        `${formatDong(line[column], 'vi')} đ`,
        `/budget/entries?year=${data.year}&line=${line.code}`,
      )
    }
  }
  for (const source of data.otherSources) {
    put(
      `source ${source.key}`,
      `${source.name}: đã cam kết / đã giải ngân`,
      `${source.nameEn}: committed / disbursed`,
      `${formatDong(source.committed, 'vi')} đ / ${formatDong(source.disbursed, 'vi')} đ`,
      null,
    )
    if (source.estimate !== undefined)
      put(
        `source ${source.key} estimate`,
        `${source.name}: dự toán`,
        `${source.nameEn}: estimate`,
        `${formatDong(source.estimate, 'vi')} đ`,
        null,
      )
  }
  for (const turn of data.turns) {
    put(
      `turn ${turn.id}`,
      `Lượt hỗ trợ ${turn.id}, ${turn.enterprise}`,
      `Support turn ${turn.id}, ${turn.enterprise}`,
      `${turn.content}; ${turnStates.is(turn.state) ? turnStates.names[turn.state].vi : turn.state}; ${day(turn.decidedOn)} - ${day(turn.finishedOn)}; ${formatDong(turn.committed, 'vi')} / ${formatDong(turn.disbursed, 'vi')} đ`,
      `/support/${turn.id}`,
    )
  }
  for (const certificate of data.certificates) {
    put(
      `certificate ${certificate.id}`,
      `Chứng nhận ${certificate.number}, ${certificate.enterprise}`,
      `Certificate ${certificate.number}, ${certificate.enterprise}`,
      `${certificate.standard}; ${certificate.product ?? ''}; ${certificate.body}; ${day(certificate.issuedOn)} - ${day(certificate.expiresOn)}`,
      `/certificates/${certificate.id}`,
    )
  }
  // Where not all are named, which of them are is no finding; how many there are is.
  const counted = new Set<string>()
  for (const kind of eventKinds.keys) {
    const { all, unnamed } = eventNumbers(data, [kind])
    if (unnamed === 0) continue
    counted.add(kind)
    const { vi, en } = eventKinds.names[kind]
    put(
      `events ${kind}`,
      `${vi}: số sự kiện`,
      `${en}: events`,
      String(all),
      `/training?kind=${kind}&year=${data.year}`,
    )
  }
  for (const event of data.events) {
    if (counted.has(event.kind)) continue
    put(
      `event ${event.id}`,
      event.title,
      event.title,
      `${day(event.heldOn)}; ${event.place}; ${event.participants} / ${event.experts}`,
      `/training/${event.id}`,
    )
  }
  for (const study of data.studies ?? []) {
    const numbers = [study.growth, study.tfpGrowth].map((value) => percentText(value, 'vi', 2)).join(' / ')
    put(
      `study ${study.id}`,
      study.title,
      study.title,
      `${study.firstYear} - ${study.lastYear}; ${numbers}`,
      `/studies/${study.id}`,
    )
  }
  for (const [state, n] of Object.entries(data.applications)) {
    const words = applicationStates.is(state) ? applicationStates.names[state] : { vi: state, en: state }
    put(
      `applications ${state}`,
      `Hồ sơ đăng ký: ${words.vi}`,
      `Applications: ${words.en}`,
      String(n),
      `/applications?year=${data.year}&state=${state}`,
    )
  }
  return found
}
