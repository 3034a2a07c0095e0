import { barredKinds, closingCrumbs, cutoffKinds, kindNames } from '../budget/index.ts'
import { words } from '../platform/language.ts'
import { numberOf, type PageRequest } from '../platform/page.ts'
import { Act, type Fields, formPage, listPage } from '../ui/index.ts'
import { addCutoff, editCutoff } from './cutoff-commands.ts'
import { type CutoffRow, listCutoffs, showCutoff } from './cutoff-queries.ts'

const at = '/budget/cutoffs'
const title = words('Mốc ngày của năm ngân sách', 'Days of the budget year')
const two = (number: number) => String(number).padStart(2, '0')

/** `31/01 năm sau`. */
const dayOf = (
  { day, month, nextYear }: Pick<CutoffRow, 'day' | 'month' | 'nextYear'>,
  t: PageRequest['t'],
) =>
  `${two(day)}/${two(month)} ${nextYear ? t('năm kế tiếp', 'of the year after') : t('cùng năm', 'of the year')}`

const yearsOf = ({ firstYear, lastYear }: CutoffRow, t: PageRequest['t']) =>
  lastYear === null
    ? t(`từ ${firstYear}`, `from ${firstYear}`)
    : t(`${firstYear} đến ${lastYear}`, `${firstYear} to ${lastYear}`)

/** The list of the days. */
export const cutoffPage = listPage({
  route: 'GET /budget/cutoffs',
  place: { group: 'money', order: 67, label: title },
  title,
  lead: words(
    'Mỗi mốc có văn bản, điều khoản và năm áp dụng. Chứng từ ngày sau mốc thuộc loại bị chặn thì cơ sở dữ liệu không nhận. Năm 2024 trở về trước chưa có mốc: chưa tìm thấy văn bản.',
    'Each day has its instrument, article and years. The database takes no voucher of a barred kind with a later day. Years up to 2024 have none: no text was found.',
  ),
  query: listCutoffs,
  breadcrumbs: closingCrumbs,
  actions: (request) => (
    <Act command={addCutoff} request={request} href={`${at}/new`} kind="primary">
      {request.t('Thêm mốc ngày', 'Add a budget day')}
    </Act>
  ),
  filters: ({ t }) => [
    { name: 'q', kind: 'search', label: words('Tìm theo điều khoản, ghi chú', 'Article, note') },
    {
      name: 'kind',
      kind: 'select',
      label: words('Loại mốc', 'Kind of day'),
      choices: cutoffKinds.choices(t),
    },
    { name: 'year', kind: 'search', label: words('Năm', 'Year') },
  ],
  columns: (request: PageRequest) => {
    const { t } = request
    return [
      {
        key: 'kind',
        label: words('Loại mốc', 'Kind of day'),
        sort: 'kind',
        value: (row: CutoffRow) => t(cutoffKinds.names[row.kind]),
        cell: (row: CutoffRow) =>
          request.mayOpen(`${at}/${row.id}`) ? (
            <a href={`${at}/${row.id}`}>{t(cutoffKinds.names[row.kind])}</a>
          ) : (
            t(cutoffKinds.names[row.kind])
          ),
      },
      { key: 'day', label: words('Hết ngày', 'By the end of'), value: (row: CutoffRow) => dayOf(row, t) },
      {
        key: 'bars',
        label: words('Sau mốc không nhận', 'Not taken afterwards'),
        value: (row: CutoffRow) => row.bars.map((kind) => t(kindNames[kind])).join(', '),
      },
      {
        key: 'article',
        label: words('Văn bản, điều khoản', 'Instrument and article'),
        value: (row: CutoffRow) => row.article,
        cell: (row: CutoffRow) => (
          <>
            {row.article}
            {row.toCheck ? <span class="hint block">{t('Cần kiểm tra', 'To be checked')}</span> : null}
          </>
        ),
      },
      {
        key: 'years',
        label: words('Năm áp dụng', 'Budget years'),
        sort: 'firstYear',
        value: (row: CutoffRow) => yearsOf(row, t),
      },
      { key: 'note', label: words('Ghi chú', 'Note'), value: (row: CutoffRow) => row.note ?? '' },
    ]
  },
  empty: ({ t }) => t('Chưa có mốc ngày nào.', 'There are no days.'),
})

type Named = 'day' | 'month' | 'nextYear' | 'bars' | 'article' | 'note' | 'firstYear' | 'lastYear'

function CutoffFields({ f, t }: { f: Fields<Named>; t: PageRequest['t'] }) {
  return (
    <>
      <div class="grid gap-4 sm:grid-cols-2">
        {f.number('day', { label: t('Ngày', 'Day') })}
        {f.number('month', { label: t('Tháng', 'Month') })}
      </div>
      {f.check('nextYear', { label: t('Của năm sau năm ngân sách', 'Of the year after the budget year') })}
      {f.checks('bars', {
        label: t('Sau mốc không nhận', 'Not taken afterwards'),
        hint: t('Không chọn: mốc chỉ nhắc việc.', 'None chosen: the day only reminds.'),
        choices: barredKinds.map((kind) => ({ value: kind, label: t(kindNames[kind]) })),
      })}
      {f.text('article', {
        label: t('Văn bản, điều khoản', 'Instrument and article'),
        hint: t('Số văn bản, điều, khoản.', 'Number of the instrument, article, paragraph.'),
      })}
      <div class="grid gap-4 sm:grid-cols-2">
        {f.number('firstYear', { label: t('Năm đầu áp dụng', 'First budget year') })}
        {f.number('lastYear', {
          label: t('Năm cuối áp dụng', 'Last budget year'),
          hint: t('Để trống: đến khi có mốc mới.', 'Empty: until a new one.'),
        })}
      </div>
      {f.area('note', { label: t('Ghi chú', 'Note') })}
    </>
  )
}

const below = (request: PageRequest) => [...closingCrumbs(request), { label: request.t(title), href: at }]
const saved = words('Đã ghi mốc ngày.', 'The day is saved.')

export const newCutoff = formPage({
  command: addCutoff,
  address: '/budget/cutoffs/new',
  title: words('Thêm mốc ngày', 'Add a budget day'),
  lead: words(
    'Mốc cùng việc đang áp dụng sẽ kết thúc ở năm trước năm đầu của mốc mới.',
    'The one of the same matter that holds now ends with the year before.',
  ),
  crumbs: below,
  fields: ({ f, t }) => (
    <>
      {f.select('kind', {
        label: t('Loại mốc', 'Kind of day'),
        choices: cutoffKinds.choices(t),
        empty: t('— chọn —', '— choose —'),
      })}
      <CutoffFields f={f} t={t} />
    </>
  ),
  submit: words('Thêm mốc ngày', 'Add a budget day'),
  cancel: at,
  done: () => ({ to: at, message: saved }),
})

export const cutoffForm = formPage({
  command: editCutoff,
  address: '/budget/cutoffs/{id}',
  title: words('Sửa mốc ngày', 'Correct a day'),
  record: (request) => request.execute(showCutoff, { id: numberOf(request, 'id') }),
  lead: ({ record, t }) => t(cutoffKinds.names[record.kind]),
  crumbs: below,
  initial: ({ day, month, nextYear, bars, article, note, firstYear, lastYear }) => ({
    ...{ day: String(day), month: String(month), bars: [...bars], article, firstYear: String(firstYear) },
    ...(nextYear ? { nextYear: 'on' } : {}),
    note: note ?? undefined,
    lastYear: lastYear === null ? undefined : String(lastYear),
  }),
  fields: ({ f, t, record }) => (
    <>
      {f.hidden('version', record.version)}
      <CutoffFields f={f} t={t} />
    </>
  ),
  submit: words('Lưu', 'Save'),
  cancel: at,
  done: () => ({ to: at, message: saved }),
})
