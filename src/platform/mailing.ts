import { sql } from 'kysely'
import type { MailSettings } from './config.ts'
import type { System } from './system.ts'

/** A mail that is to leave. */
export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
  /** Stays the same however often it is tried, so that a receiver drops a second copy; left out: a new one. */
  readonly messageId?: string
  /** Where a program of mail posts to when its reader wants no more of these (RFC 8058). */
  readonly leave?: string
}

/** What tells a program of mail that one click ends these mails. */
const leaveHeaders = (address: string) => ({
  'List-Unsubscribe': `<${address}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
})

/** Hands a mail to the mail server. @returns its answer @throws Error when it does not take the mail */
export type SendMail = (mail: Mail) => Promise<string>

/** What keeps a mail server from taking any mail. */
export type MailTrouble = 'signIn' | 'certificate' | 'noTls' | 'slow' | 'unreachable'

/** What keeps the mail server from taking any mail; null where it answered, and refused this one. @param error as `SendMail` throws it */
export function troubleOf(error: unknown): MailTrouble | null {
  if (!(error instanceof Error)) return null
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'EAUTH' || code === 'ENOAUTH') return 'signIn'
  if (/certificate|altname/i.test(error.message)) return 'certificate'
  if (code === 'ETLS') return 'noTls'
  if (code === 'ETIMEDOUT') return 'slow'
  return code === 'ECONNECTION' || code === 'ESOCKET' || code === 'EDNS' ? 'unreachable' : null
}

/** Milliseconds that a mail server has to answer: a slow one must not keep the others of the hour waiting. */
const patience = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 60_000 }

/** Whether a password would go over a line that nobody promised to seal. What the address says itself holds. */
function mustSeal(url: string): boolean {
  const { protocol, username, searchParams } = new URL(url)
  return protocol === 'smtp:' && username !== '' && searchParams.get('ignoreTLS') !== 'true'
}

/** Does work that sends mails, over one connection that is closed after it. The library is loaded with the first mail of the program. */
export async function withMailServer<T>(
  { url, from, ca }: MailSettings,
  work: (send: SendMail) => Promise<T>,
): Promise<T> {
  const { createTransport } = await import('nodemailer')
  const transport = createTransport(
    {
      url,
      ...patience,
      ...(mustSeal(url) ? { requireTLS: true } : {}),
      ...(ca === null ? {} : { tls: { ca } }),
    },
    { from },
  )
  try {
    return await work(async ({ leave, ...mail }) => {
      const headers = leave === undefined ? {} : { headers: leaveHeaders(leave) }
      const { response } = await transport.sendMail({ ...mail, ...headers })
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
