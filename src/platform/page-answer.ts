import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Child } from 'hono/jsx'
import { cookieName } from './config.ts'
import type { FormValues, PageRequest, PageResult, View } from './page.ts'
import { cookieOptions } from './page-request.ts'
import type { Problem } from './problem.ts'
import { withWholeNumbers } from './whole-numbers.ts'

/** A message that greets the user on the next page. */
export interface Flash {
  readonly tone: 'success' | 'error'
  readonly text: string
}

/** A form whose answer was a failure, to be sent again from the page of the failure: nothing typed is lost. */
export interface Resend {
  readonly action: string
  readonly values: FormValues
  /** The fields whose files must be chosen anew, with the names that the files had. */
  readonly files: readonly { readonly field: string; readonly name: string }[]
}

/** What the pages are dressed in; given by the top so that the platform knows no look. */
export interface Dress {
  shell: (request: PageRequest, view: View, flash: Flash | null) => Child
  /** The page of a problem (403, 404, 409 …) or, with null, of a fault. */
  error: (request: PageRequest, problem: Problem | null, resend: Resend | null) => View
  /** The same without the database, in both languages. */
  bare: (problem: Problem | null, resend: Resend | null) => string
}

/** Where a one-time password is replaced: the only page open before that, beside signing out. */
export const passwordPath = '/password'
/** An address, with where it leads to afterwards. */
export const withNext = (path: string, next: string | null) =>
  next === null || next === '/' ? path : `${path}?next=${encodeURIComponent(next)}`

const flashCookie = 'nscl.flash'

/** Answers with what a page gave: a view in its dress, a redirect with its greeting, or what it made itself. */
export async function respond(
  c: Context,
  request: PageRequest,
  result: PageResult,
  dress: Dress,
): Promise<Response> {
  if (result instanceof Response) return result
  if ('to' in result) {
    for (const [name, value] of result.headers ?? []) c.header(name, value, { append: true })
    if (result.message !== undefined) {
      setCookie(c, cookieName(request.system.config, flashCookie), encodeURIComponent(result.message), {
        ...cookieOptions(request.system),
        maxAge: 60,
      })
    }
    return c.redirect(result.to, 303)
  }
  return render(c, request, result, dress)
}

/** A view in its dress. */
export async function render(c: Context, request: PageRequest, view: View, dress: Dress): Promise<Response> {
  const flashName = cookieName(request.system.config, flashCookie)
  const message = getCookie(c, flashName)
  if (message !== undefined) deleteCookie(c, flashName, cookieOptions(request.system))
  const flash: Flash | null = message === undefined ? null : { tone: 'success', text: safeDecode(message) }
  const html = withWholeNumbers(String(await dress.shell(request, view, flash)))
  c.header('Cache-Control', cachingOf(request, html, flash))
  const allowed = (wished: boolean | undefined) => (wished === true ? '(self)' : '()')
  if (view.camera === true || view.geolocation === true)
    c.header(
      'Permissions-Policy',
      `camera=${allowed(view.camera)}, microphone=(), geolocation=${allowed(view.geolocation)}`,
    )
  return c.html(`<!doctype html>${html}`, (view.status ?? 200) as 200)
}

/**
 * What a browser may keep of a page. A form that is typed into may come back by the back button with all that was typed, which
 * `no-store` would empty; it is asked for anew otherwise, no other cache keeps it, and signing out clears it (`Clear-Site-Data`).
 * Everything else of an account, and every page that asks for a secret or shows one, is kept nowhere.
 */
function cachingOf(request: PageRequest, html: string, flash: Flash | null): string {
  // The steps of signing in show secrets to somebody who has no session yet.
  const secret = request.url.pathname.startsWith('/sign-in/') || html.includes('type="password"')
  if (request.actor.userId === null) return flash === null && !secret ? 'no-cache' : 'private, no-store'
  return html.includes('data-typed') && !secret ? 'private, no-cache' : 'private, no-store'
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
