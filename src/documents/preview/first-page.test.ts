import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { firstPage } from './first-page.ts'

const pdf = readFileSync(new URL('../../plan-reader/fixtures/an-thuan.pdf', import.meta.url))

test('the first page of a PDF is a picture of a page, drawn once', async () => {
  let read = 0
  const ask = () =>
    firstPage('a'.repeat(64), async () => {
      read += 1
      return pdf
    })
  const [one, other] = await Promise.all([ask(), ask()])
  expect([...one.subarray(1, 4)].map((sign) => String.fromCharCode(sign)).join('')).toBe('PNG')
  const { width, height } = sizeOf(one)
  expect([width, height]).toEqual([893, 1263])
  expect([other, read]).toEqual([one, 1])
})

test.each([
  ['a damaged file', new TextEncoder().encode('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>')],
  ['no PDF at all', new TextEncoder().encode('not a document')],
  ['an empty one', new Uint8Array()],
])('%s is refused, and the next page is drawn all the same', async (name, bytes) => {
  await expect(firstPage(name, async () => bytes)).rejects.toMatchObject({ status: 422 })
  expect((await firstPage(`${name}, next`, async () => pdf)).byteLength).toBeGreaterThan(10_000)
})

test('a file that cannot be read from the store fails alone', async () => {
  await expect(
    firstPage('gone', async () => {
      throw new Error('gone')
    }),
  ).rejects.toThrow('gone')
  expect((await firstPage('after', async () => pdf)).byteLength).toBeGreaterThan(10_000)
})

/** The size that the head of a PNG tells. */
function sizeOf(png: Uint8Array) {
  const head = new DataView(png.buffer, png.byteOffset + 16, 8)
  return { width: head.getUint32(0), height: head.getUint32(4) }
}
