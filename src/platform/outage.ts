import type { Logger } from 'pino'
import { words } from './language.ts'
import { errorCode, Problem } from './problem.ts'

/*
 * Failures of the machine beneath (the disk, the database) that are no fault of the program: each is named, on whatever write or
 * read it comes, so that a user knows that nothing is lost and an administrator what to mend.
 */

let diskFullSince: Date | null = null

/** Since when writes have failed for want of disk space; null when the last one went well. */
export const diskFullNow = (): Date | null => diskFullSince

/** Notes that a write failed for want of disk space. */
export function noteDiskFull(): void {
  diskFullSince ??= new Date()
}

/** Notes that a write went well. */
export function noteWrite(): void {
  diskFullSince = null
}

const diskFull = (cause: unknown): Problem => {
  noteDiskFull()
  return new Problem(
    'disk.full',
    507,
    words(
      'Đĩa của máy chủ cơ sở dữ liệu đã đầy nên chưa ghi được; dữ liệu đã có vẫn nguyên. Xin báo quản trị viên.',
      'The disk of the database server is full, so nothing was written; what was there is whole. Please tell the administrator.',
    ),
    [],
    { cause },
  )
}

/** The database does not answer, or ended the connection before anything was committed. */
export function unavailable(cause: unknown): Problem {
  return new Problem(
    'database.unavailable',
    503,
    words(
      'Cơ sở dữ liệu tạm thời không trả lời; việc vừa gửi chưa được ghi. Xin thử lại sau ít phút.',
      'The database does not answer for the moment; what you sent was not written. Please try again in some minutes.',
    ),
    [],
    { cause },
  )
}

const busy = (cause: unknown): Problem =>
  new Problem(
    'database.busy',
    503,
    words(
      'Máy chủ cơ sở dữ liệu đang quá tải; việc vừa gửi chưa được ghi. Xin thử lại sau ít phút.',
      'The database server is overloaded; what you sent was not written. Please try again in some minutes.',
    ),
    [],
    { cause },
  )

const tooLong = (cause: unknown): Problem =>
  new Problem(
    'database.tooLong',
    503,
    words(
      'Việc này mất quá nhiều thời gian nên đã dừng; chưa có gì được ghi. Xin thu hẹp yêu cầu hoặc thử lại sau.',
      'This took too long and was ended; nothing was written. Please ask for less, or try again later.',
    ),
    [],
    { cause },
  )

const readOnly = (cause: unknown): Problem =>
  new Problem(
    'database.readOnly',
    503,
    words(
      'Cơ sở dữ liệu đang ở chế độ chỉ đọc nên chưa ghi được. Xin báo quản trị viên.',
      'The database is read-only at present, so nothing was written. Please tell the administrator.',
    ),
    [],
    { cause },
  )

/** What PostgreSQL's own codes of such failures mean (appendix A of its manual). */
const byCode: Readonly<Record<string, (cause: unknown) => Problem>> = {
  '53100': diskFull,
  ENOSPC: diskFull,
  EDQUOT: diskFull,
  '53000': busy,
  '53200': busy,
  '53300': busy,
  '53400': busy,
  '55P03': busy,
  '57014': tooLong,
  '25P03': tooLong,
  '25006': readOnly,
}

/** Whether the connection to the database ended: by the server's word, or without one. */
export function isConnectionLost(error: unknown): boolean {
  const code = errorCode(error)
  if (/^(08|57P0)/.test(code)) return true
  if (['ECONNRESET', 'EPIPE', 'ETIMEDOUT'].includes(code)) return true
  return (
    error instanceof Error &&
    /^Connection terminated|connection error and is not queryable/.test(error.message)
  )
}

/** The Problem behind a failure of the machine beneath; null when it is something else. */
export function outageOf(error: unknown): Problem | null {
  const named = byCode[errorCode(error)]
  if (named !== undefined) return named(error)
  return isConnectionLost(error) ? unavailable(error) : null
}

/** What a user is told of an error: the Problem that it is or means; null for a fault of the program. */
export function problemOf(error: unknown): Problem | null {
  return error instanceof Problem ? error : outageOf(error)
}

/** Logs what nobody mends by typing otherwise: faults of the program, and failures of the machine beneath. */
export function logFailure(
  { log }: { readonly log: Logger },
  error: unknown,
  facts: Readonly<Record<string, unknown>>,
): void {
  const problem = problemOf(error)
  if (problem === null) log.error({ err: error, ...facts }, 'fault')
  else if (problem.status >= 500)
    log.error({ err: problem.cause ?? problem, code: problem.code, ...facts }, 'outage')
}
