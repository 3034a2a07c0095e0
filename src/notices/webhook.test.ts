import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { handToGate, signature } from './webhook.ts'

/* A gate of the province that is slow, wrong or absent; and one that checks what it is told. */

const secret = 'a-secret-of-the-gate'
const open: (() => void)[] = []
afterEach(() => {
  for (const close of open.splice(0)) close()
})

async function gate(
  answer: (request: IncomingMessage, response: ServerResponse, body: string) => void,
): Promise<string> {
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (part: string) => {
      body += part
    })
    request.on('end', () => answer(request, response, body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  open.push(close)
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/hook`
}

/** What a gate does with the head `X-Nscl-Signature`: refuses another's, a changed body and what is older than five minutes. */
function accepts(head: string, body: string, now: Date): boolean {
  const at = Number(/^t=(\d+),v1=[0-9a-f]{64}$/.exec(head)?.[1] ?? Number.NaN)
  return Math.abs(now.getTime() / 1000 - at) <= 300 && head === signature(secret, at, body)
}

const now = new Date('2026-11-26T08:00:00Z')
const body = '{"kind":"applications.returned","subject":"Hồ sơ được trả lại"}'

test('a gate takes what bears our signature, and neither a changed body, nor another secret, nor an old one', async () => {
  const seen: string[] = []
  const url = await gate((request, response, sent) => {
    const head = String(request.headers['x-nscl-signature'])
    seen.push(head)
    response.writeHead(accepts(head, sent, now) ? 204 : 401).end()
  })
  expect(await handToGate({ url, secret }, body, now)).toBe('HTTP 204')
  const [head = ''] = seen
  expect(accepts(head, body.replace('trả lại', 'chấp nhận'), now)).toBe(false)
  expect(accepts(head, body, new Date(now.getTime() + 6 * 60_000))).toBe(false)
  await expect(handToGate({ url, secret: 'another' }, body, now)).rejects.toThrow('HTTP 401')
  await expect(handToGate({ url, secret }, body, new Date(now.getTime() - 6 * 60_000))).rejects.toThrow(
    'HTTP 401',
  )
})

test.each([302, 307, 400, 404, 429, 500, 503])(
  'a gate that answers %d has not taken it, and a redirect is not followed',
  async (status) => {
    let asked = 0
    const url = await gate((_request, response) => {
      asked++
      response.writeHead(status, status < 400 ? { location: '/elsewhere' } : {}).end('<html>wrong</html>')
    })
    await expect(handToGate({ url, secret }, body, now)).rejects.toThrow(`HTTP ${status}`)
    expect(asked).toBe(1)
  },
)

test('a gate that takes the request and never answers is given up', async () => {
  const url = await gate(() => {})
  await expect(handToGate({ url, secret }, body, now, 50)).rejects.toThrow(/timeout|aborted/i)
})

test('a gate that hangs up, speaks no HTTP or is not there is said to have failed', async () => {
  const hanging = await gate((request) => request.socket.destroy())
  await expect(handToGate({ url: hanging, secret }, body, now)).rejects.toThrow()
  const babble = await gate((request) => request.socket.end('220 not a web server\r\n'))
  await expect(handToGate({ url: babble, secret }, body, now)).rejects.toThrow()
  const gone = await gate(() => {})
  for (const close of open.splice(0)) close()
  await expect(handToGate({ url: gone, secret }, body, now)).rejects.toThrow()
})
