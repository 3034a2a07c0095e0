import { createServer } from 'node:net'

/** A small mail server on this machine that speaks SMTP and keeps what it takes. */
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

/** Starts one; ends by `close`. */
export async function mailServer(): Promise<MailServer> {
  const mails: string[] = []
  const server = createServer((socket) => {
    let data: string[] | null = null
    let rest = ''
    socket.on('error', () => {})
    socket.write('220 test ESMTP\r\n')
    const take = async (line: string) => {
      if (data !== null) {
        if (line !== '.') return void data.push(line)
        const text = data.join('\n')
        data = null
        await self.onData()
        mails.push(text)
        socket.write('250 taken\r\n')
      } else if (/^DATA/i.test(line)) {
        data = []
        socket.write('354 go on\r\n')
      } else if (/^RCPT/i.test(line) && self.refuse) socket.write('451 not now\r\n')
      else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n')
      else socket.write('250 ok\r\n')
    }
    let turn = Promise.resolve()
    socket.on('data', (chunk) => {
      rest += chunk.toString('utf8')
      const lines = rest.split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) turn = turn.then(() => take(line))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const self: MailServer = {
    url: `smtp://127.0.0.1:${port}?ignoreTLS=true`,
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
