import { unitFilter } from '../enterprises/index.ts'
import { TakenOverMark, takenOverFilter } from '../imports/index.ts'
import { planColumn, planFilters } from '../plan/index.ts'
import { mayRun } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { type FormState, freshForm, type PageRequest, page, receiver, type View } from '../platform/page.ts'
import {
  Act,
  chargeMany,
  Day,
  Facts,
  FileLink,
  Form,
  fields,
  listPage,
  Notice,
  Section,
  StateBadge,
} from '../ui/index.ts'
import { chooseCertifier, withdrawCertificate } from './certificate-commands.ts'
import { certificateCorrection } from './certificate-correction.tsx'
import { certificateFields, certifierField } from './certificate-fields.ts'
import { Audits, Events, LifeActs, LifeLinks } from './certificate-life-views.tsx'
import type { CertificateRow } from './certificate-queries.ts'
import { listCertificates, showCertificate } from './certificate-queries.ts'
import { withdrawMany } from './many-pages.tsx'
import { certificateKinds, countsFor, validities } from './rules.ts'
import { VerifyCode } from './verify-code.tsx'

export const certificatesPage = listPage({
  route: 'GET /certificates',
  place: { group: 'work', order: 40, main: ['enterprise'], label: words('Chứng nhận', 'Certificates') },
  title: words('Chứng nhận', 'Certificates'),
  lead: words(
    'Chứng nhận hệ thống và sản phẩm từ các lượt hỗ trợ.',
    'System and product certificates that came of support turns.',
  ),
  query: listCertificates,
  many: [withdrawMany.act, chargeMany('certificate', ['coordinator'])],
  filters: async (request) => [
    {
      name: 'q',
      label: words('Số, tiêu chuẩn, sản phẩm, doanh nghiệp', 'Number, standard, product, enterprise'),
      kind: 'search',
    },
    {
      name: 'kind',
      label: words('Loại', 'Kind'),
      kind: 'select',
      choices: certificateKinds.choices(request.t),
    },
    {
      name: 'validity',
      label: words('Hiệu lực', 'Validity'),
      kind: 'select',
      choices: validities.choices(request.t),
    },
    ...(await unitFilter(request)),
    takenOverFilter(request.t),
    ...(await planFilters(request)),
  ],
  columns: async (request) => {
    const { t } = request
    const { number, kind, standard, product, ...others } = certificateFields.columns<CertificateRow>(t, {
      number: { cell: (row) => <a href={`/certificates/${row.id}`}>{row.number}</a> },
      standard: { label: words('Tiêu chuẩn', 'Standard') },
      product: { value: (row) => row.product },
    })
    return [
      number,
      kind,
      standard,
      {
        key: 'enterprise',
        label: words('Doanh nghiệp', 'Enterprise'),
        sort: 'enterprise',
        value: (row) => row.enterprise,
      },
      product,
      ...(await planColumn<CertificateRow>(request)),
      ...Object.values(others),
      {
        key: 'validity',
        label: words('Hiệu lực', 'Validity'),
        value: (row) => t(validities.names[row.validity]),
        cell: (row) => <StateBadge of={validities} is={row.validity} t={t} />,
      },
      {
        key: 'counted',
        label: words('Tính vào chỉ tiêu', 'Counts towards the target'),
        value: (row) => (row.counted ? t('Có', 'Yes') : t('Không', 'No')),
        exportOnly: true,
      },
      {
        key: 'turn',
        label: words('Lượt hỗ trợ', 'Support turn'),
        kind: 'number',
        value: (row) => row.turnId,
        exportOnly: true,
      },
    ]
  },
})

export const certificatePage = page({
  route: 'GET /certificates/{id}',
  for: showCertificate,
  run: (request) => certificateView(request, freshForm()),
})

export const withdrawalReceiver = receiver({
  command: withdrawCertificate,
  address: '/certificates/{id}/withdrawal',
  done: ({ id }) => ({
    to: `/certificates/${id}`,
    message: words('Đã thu hồi; chứng nhận không còn được tính.', 'Withdrawn; it counts no more.'),
  }),
  again: certificateView,
})

async function certificateView(request: PageRequest, form: FormState): Promise<View> {
  const { t, actor, language } = request
  const certificate = await request.execute(showCertificate, { id: request.params.id })
  const f = fields(form, t)
  const {
    number: _title,
    kind: _lead,
    standard,
    ...facts
  } = certificateFields.facts(certificate, t, language)
  const own = actor.enterpriseId !== null
  const withdrawable = mayRun(actor, withdrawCertificate) && certificate.withdrawnOn === null
  return {
    title: t(`Chứng nhận ${certificate.number}`, `Certificate ${certificate.number}`),
    lead: `${certificate.enterprise} · ${t(certificateKinds.names[certificate.kind])}`,
    breadcrumbs: [{ label: t('Chứng nhận', 'Certificates'), href: '/certificates' }],
    actions:
      certificate.withdrawnOn === null ? (
        <>
          {await certificateCorrection.button(request, certificate.id)}
          <LifeActs request={request} certificate={certificate} />
          <Act command={chooseCertifier} request={request} href={`/certificates/${certificate.id}/certifier`}>
            {t('Chọn tổ chức chứng nhận trong sổ', 'Pick the certification body of a certificate')}
          </Act>
        </>
      ) : null,
    body: (
      <>
        <TakenOverMark mark={certificate.takenOver} request={request} />
        <Section>
          <Facts
            columns={3}
            items={[
              [t('Hiệu lực', 'Validity'), <StateBadge of={validities} is={certificate.validity} t={t} />],
              standard,
              [t('Sản phẩm', 'Product'), certificate.product],
              ...(certificate.scope === null
                ? []
                : ([[t('Phạm vi chứng nhận', 'Scope of the certificate'), certificate.scope]] as const)),
              ...(certificate.suspendedOn === null
                ? []
                : ([
                    [t('Đình chỉ từ ngày', 'Suspended since'), <Day day={certificate.suspendedOn} />],
                  ] as const)),
              ...Object.values(facts),
              ...(certificate.providerId === null || !request.mayOpen(`/providers/${certificate.providerId}`)
                ? []
                : [
                    [
                      t(certifierField.labels.providerId),
                      <a href={`/providers/${certificate.providerId}`}>{certificate.body}</a>,
                    ] as const,
                  ]),
              [
                t('Doanh nghiệp', 'Enterprise'),
                own ? (
                  certificate.enterprise
                ) : (
                  <a href={`/enterprises/${certificate.enterpriseId}`}>{certificate.enterprise}</a>
                ),
              ],
              [
                t('Lượt hỗ trợ', 'Support turn'),
                <a href={`/support/${certificate.turnId}`}>
                  {t(`Lượt số ${certificate.turnId}`, `Turn ${certificate.turnId}`)}
                </a>,
              ],
              [
                t('Bản chụp chứng nhận', 'The certificate'),
                <FileLink file={certificate.takenOver?.file === null ? null : certificate.file} t={t} />,
              ],
            ]}
          />
          <p class="mt-4">
            <b>
              {certificate.counted
                ? t('Đang được tính.', 'Counted now.')
                : t('Hiện không được tính.', 'Not counted now.')}
            </b>{' '}
            {t(countsFor(certificate.kind, certificate.article).reason)}
          </p>
        </Section>
        <Audits request={request} certificate={certificate} />
        <Events request={request} events={certificate.events} />
        <VerifyCode request={request} number={certificate.number} path={`/verify/${certificate.code}`} />
        <LifeLinks request={request} certificate={certificate} />
        {certificate.withdrawnOn === null ? null : (
          <Notice tone="error" title={t('Đã thu hồi', 'Revoked')}>
            <p>
              <Day day={certificate.withdrawnOn} />: {certificate.withdrawal}
            </p>
          </Notice>
        )}
        {withdrawable ? (
          <Section
            title={t('Thu hồi', 'Revoke')}
            id="withdraw"
            lead={t(
              'Khi tổ chức chứng nhận thu hồi, hoặc khi ghi nhầm: bản ghi vẫn còn, không được tính vào chỉ tiêu nữa.',
              'When its body takes it back, or it was recorded in error: the record stays and counts no more.',
            )}
          >
            <Form
              form={form}
              t={t}
              action={`/certificates/${certificate.id}/withdrawal`}
              submit={t('Thu hồi', 'Revoke')}
              kind="danger"
            >
              {f.date('withdrawnOn', { label: t('Ngày thu hồi', 'Day of revocation'), required: true })}
              {f.area('reason', { label: t('Lý do', 'Reason'), required: true })}
            </Form>
          </Section>
        ) : null}
      </>
    ),
  }
}
