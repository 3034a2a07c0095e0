import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { SMTPServer } from 'smtp-server'

/** A mail server on this machine that keeps what it takes. */
export interface MailServer {
  /** As SMTP_URL names it. */
  readonly url: string
  /** The mails taken: head, empty line, body. */
  readonly mails: string[]
  /** Whether it refuses every recipient for the moment. */
  refuse: boolean
  /** Called when a mail's text has come and before it is taken: what a test does in the middle of a sending. */
  onData: () => Promise<void> | void
  close(): Promise<void>
}

/** Who may send, where a server asks for it. */
export const mailUser = { user: 'nscl', pass: 'một mật khẩu' }

/** How a server seals its line: with which certificate, of the authority of `testAuthority`, and from when on. */
export interface Sealing {
  readonly how: 'starttls' | 'implicit'
  /** `another-host` names mail.example.vn, where the server does not stand. */
  readonly certificate?: 'localhost' | 'another-host'
}

const tlsFile = (name: string) => new URL(`./tls/${name}.pem`, import.meta.url)
/** The authority that the certificates of the tests are of, for SMTP_CA. Made for tests alone; its key is gone. */
export const testAuthority = fileURLToPath(tlsFile('authority'))

/**
 * Starts one; ends by `close`. It is the SMTP of a server that others use, not one that only knows what this program says.
 * @param asksWho whether it takes mails of `mailUser` alone
 * @param sealing left out: it seals no line
 */
export async function mailServer(asksWho = false, sealing?: Sealing): Promise<MailServer> {
  const mails: string[] = []
  const server = new SMTPServer({
    // The certificate that the library brings is nobody's.
    disabledCommands: [...(sealing?.how === 'starttls' ? [] : ['STARTTLS']), ...(asksWho ? [] : ['AUTH'])],
    ...(sealing === undefined
      ? {}
      : {
          secure: sealing.how === 'implicit',
          key: readFileSync(tlsFile('localhost.key')),
          cert: readFileSync(tlsFile(sealing.certificate ?? 'localhost')),
        }),
    authOptional: !asksWho,
    allowInsecureAuth: sealing === undefined,
    logger: false,
    onAuth({ username, password }, _session, done) {
      const known = username === mailUser.user && password === mailUser.pass
      done(known ? null : new Error('Who are you?'), known ? { user: username } : undefined)
    },
    onRcptTo(_address, _session, done) {
      done(self.refuse ? Object.assign(new Error('not now'), { responseCode: 451 }) : null)
    },
    onData(stream, _session, done) {
      let text = ''
      stream.setEncoding('utf8')
      stream.on('data', (part: string) => {
        text += part
      })
      stream.on('end', async () => {
        await self.onData()
        mails.push(text.replaceAll('\r\n', '\n').replace(/\n$/, ''))
        done(null)
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const who = asksWho ? `${mailUser.user}:${encodeURIComponent(mailUser.pass)}@` : ''
  const self: MailServer = {
    url:
      sealing === undefined
        ? `smtp://${who}127.0.0.1:${port}?ignoreTLS=true`
        : `${sealing.how === 'implicit' ? 'smtps' : 'smtp'}://${who}127.0.0.1:${port}`,
    mails,
    refuse: false,
    onData: () => {},
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
  return self
}

/** The text of a mail's only part. */
export function textOfMail(mail: string): string {
  const [head = '', ...parts] = mail.split('\n\n')
  const body = parts.join('\n\n')
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8')
  return body
    .replaceAll('=\n', '')
    .replaceAll(/((?:=[0-9A-F]{2})+)/g, (run) => Buffer.from(run.replaceAll('=', ''), 'hex').toString('utf8'))
}
