import { applicationStates } from '../applications/index.ts'
import { columnNames } from '../money-view/index.ts'
import { formatDate } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { formatNumber, percentText } from '../platform/numbers.ts'
import { turnStates } from '../support/index.ts'
import { eventKinds } from '../training/index.ts'
import { agencyActs } from './agency-acts.ts'
import { executed } from './execution.ts'
import { eventNumbers, type ReportData } from './figures.ts'
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
 * applications, agencies, the one record. Obstacles and the work of a brief are left out: that one is done later is no change of what was
 * reported.
 */
export function differences(sealed: ReportData, now: ReportData): Difference[] {
  const before = entries(sealed)
  // What a report did not tell of when it was sealed is no difference.
  const after = entries({
    ...now,
    studies: sealed.studies === undefined ? undefined : now.studies,
    ownFunds: sealed.ownFunds === undefined ? undefined : now.ownFunds,
    taskFunds: sealed.taskFunds === undefined ? undefined : now.taskFunds,
  })
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

type Put = (key: string, what: Words, value: string, href: string | null) => void

const day = (iso: string | null) => (iso === null ? '' : formatDate(iso))
const dong = (amount: bigint) => `${formatDong(amount, 'vi')} đ`

/** What tells the lines of one plan from another's, in a report over several. */
function planMark({
  plan,
}: {
  readonly plan?: { readonly id: number; readonly number: string } | undefined
}) {
  return plan === undefined
    ? { key: '', vi: '', en: '', query: '' }
    : {
        key: `${plan.id} `,
        vi: ` (Kế hoạch ${plan.number})`,
        en: ` (Plan ${plan.number})`,
        query: `&plan=${plan.id}`,
      }
}

function entries(data: ReportData): Map<string, Entry> {
  const found = new Map<string, Entry>()
  const put: Put = (key, what, value, href) => found.set(key, { what, value, href })
  putTargets(data, put)
  putMoney(data, put)
  putSupport(data, put)
  putEvents(data, put)
  putStudies(data, put)
  putApplications(data, put)
  putAgencies(data, put)
  putExecution(data, put)
  putRecord(data, put)
  return found
}

function putTargets({ targets, year }: ReportData, put: Put): void {
  const number = (value: number | null) => (value === null ? '–' : formatNumber(value, 'vi'))
  for (const target of targets) {
    const of = planMark(target)
    put(
      `result ${of.key}${target.key}`,
      words(`${target.name}${of.vi}: kết quả năm`, `${target.nameEn}${of.en}: of the year`),
      number(target.result),
      indicatorHref(target.key, year, target.plan),
    )
    put(
      `cumulative ${of.key}${target.key}`,
      words(`${target.name}${of.vi}: lũy kế`, `${target.nameEn}${of.en}: to date`),
      number(target.cumulative),
      indicatorHref(target.key, undefined, target.plan),
    )
  }
}

function putMoney({ budget, otherSources, ownFunds, taskFunds, year }: ReportData, put: Put): void {
  for (const line of budget) {
    const of = planMark(line)
    for (const column of columnsOf) {
      const { vi, en } = moneyColumns[column]
      put(
        `budget ${of.key}${line.code} ${column}`,
        words(`Kinh phí mục ${line.code}${of.vi}: ${vi}`, `Budget line ${line.code}${of.en}: ${en}`),
        dong(line[column]),
        `/budget/entries?year=${year}&line=${line.code}${of.query}`,
      )
    }
  }
  for (const source of otherSources) {
    put(
      `source ${source.key}`,
      words(`${source.name}: đã cam kết / đã giải ngân`, `${source.nameEn}: committed / disbursed`),
      `${dong(source.committed)} / ${dong(source.disbursed)}`,
      null,
    )
    if (source.estimate !== undefined)
      put(
        `source ${source.key} estimate`,
        words(`${source.name}: dự toán`, `${source.nameEn}: estimate`),
        dong(source.estimate),
        null,
      )
  }
  if (taskFunds !== undefined)
    put(
      'task funds',
      words(
        'Nhiệm vụ có vốn đối ứng: hứa / đã chứng minh / ngân sách đã chi',
        'Tasks with own money: promised / proven / state money paid',
      ),
      `${dong(taskFunds.promised)} / ${dong(taskFunds.proven)} / ${dong(taskFunds.paid)}`,
      `/budget?year=${year}#own-money`,
    )
  if (ownFunds === undefined) return
  if (ownFunds.proven !== undefined)
    put(
      'own funds proven',
      words('Vốn đối ứng của lượt hỗ trợ đã chứng minh', 'Own money of support turns that is proven'),
      dong(ownFunds.proven),
      `/budget?year=${year}#own-money`,
    )
  put(
    'own funds',
    words('Kinh phí doanh nghiệp bỏ ra: hứa / dự kiến', 'Own money of enterprises: promised / offered'),
    `${dong(ownFunds.promised)} / ${dong(ownFunds.offered)}`,
    `/budget?year=${year}#own-money`,
  )
}

function putSupport({ turns, certificates }: ReportData, put: Put): void {
  for (const turn of turns) {
    put(
      `turn ${turn.id}`,
      words(`Lượt hỗ trợ ${turn.id}, ${turn.enterprise}`, `Support turn ${turn.id}, ${turn.enterprise}`),
      `${turn.content}; ${turnStates.is(turn.state) ? turnStates.names[turn.state].vi : turn.state}; ${day(turn.decidedOn)} - ${day(turn.finishedOn)}; ${formatDong(turn.committed, 'vi')} / ${dong(turn.disbursed)}`,
      `/support/${turn.id}`,
    )
  }
  for (const certificate of certificates) {
    put(
      `certificate ${certificate.id}`,
      words(
        `Chứng nhận ${certificate.number}, ${certificate.enterprise}`,
        `Certificate ${certificate.number}, ${certificate.enterprise}`,
      ),
      `${certificate.standard}; ${certificate.product ?? ''}; ${certificate.body}; ${day(certificate.issuedOn)} - ${day(certificate.expiresOn)}`,
      `/certificates/${certificate.id}`,
    )
  }
}

/** Where not all events are named, which of them are is no finding; how many there are is. */
function putEvents(data: ReportData, put: Put): void {
  const counted = new Set<string>()
  for (const kind of eventKinds.keys) {
    const { all, unnamed } = eventNumbers(data, [kind])
    if (unnamed === 0) continue
    counted.add(kind)
    const { vi, en } = eventKinds.names[kind]
    put(
      `events ${kind}`,
      words(`${vi}: số sự kiện`, `${en}: events`),
      String(all),
      `/training?kind=${kind}&year=${data.year}`,
    )
  }
  for (const event of data.events) {
    if (counted.has(event.kind)) continue
    put(
      `event ${event.id}`,
      words(event.title, event.title),
      `${day(event.heldOn)}; ${event.place}; ${event.participants} / ${event.experts}`,
      `/training/${event.id}`,
    )
  }
}

function putStudies({ studies = [] }: ReportData, put: Put): void {
  for (const study of studies) {
    const numbers = [study.growth, study.tfpGrowth].map((value) => percentText(value, 'vi', 2)).join(' / ')
    put(
      `study ${study.id}`,
      words(study.title, study.title),
      `${study.firstYear} - ${study.lastYear}; ${numbers}`,
      `/studies/${study.id}`,
    )
  }
}

function putApplications({ applications, year }: ReportData, put: Put): void {
  for (const [state, n] of Object.entries(applications)) {
    const { vi, en } = applicationStates.is(state) ? applicationStates.names[state] : { vi: state, en: state }
    put(
      `applications ${state}`,
      words(`Hồ sơ đăng ký: ${vi}`, `Applications: ${en}`),
      String(n),
      `/applications?year=${year}&state=${state}`,
    )
  }
}

function putAgencies({ agencies }: ReportData, put: Put): void {
  for (const { id, name, acts } of agencies?.rows ?? [])
    for (const act of agencyActs.keys) {
      const { vi, en } = agencyActs.names[act]
      put(`agency ${id} ${act}`, words(`${name}: ${vi}`, `${name}: ${en}`), String(acts[act] ?? 0), null)
    }
}

function putExecution({ execution }: ReportData, put: Put): void {
  for (const { plan, line, year, source, sourceName, money } of execution?.rows ?? [])
    for (const column of executed) {
      const { vi, en } = columnNames[column]
      const of = `${line}, ${year ?? '–'}, ${sourceName}`
      put(
        `execution ${plan} ${line} ${year} ${source} ${column}`,
        words(`Kinh phí mục ${of}: ${vi}`, `Budget line ${of}: ${en}`),
        dong(money[column]),
        null,
      )
    }
}

/** Each line of the record's lists, by its place: what was added stands as what was not there. */
function putRecord({ record }: ReportData, put: Put): void {
  for (const { title, rows } of record?.lists ?? [])
    for (const [place, row] of rows.entries())
      put(
        `record ${title} ${place}`,
        words(`${title}, dòng ${place + 1}`, `${title}, row ${place + 1}`),
        row.map(({ value }) => value ?? '').join('; '),
        row.find(({ href }) => href !== undefined)?.href ?? null,
      )
}
