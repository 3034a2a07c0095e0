/*
 * The signatures that stand in a PDF: which bytes each of them is over, and its CMS. Pure; it opens nothing that is packed, since a signature
 * stands in the file as it is (ISO 32000-1, 12.8.1: the byte range leaves out the signature's own contents alone).
 */

/** A signature as the file holds it. */
export interface PdfSignature {
  /** The bytes that it is over: the file without the contents of the signature. */
  readonly signed: Uint8Array<ArrayBuffer>
  /** The CMS in DER, with the zeros that fill its place. */
  readonly cms: Uint8Array<ArrayBuffer>
  /** Whether it is over the file as it is now; else something was added after it was signed. */
  readonly whole: boolean
  /** The place of the file's end when it was signed. */
  readonly end: number
}

/** More are not looked at. */
const most = 50
const byteRange = /\/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]/g

/**
 * The signatures of a PDF, the first one first.
 * @returns null in place of one whose byte range is not the file around its own contents: it proves nothing
 */
export function pdfSignatures(file: Uint8Array): (PdfSignature | null)[] {
  const text = Buffer.from(file.buffer, file.byteOffset, file.byteLength).toString('latin1')
  const found: (PdfSignature | null)[] = []
  for (const match of text.matchAll(byteRange)) {
    if (found.length === most) break
    const [from = 0, first = 0, second = 0, rest = 0] = match.slice(1).map(Number)
    found.push(around(file, text, { from, first, second, rest }))
  }
  return found
}

function around(
  file: Uint8Array,
  text: string,
  { from, first, second, rest }: { from: number; first: number; second: number; rest: number },
): PdfSignature | null {
  const end = second + rest
  if (from !== 0 || first >= second || end > file.byteLength) return null
  // what is left out is one hexadecimal string and nothing else
  const gap = text.slice(first, second)
  if (!/^<[0-9A-Fa-f\s]*>$/.test(gap)) return null
  const hex = gap.slice(1, -1).replaceAll(/\s+/g, '')
  const signed = new Uint8Array(first + rest)
  signed.set(file.subarray(0, first))
  signed.set(file.subarray(second, end), first)
  // a last end of line is no content
  const whole = /^\s*$/.test(text.slice(end))
  return { signed, cms: new Uint8Array(Buffer.from(hex, 'hex')), whole, end }
}
