import { Readable } from 'node:stream'
import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Child } from 'hono/jsx'
import type { CookieOptions } from 'hono/utils/cookie'
import { holds } from './actor.ts'
import { clientAddress } from './client-address.ts'
import { cookieName, overHttps } from './config.ts'
import { recordDenial } from './events.ts'
import { execute } from './execute.ts'
import { chosenPlan } from './http.ts'
import { chooseLanguage, type Language, translator, words } from './language.ts'
import { routeParts } from './openapi.ts'
import { logFailure, problemOf } from './outage.ts'
import {
  type FormValues,
  type Page,
  type PageRequest,
  type PageResult,
  UploadProblem,
  type View,
} from './page.ts'
import { forbidden, Problem, unauthenticated } from './problem.ts'
import { actorOfSession } from './session.ts'
import type { System } from './system.ts'
import { describeFile, uploadFile } from './uploads.ts'

/** A message that greets the user on the next page. */
export interface Flash {
  readonly tone: 'success' | 'error'
  readonly text: string
}

/** What the pages are dressed in; given by the top so that the platform knows no look. */
export interface Dress {
  shell: (request: PageRequest, view: View, flash: Flash | null) => Child
  /** The page of a problem (403, 404, 409 …) or, with null, of a fault. */
  error: (request: PageRequest, problem: Problem | null) => View
}

const flashCookie = 'nscl.flash'
const languageCookie = 'nscl.language'
const planCookie = 'nscl.plan'
/** Where a one-time password is replaced: the only page open before that, beside signing out. */
export const passwordPath = '/password'
const openBeforePassword: readonly string[] = [passwordPath, '/sign-out', '/sign-in']

/** Cookies that no script reads and that leave by HTTPS alone where the site has it. */
function cookieOptions({ config }: System): CookieOptions {
  return { path: '/', sameSite: 'Lax', httpOnly: true, secure: overHttps(config) }
}

/** Mounts every page, each behind its own declaration of who may. */
export function mountPages(app: Hono, system: System, pages: readonly Page[], dress: Dress): void {
  const limit = bodyLimit({
    maxSize: 5 * system.config.uploadLimit,
    onError: async (c) => {
      const request = await requestOf(system, c)
      const problem = new Problem('files.tooLarge', 413, {
        vi: `Tệp quá lớn: mỗi tệp nhiều nhất ${Math.floor(system.config.uploadLimit / 1048576)} MB. Xin quay lại trang trước, nội dung đã nhập vẫn còn.`,
        en: `Too large: a file may have ${Math.floor(system.config.uploadLimit / 1048576)} MB. Go back; what you typed is still there.`,
      })
      return render(c, request, dress.error(request, problem), dress)
    },
  })
  for (const page of pages) {
    const { method, path } = routeParts(page.route)
    app.on(method, path.replace(/\{(\w+)\}/g, ':$1'), limit, async (c) => {
      const request = await requestOf(system, c, page)
      try {
        if (!holds(request.actor, page.may))
          throw request.actor.userId === null ? unauthenticated() : forbidden()
        if (request.actor.mustChangePassword && !openBeforePassword.includes(path))
          return c.redirect(passwordPath, 303)
        return await respond(c, request, await page.run(request), dress)
      } catch (error) {
        return await failed(system, c, request, error, dress)
      }
    })
  }
  app.notFound(async (c) => {
    const request = await requestOf(system, c)
    const problem = new Problem('notFound', 404, words('Không có trang này.', 'There is no such page.'))
    return render(c, request, dress.error(request, problem), dress)
  })
}

async function failed(
  system: System,
  c: Context,
  request: PageRequest,
  error: unknown,
  dress: Dress,
): Promise<Response> {
  const problem = problemOf(error)
  logFailure(system, error, { path: c.req.path, method: c.req.method })
  if (problem?.status === 401) {
    const next = c.req.method === 'GET' ? `?next=${encodeURIComponent(c.req.path + request.url.search)}` : ''
    return c.redirect(`/sign-in${next}`, 303)
  }
  if (problem?.status === 403 && request.actor.userId !== null) {
    const { actor, address } = request
    recordDenial(system, { actor, via: 'page', address, route: `${c.req.method} ${c.req.path}` })
  }
  return render(c, request, { status: problem?.status ?? 500, ...dress.error(request, problem) }, dress)
}

async function requestOf(system: System, c: Context, page?: Page): Promise<PageRequest> {
  const url = new URL(c.req.url)
  const wished = url.searchParams.get('lang')
  const language: Language = chooseLanguage(wished, getCookie(c, cookieName(system.config, languageCookie)))
  if (wished !== null && wished === language) {
    setCookie(c, cookieName(system.config, languageCookie), language, {
      ...cookieOptions(system),
      maxAge: 31_536_000,
    })
  }
  const planId = choosePlan(system, c, page?.filtersPlans === true ? null : url.searchParams.get('plan'))
  const actor = await actorOfSession(system, c.req.raw.headers)
  let form: Promise<FormValues> | null = null
  return {
    system,
    actor,
    language,
    t: translator(language),
    url,
    planId,
    params: c.req.param(),
    headers: c.req.raw.headers,
    address: clientAddress(system, c),
    execute: (operation, input, once) =>
      execute(system, operation, actor, input, { via: 'page', once, planId }),
    form() {
      form ??= readForm(system, c, (name, bytes) =>
        execute(system, uploadFile, actor, { name, bytes }, { via: 'page' }),
      )
      return form
    },
  }
}

/** `?plan=7` chooses the plan to work in for this browser, `?plan=` goes back to the one in force. */
function choosePlan(system: System, c: Context, wished: string | null): number | null {
  const planId = chosenPlan(wished ?? getCookie(c, cookieName(system.config, planCookie)))
  if (wished !== null) {
    if (planId === null) deleteCookie(c, cookieName(system.config, planCookie), cookieOptions(system))
    else setCookie(c, cookieName(system.config, planCookie), String(planId), cookieOptions(system))
  }
  return planId
}

/** The form's fields. A file is kept at once and its field becomes the file's id, so that a mistake elsewhere loses nothing. */
async function readForm(
  system: System,
  c: Context,
  upload: (name: string, bytes: Uint8Array) => Promise<{ id: number }>,
): Promise<FormValues> {
  const body = await c.req.parseBody({ all: true })
  const values: Record<string, string | string[] | undefined> = {}
  const uploads: [string, File][] = []
  for (const [name, value] of Object.entries(body)) {
    const items = Array.isArray(value) ? value : [value]
    const texts = items.filter((item) => typeof item === 'string')
    const file = items.find((item) => item instanceof File && item.size > 0)
    if (file instanceof File) uploads.push([name, file])
    if (texts.length > 0) values[name] = texts.length === 1 ? texts[0] : texts
  }
  for (const [name, file] of uploads) {
    try {
      const stored = await upload(file.name, new Uint8Array(await file.arrayBuffer()))
      values[name] = String(stored.id)
    } catch (error) {
      if (error instanceof Problem) throw new UploadProblem(name, error, values)
      system.log.error({ err: error, name }, 'upload')
      throw error
    }
  }
  return values
}

async function respond(
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

async function render(c: Context, request: PageRequest, view: View, dress: Dress): Promise<Response> {
  const flashName = cookieName(request.system.config, flashCookie)
  const message = getCookie(c, flashName)
  if (message !== undefined) deleteCookie(c, flashName, cookieOptions(request.system))
  const flash: Flash | null = message === undefined ? null : { tone: 'success', text: safeDecode(message) }
  const html = await dress.shell(request, view, flash)
  // The steps of signing in show secrets to somebody who has no session yet.
  const open =
    request.actor.userId === null && flash === null && !request.url.pathname.startsWith('/sign-in/')
  c.header('Cache-Control', open ? 'no-cache' : 'private, no-store')
  return c.html(`<!doctype html>${String(html)}`, (view.status ?? 200) as 200)
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

/** A stored file as a download: never run, never sniffed; PDF and pictures may open in the browser's own viewer. */
export async function fileResponse(request: PageRequest, fileId: string): Promise<Response> {
  const file = await request.execute(describeFile, { id: fileId })
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
      'Content-Security-Policy':
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, max-age=0, must-revalidate',
      ETag: `"${file.sha256}"`,
    },
  })
}
