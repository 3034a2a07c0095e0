import { whyApart } from '../controls/index.ts'
import { proofForm, proofKinds } from '../enterprises/index.ts'
import { mayRun } from '../platform/actor.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { type FormState, type PageRequest, type PageResult, page, receiver } from '../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Evidence,
  Facts,
  FormProblem,
  LinkButton,
  Notice,
  reasonFields,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import {
  confirmedApart,
  confirmProof,
  endProof,
  matchProduct,
  refuseProof,
  withdrawProof,
} from './commands.ts'
import { crumbs, whatOf } from './list-pages.tsx'
import { type ProofRow, showProof } from './queries.ts'
import { type ProofState, proofStates } from './rules.ts'

type ActKey = 'refuse' | 'withdraw' | 'end'

const isConfirmed = ({ state }: ProofRow) => state === 'confirmed' || state === 'lapsed' || state === 'ahead'

const acts = actsOf<ProofRow, ActKey>('/proofs/{id}', {
  refuse: act(refuseProof, {
    title: words('Từ chối xác nhận', 'Refuse to confirm'),
    path: 'refusal',
    kind: 'danger',
    open: ({ state }) => state === 'proposed',
    held: ({ id }, request) => whyApart(request, confirmedApart, id),
    fields: reasonFields,
    done: words('Đã ghi: không xác nhận, có lý do.', 'It is refused, with the reason.'),
  }),
  withdraw: act(withdrawProof, {
    title: words('Rút chứng minh', 'Withdraw the proof'),
    path: 'withdrawal',
    kind: 'danger',
    open: ({ state }) => state === 'proposed',
    fields: reasonFields,
    done: words('Đã rút chứng minh.', 'The proof is withdrawn.'),
  }),
  end: act(endProof, {
    title: words('Kết thúc chứng minh', 'End the proof'),
    path: 'end',
    kind: 'danger',
    open: isConfirmed,
    fields: reasonFields,
    done: words('Chứng minh đã kết thúc, không còn được tính.', 'The proof has ended and counts no more.'),
  }),
})

const off: readonly ProofState[] = ['refused', 'withdrawn', 'ended', 'lapsed', 'ahead']

function stepsOfProof({ state, proposedOn, decidedOn }: ProofRow, t: PageRequest['t']) {
  const aside = off.includes(state)
  return stepsOf<ProofState>(
    [
      ['proposed', t(proofStates.names.proposed)],
      ['confirmed', t(proofStates.names.confirmed)],
    ],
    state,
    { proposed: proposedOn, [state === 'proposed' ? 'confirmed' : state]: decidedOn },
    aside
      ? {
          after: state === 'refused' || state === 'withdrawn' ? 'proposed' : 'confirmed',
          label: t(proofStates.names[state]),
          ends: true,
        }
      : undefined,
  )
}

/** @param refused a confirmation that was refused: why stands on top */
async function proofView(
  request: PageRequest,
  sent?: Sent<ActKey>,
  refused?: FormState,
): Promise<PageResult> {
  const { t, actor } = request
  const proof = await request.execute(showProof, { id: request.params.id })
  const at = `/proofs/${proof.id}`
  const open = acts.open(request, proof)
  // a form that ends something is opened by its button alone
  const chosen =
    sent === undefined && !request.url.searchParams.has('do') ? undefined : acts.chosen(request, proof, sent)
  const again = `${proofForm(proof.enterpriseId, 'key_product')}?productId=${proof.productId}`
  return recordView({
    title: whatOf(proof, request),
    lead: `${proof.enterprise}, ${t('mã số thuế', 'tax code')} ${proof.taxCode}`,
    breadcrumbs: crumbs(request),
    head: {
      matters: [{ record: 'enterprise_proof', id: proof.id }],
      state: { key: proof.state, shown: <StateBadge of={proofStates} is={proof.state} t={t} /> },
      steps: stepsOfProof(proof, t),
    },
    marks: (
      <>
        {refused === undefined ? null : <FormProblem form={refused} t={t} />}
        {proof.state !== 'lapsed' ? null : (
          <Notice
            tone="warning"
            title={t(
              `Danh mục ${proof.instrument} đã hết hiệu lực, nên không còn được tính.`,
              `The list ${proof.instrument} has ended, so that this counts no more.`,
            )}
          >
            {mayRun(actor, matchProduct) ? (
              <a href={again}>{t('Khớp lại theo danh mục mới', 'Match it to the new list')}</a>
            ) : null}
          </Notice>
        )}
      </>
    ),
    finished: ['refused', 'withdrawn', 'ended'].includes(proof.state),
    actions: (
      <>
        {open
          .filter((key) => key !== chosen)
          .map((key) => (
            <LinkButton href={`${at}?do=${key}#act`} kind="danger">
              {t(acts.title(key))}
            </LinkButton>
          ))}
        {proof.state === 'proposed' ? (
          <Act
            command={confirmProof}
            request={request}
            action={`${at}/confirmation`}
            values={{ version: proof.version }}
            kind="primary"
            held={await whyApart(request, confirmedApart, proof.id)}
          >
            {t('Xác nhận', 'Confirm')}
          </Act>
        ) : null}
      </>
    ),
    act: chosen === undefined ? null : await acts.form(request, proof, chosen, sent),
    summary: (
      <>
        <About proof={proof} request={request} />
        {proof.importId === null ? null : (
          <Notice tone="info">
            {t(
              'Số liệu vào cùng bảng của cơ quan; bảng được giữ làm minh chứng.',
              'It came in with a table of the office, which is kept as its evidence.',
            )}{' '}
            {request.mayOpen(`/proofs/imports/${proof.importId}`) ? (
              <a href={`/proofs/imports/${proof.importId}`}>{t('Xem lần nhập', 'Show the import')}</a>
            ) : null}
          </Notice>
        )}
      </>
    ),
    evidence: await Evidence({
      request,
      title: t('Minh chứng', 'Evidence'),
      files: proof.file === null ? [] : [{ what: t('Minh chứng', 'Evidence'), file: proof.file }],
    }),
  })
}

function About({ proof, request }: { proof: ProofRow & { seat: string }; request: PageRequest }) {
  const { t } = request
  const product =
    proof.product === null
      ? []
      : ([
          [
            t('Sản phẩm của doanh nghiệp', 'Product of the enterprise'),
            proof.productNow === proof.product
              ? proof.product
              : t(
                  `${proof.product} (nay tên là ${proof.productNow})`,
                  `${proof.product} (now called ${proof.productNow})`,
                ),
          ],
          [
            t('Sản phẩm trong danh mục', 'Product of the list'),
            <a href={`/key-products/${proof.keyProductId}`}>{proof.entry}</a>,
          ],
          [
            t('Văn bản', 'Instrument'),
            <a href={`/key-products/lists/${proof.listId}`}>
              {proof.instrument}
              {proof.listValidTo === null
                ? ''
                : t(
                    `, đến hết ngày ${formatDate(proof.listValidTo)}`,
                    `, until ${formatDate(proof.listValidTo)}`,
                  )}
            </a>,
          ],
          [
            t('Địa bàn của danh mục', 'Territory of the list'),
            proof.listProvince ?? t('Cả nước', 'The whole country'),
          ],
          [t('Trụ sở doanh nghiệp', 'Seat of the enterprise'), proof.seat],
        ] as const)
  return (
    <Section title={t('Nội dung chứng minh', 'What is proven')} id="proof">
      <Facts
        columns={2}
        items={[
          [
            t('Doanh nghiệp', 'Enterprise'),
            <a href={`/enterprises/${proof.enterpriseId}#criteria`}>{proof.enterprise}</a>,
          ],
          [t('Chứng minh bằng', 'Proven by'), t(proofKinds.names[proof.kind])],
          ...product,
          ...(proof.value === null ? [] : ([[t('Giá trị', 'Value'), whatOf(proof, request)]] as const)),
          [t('Căn cứ', 'Basis'), proof.note],
          [t('Ngày lập', 'Entered on'), formatDate(proof.proposedOn)],
          ...(proof.decidedOn === null
            ? []
            : ([[t(proofStates.names[proof.state]), formatDate(proof.decidedOn)]] as const)),
          ...(proof.reason === null ? [] : ([[t('Lý do', 'Reason'), proof.reason]] as const)),
        ]}
      />
    </Section>
  )
}

const confirmation = receiver({
  command: confirmProof,
  address: '/proofs/{id}/confirmation',
  again: (request, form) => proofView(request, undefined, form),
  done: ({ id }) => ({
    to: `/proofs/${id}`,
    message: words('Đã xác nhận; được tính từ bây giờ.', 'It is confirmed and counts from now on.'),
  }),
})

export const proofPages = [
  page({ route: 'GET /proofs/{id}', for: showProof, run: (request) => proofView(request) }),
  ...acts.receivers(proofView),
  confirmation,
]
