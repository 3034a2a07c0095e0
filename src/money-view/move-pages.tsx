import { kindNames } from '../budget/index.ts'
import { words } from '../platform/language.ts'
import type { Page, PageRequest } from '../platform/page.ts'
import { Problem } from '../platform/problem.ts'
import { Dong, FileLink, type ListColumn, listPage, Notice, OpenLink } from '../ui/index.ts'
import { columnNames, columns, dimensionNames, type MoveKind, otherKindNames } from './columns.ts'
import { listMoves, type Move, moneyTotals } from './queries.ts'
import { viewFilters } from './view-pages.tsx'

/* What a figure of the view of money sums. */

const nameOf = (kind: MoveKind) => ({ ...kindNames, ...otherKindNames })[kind]

/** The page of the record that a move is of. */
const recordHrefs: Readonly<Record<Move['record'], (id: number) => string>> = {
  plan: () => '/budget',
  estimate: (id) => `/estimates/${id}`,
  commitment: (id) => `/budget/commitments/${id}`,
  decision: (id) => `/budget/decisions/${id}`,
  year_end: (id) => `/budget/year-end/${id}`,
  entry: () => '/budget/entries',
  claim: (id) => `/claims/${id}`,
  advance: (id) => `/advances/${id}`,
  settlement: (id) => `/budget/settlements/${id}`,
  year: (year) => `/budget/years/${year}`,
}

const chosen = ({ url }: PageRequest) =>
  columns.find((column) => column === url.searchParams.get('column')) ?? columns[0]

function moveColumns(request: PageRequest): readonly ListColumn<Move>[] {
  const { t, language } = request
  return [
    { key: 'day', label: words('Ngày', 'Day'), sort: 'day', kind: 'date', value: (row) => row.on },
    {
      key: 'kind',
      label: words('Loại', 'Kind'),
      value: (row) => t(nameOf(row.kind)),
    },
    {
      key: 'amount',
      label: words('Số tiền (đồng)', 'Amount (đồng)'),
      sort: 'amount',
      kind: 'money',
      value: (row) => row.amount,
      cell: (row) => <Dong amount={row.amount} language={language} />,
    },
    {
      key: 'document',
      label: words('Văn bản', 'Document'),
      value: (row) => row.documentNumber,
      cell: (row) => (
        <>
          <OpenLink request={request} href={recordHrefs[row.record](row.recordId)}>
            {row.documentNumber ?? row.recordId}
          </OpenLink>
          {row.file === null ? null : (
            <span class="block text-sm">
              <FileLink file={row.file} t={t} />
            </span>
          )}
          {row.id.startsWith('e') && request.mayOpen(`/budget/entries/${row.id.slice(1)}/path`) ? (
            <a class="block py-1 text-sm" href={`/budget/entries/${row.id.slice(1)}/path`}>
              {t('Truy ngược', 'Trace back')}
              <span class="sr-only"> {row.id.slice(1)}</span>
            </a>
          ) : null}
        </>
      ),
    },
    {
      key: 'line',
      label: dimensionNames.line,
      sort: 'line',
      value: (row) => row.line,
    },
    {
      key: 'year',
      label: dimensionNames.year,
      sort: 'year',
      value: (row) => row.year ?? t('Không phân theo năm', 'Not by year'),
    },
    {
      key: 'source',
      label: dimensionNames.source,
      value: (row) => t(row.sourceName, row.sourceNameEn),
    },
    {
      key: 'task',
      label: dimensionNames.task,
      value: (row) => row.taskTitle,
      cell: (row) =>
        row.task === null ? (
          '—'
        ) : (
          <OpenLink request={request} href={`/science-tasks/${row.task}`}>
            {row.taskTitle}
          </OpenLink>
        ),
    },
  ]
}

/** What the view says of the figure: the sum of the whole list, whatever is searched for in it. */
async function figureOf(request: PageRequest) {
  const asked = Object.fromEntries(
    ['line', 'year', 'source', 'task', 'on'].map((name) => [name, request.url.searchParams.get(name) ?? '']),
  )
  try {
    return (await request.execute(moneyTotals, asked)).figures[chosen(request)]
  } catch (error) {
    if (error instanceof Problem && error.status === 422) return null
    throw error
  }
}

export const movesPage: Page = listPage({
  route: 'GET /budget/view/moves',
  title: words('Các khoản tạo nên một số của bảng kinh phí', 'What a figure of the view of money sums'),
  query: listMoves,
  columns: moveColumns,
  breadcrumbs: ({ t }) => [
    { label: t('Kinh phí', 'Budget'), href: '/budget' },
    { label: t('Bảng kinh phí', 'View of money'), href: '/budget/view' },
  ],
  filters: async (request) => {
    const { t } = request
    return [
      {
        name: 'q',
        kind: 'search',
        label: words('Tìm số văn bản, nhiệm vụ', 'Document number, task'),
      },
      {
        name: 'column',
        kind: 'select',
        label: words('Số liệu', 'Figure'),
        all: columnNames[columns[0]],
        choices: columns.slice(1).map((column) => ({ value: column, label: t(columnNames[column]) })),
      },
      ...(await viewFilters(request)),
    ]
  },
  above: async (request) => {
    const { t, language } = request
    const figure = await figureOf(request)
    if (figure === null) return null
    return (
      <Notice tone="info">
        {t(columnNames[chosen(request)])}: <Dong amount={figure} language={language} />
      </Notice>
    )
  },
})
