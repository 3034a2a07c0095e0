import { sql } from 'kysely'
import type { Config } from './config.ts'
import type { System } from './system.ts'

/** A mail that is to leave. */
export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
  /** Stays the same however often it is tried, so that a receiver drops a second copy; left out: a new one. */
  readonly messageId?: string
}

/** Hands a mail to the mail server. @returns its answer @throws Error when it does not take the mail */
export type SendMail = (mail: Mail) => Promise<string>

/** Does work that sends mails, over one connection that is closed after it. The library is loaded with the first mail of the program. */
export async function withMailServer<T>(
  { url, from }: NonNullable<Config['mail']>,
  work: (send: SendMail) => Promise<T>,
): Promise<T> {
  const { createTransport } = await import('nodemailer')
  const transport = createTransport(url, { from })
  try {
    return await work(async (mail) => {
      const { response } = await transport.sendMail(mail)
      return String(response ?? '').slice(0, 300)
    })
  } finally {
    transport.close()
  }
}

/**
 * Does work that one process at a time may do.
 * @param lockKey any number that no other lock of the program has
 * @returns null where another process is at it
 */
export async function aloneAt<T>(
  { db }: Pick<System, 'db'>,
  lockKey: number,
  work: () => Promise<T>,
): Promise<T | null> {
  return db.connection().execute(async (connection) => {
    const { rows } = await sql<{ taken: boolean }>`SELECT pg_try_advisory_lock(${lockKey}) AS taken`.execute(
      connection,
    )
    if (rows[0]?.taken !== true) return null
    try {
      return await work()
    } finally {
      await sql`SELECT pg_advisory_unlock(${lockKey})`.execute(connection)
    }
  })
}
