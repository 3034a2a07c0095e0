import type { z } from 'zod'
import { type Actor, delegatedAway, holds, mayRun } from './actor.ts'
import type { Via } from './audit.ts'
import { today } from './dates.ts'
import { problemsOf } from './judge.ts'
import { words } from './language.ts'
import { type Command, type Context, capabilityOf, type Operation, type Query } from './operation.ts'
import { type FieldProblem, forbidden, invalid, type Problem, unauthenticated } from './problem.ts'
import { isAnswered } from './sendings.ts'
import type { System } from './system.ts'

/* What stands before an operation: who may run it, and whether what was sent can be taken. */

export interface Execution {
  readonly via: Via
  /** Names one filling of a form: the second sending with the same name gives the first answer and writes nothing. */
  readonly once?: string | undefined
  /** The plan chosen to work in; the one in force when left out. */
  readonly planId?: number | null
  /** Fields that are wrong already (a file that was refused): the rest is judged with them, and nothing is written. */
  readonly wrong?: readonly FieldProblem[]
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
export function refuseUnsigned(operation: Pick<Operation, 'may' | 'signed'>, actor: Actor): void {
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

/** An input that can be taken, with what a rule refused beside its fields (`ran`). */
export interface Taken<I extends z.ZodObject> {
  readonly input: z.output<I>
  readonly refused: Problem | null
}

/**
 * Runs an operation on what was judged. What a rule's `check` refused is refused, even by a run that does not ask it again; the run comes
 * first, since it knows who may see the record.
 */
export async function ran<I extends z.ZodObject, O extends z.ZodType>(
  context: Context,
  operation: Command<I, O> | Query<I, O>,
  { input, refused }: Taken<I>,
  prepared?: unknown,
): Promise<z.input<O>> {
  const output = await operation.run(context, input, prepared)
  if (refused !== null) throw refused
  return output
}

/** The input, when nothing is wrong with it. @throws Problem 422 with all that is */
export async function judged<I extends z.ZodObject, O extends z.ZodType>(
  system: System,
  operation: Command<I, O> | Query<I, O>,
  actor: Actor,
  raw: unknown,
  execution: Execution,
): Promise<Taken<I>> {
  const { once } = execution
  // A form's wrong field is the command's; what its page reads beside it is not refused for it.
  const wrong = operation.kind === 'command' ? (execution.wrong ?? []) : []
  const parsed = operation.input.safeParse(raw, { reportInput: true })
  const here = contextOf(system, system.db, actor, execution)
  const { fields, refused } = await problemsOf(operation as Operation, { raw, parsed, wrong }, here)
  // What was sent before is answered as it was then, even if it would be judged otherwise now.
  const before = fields.length > 0 && wrong.length === 0 && (await isAnswered(system, once))
  if (!parsed.success || (fields.length > 0 && !before)) throw invalid(fields)
  return { input: parsed.data, refused }
}

/** What an operation runs with. */
export function contextOf(
  system: System,
  db: Context['db'],
  actor: Actor,
  { planId = null }: Execution,
): Context {
  const now = system.now()
  const { files, erasures, businessRegister } = system
  return { db, actor, files, erasures, businessRegister, now, today: today(now), planId }
}
