import { createToken } from '../accounts/tokens.ts'
import { holds, type Role, roles } from '../platform/actor.ts'
import { execute } from '../platform/execute.ts'
import { openApi } from '../platform/openapi.ts'
import type { Command, Operation } from '../platform/operation.ts'
import { problemOf as problemBehind } from '../platform/outage.ts'
import { makeSample } from '../sample/commands.ts'
import { createApp } from '../start/app.tsx'
import { capabilities } from '../start/capabilities.ts'
import { seededRandom } from '../tfp/index.ts'
import { type Json, nested, wrong } from './hostile-values.ts'
import { type Someone, testSystem } from './system.ts'

/*
 * Requests that nobody should send, made of what OpenAPI says of each operation: values of the wrong kind, size and script, numbers at the
 * edges of what is kept, injections, fields that are missing, doubled or unknown, ids of others, bodies that are none. A seed decides all.
 */

/** How requests were answered. */
export interface Tally {
  readonly sent: number
  /** Operations that were asked, of those that there are. */
  readonly operations: number
  readonly byStatus: ReadonlyMap<number, number>
  readonly byKind: ReadonlyMap<string, number>
  /** What was answered with 5xx: it is to be none. */
  readonly faults: readonly string[]
}

type Schema = Readonly<Record<string, unknown>>

const kinds = [
  ...Object.keys(wrong),
  'missing',
  'doubled',
  'unknown',
  'id',
  'cursor',
  'body',
  'key',
  'plausible',
] as const
type Kind = (typeof kinds)[number]

interface Described {
  readonly operation: Operation
  readonly method: string
  readonly path: string
  readonly fields: Readonly<Record<string, Schema>>
  readonly required: ReadonlySet<string>
  readonly inPath: readonly string[]
  readonly upload: boolean
}

/** Asks each operation in turn until so many requests are sent. */
export async function hostileRequests(seed: number, requests: number): Promise<Tally> {
  const world = await hostileWorld()
  const random = seededRandom(seed)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  const byStatus = new Map<number, number>()
  const byKind = new Map<string, number>()
  const faults: string[] = []
  const asked = new Set<string>()
  for (let sent = 0; sent < requests; sent += 1) {
    const described = world.described[sent % world.described.length] as Described
    const kind = pick(kinds)
    const attempt = hostile(described, kind, random, pick)
    const allowed = roles.filter((role) => described.operation.may.includes(role))
    const role = random() < 0.75 && allowed.length > 0 ? pick(allowed) : pick([...roles, 'public' as const])
    const { status, said } = await world.send(described, role, attempt)
    asked.add(described.operation.name)
    byStatus.set(status, (byStatus.get(status) ?? 0) + 1)
    byKind.set(kind, (byKind.get(kind) ?? 0) + 1)
    if (status >= 500)
      faults.push(
        `${status} ${described.operation.name} as ${role} (${kind}): ${attempt.text.slice(0, 300)} → ${said.slice(0, 300)}`,
      )
  }
  return { sent: requests, operations: asked.size, byStatus, byKind, faults }
}

interface Attempt {
  readonly address: string
  /** The body as it is sent, or the query; for the report of a fault too. */
  readonly text: string
  readonly type: string
  readonly key: string | null
  readonly input: Record<string, Json>
}

function hostile(
  described: Described,
  kind: Kind,
  random: () => number,
  pick: <T>(from: readonly T[]) => T,
): Attempt {
  const input: Record<string, Json> = {}
  for (const [name, schema] of Object.entries(described.fields)) {
    const always = described.required.has(name) || described.inPath.includes(name)
    if (always || random() < 0.4) input[name] = plausible(schema, random, pick, 0)
  }
  const names = Object.keys(described.fields)
  const spoil = (value: () => Json) => {
    for (const name of names.length === 0 ? ['a'] : [pick(names), ...(random() < 0.3 ? [pick(names)] : [])])
      input[name] = value()
  }
  const values = wrong[kind]
  if (values !== undefined) spoil(() => pick(values))
  if (kind === 'id')
    for (const name of names)
      if (/(^i|I)d$/.test(name))
        input[name] = pick<Json>([0, -1, 999_999, 2_147_483_647, 'x', '1 OR 1=1', 1.5])
  if (kind === 'cursor')
    input.cursor = pick([
      cursorOf({ sort: 'size', direction: 'asc', way: 'after', value: 'x', id: 1 }),
      cursorOf([]),
      cursorOf(null),
      'x',
      '%%%',
      cursorOf({ value: nested(50) }),
      cursorOf({ sort: 'id', direction: 'desc', way: 'before', value: 1e99, id: '1' }),
    ])
  if (kind === 'missing' && names.length > 0) delete input[pick(names)]
  if (kind === 'unknown')
    Object.assign(input, { constructor: 1, isAdmin: true, 'a.b': 2, '': 3, toString: 'x' })
  const path = described.path.replace(/\{(\w+)\}/g, (_, name: string) => encoded(input[name] ?? 1))
  const rest = Object.fromEntries(Object.entries(input).filter(([name]) => !described.inPath.includes(name)))
  const key = kind === 'key' ? pick(['', 'x'.repeat(101), 'x', '\u00e9', 'a b']) : null
  if (described.method === 'GET') {
    const query = Object.entries(rest).flatMap(([name, value]) => {
      const shown = `${encodeURIComponent(name)}=${encoded(value)}`
      if (kind === 'doubled') return [shown, shown, `${name}[]=1`, `${name}[a]=2`, `${name}[__proto__]=3`]
      return [shown]
    })
    return { address: `${path}?${query.join('&')}`, text: `${path}?${query.join('&')}`, type: '', key, input }
  }
  let text = written(rest)
  if (kind === 'doubled')
    text = text.replace(/^\{/, '{"id":1,"id":2,"version":0,"version":1,').replace(/,\}$/, '}')
  if (kind === 'body')
    text = pick([
      '',
      '[]',
      'null',
      '"x"',
      '{',
      '{"a":',
      '\u0000',
      `${'['.repeat(5000)}${']'.repeat(5000)}`,
      '{"a":1}x',
      '<a/>',
      'a=1&b=2',
      '{"__proto__":{"admin":true}}',
      '1e999',
    ])
  const type =
    kind === 'body'
      ? pick([
          'application/json',
          'text/plain',
          'application/xml',
          'multipart/form-data',
          'application/x-www-form-urlencoded',
          '',
        ])
      : 'application/json'
  return { address: path, text, type, key, input }
}

const cursorOf = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** As a part of an address; a lone half of a pair, which no address can hold, as its escape. */
function encoded(value: Json): string {
  const text = typeof value === 'string' ? value : written(value)
  return encodeURIComponent(text.toWellFormed().slice(0, 6000)) || '%20'
}

/** JSON, with whole numbers of any length. */
function written(value: Json): string {
  return JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? `@big${each}` : each)).replace(
    /"@big(-?\d+)"/g,
    '$1',
  )
}

/** A value that the schema takes, as far as it says; ids are of rows that are there, mostly. */
function plausible(
  schema: Schema,
  random: () => number,
  pick: <T>(from: readonly T[]) => T,
  depth: number,
): Json {
  const {
    type,
    format,
    enum: choices,
    const: only,
    anyOf,
    oneOf,
    properties,
    items,
  } = schema as Record<string, never> & { type?: string | string[] }
  if (only !== undefined) return only
  if (Array.isArray(choices)) return pick(choices as Json[])
  const either = (anyOf ?? oneOf) as Schema[] | undefined
  if (either !== undefined) return plausible(pick(either), random, pick, depth)
  const what = Array.isArray(type) ? pick(type) : type
  if (what === 'integer' || what === 'number') {
    const least = Number(schema.minimum ?? schema.exclusiveMinimum ?? 0)
    const most = Math.min(Number(schema.maximum ?? 30), least + 30)
    return Math.floor(least + random() * (most - least + 1))
  }
  if (what === 'boolean') return random() < 0.5
  if (what === 'null') return null
  if (what === 'array')
    return depth > 3
      ? []
      : Array.from({ length: Math.floor(random() * 3) }, () =>
          plausible((items ?? {}) as Schema, random, pick, depth + 1),
        )
  if (what === 'object') {
    if (depth > 4) return {}
    const named = Object.entries((properties ?? {}) as Record<string, Schema>)
    return Object.fromEntries(
      named
        .filter(() => random() < 0.8)
        .map(([name, each]) => [name, plausible(each, random, pick, depth + 1)]),
    )
  }
  if (format === 'date') return pick(['2024-06-30', '2025-03-01', '2025-11-28', '2026-01-15'])
  if (format === 'email') return 'ai@example.vn'
  return pick(['Sở Khoa học và Công nghệ', '2201910098', '2025', '12/QĐ-UBND', '1.500.000', 'a', 'Ghi chú'])
}

/** A small made-up installation with a token for somebody of each role. */
async function hostileWorld() {
  const { system, as } = await testSystem({ sample: true })
  await makeSample(system, { enterprises: 8, facts: 40, years: { first: 2023, last: 2025 }, seed: 3 })
  const app = createApp(system)
  const origin = system.config.publicUrl
  const enterprise = await system.db
    .selectFrom('enterprise')
    .select('id')
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow()
  const agency = await system.db
    .selectFrom('agency')
    .select('id')
    .where('kind', '=', 'association')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  const people = new Map<string, { someone: Someone; token: string }>()
  const person = async (role: Role) => {
    const known = people.get(role)
    if (known !== undefined) return known
    const someone = await as(role, {
      admin: role === 'coordinator' || role === 'auditor',
      ...(role === 'enterprise' ? { enterpriseId: enterprise.id } : {}),
      ...(role === 'association' && agency !== undefined ? { agencyId: agency.id } : {}),
    })
    const { token } = await someone.run(createToken, { name: 'thử', readOnly: false })
    const made = { someone, token }
    people.set(role, made)
    return made
  }
  const send = async (described: Described, role: Role | 'public', attempt: Attempt) => {
    const { operation, method } = described
    const who = role === 'public' ? null : await person(role)
    // What no token does is run as a page runs it.
    if (operation.proof === 'session' && who !== null && holds(who.someone.actor, operation.may)) {
      const once = attempt.key ?? undefined
      return execute(system, operation as Operation as Command, who.someone.actor, attempt.input, {
        via: 'page',
        once,
      }).then(
        () => ({ status: 200, said: '' }),
        (error: unknown) => ({ status: problemBehind(error)?.status ?? 500, said: String(error) }),
      )
    }
    const headers = new Headers()
    if (who !== null) headers.set('authorization', `Bearer ${who.token}`)
    if (attempt.type !== '' && method !== 'GET' && !described.upload)
      headers.set('content-type', attempt.type)
    if (attempt.key !== null) headers.set('idempotency-key', attempt.key)
    const form = new FormData()
    if (described.upload)
      form.set('file', new File([attempt.text], String(attempt.input.name ?? 'x').toWellFormed()))
    const response = await app.request(
      `${origin}/api/v1${attempt.address}`,
      { method, headers, ...(method === 'GET' ? {} : { body: described.upload ? form : attempt.text }) },
      { incoming: { socket: { remoteAddress: '127.0.0.1', remotePort: 1, remoteFamily: 'IPv4' } } },
    )
    const said = await response.text()
    // A command that worked may have ended the token: the next request has another.
    if (response.status === 401 && role !== 'public') people.delete(role)
    return { status: response.status, said }
  }
  return { described: describedOf(), send }
}

/** The operations with what OpenAPI says that they take. */
function describedOf(): Described[] {
  const { paths } = openApi(capabilities.operations, 'http://localhost') as unknown as {
    paths: Record<string, Record<string, Schema>>
  }
  return capabilities.operations.map((operation) => {
    const [method = 'GET', path = '/'] = operation.route.split(' ')
    const said = paths[path]?.[method.toLowerCase()]
    if (said === undefined) throw new Error(`OpenAPI does not describe ${operation.route}`)
    const parameters = (said.parameters ?? []) as {
      name: string
      in: string
      required?: boolean
      schema: Schema
    }[]
    const content =
      (said.requestBody as { content?: Record<string, { schema: Schema }> } | undefined)?.content ?? {}
    const body = Object.values(content)[0]?.schema ?? {}
    const named = parameters.filter((parameter) => parameter.in !== 'header')
    return {
      operation,
      method,
      path,
      fields: {
        ...Object.fromEntries(named.map(({ name, schema }) => [name, schema])),
        ...((body.properties ?? {}) as Record<string, Schema>),
      },
      required: new Set([
        ...named.filter(({ required }) => required).map(({ name }) => name),
        ...((body.required ?? []) as string[]),
      ]),
      inPath: named.filter((parameter) => parameter.in === 'path').map(({ name }) => name),
      upload: 'multipart/form-data' in content,
    }
  })
}

/** A tally as it is printed. */
export function tallyText({ sent, operations, byStatus, byKind, faults }: Tally): string {
  const listed = (counts: ReadonlyMap<string | number, number>) =>
    [...counts]
      .toSorted()
      .map(([name, times]) => `${name}: ${times}`)
      .join(', ')
  return `${sent} hostile requests over ${operations} operations; answers ${listed(byStatus)}; kinds ${listed(byKind)}; ${faults.length} × 5xx`
}
