import { planFilters, planYears } from '../../plan/index.ts'
import { words } from '../../platform/language.ts'
import { formatNumber } from '../../platform/numbers.ts'
import { listPage } from '../../ui/index.ts'
import { listMoments } from './catalogues.ts'
import { at, crumbs } from './pages.tsx'
import { sumFollowUps } from './queries.ts'

/** What was answered by content and year; each figure opens its records. */
export const followUpSumsPage = listPage({
  route: `GET ${at}/sums`,
  title: words('Mức hài lòng theo nội dung và năm', 'Satisfaction by content and year'),
  lead: words(
    'Theo năm hoàn thành lượt và lần hỏi. Mức hài lòng là trung bình các câu trả lời trên thang từ 1 đến 5; ai không trả lời không được tính vào trung bình.',
    'By the year in which turns were done and the time of asking. Satisfaction is the mean of answers on scales from 1 to 5; who did not answer is not in it.',
  ),
  query: sumFollowUps,
  breadcrumbs: crumbs,
  empty: ({ t }) => t('Chưa hỏi doanh nghiệp nào.', 'Nobody was asked yet.'),
  filters: async (request) => [
    { name: 'q', kind: 'search', label: words('Tìm nội dung hỗ trợ', 'Find a content') },
    {
      name: 'year',
      kind: 'select',
      label: words('Năm hoàn thành lượt', 'Year in which the turn was done'),
      choices: await planYears(request),
    },
    {
      name: 'momentId',
      kind: 'select',
      label: words('Thời điểm hỏi', 'When it is asked'),
      choices: (await request.execute(listMoments, { limit: 100 })).rows.map(({ id, name, nameEn }) => ({
        value: String(id),
        label: request.t(name, nameEn),
      })),
    },
    ...(await planFilters(request)),
  ],
  columns: ({ t, language, url }) => {
    const plan = url.searchParams.get('plan')
    const opens = (
      row: { contentId: number; year: number; momentId: number },
      value: number,
      state?: string,
    ) => (
      <a
        href={`${at}?${new URLSearchParams({
          ...{ contentId: String(row.contentId), year: String(row.year), momentId: String(row.momentId) },
          ...(state === undefined ? {} : { state }),
          ...(plan === null ? {} : { plan }),
        })}`}
      >
        {formatNumber(value, language)}
      </a>
    )
    return [
      {
        key: 'content',
        label: words('Nội dung hỗ trợ', 'Content of support'),
        sort: 'content',
        value: (row) => t(row.content, row.contentEn),
      },
      {
        key: 'year',
        label: words('Năm hoàn thành lượt', 'Year in which the turn was done'),
        sort: 'year',
        value: (row) => String(row.year),
      },
      {
        key: 'moment',
        label: words('Thời điểm hỏi', 'When it is asked'),
        value: (row) => t(row.moment, row.momentEn),
      },
      {
        key: 'asked',
        label: words('Số lần hỏi', 'Times asked'),
        kind: 'number',
        value: (row) => row.asked,
        cell: (row) => opens(row, row.asked),
      },
      {
        key: 'answered',
        label: words('Số lần trả lời', 'Times answered'),
        kind: 'number',
        value: (row) => row.answered,
        cell: (row) => opens(row, row.answered, 'answered'),
      },
      {
        key: 'silent',
        label: words('Số lần không trả lời', 'Times without an answer'),
        kind: 'number',
        value: (row) => row.silent,
        cell: (row) => opens(row, row.silent, 'silent'),
      },
      {
        key: 'score',
        label: words('Mức hài lòng', 'Satisfaction'),
        kind: 'number',
        value: (row) => row.score,
      },
      { key: 'kept', label: words('Còn duy trì', 'Kept up'), kind: 'number', value: (row) => row.kept },
      {
        key: 'partly',
        label: words('Duy trì một phần', 'Kept up in part'),
        kind: 'number',
        value: (row) => row.partly,
      },
      {
        key: 'gone',
        label: words('Không còn duy trì', 'Not kept up'),
        kind: 'number',
        value: (row) => row.gone,
      },
    ]
  },
})
