import { sectorGroups } from '../enterprises/index.ts'
import { planFilters } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { Dong, listPage } from '../ui/index.ts'
import { crumbs } from './list-pages.tsx'
import { needResults, type ResultRow, resultGroups } from './results.ts'
import { needKinds } from './rules.ts'
import { listSurveys } from './survey-queries.ts'

const grouping = ({ url }: PageRequest) => {
  const by = url.searchParams.get('by') ?? ''
  return resultGroups.is(by) ? by : 'content'
}

/** What a group is called. */
function nameOf(row: ResultRow, request: PageRequest): string {
  const { t } = request
  const by = grouping(request)
  if (row.key === null) return t('Chưa rõ', 'Not known')
  if (by === 'kind') return t(needKinds.wordsOf(row.key))
  if (by === 'sector') return t(sectorGroups.wordsOf(row.key))
  return t(row.name ?? row.key, row.nameEn ?? row.name ?? row.key)
}

export const resultsPage = listPage({
  route: 'GET /needs/results',
  title: words('Tổng hợp nhu cầu', 'Summary of needs'),
  lead: words(
    'Chi phí theo định mức là mức cao nhất mà định mức đang có hiệu lực cho phép; nhu cầu chưa có định mức được đếm riêng, không ước đoán.',
    'Cost by the norms is the most that the norms in force let be spent; needs that no norm tells of are counted apart, nothing is guessed.',
  ),
  query: needResults,
  breadcrumbs: crumbs,
  filters: async (request) => {
    const { t } = request
    const { rows: surveys } = await request.execute(listSurveys, { limit: 200 })
    return [
      {
        name: 'by',
        kind: 'select',
        label: words('Tổng hợp theo', 'Summed by'),
        all: words('Nội dung hỗ trợ', 'Content of support'),
        choices: resultGroups.choices(t).filter(({ value }) => value !== 'content'),
      },
      {
        name: 'surveyId',
        kind: 'select',
        label: words('Đợt khảo sát', 'Survey'),
        choices: surveys.map(({ id, title }) => ({ value: id, label: title })),
      },
      { name: 'year', kind: 'search', label: words('Năm cần', 'Wanted in year') },
      ...(await planFilters(request)),
    ]
  },
  columns: (request) => {
    const { language } = request
    const money = (value: bigint | null) =>
      value === null ? '—' : <Dong amount={value} language={language} />
    return [
      {
        key: 'name',
        label: resultGroups.names[grouping(request)],
        value: (row: ResultRow) => nameOf(row, request),
        cell: (row: ResultRow) => {
          const by = grouping(request)
          const filter = { content: 'contentId', kind: 'kind', year: 'year', sector: null, place: null }[by]
          if (row.key === null || filter === null) return nameOf(row, request)
          return <a href={`/needs?${new URLSearchParams([[filter, row.key]])}`}>{nameOf(row, request)}</a>
        },
      },
      {
        key: 'needs',
        label: words('Nhu cầu', 'Needs'),
        kind: 'number',
        sort: 'needs',
        value: (row) => row.needs,
      },
      {
        key: 'enterprises',
        label: words('Doanh nghiệp', 'Enterprises'),
        kind: 'number',
        sort: 'enterprises',
        value: (row) => row.enterprises,
      },
      {
        key: 'quantity',
        label: words('Số lượng', 'Quantity'),
        kind: 'number',
        sort: 'quantity',
        value: (row) => row.quantity,
      },
      {
        key: 'amount',
        label: words('Chi phí dự kiến (đồng)', 'Expected cost (đồng)'),
        kind: 'money',
        value: (row) => row.amount,
        cell: (row) => money(row.amount),
      },
      {
        key: 'normCost',
        label: words('Chi phí theo định mức (đồng)', 'Cost by the norms (đồng)'),
        kind: 'money',
        value: (row) => row.normCost,
        cell: (row) => money(row.normCost),
      },
      {
        key: 'withoutNorm',
        label: words('Chưa có định mức', 'No norm entered'),
        kind: 'number',
        value: (row) => row.withoutNorm,
      },
      {
        key: 'met',
        label: words('Được đáp ứng', 'Answered by support'),
        kind: 'number',
        value: (row) => row.met,
      },
      {
        key: 'declined',
        label: words('Không đáp ứng', 'Declined'),
        kind: 'number',
        value: (row) => row.declined,
      },
      {
        key: 'unsettled',
        label: words('Chưa có kết quả', 'Without an outcome'),
        kind: 'number',
        sort: 'unsettled',
        value: (row) => row.unsettled,
      },
    ]
  },
  empty: ({ t }) => t('Chưa có nhu cầu nào được nêu.', 'No needs have been told of yet.'),
})
