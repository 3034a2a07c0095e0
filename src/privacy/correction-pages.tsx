import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import type { Page, PageRequest } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Act, Facts, formPage, LinkButton, type ListColumn, listPage, StateBadge } from '../ui/index.ts'
import {
  askCorrection,
  correctionFields,
  correctionStates,
  listCorrections,
  myCorrections,
  settleCorrection,
  showCorrectionTerm,
} from './corrections.ts'

const own = '/account/data/corrections'
const list = '/persons/corrections'

type Row = Output<typeof listCorrections>['rows'][number]

const columns = ({ t }: PageRequest): ListColumn<Row>[] => [
  {
    key: 'state',
    label: words('Tình trạng', 'State'),
    value: (row) => t(correctionStates.names[row.state]),
    cell: (row) => <StateBadge of={correctionStates} is={row.state} t={t} />,
  },
  { key: 'field', label: words('Mục', 'Field'), value: (row) => t(correctionFields.names[row.field]) },
  { key: 'wrong', label: words('Chỗ sai', 'What is wrong'), value: (row) => row.wrong },
  { key: 'wanted', label: words('Sửa thành', 'To be corrected to'), value: (row) => row.wanted },
  {
    key: 'askedAt',
    label: words('Yêu cầu lúc', 'Requested at'),
    kind: 'moment',
    sort: 'askedAt',
    value: (row) => row.askedAt,
  },
  { key: 'dueOn', label: words('Hạn trả lời', 'Answer due'), kind: 'date', value: (row) => row.dueOn },
  { key: 'reason', label: words('Lý do', 'Reason'), value: (row) => row.reason },
  {
    key: 'settledAt',
    label: words('Trả lời lúc', 'Answered at'),
    kind: 'moment',
    value: (row) => row.settledAt,
  },
]

const filters = ({ t }: PageRequest) => [
  {
    name: 'state',
    label: words('Tình trạng', 'State'),
    kind: 'select' as const,
    choices: correctionStates.choices(t),
  },
]

/** The term as it is stated, or that none is. */
async function TermSaid(request: PageRequest) {
  const { t } = request
  const { days, source } = await request.execute(showCorrectionTerm, {})
  return (
    <p class="hint mb-4">
      {t('Hạn trả lời', 'Answer due')}:{' '}
      {days === null ? t('chưa nêu số ngày', 'number of days not stated') : t(`${days} ngày`, `${days} days`)}{' '}
      ({source})
    </p>
  )
}

const all = listPage({
  route: `GET ${list}`,
  place: { group: 'system', order: 94, label: words('Yêu cầu sửa dữ liệu', 'Requests for correction') },
  title: words('Yêu cầu sửa dữ liệu', 'Requests for correction'),
  query: listCorrections,
  filters,
  above: TermSaid,
  columns: (request) => [
    { key: 'who', label: words('Người', 'Person'), value: (row) => row.who },
    ...columns(request),
    {
      key: 'acts',
      label: words('Việc', 'Action'),
      value: () => null,
      cell: (row) =>
        row.state !== 'asked' ? null : (
          <Act command={settleCorrection} request={request} href={`${list}/${row.id}`} small>
            {request.t('Trả lời', 'Answer')}
          </Act>
        ),
    },
  ],
  empty: ({ t }) => <p>{t('Chưa có yêu cầu nào.', 'No request yet.')}</p>,
})

const mine = listPage({
  route: `GET ${own}`,
  title: words('Yêu cầu sửa của tôi', 'My requests for correction'),
  query: myCorrections,
  filters,
  above: TermSaid,
  breadcrumbs: ({ t }) => [{ label: t('Dữ liệu của tôi', 'My data'), href: '/account/data' }],
  actions: ({ t }) => <LinkButton href={`${own}/new`}>{t('Yêu cầu sửa', 'Ask for a correction')}</LinkButton>,
  columns,
  empty: ({ t }) => <p>{t('Chưa có yêu cầu nào.', 'No request yet.')}</p>,
})

const ask = formPage({
  command: askCorrection,
  address: `${own}/new`,
  title: words('Yêu cầu sửa dữ liệu của tôi', 'Ask to have my data corrected'),
  lead: words(
    'Quản trị viên trả lời: sửa, hoặc từ chối có lý do. Dữ liệu của doanh nghiệp thì nêu rõ mục nào.',
    'The administrator answers: corrected, or refused with the reason. For data of an enterprise say which field.',
  ),
  crumbs: ({ t }) => [{ label: t('Dữ liệu của tôi', 'My data'), href: '/account/data' }],
  fields: ({ f, t }) => (
    <>
      {f.radio('field', { label: t('Mục', 'Field'), choices: correctionFields.choices(t) })}
      {f.area('wrong', { label: t('Chỗ sai', 'What is wrong'), required: true, rows: 3 })}
      {f.text('wanted', { label: t('Sửa thành', 'To be corrected to'), required: true, personal: 'account' })}
    </>
  ),
  submit: words('Gửi yêu cầu', 'Send the request'),
  cancel: own,
  done: () => ({ to: own, message: words('Đã gửi yêu cầu sửa.', 'The request is sent.') }),
})

const settle = formPage({
  command: settleCorrection,
  address: `${list}/{id}`,
  title: words('Trả lời yêu cầu sửa dữ liệu', 'Answer a request for correction'),
  record: async (request) => {
    const { rows } = await request.execute(listCorrections, { limit: 1000 })
    const row = rows.find(({ id }) => String(id) === request.params.id)
    if (row === undefined) throw notFound(words('yêu cầu sửa', 'Request'))
    return row
  },
  crumbs: ({ t }) => [{ label: t('Yêu cầu sửa dữ liệu', 'Requests for correction'), href: list }],
  above: ({ t, record }) => (
    <Facts
      items={[
        [t('Người', 'Person'), record.who],
        [t('Mục', 'Field'), t(correctionFields.names[record.field])],
        [t('Chỗ sai', 'What is wrong'), record.wrong],
        [t('Sửa thành', 'To be corrected to'), record.wanted],
      ]}
    />
  ),
  fields: ({ f, t }) => (
    <>
      {f.radio('outcome', {
        label: t('Kết quả', 'Result'),
        hint: t(
          'Họ tên và thư điện tử của tài khoản được sửa ngay; dữ liệu khác thì sửa ở trang của nó trước.',
          'Name and e-mail of the account are corrected at once; other data are corrected on their own page first.',
        ),
        choices: [
          { value: 'corrected', label: t(correctionStates.names.corrected) },
          { value: 'refused', label: t(correctionStates.names.refused) },
        ],
      })}
      {f.area('reason', { label: t('Lý do', 'Reason'), rows: 3 })}
    </>
  ),
  submit: words('Trả lời', 'Answer'),
  cancel: list,
  done: () => ({ to: list, message: words('Đã trả lời yêu cầu.', 'The request is answered.') }),
})

export const correctionPages: readonly Page[] = [all, mine, ...ask.pages, ...settle.pages]
