import { optionalDay } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { rateProvider, ratingFields } from '../providers/index.ts'
import { act, actsOf, type Filling } from '../ui/index.ts'
import { recordCertificate } from './certificate-commands.ts'
import { certificateFields, certifierField } from './certificate-fields.ts'
import { certifiers } from './certifiers.ts'
import { draftContract } from './contract.ts'
import { LetterHead } from './letter-form.tsx'
import { certificateKinds, isProductKind, mayCertify, mayFollow, turnStates } from './rules.ts'
import { cancelTurn, moveTurn } from './turn-commands.ts'
import { chooseProvider, helperField, helpers } from './turn-provider.ts'
import type { showTurn } from './turn-queries.ts'

export type ShownTurn = Output<typeof showTurn>
export type TurnAct = 'step' | 'certificate' | 'contract' | 'provider' | 'rate' | 'cancel'

/** The acts on a turn; one form at a time, so that each field has one name on the page. */
export const turnActs = actsOf<ShownTurn, TurnAct>('/support/{id}', {
  step: act(moveTurn, {
    title: words('Ghi bước tiếp theo', 'Record the next step'),
    path: 'steps',
    open: (turn: ShownTurn) => turn.next !== null,
    submit: ({ next }, t) =>
      next === null ? '' : t(`Ghi “${turnStates.names[next].vi}”`, `Record “${turnStates.names[next].en}”`),
    fields: stepFields,
    done: ({ state }) =>
      state === 'finished'
        ? words('Lượt hỗ trợ đã hoàn thành và được tính vào chỉ tiêu.', 'The turn is finished and counted.')
        : words('Đã ghi bước thực hiện.', 'The step is recorded.'),
  }),
  contract: act(draftContract, {
    title: words('Tạo dự thảo hợp đồng', 'Make the draft of the contract'),
    path: 'contract-drafts',
    open: (turn: ShownTurn) => turn.state === 'decided',
    fields: ({ f, t, record: { version } }) => (
      <>
        {f.hidden('version', version)}
        <LetterHead
          f={f}
          t={t}
          labels={{
            number: words('Số hợp đồng', 'Number of the contract'),
            issuedOn: words('Ngày hợp đồng', 'Day of the contract'),
          }}
        />
      </>
    ),
    submit: (_turn, t) => t('Tạo và gửi', 'Make and send'),
    done: words(
      'Đã tạo dự thảo hợp đồng và báo cho doanh nghiệp.',
      'The draft is made and the enterprise is told.',
    ),
  }),
  certificate: act(recordCertificate, {
    title: words('Ghi nhận chứng nhận', 'Record a certificate'),
    path: 'certificates',
    open: (turn: ShownTurn) => mayCertify(turn.state),
    input: (_values, { params }) => ({ turnId: params.id }),
    submit: (_turn, t) => t('Ghi nhận', 'Record'),
    fields: certificateForm,
    done: words('Đã ghi nhận chứng nhận.', 'The certificate is recorded.'),
  }),
  provider: act(chooseProvider, {
    title: words('Chọn đơn vị hỗ trợ', 'Pick who helps'),
    path: 'provider',
    open: (turn: ShownTurn) => turn.state !== 'cancelled' && !turn.rated,
    initial: ({ provider }) => ({ providerId: String(provider?.id ?? '') }),
    fields: async ({ f, t, request, record }) => (
      <>
        {f.hidden('version', record.version)}
        {helperField.form(f, t, { choices: { providerId: await helpers(request) } })}
      </>
    ),
    submit: (_turn, t) => t('Lưu', 'Save'),
    done: words('Đã chọn đơn vị hỗ trợ.', 'The provider is picked.'),
  }),
  rate: act(rateProvider, {
    title: words('Đánh giá đơn vị hỗ trợ', 'Rate the provider of a turn'),
    path: 'rating',
    open: (turn: ShownTurn) =>
      turn.provider !== null && !turn.rated && (turn.state === 'accepted' || turn.state === 'finished'),
    input: (_values, { params }) => ({ turnId: params.id }),
    fields: ({ f, t, record }) => (
      <>
        <p>
          <b>{record.provider?.name}</b>
        </p>
        {ratingFields.form(f, t)}
      </>
    ),
    submit: (_turn, t) => t('Gửi đánh giá', 'Send the rating'),
    done: words('Cảm ơn, đánh giá đã được ghi.', 'Thank you, the rating is recorded.'),
  }),
  cancel: act(cancelTurn, {
    title: words('Hủy lượt hỗ trợ', 'Cancel the support turn'),
    path: 'cancellation',
    open: (turn: ShownTurn) => mayFollow(turn.state, 'cancelled'),
    fields: cancelFields,
    kind: 'danger',
    done: words('Đã hủy lượt hỗ trợ.', 'The turn is cancelled.'),
  }),
})

function stepFields({ f, t, record: turn }: Filling<typeof moveTurn.input, ShownTurn>) {
  const next = turn.next
  if (next === null) return null
  const finishing = next === 'finished'
  return (
    <>
      {f.hidden('version', turn.version)}
      {f.hidden('state', next)}
      <p>
        {t('Bước tiếp theo:', 'The next step:')} <b>{t(turnStates.names[next])}</b>
      </p>
      {f.date('happenedOn', { label: t('Ngày', 'Day'), required: true })}
      {f.text('documentNumber', {
        label:
          next === 'contracted'
            ? t('Số hợp đồng', 'Number of the contract')
            : t('Số văn bản', 'Number of the document'),
        required: next === 'contracted',
      })}
      {next === 'contracted'
        ? f.date('dueOn', { label: t('Hạn thực hiện theo hợp đồng', 'To be done by, as the contract says') })
        : null}
      {f.file('fileId', {
        label: t('Tệp minh chứng', 'Evidence file'),
        required: finishing,
        hint: finishing
          ? t(
              'Biên bản nghiệm thu, thanh lý hợp đồng (PDF, ảnh, DOCX…).',
              'Acceptance minutes, liquidation of the contract.',
            )
          : undefined,
      })}
      {f.area('note', { label: t('Ghi chú', 'Note') })}
    </>
  )
}

async function certificateForm({
  f,
  t,
  request,
  record: turn,
}: Filling<typeof recordCertificate.input, ShownTurn>) {
  const kinds = certificateKinds.choices(t).map((kind) => ({
    ...kind,
    group: isProductKind(kind.value)
      ? t('Sản phẩm, hàng hóa', 'Products and goods')
      : t('Hệ thống', 'Systems'),
  }))
  const unlisted = f.text('productName', {
    label: t('Sản phẩm chưa có trong danh sách', 'A product that is not listed'),
    hint: t('Chỉ với chứng nhận sản phẩm.', 'For product certificates only.'),
  })
  const issuedOn = optionalDay().safeParse(f.value('issuedOn')).data
  return certificateFields.form(f, t, {
    choices: { kind: kinds, productId: turn.products.map(({ id, name }) => ({ value: id, label: name })) },
    without: turn.products.length === 0 ? ['productId', 'body'] : ['body'],
    after: {
      productId: unlisted,
      body: certifierField.form(f, t, { choices: { providerId: await certifiers(request, issuedOn) } }),
    },
  })
}

function cancelFields({ f, t, record: turn }: Filling<typeof cancelTurn.input, ShownTurn>) {
  return (
    <>
      {f.hidden('version', turn.version)}
      <p class="hint">
        {t(
          'Phần kinh phí chưa chi được trả lại cho năm; kết quả đã tính vào chỉ tiêu bị rút lại. Phần đã chi thì phải thu hồi, hoặc nêu vì sao không.',
          'What was not paid goes back to the year; what was counted counts no more. What was paid is to be recovered, or it is said why not.',
        )}
      </p>
      {f.date('happenedOn', { label: t('Ngày hủy', 'Day of cancellation'), required: true })}
      {f.text('documentNumber', {
        label: t('Số văn bản hủy', 'Number of the cancelling document'),
        required: true,
      })}
      {f.area('reason', { label: t('Lý do', 'Reason'), required: true })}
      {f.file('fileId', { label: t('Tệp minh chứng', 'Evidence file') })}
    </>
  )
}
