import { TakenOverMark } from '../imports/index.ts'
import { planColumn, planFilters } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { type FormValues, type Page, type PageRequest, page, type RecordHead } from '../platform/page.ts'
import {
  Dong,
  Evidence,
  formPage,
  LinkButton,
  listPage,
  OpenLink,
  recordView,
  Section,
  stepsOf,
} from '../ui/index.ts'
import { actPages, CommitmentFacts, commitmentCrumbs, type Shown } from './act-pages.tsx'
import {
  type Choices,
  CommitmentState,
  mayBook,
  mayCommit,
  placeChoices,
  placeFilters,
  yearNow,
} from './choices.tsx'
import { commitDirectly } from './commands.ts'
import { type CommitmentRow, listCommitments, showCommitment } from './commitment-queries.ts'
import { Counterpart } from './counterpart-view.tsx'
import { EntryTable } from './entry-pages.tsx'
import { commitmentFields } from './fields.ts'
import { PaymentsOf } from './payment-pages.tsx'
import { listPayments } from './payment-queries.ts'
import { budgetChoices } from './queries.ts'

const commitmentsPage: Page = listPage({
  route: 'GET /budget/commitments',
  place: {
    group: 'money',
    order: 62,
    main: ['finance', 'accountant'],
    label: words('Cam kết và giải ngân', 'Commitments and payments'),
  },
  title: words('Cam kết và giải ngân', 'Commitments and payments'),
  lead: words(
    'Hợp đồng, quyết định đã giữ kinh phí; mỗi khoản cho biết đã giải ngân bao nhiêu và còn phải chi bao nhiêu.',
    'Contracts and decisions that hold money; each shows what has been paid and what has still to be.',
  ),
  query: listCommitments,
  breadcrumbs: ({ t }) => [{ label: t('Kinh phí', 'Budget'), href: '/budget' }],
  actions: (request) =>
    mayCommit(request) ? (
      <LinkButton kind="primary" href="/budget/commitments/new">
        {request.t('Ghi cam kết', 'Commit')}
      </LinkButton>
    ) : null,
  filters: async (request) => {
    const { t } = request
    const choices = await request.execute(budgetChoices, {})
    return [
      {
        name: 'q',
        kind: 'search',
        label: words('Tìm nội dung, số văn bản, doanh nghiệp', 'Purpose, document, enterprise'),
      },
      ...placeFilters(request, choices),
      {
        name: 'state',
        kind: 'select',
        label: words('Tình trạng', 'State'),
        choices: [
          { value: 'open', label: t('Còn phải chi', 'Left to pay') },
          { value: 'settled', label: t('Đã tất toán', 'Settled') },
        ],
      },
      ...(await planFilters(request)),
    ]
  },
  columns: async (request) => {
    const { t, language } = request
    return [
      {
        key: 'purpose',
        label: words('Nội dung chi', 'Purpose'),
        sort: 'purpose',
        value: (row) => row.purpose,
        cell: (row) => <a href={`/budget/commitments/${row.id}`}>{row.purpose}</a>,
      },
      {
        key: 'enterprise',
        label: words('Doanh nghiệp', 'Enterprise'),
        sort: 'enterprise',
        value: (row) => row.enterpriseName,
        cell: (row) =>
          row.enterpriseId === null ? (
            '—'
          ) : (
            <a href={`/enterprises/${row.enterpriseId}`}>{row.enterpriseName}</a>
          ),
      },
      ...(await planColumn<CommitmentRow>(request)),
      { key: 'line', label: words('Mục', 'Line'), sort: 'line', value: (row) => row.lineCode },
      { key: 'year', label: words('Năm', 'Year'), sort: 'year', value: (row) => row.year },
      {
        key: 'carriedTo',
        label: words('Chi từ ngân sách năm', 'Paid from the budget of'),
        value: (row) => row.carriedTo,
      },
      {
        key: 'document',
        label: words('Văn bản', 'Document'),
        sort: 'document',
        value: (row) => row.documentNumber,
      },
      {
        key: 'date',
        label: words('Ngày', 'Day'),
        sort: 'date',
        kind: 'date',
        value: (row) => row.documentDate,
      },
      {
        key: 'amount',
        label: words('Cam kết (đồng)', 'Committed (đồng)'),
        kind: 'money',
        sort: 'amount',
        value: (row) => row.amount,
        cell: (row) => <Dong amount={row.amount} language={language} />,
      },
      {
        key: 'disbursed',
        label: words('Đã giải ngân (đồng)', 'Paid (đồng)'),
        kind: 'money',
        sort: 'disbursed',
        value: (row) => row.disbursed,
        cell: (row) => <Dong amount={row.disbursed} language={language} />,
      },
      {
        key: 'rest',
        label: words('Còn phải chi (đồng)', 'To be paid (đồng)'),
        sort: 'rest',
        kind: 'money',
        value: (row) => row.rest,
        cell: (row) => <Dong amount={row.rest} language={language} />,
      },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        // Settled ones have nothing left.
        sort: 'rest',
        value: (row) => (row.rest > 0n ? t('Còn phải chi', 'Left to pay') : t('Đã tất toán', 'Settled')),
        cell: (row) => <CommitmentState request={request} row={row} />,
      },
      {
        key: 'source',
        label: words('Nguồn', 'Source'),
        value: (row) => t(row.sourceName, row.sourceNameEn),
        exportOnly: true,
      },
    ]
  },
})

const newCommitment = formPage({
  command: commitDirectly,
  // Filled with what the address says, the year that is due and the budget that the plan is of.
  record: (request: PageRequest) => request.execute(budgetChoices, {}),
  initial: (choices: Choices, request: PageRequest): FormValues => {
    const asked = request.url.searchParams
    return {
      line: asked.get('line') ?? '',
      year: asked.get('year') ?? String(yearNow(request, choices.years)),
      source: asked.get('source') ?? choices.source,
    }
  },
  address: '/budget/commitments/new',
  title: words('Ghi cam kết chi', 'Record a commitment'),
  lead: ({ t, record: { supportLine } }) => {
    const own = t(
      'Hợp đồng, quyết định chi của Chương trình (hội nghị, khóa đào tạo, khen thưởng…).',
      'Contracts and decisions of the Programme’s own (conferences, courses, commendations).',
    )
    if (supportLine === null) return own
    return `${own}${t(
      ` Kinh phí hỗ trợ doanh nghiệp ở mục ${supportLine} được cam kết khi quyết định hồ sơ đăng ký.`,
      ` Support money of line ${supportLine} is committed by the decision on an application.`,
    )}`
  },
  crumbs: commitmentCrumbs,
  fields: ({ f, t, request, record }) => (
    <>{commitmentFields.form(f, t, { choices: placeChoices(request, record, 'direct') })}</>
  ),
  submit: words('Ghi cam kết', 'Commit'),
  cancel: '/budget/commitments',
  done: (output) => ({
    to: `/budget/commitments/${output.commitmentId}`,
    message: words('Đã ghi cam kết.', 'The commitment is recorded.'),
  }),
})

function Actions({ request, shown }: { request: PageRequest; shown: Shown }) {
  const { t } = request
  const link = (act: string, label: string, kind?: 'primary' | 'danger') => (
    <LinkButton href={`/budget/commitments/${shown.id}/${act}`} kind={kind}>
      {label}
    </LinkButton>
  )
  const path = `/budget/path?commitment=${shown.id}`
  return (
    <>
      {request.mayOpen(path) ? (
        <LinkButton href={path}>{t('Đường đi của tiền', 'The way of money')}</LinkButton>
      ) : null}
      {mayBook(request) && shown.rest > 0n
        ? link('payment', t('Lập chứng từ chi', 'Draw up a payment'), 'primary')
        : null}
      {mayBook(request) && shown.rest > 0n && request.mayOpen(`/budget/commitments/${shown.id}/advance`)
        ? link('advance', t('Lập chứng từ tạm ứng', 'Draw up an advance'))
        : null}
      <OpenLink request={request} href={`/advances?commitmentId=${shown.id}`}>
        {t('Tạm ứng của cam kết này', 'Advances of this commitment')}
      </OpenLink>
      {mayBook(request) && shown.disbursed > 0n && request.mayOpen(`/budget/commitments/${shown.id}/recovery`)
        ? link('recovery', t('Ghi quyết định thu hồi', 'Enter a decision of recovery'))
        : null}
      {mayBook(request) && shown.disbursed > 0n ? link('refund', t('Thu hồi giải ngân', 'Refund')) : null}
      {mayCommit(request) && shown.releasable > 0n
        ? link('release', t('Hủy phần còn lại', 'Release the rest'), 'danger')
        : null}
    </>
  )
}

const showPage: Page = page({
  route: 'GET /budget/commitments/{id}',
  for: showCommitment,
  async run(request) {
    const shown = await request.execute(showCommitment, { id: request.params.id })
    const payments = await request.execute(listPayments, { commitmentId: shown.id })
    const drafted = payments.some(({ state }) => state === 'drafted')
    const paid = <PaymentsOf request={request} rows={payments} />
    return recordView({
      title: shown.purpose,
      breadcrumbs: commitmentCrumbs(request),
      actions: <Actions request={request} shown={shown} />,
      head: headOf(request, shown, payments),
      marks: <TakenOverMark mark={shown.takenOver} request={request} />,
      act: drafted ? paid : null,
      summary: (
        <>
          <CommitmentFacts request={request} shown={shown} />
          <Counterpart request={request} standings={shown.standings} />
        </>
      ),
      evidence: await Evidence({
        request,
        title: request.t('Chứng từ', 'Vouchers'),
        files: [
          ...payments.flatMap((payment) => [
            { what: payment.documentNumber, file: payment.file },
            { what: payment.basisNumber ?? '', file: payment.basisFile },
          ]),
          ...shown.entries.map(({ documentNumber, file }) => ({ what: documentNumber, file })),
        ],
      }),
      rest: (
        <>
          {drafted ? null : paid}
          <Section title={request.t('Bút toán', 'Entries')} id="entries">
            <EntryTable request={request} entries={shown.entries} />
          </Section>
        </>
      ),
    })
  },
})

/** How far the money of a commitment has come, with the payments and the turn that it waits for. */
function headOf(request: PageRequest, shown: Shown, payments: Output<typeof listPayments>): RecordHead {
  const { t } = request
  const begun = payments.some(({ state }) => state === 'drafted') || shown.disbursed > 0n
  const now = shown.rest === 0n ? 'settled' : begun ? 'paid' : 'committed'
  return {
    matters: [
      { record: 'commitment', id: shown.id },
      ...payments.map(({ id }) => ({ record: 'payment', id })),
      ...(shown.turnId === null ? [] : [{ record: 'support_turn', id: shown.turnId }]),
    ],
    state: { key: now, shown: <CommitmentState request={request} row={shown} /> },
    steps: stepsOf(
      [
        ['committed', t('Cam kết', 'Commitment')],
        ['paid', t('Giải ngân', 'Disbursement')],
        ['settled', t('Tất toán', 'Settlement')],
      ],
      now,
      { committed: shown.documentDate, paid: payments.find(({ state }) => state === 'released')?.on ?? null },
    ),
  }
}

export const commitmentPages: readonly Page[] = [
  commitmentsPage,
  ...newCommitment.pages,
  showPage,
  ...actPages,
]
