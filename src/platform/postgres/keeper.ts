import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

/**
 * The advisory lock by which the programs that share a server decide when it ends: each that works on it holds it shared
 * from its first moment, and only who gets it alone may stop the server.
 */
export const lifeLock = 1_322_181

/** A connection that keeps the server running while it is open. */
export interface Keeper {
  /** Gives the server up: another program, or we ourselves, may stop it from now on. */
  release(): Promise<void>
}

/** A connection to the server at `url`. @throws what the server or the system answers, within some five seconds */
export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5000,
    application_name: 'nscl-keeper',
  })
  client.on('error', () => {}) // the server ended; who asks it next hears of it
  try {
    await client.connect()
    return client
  } catch (error) {
    await hangUp(client)
    throw error
  }
}

/** Closes a connection, without waiting for a server that does not answer any more. */
export async function hangUp(client: pg.Client): Promise<void> {
  await Promise.race([client.end().catch(() => {}), wait(1000, undefined, { ref: false })])
}

async function hold(url: string): Promise<pg.Client> {
  const client = await connect(url)
  try {
    // Waits while another program is stopping the server, and then fails with it. Of the connections that a server ends one by
    // one, ours may be given the lock by the other's end just before its own: a server that is ending takes no new connection.
    await client.query('SELECT pg_advisory_lock_shared($1)', [lifeLock])
    await hangUp(await connect(url))
    return client
  } catch (error) {
    await hangUp(client)
    throw error
  }
}

/** Milliseconds in which a server whose connections broke off must take a new one; a crash of one of its processes ends all of them. */
const returns = 30_000

/**
 * Keeps the server at `url` running until released.
 * @param isThere whether the server's process still runs
 * @param onLost called once when the server is gone, or does not come back within half a minute
 * @throws what the server or the system answers when there is no connection to be had
 */
export async function keep(url: string, isThere: () => boolean, onLost: () => void): Promise<Keeper> {
  let released = false
  let held = await hold(url)
  const watch = () => held.once('end', () => void takeAgain())
  const takeAgain = async () => {
    const deadline = Date.now() + returns
    while (!released) {
      await wait(100, undefined, { ref: false })
      if (released) return
      if (!isThere() || Date.now() > deadline) return onLost()
      const again = await hold(url).catch(() => null)
      if (again === null) continue
      held = again
      if (released) return await hangUp(again)
      watch()
      return
    }
  }
  watch()
  return {
    async release() {
      released = true
      await hangUp(held)
    },
  }
}

/** Whether nobody else keeps the server; from then on nobody else can. A server that does not answer is kept by nobody. */
export async function isAlone(client: pg.Client): Promise<boolean> {
  try {
    const { rows } = await client.query<{ alone: boolean }>('SELECT pg_try_advisory_lock($1) AS alone', [
      lifeLock,
    ])
    return rows[0]?.alone ?? true
  } catch {
    return true
  }
}
