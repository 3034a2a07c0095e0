/*
 * A photograph without what the camera wrote into it beside the picture: where, with which device, by whom. Of it all, only how the picture is to be
 * turned stays, since it would lie on its side without.
 */

type Bytes = Uint8Array

const joined = (parts: readonly Bytes[]): Uint8Array<ArrayBuffer> => {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
const ascii = (bytes: Bytes, at: number, length: number) =>
  String.fromCharCode(...bytes.subarray(at, at + length))
const view = (bytes: Bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** How an EXIF block says that the picture is turned, 1 to 8; 1 where it says nothing readable. */
function turnOf(exif: Bytes): number {
  if (ascii(exif, 0, 4) !== 'Exif' || exif.length < 14) return 1
  const tiff = view(exif.subarray(6))
  const little = tiff.getUint16(0) === 0x4949
  const start = tiff.getUint32(4, little)
  if (start + 2 > tiff.byteLength) return 1
  const count = tiff.getUint16(start, little)
  for (let n = 0; n < count; n++) {
    const at = start + 2 + n * 12
    if (at + 12 > tiff.byteLength) return 1
    if (tiff.getUint16(at, little) !== 0x0112) continue
    const turn = tiff.getUint16(at + 8, little)
    return turn >= 1 && turn <= 8 ? turn : 1
  }
  return 1
}

/** An EXIF block of a JPEG that says how the picture is turned, and nothing else. */
const turnBlock = (turn: number) =>
  Uint8Array.of(
    ...[0xff, 0xe1, 0x00, 0x22, 0x45, 0x78, 0x69, 0x66, 0x00, 0x00],
    ...[0x4d, 0x4d, 0x00, 0x2a, 0x00, 0x00, 0x00, 0x08, 0x00, 0x01],
    ...[0x01, 0x12, 0x00, 0x03, 0x00, 0x00, 0x00, 0x01, 0x00, turn, 0x00, 0x00],
    ...[0x00, 0x00, 0x00, 0x00],
  )

/** Markers of a JPEG that are part of its picture: JFIF, the colours of a profile, Adobe's way of colours. */
const keptMarkers = [0xe0, 0xe2, 0xee]

/** Where the picture of a JPEG ends, from its first scan on: phones append others behind it. */
function endOfPicture(bytes: Bytes, scan: number): number {
  let at = scan
  while (at + 4 <= bytes.length) {
    at += 2 + view(bytes).getUint16(at + 2)
    // what is drawn holds no marks but stuffed ones and those of restarts
    while (at + 1 < bytes.length && (bytes[at] !== 0xff || isDrawn(bytes[at + 1] ?? 0))) at += 1
    if (bytes[at + 1] === 0xd9) return at + 2
  }
  return bytes.length
}
const isDrawn = (second: number) => second === 0 || second === 0xff || (second >= 0xd0 && second <= 0xd7)

function jpegWithout(bytes: Bytes): Uint8Array<ArrayBuffer> | null {
  const parts: Bytes[] = [bytes.subarray(0, 2)]
  let turn = 1
  let at = 2
  for (;;) {
    if (at + 4 > bytes.length || bytes[at] !== 0xff) return null
    const marker = bytes[at + 1] ?? 0
    const length = view(bytes).getUint16(at + 2)
    const end = at + 2 + length
    if (length < 2 || end > bytes.length) return null
    const isApp = marker >= 0xe0 && marker <= 0xef
    if (marker === 0xe1) turn = Math.max(turn, turnOf(bytes.subarray(at + 4, end)))
    // several pictures in one file (APP2 "MPF") would point to what is cut off below
    const isOthers = marker === 0xe2 && ascii(bytes, at + 4, 3) === 'MPF'
    const dropped = (isApp && !keptMarkers.includes(marker)) || marker === 0xfe || isOthers
    if (marker === 0xda) break
    if (!dropped) parts.push(bytes.subarray(at, end))
    at = end
  }
  parts.push(bytes.subarray(at, endOfPicture(bytes, at)))
  if (turn !== 1) parts.splice(1, 0, turnBlock(turn))
  return joined(parts)
}

/** Chunks of a PNG that tell of it. */
const pngTold = ['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME']

function pngWithout(bytes: Bytes): Uint8Array<ArrayBuffer> | null {
  const parts: Bytes[] = [bytes.subarray(0, 8)]
  let at = 8
  while (at + 12 <= bytes.length) {
    const end = at + 12 + view(bytes).getUint32(at)
    if (end > bytes.length) return null
    const kind = ascii(bytes, at + 4, 4)
    if (!pngTold.includes(kind)) parts.push(bytes.subarray(at, end))
    if (kind === 'IEND') return joined(parts)
    at = end
  }
  return null
}

function webpWithout(bytes: Bytes): Uint8Array<ArrayBuffer> | null {
  const parts: Bytes[] = []
  let at = 12
  while (at + 8 <= bytes.length) {
    const size = view(bytes).getUint32(at + 4, true)
    const end = at + 8 + size + (size % 2)
    if (end > bytes.length) return null
    const kind = ascii(bytes, at, 4)
    if (kind === 'VP8X') {
      const head = bytes.slice(at, end)
      head[8] = (head[8] ?? 0) & ~0x0c
      parts.push(head)
    } else if (kind !== 'EXIF' && kind !== 'XMP ') parts.push(bytes.subarray(at, end))
    at = end
  }
  const body = joined(parts)
  const head = bytes.slice(0, 12)
  view(head).setUint32(4, body.length + 4, true)
  return joined([head, body])
}

/** A photograph (JPEG, PNG, WebP) without its metadata; null for what is none or is damaged. */
export function withoutMetadata(bytes: Bytes): Uint8Array<ArrayBuffer> | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return jpegWithout(bytes)
  if (ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return pngWithout(bytes)
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 4) === 'WEBP') return webpWithout(bytes)
  return null
}
