import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { checkSignatures } from './check.ts'
import { certify, type Holder, signedPdf } from './testing.ts'

let root: Holder
let middle: Holder
let signer: Holder
let file: Uint8Array<ArrayBuffer>
const now = new Date('2025-03-01T00:00:00Z')

beforeAll(async () => {
  root = await certify('CA gốc thử', { authority: true })
  middle = await certify('CA cấp dưới thử', { authority: true, by: root })
  signer = await certify('Lê Văn Ký', { by: middle })
  file = await signedPdf('Quyet dinh 41', signer, { beside: [middle] })
})
const changed = (at: number) => {
  const other = file.slice()
  other[at] = (other[at] ?? 0) ^ 1
  return other
}

test('a signature tells signer, time and authority, and leads to the root that is loaded', async () => {
  const [found, ...more] = await checkSignatures(file, [root.der], now)
  expect(more).toEqual([])
  expect(found).toMatchObject({
    ...{ intact: true, whole: true, chain: 'trusted' },
    ...{ signer: 'Lê Văn Ký', issuer: 'CA cấp dưới thử', signedAt: '2025-02-03T02:00:00.000Z' },
  })
})

test('a byte that is changed is found, wherever it lies', async () => {
  const first = Buffer.from(file).indexOf('<0') < 0 ? Buffer.from(file).indexOf('/Contents <3') : 0
  const text = Buffer.from(file).indexOf('Quyet')
  for (const at of [text, 20, file.byteLength - 3]) {
    const [found] = await checkSignatures(changed(at), [root.der], now)
    expect(found?.intact).toBe(false)
  }
  expect(first).toBeGreaterThan(0)
  const gap = Buffer.from(file).toString('latin1').indexOf('/Contents <') + 11
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: gap - 12 }), async (at) => {
      const found = await checkSignatures(changed(at), [root.der], now)
      expect(found.every(({ intact }) => !intact)).toBe(true)
    }),
    { numRuns: 60 },
  )
})

test('what is added after the signature is told; a signature that leaves out more than itself proves nothing', async () => {
  const added = new Uint8Array(Buffer.concat([file, Buffer.from('8 0 obj << >> endobj\n%%EOF\n')]))
  expect(await checkSignatures(added, [root.der], now)).toMatchObject([{ intact: true, whole: false }])
  const text = Buffer.from(file).toString('latin1')
  const moved = text.replace(
    /\/ByteRange \[0 (\d+)/,
    (_all, first: string) => `/ByteRange [0 ${String(Number(first) - 40).padStart(10, '0')}`,
  )
  expect(await checkSignatures(Buffer.from(moved, 'latin1'), [root.der], now)).toMatchObject([
    { intact: false },
  ])
})

test('without a root nothing is checked; another root leads nowhere; a certificate that had ended is told', async () => {
  const chain = async (pdf: Uint8Array, trusted: readonly Uint8Array[]) =>
    (await checkSignatures(pdf, trusted, now)).map((found) => [found.intact, found.chain])
  expect(await chain(file, [])).toEqual([[true, 'unchecked']])
  const other = await certify('CA khác', { authority: true })
  expect(await chain(file, [other.der])).toEqual([[true, 'unknown']])
  // a root of the same name with another key is another root
  expect(await chain(file, [(await certify('CA gốc thử', { authority: true })).der])).toEqual([
    [true, 'unknown'],
  ])
  // what stands between does not have to come along where it is loaded
  expect(await chain(await signedPdf('x', signer), [middle.der])).toEqual([[true, 'trusted']])
  const ended = await certify('Người cũ', { by: root, to: '2024-01-01T00:00:00Z' })
  expect(await chain(await signedPdf('x', ended), [root.der])).toEqual([[true, 'expired']])
})

test('somebody without the right to issue certificates issues none', async () => {
  const false_ = await certify('Giả mạo', { by: signer })
  const pdf = await signedPdf('x', false_, { beside: [signer, middle] })
  expect(await checkSignatures(pdf, [root.der], now)).toMatchObject([{ intact: true, chain: 'unknown' }])
})

test('a file without a signature has none, whatever it is', async () => {
  expect(await checkSignatures(Buffer.from('%PDF-1.7\n%%EOF'), [], now)).toEqual([])
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      expect((await checkSignatures(bytes, [], now)).every(({ intact }) => !intact)).toBe(true)
    }),
  )
})
