/*
 * A photograph without what the camera wrote into it beside the picture: where, with which device, by whom. Of it all, only how the picture is to be
 * turned and when it was taken stay. The picture itself is never written anew.
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

/** How a picture is turned, 1 to 8, and when it was taken, as EXIF writes it. */
interface Taken {
  readonly turn: number
  readonly time: string | null
}
const untold: Taken = { turn: 1, time: null }
const timeOfExif = /^\d{4}:\d{2}:\d{2} \d{2}:\d{2}:\d{2}$/

/** What an EXIF block says of it; `untold` where it says nothing readable. */
function takenOf(exif: Bytes): Taken {
  if (ascii(exif, 0, 4) !== 'Exif' || exif.length < 14) return untold
  const block = exif.subarray(6)
  const tiff = view(block)
  const little = tiff.getUint16(0) === 0x4949
  /** Where the value of each wanted tag of a directory stands. */
  const valuesOf = (start: number, wanted: readonly number[]) => {
    const found = new Map<number, number>()
    if (start + 2 > tiff.byteLength) return found
    const count = tiff.getUint16(start, little)
    for (let n = 0; n < count; n++) {
      const at = start + 2 + n * 12
      if (at + 12 > tiff.byteLength) return found
      const tag = tiff.getUint16(at, little)
      if (wanted.includes(tag)) found.set(tag, at + 8)
    }
    return found
  }
  const timeAt = (place: number | undefined) => {
    if (place === undefined) return null
    const said = ascii(block, tiff.getUint32(place, little), 19)
    return timeOfExif.test(said) ? said : null
  }
  const first = valuesOf(tiff.getUint32(4, little), [0x0112, 0x0132, 0x8769])
  const [turnAt, more] = [first.get(0x0112), first.get(0x8769)]
  const turn = turnAt === undefined ? 1 : tiff.getUint16(turnAt, little)
  const original = more === undefined ? null : valuesOf(tiff.getUint32(more, little), [0x9003]).get(0x9003)
  return {
    turn: turn >= 1 && turn <= 8 ? turn : 1,
    time: timeAt(original ?? undefined) ?? timeAt(first.get(0x0132)),
  }
}

/** An EXIF block of a JPEG that says how the picture is turned and when it was taken, and nothing else. */
function takenBlock({ turn, time }: Taken): Bytes {
  const entries = [
    ...(turn === 1 ? [] : [[0x01, 0x12, 0x00, 0x03, 0x00, 0x00, 0x00, 0x01, 0x00, turn, 0x00, 0x00]]),
    // its 20 signs stand behind the directory
    ...(time === null
      ? []
      : [[0x01, 0x32, 0x00, 0x02, 0x00, 0x00, 0x00, 0x14, 0x00, 0x00, 0x00, turn === 1 ? 26 : 38]]),
  ]
  const said = time === null ? [] : [...Buffer.from(time, 'latin1'), 0]
  const body = [
    ...[0x45, 0x78, 0x69, 0x66, 0x00, 0x00, 0x4d, 0x4d, 0x00, 0x2a, 0x00, 0x00, 0x00, 0x08],
    ...[0x00, entries.length, ...entries.flat(), 0x00, 0x00, 0x00, 0x00],
    ...said,
  ]
  return Uint8Array.of(0xff, 0xe1, 0x00, body.length + 2, ...body)
}

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
  let taken = untold
  let at = 2
  for (;;) {
    if (at + 4 > bytes.length || bytes[at] !== 0xff) return null
    const marker = bytes[at + 1] ?? 0
    // filling before a marker
    if (marker === 0xff) {
      at += 1
      continue
    }
    const length = view(bytes).getUint16(at + 2)
    const end = at + 2 + length
    if (length < 2 || end > bytes.length) return null
    const isApp = marker >= 0xe0 && marker <= 0xef
    if (marker === 0xe1 && taken === untold) taken = takenOf(bytes.subarray(at + 4, end))
    // several pictures in one file (APP2 "MPF") would point to what is cut off below
    const isOthers = marker === 0xe2 && ascii(bytes, at + 4, 3) === 'MPF'
    const dropped = (isApp && !keptMarkers.includes(marker)) || marker === 0xfe || isOthers
    if (marker === 0xda) break
    if (!dropped) parts.push(bytes.subarray(at, end))
    at = end
  }
  parts.push(bytes.subarray(at, endOfPicture(bytes, at)))
  if (taken.turn !== 1 || taken.time !== null) parts.splice(1, 0, takenBlock(taken))
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
    if (at + 8 + size > bytes.length) return null
    // some writers leave the last piece without its filling byte
    const end = Math.min(at + 8 + size + (size % 2), bytes.length)
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

/** A photograph (JPEG, PNG, WebP) without its metadata, its picture as it was; null for what is none or is damaged. */
export function withoutMetadata(bytes: Bytes): Uint8Array<ArrayBuffer> | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return jpegWithout(bytes)
  if (ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return pngWithout(bytes)
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 4) === 'WEBP') return webpWithout(bytes)
  return null
}
