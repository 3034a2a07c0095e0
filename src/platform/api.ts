import type { Context, Hono } from 'hono'
import { type Actor, publicActor } from './actor.ts'
import { authorise } from './admission.ts'
import { bySpecificity } from './capability.ts'
import { addressGroup, clientAddress } from './client-address.ts'
import { today } from './dates.ts'
import { recordDenial, recordSeldom } from './events.ts'
import { execute } from './execute.ts'
import { download, type FileAnswer } from './file-answer.ts'
import { holdBodyToQuota, operationBody } from './forms/allowance.ts'
import { readBody } from './forms/body.ts'
import { chosenPlan } from './http.ts'
import { parseJson, toJson } from './json.ts'
import { chooseLanguage, translator, words } from './language.ts'
import { isUpload, openApi, routeParts } from './openapi.ts'
import type { Command, Operation, Query } from './operation.ts'
import { logFailure, problemOf } from './outage.ts'
import { Problem, unauthenticated } from './problem.ts'
import { faultWords, requestId } from './request.ts'
import { markedResult } from './sample.ts'
import { actorOfSession, actorOfToken } from './session.ts'
import type { System } from './system.ts'

export const apiRoot = '/api/v1'

/** Mounts every operation below /api/v1, and their description at /api/v1/openapi.json. */
export function mountApi(app: Hono, system: System, operations: readonly Operation[]): void {
  let description: string | null = null
  app.get(`${apiRoot}/openapi.json`, (c) => {
    description ??= toJson(openApi(operations, system.config.publicUrl), 1)
    return c.body(description, 200, { 'Content-Type': 'application/json; charset=utf-8' })
  })
  app.use(`${apiRoot}/*`, async (c, next) => {
    await next()
    // Answers are for one account alone and stay nowhere on the way.
    c.res.headers.set('Cache-Control', 'no-store')
  })
  const routes = (operations as readonly (Command | Query)[]).flatMap((operation) =>
    [operation.route, ...(operation.formerRoutes ?? [])].map((route) => ({ operation, route })),
  )
  for (const { operation, route } of routes.toSorted((one, other) => bySpecificity(one.route, other.route))) {
    const { method, path } = routeParts(route)
    const limit = operationBody(operation, system.config.uploadLimit)
    app.on(method, apiRoot + path.replace(/\{(\w+)\}/g, ':$1'), async (c) => {
      let actor = publicActor
      try {
        actor = await apiActor(system, c, operation.kind)
        // The body is read for whoever may: a stranger's is not.
        authorise(operation, actor)
        if (isUpload(operation)) await holdBodyToQuota(system, actor.userId, c.req.raw.headers)
        const input = { ...(await apiInput(c, operation, limit)), ...c.req.param() }
        const once = c.req.header('idempotency-key')
        const planId = chosenPlan(c.req.query('plan'))
        const result = await execute(system, operation, actor, input, { via: 'api', once, planId })
        if (operation.kind === 'query' && operation.file !== undefined) {
          const { name, type, body } = result as FileAnswer
          return download(name, type, body)
        }
        return c.body(toJson(markedResult(result)), 200, {
          'Content-Type': 'application/json; charset=utf-8',
        })
      } catch (error) {
        if (error instanceof Problem && error.status === 403 && actor.userId !== null) {
          const address = clientAddress(system, c)
          recordDenial(system, { actor, via: 'api', address, route: operation.route })
        }
        return problemResponse(system, c, error)
      }
    })
  }
  app.all(`${apiRoot}/*`, (c) =>
    problemResponse(
      system,
      c,
      new Problem('notFound', 404, words('Không có địa chỉ này.', 'There is no such address.')),
    ),
  )
}

/** A token's account; for reading, a signed-in browser's too (writing by cookie would need a form's protection). */
async function apiActor(system: System, c: Context, kind: 'query' | 'command'): Promise<Actor> {
  const header = c.req.header('authorization')
  if (header !== undefined) {
    const token = /^Bearer\s+(\S+)$/i.exec(header)?.[1]
    const actor = token === undefined ? null : await actorOfToken(system.db, token, today(system.now()))
    if (actor === null) {
      await tellRefusedToken(system, c)
      throw unauthenticated()
    }
    return actor
  }
  return kind === 'query' ? actorOfSession(system, c.req.raw.headers) : publicActor
}

/** A token that is unknown, ended or revoked stands in the audit trail, once in a while for each address. */
async function tellRefusedToken(system: System, c: Context): Promise<void> {
  const address = clientAddress(system, c)
  const event = { name: 'identity.tokenRefused', actor: publicActor, via: 'api', facts: { address } } as const
  await recordSeldom(system, { ...event, subject: `address:${addressGroup(address)}` })
}

async function apiInput(
  c: Context,
  operation: Command | Query,
  limit: number,
): Promise<Record<string, unknown>> {
  if (operation.kind === 'query') return queryInput(new URL(c.req.url).searchParams)
  if (isUpload(operation)) {
    const form = await readBody(c, limit, () => c.req.parseBody())
    const file = Object.values(form).find((value) => value instanceof File)
    if (!(file instanceof File)) return {}
    const { keepPlace } = form
    return {
      ...{ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) },
      ...(keepPlace === undefined ? {} : { keepPlace }),
    }
  }
  const text = await readBody(c, limit, () => c.req.text())
  if (text === '') return {}
  try {
    const body = parseJson(text)
    if (typeof body === 'object' && body !== null && !Array.isArray(body))
      return body as Record<string, unknown>
  } catch {
    // falls through to the same words
  }
  throw new Problem(
    'input.notJson',
    400,
    words('Nội dung phải là một đối tượng JSON.', 'The body must be a JSON object.'),
  )
}

/**
 * The parameters of an address as an input: the first of a name counts, and `name[key]=value` is a member of an object (OpenAPI
 * style `deepObject`).
 */
export function queryInput(parameters: URLSearchParams): Record<string, unknown> {
  const input = new Map<string, unknown>()
  const objects = new Map<string, Map<string, string>>()
  for (const [name, value] of parameters) {
    const [, object, key] = /^(\w+)\[(\w+)\]$/.exec(name) ?? []
    if (object === undefined || key === undefined) {
      if (!input.has(name)) input.set(name, value)
      continue
    }
    const members = objects.get(object) ?? new Map<string, string>()
    if (!members.has(key)) members.set(key, value)
    objects.set(object, members)
  }
  for (const [name, members] of objects) input.set(name, Object.fromEntries(members))
  return Object.fromEntries(input)
}

function problemResponse(system: System, c: Context, error: unknown): Response {
  const t = translator(chooseLanguage(c.req.query('lang'), c.req.header('accept-language')?.slice(0, 2)))
  const problem = problemOf(error)
  logFailure(system, error, { path: c.req.path, method: c.req.method })
  const status = problem?.status ?? 500
  const body = {
    type: 'about:blank',
    title: problem === null ? 'Internal error' : t(problem.words),
    status,
    code: problem?.code ?? 'internal',
    detail: t(problem?.words ?? faultWords()),
    requestId: requestId() ?? undefined,
    fields: (problem?.fields ?? []).map(({ field, words }) => ({ field, reason: t(words) })),
  }
  const headers: Record<string, string> = { 'Content-Type': 'application/problem+json; charset=utf-8' }
  if (status === 401) headers['WWW-Authenticate'] = 'Bearer realm="nscl"'
  return c.body(toJson(body), status, headers)
}
