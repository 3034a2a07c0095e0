import { heldRows } from '../controls/index.ts'
import { planColumn, planFilters } from '../plan/index.ts'
import { formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { numberOf, type PageRequest, type PageResult, page } from '../platform/page.ts'
import {
  act,
  actsOf,
  Dong,
  Evidence,
  Facts,
  FileLink,
  formPage,
  LinkButton,
  listPage,
  reasonFields,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import { Counterpart } from './counterpart-view.tsx'
import { ownPaymentFields, ownPaymentStates } from './own-payment-fields.ts'
import {
  listOwnPayments,
  type OwnPaymentRow,
  type ShownOwn,
  showOwnPayment,
  turnSides,
} from './own-payment-queries.ts'
import {
  declaredOwn,
  declareOwnOfContent,
  declareOwnOfTurn,
  proveOwn,
  refuseOwn,
  settleOwn,
  withdrawOwn,
} from './own-payments.ts'

/* Pages of own money: the list, one with its acts, the forms that declare it. */

const at = '/budget/own-payments'
const title = words('Vốn đối ứng đã bỏ ra', 'Own money put in')
const crumbs = (request: PageRequest) => [{ label: request.t(title), href: at }]

export const ownList = listPage({
  route: `GET ${at}`,
  place: { group: 'money', order: 64, label: title },
  title,
  lead: words(
    'Các khoản doanh nghiệp, tổ chức chủ trì tự bỏ ra, kèm chứng từ. Người khác với người khai xác nhận; ngân sách chi theo tiến độ số đã chứng minh.',
    'What enterprises and hosts put in themselves, with vouchers. Somebody else than declared it confirms it; state money follows what is proven.',
  ),
  query: listOwnPayments,
  actions: (request) => (
    <>
      {request.mayOpen(`${at}/import`) ? (
        <LinkButton href={`${at}/import`}>{request.t('Nhập từ Excel', 'Import from Excel')}</LinkButton>
      ) : null}
      {request.mayOpen(`${at}/contents/import`) ? (
        <LinkButton href={`${at}/contents/import`}>
          {request.t('Nhập theo nhiệm vụ', 'Import for tasks')}
        </LinkButton>
      ) : null}
      {request.mayOpen('/budget/own-ratios') ? (
        <LinkButton href="/budget/own-ratios">
          {request.t('Tỷ lệ theo doanh nghiệp', 'Shares by enterprise')}
        </LinkButton>
      ) : null}
    </>
  ),
  empty: ({ t }) => t('Chưa khai khoản vốn đối ứng nào.', 'No own money is declared yet.'),
  filters: async (request) => [
    { name: 'q', kind: 'search', label: words('Tìm chứng từ, người bỏ vốn', 'Voucher, or who put it in') },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: ownPaymentStates.choices(request.t),
    },
    { name: 'year', kind: 'search', label: words('Năm', 'Year') },
    ...(await planFilters(request)),
  ],
  columns: async (request) => {
    const { t, language } = request
    return [
      {
        key: 'documentNumber',
        label: ownPaymentFields.labels.documentNumber,
        value: (row) => row.documentNumber,
        cell: (row) => <a href={`${at}/${row.id}`}>{row.documentNumber}</a>,
      },
      {
        key: 'payer',
        label: words('Người bỏ vốn', 'Who put it in'),
        sort: 'payer',
        value: (row) => row.payer,
      },
      {
        key: 'content',
        label: words('Nội dung', 'Content'),
        value: (row) => t(row.content, row.contentEn),
        cell: (row) => <Whereof row={row} request={request} />,
      },
      {
        key: 'paidOn',
        label: ownPaymentFields.labels.paidOn,
        sort: 'paidOn',
        kind: 'date',
        value: (row) => row.paidOn,
      },
      {
        key: 'amount',
        label: ownPaymentFields.labels.amount,
        sort: 'amount',
        kind: 'money',
        value: (row) => row.amount,
        cell: (row) => <Dong amount={row.amount} language={language} />,
      },
      {
        key: 'proven',
        label: words('Số được chấp nhận (đồng)', 'Accepted (đồng)'),
        sort: 'proven',
        kind: 'money',
        value: (row) => row.proven,
        cell: (row) => (row.proven === null ? '—' : <Dong amount={row.proven} language={language} />),
      },
      {
        key: 'settled',
        label: words('Số quyết toán (đồng)', 'Amount settled (đồng)'),
        sort: 'settled',
        kind: 'money',
        exportOnly: true,
        value: (row) => row.settled,
      },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        sort: 'state',
        value: (row) => t(ownPaymentStates.names[row.state]),
        cell: (row) => <StateBadge of={ownPaymentStates} is={row.state} t={t} />,
      },
      ...(await planColumn<OwnPaymentRow>(request)),
      {
        key: 'year',
        label: words('Năm', 'Year'),
        sort: 'year',
        value: (row) => row.year,
        exportOnly: true,
      },
      {
        key: 'purpose',
        label: ownPaymentFields.labels.purpose,
        value: (row) => row.purpose,
        exportOnly: true,
      },
      {
        key: 'file',
        label: words('Chứng từ', 'Vouchers'),
        value: (row) => row.file?.name ?? null,
        cell: (row) => <FileLink file={row.file} t={t} />,
      },
      { key: 'reason', label: words('Lý do', 'Reason'), value: (row) => row.reason, exportOnly: true },
    ]
  },
})

/** The turn or the task that own money is for, linked where the reader may open it. */
function Whereof({ row, request }: { row: OwnPaymentRow; request: PageRequest }) {
  const href = row.turnId === null ? `/science-tasks/${row.taskId}` : `/support/${row.turnId}`
  const said = request.t(row.content, row.contentEn)
  return request.mayOpen(href) ? <a href={href}>{said}</a> : <span>{said}</span>
}

type ActKey = 'prove' | 'settle' | 'refuse' | 'withdraw'
const why = async ({ id }: ShownOwn, request: PageRequest) =>
  (await heldRows(request, 'payment', declaredOwn, [id]))(id)

const acts = actsOf<ShownOwn, ActKey>('/budget/own-payments/{id}', {
  prove: act(proveOwn, {
    title: words('Xác nhận vốn đối ứng', 'Confirm own money'),
    path: 'proof',
    open: ({ state }) => state === 'declared',
    held: why,
    initial: ({ amount }) => ({ proven: formatDong(amount, 'vi') }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.money('proven', {
          label: t('Số được chấp nhận (đồng)', 'Accepted (đồng)'),
          hint: t('Ít hơn số đã khai thì ghi lý do.', 'Less than was declared needs a reason.'),
        })}
        {f.area('reason', { label: t('Lý do', 'Reason'), rows: 2 })}
      </>
    ),
    done: words('Đã xác nhận vốn đối ứng.', 'The own money is confirmed.'),
  }),
  settle: act(settleOwn, {
    title: words('Quyết toán vốn đối ứng', 'Settle own money'),
    path: 'settlement',
    open: ({ state }) => state === 'proven',
    initial: ({ proven }, { system }) => ({
      settled: formatDong(proven ?? 0n, 'vi'),
      settledOn: formatDate(today(system.now())),
    }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.money('settled', { label: t('Số quyết toán (đồng)', 'Amount settled (đồng)') })}
        {f.date('settledOn', { label: t('Ngày biên bản quyết toán', 'Day of the minutes of settlement') })}
        {f.text('settledNumber', {
          label: t('Số biên bản quyết toán', 'Number of the minutes of settlement'),
        })}
      </>
    ),
    done: words('Đã quyết toán vốn đối ứng.', 'The own money is settled.'),
  }),
  refuse: act(refuseOwn, {
    title: words('Không chấp nhận vốn đối ứng', 'Refuse own money'),
    path: 'refusal',
    kind: 'danger',
    open: ({ state }) => state === 'declared' || state === 'proven',
    fields: reasonFields,
    done: words('Đã ghi không chấp nhận.', 'It is refused.'),
  }),
  withdraw: act(withdrawOwn, {
    title: words('Rút khoản vốn đối ứng khai nhầm', 'Withdraw own money declared wrongly'),
    path: 'withdrawal',
    kind: 'danger',
    open: ({ state }) => state === 'declared',
    fields: reasonFields,
    done: words('Đã rút khoản này.', 'It is withdrawn.'),
  }),
})

async function ownView(request: PageRequest, sent?: Sent<ActKey>): Promise<PageResult> {
  const { t, language } = request
  const own = await request.execute(showOwnPayment, { id: numberOf(request, 'id') })
  const first = acts.chosen(request, own, sent)
  // a form that takes something back is opened by its button alone
  const wished = sent !== undefined || request.url.searchParams.has('do')
  const chosen = wished || first === 'prove' || first === 'settle' ? first : undefined
  const money = (amount: bigint | null) =>
    amount === null ? null : <Dong amount={amount} language={language} />
  const off = own.state === 'refused' || own.state === 'withdrawn'
  const day = (value: string | null) => (value === null ? null : formatDate(value))
  const items = [
    [t('Người bỏ vốn', 'Who put it in'), own.payer],
    [t('Nội dung', 'Content'), <Whereof row={own} request={request} />],
    [t(ownPaymentFields.labels.amount), money(own.amount)],
    [t(ownPaymentFields.labels.paidOn), formatDate(own.paidOn)],
    [t(ownPaymentFields.labels.purpose), own.purpose],
    [t('Số được chấp nhận (đồng)', 'Accepted (đồng)'), money(own.proven)],
    [t('Ngày xem xét', 'Judged on'), day(own.judgedOn)],
    [t('Lý do', 'Reason'), own.reason],
    [t('Số quyết toán (đồng)', 'Amount settled (đồng)'), money(own.settled)],
    [t('Ngày biên bản quyết toán', 'Day of the minutes of settlement'), day(own.settledOn)],
    [t('Số biên bản quyết toán', 'Number of the minutes of settlement'), own.settledNumber],
  ] as const
  return recordView({
    title: t(`Vốn đối ứng ${own.documentNumber}`, `Own money ${own.documentNumber}`),
    lead: own.payer,
    breadcrumbs: crumbs(request),
    head: {
      matters: [{ record: 'own_payment', id: own.id }],
      state: { key: own.state, shown: <StateBadge of={ownPaymentStates} is={own.state} t={t} /> },
      steps: stepsOf<OwnPaymentRow['state']>(
        (['declared', 'proven', 'settled'] as const).map((key) => [key, t(ownPaymentStates.names[key])]),
        own.state,
        {
          ...{ declared: own.paidOn, proven: own.judgedOn, settled: own.settledOn },
          ...(off ? { [own.state]: own.judgedOn } : {}),
        },
        off ? { after: 'declared', label: t(ownPaymentStates.names[own.state]), ends: true } : undefined,
      ),
    },
    finished: off || own.state === 'settled',
    actions:
      chosen !== undefined
        ? null
        : acts.open(request, own).map((key) => (
            <LinkButton href={`${at}/${own.id}?do=${key}#act`} kind="danger">
              {t(acts.title(key))}
            </LinkButton>
          )),
    act: chosen === undefined ? null : await acts.form(request, own, chosen, sent),
    summary: (
      <>
        <Section title={t('Thông tin chung', 'General information')} id="about">
          <Facts columns={2} items={items.filter(([, value]) => value !== null)} />
        </Section>
        <Counterpart request={request} standings={own.standings} rows={[own]} />
      </>
    ),
    evidence: await Evidence({
      request,
      title: t('Chứng từ', 'Vouchers'),
      files: [{ what: own.documentNumber, file: own.file }],
    }),
  })
}

const ofTurn = formPage({
  command: declareOwnOfTurn,
  address: '/support/{id}/own-payments/new',
  record: (request) => request.execute(turnSides, { id: request.params.id }),
  title: words('Khai vốn đối ứng của lượt hỗ trợ', 'Declare own money of a support turn'),
  lead: ({ record }) => record.standings.find(({ scope }) => scope === 'turn')?.name ?? '',
  crumbs,
  initial: (_record, { system }) => ({ paidOn: formatDate(today(system.now())) }),
  above: ({ request, record }) => <Counterpart request={request} standings={record.standings} />,
  fields: ({ f, t }) => ownPaymentFields.form(f, t),
  submit: words('Gửi để xác nhận', 'Send it to be confirmed'),
  cancel: ({ id }) => `/support/${id}#counterpart`,
  done: ({ id }) => ({
    to: `${at}/${id}`,
    message: words(
      'Đã khai; người khác xem chứng từ rồi xác nhận.',
      'It is declared; another person confirms it.',
    ),
  }),
})

const ofContent = formPage({
  command: declareOwnOfContent,
  address: '/science-tasks/contents/{id}/own-payments/new',
  title: words('Khai vốn đối ứng của nội dung nhiệm vụ', 'Declare own money of a content of a task'),
  crumbs,
  initial: (_record, { system }) => ({ paidOn: formatDate(today(system.now())) }),
  fields: ({ f, t }) => ownPaymentFields.form(f, t),
  submit: words('Gửi để xác nhận', 'Send it to be confirmed'),
  cancel: at,
  done: ({ id }) => ({
    to: `${at}/${id}`,
    message: words(
      'Đã khai; người khác xem chứng từ rồi xác nhận.',
      'It is declared; another person confirms it.',
    ),
  }),
})

export const ownPaymentPages = [
  page({ route: 'GET /budget/own-payments/{id}', for: showOwnPayment, run: (request) => ownView(request) }),
  ...acts.receivers(ownView),
  ...ofTurn.pages,
  ...ofContent.pages,
]
