import { type Words, words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import type { FormState, PageRequest } from '../platform/page.ts'
import { Form, fields, Section } from '../ui/index.ts'
import { certificateKinds, isProductKind, turnStates } from './rules.ts'
import type { showTurn } from './turn-queries.ts'

/** The forms of a turn's page; one at a time, so that each field has one name on the page. */
export const acts = ['step', 'certificate', 'cancel'] as const
export type Act = (typeof acts)[number]

const titles: Readonly<Record<Act, Words>> = {
  step: words('Ghi bước tiếp theo', 'Record the next step'),
  certificate: words('Ghi nhận chứng nhận', 'Record a certificate'),
  cancel: words('Hủy lượt hỗ trợ', 'Cancel the support turn'),
}

interface Props {
  readonly request: PageRequest
  readonly turn: Output<typeof showTurn>
  readonly act: Act
  readonly others: readonly Act[]
  readonly form: FormState
}

/** The form of one action on a turn, with links to the other actions beside its heading. */
export function TurnForm(props: Props) {
  const { t } = props.request
  return (
    <Section
      title={t(titles[props.act])}
      id="act"
      actions={props.others.map((other) => (
        <a href={`/support/${props.turn.id}?do=${other}#act`}>{t(titles[other])}</a>
      ))}
    >
      {props.act === 'step' ? <StepForm {...props} /> : null}
      {props.act === 'certificate' ? <CertificateForm {...props} /> : null}
      {props.act === 'cancel' ? <CancelForm {...props} /> : null}
    </Section>
  )
}

function StepForm({ request: { t }, turn, form }: Props) {
  const f = fields(form, t)
  const next = turn.next
  if (next === null) return null
  const finishing = next === 'finished'
  return (
    <Form
      form={form}
      t={t}
      action={`/support/${turn.id}/steps`}
      submit={t(`Ghi “${turnStates.names[next].vi}”`, `Record “${turnStates.names[next].en}”`)}
      files
    >
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
    </Form>
  )
}

function CertificateForm({ request: { t }, turn, form }: Props) {
  const f = fields(form, t)
  return (
    <Form
      form={form}
      t={t}
      action={`/support/${turn.id}/certificates`}
      submit={t('Ghi nhận', 'Record')}
      files
    >
      {f.select('kind', {
        label: t('Loại chứng nhận', 'Kind of certificate'),
        required: true,
        empty: t('Chọn loại', 'Choose a kind'),
        choices: certificateKinds.keys.map((kind) => ({
          value: kind,
          label: t(certificateKinds.names[kind]),
          group: isProductKind(kind)
            ? t('Sản phẩm, hàng hóa', 'Products and goods')
            : t('Hệ thống', 'Systems'),
        })),
      })}
      {f.text('standard', {
        label: t('Tiêu chuẩn, quy chuẩn', 'Standard or regulation'),
        hint: t('Ví dụ TCVN ISO 22000:2018.', 'Such as TCVN ISO 22000:2018.'),
        required: true,
      })}
      {turn.products.length === 0
        ? null
        : f.select('productId', {
            label: t('Sản phẩm được chứng nhận', 'Certified product'),
            hint: t('Chỉ với chứng nhận sản phẩm.', 'For product certificates only.'),
            empty: t('Chọn sản phẩm', 'Choose a product'),
            choices: turn.products.map(({ id, name }) => ({ value: id, label: name })),
          })}
      {f.text('productName', {
        label: t('Sản phẩm chưa có trong danh sách', 'A product that is not listed'),
        hint: t('Chỉ với chứng nhận sản phẩm.', 'For product certificates only.'),
      })}
      {f.text('body', { label: t('Tổ chức chứng nhận', 'Certification body'), required: true })}
      {f.text('number', { label: t('Số chứng nhận', 'Number of the certificate'), required: true })}
      {f.date('issuedOn', { label: t('Ngày cấp', 'Issued'), required: true })}
      {f.date('expiresOn', { label: t('Có hiệu lực đến', 'Valid until') })}
      {f.file('fileId', { label: t('Bản chụp chứng nhận', 'The certificate'), required: true })}
    </Form>
  )
}

function CancelForm({ request: { t }, turn, form }: Props) {
  const f = fields(form, t)
  return (
    <Form
      form={form}
      t={t}
      action={`/support/${turn.id}/cancellation`}
      submit={t('Hủy lượt hỗ trợ', 'Cancel the support turn')}
      kind="danger"
      files
    >
      {f.hidden('version', turn.version)}
      <p class="hint">
        {t(
          'Phần kinh phí chưa chi được trả lại cho năm; kết quả đã tính vào chỉ tiêu bị rút lại.',
          'What was not paid goes back to the year; what was counted counts no more.',
        )}
      </p>
      {f.date('happenedOn', { label: t('Ngày hủy', 'Day of cancellation'), required: true })}
      {f.text('documentNumber', {
        label: t('Số văn bản hủy', 'Number of the cancelling document'),
        required: true,
      })}
      {f.area('reason', { label: t('Lý do', 'Reason'), required: true })}
      {f.file('fileId', { label: t('Tệp minh chứng', 'Evidence file') })}
    </Form>
  )
}
