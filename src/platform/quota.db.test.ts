import { describe, expect, it } from 'vitest'
import { createApp } from '../start/app.tsx'
import { browserOn, letIn, testPassword } from '../testing/browser.ts'
import { testSystem } from '../testing/system.ts'
import { usedBytes } from './quota.ts'
import { uploadFile } from './uploads.ts'

const megabyte = 1024 * 1024
const test = await testSystem({ settings: { UPLOAD_QUOTA_MB: '2' } })
const { system } = test
const app = createApp(system)

const table = (bytes: number) => new TextEncoder().encode(`${'x'.repeat(bytes - 2)}\r\n`)

describe('the uploads of one account', () => {
  it('are taken up to its quota; then the refusal names what is used and what is allowed', async () => {
    const officer = await test.as('coordinator')
    await officer.run(uploadFile, { name: 'mot.csv', bytes: table(megabyte) })
    await officer.run(uploadFile, { name: 'hai.csv', bytes: table(megabyte) })
    const refusal = officer.run(uploadFile, { name: 'ba.csv', bytes: table(100) })
    await expect(refusal).rejects.toMatchObject({ status: 413, code: 'files.quota' })
    await refusal.catch((problem: { words: { vi: string; en: string } }) => {
      expect(problem.words.vi).toContain('2 MB trong 2 MB')
      expect(problem.words.en).toContain('2 MB of the 2 MB')
    })
    expect(await usedBytes(system.db, officer.actor.userId ?? '')).toBe(2 * megabyte)
    // It is each account's own.
    await expect(
      (await test.as('coordinator')).run(uploadFile, { name: 'mot.csv', bytes: table(100) }),
    ).resolves.toBeDefined()
  })

  it('are refused before the body is read, where its length says that it does not fit', async () => {
    const { actor } = await test.as('coordinator')
    const browser = browserOn(app, system)
    await browser.post('/sign-in', { email: await letIn(system, actor.userId ?? ''), password: testPassword })
    let read = 0
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          read += 65_536
          if (read > 50 * megabyte) controller.close()
          else controller.enqueue(new Uint8Array(65_536))
        },
      },
      { highWaterMark: 0 },
    )
    const answer = await app.request(
      `${system.config.publicUrl}/obstacles`,
      {
        method: 'POST',
        headers: {
          origin: system.config.publicUrl,
          cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          'content-type': 'multipart/form-data; boundary=x',
          'content-length': String(3 * megabyte),
        },
        body,
        duplex: 'half',
      } as RequestInit,
      { incoming: { socket: { remoteAddress: '127.0.0.1', remotePort: 1, remoteFamily: 'IPv4' } } },
    )
    expect(answer.status).toBe(413)
    expect(read).toBe(0)
  })

  it('are told to their owner', async () => {
    const { actor, run } = await test.as('coordinator')
    await run(uploadFile, { name: 'mot.csv', bytes: table(megabyte / 2) })
    const browser = browserOn(app, system)
    await browser.post('/sign-in', { email: await letIn(system, actor.userId ?? ''), password: testPassword })
    expect((await browser.get('/account')).text).toContain('0,5 MB trên 2 MB được phép')
  })
})
