import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { openBusinessRegister } from './business-register.ts'
import { readConfig } from './config.ts'
import { Problem } from './problem.ts'

/* A stand-in for the province's gateway, which answers right, wrongly, slowly, or not at all. */

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

async function standIn(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/registry`
}
const entry = { taxCode: '2200108445', name: ' Công ty A ', address: 'Số 1', representative: 'Trần A' }
const json =
  (value: unknown, status = 200): RequestListener =>
  (_request, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
const ask = (url: string, patience = 300) =>
  openBusinessRegister(
    { url, token: 'một-mã-bí-mật'.normalize('NFKD').replace(/[^\w-]/g, '') },
    patience,
  )?.('2200108445')

test('without a setting there is no register, and nothing is asked', () => {
  expect(openBusinessRegister(readConfig({}).businessRegister)).toBeNull()
  expect(() => readConfig({ BUSINESS_REGISTER_URL: 'ftp://x.vn' })).toThrow('BUSINESS_REGISTER_URL')
  expect(() => readConfig({ BUSINESS_REGISTER_TOKEN: 'x' })).toThrow('BUSINESS_REGISTER_URL')
})

test('a right answer is a proposal of name and address; the tax code and the token go along', async () => {
  const asked: (string | undefined)[] = []
  const url = await standIn((request, response) => {
    asked.push(request.url, request.headers.authorization?.slice(0, 7))
    json(entry)(request, response)
  })
  expect(await ask(`${url}/`)).toEqual({ name: 'Công ty A', address: 'Số 1', representative: 'Trần A' })
  expect(asked).toEqual(['/registry/2200108445', 'Bearer '])
})

test('an enterprise that the register does not have is not there; that is no fault', async () => {
  expect(await ask(await standIn(json({}, 404)))).toBeNull()
})

test.each<[string, RequestListener]>([
  ['of another tax code', json({ ...entry, taxCode: '0100109106' })],
  ['without a name', json({ ...entry, name: '' })],
  ['of another shape', json([entry])],
  ['no JSON', (_request, response) => response.end('<html>')],
  ['of an error', json(entry, 500)],
  [
    'that leads elsewhere',
    (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
  ],
  ['that goes on and on', (_request, response) => response.end(`"${'x'.repeat(100_000)}"`)],
  [
    'that breaks off',
    (_request, response) => response.writeHead(200).write('{"tax', () => response.destroy()),
  ],
  ['that does not come', () => {}],
  [
    'that comes a byte at a time',
    (_request, response) => {
      const drip = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(drip))
    },
  ],
])('an answer %s is none: name and address are typed', async (_what, answer) => {
  await expect(ask(await standIn(answer))).rejects.toMatchObject({
    code: 'businessRegister.silent',
    status: 503,
  })
})

test('a register that is not there is told of as one that does not answer', async () => {
  await expect(ask('http://127.0.0.1:1')).rejects.toBeInstanceOf(Problem)
})
