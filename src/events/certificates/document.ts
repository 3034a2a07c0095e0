import { renderSVG } from 'uqr'
import { letterheadOn } from '../../agencies/index.ts'
import { keptDocument } from '../../documents/kept.ts'
import { chartPng } from '../../documents/official/apart.ts'
import { longDate, type OfficialDocument } from '../../documents/official/model.ts'
import { officialPdf } from '../../documents/official/pdf.ts'
import type { System } from '../../platform/system.ts'
import { lastDay } from '../rules.ts'
import type { CertificateFacts } from './queries.ts'

/* The certificate of attendance as PDF: who came to what, with the code that the public page verifies. */

/** The address at which a certificate is verified. */
export const verificationOf = (code: string) => `/events/certificate?code=${code}`

const paragraph = (text: string) => ({ type: 'paragraph', text }) as const

/** The pages of a certificate. */
export async function certificatePdf(
  { db, config }: Pick<System, 'db' | 'config'>,
  of: CertificateFacts,
): Promise<Uint8Array> {
  const letterhead = await letterheadOn(db, of.issuedOn)
  const address = config.publicUrl + verificationOf(of.code)
  const last = lastDay(of)
  const when =
    last === of.startsOn ? longDate(of.startsOn) : `từ ${longDate(of.startsOn)} đến ${longDate(last)}`
  const png = await chartPng(renderSVG(address, { ecc: 'M', border: 2, pixelSize: 4 }))
  const document: OfficialDocument = {
    superior: letterhead.superior,
    issuer: letterhead.issuer,
    // the code is its number: no kind of document of Decree 30/2020 with a symbol of its own
    ...{ number: of.code, symbol: '', place: letterhead.place, date: of.issuedOn },
    kind: 'GIẤY CHỨNG NHẬN',
    subject: 'Tham dự sự kiện của Chương trình',
    blocks: [
      paragraph(`${letterhead.issuer} chứng nhận:`),
      paragraph(`Ông/Bà: ${of.name}`),
      ...(of.organisation === null ? [] : [paragraph(`Nơi công tác: ${of.organisation}`)]),
      paragraph(`Đã tham dự: ${of.title} (${of.kind})`),
      paragraph(`Thời gian: ${when}; có mặt ${of.days} ngày.`),
      paragraph(`Nơi tổ chức: ${of.place}`),
      paragraph(`Mã kiểm tra: ${of.code}, tại ${config.publicUrl}/events/certificate`),
      { type: 'image', png, width: 32, height: 32, alt: `Mã QR kiểm tra giấy chứng nhận ${of.code}` },
    ],
    recipients: ['Người được cấp', 'Lưu: VT'],
    signature: { authority: letterhead.authority, name: '' },
  }
  return keptDocument(`attendance ${of.code}`, document, () => officialPdf(document))
}
