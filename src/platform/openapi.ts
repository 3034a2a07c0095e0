import { z } from 'zod'
import { type Command, capabilityOf, type Operation, type Query } from './operation.ts'
import { sampleMarkBoth } from './sample.ts'

type AnyOperation = Command | Query
type Schema = Record<string, unknown>

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
  }) as Schema
  return rest
}

function properties(schema: Schema): Record<string, Schema> {
  return (schema.properties ?? {}) as Record<string, Schema>
}

/** `POST /x/{id}` in its two parts. */
export function routeParts(route: string): { method: string; path: string; parameters: string[] } {
  const [method = '', path = ''] = route.split(' ')
  return { method, path, parameters: [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '') }
}

/** Whether the input carries a file's bytes and so comes as multipart/form-data. */
export function isUpload(operation: Pick<Operation, 'input'>): boolean {
  return Object.values(operation.input.shape).some((field) => field instanceof z.ZodCustom)
}

const problemSchema = {
  type: 'object',
  description: 'RFC 9457',
  required: ['type', 'title', 'status', 'code', 'detail', 'fields'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: { type: 'string' },
    requestId: { type: 'string', description: 'The header X-Request-Id of this answer; the log has it too' },
    fields: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'reason'],
        properties: { field: { type: 'string' }, reason: { type: 'string' } },
      },
    },
  },
}

/** What an operation may be refused with, and how the description calls it. */
const refusals = {
  400: { name: 'NotJson', description: 'The body is not a JSON object.' },
  401: { name: 'NotSignedIn', description: 'Nobody is signed in, or the token is not valid.' },
  403: { name: 'NotAllowed', description: 'This account, or this token, may not.' },
  404: { name: 'NotFound', description: 'There is no such record, or it is not this account’s to see.' },
  408: { name: 'TooSlow', description: 'The body came too slowly and is no longer waited for.' },
  409: {
    name: 'Conflict',
    description:
      'The state of the record does not allow it, somebody else has changed it, or the key has been used for something else.',
  },
  413: { name: 'TooLarge', description: 'The body is larger than this operation takes.' },
  422: { name: 'Invalid', description: 'The input is wrong; `fields` names each field and the reason.' },
  429: { name: 'TooMany', description: 'Too many requests from this address; `Retry-After` says when.' },
} as const
type Refusal = keyof typeof refusals

/** The refusals that this operation can answer with, by what it is and takes. */
function refusalsOf(operation: AnyOperation): Refusal[] {
  const { method, parameters } = routeParts(operation.route)
  const restricted = !operation.may.includes('public')
  const writes = operation.kind === 'command'
  const takes = Object.keys(operation.input.shape).length > 0
  const can: Readonly<Record<Refusal, boolean>> = {
    400: method !== 'GET' && !isUpload(operation),
    401: restricted,
    403: restricted,
    404: parameters.length > 0,
    408: method !== 'GET',
    409: writes,
    413: method !== 'GET',
    422: takes,
    429: true,
  }
  return ([400, 401, 403, 404, 408, 409, 413, 422, 429] as const).filter((status) => can[status])
}

const problemContent = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }

/** What an answer holds: an object of sample data has a member that says so (platform/api.ts). */
function answer(schema: Schema): Schema {
  if (schema.type !== 'object') return schema
  const sampleData = { type: 'string', description: `${sampleMarkBoth}; only where the data are made up` }
  return { ...schema, properties: { ...properties(schema), sampleData } }
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', maxLength: 100 },
  description: 'A second sending with the same key gives the first answer and writes nothing.',
}

/** What an operation takes: what stands in its path, and the rest as parameters of the address or as a body. */
function taken(operation: AnyOperation): Schema {
  const { method, parameters } = routeParts(operation.route)
  const input = jsonSchema(operation.input, 'input')
  const required = new Set((input.required as string[] | undefined) ?? [])
  const fields = properties(input)
  const inPath = parameters.map((name) => ({ name, in: 'path', required: true, schema: fields[name] ?? {} }))
  const rest = Object.entries(fields).filter(([name]) => !parameters.includes(name))
  if (method === 'GET') {
    const asked = rest.map(([name, schema]) => ({
      name,
      in: 'query',
      required: required.has(name),
      schema,
      ...(schema.type === 'object' ? { style: 'deepObject', explode: true } : {}),
    }))
    return { parameters: [...inPath, ...asked] }
  }
  const schema = {
    type: 'object',
    properties: Object.fromEntries(rest),
    required: rest.map(([name]) => name).filter((name) => required.has(name)),
  }
  return {
    parameters: [...inPath, idempotencyKey],
    requestBody: {
      required: true,
      content: { [isUpload(operation) ? 'multipart/form-data' : 'application/json']: { schema } },
    },
  }
}

/** What it answers: JSON, or the bytes of a file with its name. */
function given(operation: AnyOperation): Schema {
  if (operation.kind === 'command' || operation.file === undefined)
    return { content: { 'application/json': { schema: answer(jsonSchema(operation.output, 'output')) } } }
  return {
    headers: {
      'Content-Disposition': {
        description: 'attachment, with the name of the file',
        schema: { type: 'string' },
      },
    },
    content: { [operation.file]: { schema: { type: 'string', format: 'binary' } } },
  }
}

function described(operation: AnyOperation): Schema {
  const refused = refusalsOf(operation).map((status) => [
    status,
    { $ref: `#/components/responses/${refusals[status].name}` },
  ])
  return {
    operationId: operation.name,
    summary: operation.summary.en,
    description: `${operation.summary.vi}. Roles: ${operation.may.join(', ')}.${operation.proof === 'session' ? ' Not by token.' : ''}`,
    tags: [capabilityOf(operation)],
    ...taken(operation),
    responses: {
      200: { description: 'OK', ...given(operation) },
      ...Object.fromEntries(refused),
      default: { $ref: '#/components/responses/Problem' },
    },
    'x-roles': operation.may,
    ...(operation.may.includes('public') ? { security: [] } : {}),
  }
}

/** The OpenAPI 3.1 description of the operations, from their own declarations. */
export function openApi(operations: readonly Operation[], publicUrl: string): Schema {
  const paths: Record<string, Record<string, Schema>> = {}
  for (const operation of operations as readonly AnyOperation[]) {
    const { method, path } = routeParts(operation.route)
    paths[path] = { ...paths[path], [method.toLowerCase()]: described(operation) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'nscl',
      version: '1',
      description:
        'Chương trình hỗ trợ doanh nghiệp nâng cao năng suất và chất lượng sản phẩm, hàng hóa. Money is whole đồng as integers; days are YYYY-MM-DD.',
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
    },
    servers: [{ url: `${publicUrl}/api/v1` }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'nscl_…, made on the page "Token"' },
      },
      schemas: { Problem: problemSchema },
      responses: {
        Problem: {
          description: 'Any other problem, such as a fault of the server.',
          content: problemContent,
        },
        ...Object.fromEntries(
          Object.values(refusals).map(({ name, description }) => [
            name,
            { description, content: problemContent },
          ]),
        ),
      },
    },
  }
}
