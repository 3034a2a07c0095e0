import { heldRows } from '../controls/index.ts'
import { today } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { numberOf, type Page, type PageRequest, page, receiver } from '../platform/page.ts'
import { Act, Day, Dong, Empty, FileLink, formPage, OpenLink, Section, StateBadge } from '../ui/index.ts'
import { CommitmentFacts, commitmentCrumbs } from './act-pages.tsx'
import { BasisFields, paperAsked } from './basis-fields.tsx'
import { contentPaidField, sameVoucherBox } from './choices.tsx'
import { showCommitment } from './commitment-queries.ts'
import { Counterpart } from './counterpart-view.tsx'
import { paymentFields, paymentKinds, paymentNote } from './fields.ts'
import { PaidTurn, taskTurnField } from './paid-turns-view.tsx'
import { listPayments, showPayment } from './payment-queries.ts'
import { paymentStates } from './payment-states.ts'
import { basisNames, draftPayment, drawnUp, releasePayment, returnPayment } from './payments.ts'

const newPayment = formPage({
  command: draftPayment,
  address: '/budget/commitments/{id}/payment',
  title: words('Lập chứng từ chi', 'Draw up a payment'),
  record: async (request) => {
    const shown = await request.execute(showCommitment, { id: request.params.id })
    return { ...shown, paperAsked: await paperAsked(request) }
  },
  lead: ({ record }) => record.purpose,
  crumbs: (request, record) => [
    ...commitmentCrumbs(request),
    { label: request.t('Cam kết này', 'This commitment'), href: `/budget/commitments/${record.id}` },
  ],
  initial: (record, request) => ({
    on: today(request.system.now()),
    kind: record.enterpriseId === null ? 'contractor' : 'enterprise',
    basis: 'contract',
  }),
  above: ({ request, record }) => (
    <>
      <CommitmentFacts request={request} shown={record} />
      <Counterpart request={request} standings={record.standings} />
    </>
  ),
  fields: ({ f, t, form, record, request: { language } }) => (
    <>
      {paymentFields.form(f, t, {
        choices: {
          kind: paymentKinds
            .choices(t)
            .filter(({ value }) => record.enterpriseId === null || value === 'enterprise'),
        },
      })}
      {contentPaidField({ f, t }, record.contents)}
      {taskTurnField({ f, t, language }, record.turns, record.contents)}
      <BasisFields f={f} t={t} asked={record.paperAsked} />
      {paymentNote.form(f, t)}
      {sameVoucherBox({ f, t, form })}
    </>
  ),
  submit: words('Gửi duyệt chi', 'Send to be released'),
  cancel: (record) => `/budget/commitments/${record.id}`,
  done: ({ commitmentId }) => ({
    to: `/budget/commitments/${commitmentId}#payments`,
    message: words(
      'Đã lập chứng từ chi; người khác duyệt chi.',
      'The payment is drawn up; another person releases it.',
    ),
  }),
})

type Row = Output<typeof listPayments>[number]

/** Payments, each with what can be done now. */
async function Payments(of: { request: PageRequest; rows: readonly Row[]; linked?: boolean }) {
  const { request, rows, linked = false } = of
  const ids = rows.filter(({ state }) => state === 'drafted').map(({ id }) => id)
  const held = await heldRows(request, 'payment', drawnUp, ids)
  return (
    <ul>
      {rows.map((row) => (
        <Payment {...{ request, row, linked }} held={held(row.id)} />
      ))}
    </ul>
  )
}

/** One payment with what it rests on, its state, and what can be done now. */
function Payment(of: { request: PageRequest; row: Row; linked: boolean; held: Words | null }) {
  const { request, row, linked, held } = of
  const { t, language, mayOpen } = request
  return (
    <li class="border-b border-base-300 py-3">
      <div class="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <b>
          <Dong amount={row.amount} language={language} />
        </b>
        <span>
          <a href={`/budget/payments/${row.id}`}>{row.documentNumber}</a>, <Day day={row.on} />{' '}
          <FileLink file={row.file} t={t} />
        </span>
        <StateBadge of={paymentStates} is={row.state} t={t} />
        {linked ? <a href={`/budget/commitments/${row.commitmentId}`}>{row.purpose}</a> : null}
      </div>
      <div class="hint">
        {t(row.kind, row.kindEn)}
        {row.basis === null ? null : (
          <>
            {' · '}
            {t(basisNames[row.basis])} {row.basisNumber}
            {row.basisDate === null ? null : (
              <>
                , <Day day={row.basisDate} />
              </>
            )}{' '}
            {row.basisFile === null ? null : <FileLink file={row.basisFile} t={t} />}
          </>
        )}
        {' · '}
        {t('lập bởi', 'drawn up by')} {row.draftedBy}
        {row.settledBy === null ? null : ` · ${t('xử lý bởi', 'settled by')} ${row.settledBy}`}
        {row.list === null ? null : (
          <>
            {' · '}
            {t('bảng kê gửi Kho bạc', 'list for the Treasury')}{' '}
            {mayOpen(`/treasury/batches/${row.list.id}`) ? (
              <a href={`/treasury/batches/${row.list.id}`}>{row.list.number}</a>
            ) : (
              row.list.number
            )}
          </>
        )}
        {row.reason === null ? null : ` · ${row.reason}`}
      </div>
      <Whom request={request} row={row} />
      <PathLink request={request} entryId={row.entryId} />
      {row.state !== 'drafted' ? null : (
        <div class="mt-2 flex flex-wrap gap-2">
          <Act
            command={releasePayment}
            request={request}
            action={`/budget/payments/${row.id}/release`}
            kind="primary"
            small
            held={held}
          >
            {t('Duyệt chi', 'Release the payment')}
          </Act>
          <Act command={returnPayment} request={request} href={`/budget/payments/${row.id}/return`} small>
            {t('Trả lại', 'Send back')}
          </Act>
        </div>
      )}
    </li>
  )
}

/** The content of a task that is paid, and for which turn; that it names none is said. */
function Whom({ request, row: { taskContent, taskTurn } }: { request: PageRequest; row: Row }) {
  const { t } = request
  if (taskContent === null) return null
  return (
    <div class="text-sm">
      {t('Nội dung nhiệm vụ', 'Content of the task')}:{' '}
      <OpenLink request={request} href={`/science-tasks/${taskContent.taskId}`}>
        {taskContent.title}
      </OpenLink>
      {' · '}
      {taskTurn === null ? (
        t('không ghi lượt hỗ trợ', 'no support turn is named')
      ) : (
        <>
          {t('chi cho lượt', 'for the turn')} <PaidTurn request={request} turn={taskTurn} />
        </>
      )}
    </div>
  )
}

/** From a payment that is in the ledger back to the line, the decision and the rule. */
export function PathLink({ request, entryId }: { request: PageRequest; entryId: number | null }) {
  const href = `/budget/entries/${entryId}/path`
  if (entryId === null || !request.mayOpen(href)) return null
  return (
    <a class="block py-1 text-sm" href={href}>
      {request.t('Truy ngược', 'Trace back')}
      <span class="sr-only"> {entryId}</span>
    </a>
  )
}

/** The payments of a commitment, on its page. */
export function PaymentsOf({ request, rows }: { request: PageRequest; rows: readonly Row[] }) {
  const { t } = request
  if (rows.length === 0) return null
  return (
    <Section title={t('Chứng từ chi', 'Payments')} id="payments">
      <Payments request={request} rows={rows} />
    </Section>
  )
}

const one = page({
  route: 'GET /budget/payments/{id}',
  for: showPayment,
  async run(request) {
    const { t } = request
    const row = await request.execute(showPayment, { id: numberOf(request, 'id') })
    return {
      title: t(`Chứng từ chi ${row.documentNumber}`, `Payment ${row.documentNumber}`),
      breadcrumbs: [
        ...commitmentCrumbs(request),
        { label: t('Cam kết này', 'This commitment'), href: `/budget/commitments/${row.commitmentId}` },
      ],
      body: (
        <Section>
          <Payments request={request} rows={[row]} linked />
        </Section>
      ),
    }
  },
})

const waiting = page({
  route: 'GET /budget/payments',
  for: listPayments,
  place: {
    group: 'money',
    order: 63,
    main: ['finance', 'accountant', 'head'],
    label: words('Chứng từ chờ duyệt', 'Payments to release'),
  },
  async run(request) {
    const { t } = request
    const rows = await request.execute(listPayments, {})
    return {
      title: t('Chứng từ chi chờ duyệt', 'Payments that wait to be released'),
      lead: t('Người lập chứng từ chi không duyệt chi.', 'Whoever draws up a payment does not release it.'),
      breadcrumbs: [{ label: t('Kinh phí', 'Budget'), href: '/budget' }],
      actions: (
        <>
          <OpenLink request={request} href="/budget/release-levels">
            {t('Mức duyệt chi', 'Limits of releasing payments')}
          </OpenLink>
          <OpenLink request={request} href="/treasury/batches">
            {t('Bảng kê gửi Kho bạc', 'Lists for the Treasury')}
          </OpenLink>
        </>
      ),
      body: (
        <Section>
          {rows.length === 0 ? (
            <Empty>{t('Không có chứng từ nào chờ duyệt.', 'No payment waits.')}</Empty>
          ) : (
            <Payments request={request} rows={rows} linked />
          )}
        </Section>
      ),
    }
  },
})

const released = receiver({
  command: releasePayment,
  address: '/budget/payments/{id}/release',
  done: ({ commitmentId }) => ({
    to: `/budget/commitments/${commitmentId}#payments`,
    message: words('Đã duyệt chi; khoản chi vào sổ.', 'The payment is released and in the ledger.'),
  }),
})

const returned = formPage({
  command: returnPayment,
  address: '/budget/payments/{id}/return',
  title: words('Trả lại chứng từ chi', 'Return a payment'),
  crumbs: ({ t }) => [{ label: t('Chứng từ chờ duyệt', 'Payments to release'), href: '/budget/payments' }],
  fields: ({ f, t }) => f.area('reason', { label: t('Lý do', 'Reason'), required: true }),
  submit: words('Trả lại', 'Send back'),
  kind: 'danger',
  cancel: '/budget/payments',
  done: ({ commitmentId }) => ({
    to: `/budget/commitments/${commitmentId}#payments`,
    message: words('Đã trả lại chứng từ chi.', 'The payment is returned.'),
  }),
})

export const paymentPages: readonly Page[] = [one, waiting, ...newPayment.pages, released, ...returned.pages]
