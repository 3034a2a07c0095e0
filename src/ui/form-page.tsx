import type { Child } from 'hono/jsx'
import type { z } from 'zod'
import { takesFiles } from '../platform/forms/allowance.ts'
import type { Translate, Words } from '../platform/language.ts'
import {
  addressOf,
  type Crumb,
  type FormState,
  type FormValues,
  freshForm,
  type Page,
  type PageRequest,
  page,
  type Receiver,
  receiver,
  type View,
} from '../platform/page.ts'
import { type Fields, fields } from './fields.tsx'
import { Form } from './form.tsx'
import { againstStored, type Stored } from './versions.tsx'

/** The names of a command's inputs: a field that the command does not know is a mistake of types. */
export type FieldName<I extends z.ZodObject> = keyof I['shape'] & string

/** What the parts of a form are made with. */
export interface Filling<I extends z.ZodObject, R> {
  readonly request: PageRequest
  readonly t: Translate
  /** What the form is about. */
  readonly record: R
  readonly form: FormState
  readonly f: Fields<FieldName<I>>
}

/** A text of a form's page: the same for each record, or told by it. */
type Said<I extends z.ZodObject, R> = Words | ((filling: Filling<I, R>) => string)

/** A page with one form. */
export interface FormPage<I extends z.ZodObject, O extends z.ZodType, R>
  extends Omit<Receiver<I, O>, 'again'> {
  /** Reads what the form is about, for showing it and for showing it again. */
  readonly record?: (request: PageRequest) => Promise<R>
  readonly title: Said<I, R>
  readonly lead?: Said<I, R>
  readonly crumbs?: (request: PageRequest, record: R) => readonly Crumb[]
  /** What the form proposes before anything was typed. */
  readonly initial?: (record: R, request: PageRequest) => FormValues | Promise<FormValues>
  /**
   * For a record with versions: what is stored. It is the proposal, and what another saved meanwhile stands beside what was typed.
   * `typed` is the form that was sent, where it says which record is meant; {} before anything was.
   */
  readonly stored?: (record: R, request: PageRequest, typed: FormValues) => Stored
  readonly fields: (filling: Filling<I, R>) => Child | Promise<Child>
  readonly submit: Said<I, R>
  readonly kind?: 'primary' | 'danger'
  /** As wide as the page. */
  readonly wide?: boolean
  /** Whether it is kept as a draft; by the number of its fields where nothing is said. */
  readonly draft?: boolean
  /** Where "Cancel" leads. */
  readonly cancel: string | ((record: R, request: PageRequest) => string)
  /** What stands above the form. */
  readonly above?: (filling: Filling<I, R>) => Child | Promise<Child>
  /** What stands below it in its frame. */
  readonly below?: (filling: Filling<I, R>) => Child
  /** What stands after its frame: how to fill it in. */
  readonly after?: (filling: Filling<I, R>) => Child
}

/** The pair of pages of a form, and its view for a page by hand. */
export interface FormPages {
  /** Shows the form (GET), receives it (POST). */
  readonly pages: readonly [Page, Page]
  readonly view: (request: PageRequest, form: FormState) => Promise<View>
}

/**
 * A form as a page and its receiver at one address, out of one declaration; who may run its command may open it.
 * @example
 * export const newContent = formPage({
 *   command: addContent,
 *   address: '/support/contents/new',
 *   title: words('Thêm nội dung hỗ trợ', 'Add a content of support'),
 *   fields: ({ f, t }) => f.text('name', { label: t('Tên', 'Name'), required: true }),
 *   submit: words('Thêm', 'Add'),
 *   cancel: '/support/contents',
 *   done: () => ({ to: '/support/contents', message: words('Đã thêm nội dung.', 'The content is added.') }),
 * })
 */
export function formPage<I extends z.ZodObject, O extends z.ZodType, R = null>(
  declaration: FormPage<I, O, R>,
): FormPages {
  const { command, address } = declaration
  const recordOf = async (request: PageRequest) => (await declaration.record?.(request)) as R
  const view = async (request: PageRequest, form: FormState) =>
    viewOf(declaration, request, await recordOf(request), form)
  const shown = page({
    route: `GET ${address}`,
    may: declaration.may ?? command.may,
    signed: command.signed,
    async run(request) {
      const record = await recordOf(request)
      const proposal = await declaration.initial?.(record, request)
      const stored = declaration.stored?.(record, request, {}).values
      return viewOf(declaration, request, record, freshForm({ ...stored, ...proposal }))
    },
  })
  return { pages: [shown, receiver({ ...declaration, again: view })], view }
}

async function viewOf<I extends z.ZodObject, O extends z.ZodType, R>(
  declaration: FormPage<I, O, R>,
  request: PageRequest,
  record: R,
  given: FormState,
): Promise<View> {
  const { t } = request
  const { command, crumbs, stored, cancel, lead, kind, wide, draft } = declaration
  const files = takesFiles(command)
  const wasSent = given.problem !== null || given.errors.length > 0
  const { form, notice } =
    stored === undefined
      ? { form: given, notice: null }
      : againstStored(given, stored(record, request, wasSent ? given.values : {}), t)
  const filling = { request, t, record, form, f: fields<FieldName<I>>(form, t, command) }
  const said = (text: Said<I, R>) => (typeof text === 'function' ? text(filling) : t(text))
  return {
    title: said(declaration.title),
    lead: lead === undefined ? undefined : said(lead),
    breadcrumbs: crumbs?.(request, record),
    body: (
      <>
        {await declaration.above?.(filling)}
        <div class="panel">
          {notice}
          <Form
            {...{ form, t, kind, files, wide, draft }}
            action={addressOf(declaration.address, request)}
            submit={said(declaration.submit)}
            cancel={typeof cancel === 'function' ? cancel(record, request) : cancel}
          >
            {stored === undefined ? null : (
              <input type="hidden" name="version" value={String(form.values.version ?? '')} />
            )}
            {await declaration.fields(filling)}
          </Form>
          {declaration.below?.(filling)}
        </div>
        {declaration.after === undefined ? null : <div class="mt-4">{declaration.after(filling)}</div>}
      </>
    ),
  }
}
