import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { words } from '../language.ts'
import type { FormValues } from '../page.ts'
import { Problem } from '../problem.ts'

/** A form as it came: what was typed, and the files, not yet looked into. */
export interface SentForm {
  readonly values: FormValues
  readonly files: readonly SentFile[]
}

export interface SentFile {
  readonly field: string
  readonly name: string
  readonly bytes: Uint8Array
}

/** What somebody types that is never kept and never written back into a page. */
export const secretFields = ['password', 'current', 'repeat', 'credential'] as const
/** The name of a field for a password. */
export type SecretField = (typeof secretFields)[number]

/** Whether a form asks for a secret: nothing of it is kept. */
export const asksSecret = (values: FormValues) => secretFields.some((name) => values[name] !== undefined)

/** A body that is larger than its page or operation takes. @param limit bytes */
function tooLarge(limit: number): Problem {
  const size = limit >= 1048576 ? `${Math.floor(limit / 1048576)} MB` : `${Math.floor(limit / 1024)} KB`
  return new Problem(
    'body.tooLarge',
    413,
    words(
      `Nội dung gửi lên quá lớn: nhiều nhất ${size} tất cả. Chưa có gì được ghi. Xin quay lại trang trước: nội dung đã nhập vẫn còn; chọn tệp nhỏ hơn hoặc rút ngắn nội dung rồi gửi lại.`,
      `Too large: at most ${size} in all. Nothing was written. Go back to the page before: what you typed is still there; choose a smaller file or shorten the text, and send again.`,
    ),
  )
}

/** Milliseconds that the smallest body may take, and the slowest line that a larger one may come by, in bytes a second. */
const leastPatience = 60_000
const slowestLine = 50 * 1024
/** No body may take longer, in milliseconds; the server itself ends what is left a minute later. */
export const mostPatience = 600_000

/** Milliseconds that a body of at most so many bytes may take to arrive. */
export const patienceFor = (limit: number): number =>
  Math.min(mostPatience, leastPatience + Math.ceil((limit / slowestLine) * 1000))

/** A body that came so slowly that it is no longer waited for. The line is closed: what is left of it is not read. */
function tooSlow(c: Context): Problem {
  c.header('Connection', 'close')
  return new Problem(
    'body.tooSlow',
    408,
    words(
      'Nội dung gửi lên đến quá chậm nên máy chủ không đợi nữa. Chưa có gì được ghi. Xin quay lại trang trước: nội dung đã nhập vẫn còn; chờ mạng tốt hơn hoặc chọn tệp nhỏ hơn rồi gửi lại.',
      'What was sent came too slowly and is no longer waited for. Nothing was written. Go back to the page before: what you typed is still there; wait for a better line or choose a smaller file, and send again.',
    ),
  )
}

/**
 * Reads a body of at most so many bytes, as long as it may take; one that says it is longer is not read at all.
 * @param read reads it
 * @throws Problem 413 or 408
 */
export async function readBody<T>(c: Context, limit: number, read: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooSlow(c)), patienceFor(limit))
  })
  try {
    return await Promise.race([readLimited(c, limit, read), late])
  } finally {
    clearTimeout(timer)
  }
}

async function readLimited<T>(c: Context, limit: number, read: () => Promise<T>): Promise<T> {
  await bodyLimit({
    maxSize: limit,
    onError: () => {
      throw tooLarge(limit)
    },
  })(c, async () => {})
  return read()
}

/**
 * Reads a form of at most so many bytes; one that says it is longer is not read at all.
 * @throws Problem 413, 408, or 400 when it is no form
 */
export async function readForm(c: Context, limit: number): Promise<SentForm> {
  const body = await readBody(c, limit, () => c.req.parseBody({ all: true })).catch((error: unknown) => {
    if (error instanceof Problem) throw error
    throw new Problem(
      'body.broken',
      400,
      words('Biểu mẫu gửi lên bị hỏng.', 'The form that was sent is damaged.'),
    )
  })
  const values: Record<string, string | string[] | undefined> = {}
  const files: SentFile[] = []
  for (const [field, value] of Object.entries(body)) {
    const items = [value].flat()
    const texts = items.filter((item) => typeof item === 'string')
    const file = items.find((item) => item instanceof File && item.size > 0)
    if (file instanceof File)
      files.push({ field, name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })
    if (texts.length > 0) values[field] = texts.length === 1 ? texts[0] : texts
  }
  return { values: withoutRemoved(values), files }
}

/** The name of the hidden field that carries a kept file's name, and of the check box that lets go of it. */
export const fileNameField = (field: string) => `_name.${field}`
export const removeField = (field: string) => `_remove.${field}`

/** The box by which a picture keeps the place that the camera wrote into it. */
export const placeField = (field: string) => `_place.${field}`
export const keepsPlace = (values: FormValues, field: string): boolean =>
  values[placeField(field)] !== undefined

/** A file that was kept from an earlier sending is let go when its box is ticked. */
function withoutRemoved(values: Readonly<Record<string, string | string[] | undefined>>): FormValues {
  const removed = Object.keys(values).filter((name) => values[removeField(name)] !== undefined)
  const gone = new Set(removed.flatMap((name) => [name, removeField(name), fileNameField(name)]))
  return Object.fromEntries(Object.entries(values).filter(([name]) => !gone.has(name)))
}
