import type { Child } from 'hono/jsx'
import type { z } from 'zod'
import type { Actor, Grant, Guarded } from './actor.ts'
import { newFilling } from './forms/filling.ts'
import { type Language, type Translate, type Words, words } from './language.ts'
import type { Command, Operation, Query } from './operation.ts'
import { type FieldProblem, notFound, Problem } from './problem.ts'
import type { System } from './system.ts'

/** A form as it was sent: text as typed; an uploaded file is kept at once and stands here as its id. */
export type FormValues = Readonly<Record<string, string | string[] | undefined>>

/** What a page is asked with. */
export interface PageRequest {
  readonly system: System
  readonly actor: Actor
  readonly language: Language
  readonly t: Translate
  readonly url: URL
  /** The `{name}` parts of the route. */
  readonly params: Readonly<Record<string, string>>
  readonly headers: Headers
  /** The plan that the user chose to work in; null for the one in force. */
  readonly planId: number | null
  /** Where the request comes from; counts failed sign-ins. */
  readonly address: string
  /** Runs a query or command as this user, through the page face. */
  execute<I extends z.ZodObject, O extends z.ZodType>(
    operation: Command<I, O> | Query<I, O>,
    input: unknown,
    once?: string,
  ): Promise<z.input<O>>
  /** Whether this user may open the page of an address of ours; a link to it is shown to nobody else. */
  mayOpen(href: string): boolean
  /** Whether this user may send a form to an address of ours: where its command stands in a room above, its button asks this. */
  maySend(action: string): boolean
  /** The form that was sent; {} for a GET. */
  form(): Promise<FormValues>
}

/** A link of the way up to this page. */
export interface Crumb {
  readonly label: string
  readonly href: string
}

/**
 * What of a record waits for somebody: the record itself or one that hangs from it, as the kinds of work name it, or whatever is an
 * enterprise's or a plan's.
 */
export type Matter =
  | { readonly record: string; readonly id: number }
  | { readonly enterpriseId: number }
  | { readonly planId: number }

/** A step on a record's way. */
export interface Step {
  readonly label: string
  /** `past`, where it is now, `ahead`, or `ended`: the way ended there otherwise than it should. */
  readonly at: 'past' | 'now' | 'ahead' | 'ended'
  /** The day it was reached, ISO. */
  readonly on?: string | null
}

/** The record that a page is of: its state, its next step and its way stand above the page, its story beside it. */
export interface RecordHead {
  readonly matters: readonly [Matter, ...Matter[]]
  /** The state as the kinds of work name it, and as it is shown. */
  readonly state: { readonly key: string; readonly shown: Child }
  readonly steps: readonly Step[]
  /** What can still be done with a record that is finished: below its story. */
  readonly late?: Child
  /** A document with wide tables: its story stands below it on a desk too. */
  readonly wide?: boolean
}

/** A page inside the shell. */
export interface View {
  readonly title: string
  readonly body: Child
  readonly status?: number
  readonly breadcrumbs?: readonly Crumb[]
  /** Buttons beside the heading. */
  readonly actions?: Child
  /** A sentence under the heading. */
  readonly lead?: string
  readonly record?: RecordHead
  /** Whether the page may use the camera of the device; no other may. */
  readonly camera?: boolean
  /** Whether the page may ask where the device is; no other may. */
  readonly geolocation?: boolean
}

/** Sends the browser on; the message greets it there. */
export interface Redirect {
  readonly to: string
  readonly message?: string
  readonly headers?: Headers
}

export type PageResult = View | Redirect | Response

/** A place in the navigation: shown to those who may open the page. */
export interface Place {
  readonly group:
    | 'programme'
    | 'work'
    | 'reporting'
    | 'tasks'
    | 'activities'
    | 'money'
    | 'figures'
    | 'rules'
    | 'system'
  readonly order: number
  /** For whom it is one of the few that the menu shows first; the rest stand under "More". */
  readonly main?: readonly Grant[]
  readonly label: Words
}

/** The query of a list and the columns that it shows. */
export interface Listing {
  readonly query: Operation
  readonly columns: (
    request: PageRequest,
  ) => Promise<readonly { readonly key: string; readonly kind?: string; readonly sort?: string }[]>
}

export interface Page {
  readonly route: `${'GET' | 'POST'} /${string}`
  /** Who may open it. Narrower rules are those of the operations that it calls. */
  readonly may: readonly Grant[]
  /** The kind of decision that it is a form of: it is linked for whoever signs that today. */
  readonly signed?: Guarded['signed']
  readonly place?: Place
  /** What it is for, in a few words: its entry in the menu, else the summary of the operation that it shows or runs. */
  readonly about?: Words
  /** `?plan=` of its address filters what it lists and does not choose the plan to work in. */
  readonly filtersPlans?: boolean
  /** What a list shows: for tests that walk every list. */
  readonly list?: Listing
  /** The command that the form runs which this page receives: how much it reads follows from what that takes. */
  readonly command?: Operation
  /** The command that keeps each file of the form, where whoever sends it has no account; it takes name, bytes and the address's `{parts}`. */
  readonly keeps?: Keeping
  readonly run: (request: PageRequest) => Promise<PageResult>
}

/** How the files of whoever has no account are kept. */
export interface Keeping {
  /** The query that answers to the address's `{parts}` for whoever may send: asked before anything is read, so that a stranger's body is not. */
  // biome-ignore lint/suspicious/noExplicitAny: the shapes of queries differ; the page hands over what they all take.
  readonly known: Query<any, any>
  // biome-ignore lint/suspicious/noExplicitAny: the shapes of commands differ; the page hands over what they all take.
  readonly by: Command<any, any>
}

/** A page's declaration: `for` names the operation whose right it takes over, `may` says a right of its own. */
type PageDeclaration = Omit<Page, 'may'> &
  ({ readonly for: Guarded | Operation } | { readonly may: readonly Grant[] })

/**
 * Declares a page (GET) or the receiver of a form (POST). Throws at load when nobody may.
 * @example
 * export const studyPage = page({
 *   route: 'GET /studies/{id}',
 *   for: showStudy,
 *   run: async (request) => studyView(request, await request.execute(showStudy, { id: numberOf(request, 'id') })),
 * })
 */
export function page(declaration: PageDeclaration): Page {
  const { route, place, filtersPlans, list, keeps, run } = declaration
  const source = 'for' in declaration ? declaration.for : declaration
  if (source.may.length === 0) throw new Error(`${route} declares nobody who may`)
  const command = declaration.command ?? commandOf(source)
  const signed = declaration.signed ?? source.signed
  const about = declaration.about ?? place?.label ?? summaryOf(source)
  return { route, may: source.may, signed, place, about, filtersPlans, list, command, keeps, run }
}

/** What the operation that a page takes its right from is for; undefined where that is a right alone. */
function summaryOf(source: Guarded | Operation): Words | undefined {
  return 'kind' in source && 'summary' in source && 'route' in source
    ? (source as Operation).summary
    : undefined
}

/** The command that a page takes its right from; undefined where that is a query, or a right alone. */
function commandOf(source: Guarded | Operation): Operation | undefined {
  return 'kind' in source && source.kind === 'command' ? source : undefined
}

/** What a form page shows: what was typed, what is wrong with it, and the name of this filling. */
export interface FormState {
  readonly values: FormValues
  readonly errors: readonly FieldProblem[]
  /** A problem that belongs to no single field. */
  readonly problem: Words | null
  /** Goes into the hidden field `_once`. */
  readonly once: string
  /** A form that was kept when its session had ended: its problem is news, no mistake. */
  readonly restored?: boolean
}

/** The number in the address under this name; anything else is a page that does not exist. @throws Problem 404 */
export function numberOf(request: PageRequest, name: string): number {
  const text = request.params[name] ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw notFound(words('trang này', 'Page'))
}

/** What a script of a page is answered. */
export const inJson = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' },
  })

/** Whether the script of a page asks, which takes JSON; a form without it takes a page. */
export const asksJson = ({ headers }: PageRequest) =>
  headers.get('accept')?.includes('application/json') === true

/** The fields of a form below a name: `answers.3` as `3`; those that were left empty are left out. */
export const fieldsUnder = (values: FormValues, name: string) =>
  Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) =>
      key.startsWith(`${name}.`) && value !== undefined && value !== ''
        ? [[key.slice(name.length + 1), value] as const]
        : [],
    ),
  )

/** An address with its `{parts}` as this request has them. */
export function addressOf(pattern: string, { params }: PageRequest): string {
  return pattern.replace(/\{(\w+)\}/g, (_part, name: string) => encodeURIComponent(params[name] ?? ''))
}

/** A form before anything was typed; `values` are proposals. */
export function freshForm(values: FormValues = {}): FormState {
  return { values, errors: [], problem: null, once: newFilling() }
}

/** The name of the filling that a form was sent with; a new one when it bore none. */
export function fillingOf(values: FormValues): string {
  return typeof values._once === 'string' && values._once !== '' ? values._once : newFilling()
}

/**
 * Runs a command with what a form sent. When it succeeds `done` says where to go; when the user can mend it, `again`
 * shows the same form with everything typed and the reasons beside the fields. Without `again` the problem is a page of its own.
 * @param input turns the form's values into the command's input; without it they go as they are
 */
export async function submit<I extends z.ZodObject, O extends z.ZodType>(
  request: PageRequest,
  operation: Command<I, O>,
  handlers: {
    readonly input?: (values: FormValues) => unknown | Promise<unknown>
    readonly done: (output: z.input<O>, values: FormValues) => PageResult
    readonly again?: ((form: FormState) => Promise<PageResult>) | undefined
  },
): Promise<PageResult> {
  const values = await request.form()
  const once = typeof values._once === 'string' && values._once !== '' ? values._once : undefined
  try {
    const output = await request.execute(operation, (await handlers.input?.(values)) ?? values, once)
    return handlers.done(output, values)
  } catch (error) {
    const { again } = handlers
    if (!(error instanceof Problem) || error.status === 401 || error.status === 404) throw error
    if (again === undefined) throw error
    const shown = await again({
      values,
      errors: error.fields,
      problem: error.words,
      once: fillingOf(values),
      restored: error.code === 'typed.restored',
    })
    return 'body' in shown && 'title' in shown ? { ...shown, status: error.status } : shown
  }
}

/** Where a form leads when its command has run, and what greets the user there. */
export interface Done {
  readonly to: string
  readonly message?: Words
}

/** The receiver of a form. */
export interface Receiver<I extends z.ZodObject, O extends z.ZodType> {
  /** What it runs; its right is the page's. */
  readonly command: Command<I, O>
  /** A right of its own, where the command asks for more than one grant. */
  readonly may?: readonly Grant[]
  /** What keeps its files, where whoever sends them has no account. */
  readonly keeps?: Keeping
  /** The address that the form is sent to; its `{parts}` go into the command's input. */
  readonly address: `/${string}`
  /** What else goes into the input, or goes into it otherwise than it was typed. */
  readonly input?: (
    values: FormValues,
    request: PageRequest,
  ) => Readonly<Record<string, unknown>> | Promise<Readonly<Record<string, unknown>>>
  /** Where it leads, or what is shown once. */
  readonly done: (output: z.input<O>, sent: { values: FormValues; request: PageRequest }) => Done | View
  /** The page that shows the form, with what was typed and what is wrong with it; left out for a button, which has nothing to be mended. */
  readonly again?: (request: PageRequest, form: FormState) => Promise<PageResult> | PageResult
}

/**
 * The page that receives a form and runs its command.
 * @example
 * receiver({
 *   command: retractEvent,
 *   address: '/training/{id}/retract',
 *   done: ({ eventId }) => ({ to: `/training/${eventId}`, message: words('Đã rút sự kiện.', 'The event is retracted.') }),
 *   again: (request, form) => showView(request, form),
 * })
 */
export function receiver<I extends z.ZodObject, O extends z.ZodType>(declaration: Receiver<I, O>): Page {
  const { command, address, input, done, again, keeps } = declaration
  return page({
    route: `POST ${address}`,
    may: declaration.may ?? command.may,
    signed: command.signed,
    command,
    ...(keeps === undefined ? {} : { keeps }),
    run: (request) =>
      submit(request, command, {
        input: async (values) => ({ ...values, ...request.params, ...(await input?.(values, request)) }),
        done: (output, values) => {
          const shown = done(output, { values, request })
          if ('body' in shown) return shown
          const { to, message } = shown
          return message === undefined ? { to } : { to, message: request.t(message) }
        },
        again: again && (async (form) => again(request, form)),
      }),
  })
}
