import {
  estimateSource,
  goalNumber,
  provincialFunds,
  standing,
  tableWords,
  targetWords,
} from '../plan/index.ts'
import { formatDate } from '../platform/dates.ts'
import { formatMillions } from '../platform/money.ts'
import { formatNumber, percentText } from '../platform/numbers.ts'
import { certificateKinds, turnStates } from '../support/index.ts'
import { type Estimates, estimateKey } from './estimates.ts'
import { type BudgetRow, budgetTotal, type ReportData } from './figures.ts'
import { closingName, ofDays, spanName } from './periods.ts'
import { assess, hasEnded, indicatorHref, periodText } from './rules.ts'
import { contentSums, sharedResults } from './several-plans.ts'

/*
 * The tables of a report, made once for the page, the DOCX and the XLSX.
 */

export interface Cell {
  /** As it is read. */
  readonly text: string
  /** As a spreadsheet holds it; the text where not said. */
  readonly value?: string | number | bigint | null
  /** The list that the figure counts. */
  readonly href?: string | undefined
}

export interface ReportColumn {
  readonly title: string
  readonly kind: 'text' | 'number' | 'money' | 'date'
  /** Share of the width. */
  readonly width: number
}

export type TableKey =
  | 'results'
  | 'budget'
  | 'contents'
  | 'turns'
  | 'certificates'
  | 'resultsBefore'
  | 'moneyBefore'
  | 'agencies'
  | 'execution'
  | 'record'
  | 'brief'

export interface ReportTable {
  readonly key: TableKey
  readonly caption: string
  readonly unit?: string
  readonly columns: readonly ReportColumn[]
  readonly rows: readonly TableRow[]
}

interface TableRow {
  readonly cells: readonly Cell[]
  /** A sum or the heading of a group. */
  readonly sum: boolean
}

/** The table without the addresses of lists that count other days than it. */
export const ofItsDays = (data: ReportData, table: ReportTable): ReportTable =>
  data.span === undefined
    ? table
    : {
        ...table,
        rows: table.rows.map((row) => ({
          ...row,
          cells: row.cells.map((cell) => ({ ...cell, href: ofDays(data.span, cell.href) })),
        })),
      }

const plain = (text: string): Cell => ({ text })
const number = (value: number, href?: string): Cell => ({ text: formatNumber(value, 'vi', 2), value, href })
const millions = (value: bigint, href?: string): Cell => ({ text: formatMillions(value, 'vi'), value, href })
const day = (iso: string | null): Cell => ({ text: iso === null ? '' : formatDate(iso), value: iso })

/** A result; a dash where there is none yet. */
const figure = (value: number | null, href: string): Cell =>
  value === null ? plain('–') : number(value, href)

/**
 * Targets with what was reached: "Bảng 1".
 * @param expected what the whole year is expected to come to, in a column of its own: no result, no sum and no share counts it
 */
export function resultTable(data: ReportData, expected: Estimates | null = null): ReportTable {
  const width = expected === null ? 8 : 9
  return {
    key: 'results',
    caption: `Kết quả thực hiện các chỉ tiêu của ${data.plans === undefined ? 'Kế hoạch' : 'các Kế hoạch'} đến ${data.span === undefined ? `năm ${data.year}` : closingName(data)}`,
    columns: [
      { title: 'STT', kind: 'text', width: 0.8 },
      { title: 'Chỉ tiêu', kind: 'text', width: 3.4 },
      { title: 'Đơn vị tính', kind: 'text', width: 1.4 },
      { title: 'Kế hoạch', kind: 'text', width: 1.2 },
      { title: `Kết quả ${spanName(data.year, data.span).vi}`, kind: 'number', width: 1.2 },
      { title: 'Lũy kế', kind: 'number', width: 0.9 },
      { title: 'Tỷ lệ (%)', kind: 'number', width: 0.9 },
      ...(expected === null
        ? []
        : [{ title: `Ước thực hiện cả năm ${data.year}`, kind: 'number' as const, width: 1.2 }]),
      { title: 'Ghi chú', kind: 'text', width: 1.3 },
    ],
    rows: byPlan(data, data.targets, width, (target, place) => {
      const { percent } = assess(target, target.cumulative ?? 0)
      const share: Cell =
        goalNumber(target) === 0 || target.cumulative === null
          ? plain('')
          : { text: percentText(percent, 'vi').replace('%', ''), value: percent }
      return {
        sum: false,
        cells: [
          plain(String(place + 1)),
          plain(target.parent === null ? target.name : `Trong đó: ${target.name}`),
          plain(target.unit),
          plain(
            [targetWords(target), tableWords(target.table ?? {})]
              .flatMap((each) => each?.vi ?? [])
              .join('; '),
          ),
          figure(target.result, indicatorHref(target.key, data.year, target.plan)),
          figure(target.cumulative, indicatorHref(target.key, undefined, target.plan)),
          share,
          ...(expected === null ? [] : [estimated(expected[estimateKey(target)])]),
          plain(standing(target, target.cumulative, hasEnded(target, data.year, data.span)).words.vi),
        ],
      }
    }).concat(sharedRows(data, width)),
  }
}

const estimated = (of: Estimates[string] | undefined): Cell =>
  of === undefined ? plain('–') : { text: `ước ${formatNumber(of.value, 'vi', 2)}`, value: of.value }

type Plan = NonNullable<ReportData['plans']>[number]

/** The rows as they come; of several plans in groups under the plan's number, province and years. */
function byPlan<Row extends { readonly plan?: { readonly id: number } | undefined }>(
  { plans }: ReportData,
  rows: readonly Row[],
  width: number,
  cells: (row: Row, place: number) => TableRow,
): TableRow[] {
  if (plans === undefined) return rows.map(cells)
  return plans.flatMap((plan) => [
    planHeading(plan, width),
    ...rows.filter((row) => row.plan?.id === plan.id).map(cells),
  ])
}

function planHeading({ number, province, firstYear, lastYear }: Plan, width: number): TableRow {
  const name = `Kế hoạch ${number} (${province}), ${periodText(firstYear, lastYear)}`
  return { sum: true, cells: Array.from({ length: width }, (_, place) => plain(place === 1 ? name : '')) }
}

/** What the plans of a report reached together of the indicators that they share. */
function sharedRows(data: ReportData, width: number): TableRow[] {
  if (data.plans === undefined) return []
  const known = (value: number | null) => (value === null ? plain('–') : number(value))
  return sharedResults(data).map(({ name, unit, result, cumulative }) => ({
    sum: true,
    cells: [
      plain(''),
      plain(`Cộng các kế hoạch: ${name}`),
      plain(unit),
      plain(''),
      known(result),
      known(cumulative),
      ...Array.from({ length: width - 6 }, () => plain('')),
    ],
  }))
}

/** The support turns of a report over several plans by content; null of one plan. */
export function contentTable(data: ReportData): ReportTable | null {
  const { plans } = data
  if (plans === undefined) return null
  const sums = contentSums(data)
  const total = (of: (row: (typeof sums)[number]) => bigint) => sums.reduce((all, row) => all + of(row), 0n)
  const turns = sums.map((row) => row.turns.reduce((all, n) => all + n, 0))
  const href = (planIds: string) => `/support?year=${data.year}&plan=${planIds}`
  const all = plans.map(({ id }) => id).join(',')
  return {
    key: 'contents',
    caption: `Lượt doanh nghiệp được hỗ trợ theo nội dung ${spanName(data.year, data.span).vi}`,
    unit: 'triệu đồng',
    columns: [
      { title: 'Nội dung hỗ trợ', kind: 'text', width: 3 },
      ...plans.map((plan) => ({ title: `Kế hoạch ${plan.number}`, kind: 'number' as const, width: 1.1 })),
      { title: 'Cộng số lượt', kind: 'number', width: 1 },
      { title: 'Kinh phí cam kết', kind: 'money', width: 1.1 },
      { title: 'Đã giải ngân', kind: 'money', width: 1.1 },
    ],
    rows: [
      ...sums.map((row, place) => ({
        sum: false,
        cells: [
          plain(row.content),
          ...row.turns.map((n) => number(n)),
          number(turns[place] ?? 0),
          millions(row.committed),
          millions(row.disbursed),
        ],
      })),
      {
        sum: true,
        cells: [
          plain('Tổng cộng'),
          ...plans.map(({ id }, place) =>
            number(
              sums.reduce((sum, row) => sum + (row.turns[place] ?? 0), 0),
              href(String(id)),
            ),
          ),
          number(
            turns.reduce((sum, n) => sum + n, 0),
            href(all),
          ),
          millions(total(({ committed }) => committed)),
          millions(total(({ disbursed }) => disbursed)),
        ],
      },
    ],
  }
}

/** Which budget years the money is of, and up to which day where they are not over. */
function budgetPeriod({ year, span }: ReportData): string {
  if (span === undefined) return `năm ${year}`
  return `${periodText(span.firstYear, year)} đến ngày ${formatDate(span.to)}`
}

/** The provincial budget by line: "Bảng 2". Shown in triệu đồng; a spreadsheet gets whole đồng. */
export function budgetTable(data: ReportData): ReportTable {
  const moneyOf = (
    sum: Omit<BudgetRow, 'code' | 'parent' | 'title' | 'titleEn'>,
    line: BudgetRow | null,
  ): Cell[] => {
    const plan = data.plans?.find(({ id }) => id === line?.plan?.id)
    const ofPlan = plan === undefined ? '' : `&plan=${plan.id}`
    const source = (plan ?? data.plan).source ?? provincialFunds
    const entries = (kind: string) =>
      line === null
        ? undefined
        : `/budget/entries?year=${data.year}&line=${line.code}&source=${source}&kind=${kind}${ofPlan}`
    return [
      millions(sum.estimate, line === null ? undefined : `/budget?year=${data.year}${ofPlan}`),
      millions(sum.allocated, entries('allocated')),
      millions(sum.committed, entries('committed')),
      millions(sum.disbursed, entries('disbursed')),
      millions(sum.remaining),
    ]
  }
  return {
    key: 'budget',
    caption: `Tình hình thực hiện kinh phí ${estimateSource(data.plan.source, data.plan.sourceName ?? null).vi} ${budgetPeriod(data)}`,
    unit: 'triệu đồng',
    columns: [
      { title: 'Mục', kind: 'text', width: 0.7 },
      { title: 'Nội dung', kind: 'text', width: 3.6 },
      { title: 'Dự toán', kind: 'money', width: 1.1 },
      { title: 'Đã giao', kind: 'money', width: 1.1 },
      { title: 'Đã cam kết', kind: 'money', width: 1.1 },
      { title: 'Đã giải ngân', kind: 'money', width: 1.1 },
      { title: 'Còn lại', kind: 'money', width: 1.1 },
    ],
    rows: [
      ...byPlan(data, data.budget, 7, (line) => ({
        sum: line.parent === null,
        cells: [plain(line.code), plain(line.title), ...moneyOf(line, line)],
      })),
      { sum: true, cells: [plain(''), plain('Tổng cộng'), ...moneyOf(budgetTotal(data.budget), null)] },
    ],
  }
}

/** The support turns of the year, an appendix. */
export function turnTable(data: ReportData): ReportTable {
  return {
    key: 'turns',
    caption: `Danh sách lượt doanh nghiệp được hỗ trợ ${spanName(data.year, data.span).vi}`,
    unit: 'triệu đồng',
    columns: [
      { title: 'STT', kind: 'text', width: 0.5 },
      { title: 'Doanh nghiệp', kind: 'text', width: 2.4 },
      { title: 'Nội dung hỗ trợ', kind: 'text', width: 2.6 },
      { title: 'Ngày quyết định', kind: 'date', width: 1.1 },
      { title: 'Tình trạng', kind: 'text', width: 1.2 },
      { title: 'Ngày hoàn thành', kind: 'date', width: 1.1 },
      { title: 'Kinh phí cam kết', kind: 'money', width: 1 },
      { title: 'Đã giải ngân', kind: 'money', width: 1 },
    ],
    rows: data.turns.map((turn, place) => ({
      sum: false,
      cells: [
        plain(String(place + 1)),
        { text: turn.enterprise, href: `/support/${turn.id}` },
        plain(turn.content),
        day(turn.decidedOn),
        plain(turnStates.is(turn.state) ? turnStates.names[turn.state].vi : turn.state),
        day(turn.finishedOn),
        millions(turn.committed, `/support/${turn.id}`),
        millions(turn.disbursed, `/support/${turn.id}`),
      ],
    })),
  }
}

/** The certificates of the year, an appendix. */
export function certificateTable(data: ReportData): ReportTable {
  return {
    key: 'certificates',
    caption: `Danh sách chứng nhận ${spanName(data.year, data.span).vi}`,
    columns: [
      { title: 'STT', kind: 'text', width: 0.5 },
      { title: 'Doanh nghiệp', kind: 'text', width: 2.2 },
      { title: 'Loại chứng nhận', kind: 'text', width: 1.8 },
      { title: 'Tiêu chuẩn, quy chuẩn', kind: 'text', width: 1.8 },
      { title: 'Sản phẩm', kind: 'text', width: 1.5 },
      { title: 'Tổ chức chứng nhận', kind: 'text', width: 1.5 },
      { title: 'Số', kind: 'text', width: 1.2 },
      { title: 'Ngày cấp', kind: 'date', width: 1 },
      { title: 'Hiệu lực đến', kind: 'date', width: 1 },
    ],
    rows: data.certificates.map((certificate, place) => ({
      sum: false,
      cells: [
        plain(String(place + 1)),
        plain(certificate.enterprise),
        plain(
          certificateKinds.is(certificate.kind)
            ? certificateKinds.names[certificate.kind].vi
            : certificate.kind,
        ),
        plain(certificate.standard),
        plain(certificate.product ?? ''),
        plain(certificate.body),
        { text: certificate.number, href: `/certificates/${certificate.id}` },
        day(certificate.issuedOn),
        day(certificate.expiresOn),
      ],
    })),
  }
}
