import { columnNames } from '../money-view/index.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { formatMillions, roundedMillions } from '../platform/money.ts'
import { type Executed, type Execution, executed } from './execution.ts'
import type { ReportData } from './figures.ts'
import { type Placeholder, word } from './placeholder.ts'
import type { Cell, ReportTable } from './tables.ts'

const plain = (text: string): Cell => ({ text })
const sumOf = (of: Execution['rows'], column: Executed) =>
  of.reduce((sum, { money }) => sum + money[column], 0n)

/** The table of the report: under each year and source its lines, each figure leading to the moves of money that it sums. */
export function executionTable({ execution, plans }: ReportData): ReportTable | null {
  if (execution === undefined || execution.rows.length === 0) return null
  const { on } = execution
  const cell = (value: bigint, href?: string): Cell => ({
    text: formatMillions(value, 'vi'),
    value,
    href,
  })
  const groups = Map.groupBy(
    execution.rows,
    ({ plan, year, sourceName }) =>
      `${plans === undefined ? '' : `Kế hoạch ${plan}, `}${year === null ? 'không phân theo năm' : `năm ${year}`}, ${sourceName}`,
  )
  return {
    key: 'execution',
    caption: `Tình hình thực hiện kinh phí theo mục, năm và nguồn đến hết ngày ${formatDate(on)}`,
    unit: 'triệu đồng',
    columns: [
      { title: 'Mục', kind: 'text', width: 2.4 },
      ...executed.map((column) => ({
        title: columnNames[column].vi,
        kind: 'money' as const,
        width: 1,
      })),
    ],
    rows: [
      ...[...groups].flatMap(([name, lines]) => [
        { sum: true, cells: [plain(name), ...executed.map((column) => cell(sumOf(lines, column)))] },
        ...lines.map(({ line, title, year, source, money }) => ({
          sum: false,
          cells: [
            plain(`${line}. ${title}`),
            ...executed.map((column) =>
              cell(
                money[column],
                // the view of money is of one plan
                plans === undefined
                  ? `/budget/view/moves?column=${column}&line=${line}&year=${year ?? 'none'}&source=${source}&on=${on}`
                  : undefined,
              ),
            ),
          ],
        })),
      ]),
      {
        sum: true,
        cells: [plain('Tổng cộng'), ...executed.map((column) => cell(sumOf(execution.rows, column)))],
      },
    ],
  }
}

function told({ execution }: ReportData): string {
  const of = execution?.rows ?? []
  if (of.length === 0) return 'Chưa có kinh phí nào được ghi trong kỳ.'
  const money = (column: Executed) => `${roundedMillions(sumOf(of, column), 'vi')} triệu đồng`
  return `Dự toán được giao ${money('allocated')}; đã cam kết ${money('committed')}; đã chi ${money('paid')}; tạm ứng chưa thanh toán ${money('advanced')}; đã quyết toán ${money('settled')}; còn được cam kết ${money('remaining')}. Chi tiết theo mục, năm và nguồn tại Phụ lục.`
}

export const executionPlaceholder: Placeholder = word(
  'execution',
  words('kinh phí theo mục, năm, nguồn', 'money by line, year and source'),
  told,
)
