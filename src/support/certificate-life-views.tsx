import { formatDate } from '../platform/dates.ts'
import type { PageRequest } from '../platform/page.ts'
import { Act, Day, Empty, FileLink, LinkButton, Section, StateBadge, Table, Timeline } from '../ui/index.ts'
import {
  cancelAudit,
  changeScope,
  planAudit,
  recordAudit,
  renewCertificate,
  restoreCertificate,
  suspendCertificate,
} from './certificate-life.ts'
import { auditKinds, auditResults, certificateEvents } from './certificate-life-fields.ts'
import { at, type ShownCertificate } from './certificate-life-forms.tsx'
import type { Audit, CertificateEvent } from './certificate-life-rows.ts'

/* What the page of a certificate shows of its life. */

/** What may be done with a certificate now. */
export function LifeActs({ request, certificate }: { request: PageRequest; certificate: ShownCertificate }) {
  const { t } = request
  const base = at(certificate)
  return (
    <>
      <Act command={planAudit} request={request} href={`${base}/audits/new`}>
        {t('Ghi cuộc đánh giá dự kiến', 'Plan an audit')}
      </Act>
      {certificate.expiresOn === null ? null : (
        <Act command={renewCertificate} request={request} href={`${base}/renewal`}>
          {t('Ghi gia hạn của chứng nhận', 'Renew the certificate')}
        </Act>
      )}
      <Act command={changeScope} request={request} href={`${base}/scope`}>
        {t('Ghi phạm vi của chứng nhận', 'Set the scope of the certificate')}
      </Act>
      {certificate.suspendedOn === null ? (
        certificate.validity === 'valid' ? (
          <Act command={suspendCertificate} request={request} href={`${base}/suspension`} kind="danger">
            {t('Đình chỉ chứng nhận', 'Suspend the certificate')}
          </Act>
        ) : null
      ) : (
        <Act command={restoreCertificate} request={request} href={`${base}/restoration`} kind="primary">
          {t('Khôi phục hiệu lực chứng nhận', 'Restore the certificate')}
        </Act>
      )}
    </>
  )
}

/** Its audits, planned and held. */
export function Audits({ request, certificate }: { request: PageRequest; certificate: ShownCertificate }) {
  const { t } = request
  const { audits } = certificate
  const heads = {
    kind: t('Loại cuộc đánh giá', 'Kind of audit'),
    planned: t('Ngày đánh giá dự kiến', 'Audit planned for'),
    held: t('Đã đánh giá ngày', 'Audit held on'),
    result: t('Kết quả cuộc đánh giá', 'Result of the audit'),
  }
  return (
    <Section
      title={t('Đánh giá giám sát, chứng nhận lại', 'Surveillance and recertification audits')}
      id="audits"
    >
      {audits.length === 0 ? (
        <Empty>{t('Chưa ghi cuộc đánh giá nào.', 'No audit is recorded.')}</Empty>
      ) : (
        <Table
          caption={t('Đánh giá giám sát, chứng nhận lại', 'Surveillance and recertification audits')}
          stack
        >
          <thead>
            <tr>
              <th>{heads.kind}</th>
              <th>{heads.planned}</th>
              <th>{heads.held}</th>
              <th>{heads.result}</th>
            </tr>
          </thead>
          <tbody>
            {audits.map((audit) => (
              <tr class={audit.cancelledOn === null ? '' : 'line-through'}>
                <td data-label={heads.kind}>{t(auditKinds.names[audit.kind])}</td>
                <td data-label={heads.planned}>
                  <Day day={audit.plannedOn} />
                </td>
                <td data-label={heads.held}>
                  <Day day={audit.heldOn} />
                </td>
                <td data-label={heads.result}>
                  <AuditResult request={request} certificate={certificate} audit={audit} />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  )
}

function AuditResult(props: { request: PageRequest; certificate: ShownCertificate; audit: Audit }) {
  const { request, certificate, audit } = props
  const { t } = request
  if (audit.cancelledOn !== null)
    return (
      <span class="hint">
        {t('Hủy ngày', 'Cancelled on')} {formatDate(audit.cancelledOn)}: {audit.cancelReason}
      </span>
    )
  if (audit.result === null) {
    const base = `${at(certificate)}/audits/${audit.id}`
    return certificate.withdrawnOn === null ? (
      <>
        <Act command={recordAudit} request={request} href={`${base}/result`} small>
          {t('Ghi kết quả đánh giá', 'Record the result of the audit')}
        </Act>{' '}
        <Act command={cancelAudit} request={request} href={`${base}/cancellation`} kind="danger" small>
          {t('Hủy cuộc đánh giá', 'Cancel the audit')}
        </Act>
      </>
    ) : null
  }
  return (
    <div>
      <StateBadge of={auditResults} is={audit.result} t={t} />
      {audit.findings === null ? null : <p class="whitespace-pre-line">{audit.findings}</p>}
      <FileLink file={audit.file} t={t} />
    </div>
  )
}

/** What became of it, by the papers of its body. */
export function Events({ request, events }: { request: PageRequest; events: readonly CertificateEvent[] }) {
  const { t } = request
  if (events.length === 0) return null
  const day = (value: string | null) => (value === null ? '—' : formatDate(value))
  return (
    <Section title={t('Gia hạn, đình chỉ, phạm vi', 'Renewals, suspensions, scope')} id="events">
      <Timeline
        items={events.map((event) => ({
          title: t(certificateEvents.names[event.kind]),
          at: event.onDay,
          done: true,
          body: (
            <div>
              <p>
                {event.documentNumber}
                {event.kind === 'renewal' ? `: ${day(event.expiresBefore)} → ${day(event.expiresOn)}` : ''}
              </p>
              {event.reason === null ? null : <p class="whitespace-pre-line">{event.reason}</p>}
              {event.scope === null ? null : (
                <p class="whitespace-pre-line">
                  {event.scopeBefore === null ? '' : `${event.scopeBefore} → `}
                  {event.scope}
                </p>
              )}
              <FileLink file={event.file} t={t} />
            </div>
          ),
        }))}
      />
    </Section>
  )
}

/** Links from the page of a certificate. */
export function LifeLinks({ request, certificate }: { request: PageRequest; certificate: ShownCertificate }) {
  const { t } = request
  return (
    <p class="mt-3 mb-5 flex flex-wrap gap-2">
      <LinkButton href={`${at(certificate)}/labels`}>{t('In tem nhãn', 'Print labels')}</LinkButton>
      <LinkButton href="/certificates/counting">
        {t('Chứng nhận tính vào chỉ tiêu thế nào', 'How certificates count for targets')}
      </LinkButton>
    </p>
  )
}
