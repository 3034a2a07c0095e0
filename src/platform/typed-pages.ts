import type { Context } from 'hono'
import { holds } from './actor.ts'
import { formatMoment } from './dates.ts'
import { execute } from './execute.ts'
import { fileNameField } from './forms/body.ts'
import { draftWords, newerWords, saveDraft, sentTo } from './forms/drafts.ts'
import { fillerOf } from './forms/filling.ts'
import { keptForm, keptValues, lostSession, pageField, typedPath, versionField } from './forms/kept.ts'
import { type Words, words } from './language.ts'
import type { FormValues, Page, PageRequest } from './page.ts'
import { type Dress, passwordPath, respond, withNext } from './page-answer.ts'
import type { Asked } from './page-request.ts'
import { type FieldProblem, forbidden, Problem } from './problem.ts'
import { onlyShow } from './request.ts'
import type { System } from './system.ts'
import { uploadFile } from './uploads.ts'

/* Forms that are kept and not done: shown again with all that was typed, and kept as drafts. */

/** Shows a form that was kept, with all that was typed, to the account that filled it in; no command runs. */
export async function showKept(
  system: System,
  c: Context,
  request: PageRequest,
  byRoute: ReadonlyMap<string, Page>,
  dress: Dress,
): Promise<Response> {
  const { actor, url } = request
  if (actor.userId === null) return c.redirect(withNext('/sign-in', url.pathname), 303)
  if (actor.mustChangePassword) return c.redirect(withNext(passwordPath, url.pathname), 303)
  const kept = await keptForm(system, c.req.param('id') ?? '', actor.userId)
  const page = byRoute.get(kept.route)
  if (page === undefined || !holds(actor, page.may)) throw forbidden()
  const { values, wrong } = await keptValues(system, kept, (file) =>
    execute(system, uploadFile, actor, file, { via: 'page' }),
  )
  const { draftOf, version } = kept
  return showTyped(c, request, dress, {
    page,
    at: kept.at,
    params: kept.params,
    said: draftOf === null ? lostSession : draftWords(kept.keptAt),
    values: {
      ...values,
      [versionField]: String(version),
      ...(draftOf === null ? {} : { [pageField]: draftOf }),
    },
    wrong,
  })
}

/** Shows a form with what was typed into it, as its page does; no command runs. */
async function showTyped(
  c: Context,
  request: PageRequest,
  dress: Dress,
  typed: {
    readonly page: Page
    readonly at: string
    readonly params: Readonly<Record<string, string>>
    readonly said: Words
    readonly values: FormValues
    readonly wrong: readonly FieldProblem[]
  },
): Promise<Response> {
  const { system, actor, planId } = request
  const { wrong, values } = typed
  onlyShow(typed.said)
  const shown: PageRequest = {
    ...request,
    url: new URL(typed.at, request.url),
    params: typed.params,
    execute: (operation, input, once) =>
      execute(system, operation, actor, input, { via: 'page', once, planId, wrong }),
    form: async () => values,
  }
  const result = await typed.page.run(shown)
  const view = result instanceof Response || 'to' in result ? result : { ...result, status: 200 }
  return respond(c, shown, view, dress)
}

/** What the form is for that a page receives. */
export const formName = (page: Page): Words =>
  page.about ?? page.command?.summary ?? words('Biểu mẫu', 'Form')

/** Keeps a form as a draft: a script is answered in JSON, a browser without one sees the form again. */
export async function keepAsDraft(
  c: Context,
  request: PageRequest,
  page: Page,
  wrong: Asked['wrong'],
  dress: Dress,
): Promise<Response> {
  const { system, actor, url, params, t } = request
  const values = await request.form()
  const { userId } = actor
  if (userId === null || fillerOf(system, values._once) !== userId) throw forbidden()
  const at = sentTo(url)
  const isScript = c.req.header('accept') === 'application/json'
  const again = (said: Words, version: string) =>
    showTyped(c, request, dress, {
      page,
      at,
      params,
      said,
      values: { ...values, [versionField]: version },
      wrong: wrong(),
    })
  try {
    const saved = await saveDraft(system, {
      userId,
      once: String(values._once),
      route: page.route,
      at,
      params,
      values,
      name: formName(page),
    })
    const version = String(saved.version)
    const shownAt = `${typedPath}/${saved.id}`
    if (isScript) {
      const refused = wrong().map(({ field, words }) => ({ field, said: t(words) }))
      const files = Object.keys(values).flatMap((field) =>
        values[fileNameField(field)] === undefined ? [] : [[field, String(values[field])]],
      )
      const answer = {
        version,
        at: formatMoment(saved.at),
        href: shownAt,
        files: Object.fromEntries(files),
        wrong: refused,
      }
      return c.json('newer' in saved ? { ...answer, newer: t(newerWords(saved.at)) } : answer)
    }
    if ('newer' in saved) return again(newerWords(saved.at), version)
    if (wrong().length > 0) return again(draftWords(saved.at), version)
    const message = t(
      `Đã lưu nháp lúc ${formatMoment(saved.at)}.`,
      `Draft saved on ${formatMoment(saved.at)}.`,
    )
    return respond(c, request, { to: shownAt, message }, dress)
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error
    if (isScript) return c.json({ refused: t(error.words) }, error.status as 409)
    return again(error.words, String(values[versionField] ?? ''))
  }
}
