import { formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { numberOf, type PageRequest } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { formPage } from '../ui/index.ts'
import {
  cancelAudit,
  changeScope,
  planAudit,
  recordAudit,
  renewCertificate,
  restoreCertificate,
  suspendCertificate,
} from './certificate-life.ts'
import {
  auditFields,
  auditResultFields,
  renewalFields,
  scopeFields,
  suspensionFields,
} from './certificate-life-fields.ts'
import { showCertificate } from './certificate-queries.ts'

/* The forms of a certificate's life: audits, suspension, renewal, scope. */

export const ofCertificate = (request: PageRequest) =>
  request.execute(showCertificate, { id: numberOf(request, 'id') })
export type ShownCertificate = Awaited<ReturnType<typeof ofCertificate>>
export const at = ({ id }: { readonly id: number }) => `/certificates/${id}`
export const listCrumb = ({ t }: PageRequest) => ({
  label: t('Chứng nhận', 'Certificates'),
  href: '/certificates',
})
export const crumbs = (request: PageRequest, certificate: ShownCertificate) => [
  listCrumb(request),
  { label: certificate.number, href: at(certificate) },
]
const onToday = (_certificate: ShownCertificate, { system }: PageRequest) => ({
  onDay: formatDate(today(system.now())),
})
const lead = ({ record }: { readonly record: ShownCertificate }) => `${record.enterprise} · ${record.number}`

const planned = formPage({
  command: planAudit,
  address: '/certificates/{id}/audits/new',
  record: ofCertificate,
  title: words('Ghi cuộc đánh giá dự kiến', 'Plan an audit'),
  lead,
  crumbs,
  fields: ({ f, t }) => auditFields.form(f, t),
  submit: words('Ghi cuộc đánh giá', 'Plan the audit'),
  cancel: at,
  done: ({ id }) => ({
    to: `/certificates/${id}`,
    message: words(
      'Đã ghi; được nhắc trước 90, 60, 30 ngày.',
      'It is planned and told of 90, 60 and 30 days before.',
    ),
  }),
})

/** The certificate, where the audit that the address names is still to come. @throws Problem 404 */
const ofAudit = async (request: PageRequest) => {
  const certificate = await ofCertificate(request)
  const auditId = numberOf(request, 'audit')
  if (!certificate.audits.some(({ id }) => id === auditId)) throw notFound(words('cuộc đánh giá', 'Audit'))
  return certificate
}

const held = formPage({
  command: recordAudit,
  address: '/certificates/{id}/audits/{audit}/result',
  record: ofAudit,
  title: words('Ghi kết quả đánh giá', 'Record the result of the audit'),
  lead,
  crumbs,
  initial: (_certificate, { system }) => ({ heldOn: formatDate(today(system.now())) }),
  fields: ({ f, t }) => auditResultFields.form(f, t),
  submit: words('Ghi kết quả', 'Record the result'),
  cancel: at,
  done: ({ id }) => ({
    to: `/certificates/${id}`,
    message: words('Đã ghi kết quả đánh giá.', 'The result of the audit is recorded.'),
  }),
})

const cancelled = formPage({
  command: cancelAudit,
  address: '/certificates/{id}/audits/{audit}/cancellation',
  record: ofAudit,
  title: words('Hủy cuộc đánh giá dự kiến', 'Cancel an audit that is planned'),
  lead,
  crumbs,
  fields: ({ f, t }) => f.area('reason', { label: t('Lý do', 'Reason'), rows: 2 }),
  submit: words('Hủy cuộc đánh giá', 'Cancel the audit'),
  kind: 'danger',
  cancel: at,
  done: ({ id }) => ({
    to: `/certificates/${id}`,
    message: words('Đã hủy cuộc đánh giá.', 'The audit is cancelled.'),
  }),
})

const suspended = formPage({
  command: suspendCertificate,
  address: '/certificates/{id}/suspension',
  record: ofCertificate,
  title: words('Đình chỉ chứng nhận', 'Suspend the certificate'),
  lead,
  crumbs,
  initial: onToday,
  fields: ({ f, t }) => suspensionFields.form(f, t),
  submit: words('Ghi đình chỉ', 'Record the suspension'),
  kind: 'danger',
  cancel: at,
  done: ({ id }) => ({
    to: `/certificates/${id}`,
    message: words(
      'Đã ghi đình chỉ; trang công khai nêu tình trạng này.',
      'It is suspended; the public page says so.',
    ),
  }),
})

const restored = formPage({
  command: restoreCertificate,
  address: '/certificates/{id}/restoration',
  record: ofCertificate,
  title: words('Khôi phục hiệu lực chứng nhận', 'Restore the certificate'),
  lead,
  crumbs,
  initial: onToday,
  fields: ({ f, t }) => suspensionFields.form(f, t),
  submit: words('Ghi khôi phục', 'Record that it is restored'),
  cancel: at,
  done: ({ id }) => ({
    to: `/certificates/${id}`,
    message: words('Đã ghi khôi phục.', 'It is restored.'),
  }),
})

const renewed = formPage({
  command: renewCertificate,
  address: '/certificates/{id}/renewal',
  record: ofCertificate,
  title: words('Ghi gia hạn của chứng nhận', 'Renew the certificate'),
  lead,
  crumbs,
  initial: onToday,
  fields: ({ f, t }) => renewalFields.form(f, t),
  submit: words('Ghi gia hạn', 'Record the renewal'),
  cancel: at,
  done: ({ id }) => ({
    to: `/certificates/${id}`,
    message: words(
      'Đã ghi gia hạn; không tính thêm vào chỉ tiêu.',
      'It is renewed; nothing is counted anew.',
    ),
  }),
})

const scoped = formPage({
  command: changeScope,
  address: '/certificates/{id}/scope',
  record: ofCertificate,
  title: words('Ghi phạm vi của chứng nhận', 'Set the scope of the certificate'),
  lead,
  crumbs,
  initial: (certificate, request) => ({
    ...onToday(certificate, request),
    scope: certificate.scope ?? undefined,
  }),
  fields: ({ f, t }) => scopeFields.form(f, t),
  submit: words('Ghi phạm vi', 'Record the scope'),
  cancel: at,
  done: ({ id }) => ({
    to: `/certificates/${id}`,
    message: words('Đã ghi phạm vi chứng nhận.', 'The scope is recorded.'),
  }),
})

export const certificateLifeForms = [planned, held, cancelled, suspended, restored, renewed, scoped].flatMap(
  ({ pages }) => pages,
)
