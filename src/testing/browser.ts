import type { Hono } from 'hono'
import { hashPassword } from '../platform/passwords.ts'
import type { System } from '../platform/system.ts'

/** A form as a page shows it: where it goes, and its fields with what stands in them. */
export interface ShownForm {
  readonly action: string
  readonly multipart: boolean
  readonly html: string
  readonly fields: readonly ShownField[]
  /** What a browser would send if nothing were touched. */
  readonly values: Readonly<Record<string, string>>
}

export interface ShownField {
  readonly name: string
  readonly type: string
  readonly value: string
  /** The label above it, with its mark; '' where it has none. */
  readonly label: string
  readonly choices: readonly string[]
}

/** What somebody's browser was answered. */
export interface Shown {
  readonly status: number
  readonly location: string | null
  readonly headers: Headers
  readonly text: string
  readonly forms: readonly ShownForm[]
}

/** A browser without JavaScript on the program's pages; it keeps its cookies. */
export interface Browser {
  get(path: string): Promise<Shown>
  /** Sends a form; a File goes as an upload, several values of a name one after the other. */
  post(path: string, values: Readonly<Record<string, string | File | readonly string[]>>): Promise<Shown>
  /** As `get` and `post`, and goes where it is led. */
  follow(shown: Shown): Promise<Shown>
  readonly cookies: Map<string, string>
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
/** HTML's text as it is read. */
export const readText = (html: string) =>
  html
    .replace(/<[^>]+>/g, '')
    .replace(/&(amp|lt|gt|quot|#39);/g, (_all, name: string) => entities[name] ?? '')

const attribute = (tag: string, name: string) => {
  const found = new RegExp(`\\s${name}(?:="([^"]*)")?(?=[\\s/>])`).exec(tag)
  return found === null ? undefined : readText(found[1] ?? '')
}

function fieldsOf(html: string): ShownField[] {
  const labels = new Map(
    [...html.matchAll(/<label[^>]*\sfor="([^"]*)"[^>]*>([\s\S]*?)<\/label>/g)].map((match) => [
      match[1] ?? '',
      readText(match[2] ?? '').trim(),
    ]),
  )
  const found: ShownField[] = []
  for (const [tag, kind] of html.matchAll(/<(input|textarea|select)\b[^>]*>/g)) {
    const name = attribute(tag, 'name')
    if (name === undefined) continue
    const at = html.indexOf(tag)
    const rest = html.slice(at + tag.length)
    const label = labels.get(attribute(tag, 'id') ?? '') ?? ''
    if (kind === 'textarea') {
      const value = readText(rest.slice(0, rest.indexOf('</textarea>')))
      found.push({ name, type: 'textarea', value, label, choices: [] })
    } else if (kind === 'select') {
      const options = [...rest.slice(0, rest.indexOf('</select>')).matchAll(/<option\b[^>]*>/g)].map(
        ([each]) => each,
      )
      const chosen = options.find((each) => attribute(each, 'selected') !== undefined) ?? options[0] ?? ''
      const choices = options.map((each) => attribute(each, 'value') ?? '')
      found.push({ name, type: 'select', value: attribute(chosen, 'value') ?? '', label, choices })
    } else {
      const type = attribute(tag, 'type') ?? 'text'
      const ticked = attribute(tag, 'checked') !== undefined
      const value = attribute(tag, 'value') ?? ''
      const sent = type === 'file' || ((type === 'radio' || type === 'checkbox') && !ticked) ? '' : value
      found.push({ name, type, value: sent, label, choices: [value] })
    }
  }
  return found
}

/** The POST forms of a page. */
export function formsOf(html: string): ShownForm[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].flatMap((match) => {
    const tag = `<form${match[1]}>`
    if (attribute(tag, 'method') !== 'post') return []
    const fields = fieldsOf(match[2] ?? '')
    const values = Object.fromEntries(
      fields
        .filter(
          ({ type, value }) =>
            type !== 'file' && !((type === 'radio' || type === 'checkbox') && value === ''),
        )
        .map(({ name, value }) => [name, value]),
    )
    return [
      {
        action: attribute(tag, 'action') ?? '',
        multipart: attribute(tag, 'enctype') === 'multipart/form-data',
        html: match[2] ?? '',
        fields,
        values,
      },
    ]
  })
}

/** A browser that nobody has signed in from. */
export function browserOn(app: Hono, system: System): Browser {
  const origin = system.config.publicUrl
  const cookies = new Map<string, string>()
  async function ask(path: string, init: RequestInit): Promise<Shown> {
    const headers = new Headers(init.headers)
    headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const answer = await app.request(
      path.startsWith('http') ? path : origin + path,
      { ...init, headers },
      { incoming: { socket: { remoteAddress: '127.0.0.1', remotePort: 1, remoteFamily: 'IPv4' } } },
    )
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (/Max-Age=0/i.test(cookie)) cookies.delete(name)
      else cookies.set(name, value)
    }
    const text = await answer.text()
    const location = answer.headers.get('location')
    return { status: answer.status, location, headers: answer.headers, text, forms: formsOf(text) }
  }
  const browser: Browser = {
    cookies,
    get: (path) => ask(path, {}),
    post(path, values) {
      const files = Object.values(values).some((value) => value instanceof File)
      const body = files ? new FormData() : new URLSearchParams()
      for (const [name, value] of Object.entries(values))
        for (const each of Array.isArray(value) ? value : [value]) body.append(name, each as string)
      return ask(path, { method: 'POST', headers: { origin }, body })
    },
    async follow(shown) {
      let at = shown
      while (at.location !== null) at = await browser.get(at.location)
      return at
    },
  }
  return browser
}

/** The password of every account that `letIn` lets in. */
export const testPassword = 'mười con cá rô đồng'

/** Gives an account of a test a password, to sign in with at `/sign-in`. @returns its address */
export async function letIn({ db }: System, userId: string): Promise<string> {
  await db
    .insertInto('accountCredential')
    .values({
      id: `credential-${userId}`,
      accountId: userId,
      providerId: 'credential',
      userId,
      password: await hashPassword(testPassword),
    })
    .execute()
  return `${userId}@example.vn`
}
