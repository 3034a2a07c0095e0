import { serve } from '@hono/node-server'
import type { Pool } from 'pg'
import { readConfig } from '../src/platform/config.ts'
import { openPool } from '../src/platform/database.ts'
import { hashPassword } from '../src/platform/passwords.ts'
import { makeSample } from '../src/sample/commands.ts'
import { createApp } from '../src/start/app.tsx'
import { openSystem } from '../src/start/open.ts'

/** The program serving a sample, with somebody signed in. */
export interface Served {
  readonly url: string
  readonly cookie: string
  readonly pool: Pool
  close(): Promise<void>
}

/** Makes a sample of this size in an empty directory and serves it. */
export async function serveSample(
  directory: string,
  size: { readonly enterprises: number; readonly facts: number },
): Promise<Served> {
  const opened = await openSystem(readConfig({ NSCL_DATA: directory, LOG_LEVEL: 'silent', PORT: '4991' }), {
    sample: true,
  })
  const { db } = opened.system
  const pool = openPool(opened.ownerUrl, 8)
  await makeSample(opened.system, { ...size, seed: 181 })
  await db
    .insertInto('account')
    .values({
      id: 'bench',
      name: 'Bench',
      email: 'bench@example.vn',
      role: 'coordinator',
      mustChangePassword: false,
    })
    .execute()
  await db
    .insertInto('accountCredential')
    .values({
      id: 'bench',
      accountId: 'bench',
      providerId: 'credential',
      userId: 'bench',
      password: await hashPassword('bench password'),
    })
    .execute()
  const app = createApp(opened.system)
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 4991 })
  const url = 'http://127.0.0.1:4991'
  const signedIn = await app.request(`${url}/sign-in`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ email: 'bench@example.vn', password: 'bench password' }).toString(),
  })
  const cookie = signedIn.headers
    .getSetCookie()
    .map((item) => item.split(';')[0])
    .join('; ')
  return {
    url,
    cookie,
    pool,
    async close() {
      server.close()
      await pool.end()
      await opened.close()
    },
  }
}
