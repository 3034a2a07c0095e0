import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { type Words, words } from './language.ts'
import type { System } from './system.ts'

/*
 * What is known of the request that is being answered, wherever its work has got to: its number, by which a user, the log and a
 * proxy speak of the same request, and what it has written so far.
 */

interface Current {
  readonly id: string
  /** The summaries of the commands that were committed. */
  readonly written: Words[]
  /** Whom the pages of this request are for; null for somebody who is not signed in. */
  filler: Filler | null
  /** The records that queries have shown to whoever asks, as `query:id`. */
  readonly shown: Set<string>
  /** A form that was kept is only shown, with these words: no command runs. */
  showing: Words | null
  /** What whoever asks is counted by; null for the machine itself. */
  address: string | null
}

/** The account that fills in the forms which an answer shows. */
interface Filler {
  readonly system: Pick<System, 'identity'>
  readonly userId: string
  /** The path of the page that they stand on. */
  readonly path: string
}

const current = new AsyncLocalStorage<Current>()

/** The number of the request under way; null outside of one (the command line, the hourly reminders). */
export function requestId(): string | null {
  return current.getStore()?.id ?? null
}

/** Notes by which address whoever asks is counted (`addressGroup`). */
export function noteAddress(address: string): void {
  const request = current.getStore()
  if (request !== undefined) request.address = address
}

/** The address that this request is counted by; null for the machine itself, and outside of a request. */
export const requestAddress = (): string | null => current.getStore()?.address ?? null

/** Notes that a command of this request is committed. */
export function noteWritten(summary: Words): void {
  current.getStore()?.written.push(summary)
}

/** Notes that a query of this request has shown a record by its id. */
export function noteShown(query: string, id: number): void {
  current.getStore()?.shown.add(`${query}:${id}`)
}

/** Whether a query of this request has shown the record already, so that whoever asks reads it. */
export const wasShown = (query: string, id: number): boolean =>
  current.getStore()?.shown.has(`${query}:${id}`) ?? false

/** Says whom this request's forms are for. */
export function noteFiller(system: Pick<System, 'identity'>, userId: string | null, path: string): void {
  const request = current.getStore()
  if (request !== undefined) request.filler = userId === null ? null : { system, userId, path }
}

/** Whom this request's forms are for; null when nobody is signed in, or outside of a request. */
export function fillerNow(): Filler | null {
  return current.getStore()?.filler ?? null
}

/** Says that this request shows a form that was kept, and writes nothing. @param said what the form says of it */
export function onlyShow(said: Words): void {
  const request = current.getStore()
  if (request !== undefined) request.showing = said
}

/** What a form says that was kept and is only shown by this request: commands refuse to run. Null for every other request. */
export const showsOnly = (): Words | null => current.getStore()?.showing ?? null

/** What a fault tells of the work that it met: whether anything was written, and how to go on. */
export function faultWords(): Words {
  const done = current.getStore()?.written ?? []
  if (done.length === 0) {
    return words(
      'Máy chủ gặp lỗi; không có gì được ghi. Xin thử lại; nếu vẫn lỗi, xin báo quản trị viên cùng mã yêu cầu.',
      'The server failed; nothing was written. Please try again; if it goes on, tell the administrator the number of the request.',
    )
  }
  const list = (language: 'vi' | 'en') => done.map((summary) => summary[language]).join('; ')
  return words(
    `Máy chủ gặp lỗi sau khi đã ghi: ${list('vi')}. Xin mở lại hồ sơ xem kết quả trước khi làm lại, và báo quản trị viên cùng mã yêu cầu.`,
    `The server failed after this was written: ${list('en')}. Open the record and see before you do it again, and tell the administrator the number of the request.`,
  )
}

const header = 'X-Request-Id'

/** A number that a proxy has given goes on only when it is short and plain: it comes into the log, pages and answers. */
function incoming(value: string | undefined): string | null {
  return value !== undefined && /^[A-Za-z0-9][A-Za-z0-9_-]{7,63}$/.test(value) ? value : null
}

/** Gives each request its number, and each answer that number as X-Request-Id. */
export function numberRequests(): MiddlewareHandler {
  return async (c, next) => {
    const id = incoming(c.req.header(header)) ?? randomUUID()
    const fresh = { id, shown: new Set<string>(), written: [], filler: null, showing: null, address: null }
    await current.run(fresh, next)
    c.res.headers.set(header, id)
  }
}
