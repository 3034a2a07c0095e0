import { webcrypto } from 'node:crypto'
import { fromBER, Integer, ObjectIdentifier, OctetString, PrintableString, UTCTime, Utf8String } from 'asn1js'
import {
  Attribute,
  AttributeTypeAndValue,
  BasicConstraints,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  Extension,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs'

/* An authority of one's own, and PDFs that are signed under it: for tests. */

const algorithm = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
}

/** Somebody with a certificate and its key. */
export interface Holder {
  readonly certificate: Certificate
  readonly key: webcrypto.CryptoKey
  readonly der: Uint8Array<ArrayBuffer>
  readonly pem: string
}

/** A certificate of a name: of an authority where it issues others. @param by who issues it; it itself where left out */
export async function certify(
  name: string,
  of: {
    readonly by?: Holder
    readonly authority?: boolean
    readonly from?: string
    readonly to?: string
  } = {},
): Promise<Holder> {
  const { publicKey, privateKey } = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = new Certificate()
  certificate.version = 2
  certificate.serialNumber = new Integer({ value: Math.floor(Math.random() * 1e8) + 1 })
  const names = (said: string) => [
    new AttributeTypeAndValue({ type: '2.5.4.6', value: new PrintableString({ value: 'VN' }) }),
    new AttributeTypeAndValue({ type: '2.5.4.3', value: new Utf8String({ value: said }) }),
  ]
  certificate.subject.typesAndValues.push(...names(name))
  if (of.by === undefined) certificate.issuer.typesAndValues.push(...names(name))
  else certificate.issuer = of.by.certificate.subject
  certificate.notBefore.value = new Date(of.from ?? '2020-01-01T00:00:00Z')
  certificate.notAfter.value = new Date(of.to ?? '2040-01-01T00:00:00Z')
  const basic = new BasicConstraints({ cA: of.authority === true })
  certificate.extensions = [
    new Extension({
      ...{ extnID: '2.5.29.19', critical: true },
      extnValue: basic.toSchema().toBER(false),
      parsedValue: basic,
    }),
  ]
  await certificate.subjectPublicKeyInfo.importKey(publicKey)
  await certificate.sign(of.by?.key ?? privateKey, 'SHA-256')
  const der = new Uint8Array(certificate.toSchema(true).toBER(false))
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  const pem = `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
  return { certificate, key: privateKey, der, pem }
}

const room = 12_000

/** A small PDF with a text, signed by somebody; what issued him goes with it. */
export async function signedPdf(
  text: string,
  by: Holder,
  { at = new Date('2025-02-03T02:00:00Z'), beside = [] }: { at?: Date; beside?: readonly Holder[] } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const placeholder = '/ByteRange [0 0000000000 0000000000 0000000000]'
  const page = `BT /F1 12 Tf 50 700 Td (${text}) Tj ET`
  const pdf = [
    '%PDF-1.7',
    '1 0 obj << /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [5 0 R] /SigFlags 3 >> >> endobj',
    '2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj',
    '3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [5 0 R] /Resources << /Font << /F1 7 0 R >> >> >> endobj',
    `4 0 obj << /Length ${page.length} >> stream\n${page}\nendstream endobj`,
    '5 0 obj << /Type /Annot /Subtype /Widget /FT /Sig /T (Sig1) /V 6 0 R /Rect [0 0 0 0] /P 3 0 R >> endobj',
    `6 0 obj << /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached ${placeholder} /Contents <${'0'.repeat(room)}> >> endobj`,
    '7 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj',
    'trailer << /Root 1 0 R /Size 8 >>',
    '%%EOF\n',
  ].join('\n')
  const first = pdf.indexOf(`<${'0'.repeat(room)}>`)
  const second = first + room + 2
  const ten = (value: number) => String(value).padStart(10, '0')
  const ranged = pdf.replace(
    placeholder,
    `/ByteRange [0 ${ten(first)} ${ten(second)} ${ten(pdf.length - second)}]`,
  )
  const signed = new Uint8Array(Buffer.from(ranged.slice(0, first) + ranged.slice(second), 'latin1'))
  const hex = Buffer.from(await cmsOver(signed, by, at, beside))
    .toString('hex')
    .padEnd(room, '0')
  return new Uint8Array(Buffer.from(`${ranged.slice(0, first)}<${hex}>${ranged.slice(second)}`, 'latin1'))
}

async function cmsOver(data: Uint8Array<ArrayBuffer>, by: Holder, at: Date, beside: readonly Holder[]) {
  const { certificate } = by
  const digest = await webcrypto.subtle.digest('SHA-256', data)
  const attribute = (type: string, value: object) => new Attribute({ type, values: [value] })
  const cms = new SignedData({
    version: 1,
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: ContentInfo.DATA }),
    signerInfos: [
      new SignerInfo({
        version: 1,
        sid: new IssuerAndSerialNumber({
          issuer: certificate.issuer,
          serialNumber: certificate.serialNumber,
        }),
        signedAttrs: new SignedAndUnsignedAttributes({
          type: 0,
          attributes: [
            attribute('1.2.840.113549.1.9.3', new ObjectIdentifier({ value: ContentInfo.DATA })),
            attribute('1.2.840.113549.1.9.5', new UTCTime({ valueDate: at })),
            attribute('1.2.840.113549.1.9.4', new OctetString({ valueHex: digest })),
          ],
        }),
      }),
    ],
    certificates: [certificate, ...beside.map((one) => one.certificate)],
  })
  await cms.sign(by.key, 0, 'SHA-256', data.buffer)
  const content = new ContentInfo({ contentType: ContentInfo.SIGNED_DATA, content: cms.toSchema(true) })
  const der = content.toSchema().toBER(false)
  // what was made is read once, so that a helper that makes nothing does not pass
  if (fromBER(der).offset === -1) throw new Error('The signature was not made')
  return der
}
