import { formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { numberOf, type PageRequest, type PageResult, page } from '../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Day,
  Facts,
  formPage,
  LinkButton,
  listPage,
  Notice,
  OpenLink,
  Section,
  type Sent,
  StateBadge,
} from '../ui/index.ts'
import { cancelOutgoingNumber, takeOutgoingNumber } from './commands.ts'
import { listOutgoingNumbers, type NumberRow, numberStates, showOutgoingNumber } from './queries.ts'
import { calledNumber, numberKinds } from './register.ts'

const at = '/outgoing-numbers'
const title = words('Sổ số văn bản đi', 'Register of out-going numbers')
const crumbs = ({ t }: Pick<PageRequest, 't'>) => [{ label: t(title), href: at }]

/** Where the page of a numbered record is. */
const addresses: Readonly<Record<string, string>> = {
  application: '/applications',
  application_decision: '/applications/decisions',
  support_turn: '/support',
}

function addressOf({ record }: Pick<NumberRow, 'record'>): string | null {
  const [kind = '', id = ''] = (record ?? '').split(':')
  const address = addresses[kind]
  return address === undefined ? null : `${address}/${id}`
}

const called = ({ number, symbol }: Pick<NumberRow, 'number' | 'symbol'>) => calledNumber(number, symbol)
const givenBy = ({ typed }: NumberRow, t: PageRequest['t']) =>
  typed ? t('Người nhập ghi', 'Typed by an officer') : t('Sổ cấp', 'Given by the register')

export const outgoingPage = listPage({
  route: 'GET /outgoing-numbers',
  place: { group: 'reporting', order: 64, label: title },
  title,
  lead: words(
    'Số theo năm, cơ quan ban hành và loại văn bản. Sổ cấp số nối tiếp, không trùng, không bỏ cách; số văn thư đã cho thì ghi vào.',
    'Numbers by year, issuer and kind. The register gives them one after the other; one that the office gave elsewhere is typed.',
  ),
  query: listOutgoingNumbers,
  actions: (request) => (
    <>
      <LinkButton href={`${at}/symbols`}>
        {request.t('Ký hiệu loại văn bản', 'Symbols of the kinds of document')}
      </LinkButton>
      <Act command={takeOutgoingNumber} request={request} href={`${at}/new`} kind="primary">
        {request.t('Lấy số', 'Take a number')}
      </Act>
    </>
  ),
  filters: ({ t }) => [
    { name: 'q', kind: 'search', label: words('Tìm theo số, nội dung', 'Number, content') },
    {
      name: 'kind',
      kind: 'select',
      label: words('Loại văn bản', 'Kind of document'),
      choices: numberKinds.choices(t),
    },
    { name: 'year', kind: 'search', label: words('Năm', 'Year') },
    { name: 'state', kind: 'select', label: words('Tình trạng', 'State'), choices: numberStates.choices(t) },
  ],
  columns: ({ t }: PageRequest) => [
    {
      key: 'number',
      label: words('Số văn bản', 'Number of the document'),
      sort: 'number',
      value: called,
      cell: (row: NumberRow) => <a href={`${at}/${row.id}`}>{called(row)}</a>,
    },
    {
      key: 'kind',
      label: words('Loại văn bản', 'Kind of document'),
      value: (row: NumberRow) => t(numberKinds.names[row.kind]),
    },
    {
      key: 'issuedOn',
      label: words('Ngày văn bản', 'Day of the document'),
      kind: 'date',
      sort: 'issuedOn',
      value: (row: NumberRow) => row.issuedOn,
    },
    { key: 'subject', label: words('Trích yếu', 'Title'), value: (row: NumberRow) => row.subject },
    {
      key: 'issuer',
      label: words('Cơ quan ban hành', 'Issued by'),
      exportOnly: true,
      value: (row: NumberRow) => row.issuer,
    },
    {
      key: 'typed',
      label: words('Ai cho số', 'Who gave the number'),
      exportOnly: true,
      value: (row: NumberRow) => givenBy(row, t),
    },
    {
      key: 'state',
      label: words('Tình trạng', 'State'),
      value: (row: NumberRow) => t(numberStates.names[row.state]),
      cell: (row: NumberRow) => <StateBadge of={numberStates} is={row.state} t={t} />,
    },
    {
      key: 'cancelReason',
      label: words('Lý do hủy', 'Why it is cancelled'),
      exportOnly: true,
      value: (row: NumberRow) => row.cancelReason ?? '',
    },
  ],
})

export const takeNumberForm = formPage({
  command: takeOutgoingNumber,
  address: '/outgoing-numbers/new',
  title: words('Lấy số văn bản đi', 'Take an out-going number'),
  lead: words(
    'Cho văn bản soạn ngoài chương trình; quyết định, thư báo, hợp đồng tạo ở đây thì lấy số ngay khi tạo.',
    'For a document that is written elsewhere; decisions, letters and contracts that are made here take theirs as they are made.',
  ),
  crumbs,
  initial: (_record, { system }) => ({ kind: 'letter', issuedOn: formatDate(today(system.now())) }),
  fields: ({ f, t }) => (
    <>
      {f.select('kind', { label: t('Loại văn bản', 'Kind of document'), choices: numberKinds.choices(t) })}
      {f.number('number', {
        label: t('Số văn bản', 'Number of the document'),
        hint: t('Để trống thì lấy số tiếp theo của sổ.', 'Left empty: the next one of the register.'),
      })}
      {f.date('issuedOn', { label: t('Ngày văn bản', 'Day of the document') })}
      {f.text('subject', { label: t('Trích yếu', 'Title') })}
    </>
  ),
  submit: words('Lấy số', 'Take a number'),
  cancel: at,
  done: ({ id, number, symbol }) => ({
    to: `${at}/${id}`,
    message: words(
      `Văn bản mang số ${calledNumber(number, symbol)}.`,
      `The document bears the number ${calledNumber(number, symbol)}.`,
    ),
  }),
})

type Shown = Output<typeof showOutgoingNumber>

const acts = actsOf<Shown, 'cancel'>('/outgoing-numbers/{id}', {
  cancel: act(cancelOutgoingNumber, {
    title: words('Hủy số này', 'Cancel this number'),
    path: 'cancellation',
    kind: 'danger',
    open: ({ state, kind, record }) => state === 'given' && (kind !== 'decision' || record === null),
    fields: ({ f, t, record: { version } }) => (
      <>
        {f.hidden('version', version)}
        {f.area('reason', {
          label: t('Lý do hủy', 'Why it is cancelled'),
          hint: t(
            'Số đã hủy vẫn ở trong sổ và không cấp lại; thư báo mang số ấy cần tạo lại.',
            'It stays in the register and is not given again; a letter with it has to be made anew.',
          ),
        })}
      </>
    ),
    done: words('Đã hủy số.', 'The number is cancelled.'),
  }),
})

async function numberView(request: PageRequest, sent?: Sent<'cancel'>): Promise<PageResult> {
  const { t } = request
  const number = await request.execute(showOutgoingNumber, { id: numberOf(request, 'id') })
  const chosen = acts.chosen(request, number, sent)
  const address = addressOf(number)
  return {
    title: t(`Số ${called(number)}`, `Number ${called(number)}`),
    breadcrumbs: crumbs(request),
    actions:
      chosen !== undefined || acts.open(request, number).length === 0 ? null : (
        <LinkButton href={`${at}/${number.id}?do=cancel#act`}>{t(acts.title('cancel'))}</LinkButton>
      ),
    body: (
      <>
        {number.cancelledOn === null ? null : (
          <Notice tone="warning">
            {t(
              `Đã hủy ngày ${formatDate(number.cancelledOn)}: ${number.cancelReason}`,
              `Cancelled on ${formatDate(number.cancelledOn)}: ${number.cancelReason}`,
            )}
          </Notice>
        )}
        <Section title={t('Văn bản', 'Document')} id="document">
          <Facts
            columns={3}
            items={[
              [t('Tình trạng', 'State'), <StateBadge of={numberStates} is={number.state} t={t} />],
              [t('Loại văn bản', 'Kind of document'), t(numberKinds.names[number.kind])],
              [t('Ngày văn bản', 'Day of the document'), <Day day={number.issuedOn} />],
              [t('Cơ quan ban hành', 'Issued by'), number.issuer],
              [
                t('Trích yếu', 'Title'),
                address === null ? (
                  number.subject
                ) : (
                  <OpenLink request={request} href={address}>
                    {number.subject}
                  </OpenLink>
                ),
              ],
              [t('Ai cho số', 'Who gave the number'), givenBy(number, t)],
            ]}
          />
        </Section>
        {chosen === undefined ? null : await acts.form(request, number, chosen, sent)}
      </>
    ),
  }
}

export const outgoingPages = [
  page({
    route: 'GET /outgoing-numbers/{id}',
    for: showOutgoingNumber,
    run: (request) => numberView(request),
  }),
  ...acts.receivers(numberView),
]
