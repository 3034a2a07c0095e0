import { Counterpart, PaidTurn, paymentStates } from '../budget/index.ts'
import { heldRows } from '../controls/index.ts'
import { mayRun } from '../platform/actor.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { numberOf, type PageRequest, type PageResult, page } from '../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Dong,
  Empty,
  Evidence,
  Facts,
  type Fields,
  FileLink,
  LinkButton,
  OpenLink,
  reasonFields,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import { addClaimLine, editPayee, removeClaimLine, sendClaim, withdrawClaim } from './claims.ts'
import { accountedFields, claimStates, payeeFields, verdicts } from './fields.ts'
import { drawable } from './form-pages.tsx'
import { answerClaimLine, claimed, concludeClaim, judgeClaimLine, reopenClaim } from './judging.ts'
import { Questions } from './line-pages.tsx'
import { claimCrumbs, claimsAt, Whereof } from './list-pages.tsx'
import { drawClaim } from './orders.ts'
import { type ClaimLine, type ShownClaim, showClaim } from './queries.ts'
import { conclusionOf } from './rules.ts'

/* One claim: its lines, each with its voucher and what became of it, and what can be done now. */

type ActKey = 'send' | 'conclude' | 'reopen' | 'withdraw'
const why = async ({ id }: ShownClaim, request: PageRequest) =>
  (await heldRows(request, 'payment', claimed, [id]))(id)

const drawn = ({ orders }: ShownClaim) =>
  orders.some(({ state }) => state === 'drafted' || state === 'released')

const versionField = ({ f, record }: { f: Fields<'version'>; record: ShownClaim }) =>
  f.hidden('version', record.version)
const acts = actsOf<ShownClaim, ActKey>('/claims/{id}', {
  send: act(sendClaim, {
    title: words('Gửi đề nghị thanh toán', 'Send a claim'),
    path: 'send',
    open: ({ state, lines }) => state === 'draft' && lines.length > 0,
    fields: versionField,
    done: words('Đã gửi đề nghị; cán bộ xem xét từng khoản.', 'The claim is sent; each line is judged.'),
  }),
  conclude: act(concludeClaim, {
    title: words('Kết luận đề nghị thanh toán', 'Conclude a claim'),
    path: 'conclusion',
    open: ({ state, lines }) => state === 'sent' && conclusionOf(lines) !== null,
    held: why,
    fields: versionField,
    done: words('Đã kết luận và báo người đề nghị.', 'It is concluded, and the claimant is told.'),
  }),
  reopen: act(reopenClaim, {
    title: words('Xem xét lại đề nghị thanh toán', 'Judge a claim again'),
    path: 'reopening',
    kind: 'danger',
    open: (claim) => (claim.state === 'accepted' || claim.state === 'refused') && !drawn(claim),
    fields: reasonFields,
    done: words('Đã mở lại để xem xét.', 'It is open to be judged again.'),
  }),
  withdraw: act(withdrawClaim, {
    title: words('Rút đề nghị thanh toán', 'Withdraw a claim'),
    path: 'withdrawal',
    kind: 'danger',
    open: (claim) => !['refused', 'withdrawn', 'paid'].includes(claim.state) && !drawn(claim),
    fields: reasonFields,
    done: words('Đã rút đề nghị.', 'The claim is withdrawn.'),
  }),
})

/** One line as a card that a thumb can use. */
function Line(of: { claim: ShownClaim; line: ClaimLine; request: PageRequest; held: boolean }) {
  const { claim, line, request, held } = of
  const { t, language } = request
  const here = `${claimsAt}/${claim.id}/lines/${line.id}`
  const judging = (claim.state === 'sent' || claim.state === 'asked') && !held
  const answering = claim.state === 'asked' && line.verdict === 'asked'
  return (
    <li class="border-b border-base-300 py-3">
      <div class="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <b class="min-w-0 break-words">{line.what}</b>
        <b>
          <Dong amount={line.amount} language={language} />
        </b>
      </div>
      <p class="hint">
        {line.voucherNumber}, {formatDate(line.voucherOn)} · {t(line.source, line.sourceEn)},{' '}
        {line.sourceYear} · <FileLink file={line.file} t={t} />
      </p>
      {line.verdict === null ? null : (
        <p class="mt-1">
          <StateBadge of={verdicts} is={line.verdict} t={t} />{' '}
          {line.verdict === 'cut' && line.accepted !== null ? (
            <>
              {t('chỉ còn', 'leaves')} <Dong amount={line.accepted} language={language} />
              <span class="hint block">
                {line.reason} ({line.instrument}, {line.article})
              </span>
            </>
          ) : null}
        </p>
      )}
      {line.cleared === 0n ? null : (
        <p class="hint">
          {t('Trong đó hoàn tạm ứng', 'Of it clears an advance')}{' '}
          <Dong amount={line.cleared} language={language} />
        </p>
      )}
      <Questions request={request} line={line} />
      <div class="mt-2 flex flex-wrap gap-2">
        {claim.state === 'draft' ? (
          <Act command={removeClaimLine} request={request} action={`${here}/removal`} small>
            {t('Bỏ khoản này', 'Take this cost out')}
          </Act>
        ) : null}
        {judging ? (
          <Act command={judgeClaimLine} request={request} href={`${here}/verdict`} kind="primary" small>
            {line.verdict === null ? t('Xem xét', 'Judge it') : t('Xem xét lại khoản này', 'Judge it again')}
          </Act>
        ) : null}
        {answering ? (
          <Act command={answerClaimLine} request={request} href={`${here}/answer`} kind="primary" small>
            {t('Trả lời câu hỏi', 'Answer the question')}
          </Act>
        ) : null}
      </div>
    </li>
  )
}

/** The payments that were drawn up from a claim, and the sources that still wait for one. */
function Orders({ claim, request }: { claim: ShownClaim; request: PageRequest }) {
  const { t, language, mayOpen } = request
  const waits = claim.state === 'accepted' && drawable(claim).length > 0
  if (claim.orders.length === 0 && !waits) return null
  return (
    <Section
      title={t('Chứng từ chi', 'Payments')}
      id="orders"
      actions={
        !waits ? undefined : claim.advanceOpen ? (
          <OpenLink request={request} href={`/advances/${claim.advanceId}`}>
            {t('Hoàn tạm ứng trước khi chi', 'Clear the advance before it is paid')}
          </OpenLink>
        ) : (
          <Act
            command={drawClaim}
            request={request}
            href={`${claimsAt}/${claim.id}/payment`}
            kind="primary"
            small
          >
            {t('Lập chứng từ chi', 'Draw up a payment')}
          </Act>
        )
      }
    >
      {claim.orders.length === 0 ? (
        <Empty>{t('Chưa lập chứng từ chi.', 'No payment is drawn up yet.')}</Empty>
      ) : (
        <ul>
          {claim.orders.map((order) => (
            <li class="flex flex-wrap items-baseline gap-x-3 py-2">
              {mayOpen(`/budget/payments/${order.id}`) ? (
                <a href={`/budget/payments/${order.id}`}>{order.documentNumber}</a>
              ) : (
                <span>{order.documentNumber}</span>
              )}
              <span>{formatDate(order.on)}</span>
              <Dong amount={order.amount} language={language} />
              <StateBadge of={paymentStates} is={order.state} t={t} />
              {order.reason === null ? null : <span class="hint">{order.reason}</span>}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function Summary({ claim, request }: { claim: ShownClaim; request: PageRequest }) {
  const { t, language } = request
  const money = (amount: bigint) => <Dong amount={amount} language={language} />
  const left = claim.sources.reduce((sum, source) => sum + source.left, 0n)
  const open = claim.state === 'draft' || claim.state === 'sent' || claim.state === 'asked'
  const items = [
    [t('Người đề nghị thanh toán', 'Claimant'), claim.claimant],
    [t('Nội dung', 'Content'), <Whereof row={claim} request={request} />],
    [
      t('Chi cho lượt hỗ trợ', 'Support turn that is paid'),
      claim.taskTurn === null ? null : <PaidTurn request={request} turn={claim.taskTurn} />,
    ],
    [
      t(accountedFields.labels.advanceId),
      claim.advanceId === null ? null : (
        <OpenLink request={request} href={`/advances/${claim.advanceId}`}>
          {claim.advanceNumber}
        </OpenLink>
      ),
    ],
    [t('Số tiền đề nghị (đồng)', 'Amount claimed (đồng)'), money(claim.amount)],
    ...(open ? ([[t('Còn được đề nghị (đồng)', 'May still be claimed (đồng)'), money(left)]] as const) : []),
    [t('Số được chấp nhận (đồng)', 'Accepted (đồng)'), money(claim.accepted)],
    [t('Số cắt giảm (đồng)', 'Amount cut (đồng)'), money(claim.cut)],
    [t(payeeFields.labels.payee), claim.payee],
    [t(payeeFields.labels.payeeAccount), `${claim.payeeAccount}, ${claim.payeeBank}`],
    [t('Ghi chú', 'Note'), claim.note],
    [t('Lý do', 'Reason'), claim.reason],
  ] as const
  return (
    <Section title={t('Thông tin chung', 'General information')} id="about">
      <Facts columns={2} items={items.filter(([, value]) => value !== null)} />
    </Section>
  )
}

async function claimView(request: PageRequest, sent?: Sent<ActKey>): Promise<PageResult> {
  const { t } = request
  const claim = await request.execute(showClaim, { id: numberOf(request, 'id') })
  const held = mayRun(request.actor, judgeClaimLine) ? await why(claim, request) : null
  const first = acts.chosen(request, claim, sent)
  const wished = sent !== undefined || request.url.searchParams.has('do')
  // a form that takes something back is opened by its button alone
  const chosen = wished || first === 'send' || first === 'conclude' ? first : undefined
  const off = claim.state === 'refused' || claim.state === 'withdrawn'
  const editable = ['draft', 'sent', 'asked', 'accepted'].includes(claim.state) && !drawn(claim)
  return recordView({
    title: t(`Đề nghị thanh toán ${claim.id}`, `Claim ${claim.id}`),
    lead: claim.claimant,
    breadcrumbs: claimCrumbs(request),
    head: {
      matters: [{ record: 'payment_claim', id: claim.id }],
      state: { key: claim.state, shown: <StateBadge of={claimStates} is={claim.state} t={t} /> },
      steps: stepsOf<ShownClaim['state']>(
        (['draft', 'sent', 'accepted', 'paid'] as const).map((key) => [key, t(claimStates.names[key])]),
        claim.state,
        { sent: claim.sentOn, [claim.state]: claim.settledOn },
        off || claim.state === 'asked'
          ? {
              after: claim.state === 'withdrawn' && claim.sentOn === null ? 'draft' : 'sent',
              label: t(claimStates.names[claim.state]),
              ends: off,
            }
          : undefined,
      ),
    },
    finished: off || claim.state === 'paid',
    actions: (
      <>
        {editable ? (
          <Act command={editPayee} request={request} href={`${claimsAt}/${claim.id}/payee`} small>
            {t('Sửa tài khoản nhận tiền', 'Change the account that is paid')}
          </Act>
        ) : null}
        {chosen !== undefined
          ? null
          : acts.open(request, claim).map((key) => (
              <LinkButton href={`${claimsAt}/${claim.id}?do=${key}#act`} kind="danger">
                {t(acts.title(key))}
              </LinkButton>
            ))}
      </>
    ),
    act: chosen === undefined ? null : await acts.form(request, claim, chosen, sent),
    summary: (
      <>
        <Section
          title={t('Các khoản chi phí', 'Costs')}
          id="lines"
          lead={held === null || claim.state !== 'sent' ? undefined : t(held)}
          actions={
            claim.state === 'draft' ? (
              <Act
                command={addClaimLine}
                request={request}
                href={`${claimsAt}/${claim.id}/lines/new`}
                kind="primary"
              >
                {t('Thêm khoản chi phí', 'Add a cost')}
              </Act>
            ) : undefined
          }
        >
          {claim.lines.length === 0 ? (
            <Empty>{t('Chưa có khoản chi phí nào.', 'There is no cost yet.')}</Empty>
          ) : (
            <ul>
              {claim.lines.map((line) => (
                <Line {...{ claim, line, request }} held={held !== null} />
              ))}
            </ul>
          )}
        </Section>
        <Orders claim={claim} request={request} />
        <Summary claim={claim} request={request} />
        <Counterpart request={request} standings={claim.standings} />
      </>
    ),
    evidence: await Evidence({
      request,
      title: t('Chứng từ', 'Vouchers'),
      files: claim.lines.map(({ what, file }) => ({ what, file })),
    }),
  })
}

export const claimPages = [
  page({ route: 'GET /claims/{id}', for: showClaim, run: (request) => claimView(request) }),
  ...acts.receivers(claimView),
]
