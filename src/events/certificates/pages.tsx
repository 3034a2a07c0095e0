import { formatDate } from '../../platform/dates.ts'
import { download } from '../../platform/file-answer.ts'
import { words } from '../../platform/language.ts'
import { type PageRequest, page } from '../../platform/page.ts'
import { markedFileName } from '../../platform/sample.ts'
import { slug } from '../../platform/text.ts'
import { AskedText, Empty, Facts, formPage, Notice, Section } from '../../ui/index.ts'
import { crumbs, ofEvent } from '../form-pages.tsx'
import { showRegistration } from '../registration/queries.ts'
import { lastDay } from '../rules.ts'
import { issueCertificates, withdrawAttendanceCertificate } from './commands.ts'
import { certificatePdf } from './document.ts'
import {
  type CertificateFacts,
  certificateSums,
  ownCertificate,
  showAttendanceCertificate,
  verifyAttendance,
} from './queries.ts'

/* Certificates of attendance: issued for an event, downloaded, taken back, verified by everybody. */

export const certificatesIssued = formPage({
  command: issueCertificates,
  address: '/events/{id}/certificates/new',
  record: async (request) => ({
    of: await ofEvent(request),
    sums: await request.execute(certificateSums, { id: request.params.id }),
  }),
  title: words('Cấp giấy chứng nhận tham dự', 'Issue certificates of attendance'),
  lead: ({ record: { of } }) => of.title,
  crumbs: (request, { of }) => [...crumbs(request), { label: of.title, href: `/events/${of.id}` }],
  initial: ({ sums }) => ({ days: String(Math.max(1, sums.days)) }),
  fields: ({ f, t, record: { sums } }) => (
    <>
      <p>
        {t(
          `${sums.came} người có mặt trong ${sums.days} ngày; ${sums.issued} người đã được cấp.`,
          `${sums.came} came on ${sums.days} days; ${sums.issued} have a certificate.`,
        )}
      </p>
      {f.number('days', {
        label: t('Có mặt ít nhất (số ngày)', 'Was there on at least (days)'),
        required: true,
      })}
    </>
  ),
  submit: words('Cấp giấy chứng nhận', 'Issue the certificates'),
  cancel: ({ of }) => `/events/${of.id}`,
  done: ({ id, issued }) => ({
    to: `/events/${id}/registrations?came=yes`,
    message: words(`Đã cấp ${issued} giấy chứng nhận.`, `Certificates issued: ${issued}.`),
  }),
})

export const certificateTakenBack = formPage({
  command: withdrawAttendanceCertificate,
  address: '/event-registrations/{id}/certificate-withdrawal',
  record: (request) => request.execute(showRegistration, { id: request.params.id }),
  title: words('Thu hồi giấy chứng nhận tham dự', 'Take a certificate of attendance back'),
  lead: ({ record }) => record.name,
  crumbs: (request, of) => [
    ...crumbs(request),
    { label: of.event.title, href: `/events/${of.event.id}` },
    { label: of.name, href: `/event-registrations/${of.id}` },
  ],
  fields: ({ f, t }) => f.area('reason', { label: t('Lý do', 'Reason'), rows: 2 }),
  submit: words('Thu hồi', 'Revoke'),
  kind: 'danger',
  cancel: ({ id }) => `/event-registrations/${id}`,
  done: ({ id }) => ({
    to: `/event-registrations/${id}`,
    message: words('Đã thu hồi giấy chứng nhận.', 'The certificate is taken back.'),
  }),
})

/** It names a person: no cache on the way keeps it, not of a personal link either. */
async function fileOf(request: PageRequest, of: CertificateFacts): Promise<Response> {
  const bytes = await certificatePdf(request.system, of)
  const name = markedFileName(`${slug(`Giấy chứng nhận ${of.name}`)}.pdf`)
  return download(name, 'application/pdf', Uint8Array.from(bytes))
}

export const certificateFile = page({
  route: 'GET /event-registrations/{id}/certificate.pdf',
  for: showAttendanceCertificate,
  run: async (request) =>
    fileOf(request, await request.execute(showAttendanceCertificate, { id: request.params.id })),
})

export const ownCertificateFile = page({
  route: 'GET /events/registered/{token}/certificate.pdf',
  for: ownCertificate,
  run: async (request) =>
    fileOf(request, await request.execute(ownCertificate, { token: request.params.token })),
})

/** What the public page says of a code. */
function Answer({ of, t }: { of: CertificateFacts | null; t: PageRequest['t'] }) {
  if (of === null)
    return (
      <Empty>
        {t('Không có giấy chứng nhận tham dự mang mã này.', 'No certificate of attendance bears this code.')}
      </Empty>
    )
  const last = lastDay(of)
  return (
    <Section title={t('Giấy chứng nhận tham dự', 'Certificate of attendance')} id="answer">
      {of.withdrawnOn === null ? (
        <Notice tone="success">{t('Giấy chứng nhận có hiệu lực.', 'The certificate holds.')}</Notice>
      ) : (
        <Notice tone="error">
          {t(
            `Giấy chứng nhận đã thu hồi ngày ${formatDate(of.withdrawnOn)}.`,
            `The certificate was taken back on ${formatDate(of.withdrawnOn)}.`,
          )}
        </Notice>
      )}
      <Facts
        items={[
          [t('Họ và tên', 'Full name'), of.name],
          [t('Nơi công tác', 'Workplace'), of.organisation],
          [t('Sự kiện', 'Event'), `${of.title} (${t(of.kind, of.kindEn)})`],
          [
            t('Thời gian', 'Dates'),
            `${formatDate(of.startsOn)}${last === of.startsOn ? '' : ` – ${formatDate(last)}`}`,
          ],
          [t('Nơi tổ chức', 'Place'), of.place],
          [t('Số ngày có mặt', 'Days that were attended'), of.days],
          [t('Ngày cấp', 'Issued'), formatDate(of.issuedOn)],
          [t('Mã kiểm tra', 'Code to verify by'), of.code],
        ]}
      />
    </Section>
  )
}

export const attendanceVerified = page({
  route: 'GET /events/certificate',
  for: verifyAttendance,
  async run(request) {
    const { t, url } = request
    const code = url.searchParams.get('code') ?? ''
    const found = code.trim() === '' ? null : await request.execute(verifyAttendance, { code })
    return {
      title: t('Kiểm tra giấy chứng nhận tham dự', 'Verify a certificate of attendance'),
      lead: t(
        'Gõ mã in trên giấy chứng nhận, hoặc quét mã QR của giấy.',
        'Type the code that stands on the certificate, or scan its QR code.',
      ),
      body: (
        <>
          <form method="get" action="/events/certificate" class="mb-5 flex flex-wrap items-end gap-3">
            <div class="min-w-60 grow">
              <AskedText request={request} name="code" label={t('Mã kiểm tra', 'Code to verify by')} />
            </div>
            <button class="btn btn-primary" type="submit">
              {t('Kiểm tra', 'Check')}
            </button>
          </form>
          {found === null ? null : <Answer of={found.certificate} t={t} />}
        </>
      ),
    }
  },
})
