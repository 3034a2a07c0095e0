import type { Child } from 'hono/jsx'
import type { z } from 'zod'
import { type Guarded, mayRun } from '../platform/actor.ts'
import { takesFiles } from '../platform/forms/allowance.ts'
import type { Translate, Words } from '../platform/language.ts'
import type { Command } from '../platform/operation.ts'
import {
  addressOf,
  type Done,
  type FormState,
  type FormValues,
  freshForm,
  type Page,
  type PageRequest,
  type PageResult,
  receiver,
} from '../platform/page.ts'
import { type Fields, fields } from './fields.tsx'
import { Form, PostButton } from './form.tsx'
import type { FieldName, Filling } from './form-page.tsx'
import { LinkButton, Section } from './pieces.tsx'

/** A button for whoever may run the command: a link to its form, or, with `action`, one that runs it at once. */
export function Act(props: {
  command: Guarded
  request: PageRequest
  href?: string
  action?: string
  once?: string
  values?: Readonly<Record<string, string | number>>
  kind?: 'primary' | 'plain' | 'danger'
  small?: boolean
  /** Why this reader is kept out of it, which is said in its place; null or nothing where he is not. */
  held?: Words | null | undefined
  children?: Child
}) {
  const { command, request, href, action, once, values, kind, small, held, children } = props
  if (!mayRun(request.actor, command)) return null
  if (held != null) return <span class="hint max-w-prose">{request.t(held)}</span>
  if (action === undefined) return <LinkButton {...{ href: href ?? '', kind, small }}>{children}</LinkButton>
  return (
    <PostButton
      {...{ action, values, kind, small }}
      once={once ?? crypto.randomUUID()}
      label={String(children)}
    />
  )
}

/** The acts of a record that are shown on its page, one form at a time. */
export interface ActsOf<R, Key extends string> {
  /** The receivers of their forms. @param show shows the record again, with the form that was sent */
  readonly receivers: (show: (request: PageRequest, sent: Sent<Key>) => Promise<PageResult>) => Page[]
  /** The acts that this user could do now. */
  readonly open: (request: PageRequest, record: R) => Key[]
  /** The act whose form is shown: what was sent, else what the address wishes (`?do=`), else the next step. */
  readonly chosen: (request: PageRequest, record: R, sent?: Sent<Key>) => Key | undefined
  /** The form of one act, with links to the others beside its heading. */
  readonly form: (request: PageRequest, record: R, act: Key, sent?: Sent<Key>) => Promise<Child>
  readonly title: (act: Key) => Words
}

/** What an act asks for that only needs its reason: the version that was read, and why. */
export function reasonFields(of: {
  readonly f: Fields<'version' | 'reason'>
  readonly t: Translate
  readonly record: { readonly version: number }
}) {
  const { f, t, record } = of
  return (
    <>
      {f.hidden('version', record.version)}
      {f.area('reason', { label: t('Lý do', 'Reason'), rows: 2 })}
    </>
  )
}

/** A form that was sent and is shown again. */
export interface Sent<Key extends string = string> {
  readonly act: Key
  readonly form: FormState
}

/** One act, made by `act`: what it is on any record, whatever its command takes. */
export interface RecordAct<R> extends Guarded {
  readonly title: Words
  readonly kind: 'primary' | 'danger'
  readonly open: (record: R) => boolean
  readonly receiver: (
    at: Address,
    again: (request: PageRequest, form: FormState) => Promise<PageResult>,
  ) => Page
  readonly form: (request: PageRequest, record: R, at: Address, sent?: FormState) => Promise<Child>
}

type Address = `/${string}`

interface ActDeclaration<I extends z.ZodObject, O extends z.ZodType, R> {
  readonly title: Words
  /** Below the record's address. */
  readonly path: string
  /** Whether the record is in a state for it. */
  readonly open: (record: R) => boolean
  /** Why this reader is kept out of it, which is said in place of the form; null where he is not. */
  readonly held?: (record: R, request: PageRequest) => Promise<Words | null>
  readonly initial?: (record: R, request: PageRequest) => FormValues
  /** Input that the act sets. */
  readonly input?: (values: FormValues, request: PageRequest) => Readonly<Record<string, unknown>>
  /** What the record is, the page of the acts says; fields that serve several know less of it. */
  readonly fields: (filling: Filling<I, NoInfer<R>>) => Child | Promise<Child>
  readonly submit?: (record: R, t: Translate) => string
  readonly kind?: 'primary' | 'danger'
  readonly done: Words | ((output: z.input<O>) => Words)
  /** Where it leads, where that is not the record's page. */
  readonly to?: (output: z.input<O>) => string
}

/** An act on a record: its command, its form and what is said when it is done. The right comes from the command. */
export function act<I extends z.ZodObject, O extends z.ZodType, R>(
  command: Command<I, O>,
  declaration: ActDeclaration<I, O, R>,
): RecordAct<R> {
  const { title, path, open, input, kind = 'primary', done, to, submit } = declaration
  const files = takesFiles(command)
  return {
    title,
    kind,
    open,
    may: command.may,
    signed: command.signed,
    receiver: (at, again) =>
      receiver({
        command,
        address: `${at}/${path}`,
        input,
        done: (output, { request }): Done => ({
          to: to?.(output) ?? addressOf(at, request),
          message: typeof done === 'function' ? done(output) : done,
        }),
        again,
      }),
    async form(request, record, at, sent) {
      const { t } = request
      const held = (await declaration.held?.(record, request)) ?? null
      if (held !== null) return <p>{t(held)}</p>
      const form = sent ?? freshForm(declaration.initial?.(record, request))
      return (
        <Form
          {...{ form, t, kind, files }}
          action={`${addressOf(at, request)}/${path}`}
          submit={submit?.(record, t) ?? t(title)}
        >
          {await declaration.fields({ request, t, record, form, f: fields<FieldName<I>>(form, t, command) })}
        </Form>
      )
    },
  }
}

/**
 * The acts of a record that share its page, each with its receiver at `{address}/{path}`.
 * @param next the act that comes next, where it is not the first open one
 * @example
 * const acts = actsOf('/applications/{id}', {
 *   check: act(checkApplication, { title: …, path: 'check', open: canBe('check'), fields: checkFields, done: … }),
 *   withdraw: act(withdrawApplication, { … }),
 * })
 */
export function actsOf<R, Key extends string>(
  address: Address,
  acts: Readonly<Record<Key, RecordAct<R>>>,
  next?: (record: R) => NoInfer<Key> | undefined,
): ActsOf<R, Key> {
  const keys = Object.keys(acts) as Key[]
  const open = (request: PageRequest, record: R) =>
    keys.filter((key) => mayRun(request.actor, acts[key]) && acts[key].open(record))
  return {
    receivers: (show) =>
      keys.map((key) => acts[key].receiver(address, (request, form) => show(request, { act: key, form }))),
    open,
    // A form that was sent is shown again even if the state has moved on meanwhile: what was typed must not be lost.
    chosen(request, record, sent) {
      if (sent !== undefined) return sent.act
      const possible = open(request, record)
      const wished = [request.url.searchParams.get('do'), next?.(record)]
      return (
        wished.map((wish) => possible.find((key) => key === wish)).find((key) => key !== undefined) ??
        possible.find((key) => acts[key].kind !== 'danger')
      )
    },
    async form(request, record, chosen, sent) {
      const { t } = request
      const others = open(request, record).filter((key) => key !== chosen)
      return (
        <Section
          title={t(acts[chosen].title)}
          id="act"
          actions={others.map((key) => (
            <a href={`${addressOf(address, request)}?do=${key}#act`}>{t(acts[key].title)}</a>
          ))}
        >
          {await acts[chosen].form(request, record, address, sent?.form)}
        </Section>
      )
    },
    title: (key) => acts[key].title,
  }
}
