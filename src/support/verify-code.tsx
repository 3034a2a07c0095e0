import type { PageRequest } from '../platform/page.ts'
import { QrPicture, Section } from '../ui/index.ts'

/** The public address that verifies a certificate, as a QR code to print beside it and as a link. */
export function VerifyCode({
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
