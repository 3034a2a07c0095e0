import { unitFilter } from '../enterprises/index.ts'
import { TakenOverMark, takenOverFilter } from '../imports/index.ts'
import { planColumn, planFilters } from '../plan/index.ts'
import { mayRun } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { type FormState, freshForm, type PageRequest, page, receiver, type View } from '../platform/page.ts'
import { Problem } from '../platform/problem.ts'
import {
  Act,
  chargeMany,
  Day,
  Empty,
  Facts,
  FileLink,
  Form,
  fields,
  listPage,
  Notice,
  QrPicture,
  RecordTable,
  Section,
  StateBadge,
} from '../ui/index.ts'
import { chooseCertifier, withdrawCertificate } from './certificate-commands.ts'
import { certificateCorrection } from './certificate-correction.tsx'
import { certificateFields, certifierField } from './certificate-fields.ts'
import { Audits, Events, LifeActs, LifeLinks } from './certificate-life-views.tsx'
import type { CertificateRow } from './certificate-queries.ts'
import { listCertificates, showCertificate, verifyCertificates } from './certificate-queries.ts'
import { withdrawMany } from './many-pages.tsx'
import { certificateKinds, countsFor, validities } from './rules.ts'

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

/** The public address that verifies a certificate, as a QR code to print beside it and as a link. */
function VerifyCode({
  request: { t, system },
  number,
  path = `/verify?q=${encodeURIComponent(number)}`,
}: {
  request: PageRequest
  number: string
  path?: string
}) {
  return (
    <Section
      title={t('Mã QR để tra cứu', 'QR code to verify by')}
      id="qr"
      lead={t(
        'In kèm chứng nhận hoặc trên bao bì: ai quét cũng thấy chứng nhận còn hiệu lực hay không.',
        'Printed beside the certificate or on the packing: whoever scans it sees whether the certificate holds.',
      )}
    >
      <QrPicture
        text={system.config.publicUrl + path}
        label={t(`Mã QR tra cứu chứng nhận ${number}`, `QR code to verify certificate ${number}`)}
      />
      <p class="mt-2 break-all">
        <a href={path}>{system.config.publicUrl + path}</a>
      </p>
    </Section>
  )
}

export const verifyPage = page({
  route: 'GET /verify',
  for: verifyCertificates,
  place: {
    group: 'programme',
    order: 60,
    main: ['public'],
    label: words('Tra cứu chứng nhận', 'Look up a certificate'),
  },
  async run(request) {
    const { t, url } = request
    const q = url.searchParams.get('q') ?? ''
    let found: Output<typeof verifyCertificates> | null = null
    let problem: Problem | null = null
    if (q.trim() !== '') {
      try {
        found = await request.execute(verifyCertificates, { q })
      } catch (error) {
        if (!(error instanceof Problem) || error.status !== 422) throw error
        problem = error
      }
    }
    return {
      title: t('Tra cứu chứng nhận', 'Look up a certificate'),
      lead: t(
        'Chứng nhận hệ thống quản lý, truy xuất nguồn gốc và sản phẩm của doanh nghiệp được Chương trình hỗ trợ.',
        'Management system, traceability and product certificates of enterprises that the programme has supported.',
      ),
      status: problem === null ? 200 : 422,
      body: (
        <>
          <form method="get" action="/verify" class="mb-5 flex flex-wrap items-end gap-3">
            <div class="min-w-60 grow">
              <label class="mb-1 block font-semibold" for="q">
                {t('Số chứng nhận, tên sản phẩm hoặc doanh nghiệp', 'Number, product or enterprise')}
              </label>
              <input
                class="input w-full border-base-content/40"
                type="search"
                id="q"
                name="q"
                value={q}
                aria-invalid={problem === null ? undefined : 'true'}
                aria-describedby={problem === null ? undefined : 'q-problem'}
              />
              {problem?.fields.map((field) => (
                <p class="mt-1 font-semibold text-error" id="q-problem">
                  {t(field.words)}
                </p>
              ))}
            </div>
            <button class="btn btn-primary" type="submit">
              {t('Tra cứu', 'Verify')}
            </button>
          </form>
          <p class="mb-5">
            <a href="/events/certificate">
              {t('Kiểm tra giấy chứng nhận tham dự', 'Verify a certificate of attendance')}
            </a>
          </p>
          {found === null ? null : <Answer request={request} found={found} />}
          {found?.rows.length === 1 ? (
            <div class="mt-5">
              <VerifyCode request={request} number={found.rows[0]?.number ?? ''} />
            </div>
          ) : null}
        </>
      ),
    }
  },
})

function Answer({
  request: { t },
  found,
}: {
  request: PageRequest
  found: Output<typeof verifyCertificates>
}) {
  if (found.rows.length === 0) {
    return (
      <Empty>
        {t(
          'Không có chứng nhận nào khớp trong các chứng nhận mà Chương trình đã ghi nhận.',
          'No certificate on record with the programme matches.',
        )}
      </Empty>
    )
  }
  return (
    <>
      {found.more ? (
        <Notice>
          {t('Có nhiều kết quả hơn; xin nhập rõ hơn.', 'There are more; please be more exact.')}
        </Notice>
      ) : null}
      <div class="panel p-0 sm:p-0">
        <RecordTable
          caption={t('Kết quả tra cứu', 'Search result')}
          stack
          rows={found.rows}
          columns={[
            {
              head: t('Hiệu lực', 'Validity'),
              cell: (row) => <StateBadge of={validities} is={row.validity} t={t} />,
            },
            {
              head: t('Số', 'Number'),
              cell: (row) => (
                <div>
                  {row.number}
                  <div class="hint">{row.body}</div>
                </div>
              ),
            },
            {
              head: t('Chứng nhận', 'Certificate'),
              cell: (row) => (
                <div>
                  {t(certificateKinds.names[row.kind])}, {row.standard}
                  {row.product === null ? null : <div class="hint">{row.product}</div>}
                </div>
              ),
            },
            { head: t('Doanh nghiệp', 'Enterprise'), cell: (row) => row.enterprise },
            { head: t('Ngày cấp', 'Issued'), cell: (row) => <Day day={row.issuedOn} /> },
            {
              head: t('Có hiệu lực đến', 'Valid until'),
              cell: (row) => <Day day={row.withdrawnOn ?? row.expiresOn} />,
            },
          ]}
        />
      </div>
    </>
  )
}
