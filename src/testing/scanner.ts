import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

/**
 * The EICAR test file (eicar.org): harmless, and infected to every scanner. Written in two parts so that no scanner of a developer's
 * machine takes this file away.
 */
export const eicar = `X5O!P%@AP[4\\PZX54(P^)7CC)7}$${'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'}`

/** How the stand-in behaves: as a scanner, or in one of the ways in which one fails. */
export type Manner = 'scanner' | 'silent' | 'hangs-up' | 'nonsense' | 'endless' | 'too-large'

/** A stand-in for clamd that finds EICAR. */
export interface StandIn {
  /** For the setting SCANNER. */
  readonly address: string
  manner: Manner
  /** What it finds beside EICAR. */
  readonly finds: string[]
  /** Whole streams that it was sent. */
  readonly scanned: Buffer[]
  close(): Promise<void>
}

const answers: Readonly<Record<Exclude<Manner, 'scanner' | 'silent' | 'hangs-up'>, string>> = {
  nonsense: 'HTTP/1.1 400 Bad Request\r\n\r\n',
  endless: 'stream: '.padEnd(9000, 'A'),
  'too-large': 'INSTREAM size limit exceeded. ERROR\0',
}

/** @param path of a unix socket; a port of its own choice without */
export async function standInScanner(path?: string): Promise<StandIn> {
  const sockets = new Set<Socket>()
  const scanned: Buffer[] = []
  const finds: string[] = []
  const state: { manner: Manner } = { manner: 'scanner' }
  const server = createServer((socket) => {
    sockets.add(socket)
    let got: Buffer = Buffer.alloc(0)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    socket.on('data', (part: Buffer) => {
      const { manner } = state
      if (manner === 'silent') return
      if (manner === 'hangs-up') return void socket.destroy()
      if (manner !== 'scanner') return void socket.end(answers[manner])
      got = Buffer.concat([got, part])
      const stream = wholeStream(got)
      if (stream === null) return
      scanned.push(stream)
      const infected = [eicar, ...finds].some((text) => stream.includes(text))
      socket.end(infected ? 'stream: Win.Test.EICAR_HDB-1 FOUND\0' : 'stream: OK\0')
    })
  })
  if (path === undefined) server.listen(0, '127.0.0.1')
  else server.listen(path)
  await once(server, 'listening')
  const bound = server.address()
  return {
    address: typeof bound === 'string' || bound === null ? `unix:${path}` : `tcp://127.0.0.1:${bound.port}`,
    scanned,
    finds,
    get manner() {
      return state.manner
    },
    set manner(manner) {
      state.manner = manner
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** The stream that `zINSTREAM` was followed by; null while it has not ended. */
function wholeStream(got: Buffer): Buffer | null {
  const command = 'zINSTREAM\0'
  if (!got.subarray(0, command.length).equals(Buffer.from(command))) return null
  const parts: Buffer[] = []
  let at = command.length
  while (at + 4 <= got.length) {
    const length = got.readUInt32BE(at)
    at += 4
    if (length === 0) return Buffer.concat(parts)
    if (at + length > got.length) return null
    parts.push(got.subarray(at, at + length))
    at += length
  }
  return null
}
