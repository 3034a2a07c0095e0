import type { PageRequest } from '../platform/page.ts'
import { Badge, Empty, RecordTable, Section, StateBadge } from '../ui/index.ts'
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
        <RecordTable
          caption={t('Chứng nhận', 'Certificates')}
          stack
          rows={turn.certificates}
          columns={[
            {
              head: t('Số', 'Number'),
              cell: (certificate) => <a href={`/certificates/${certificate.id}`}>{certificate.number}</a>,
            },
            {
              head: t('Loại', 'Kind'),
              cell: (certificate) => (
                <div>
                  {t(certificateKinds.names[certificate.kind])}
                  {certificate.product === null ? null : <div class="hint">{certificate.product}</div>}
                </div>
              ),
            },
            { head: t('Tiêu chuẩn', 'Standard'), cell: (certificate) => certificate.standard },
            {
              head: t('Hiệu lực', 'Validity'),
              cell: (certificate) => <StateBadge of={validities} is={certificate.validity} t={t} />,
            },
            {
              head: t('Chỉ tiêu', 'Target'),
              cell: (certificate) =>
                certificate.counted ? (
                  <Badge tone="success">{t('Đã tính', 'Counted')}</Badge>
                ) : (
                  t('Chưa tính', 'Not counted')
                ),
            },
          ]}
        />
      )}
    </Section>
  )
}
