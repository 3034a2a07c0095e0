import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { eicar, type Manner, standInScanner } from '../testing/scanner.ts'
import { askScanner, ScanFault, scannerAddress } from './clamd.ts'

const scanner = await standInScanner()
const directory = await mkdtemp(join(tmpdir(), 'nscl-scanner-'))
afterAll(async () => {
  await scanner.close()
  await rm(directory, { recursive: true })
})

async function* parts(...all: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
  yield* all
}
const ask = (bytes: Uint8Array, address = scanner.address, deadline = 60_000) => {
  const place = scannerAddress(address)
  if (place === null) throw new Error(address)
  return askScanner(place, parts(bytes), deadline)
}

test('a scanner is sent exactly the bytes of the file, whatever parts they come in', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 3000 }), { maxLength: 6 }), async (chunks) => {
      const place = scannerAddress(scanner.address)
      if (place === null) throw new Error(scanner.address)
      expect(await askScanner(place, parts(...chunks), 60_000)).toEqual({ verdict: 'clean' })
      expect(scanner.scanned.at(-1)).toEqual(Buffer.concat(chunks))
    }),
    { numRuns: 30 },
  )
})

test('EICAR is found over TCP and over a unix socket, also inside a large file', async () => {
  const large = Buffer.concat([Buffer.alloc(3_000_000, 'a'), Buffer.from(eicar), Buffer.alloc(500_000, 'b')])
  const found = { verdict: 'infected', signature: 'Win.Test.EICAR_HDB-1' }
  expect(await ask(large)).toEqual(found)
  const unix = await standInScanner(join(directory, 'clamd.ctl'))
  expect(await ask(Buffer.from(eicar), unix.address)).toEqual(found)
  expect(await ask(Buffer.from('sạch'), unix.address)).toEqual({ verdict: 'clean' })
  await unix.close()
})

test.each<[Manner, 'away' | 'file']>([
  ['hangs-up', 'away'],
  ['nonsense', 'file'],
  ['endless', 'file'],
  ['too-large', 'file'],
])('a scanner that fails (%s) is never taken for one that says clean', async (manner, of) => {
  scanner.manner = manner
  const fault = await ask(Buffer.alloc(5_000_000)).catch((error: unknown) => error)
  scanner.manner = 'scanner'
  expect(fault).toBeInstanceOf(ScanFault)
  expect(fault).toMatchObject({ of })
})

test('a scanner that says nothing, and one that is not there, are away', async () => {
  scanner.manner = 'silent'
  await expect(ask(Buffer.from('x'), scanner.address, 50)).rejects.toMatchObject({ of: 'away' })
  scanner.manner = 'scanner'
  const gone = await standInScanner()
  await gone.close()
  await expect(ask(Buffer.from('x'), gone.address)).rejects.toMatchObject({ of: 'away' })
  await expect(ask(Buffer.from('x'), `unix:${join(directory, 'nobody')}`)).rejects.toMatchObject({
    of: 'away',
  })
})

test('bytes that cannot be read are no verdict', async () => {
  async function* broken(): AsyncIterable<Uint8Array> {
    yield Buffer.from('half')
    throw new Error('EIO')
  }
  const place = scannerAddress(scanner.address)
  if (place === null) throw new Error(scanner.address)
  await expect(askScanner(place, broken(), 60_000)).rejects.toMatchObject({ name: 'ScanFault', of: 'file' })
})

test('an address is a host with a port, or the path of a socket', () => {
  expect(scannerAddress('tcp://127.0.0.1:3310')).toEqual({ host: '127.0.0.1', port: 3310 })
  expect(scannerAddress('tcp://[::1]:3310')).toEqual({ host: '::1', port: 3310 })
  expect(scannerAddress('tcp://clamd.local:3310/')).toEqual({ host: 'clamd.local', port: 3310 })
  expect(scannerAddress('unix:/run/clamd.ctl')).toEqual({ path: '/run/clamd.ctl' })
  expect(scannerAddress('unix:///run/clamd.ctl')).toEqual({ path: '/run/clamd.ctl' })
  for (const text of [
    '',
    '127.0.0.1',
    'http://x:1',
    'tcp://x',
    'tcp://x:99999',
    'tcp://:3310',
    'unix:relative',
  ])
    expect(scannerAddress(text), text).toBeNull()
})
