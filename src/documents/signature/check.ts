import { X509Certificate } from 'node:crypto'
import { type Chain, chainOf } from './chain.ts'
import { type PdfSignature, pdfSignatures } from './pdf-signatures.ts'

/*
 * What the digital signatures of a PDF are worth: the bytes under each, its digest and signature (CMS, RFC 5652), its certificate up to the
 * trusted ones. Whether a certificate was revoked is not asked: that needs the authority's answer on the day.
 */

/** What is found of one signature. */
export interface SignatureFound {
  /** Whether the bytes under it are those that were signed. */
  readonly intact: boolean
  /** Whether nothing was added to the file after it; a later signature is such an addition too. */
  readonly whole: boolean
  readonly signer: string
  /** Who issued the signer's certificate. */
  readonly issuer: string
  readonly serial: string
  /** ISO; as the signer's own clock said; null where it said nothing. */
  readonly signedAt: string | null
  readonly chain: Chain
}

const broken: SignatureFound = {
  ...{ intact: false, whole: false, signer: '', issuer: '', serial: '', signedAt: null, chain: 'unchecked' },
}

/** The signing time among the signed attributes (RFC 5652, 11.3). */
const signingTime = '1.2.840.113549.1.9.5'

/**
 * What the signatures of a PDF are worth; none for a file without one.
 * @param trusted certificates of authorities, in DER
 * @param now stands for the signing time where the signature says none
 */
export async function checkSignatures(
  file: Uint8Array,
  trusted: readonly Uint8Array[],
  now: Date,
): Promise<SignatureFound[]> {
  const found = pdfSignatures(file)
  const anchors = trusted.map((der) => new X509Certificate(der))
  return Promise.all(
    found.map(async (signature) => (signature === null ? broken : checkOne(signature, anchors, now))),
  )
}

async function checkOne(
  { signed, cms, whole }: PdfSignature,
  trusted: readonly X509Certificate[],
  now: Date,
): Promise<SignatureFound> {
  const { Certificate, ContentInfo, IssuerAndSerialNumber, SignedData } = await import('pkijs')
  try {
    const data = new SignedData({ schema: ContentInfo.fromBER(cms.buffer).content })
    const beside = (data.certificates ?? []).filter((one) => one instanceof Certificate)
    const said = data.signerInfos[0]
    const of = beside.find(({ issuer, serialNumber }) => {
      const id: unknown = said?.sid
      return id instanceof IssuerAndSerialNumber
        ? id.issuer.isEqual(issuer) && id.serialNumber.isEqual(serialNumber)
        : beside.length === 1
    })
    if (said === undefined || of === undefined || data.signerInfos.length !== 1) return broken
    const certificate = new X509Certificate(new Uint8Array(of.toSchema(true).toBER()))
    const time: unknown = said.signedAttrs?.attributes.find(({ type }) => type === signingTime)?.values[0]
    const signedAt =
      typeof time === 'object' && time !== null && 'toDate' in time && typeof time.toDate === 'function'
        ? (time.toDate() as Date)
        : null
    const { signatureVerified } = await data.verify({
      ...{ signer: 0, data: signed.buffer, checkChain: false, extendedMode: true },
    })
    return {
      intact: signatureVerified === true,
      whole,
      signer: nameIn(certificate.subject),
      issuer: nameIn(certificate.issuer),
      serial: certificate.serialNumber,
      signedAt: signedAt?.toISOString() ?? null,
      chain: chainOf(certificate, {
        beside: beside.map((one) => new X509Certificate(new Uint8Array(one.toSchema(true).toBER()))),
        trusted,
        at: signedAt ?? now,
      }),
    }
  } catch {
    // what cannot be read or does not hold proves nothing
    return broken
  }
}

/** What a certificate calls its holder: the common name, else all of it. */
export const nameIn = (subject: string): string =>
  /(?:^|\n| \+ )CN=([^\n]*?)(?=\n| \+ |$)/.exec(subject)?.[1] ?? subject.replaceAll('\n', ', ')
