import { type Role, systemActor } from '../../platform/actor.ts'
import { recordEvent } from '../../platform/events.ts'
import { hashPassword } from '../../platform/passwords.ts'
import type { System } from '../../platform/system.ts'
import { createApp } from '../../start/app.tsx'
import type { TestSystem } from '../../testing/system.ts'

/** A browser without JavaScript on the same machine: keeps cookies, sends forms, follows nothing by itself. */
export interface Browser {
  get(path: string): Promise<Response>
  post(path: string, values: Readonly<Record<string, string>>): Promise<Response>
  readonly cookies: Map<string, string>
}

/** The program of each system, made once: it takes as long as many requests. */
const programs = new WeakMap<System, ReturnType<typeof createApp>>()
function programOf(system: System): ReturnType<typeof createApp> {
  const app = programs.get(system) ?? createApp(system)
  programs.set(system, app)
  return app
}

/** @param system may differ from the running one, such as by its clock */
export function openBrowser(system: System): Browser {
  const app = programOf(system)
  const origin = system.config.publicUrl
  const cookies = new Map<string, string>()
  const ask = async (path: string, init: RequestInit & { headers?: Record<string, string> }) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await app.request(
      origin + path,
      { ...init, headers: { ...init.headers, cookie } },
      { incoming: { socket: { remoteAddress: '127.0.0.1', remotePort: 1, remoteFamily: 'IPv4' } } },
    )
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      if (/max-age=0/i.test(line)) cookies.delete(pair.slice(0, at))
      else cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    return response
  }
  return {
    cookies,
    get: (path) => ask(path, {}),
    post: (path, values) =>
      ask(path, {
        method: 'POST',
        headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(values).toString(),
      }),
  }
}

/** Gives an account a password. */
export async function givePassword(system: System, userId: string, password: string): Promise<void> {
  const credential = {
    id: `credential-${userId}`,
    accountId: userId,
    providerId: 'credential',
    userId,
    password: await hashPassword(password),
  }
  const made = {
    name: 'test.password',
    actor: systemActor,
    via: 'system',
    subject: `account:${userId}`,
  } as const
  await recordEvent(system, { ...made, facts: {} }, async (db) => {
    await db.insertInto('accountCredential').values(credential).execute()
    return true
  })
}

/** The value of a hidden field, or of an attribute such as `data-question`, in a page. */
export function valueIn(html: string, name: string): string {
  const field =
    new RegExp(`name="${name}" value="([^"]*)"`).exec(html) ?? new RegExp(`${name}="([^"]*)"`).exec(html)
  return (field?.[1] ?? '').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
}

/** Persons with a password, and their signing in. @param as makes an account of a role */
export function personsOf({ system, as }: Pick<TestSystem, 'system' | 'as'>, password: string) {
  return {
    async person(role: Role = 'finance', admin = false) {
      const someone = await as(role, { admin })
      const userId = someone.actor.userId ?? ''
      await givePassword(system, userId, password)
      return { ...someone, userId, email: `${userId}@example.vn` }
    },
    async signIn(email: string, typed = password, browser = openBrowser(system)) {
      const answer = await browser.post('/sign-in', { email, password: typed })
      return { browser, answer, status: answer.status }
    },
  }
}
