import { type Words, words } from './language.ts'

/** What is wrong with one field of an input, in both languages. `field` is the input's key, dotted when nested. */
export interface FieldProblem {
  readonly field: string
  readonly words: Words
}

/** HTTP statuses a problem may have; the CLI turns each into a non-zero exit code. */
export type ProblemStatus = 400 | 401 | 403 | 404 | 408 | 409 | 413 | 422 | 429 | 501 | 503 | 507

/**
 * The one typed error of commands and queries. Each face words it in its own way: the page beside the field, REST as
 * `application/problem+json`, the CLI on standard error.
 */
export class Problem extends Error {
  readonly code: string
  readonly status: ProblemStatus
  readonly words: Words
  readonly fields: readonly FieldProblem[]

  constructor(
    code: string,
    status: ProblemStatus,
    words: Words,
    fields: readonly FieldProblem[] = [],
    options?: ErrorOptions,
  ) {
    super(`${code}: ${words.en}`, options)
    this.name = 'Problem'
    this.code = code
    this.status = status
    this.words = words
    this.fields = fields
  }
}

/** The input does not hold: 422 with the fields and reasons. */
export function invalid(fields: readonly FieldProblem[]): Problem {
  return new Problem(
    'input.invalid',
    422,
    words('Có thông tin chưa đúng, xin xem từng mục.', 'Some entries are not right; see each field.'),
    fields,
  )
}

/** One field does not hold: 422. */
export function invalidField(field: string, words: Words): Problem {
  return invalid([{ field, words }])
}

/** @throws Problem 422 when there is anything wrong */
export function refuse(fields: readonly FieldProblem[]): void {
  if (fields.length > 0) throw invalid(fields)
}

/** The state of things does not allow it: 409. `field` names the input that a form should point at. */
export function conflict(code: string, words: Words, field?: string): Problem {
  return new Problem(code, 409, words, field === undefined ? [] : [{ field, words }])
}

/** Somebody changed a record after its form was opened: what is stored is shown beside what was typed. */
export const staleRecord = (): Problem =>
  conflict('record.stale', {
    vi: 'Nội dung này đã được người khác sửa sau khi bạn mở ra. Những gì bạn nhập vẫn còn dưới đây; xin so với giá trị đang lưu rồi gửi lại.',
    en: 'Somebody changed this after you had opened it. What you typed is still below; please compare it with what is stored and send it again.',
  })

/** The record is not there, or not for this user to know of: 404. */
export function notFound(what: Words): Problem {
  return new Problem('notFound', 404, words(`Không tìm thấy ${what.vi}.`, `${what.en} not found.`))
}

/** The user may not: 403. */
export function forbidden(words?: Words): Problem {
  return new Problem(
    'forbidden',
    403,
    words ?? { vi: 'Tài khoản của bạn không có quyền làm việc này.', en: 'Your account may not do this.' },
  )
}

/** Nobody is signed in: 401. */
export function unauthenticated(): Problem {
  return new Problem('unauthenticated', 401, words('Xin đăng nhập trước.', 'Please sign in first.'))
}

/** The code of a system's error ('ENOENT', 'ENOSPC') or of PostgreSQL's ('53100'); '' when it has none. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

interface DatabaseError {
  code: string
  constraint?: string
  table?: string
  detail?: string
}

function isDatabaseError(error: unknown): error is DatabaseError {
  return /^[0-9FHPX][0-9A-Z]{4}$/.test(errorCode(error))
}

const explanations = new Map<string, () => Problem>()

/** Says what the breach of a database constraint means to a user. Called once per constraint by the capability that owns it. */
export function explainConstraint(constraint: string, problem: () => Problem): void {
  explanations.set(constraint, problem)
}

/** What no column takes: a number or a day out of range, a NUL character, an encoding that is none (SQLSTATE class 22). */
const unstorable: ReadonlySet<string> = new Set(['22003', '22008', '22021', '22P05'])

/** The field of an input that names a record which is not there; null where the error is another, or the input has no such field. */
function missingReference({ code, constraint, table, detail }: DatabaseError, input: unknown): string | null {
  if (code !== '23503' || constraint === undefined || detail?.includes('still referenced') === true)
    return null
  const column = constraint.replace(`${table}_`, '').replace(/_fkey$/, '')
  const field = column.replace(/_([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase())
  return typeof input === 'object' && input !== null && field in input ? field : null
}

/**
 * The problem behind a database error: a value that no column takes, a record chosen that is not there, or a constraint that a
 * capability has explained; else the error.
 * @param input what the command was given
 */
export function fromDatabase(error: unknown, input?: unknown): unknown {
  if (!isDatabaseError(error)) return error
  if (unstorable.has(error.code)) {
    return new Problem('input.unstorable', 422, {
      vi: 'Có giá trị không lưu được: số hoặc ngày quá lớn, hoặc có ký tự không hợp lệ.',
      en: 'A value cannot be kept: a number or a day out of range, or a sign that is not allowed.',
    })
  }
  const explained = explanations.get(error.constraint ?? '')?.()
  if (explained !== undefined) return explained
  const field = missingReference(error, input)
  if (field === null) return error
  return invalidField(
    field,
    words('Mục được chọn không có, hoặc không còn.', 'What was chosen is not there, or no longer.'),
  )
}

/** Whether running the same transaction again may succeed: serialization failure or deadlock. */
export function isRetryable(error: unknown): boolean {
  return isDatabaseError(error) && (error.code === '40001' || error.code === '40P01')
}

explainConstraint('append_only', () =>
  conflict('record.appendOnly', {
    vi: 'Bản ghi này chỉ được thêm, không được sửa hay xóa.',
    en: 'This record can only be added to, never edited or removed.',
  }),
)
