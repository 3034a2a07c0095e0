import type { Child } from 'hono/jsx'
import type { Translate } from '../platform/language.ts'
import type { FormState } from '../platform/page.ts'
import type { FieldProblem } from '../platform/problem.ts'
import { DraftBar, DraftFields, isDrafted } from './draft-bar.tsx'
import { labelsOf } from './fields.tsx'
import { PersonalNotice } from './personal-notice.tsx'
import { buttonKinds } from './pieces.tsx'

/** A POST form: the problem and all field reasons on top, then the fields, then its button. Sent twice it acts once. */
export function Form(props: {
  form: FormState
  t: Translate
  action: string
  submit: string
  kind?: 'primary' | 'plain' | 'danger'
  /** Whether it carries files. */
  files?: boolean
  /** Where "Cancel" leads. */
  cancel?: string
  /** As wide as the page, for a form that holds a table. */
  wide?: boolean
  /** Tells it from other forms of its page. */
  id?: string
  /** Whether it is kept as a draft; by the number of its fields where nothing is said. */
  draft?: boolean
  children?: Child
}) {
  const { form, t } = props
  const key = props.id ?? 'form'
  const drafted = isDrafted(form, props.draft)
  const shown = (
    <form
      method="post"
      action={props.action}
      enctype={props.files ? 'multipart/form-data' : undefined}
      novalidate
      id={key}
      data-typed={form.problem === null || form.restored ? 'fresh' : 'unsent'}
      class={props.wide ? 'grid grid-cols-1 gap-4' : 'grid max-w-3xl gap-4'}
    >
      <FormProblem form={form} t={t} />
      <input type="hidden" name="_once" value={form.once} />
      {drafted ? <DraftFields form={form} /> : null}
      {props.children}
      <PersonalNotice form={form} t={t} />
      <div class="flex flex-wrap gap-3 pt-1">
        <button class={`btn ${buttonKinds[props.kind ?? 'primary']}`} type="submit">
          {props.submit}
        </button>
        {props.cancel === undefined ? null : (
          <a class={`btn ${buttonKinds.plain}`} href={props.cancel} data-leave="1">
            {t('Thôi', 'Cancel')}
          </a>
        )}
      </div>
    </form>
  )
  return drafted ? (
    <>
      {shown}
      <DraftBar id={key} action={props.action} t={t} />
    </>
  ) : (
    shown
  )
}

/** What is wrong with a form, and each field's reason as a link to it; nothing when nothing is. */
export function FormProblem({ form, t }: { form: FormState; t: Translate }) {
  if (form.problem === null) return null
  const look = form.restored ? 'border-warning bg-warning/10' : 'border-error bg-error/5'
  return (
    <div class={`rounded-box border-l-4 p-4 ${look}`} role="alert">
      <p class="font-semibold">{t(form.problem)}</p>
      {form.errors.length === 0 ? null : (
        <ul class="mt-1 list-disc pl-5">
          {form.errors.map((error) => (
            <li>
              <a href={`#f-${error.field}`}>{saidOf(form, error, t)}</a>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function saidOf(form: FormState, { field, words }: FieldProblem, t: Translate): string {
  const known = labelsOf(form)
  const label = known.get(field) ?? known.get(field.split('.')[0] ?? '')
  return label === undefined ? t(words) : `${label}: ${t(words)}`
}

/** A button that posts at once, for an act that needs no fields. */
export function PostButton(props: {
  action: string
  label: string
  once: string
  kind?: 'primary' | 'plain' | 'danger'
  small?: boolean
  values?: Readonly<Record<string, string | number>>
}) {
  return (
    <form method="post" action={props.action} class="inline">
      <input type="hidden" name="_once" value={props.once} />
      {Object.entries(props.values ?? {}).map(([name, value]) => (
        <input type="hidden" name={name} value={String(value)} />
      ))}
      <button
        class={`btn ${buttonKinds[props.kind ?? 'plain']} ${props.small ? 'btn-sm' : ''}`}
        type="submit"
      >
        {props.label}
      </button>
    </form>
  )
}
