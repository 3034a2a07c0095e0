import { Readable } from 'node:stream'
import type { Context, Hono } from 'hono'
import { holds } from './actor.ts'
import { bySpecificity } from './capability.ts'
import { recordDenial } from './events.ts'
import { formBody, smallBody } from './forms/allowance.ts'
import { asksSecret, readForm, type SentForm } from './forms/body.ts'
import { hasSignedInHere } from './forms/browser.ts'
import { draftQuery, sentTo } from './forms/drafts.ts'
import { fillerOf } from './forms/filling.ts'
import { keepForm, ofAnother, typedPath } from './forms/kept.ts'
import { words } from './language.ts'
import { routeParts } from './openapi.ts'
import { logFailure, problemOf } from './outage.ts'
import type { Page, PageRequest } from './page.ts'
import { type Dress, passwordPath, type Resend, render, respond, withNext } from './page-answer.ts'
import { type Asked, asked } from './page-request.ts'
import { declarePages } from './page-rights.ts'
import { forbidden, Problem, unauthenticated } from './problem.ts'
import { isSignedCookie } from './session.ts'
import type { System } from './system.ts'
import { formName, keepAsDraft, showKept } from './typed-pages.ts'
import { describeFile } from './uploads.ts'

const openBeforePassword: readonly string[] = [passwordPath, '/sign-out', '/sign-in']

/** Mounts every page, each behind its own declaration of who may. */
export function mountPages(app: Hono, system: System, pages: readonly Page[], dress: Dress): void {
  declarePages(system, pages)
  const byRoute = new Map(pages.map((page) => [page.route as string, page]))
  for (const page of pages.toSorted((one, other) => bySpecificity(one.route, other.route))) {
    const { method, path } = routeParts(page.route)
    const limit = formBody(page, system.config.uploadLimit)
    app.on(method, path.replace(/\{(\w+)\}/g, ':$1'), (c) =>
      answering(system, c, { page, route: page.route, limit, dress }, async (request, wrong) => {
        const refusal = refusalOf(request, page, path)
        if (refusal !== null) return refused(system, c, { request, page, limit }, refusal)
        if (method === 'POST' && request.url.searchParams.has(draftQuery))
          return keepAsDraft(c, request, page, wrong, dress)
        return respond(c, request, await page.run(request), dress)
      }),
    )
  }
  app.get(`${typedPath}/:id`, (c) =>
    answering(system, c, { route: `GET ${typedPath}`, limit: 0, dress }, (request) =>
      showKept(system, c, request, byRoute, dress),
    ),
  )
  app.notFound(async (c) => {
    const { request } = await asked(system, c, { route: `${c.req.method} ${c.req.path}`, limit: 0 })
    const problem = new Problem('notFound', 404, words('Không có trang này.', 'There is no such page.'))
    return render(c, request, dress.error(request, problem, null), dress)
  })
}

/** Runs the work of one request; whatever it throws becomes a page, with the form to be sent again where the machine failed. */
async function answering(
  system: System,
  c: Context,
  {
    dress,
    ...of
  }: { readonly route: string; readonly limit: number; readonly page?: Page; readonly dress: Dress },
  work: (request: PageRequest, wrong: Asked['wrong']) => Promise<Response>,
): Promise<Response> {
  let under: Asked | null = null
  try {
    under = await asked(system, c, of)
    return await work(under.request, under.wrong)
  } catch (error) {
    const problem = problemOf(error)
    logFailure(system, error, { path: c.req.path, method: c.req.method })
    const resend = await resendOf(system, c, problem, under?.sent() ?? null, of.limit)
    try {
      if (under === null) throw error
      return await failed(system, c, under.request, { problem, resend }, dress)
    } catch {
      // What the shell itself needs may be what has failed.
      c.header('Cache-Control', 'no-store')
      return c.html(dress.bare(problem, resend), problem?.status ?? 500)
    }
  }
}

/** Why this user may not have the page now; null when they may. */
function refusalOf({ actor }: PageRequest, page: Page, path: string): Problem | 'password' | null {
  if (!holds(actor, page.may)) return actor.userId === null ? unauthenticated() : forbidden()
  return actor.mustChangePassword && !openBeforePassword.includes(path) ? 'password' : null
}

/**
 * Answers a request that is refused. A form is kept for the account that filled it in, which signs in and finds it again; how much of it
 * is read depends on whether this browser has signed in here before.
 */
async function refused(
  system: System,
  c: Context,
  { request, page, limit }: { request: PageRequest; page: Page; limit: number },
  refusal: Problem | 'password',
): Promise<Response> {
  const { actor, url, headers, params } = request
  const kept = c.req.method === 'POST' ? await keepRefused() : null
  if (refusal === 'password') {
    return c.redirect(withNext(passwordPath, kept?.at ?? null), 303)
  }
  if (kept !== null && kept.userId !== actor.userId && actor.userId !== null) throw ofAnother()
  if (refusal.status !== 401) throw refusal
  const next = kept?.at ?? (c.req.method === 'GET' ? url.pathname + url.search : formerPage(headers, url))
  return c.redirect(withNext('/sign-in', next), 303)

  async function keepRefused(): Promise<{ userId: string; at: string } | null> {
    const mayBeForm = actor.userId !== null || (await hasSignedInHere(system, headers))
    const form = await readForm(c, mayBeForm ? limit : Math.min(limit, smallBody))
    const userId = fillerOf(system, form.values._once)
    // Whoever is signed in and may not is told so; only another account's text is kept.
    if (userId === null || (refusal !== 'password' && userId === actor.userId)) return null
    const at = await keepForm(system, {
      userId,
      once: String(form.values._once),
      route: page.route,
      at: sentTo(url),
      params,
      form,
      draft: url.searchParams.has(draftQuery) ? formName(page) : undefined,
    })
    return at === null ? null : { userId, at }
  }
}

/** The page of this site that a form was sent from or a link was on; null when the browser does not say. */
export function formerPage(headers: Headers, url: URL): string | null {
  const referer = headers.get('referer') ?? ''
  if (!URL.canParse(referer)) return null
  const { origin, pathname, search } = new URL(referer)
  return origin === url.origin ? pathname + search : null
}

/** The form to be sent again when the machine has failed; null where nothing was typed, or nothing can be read. */
async function resendOf(
  system: System,
  c: Context,
  problem: Problem | null,
  sent: SentForm | null,
  limit: number,
): Promise<Resend | null> {
  if (c.req.method !== 'POST' || (problem !== null && problem.status < 500)) return null
  const known = isSignedCookie(system.identity, c.req.raw.headers)
  const form = sent ?? (await readForm(c, known ? limit : Math.min(limit, smallBody)).catch(() => null))
  if (form === null || asksSecret(form.values)) return null
  const { pathname, search } = new URL(c.req.url)
  const files = form.files.map(({ field, name }) => ({ field, name }))
  return { action: pathname + search, values: form.values, files }
}

async function failed(
  system: System,
  c: Context,
  request: PageRequest,
  { problem, resend }: { problem: Problem | null; resend: Resend | null },
  dress: Dress,
): Promise<Response> {
  if (problem?.status === 401) {
    const next = c.req.method === 'GET' ? c.req.path + request.url.search : null
    return c.redirect(withNext('/sign-in', next), 303)
  }
  if (problem?.status === 403 && request.actor.userId !== null) {
    const { actor, address } = request
    recordDenial(system, { actor, via: 'page', address, route: `${c.req.method} ${c.req.path}` })
  }
  return render(
    c,
    request,
    { status: problem?.status ?? 500, ...dress.error(request, problem, resend) },
    dress,
  )
}

/** What goes with the bytes of a file that somebody brought: never run, never sniffed, asked for anew each time. */
export const fileHeaders = (tag: string) => ({
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; sandbox",
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'private, max-age=0, must-revalidate',
  ETag: `"${tag}"`,
})

/** A stored file as a download: never run, never sniffed; PDF and pictures may open in the browser's own viewer. */
export async function fileResponse(request: PageRequest, fileId: string): Promise<Response> {
  return sentFile(request, await request.execute(describeFile, { id: fileId }))
}

/** The same of a file that the caller has found that this reader may have. */
export async function sentFile(
  request: PageRequest,
  file: { readonly name: string; readonly mime: string; readonly size: number; readonly sha256: string },
): Promise<Response> {
  const inline = file.mime === 'application/pdf' || file.mime.startsWith('image/')
  const name = encodeURIComponent(file.name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  )
  return new Response(Readable.toWeb(await request.system.files.stream(file.sha256)) as ReadableStream, {
    headers: {
      'Content-Type': file.mime,
      'Content-Length': String(file.size),
      'Content-Disposition': `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
      ...fileHeaders(file.sha256),
    },
  })
}
