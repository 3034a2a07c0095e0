import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { CookieOptions } from 'hono/utils/cookie'
import { clientAddress } from './client-address.ts'
import { cookieName, overHttps } from './config.ts'
import { execute } from './execute.ts'
import { holdBodyToQuota } from './forms/allowance.ts'
import { fileNameField, keepsPlace, readForm, type SentForm } from './forms/body.ts'
import { sentTo } from './forms/drafts.ts'
import { fillerOf } from './forms/filling.ts'
import { forgetSent, keepForm, ofAnother } from './forms/kept.ts'
import { chosenPlan } from './http.ts'
import { chooseLanguage, type Language, translator } from './language.ts'
import type { FormValues, Page, PageRequest } from './page.ts'
import { mayOpen, maySend } from './page-rights.ts'
import { type FieldProblem, Problem } from './problem.ts'
import { noteFiller } from './request.ts'
import { actorOfSession } from './session.ts'
import type { System } from './system.ts'
import { uploadFile } from './uploads.ts'

const languageCookie = 'nscl.language'
const planCookie = 'nscl.plan'

/** A request under way: what its page is asked with, and the form as it was read so far. */
export interface Asked {
  readonly request: PageRequest
  readonly sent: () => SentForm | null
  /** The files of the form that were refused. */
  readonly wrong: () => readonly FieldProblem[]
}

/** Cookies that no script reads and that leave by HTTPS alone where the site has it. */
export function cookieOptions({ config }: System): CookieOptions {
  return { path: '/', sameSite: 'Lax', httpOnly: true, secure: overHttps(config) }
}

/** What a page is asked with: who asks, in which language, and the form, which is read when the page wants it. @param limit bytes of the form */
export async function asked(
  system: System,
  c: Context,
  { route, limit, page }: { readonly route: string; readonly limit: number; readonly page?: Page },
): Promise<Asked> {
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
  noteFiller(system, actor.userId, url.pathname)
  let sent: SentForm | null = null
  let form: Promise<FormValues> | null = null
  let wrong: readonly FieldProblem[] = []
  async function read(): Promise<FormValues> {
    if (c.req.method === 'GET') return {}
    await holdBodyToQuota(system, actor.userId, c.req.raw.headers)
    const keeps = page?.keeps
    if (keeps !== undefined) await execute(system, keeps.known, actor, c.req.param(), { via: 'page' })
    sent = await readForm(c, limit)
    await leaveToOthers(sent)
    const uploaded = await uploadFiles(sent, (file) =>
      keeps === undefined
        ? execute(system, uploadFile, actor, file, { via: 'page' })
        : execute(system, keeps.by, actor, { ...c.req.param(), ...file }, { via: 'page' }),
    )
    wrong = uploaded.wrong
    sent = { values: uploaded.values, files: [] }
    return uploaded.values
  }
  /** What another account filled in is kept for it, and not run for this one. */
  async function leaveToOthers({ values, files }: SentForm): Promise<void> {
    const userId = fillerOf(system, values._once)
    if (userId === null || actor.userId === null || userId === actor.userId) return
    const once = String(values._once)
    const at = sentTo(url)
    await keepForm(system, { userId, once, route, at, params: c.req.param(), form: { values, files } })
    throw ofAnother()
  }
  const request: PageRequest = {
    system,
    actor,
    language,
    t: translator(language),
    url,
    planId,
    params: c.req.param(),
    headers: c.req.raw.headers,
    address: clientAddress(system, c),
    async execute(operation, input, once) {
      const result = await execute(system, operation, actor, input, { via: 'page', once, planId, wrong })
      if (once !== undefined && fillerOf(system, once) !== null)
        await forgetSent(system, once).catch((error: unknown) =>
          system.log.error({ err: error }, 'kept form'),
        )
      return result
    },
    mayOpen: (href) => mayOpen(system, actor, href),
    maySend: (action) => maySend(system, actor, action),
    form() {
      form ??= read()
      return form
    },
  }
  return { request, sent: () => sent, wrong: () => wrong }
}

/** Keeps each file of a form, whose field becomes the file's id; one that is refused is a wrong field among the others. */
async function uploadFiles(
  { values, files }: SentForm,
  upload: (file: { name: string; bytes: Uint8Array; keepPlace: boolean }) => Promise<{ id: number }>,
): Promise<{ values: FormValues; wrong: FieldProblem[] }> {
  const all: Record<string, string | string[] | undefined> = { ...values }
  const wrong: FieldProblem[] = []
  for (const { field, name, bytes } of files) {
    try {
      all[field] = String((await upload({ name, bytes, keepPlace: keepsPlace(values, field) })).id)
      all[fileNameField(field)] = name
    } catch (error) {
      if (!(error instanceof Problem) || error.status >= 500) throw error
      wrong.push({ field, words: error.words })
    }
  }
  return { values: all, wrong }
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
