import { connect, createServer, type Socket } from 'node:net'

/** A way to a database server that breaks on demand. */
export interface BreakingProxy {
  readonly url: string
  /**
   * Breaks the next connection that sends `COMMIT`: before the server hears of it, or after it has answered and before the client
   * hears that.
   * @param forGood whether there is no way to the server from then on, until it is mended
   */
  breakAtCommit(when: 'before' | 'after', forGood?: boolean): void
  /** Ends all connections and takes none, until it is mended. */
  cut(): void
  mend(): void
  close(): Promise<void>
}

/** Stands between a client and the server at `url`. */
export async function breakingProxy(url: string): Promise<BreakingProxy> {
  const target = new URL(url)
  const sockets = new Set<Socket>()
  let armed: { when: 'before' | 'after'; forGood: boolean } | null = null
  let isCut = false
  const proxy = createServer((client) => {
    if (isCut) return void client.destroy()
    const server = connect(Number(target.port), target.hostname)
    for (const socket of [client, server]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => sockets.delete(socket))
    }
    const hangUp = () => {
      client.destroy()
      server.destroy()
    }
    client.on('close', hangUp)
    let committing = false
    client.on('data', (bytes) => {
      if (armed !== null && /Q....commit\0/is.test(bytes.toString('latin1'))) {
        const { when, forGood } = armed
        armed = null
        isCut = forGood
        if (when === 'before') return hangUp()
        committing = true
      }
      server.write(bytes)
    })
    server.on('data', (bytes) => {
      if (committing) return hangUp()
      client.write(bytes)
    })
    server.on('close', () => client.end())
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const address = proxy.address()
  const own = new URL(url)
  own.port = String(address !== null && typeof address === 'object' ? address.port : 0)
  return {
    url: own.href,
    breakAtCommit(when, forGood = false) {
      armed = { when, forGood }
    },
    cut() {
      isCut = true
      for (const socket of sockets) socket.destroy()
    },
    mend() {
      isCut = false
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => proxy.close(() => resolve()))
    },
  }
}
