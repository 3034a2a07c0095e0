import { routeParts } from '../platform/openapi.ts'
import { makeSample } from '../sample/commands.ts'
import { createApp } from '../start/app.tsx'
import { capabilities } from '../start/capabilities.ts'
import { type TestSystem, testSystem } from './system.ts'

/* Whoever is signed in follows every link of every page of a small made-up installation. */

/** Somebody who reads, and what they may be led to. */
export interface Reader {
  readonly role: string
  /** @param most addresses of one kind that are looked at */
  walk(most: number): Promise<Seen[]>
}

const routes = capabilities.pages
  .filter(({ route }) => route.startsWith('GET '))
  .map(({ route }) => {
    const { path } = routeParts(route)
    return { path, pattern: new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`) }
  })
  // An address without a parameter is more itself than one that also fits a pattern.
  .toSorted((a, b) => a.path.split('{').length - b.path.split('{').length)

/** What page an address is of, and which of its parameters it sets: pages of one kind are looked at some times, not all. */
function kindOf(url: URL): string {
  const route = routes.find(({ pattern }) => pattern.test(url.pathname))?.path ?? url.pathname
  return `${route} ${[...url.searchParams.keys()].toSorted().join()}`
}

/** A page that a link led to. */
export interface Seen {
  readonly path: string
  readonly from: string
  readonly status: number
  readonly html: string
}

type Ask = (path: string, init?: RequestInit) => Response | Promise<Response>

/** Follows the links from the first page on. */
async function walk(ask: Ask, origin: string, cookie: string, most: number): Promise<Seen[]> {
  const seen: Seen[] = []
  const counted = new Map<string, number>()
  const known = new Set(['/'])
  const waiting = [{ path: '/', from: '' }]
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const response = await ask(next.path, { headers: { cookie } })
    const isPage = response.headers.get('content-type')?.startsWith('text/html') === true
    const html = isPage ? await response.text() : ''
    await response.body?.cancel().catch(() => {})
    seen.push({ ...next, status: response.status, html })
    const links = [...html.matchAll(/\s(?:href|src)="([^"]+)"/g)].map(([, link = '']) =>
      link.replaceAll('&amp;', '&'),
    )
    if (response.status === 303) links.push(response.headers.get('location') ?? '/')
    for (const link of links) {
      const url = new URL(link, origin + next.path)
      const path = url.pathname + url.search
      if (url.origin !== origin || known.has(path) || /^\/(assets|api|sign-out)\b/.test(url.pathname))
        continue
      known.add(path)
      const kind = kindOf(url)
      const times = counted.get(kind) ?? 0
      if (times >= most || url.searchParams.has('lang')) continue
      counted.set(kind, times + 1)
      waiting.push({ path, from: next.path })
    }
  }
  return seen
}

/** Landmarks of one kind that a screen reader could not tell apart: of several, each has a name of its own. */
export function twins(html: string): string[] {
  const found: string[] = []
  // A section without a name is no landmark.
  for (const kind of ['nav', 'aside', 'section']) {
    const names = [...html.matchAll(new RegExp(`<${kind}\\b([^>]*)>`, 'g'))].map(
      ([, attributes = '']) => /aria-label(?:ledby)?="([^"]*)"/.exec(attributes)?.[1] ?? '',
    )
    // The menu stands twice, one for wide screens and one for phones: one of them is hidden.
    const rest = (kind === 'section' ? names.filter((name) => name !== '') : names).filter(
      (name, place) => name === '' || !(names.indexOf(name) !== place && name === 'Mục chính'),
    )
    if (rest.length > 1 && (rest.includes('') || new Set(rest).size < rest.length))
      found.push(`${kind}: ${rest.join(' | ')}`)
  }
  return found
}

/** Figures that are not written as all others: no groups of thousands, a decimal point, more decimals than anybody reads. */
export function strange({ path, html }: { readonly path: string; readonly html: string }): string[] {
  // A record of the audit trail shows rows as they are stored.
  if (path.startsWith('/audit/')) return []
  const text = html.replace(/<(script|style|svg|textarea|option)\b.*?<\/\1>/gs, ' ')
  const cells = [...text.matchAll(/class="[^"]*\b(?:num|figure-link)\b[^"]*"[^>]*>\s*([^<]*)</g)].map(
    ([, cell = '']) => cell.trim(),
  )
  const plain = text.replace(/<[^>]*>/g, ' ')
  // Money in triệu đồng has one decimal at most, in a sentence and in a table whose caption or unit says so.
  const inMillions = [...text.matchAll(/<table\b.*?<\/table>/gs)]
    .map(([table]) => table)
    .filter((table) => /<caption[^>]*>[^<]*(?:triệu đồng|million đồng)(?!\/)/.test(table))
    .flatMap((table) => [...table.matchAll(/class="num"[^>]*>(.*?)<\/td>/gs)])
    .map(([, cell = '']) => cell.replace(/<[^>]*>/g, '').trim())
  return [
    ...inMillions.filter((cell) => /\d[.,]\d{2}$|\d[.,]\d{4,}$/.test(cell)),
    ...(plain.match(/\d,(?:\d{2}|\d{4,})\s*(?:triệu đồng(?!\/)|tr\.?\s?đ|tỷ đồng)/g) ?? []),
    ...cells.filter((cell) => /^\d{4,}([.,]\d+)?$/.test(cell) && !/^(19|20)\d\d$/.test(cell)),
    ...(plain.match(/\d+,\d{3,}\s*(?:triệu|tr\.)[^.]{0,20}/g) ?? []),
    ...(plain.match(/(?<![\d.\w/-])\d+\.\d{4,}(?![\d.\w-])/g) ?? []),
  ]
}

/** The public and somebody of each role, in an installation of their own. */
export async function readers(): Promise<Reader[]> {
  return readersOf(await testSystem({ sample: true }))
}

/** The same in an installation that a test has for itself. */
export async function readersOf({ system }: TestSystem): Promise<Reader[]> {
  const accounts = await makeSample(system, {
    enterprises: 8,
    facts: 40,
    years: { first: 2023, last: 2025 },
    seed: 11,
  })
  await system.db.updateTable('account').set({ mustChangePassword: false }).execute()
  const app = createApp(system)
  const origin = system.config.publicUrl
  const ask = (path: string, init: RequestInit = {}) =>
    app.request(origin + path, init, {
      incoming: { socket: { remoteAddress: '127.0.0.1', remotePort: 1, remoteFamily: 'IPv4' } },
    })
  const cookieOf = async (email: string, password: string) => {
    const response = await ask('/sign-in', {
      method: 'POST',
      headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ email, password }).toString(),
    })
    if (response.status !== 303) throw new Error(`${email} could not sign in: ${response.status}`)
    return response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ')
  }
  const reader = (role: string, cookie: () => Promise<string>): Reader => ({
    role,
    walk: async (most) => walk(ask, origin, await cookie(), most),
  })
  return [
    reader('public', async () => ''),
    ...accounts.map(({ role, email, password }) => reader(role, () => cookieOf(email, password))),
  ]
}
