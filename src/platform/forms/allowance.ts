import { z } from 'zod'
import { isUpload } from '../openapi.ts'
import type { Operation } from '../operation.ts'
import type { Page } from '../page.ts'
import { holdToQuota } from '../quota.ts'
import type { System } from '../system.ts'

/*
 * How large a body may be: what the operation behind it can take, and no more. Without files that is 64 KiB unless its texts may be
 * longer; each file that its input names adds one upload.
 */

/** Bytes of a body that nothing longer is declared for. */
export const smallBody = 64 * 1024

/** Bytes that a character of Vietnamese may take, percent-encoded or escaped, with room for a text that is too long to be told so. */
const perCharacter = 12
/** Bytes of a short value with its name. */
const perValue = 400
/** Items of a list that says no limit. */
const usualItems = 200

interface Shape {
  readonly type?: string
  readonly maxLength?: number
  readonly maxItems?: number
  readonly properties?: Readonly<Record<string, Shape>>
  readonly items?: Shape
  readonly anyOf?: readonly Shape[]
  readonly oneOf?: readonly Shape[]
  readonly allOf?: readonly Shape[]
}

function textBytes(shape: Shape): number {
  const choices = [...(shape.anyOf ?? []), ...(shape.oneOf ?? []), ...(shape.allOf ?? [])]
  if (choices.length > 0) return Math.max(...choices.map(textBytes))
  if (shape.type === 'array') return (shape.maxItems ?? usualItems) * textBytes(shape.items ?? {})
  if (shape.properties !== undefined)
    return Object.values(shape.properties).reduce((sum, each) => sum + textBytes(each), 0)
  return perValue + perCharacter * (shape.maxLength ?? 0)
}

/** The names in an input that are those of uploaded files. */
const fileNames = ({ shape }: z.ZodObject) => Object.keys(shape).filter((name) => /(^f|F)ileId$/.test(name))

/** Whether the form of a command carries files. */
export const takesFiles = ({ input }: { readonly input: z.ZodObject }) => fileNames(input).length > 0

type Taking = Pick<Operation, 'input' | 'body'>

function textsOf({ input, body }: Taking, upload: number): number {
  if (body !== undefined) return body
  const shape = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Shape
  return Math.min(Math.max(smallBody, textBytes(shape)), upload + smallBody)
}

/** The largest body of an operation's REST call, in bytes. @param upload the largest upload */
export function operationBody(operation: Taking, upload: number): number {
  return isUpload(operation) ? upload + smallBody : textsOf(operation, upload)
}

/** The largest body of a form, in bytes: a small one where its page names no command. @param upload the largest upload */
export function formBody({ command }: Pick<Page, 'command'>, upload: number): number {
  if (command === undefined) return smallBody
  return textsOf(command, upload) + fileNames(command.input).length * upload
}

/**
 * Refuses a body with files before it is read, when its length alone says that they do not fit. One that says no length is read as far
 * as one may be, and refused then.
 * @param headers of the request
 * @throws Problem 413
 */
export async function holdBodyToQuota(
  { db, config }: Pick<System, 'db' | 'config'>,
  userId: string | null,
  headers: Headers,
): Promise<void> {
  const length = Number(headers.get('content-length') ?? 0)
  const hasFiles = headers.get('content-type')?.startsWith('multipart/form-data') === true
  if (userId === null || !hasFiles || !(length > smallBody)) return
  await holdToQuota(db, userId, length - smallBody, config.uploadQuota)
}
