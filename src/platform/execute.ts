import { createHash } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { z } from 'zod'
import { type Actor, delegatedAway, holds, mayRun, systemActor } from './actor.ts'
import { appendAudit, beginAudit, type Via } from './audit.ts'
import { type Audited, inAudit } from './audit-transaction.ts'
import type { DB } from './database-types.ts'
import { today } from './dates.ts'
import { runFollows, runFollowsOfEach } from './follow.ts'
import { restoredProblem } from './forms/kept.ts'
import { parseJson, toJson } from './json.ts'
import { problemsOf } from './judge.ts'
import { words } from './language.ts'
import { type Command, type Context, capabilityOf, type Operation, type Query } from './operation.ts'
import { outageOf } from './outage.ts'
import {
  conflict,
  type FieldProblem,
  forbidden,
  fromDatabase,
  invalid,
  Problem,
  unauthenticated,
} from './problem.ts'
import { noteShown, noteWritten, showsOnly } from './request.ts'
import { asSample } from './sample.ts'
import type { System } from './system.ts'
import type { Again } from './transaction.ts'

export interface Execution {
  readonly via: Via
  /** Names one filling of a form: the second sending with the same name gives the first answer and writes nothing. */
  readonly once?: string | undefined
  /** The plan chosen to work in; the one in force when left out. */
  readonly planId?: number | null
  /** Fields that are wrong already (a file that was refused): the rest is judged with them, and nothing is written. */
  readonly wrong?: readonly FieldProblem[]
}

/**
 * The one way into a command or query: authorise, validate, run (a command in one transaction with one audit record).
 * Throws `Problem` for whatever the user can mend; anything else is a fault of the program.
 * @param raw the input as it came: a form's strings, JSON, or typed values
 */
export async function execute<I extends z.ZodObject, O extends z.ZodType>(
  system: System,
  operation: Command<I, O> | Query<I, O>,
  actor: Actor,
  raw: unknown,
  execution: Execution,
): Promise<z.input<O>> {
  authorise(operation, actor)
  return asSample(system.sample, () => perform(system, operation, actor, raw, execution))
}

/** Whether the actor may run the operation, by its declaration. @throws Problem 401 or 403 */
export function authorise(operation: Pick<Operation, 'kind' | 'name' | 'may' | 'proof'>, actor: Actor): void {
  if (!holds(actor, operation.may)) throw actor.userId === null ? unauthenticated() : forbidden()
  refuseToken(operation, actor)
  if (actor.mustChangePassword && operation.name !== 'identity.changePassword') {
    throw forbidden({
      vi: 'Xin đổi mật khẩu dùng một lần trước khi làm việc khác.',
      en: 'Please replace the one-time password first.',
    })
  }
}

/** @throws Problem 403 when the actor's token is not for this operation */
function refuseToken(operation: Pick<Operation, 'kind' | 'name' | 'proof'>, actor: Actor): void {
  if (actor.proof !== 'token') return
  if (operation.proof === 'session') {
    throw forbidden({
      vi: 'Không làm việc này bằng token được: tài khoản, mật khẩu và token chỉ quản lý khi đăng nhập trên trình duyệt.',
      en: 'A token does not do this: accounts, passwords and tokens are managed by signing in with a browser only.',
    })
  }
  const { scope } = actor
  if (scope?.readOnly === true && operation.kind === 'command')
    throw forbidden(words('Token này chỉ được đọc.', 'This token is for reading only.'))
  const capability = capabilityOf(operation)
  if (scope?.capabilities != null && !scope.capabilities.includes(capability)) {
    throw forbidden({
      vi: `Token này không dùng được cho phần "${capability}".`,
      en: `This token is not for the capability “${capability}”.`,
    })
  }
}

/** @throws Problem 403 when the decision is another's to sign today */
function refuseUnsigned(operation: Pick<Operation, 'may' | 'signed'>, actor: Actor): void {
  if (operation.signed === undefined || mayRun(actor, operation)) return
  const away = delegatedAway(actor, operation.signed)
  if (away === null) {
    throw forbidden(
      words(
        'Loại quyết định này do Ủy ban nhân dân ký, chưa ủy quyền cho thủ trưởng cơ quan nào.',
        "The People's Committee signs such a decision; it is delegated to no head of an agency.",
      ),
    )
  }
  const { agency, documentNumber, headed } = away
  throw forbidden(
    headed
      ? words(
          `Loại quyết định này đã ủy quyền cho thủ trưởng ${agency} ký, theo văn bản ${documentNumber}.`,
          `Such a decision is delegated to the head of ${agency}, by ${documentNumber}.`,
        )
      : words(
          `Loại quyết định này đã ủy quyền cho thủ trưởng ${agency} ký (văn bản ${documentNumber}); cơ quan ấy chưa có tài khoản thủ trưởng nên cơ quan điều hành ghi.`,
          `Such a decision is delegated to the head of ${agency} (${documentNumber}), who has no account: the coordinator records it.`,
        ),
  )
}

async function perform<I extends z.ZodObject, O extends z.ZodType>(
  system: System,
  operation: Command<I, O> | Query<I, O>,
  actor: Actor,
  raw: unknown,
  execution: Execution,
): Promise<z.input<O>> {
  if (execution.once !== undefined && !/^.{1,100}$/u.test(execution.once)) throw unusableKey()
  const shownWith = operation.kind === 'command' ? showsOnly() : null
  if (shownWith !== null) throw restoredProblem(shownWith, execution.wrong ?? [])
  try {
    const input = await judged(system, operation, actor, raw, execution)
    if (operation.kind === 'query') {
      const found = await operation.run(context(system, system.db, actor, execution), input)
      if ('id' in input && typeof input.id === 'number') noteShown(operation.name, input.id)
      return found
    }
    refuseUnsigned(operation, actor)
    const answered = operation.prepare !== undefined && (await isAnswered(system, execution.once))
    const prepared = answered
      ? undefined
      : await operation.prepare?.(context(system, system.db, actor, execution), input)
    const result = await inAudit(system, againOf(execution), (db) =>
      runCommand(system, db, operation, actor, { input, prepared }, execution),
    )
    noteWritten(operation.summary)
    await operation.after?.(context(system, system.db, actor, execution), result)
    return result
  } catch (error) {
    throw error instanceof Problem ? error : (outageOf(error) ?? fromDatabase(error))
  }
}

/** The input, when nothing is wrong with it. @throws Problem 422 with all that is */
async function judged<I extends z.ZodObject, O extends z.ZodType>(
  system: System,
  operation: Command<I, O> | Query<I, O>,
  actor: Actor,
  raw: unknown,
  execution: Execution,
): Promise<z.output<I>> {
  const { once } = execution
  // A form's wrong field is the command's; what its page reads beside it is not refused for it.
  const wrong = operation.kind === 'command' ? (execution.wrong ?? []) : []
  const parsed = operation.input.safeParse(raw, { reportInput: true })
  const here = context(system, system.db, actor, execution)
  const problems = await problemsOf(operation as Operation, { raw, parsed, wrong }, here)
  // What was sent before is answered as it was then, even if it would be judged otherwise now.
  const before = problems.length > 0 && wrong.length === 0 && (await isAnswered(system, once))
  if (!parsed.success || (problems.length > 0 && !before)) throw invalid(problems)
  return parsed.data
}

function againOf({ once, via }: Execution): Again {
  if (once === undefined) return 'look'
  return via === 'api' ? 'key' : 'form'
}

function context(system: System, db: Context['db'], actor: Actor, { planId = null }: Execution): Context {
  const now = system.now()
  return { db, actor, files: system.files, erasures: system.erasures, now, today: today(now), planId }
}

async function runCommand<I extends z.ZodObject, O extends z.ZodType>(
  system: System,
  db: Transaction<DB>,
  operation: Command<I, O>,
  actor: Actor,
  { input, prepared }: { input: z.output<I>; prepared: unknown },
  execution: Execution,
): Promise<Audited<z.input<O>>> {
  if (execution.once !== undefined) {
    const earlier = await claim(db, {
      key: execution.once,
      actor: actor.userId ?? actor.name,
      command: operation.name,
      inputSha256: await contentHash(db, input),
    })
    if (earlier !== null) return { result: parseJson(earlier) as z.input<O>, head: null }
  }
  const reference = await beginAudit(db)
  const here = context(system, db, actor, execution)
  const result = await operation.run(here, input, prepared)
  await runFollows(operation.name, here, input, result)
  const subject = operation.subject?.(input, result) ?? null
  if (subject !== null) await runFollowsOfEach(here, operation, subject)
  const head = await appendAudit(
    db,
    system.auditKey,
    {
      reference,
      at: system.now(),
      userId: actor.userId,
      actor: actor.name,
      via: execution.via,
      command: operation.name,
      subject,
      input: toJson(withoutSecrets(input, operation.secret ?? [])),
    },
    'record',
  )
  if (execution.once !== undefined) {
    await db
      .updateTable('submission')
      // A password or token that was shown once is shown once.
      .set({ result: toJson(withoutSecrets(result, operation.secret ?? [])) })
      .where('key', '=', execution.once)
      .execute()
  }
  return { result, head }
}

/** Whether this sending has its answer already, so that nothing need be prepared for it. */
async function isAnswered({ db }: System, once: string | undefined): Promise<boolean> {
  if (once === undefined) return false
  const found = await db.selectFrom('submission').select('key').where('key', '=', once).executeTakeFirst()
  return found !== undefined
}

const unusableKey = () =>
  new Problem('submission.key', 422, {
    vi: 'Khóa chống gửi lặp (Idempotency-Key) dài từ 1 đến 100 ký tự.',
    en: 'An Idempotency-Key has 1 to 100 characters.',
  })

interface Sending {
  readonly key: string
  readonly actor: string
  readonly command: string
  readonly inputSha256: string
}

/**
 * Takes the name for this sending; returns the stored answer when it had been taken (waiting for a sending under way).
 * @throws Problem 409 when the name was used for something else, or for other content: that would be lost in silence
 */
async function claim(db: Transaction<DB>, sending: Sending): Promise<string | null> {
  const taken = await db
    .insertInto('submission')
    .values({ ...sending, result: '' })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('key')
    .executeTakeFirst()
  if (taken !== undefined) return null
  const earlier = await db
    .selectFrom('submission')
    .selectAll()
    .where('key', '=', sending.key)
    .executeTakeFirstOrThrow()
  if (earlier.actor !== sending.actor || earlier.command !== sending.command) {
    throw conflict('submission.foreign', {
      vi: 'Biểu mẫu này đã được dùng cho việc khác. Xin tải lại trang.',
      en: 'This form has been used for something else. Please reload the page.',
    })
  }
  if (earlier.inputSha256 !== null && earlier.inputSha256 !== sending.inputSha256) {
    throw conflict('submission.changed', {
      vi: 'Biểu mẫu này đã được gửi với nội dung khác và đã ghi. Nội dung vừa gửi CHƯA được ghi; xin mở lại biểu mẫu và nhập lại.',
      en: 'This form has been sent with other content, which is recorded. What you sent now is NOT recorded; open the form anew.',
    })
  }
  return earlier.result
}

/**
 * What a sending says, as a hash. A file counts by its bytes: sent twice, a form has its file twice under two ids.
 * @param input as the command takes it
 */
async function contentHash(db: Transaction<DB>, input: unknown): Promise<string> {
  const ids = new Set<number>()
  const isFile = (key: string) => /(^f|F)ileId$/.test(key)
  const plain = JSON.stringify(input, (key, value: unknown) => {
    if (value instanceof Uint8Array) return createHash('sha256').update(value).digest('hex')
    if (typeof value === 'bigint') return String(value)
    if (isFile(key) && typeof value === 'number') ids.add(value)
    return value
  })
  if (ids.size === 0) return createHash('sha256').update(plain).digest('hex')
  const files = await db
    .selectFrom('file')
    .select(['id', 'sha256'])
    .where('id', 'in', [...ids])
    .execute()
  const bytes = new Map(files.map(({ id, sha256 }) => [id, sha256]))
  const named = JSON.stringify(JSON.parse(plain), (key, value: unknown) =>
    isFile(key) && typeof value === 'number' ? (bytes.get(value) ?? value) : value,
  )
  return createHash('sha256').update(named).digest('hex')
}

/** For how many days a sending is remembered: longer than any form stays open or any client tries again. */
export const rememberedDays = 30

/** Forgets sendings that nobody repeats any more. @returns how many */
export async function forgetSendings({ db, now }: Pick<System, 'db' | 'now'>): Promise<number> {
  const before = new Date(now().getTime() - rememberedDays * 86_400_000)
  // What the program itself sends once stays: it is what keeps it from being done again.
  const gone = await db
    .deleteFrom('submission')
    .where('at', '<', before)
    .where('actor', '<>', systemActor.name)
    .executeTakeFirst()
  return Number(gone.numDeletedRows)
}

function withoutSecrets(input: unknown, secret: readonly string[]): unknown {
  if (secret.length === 0 || typeof input !== 'object' || input === null) return input
  return Object.fromEntries(
    Object.entries(input).map(([key, value]) => [key, secret.includes(key) ? '…' : value]),
  )
}
