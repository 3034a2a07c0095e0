import { type Grant, staff } from '../platform/actor.ts'
import { today } from '../platform/dates.ts'
import type { Words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import type { Output } from '../platform/operation.ts'
import {
  type FormState,
  freshForm,
  type Page,
  type PageRequest,
  page,
  submit,
  type View,
} from '../platform/page.ts'
import { Day, Dong, Facts, Form, fields, LinkButton, listPage, Meter, Section } from '../ui/index.ts'
import { placedForm, placeFields } from './allocation-pages.tsx'
import { commitDirectly, disburse, refund, releaseRest } from './commands.ts'
import { EntryTable } from './entry-pages.tsx'
import { CommitmentState, lineChoices, mayBook, mayCommit, sourceChoices, yearChoices } from './parts.tsx'
import { budgetChoices, listCommitments, showCommitment } from './queries.ts'

type Shown = Output<typeof showCommitment>

const crumbs = ({ t }: PageRequest) => [
  { label: t('Kinh phí', 'Budget'), href: '/budget' },
  { label: t('Cam kết', 'Commitments'), href: '/budget/commitments' },
]

const commitmentsPage: Page = listPage({
  route: 'GET /budget/commitments',
  may: staff,
  place: { group: 'money', order: 62, label: { vi: 'Cam kết và giải ngân', en: 'Commitments' } },
  title: { vi: 'Cam kết và giải ngân', en: 'Commitments and payments' },
  lead: {
    vi: 'Hợp đồng, quyết định đã giữ kinh phí; mỗi khoản cho biết đã giải ngân bao nhiêu và còn phải chi bao nhiêu.',
    en: 'Contracts and decisions that hold money; each shows what has been paid and what has still to be.',
  },
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
        label: { vi: 'Tìm nội dung, số văn bản, doanh nghiệp', en: 'Purpose, document, enterprise' },
      },
      {
        name: 'line',
        kind: 'select',
        label: { vi: 'Mục', en: 'Line' },
        choices: lineChoices(request, choices, 'all'),
      },
      {
        name: 'year',
        kind: 'select',
        label: { vi: 'Năm dự toán', en: 'Budget year' },
        choices: yearChoices(choices),
      },
      {
        name: 'source',
        kind: 'select',
        label: { vi: 'Nguồn', en: 'Source' },
        choices: sourceChoices(request, choices),
      },
      {
        name: 'state',
        kind: 'select',
        label: { vi: 'Tình trạng', en: 'State' },
        choices: [
          { value: 'open', label: t('Còn phải chi', 'Open') },
          { value: 'settled', label: t('Đã tất toán', 'Settled') },
        ],
      },
    ]
  },
  columns: (request) => {
    const { t, language } = request
    return [
      {
        key: 'purpose',
        label: { vi: 'Nội dung', en: 'Purpose' },
        value: (row) => row.purpose,
        cell: (row) => <a href={`/budget/commitments/${row.id}`}>{row.purpose}</a>,
      },
      {
        key: 'enterprise',
        label: { vi: 'Doanh nghiệp', en: 'Enterprise' },
        value: (row) => row.enterpriseName,
        cell: (row) =>
          row.enterpriseId === null ? (
            '—'
          ) : (
            <a href={`/enterprises/${row.enterpriseId}`}>{row.enterpriseName}</a>
          ),
      },
      { key: 'line', label: { vi: 'Mục', en: 'Line' }, value: (row) => row.lineCode },
      { key: 'year', label: { vi: 'Năm', en: 'Year' }, value: (row) => row.year },
      { key: 'document', label: { vi: 'Văn bản', en: 'Document' }, value: (row) => row.documentNumber },
      {
        key: 'date',
        label: { vi: 'Ngày', en: 'Day' },
        sort: 'date',
        kind: 'date',
        value: (row) => row.documentDate,
      },
      {
        key: 'amount',
        label: { vi: 'Cam kết (đồng)', en: 'Committed (đồng)' },
        kind: 'money',
        value: (row) => row.amount,
        cell: (row) => <Dong amount={row.amount} language={language} />,
      },
      {
        key: 'disbursed',
        label: { vi: 'Đã giải ngân (đồng)', en: 'Paid (đồng)' },
        kind: 'money',
        value: (row) => row.disbursed,
        cell: (row) => <Dong amount={row.disbursed} language={language} />,
      },
      {
        key: 'rest',
        label: { vi: 'Còn phải chi (đồng)', en: 'To be paid (đồng)' },
        sort: 'rest',
        kind: 'money',
        value: (row) => row.rest,
        cell: (row) => <Dong amount={row.rest} language={language} />,
      },
      {
        key: 'state',
        label: { vi: 'Tình trạng', en: 'State' },
        value: (row) => (row.rest > 0n ? t('Còn phải chi', 'Open') : t('Đã tất toán', 'Settled')),
        cell: (row) => <CommitmentState request={request} row={row} />,
      },
      {
        key: 'source',
        label: { vi: 'Nguồn', en: 'Source' },
        value: (row) => t(row.sourceName, row.sourceNameEn),
        exportOnly: true,
      },
    ]
  },
})

async function newView(request: PageRequest, form: FormState): Promise<View> {
  const { t } = request
  const f = fields(form, t)
  return {
    title: t('Ghi cam kết chi', 'Record a commitment'),
    lead: t(
      'Hợp đồng, quyết định chi của Chương trình (hội nghị, khoá đào tạo, khen thưởng…). Kinh phí hỗ trợ doanh nghiệp ở mục IV được cam kết khi quyết định hồ sơ đăng ký.',
      'Contracts and decisions of the Programme’s own (conferences, courses, commendations). Support money of part IV is committed by the decision on an application.',
    ),
    breadcrumbs: crumbs(request),
    status: form.problem === null ? 200 : 422,
    body: (
      <div class="panel">
        <Form
          form={form}
          t={t}
          action="/budget/commitments/new"
          submit={t('Ghi cam kết', 'Commit')}
          cancel="/budget/commitments"
          files
        >
          {await placeFields(request, form, 'direct')}
          {f.text('purpose', {
            label: t('Nội dung chi', 'Purpose'),
            required: true,
            hint: t(
              'Ví dụ: Hợp đồng tổ chức hội thảo năng suất chất lượng năm 2025.',
              'Such as: contract for the 2025 workshop.',
            ),
          })}
          {f.money('amount', { label: t('Số tiền', 'Amount'), required: true })}
          <div class="grid gap-4 sm:grid-cols-2">
            {f.text('documentNumber', {
              label: t('Số hợp đồng, quyết định', 'Number of the contract or decision'),
              required: true,
            })}
            {f.date('documentDate', { label: t('Ngày ký', 'Day signed'), required: true })}
          </div>
          {f.file('fileId', {
            label: t('Hợp đồng, quyết định (tệp)', 'Contract or decision (file)'),
            required: true,
          })}
          {f.area('note', { label: t('Ghi chú', 'Note'), rows: 2 })}
        </Form>
      </div>
    ),
  }
}

function CommitmentFacts({ request, shown }: { request: PageRequest; shown: Shown }) {
  const { t, language } = request
  const share = shown.amount === 0n ? 0 : Number(shown.disbursed) / Number(shown.amount)
  return (
    <Section>
      <Facts
        columns={3}
        items={[
          [t('Mục dự toán', 'Budget line'), `${shown.lineCode} · ${t(shown.lineTitle, shown.lineTitleEn)}`],
          [t('Năm dự toán', 'Budget year'), String(shown.year)],
          [t('Nguồn kinh phí', 'Source of funds'), t(shown.sourceName, shown.sourceNameEn)],
          [t('Văn bản', 'Document'), shown.documentNumber],
          [t('Ngày', 'Day'), <Day day={shown.documentDate} />],
          [
            t('Doanh nghiệp', 'Enterprise'),
            shown.enterpriseId === null ? null : (
              <a href={`/enterprises/${shown.enterpriseId}`}>{shown.enterpriseName}</a>
            ),
          ],
          [t('Cam kết', 'Committed'), <Dong amount={shown.amount} language={language} />],
          [t('Đã giải ngân', 'Paid'), <Dong amount={shown.disbursed} language={language} />],
          [
            t('Còn phải chi', 'To be paid'),
            <>
              <Dong amount={shown.rest} language={language} />{' '}
              <CommitmentState request={request} row={shown} />
            </>,
          ],
          ...(shown.turnId === null
            ? []
            : [
                [
                  t('Lượt hỗ trợ', 'Support turn'),
                  <a href={`/support/${shown.turnId}`}>{t('Xem lượt hỗ trợ', 'Show the turn')}</a>,
                ] as const,
              ]),
        ]}
      />
      <div class="mt-4">
        <Meter
          share={share}
          label={t(
            `Đã giải ngân ${formatDong(shown.disbursed, 'vi')} trên ${formatDong(shown.amount, 'vi')} đồng`,
            `${formatDong(shown.disbursed, 'en')} of ${formatDong(shown.amount, 'en')} đồng paid`,
          )}
        />
      </div>
    </Section>
  )
}

function Actions({ request, shown }: { request: PageRequest; shown: Shown }) {
  const { t } = request
  const link = (act: string, label: string, kind?: 'primary' | 'danger') => (
    <LinkButton href={`/budget/commitments/${shown.id}/${act}`} kind={kind}>
      {label}
    </LinkButton>
  )
  return (
    <>
      {mayBook(request) && shown.rest > 0n
        ? link('disburse', t('Ghi giải ngân', 'Record a payment'), 'primary')
        : null}
      {mayBook(request) && shown.disbursed > 0n ? link('refund', t('Thu hồi giải ngân', 'Refund')) : null}
      {mayCommit(request) && shown.rest > 0n
        ? link('release', t('Huỷ phần còn lại', 'Release the rest'), 'danger')
        : null}
    </>
  )
}

const showPage: Page = page({
  route: 'GET /budget/commitments/{id}',
  may: staff,
  async run(request) {
    const shown = await request.execute(showCommitment, { id: request.params.id })
    return {
      title: shown.purpose,
      breadcrumbs: crumbs(request),
      actions: <Actions request={request} shown={shown} />,
      body: (
        <>
          <CommitmentFacts request={request} shown={shown} />
          <Section title={request.t('Bút toán', 'Entries')} id="entries">
            <EntryTable request={request} entries={shown.entries} />
          </Section>
        </>
      ),
    }
  },
})

/** The three acts on a commitment; each has its form beside what the commitment holds. */
type Act = 'disburse' | 'refund' | 'release'
const acts: Readonly<
  Record<Act, { title: Words; submit: Words; date: Words; number: Words; may: readonly Grant[] }>
> = {
  disburse: {
    title: { vi: 'Ghi giải ngân', en: 'Record a payment' },
    submit: { vi: 'Ghi giải ngân', en: 'Record the payment' },
    date: { vi: 'Ngày chi', en: 'Day paid' },
    number: { vi: 'Số chứng từ chi', en: 'Number of the voucher' },
    may: ['coordinator', 'finance'],
  },
  refund: {
    title: { vi: 'Ghi thu hồi khoản đã giải ngân', en: 'Record a refund' },
    submit: { vi: 'Ghi thu hồi', en: 'Record the refund' },
    date: { vi: 'Ngày thu', en: 'Day received' },
    number: { vi: 'Số chứng từ thu', en: 'Number of the voucher' },
    may: ['coordinator', 'finance'],
  },
  release: {
    title: { vi: 'Huỷ phần cam kết còn lại', en: 'Release the rest of the commitment' },
    submit: { vi: 'Huỷ phần còn lại', en: 'Release the rest' },
    date: { vi: 'Ngày văn bản', en: 'Day of the document' },
    number: { vi: 'Số văn bản (thanh lý, quyết định)', en: 'Number of the document (liquidation, decision)' },
    may: ['coordinator'],
  },
}

async function actView(request: PageRequest, act: Act, form: FormState): Promise<View> {
  const { t, language } = request
  const f = fields(form, t)
  const shown = await request.execute(showCommitment, { id: request.params.id })
  const words = acts[act]
  const at = `/budget/commitments/${shown.id}`
  return {
    title: t(words.title),
    lead: shown.purpose,
    breadcrumbs: [...crumbs(request), { label: t('Cam kết này', 'This commitment'), href: at }],
    status: form.problem === null ? 200 : 422,
    body: (
      <>
        <CommitmentFacts request={request} shown={shown} />
        <div class="panel">
          <Form
            form={form}
            t={t}
            action={`${at}/${act}`}
            submit={t(words.submit)}
            kind={act === 'release' ? 'danger' : 'primary'}
            cancel={at}
            files={act !== 'release'}
          >
            {act === 'release' ? (
              <p>
                {t('Số tiền trở lại phần chưa cam kết của mục: ', 'What becomes free again: ')}
                <b>
                  <Dong amount={shown.rest} language={language} />
                </b>
              </p>
            ) : (
              f.money('amount', { label: t('Số tiền', 'Amount'), required: true })
            )}
            <div class="grid gap-4 sm:grid-cols-2">
              {f.text('documentNumber', { label: t(words.number), required: true })}
              {f.date('on', { label: t(words.date), required: true })}
            </div>
            {act === 'release'
              ? null
              : f.file('fileId', {
                  label: t('Chứng từ (tệp)', 'Voucher (file)'),
                  required: act === 'disburse',
                })}
            {f.area('note', {
              label: act === 'disburse' ? t('Ghi chú', 'Note') : t('Lý do', 'Reason'),
              required: act !== 'disburse',
              rows: 3,
            })}
          </Form>
        </div>
      </>
    ),
  }
}

function actPages(act: Act): readonly Page[] {
  const { may } = acts[act]
  const fresh = (request: PageRequest) => freshForm({ on: today(request.system.now()) })
  const run = (request: PageRequest) => {
    const { t } = request
    const handlers = (message: Words) => ({
      input: (values: Readonly<Record<string, unknown>>) => ({ ...values, id: request.params.id }),
      done: () => ({ to: `/budget/commitments/${request.params.id}`, message: t(message) }),
      again: (form: FormState) => actView(request, act, form),
    })
    switch (act) {
      case 'disburse':
        return submit(
          request,
          disburse,
          handlers({ vi: 'Đã ghi giải ngân.', en: 'The payment is recorded.' }),
        )
      case 'refund':
        return submit(request, refund, handlers({ vi: 'Đã ghi thu hồi.', en: 'The refund is recorded.' }))
      case 'release':
        return submit(
          request,
          releaseRest,
          handlers({ vi: 'Đã huỷ phần cam kết còn lại.', en: 'The rest is released.' }),
        )
    }
  }
  return [
    page({
      route: `GET /budget/commitments/{id}/${act}`,
      may,
      run: (request) => actView(request, act, fresh(request)),
    }),
    page({ route: `POST /budget/commitments/{id}/${act}`, may, run }),
  ]
}

export const commitmentPages: readonly Page[] = [
  commitmentsPage,
  page({
    route: 'GET /budget/commitments/new',
    may: ['coordinator'],
    run: async (request) => newView(request, await placedForm(request)),
  }),
  page({
    route: 'POST /budget/commitments/new',
    may: ['coordinator'],
    run: (request) =>
      submit(request, commitDirectly, {
        done: (output) => ({
          to: `/budget/commitments/${output.commitmentId}`,
          message: request.t('Đã ghi cam kết.', 'The commitment is recorded.'),
        }),
        again: (form) => newView(request, form),
      }),
  }),
  showPage,
  ...actPages('disburse'),
  ...actPages('refund'),
  ...actPages('release'),
]
