import type { z } from 'zod'
import type { Actor, Grant } from './actor.ts'
import type { BusinessRegister } from './business-register.ts'
import type { Db } from './database.ts'
import type { ErasureJournal } from './erasures.ts'
import type { FileStore } from './files.ts'
import type { Words } from './language.ts'
import type { FieldProblem, Problem } from './problem.ts'
import type { DecisionKind } from './signing.ts'

/** What a command or query runs with. */
export interface Context {
  /** The transaction of a command; the pool for a query. */
  readonly db: Db
  readonly actor: Actor
  readonly files: FileStore
  /** The journal of erasures, outside the database. */
  readonly erasures: ErasureJournal
  /** The national business register; null where none is configured. */
  readonly businessRegister: BusinessRegister | null
  /** The moment at which it began. */
  readonly now: Date
  /** Today in Asia/Ho_Chi_Minh, ISO. */
  readonly today: string
  /** The plan that the user chose to work in; null for the one in force. */
  readonly planId: number | null
}

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
/** `METHOD /path/{parameter}` below /api/v1. */
export type Route = `${Method} /${string}`

/** A field that may be empty, except in a case that its own input tells; what takes more is a rule that `asks`. */
export interface Need<T = never> {
  readonly field: keyof T & string
  /** The fields that it depends on: while one of them is wrong, nothing is said of it. */
  readonly of: readonly (keyof T & string)[]
  readonly when: (input: T) => boolean
  /** The case, as the form says it: `words('khi trả lại', 'when it is returned')`. */
  readonly said: Words
  /** What is said when it is empty; left out: that it is to be filled in. */
  readonly words?: Words
}

type Judgement = FieldProblem | readonly FieldProblem[] | null

/**
 * What a field must hold to, by the input alone or by what is stored. It is judged before the transaction, with the schema, so that
 * all that is wrong is told at once; a rule inside `run` is told in a second round, and is for what needs the lock.
 */
export type Rule<T = never> = Held<T> & {
  /** The fields that it looks at; it is judged when each of them is right by itself. */
  readonly of: readonly (keyof T & string)[]
  /** The fields that may be empty except in a case that it finds, with the case as the form says it. */
  readonly asks?: Readonly<Partial<Record<keyof T & string, Words>>>
}

export type Judge<T> = (input: T, context: Context) => Judgement | Promise<Judgement>

/** A rule finds what is wrong, or is a function that refuses it, which `run` asks again under its lock where others may change it meanwhile. */
type Held<T> = { readonly judge: Judge<T> } | { readonly check: (input: T, context: Context) => unknown }

interface Declaration<I extends z.ZodObject, O extends z.ZodType> {
  /** `capability.verb`, as it stands in the audit and on the command line. */
  readonly name: string
  /** One line for OpenAPI, the CLI and the audit page. */
  readonly summary: Words
  readonly route: Route
  /** Earlier addresses, still answered; the description names `route` alone. */
  readonly formerRoutes?: readonly Route[]
  readonly input: I
  readonly output: O
  /** Who may. Narrower rules (an enterprise sees its own records only) are the run's own. */
  readonly may: readonly Grant[]
  /** The kind of decision that it takes: of those who may, whoever signs such a decision today (`mayRun`). */
  readonly signed?: DecisionKind
  /** `session`: no token does it, whatever its scope. For accounts, passwords and tokens themselves. */
  readonly proof?: 'session'
  /** The largest body in bytes, where the input does not say how long its texts and lists may be; see `forms/allowance.ts`. */
  readonly body?: number
  /** Fields that are optional but for a case. The form says the case beside the field. */
  readonly needs?: readonly Need<z.output<I>>[]
  /** Rules of single fields, all of which are told at once, with what the schema finds. */
  readonly rules?: readonly Rule<z.output<I>>[]
  readonly run: (context: Context, input: z.output<I>) => Promise<z.input<O>>
}

/** A read. */
export interface Query<I extends z.ZodObject = z.ZodObject, O extends z.ZodType = z.ZodType>
  extends Declaration<I, O> {
  readonly kind: 'query'
  /** The media type of the file that it gives in place of JSON (`fileQuery`). */
  readonly file?: string
}

/** A read that gives a file, as it is declared. */
export interface FileQueryDeclaration<I extends z.ZodObject, O extends z.ZodType>
  extends Omit<Declaration<I, O>, 'output'> {
  readonly file: string
}

/** What a command on several records does its work with: each of them is one run of a command, by the same account. */
export interface Carrier {
  readonly context: Context
  /**
   * Tries a command with one input after the other and undoes all of it: each meets what those before it would have changed.
   * @returns for each input null, or what it would be refused for
   */
  readonly rehearse: <I extends z.ZodObject, O extends z.ZodType>(
    command: Command<I, O>,
    inputs: readonly unknown[],
  ) => Promise<readonly (Problem | null)[]>
  /** Runs a command once for this `key`, with its own transaction and record. @returns null, or what it is refused for */
  readonly perform: <I extends z.ZodObject, O extends z.ZodType>(
    command: Command<I, O>,
    input: unknown,
    key: string,
  ) => Promise<Problem | null>
  /** Takes the sending under its name, and gives what was answered to it before; null for a new one. */
  readonly claim: (name: string, input: unknown) => Promise<string | null>
  /** Keeps what is answered. */
  readonly answer: (result: unknown) => Promise<void>
}

/** A write: one transaction, one audit record. */
export interface Command<I extends z.ZodObject = z.ZodObject, O extends z.ZodType = z.ZodType>
  extends Omit<Declaration<I, O>, 'run'> {
  readonly kind: 'command'
  /**
   * What takes long and locks nothing, such as reading a document: done on the pool before the transaction opens, so that no
   * connection waits inside one. Its result is the third argument of `run`. It writes nothing.
   */
  readonly prepare?: (context: Context, input: z.output<I>) => Promise<unknown>
  readonly run: (context: Context, input: z.output<I>, prepared: unknown) => Promise<z.input<O>>
  /** In place of `run`, for a command on several records: each is a command with a transaction and an audit record of its own (`manyCommand`). */
  readonly carry?: (carrier: Carrier, input: z.output<I>) => Promise<z.input<O>>
  /** What is waited for once it is written, on the pool. @throws Problem that keeps the caller from going on with what was written */
  readonly after?: (context: Context, output: z.input<O>) => Promise<void>
  /** The record that the audit files this under, as `type:id`. */
  readonly subject?: (input: z.output<I>, output: z.input<O>) => string | null
  /** Keys of the input and output that are never stored (passwords, tokens). */
  readonly secret?: readonly string[]
}

interface LooseNeed extends Omit<Need, 'field' | 'of'> {
  readonly field: string
  readonly of: readonly string[]
}
type LooseRule = Held<never> & {
  readonly of: readonly string[]
  readonly asks?: Readonly<Record<string, Words | undefined>>
}

/** Any command or query, whatever it takes and gives: what lists of them hold. */
export interface Operation {
  readonly kind: 'query' | 'command'
  readonly name: string
  readonly summary: Words
  readonly route: Route
  readonly formerRoutes?: readonly Route[]
  readonly input: z.ZodObject
  readonly output: z.ZodType
  readonly may: readonly Grant[]
  readonly signed?: DecisionKind
  readonly proof?: 'session'
  readonly body?: number
  readonly file?: string
  readonly needs?: readonly LooseNeed[]
  readonly rules?: readonly LooseRule[]
  readonly prepare?: (context: Context, input: never) => Promise<unknown>
  readonly run: (context: Context, input: never, prepared: never) => Promise<unknown>
  readonly carry?: (carrier: Carrier, input: never) => Promise<unknown>
  readonly after?: (context: Context, output: never) => Promise<void>
  readonly subject?: (input: never, output: never) => string | null
  readonly secret?: readonly string[]
}

/** The capability that an operation belongs to: the first part of its name. */
export function capabilityOf(operation: { readonly name: string }): string {
  return operation.name.split('.')[0] ?? ''
}

/** Output of an operation. */
export type Output<T> = T extends { output: infer O extends z.ZodType } ? z.input<O> : never

/** A command as it is declared: `run` takes what its own `prepare` gives. */
export interface CommandDeclaration<I extends z.ZodObject, O extends z.ZodType, P>
  extends Omit<Command<I, O>, 'kind' | 'prepare' | 'run'> {
  readonly prepare?: (context: Context, input: z.output<I>) => Promise<P>
  readonly run: (context: Context, input: z.output<I>, prepared: P) => Promise<z.input<O>>
}

const summaries = new Map<string, Words>()

/** What a command of the audit trail did, in the words of its own summary; its name when the program no longer has it. */
export const actWords = (name: string): Words => summaries.get(name) ?? { vi: name, en: name }

/** The name of an event that the audit trail keeps beside the commands, with what it was in words. */
export function namedEvent<const Name extends string>(name: Name, summary: Words): Name {
  summaries.set(name, summary)
  return name
}

/**
 * Declares a command once for the page, REST and the command line. Throws at load when nobody may.
 * @example
 * export const removeProduct = command({
 *   name: 'enterprises.removeProduct',
 *   summary: words('Xóa sản phẩm', 'Remove a product'),
 *   route: 'DELETE /enterprises/{id}/products/{productId}',
 *   input: z.object({ id: id(), productId: id() }),
 *   output: z.object({ id: z.int() }),
 *   may: ['coordinator'],
 *   subject: ({ id }) => `enterprise:${id}`,
 *   run: async ({ db }, input) => { … },
 * })
 */
export function command<I extends z.ZodObject, O extends z.ZodType, P = undefined>(
  declaration: CommandDeclaration<I, O, P>,
): Command<I, O> {
  const { run } = declaration
  summaries.set(declaration.name, declaration.summary)
  return {
    kind: 'command',
    ...checked(declaration),
    // `execute` hands over what `prepare` of the same declaration gave.
    run: (context, input, prepared) => run(context, input, prepared as P),
  }
}

/** Declares a query once for the page, REST and the command line. Throws at load when nobody may. */
export function query<I extends z.ZodObject, O extends z.ZodType>(
  declaration: Omit<Query<I, O>, 'kind'>,
): Query<I, O> {
  return { kind: 'query', ...checked(declaration) }
}

function checked<D extends { name: string; may: readonly Grant[]; route: string }>(declaration: D): D {
  if (declaration.may.length === 0) throw new Error(`${declaration.name} declares nobody who may`)
  return declaration
}
