import { PartList } from '../advances/index.ts'
import { heldRows } from '../controls/index.ts'
import { formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { numberOf, type PageRequest, type PageResult, page, receiver } from '../platform/page.ts'
import {
  act,
  actsOf,
  Dong,
  Evidence,
  Facts,
  type Fields,
  formPage,
  LinkButton,
  OpenLink,
  reasonFields,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import {
  confirmRecovery,
  enteredRecovery,
  enterRecovery,
  refuseRecovery,
  withdrawRecovery,
} from './commands.ts'
import { asksFor, CorrectionFields, Corrections, mayBeCorrected } from './correct-pages.tsx'
import { correctRecovery } from './correcting.ts'
import { interestFields, paidInFields, paymentStates, recoveryFields, recoveryStates } from './fields.ts'
import { at, crumbs, RecoveryBadges } from './list-pages.tsx'
import { confirmPaidIn, enteredPaidIn, enterPaidIn, refusePaidIn } from './payments.ts'
import { recoveryChoices, type ShownRecovery, showRecovery } from './queries.ts'

/* One recovery: its decision, the interest with its formula, what is paid in, and what can be done now; and the form that enters one. */

type ActKey = 'confirm' | 'correct' | 'pay' | 'refuse' | 'withdraw'
const why = async ({ id }: ShownRecovery, request: PageRequest) =>
  (await heldRows(request, 'payment', enteredRecovery, [id]))(id)
const stands = ({ state }: ShownRecovery) => state === 'open' || state === 'part'
const version = ({ f, record }: { f: Fields<'version'>; record: ShownRecovery }) =>
  f.hidden('version', record.version)

const acts = actsOf<ShownRecovery, ActKey>(`${at}/{id}`, {
  confirm: act(confirmRecovery, {
    title: words('Xác nhận quyết định thu hồi', 'Confirm a decision of recovery'),
    path: 'confirmation',
    open: ({ state }) => state === 'entered',
    held: why,
    fields: version,
    done: words('Đã xác nhận; người phải nộp được báo.', 'It is confirmed, and who pays it in is told.'),
  }),
  pay: act(enterPaidIn, {
    title: words('Ghi số đã nộp', 'Enter what is paid in'),
    path: 'payments',
    open: stands,
    initial: (_recovery, { system }) => ({ onDay: formatDate(today(system.now())) }),
    fields: ({ f, t, record }) => (
      <>
        {version({ f, record })}
        {paidInFields.form(f, t, { without: record.bearsInterest ? [] : ['interest'] })}
      </>
    ),
    done: words(
      'Đã ghi; người khác xác nhận thì mới tính.',
      'It is entered, and counts once another person confirms it.',
    ),
  }),
  refuse: act(refuseRecovery, {
    title: words('Từ chối xác nhận thu hồi', 'Refuse to confirm the recovery'),
    path: 'refusal',
    kind: 'danger',
    open: ({ state }) => state === 'entered',
    fields: reasonFields,
    done: words('Đã từ chối, kèm lý do.', 'It is refused, with the reason.'),
  }),
  correct: act(correctRecovery, {
    title: words('Sửa khoản thu hồi', 'Correct the recovery'),
    path: 'corrections',
    open: mayBeCorrected,
    initial: asksFor,
    fields: ({ f, t, record }) => (
      <>
        {version({ f, record })}
        <CorrectionFields f={f} t={t} />
      </>
    ),
    done: words('Đã đề nghị sửa; người khác phê duyệt.', 'It is proposed; another person approves.'),
  }),
  withdraw: act(withdrawRecovery, {
    title: words('Hủy thu hồi', 'Withdraw the recovery'),
    path: 'withdrawal',
    kind: 'danger',
    open: stands,
    held: why,
    fields: ({ f, t, record }) => (
      <>
        {f.text('documentNumber', { label: t('Số văn bản hủy', 'Number of the paper that withdraws it') })}
        {reasonFields({ f, t, record })}
      </>
    ),
    done: words('Đã hủy thu hồi.', 'The recovery is withdrawn.'),
  }),
})

function About({ request, recovery }: { request: PageRequest; recovery: ShownRecovery }) {
  const { t, language } = request
  const dong = (amount: bigint) => <Dong amount={amount} language={language} />
  const items = [
    [t('Người phải nộp', 'Who pays it in'), recovery.debtor],
    [t(recoveryFields.labels.issuer), recovery.issuer],
    [t(recoveryFields.labels.decisionDate), formatDate(recovery.decisionDate)],
    [t(recoveryFields.labels.reason), <span class="whitespace-pre-line">{recovery.reason}</span>],
    [t(recoveryFields.labels.amount), dong(recovery.amount)],
    [t('Đã nộp tiền gốc (đồng)', 'Paid of the sum so far (đồng)'), dong(recovery.principalPaid)],
    [t('Còn phải nộp (đồng)', 'Left to pay in (đồng)'), <b>{dong(recovery.rest)}</b>],
    [t(recoveryFields.labels.dueOn), formatDate(recovery.dueOn)],
    [
      t('Cam kết', 'Commitments'),
      <OpenLink request={request} href={`/budget/commitments/${recovery.commitmentId}`}>
        {recovery.purpose}
      </OpenLink>,
    ],
    [
      t('Chứng từ chi', 'Payments'),
      recovery.paymentId === null ? null : (
        <OpenLink request={request} href={`/budget/payments/${recovery.paymentId}`}>
          {recovery.paymentNumber}
        </OpenLink>
      ),
    ],
    [
      t(recoveryFields.labels.findingId),
      recovery.findingId === null ? null : (
        <OpenLink request={request} href={`/findings/${recovery.findingId}`}>
          {recovery.findingNumber}
        </OpenLink>
      ),
    ],
    [
      t('Lý do không xác nhận, hủy', 'Why it was refused or withdrawn'),
      recovery.remark === null
        ? null
        : [recovery.remarkNumber, recovery.remark].filter((one) => one !== null).join(': '),
    ],
  ] as const
  return (
    <Section title={t('Thông tin chung', 'General information')} id="about">
      <Facts columns={2} items={items.filter(([, value]) => value !== null)} />
    </Section>
  )
}

/** Interest with the formula and the days that it is reckoned by; that there is none, where the decision says none. */
function InterestShown({ request, recovery }: { request: PageRequest; recovery: ShownRecovery }) {
  const { t, language } = request
  const { interest } = recovery
  if (interest === null)
    return (
      <Section title={t('Tiền lãi thu hồi', 'Interest of the recovery')} id="interest">
        <p>{t('Quyết định không tính lãi.', 'The decision says no interest.')}</p>
      </Section>
    )
  const dong = (amount: bigint) => formatDong(amount, language)
  const parts = interest.stretches.map(({ left, days }) => `${dong(left)} × ${days}`)
  return (
    <Section title={t('Tiền lãi thu hồi', 'Interest of the recovery')} id="interest">
      <p>
        {t(
          `Theo quyết định: ${interest.rate}%/năm từ ngày ${formatDate(interest.from)}, một năm ${interest.yearDays} ngày; ngày nộp không tính lãi cho phần đã nộp.`,
          `By the decision: ${interest.rate}% a year from ${formatDate(interest.from)}, a year of ${interest.yearDays} days; the day of a deposit bears none on what it pays.`,
        )}
      </p>
      <p class="hint break-words">
        {parts.length === 0
          ? t(
              'Chưa đến ngày tính lãi, hoặc không còn tiền gốc.',
              'Its first day is to come, or nothing of the sum is left.',
            )
          : t(
              `Tổng (số còn lại × số ngày) × lãi suất ÷ số ngày một năm = (${parts.join(' + ')}) × ${interest.rate}% ÷ ${interest.yearDays} = ${dong(interest.due)} đồng`,
              `Sum of (what is left × days) × rate ÷ days of a year = (${parts.join(' + ')}) × ${interest.rate}% ÷ ${interest.yearDays} = ${dong(interest.due)} đồng`,
            )}
      </p>
      <Facts
        columns={2}
        items={[
          [
            t('Lãi phải nộp đến nay (đồng)', 'Interest to date (đồng)'),
            <Dong amount={interest.due} language={language} />,
          ],
          [
            t('Đã nộp tiền lãi (đồng)', 'Interest paid so far (đồng)'),
            <Dong amount={recovery.interestPaid} language={language} />,
          ],
          [
            t('Lãi còn phải nộp (đồng)', 'Interest left (đồng)'),
            <b>
              <Dong amount={interest.left} language={language} />
            </b>,
          ],
        ]}
      />
    </Section>
  )
}

async function Payments({ request, recovery }: { request: PageRequest; recovery: ShownRecovery }) {
  const { t, language } = request
  const ids = recovery.payments.filter(({ state }) => state === 'entered').map(({ id }) => id)
  return (
    <PartList
      request={request}
      id="payments"
      title={t('Các lần nộp thu hồi', 'What was paid into the recovery')}
      none={t('Chưa nộp lần nào.', 'Nothing is paid in yet.')}
      parts={recovery.payments}
      href={(payment) => `${at}/${recovery.id}/payments/${payment.id}`}
      acts={{
        confirm: { command: confirmPaidIn, label: words('Xác nhận khoản nộp', 'Confirm this deposit') },
        refuse: refusePaidIn,
      }}
      held={await heldRows(request, 'payment', enteredPaidIn, ids)}
      shown={(payment) => ({
        sums: (
          <>
            <b>
              <Dong amount={payment.principal} language={language} />
            </b>
            {payment.interest === 0n ? null : (
              <span>
                {t('tiền lãi', 'interest')} <Dong amount={payment.interest} language={language} />
              </span>
            )}
          </>
        ),
        badge: <StateBadge of={paymentStates} is={payment.state} t={t} />,
      })}
    />
  )
}

async function view(request: PageRequest, sent?: Sent<ActKey>): Promise<PageResult> {
  const { t } = request
  const recovery = await request.execute(showRecovery, { id: numberOf(request, 'id') })
  const wished = sent !== undefined || request.url.searchParams.has('do')
  const first = acts.chosen(request, recovery, sent)
  const chosen = wished || first === 'confirm' ? first : undefined
  const steps = ['entered', 'open', 'part', 'settled'] as const
  return recordView({
    title: t(
      `Thu hồi theo quyết định ${recovery.decisionNumber}`,
      `Recovery by decision ${recovery.decisionNumber}`,
    ),
    lead: recovery.debtor,
    breadcrumbs: crumbs(request),
    head: {
      matters: [{ record: 'recovery', id: recovery.id }],
      state: { key: recovery.state, shown: <RecoveryBadges row={recovery} request={request} /> },
      steps: stepsOf(
        steps.map((key) => [key, t(recoveryStates.names[key])]),
        steps.find((key) => key === recovery.state) ?? 'entered',
        { entered: recovery.enteredOn, open: recovery.confirmedOn, settled: recovery.settledOn },
      ),
    },
    finished: ['settled', 'refused', 'withdrawn'].includes(recovery.state),
    actions:
      chosen !== undefined
        ? null
        : acts
            .open(request, recovery)
            .map((key) => (
              <LinkButton href={`${at}/${recovery.id}?do=${key}#act`}>{t(acts.title(key))}</LinkButton>
            )),
    act: chosen === undefined ? null : await acts.form(request, recovery, chosen, sent),
    summary: (
      <>
        <About request={request} recovery={recovery} />
        <InterestShown request={request} recovery={recovery} />
        {await Payments({ request, recovery })}
        {recovery.corrections.length === 0 ? null : await Corrections({ request, recovery })}
      </>
    ),
    evidence: await Evidence({
      request,
      title: t('Văn bản, chứng từ', 'Papers and vouchers'),
      files: [
        ...(recovery.file === null ? [] : [{ what: recovery.decisionNumber, file: recovery.file }]),
        ...recovery.corrections.flatMap(({ number, file }) =>
          file === null ? [] : [{ what: number, file }],
        ),
        ...recovery.payments.flatMap(({ number, file }) => (file === null ? [] : [{ what: number, file }])),
      ],
    }),
  })
}

const entered = formPage({
  command: enterRecovery,
  address: '/budget/commitments/{id}/recovery',
  title: words('Ghi quyết định thu hồi', 'Enter a decision of recovery'),
  record: (request) => request.execute(recoveryChoices, { id: request.params.id }),
  lead: ({ record, t, request }) =>
    `${record.purpose}. ${t('Đã chi', 'Paid')}: ${formatDong(record.paid, request.language)} đ`,
  crumbs: (request, record) => [
    ...crumbs(request),
    { label: request.t('Cam kết này', 'This commitment'), href: `/budget/commitments/${record.id}` },
  ],
  input: (values, request) => ({ ...values, commitmentId: request.params.id }),
  fields: ({ f, t, record, request }) => (
    <>
      {recoveryFields.form(f, t, {
        choices: {
          orderId: record.payments.map((payment) => ({
            value: payment.id,
            label: `${payment.number}: ${formatDong(payment.amount, request.language)} đ${payment.advance ? ` (${t('tạm ứng', 'advance')})` : ''}`,
          })),
          findingId: record.findings.map(({ id, number, content }) => ({
            value: id,
            label: `${number}: ${content}`.slice(0, 90),
          })),
        },
      })}
      {interestFields.form(f, t)}
    </>
  ),
  submit: words('Ghi quyết định thu hồi', 'Enter a decision of recovery'),
  cancel: (record) => `/budget/commitments/${record.id}`,
  done: ({ id }) => ({
    to: `${at}/${id}`,
    message: words(
      'Đã ghi; người khác xác nhận quyết định thu hồi.',
      'It is entered; another person confirms it.',
    ),
  }),
})

const back = (id: number) => ({ to: `${at}/${id}#payments` })
const confirmed = receiver({
  command: confirmPaidIn,
  address: `${at}/{id}/payments/{payment}/confirmation`,
  done: ({ id }) => ({
    ...back(id),
    message: words('Đã xác nhận khoản nộp.', 'The deposit is confirmed.'),
  }),
})
const refused = formPage({
  command: refusePaidIn,
  address: `${at}/{id}/payments/{payment}/refusal`,
  title: words('Không xác nhận số đã nộp thu hồi', 'Refuse what was entered as paid in'),
  record: (request) => request.execute(showRecovery, { id: numberOf(request, 'id') }),
  lead: ({ record }) => `${record.debtor}: ${record.decisionNumber}`,
  crumbs: (request, record) => [
    ...crumbs(request),
    { label: request.t('Khoản thu hồi này', 'This recovery'), href: `${at}/${record.id}` },
  ],
  fields: ({ f, t }) => f.area('reason', { label: t('Lý do', 'Reason'), rows: 3 }),
  submit: words('Từ chối xác nhận', 'Refuse to confirm'),
  cancel: (record) => `${at}/${record.id}`,
  done: ({ id }) => ({
    ...back(id),
    message: words('Đã từ chối, kèm lý do.', 'It is refused, with the reason.'),
  }),
})

export const recoveryPages = [
  page({ route: `GET ${at}/{id}`, for: showRecovery, run: (request) => view(request) }),
  ...acts.receivers(view),
  ...entered.pages,
  confirmed,
  ...refused.pages,
]
