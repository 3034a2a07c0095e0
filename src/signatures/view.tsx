import type { PageRequest } from '../platform/page.ts'
import { Day, Facts, FileLink, Moment, Section, StateBadge } from '../ui/index.ts'
import { chainStates, type SignedPaper } from './papers.ts'

/** The signed paper of a record: its file, who signed it, when, and what is known of the certificate. */
export function SignedPaperView({ request, paper }: { request: PageRequest; paper: SignedPaper | null }) {
  const { t } = request
  if (paper === null) return null
  const { signatures } = paper
  return (
    <Section title={t('Bản ký', 'Signed paper')} id="signed">
      <Facts
        items={[
          [t('Tệp', 'File'), <FileLink file={paper.file} t={t} />],
          [t('Nhận bản ký ngày', 'Signed paper received on'), <Day day={paper.receivedOn} />],
        ]}
      />
      {signatures.length === 0 ? (
        <p class="mt-3">
          {t(
            'Bản quét: không có chữ ký số, chữ ký và dấu do người nhận xem.',
            'A scan: it has no digital signature; whoever took it in looked at signature and seal.',
          )}
        </p>
      ) : (
        <>
          <ol class="mt-3 space-y-4">
            {signatures.map((signature) => (
              <li>
                <Facts
                  columns={3}
                  items={[
                    [t('Người ký số', 'Signer'), signature.signer],
                    [
                      t('Ký lúc (giờ máy người ký)', "Signed at (the signer's clock)"),
                      signature.signedAt === null ? null : <Moment at={signature.signedAt} />,
                    ],
                    [t('Tổ chức cấp chứng thư', 'Issued by the authority'), signature.issuer],
                    [
                      t('Nội dung dưới chữ ký', 'What is under the signature'),
                      t('Đúng như khi ký', 'As it was signed'),
                    ],
                    [
                      t('Chứng thư số', 'Digital certificate'),
                      <StateBadge of={chainStates} is={signature.chain} t={t} />,
                    ],
                  ]}
                />
              </li>
            ))}
          </ol>
          <p class="hint mt-3">
            {t(
              'Chương trình không hỏi tổ chức chứng thực xem chứng thư có bị thu hồi hay không.',
              'The program does not ask the authority whether the certificate was revoked.',
            )}
          </p>
        </>
      )}
    </Section>
  )
}
