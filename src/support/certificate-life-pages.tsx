import { page } from '../platform/page.ts'
import { Day, Facts, LabelSheet, Section, StateBadge, Table } from '../ui/index.ts'
import { countingExamples, countOf } from './certificate-count.ts'
import { crumbs, listCrumb, ofCertificate } from './certificate-life-forms.tsx'
import { verifyCode } from './certificate-life-queries.ts'
import { listCertificates, showCertificate } from './certificate-queries.ts'
import { certificateKinds, countsFor, validities } from './rules.ts'

/* The labels of a certificate, its public page, and the rules of counting with their examples. */

const labels = page({
  route: 'GET /certificates/{id}/labels',
  for: showCertificate,
  async run(request) {
    const { t, system } = request
    const certificate = await ofCertificate(request)
    const address = `${system.config.publicUrl}/verify/${certificate.code}`
    return {
      title: t('Tem nhãn chứng nhận', 'Labels of the certificate'),
      lead: t(
        'Một trang A4, 24 tem: in bằng lệnh in của trình duyệt, không co giãn.',
        'One A4 page of 24 labels: print it from the browser, unscaled.',
      ),
      breadcrumbs: crumbs(request, certificate),
      body: (
        <LabelSheet
          text={address}
          label={t(
            `Mã QR của chứng nhận ${certificate.number}`,
            `QR code of certificate ${certificate.number}`,
          )}
          lines={[certificate.product ?? certificate.enterprise, certificate.standard, certificate.number]}
        />
      ),
    }
  },
})

const scanned = page({
  route: 'GET /verify/{code}',
  for: verifyCode,
  async run(request) {
    const { t } = request
    const of = await request.execute(verifyCode, { code: request.params.code })
    const items = [
      [t('Hiệu lực', 'Validity'), <StateBadge of={validities} is={of.validity} t={t} />],
      [t('Doanh nghiệp', 'Enterprise'), of.enterprise],
      [t('Loại chứng nhận', 'Kind of certificate'), t(certificateKinds.names[of.kind])],
      [t('Tiêu chuẩn, quy chuẩn', 'Standard or regulation'), of.standard],
      [t('Sản phẩm', 'Product'), of.product],
      [t('Phạm vi chứng nhận', 'Scope of the certificate'), of.scope],
      [t('Tổ chức chứng nhận', 'Certification body'), of.body],
      [t('Ngày cấp', 'Issued'), <Day day={of.issuedOn} />],
      [t('Có hiệu lực đến', 'Valid until'), of.expiresOn === null ? null : <Day day={of.expiresOn} />],
      [
        t('Đình chỉ từ ngày', 'Suspended since'),
        of.suspendedOn === null ? null : <Day day={of.suspendedOn} />,
      ],
      [t('Ngày thu hồi', 'Day of revocation'), of.withdrawnOn === null ? null : <Day day={of.withdrawnOn} />],
      [t('Đánh giá gần nhất', 'Last audit'), of.lastAudit === null ? null : <Day day={of.lastAudit} />],
    ] as const
    return {
      title: t(`Chứng nhận ${of.number}`, `Certificate ${of.number}`),
      lead: t('Theo ghi nhận của Chương trình đến hôm nay.', 'As the programme has it on record today.'),
      breadcrumbs: [{ label: t('Tra cứu chứng nhận', 'Look up a certificate'), href: '/verify' }],
      body: (
        <Section>
          <Facts columns={2} items={items.filter(([, value]) => value !== null)} />
        </Section>
      ),
    }
  },
})

const counting = page({
  route: 'GET /certificates/counting',
  for: listCertificates,
  async run(request) {
    const { t } = request
    const heads = {
      told: t('Trường hợp', 'Case'),
      systems: t('Lượt được chứng nhận', 'Certified turns'),
      products: t('Sản phẩm được chứng nhận', 'Certified products'),
    }
    return {
      title: t('Chứng nhận tính vào chỉ tiêu thế nào', 'How certificates count for targets'),
      lead: t(
        'Theo câu chữ của các kế hoạch thực hiện Quyết định 1322/QĐ-TTg. Số trong bảng do chính cách tính của chương trình tính ra.',
        'By the words of plans under Decision 1322/QĐ-TTg. The figures are reckoned by the very function that the program counts with.',
      ),
      breadcrumbs: [listCrumb(request)],
      body: (
        <>
          <Section
            title={t('Loại nào tính vào chỉ tiêu nào', 'Which kind counts for which target')}
            id="kinds"
          >
            <Facts
              columns={2}
              items={certificateKinds.keys.map((kind) => [
                t(certificateKinds.names[kind]),
                t(countsFor(kind).reason),
              ])}
            />
          </Section>
          <Section title={t('Ví dụ tính', 'Worked examples')} id="examples">
            <Table caption={t('Ví dụ tính', 'Worked examples')} stack>
              <thead>
                <tr>
                  <th>{heads.told}</th>
                  <th class="num">{heads.systems}</th>
                  <th class="num">{heads.products}</th>
                </tr>
              </thead>
              <tbody>
                {countingExamples.map(({ told, certificates }) => {
                  const { systems, products } = countOf(certificates)
                  return (
                    <tr>
                      <td data-label={heads.told}>{t(told)}</td>
                      <td class="num" data-label={heads.systems}>
                        {systems}
                      </td>
                      <td class="num" data-label={heads.products}>
                        {products}
                      </td>
                    </tr>
                  )
                })}
              </tbody>
            </Table>
          </Section>
        </>
      ),
    }
  },
})

export const certificateLifePages = [counting, labels, scanned]
