import type { PageRequest } from '../platform/page.ts'
import { Badge, Empty, Section, StateBadge, Table } from '../ui/index.ts'
import { certificateKinds, validities } from './rules.ts'
import type { ShownTurn } from './turn-forms.tsx'

/** The certificates that came of a turn. */
export function Certificates({
  request: { t },
  turn,
}: {
  readonly request: PageRequest
  readonly turn: ShownTurn
}) {
  return (
    <Section title={t('Chứng nhận', 'Certificates')} id="certificates">
      {turn.certificates.length === 0 ? (
        <Empty>
          {t('Chưa có chứng nhận nào từ lượt hỗ trợ này.', 'No certificate has come of this turn so far.')}
        </Empty>
      ) : (
        <Table caption={t('Chứng nhận', 'Certificates')} stack>
          <thead>
            <tr>
              <th>{t('Số', 'Number')}</th>
              <th>{t('Loại', 'Kind')}</th>
              <th>{t('Tiêu chuẩn', 'Standard')}</th>
              <th>{t('Hiệu lực', 'Validity')}</th>
              <th>{t('Chỉ tiêu', 'Target')}</th>
            </tr>
          </thead>
          <tbody>
            {turn.certificates.map((certificate) => (
              <tr>
                <td data-label={t('Số', 'Number')}>
                  <a href={`/certificates/${certificate.id}`}>{certificate.number}</a>
                </td>
                <td data-label={t('Loại', 'Kind')}>
                  <div>
                    {t(certificateKinds.names[certificate.kind])}
                    {certificate.product === null ? null : <div class="hint">{certificate.product}</div>}
                  </div>
                </td>
                <td data-label={t('Tiêu chuẩn', 'Standard')}>{certificate.standard}</td>
                <td data-label={t('Hiệu lực', 'Validity')}>
                  <StateBadge of={validities} is={certificate.validity} t={t} />
                </td>
                <td data-label={t('Chỉ tiêu', 'Target')}>
                  {certificate.counted ? (
                    <Badge tone="success">{t('Đã tính', 'Counted')}</Badge>
                  ) : (
                    t('Chưa tính', 'Not counted')
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  )
}
