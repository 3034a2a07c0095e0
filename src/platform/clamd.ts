import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/*
 * The client of a virus scanner that speaks clamd's protocol (man clamd, "COMMANDS"): `zINSTREAM`, then the bytes in parts of which
 * each follows its length (four bytes, big-endian), ended by a length of zero; one answer that ends with a zero byte. Of our own: it
 * is these lines, and the package for it wants a scanner's program on the machine.
 */

/** Where a scanner listens. */
export type ScannerAddress = { readonly path: string } | { readonly host: string; readonly port: number }

/** What a scanner says of some bytes. */
export type ScanAnswer =
  | { readonly verdict: 'clean' }
  | { readonly verdict: 'infected'; readonly signature: string }

/** The scanner is away, too slow, or answers something that is no verdict: nothing is known of the bytes. */
export class ScanFault extends Error {
  /** `away`: no file can be scanned now; `file`: of this one alone there is no answer. */
  readonly of: 'away' | 'file'

  constructor(of: 'away' | 'file', message: string) {
    super(message)
    this.name = 'ScanFault'
    this.of = of
  }
}

/**
 * The address in a setting: `tcp://HOST:PORT` or `unix:/PATH`.
 * @returns null when it is neither
 */
export function scannerAddress(text: string): ScannerAddress | null {
  const path = /^unix:(?:\/\/)?(\/.+)$/.exec(text)?.[1]
  if (path !== undefined) return { path }
  const [, host, port] =
    /^tcp:\/\/(?:\[([\da-f:]+)\]|([^:/[\]]+)):(\d{1,5})\/?$/i.exec(text)?.filter(Boolean) ?? []
  if (host === undefined || port === undefined || Number(port) > 65_535) return null
  return { host, port: Number(port) }
}

/** No answer of a scanner is longer. */
const longestAnswer = 4096

/**
 * Asks for a verdict on some bytes.
 * @param deadline milliseconds for all of it
 * @throws ScanFault when there is none, saying why
 */
export async function askScanner(
  address: ScannerAddress,
  bytes: AsyncIterable<Uint8Array>,
  deadline: number,
): Promise<ScanAnswer> {
  const socket = connect(address)
  const ended = new AbortController()
  const timer = setTimeout(() => {
    socket.destroy()
    ended.abort(new ScanFault('away', `no answer within ${deadline} ms`))
  }, deadline)
  try {
    const answer = answerOn(socket, ended.signal)
    answer.catch(() => {})
    await Promise.race([once(socket, 'connect'), answer])
    // A scanner that has enough (too large for it) answers before everything is sent.
    await Promise.race([send(socket, bytes), answer])
    return verdictOf(await answer)
  } catch (error) {
    if (error instanceof ScanFault) throw error
    throw new ScanFault('away', error instanceof Error ? error.message : String(error))
  } finally {
    clearTimeout(timer)
    socket.destroy()
  }
}

/** @throws ScanFault when the bytes cannot be read; a socket that breaks is told by the answer that does not come */
async function send(socket: Socket, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  socket.write('zINSTREAM\0')
  for await (const part of readable(bytes)) {
    if (part.byteLength === 0) continue
    if (socket.destroyed) return
    socket.write(length(part.byteLength))
    if (!socket.write(part))
      await Promise.race([once(socket, 'drain'), once(socket, 'close')]).catch(() => {})
  }
  socket.write(length(0))
}

async function* readable(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield* bytes
  } catch (error) {
    throw new ScanFault('file', `the file cannot be read: ${error instanceof Error ? error.message : error}`)
  }
}

function length(bytes: number): Buffer {
  const four = Buffer.alloc(4)
  four.writeUInt32BE(bytes)
  return four
}

function answerOn(socket: Socket, ended: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    let fault: Error | null = null
    const settle = () => {
      if (text !== '') return resolve(text)
      reject(ended.aborted ? ended.reason : (fault ?? new ScanFault('away', 'it hung up without an answer')))
    }
    socket.setEncoding('utf8')
    socket.on('data', (part: string) => {
      text += part
      if (text.includes('\0') || text.length > longestAnswer) resolve(text)
    })
    socket.on('error', (error) => {
      fault = error
    })
    socket.on('end', settle)
    socket.on('close', settle)
    ended.addEventListener('abort', () => reject(ended.reason), { once: true })
  })
}

/** @throws ScanFault for what is no verdict */
function verdictOf(answer: string): ScanAnswer {
  const text = answer.split('\0', 1)[0]?.trim() ?? ''
  if (/^stream: OK$/.test(text)) return { verdict: 'clean' }
  const signature = /^stream: (\S.{0,199}?) FOUND$/.exec(text)?.[1]
  if (signature !== undefined) return { verdict: 'infected', signature }
  throw new ScanFault('file', `it answered “${text.slice(0, 200)}”`)
}
