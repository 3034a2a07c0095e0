import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withoutMetadata } from './photographs.ts'

const said = (text: string) => [...Buffer.from(text, 'latin1')]
const part = (marker: number, body: readonly number[]) => [
  0xff,
  marker,
  (body.length + 2) >> 8,
  (body.length + 2) & 0xff,
  ...body,
]
const exif = (turn: number) => [
  ...[...said('Exif'), 0, 0, ...said('II'), 0x2a, 0, 8, 0, 0, 0, 2, 0],
  ...[0x12, 0x01, 3, 0, 1, 0, 0, 0, turn, 0, 0, 0],
  ...[0x25, 0x88, 4, 0, 1, 0, 0, 0, 26, 0, 0, 0],
  ...[...said('GPS 9.60 105.97')],
]
const jfif = part(0xe0, [...said('JFIF'), 0, 1, 1, 0, 0, 1, 0, 1, 0, 0])
const scan = [...part(0xda, [1, 1, 0, 0, 63, 0]), 0x12, 0xff, 0x00, 0x34, 0xff, 0xd9]
const jpeg = (...parts: number[][]) => Uint8Array.from([0xff, 0xd8, ...parts.flat(), ...scan])
const has = (bytes: Uint8Array | null, text: string) =>
  bytes !== null && Buffer.from(bytes).toString('latin1').includes(text)

test('a JPEG loses place, device, comment and what is appended; how it is turned stays', () => {
  const taken = Uint8Array.from([
    ...jpeg(jfif, part(0xe1, exif(6)), part(0xed, said('Photoshop Nguyen')), part(0xfe, said('Kế Sách'))),
    ...said('a second picture with GPS'),
  ])
  const left = withoutMetadata(taken)
  for (const gone of ['GPS', 'Nguyen', 'Photoshop', 'second']) expect(has(left, gone), gone).toBe(false)
  expect(has(left, 'JFIF')).toBe(true)
  expect(left?.at(-1)).toBe(0xd9)
  // big-endian EXIF with the one entry of orientation 6
  expect(has(left, 'Exif')).toBe(true)
  expect(withoutMetadata(left ?? new Uint8Array())).toEqual(left)
})

const taken = (text: string) => {
  // IFD0: one pointer to the Exif directory, which says when
  const body = [
    ...[...said('Exif'), 0, 0, ...said('MM'), 0, 0x2a, 0, 0, 0, 8, 0, 2],
    ...[0x87, 0x69, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38],
    ...[0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 76],
    ...[0, 0, 0, 0, 0, 1, 0x90, 0x03, 0, 2, 0, 0, 0, 20, 0, 0, 0, 56, 0, 0, 0, 0],
    ...[...said(text), 0, ...said('GPS 9.60 105.97')],
  ]
  return part(0xe1, body)
}
test('when a JPEG was taken stays, where does not; what is no time is not taken over', () => {
  const left = withoutMetadata(jpeg(jfif, taken('2026:03:04 07:08:09')))
  expect(has(left, '2026:03:04 07:08:09')).toBe(true)
  expect(has(left, 'GPS')).toBe(false)
  expect(withoutMetadata(left ?? new Uint8Array())).toEqual(left)
  expect(withoutMetadata(jpeg(jfif, taken('Ke Sach, Soc Trang.')))).toEqual(jpeg(jfif))
})

test('filling before a marker, and a WebP without its last filling byte, are read', () => {
  expect(withoutMetadata(jpeg([0xff, 0xff], part(0xe1, exif(1)), jfif))).toEqual(jpeg(jfif))
  const webp = Uint8Array.from([...said('RIFF'), 13, 0, 0, 0, ...said('WEBPVP8 '), 1, 0, 0, 0, 7])
  expect(withoutMetadata(webp)).toEqual(webp)
})

test('the place in XMP goes, and the picture is the same to the byte', () => {
  const xmp = part(0xe1, said('http://ns.adobe.com/xap/1.0/\0<exif:GPSLatitude>9,36N</exif:GPSLatitude>'))
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
      const drawn = [...noise].map((byte) => (byte === 0xff ? 0xfe : byte))
      const picture = [...part(0xdb, [1, 2, 3]), ...part(0xda, [1, 1, 0, 0, 63, 0]), ...drawn, 0xff, 0xd9]
      const left = withoutMetadata(Uint8Array.from([0xff, 0xd8, ...xmp, ...picture]))
      expect(left).toEqual(Uint8Array.from([0xff, 0xd8, ...picture]))
    }),
  )
})

test('one that lies upright has no EXIF left at all', () => {
  expect(withoutMetadata(jpeg(jfif, part(0xe1, exif(1))))).toEqual(jpeg(jfif))
})

const chunk = (kind: string, body: readonly number[]) => [
  ...[0, 0, 0, body.length],
  ...said(kind),
  ...body,
  ...[0, 0, 0, 0],
]
test('PNG and WebP lose their text and EXIF', () => {
  const signature = [0x89, ...said('PNG\r\n\x1a\n')]
  const png = (...chunks: number[][]) => Uint8Array.from([...signature, ...chunks.flat()])
  const end = chunk('IEND', [])
  expect(withoutMetadata(png(chunk('tEXt', said('GPS')), chunk('IDAT', [1, 2]), end))).toEqual(
    png(chunk('IDAT', [1, 2]), end),
  )
  const piece = (kind: string, body: readonly number[]) => [
    ...said(kind),
    ...[body.length, 0, 0, 0],
    ...body,
    ...(body.length % 2 === 1 ? [0] : []),
  ]
  const webp = (...pieces: number[][]) => {
    const body = pieces.flat()
    return Uint8Array.from([...said('RIFF'), body.length + 4, 0, 0, 0, ...said('WEBP'), ...body])
  }
  expect(
    withoutMetadata(
      webp(piece('VP8X', [0x0c, 0, 0, 0, 0, 0, 0, 0, 0, 0]), piece('VP8 ', [7]), piece('EXIF', said('GPS'))),
    ),
  ).toEqual(webp(piece('VP8X', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), piece('VP8 ', [7])))
})

test('what is no photograph, or is cut off, is refused and never passed on', () => {
  expect(withoutMetadata(Uint8Array.from(said('%PDF-1.7')))).toBeNull()
  expect(withoutMetadata(jpeg(jfif).subarray(0, 12))).toBeNull()
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
      for (const head of [[0xff, 0xd8], [0x89, ...said('PNG\r\n\x1a\n')], said('RIFFxxxxWEBP')])
        expect(() => withoutMetadata(Uint8Array.from([...head, ...noise]))).not.toThrow()
    }),
  )
})
