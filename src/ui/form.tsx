import type { Child } from 'hono/jsx'
import { formatDate } from '../platform/dates.ts'
import { acceptedTypes } from '../platform/files.ts'
import { fileNameField, removeField, type SecretField } from '../platform/forms/body.ts'
import { type Mark, markOf } from '../platform/judge.ts'
import type { Translate, Words } from '../platform/language.ts'
import type { Operation } from '../platform/operation.ts'
import type { FormState } from '../platform/page.ts'
import type { PersonalKind } from '../platform/personal.ts'
import type { FieldProblem } from '../platform/problem.ts'
import { notePersonal, PersonalNotice } from './personal-notice.tsx'
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
  /** Labels for the reasons on top, by field. */
  id?: string
  children?: Child
}) {
  const { form, t } = props
  const key = props.id ?? 'form'
  return (
    <form
      method="post"
      action={props.action}
      enctype={props.files ? 'multipart/form-data' : undefined}
      novalidate
      id={key}
      data-typed="1"
      class={props.wide ? 'grid grid-cols-1 gap-4' : 'grid max-w-3xl gap-4'}
    >
      <FormProblem form={form} t={t} />
      <input type="hidden" name="_once" value={form.once} />
      {props.children}
      <PersonalNotice form={form} t={t} />
      <div class="flex flex-wrap gap-3 pt-1">
        <button class={`btn ${buttonKinds[props.kind ?? 'primary']}`} type="submit">
          {props.submit}
        </button>
        {props.cancel === undefined ? null : (
          <a class={`btn ${buttonKinds.plain}`} href={props.cancel}>
            {t('Thôi', 'Cancel')}
          </a>
        )}
      </div>
    </form>
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

/** The labels of a form's fields as they are drawn, so that a problem says which field it is of. */
const labels = new WeakMap<FormState, Map<string, string>>()

function saidOf(form: FormState, { field, words }: FieldProblem, t: Translate): string {
  const known = labels.get(form)
  const label = known?.get(field) ?? known?.get(field.split('.')[0] ?? '')
  return label === undefined ? t(words) : `${label}: ${t(words)}`
}

export interface FieldOptions {
  readonly label: string
  readonly hint?: string
  /** Said where no command says it: always, or in the case that the words name. */
  readonly required?: boolean | Words
  /** The kind of personal data that it takes: the form says what for. Passwords, several lines and files say it by themselves. */
  readonly personal?: PersonalKind
}

export interface Choice {
  readonly value: string | number
  readonly label: string
  /** Choices with the same group stand together. */
  readonly group?: string
}

/**
 * The fields of one form, bound to what was typed and what is wrong: `const f = fields(form, t)`, then `{f.text('name', {label})}`.
 * `Name` narrows the names to those that the form's command knows. What may be left empty is marked by what that command takes.
 */
export function fields<Name extends string = string>(form: FormState, t: Translate, command?: Operation) {
  const typedIn = (name: string): string => {
    const value = form.values[name]
    return (Array.isArray(value) ? value.at(-1) : value) ?? ''
  }
  const valuesOf = (name: string): string[] => {
    const value = form.values[name]
    return value === undefined ? [] : Array.isArray(value) ? value : [value]
  }
  const errorOf = (name: string) =>
    form.errors.find((error) => error.field === name || error.field.startsWith(`${name}.`))

  const named = labels.get(form) ?? new Map<string, string>()
  labels.set(form, named)
  /** What the command says of a field; where it leaves it open, or is not named, what the form says. */
  const markedAs = (name: string, options: FieldOptions): Mark => {
    const mark = command === undefined ? null : markOf(command, name)
    if (mark === 'required') return mark
    if (options.required === true) return 'required'
    return mark ?? (options.required || 'optional')
  }
  const isRequired = (name: string, options: FieldOptions) =>
    markedAs(name, options) === 'required' ? true : undefined
  const markWords = (name: string, options: FieldOptions) => {
    const mark = markedAs(name, options)
    if (mark === 'required') return null
    const said =
      mark === 'optional' ? t('không bắt buộc', 'optional') : t(`bắt buộc ${mark.vi}`, `required ${mark.en}`)
    return <span class="hint font-normal"> ({said})</span>
  }

  const wiring = (name: string, options: FieldOptions) => {
    named.set(name, options.label)
    notePersonal(form, options.personal)
    const described = [options.hint ? `h-${name}` : '', errorOf(name) ? `e-${name}` : '']
      .filter(Boolean)
      .join(' ')
    return {
      id: `f-${name}`,
      name,
      required: isRequired(name, options),
      'aria-invalid': errorOf(name) ? ('true' as const) : undefined,
      'aria-describedby': described || undefined,
    }
  }
  const around = (name: string, options: FieldOptions, control: Child) => {
    const error = errorOf(name)
    return (
      <div>
        <label class="mb-1 block font-semibold" for={`f-${name}`}>
          {options.label}
          {markWords(name, options)}
        </label>
        {options.hint === undefined ? null : (
          <p class="hint mb-1" id={`h-${name}`}>
            {options.hint}
          </p>
        )}
        {control}
        {error === undefined ? null : (
          <p class="mt-1 font-semibold text-error" id={`e-${name}`}>
            {t(error.words)}
          </p>
        )}
      </div>
    )
  }
  const tone = (name: string, base: string) =>
    `${base} w-full ${errorOf(name) ? 'border-error' : 'border-base-content/40'}`
  const line = (name: string, options: FieldOptions, extra: Record<string, string | undefined>) =>
    around(
      name,
      options,
      <input class={tone(name, 'input')} value={typedIn(name)} {...extra} {...wiring(name, options)} />,
    )

  return {
    /** One line of text. */
    text: (
      name: Name,
      options: FieldOptions & { type?: 'text' | 'email' | 'tel' | 'url'; autocomplete?: string },
    ) => line(name, options, { type: options.type ?? 'text', autocomplete: options.autocomplete }),
    /** A password; never filled in again. */
    password: (
      name: Name & SecretField,
      options: FieldOptions & { autocomplete: 'current-password' | 'new-password' },
    ) =>
      around(
        name,
        options,
        <input
          type="password"
          class={tone(name, 'input')}
          autocomplete={options.autocomplete}
          {...wiring(name, { ...options, personal: options.personal ?? 'credential' })}
        />,
      ),
    /** Several lines. */
    area: (name: Name, options: FieldOptions & { rows?: number }) =>
      around(
        name,
        options,
        <textarea
          class={tone(name, 'textarea')}
          rows={options.rows ?? 4}
          {...wiring(name, { ...options, personal: options.personal ?? 'freeText' })}
        >
          {typedIn(name)}
        </textarea>,
      ),
    /** A whole number, typed with or without separators. */
    number: (name: Name, options: FieldOptions) =>
      line(name, options, { type: 'text', inputmode: 'numeric', autocomplete: 'off' }),
    /** An amount; "1.500.000", "1,5 tỷ" and "30 triệu" are understood, and the hint says so. */
    money: (name: Name, options: FieldOptions) =>
      line(
        name,
        {
          ...options,
          hint:
            options.hint ??
            t('Đồng; có thể viết 30 triệu hoặc 1,5 tỷ.', 'In đồng; “30 triệu” or “1,5 tỷ” is understood.'),
        },
        { type: 'text', inputmode: 'decimal', autocomplete: 'off' },
      ),
    /** A day, typed 23/11/2026: the browser's own picker writes dates in the order of its own language. */
    date: (name: Name, options: FieldOptions) => {
      const typed = typedIn(name)
      const shown = /^\d{4}-\d{2}-\d{2}$/.test(typed) ? formatDate(typed) : typed
      return around(
        name,
        {
          ...options,
          hint: options.hint ?? t('Ngày/tháng/năm, ví dụ 23/11/2025.', 'Day/month/year, such as 23/11/2025.'),
        },
        <input
          class={tone(name, 'input max-w-48')}
          type="text"
          inputmode="numeric"
          autocomplete="off"
          value={shown}
          {...wiring(name, options)}
          aria-describedby={[`h-${name}`, errorOf(name) ? `e-${name}` : ''].filter(Boolean).join(' ')}
        />,
      )
    },
    /** One of a list. `empty` is the words of no choice; without it the first choice is chosen. */
    select: (name: Name, options: FieldOptions & { choices: readonly Choice[]; empty?: string }) => {
      const chosen = typedIn(name)
      const groups = Map.groupBy(options.choices, (choice) => choice.group ?? '')
      const items = (choices: readonly Choice[]) =>
        choices.map((choice) => (
          <option value={String(choice.value)} selected={String(choice.value) === chosen}>
            {choice.label}
          </option>
        ))
      return around(
        name,
        options,
        <select class={tone(name, 'select')} {...wiring(name, options)}>
          {options.empty === undefined ? null : <option value="">{options.empty}</option>}
          {[...groups].map(([group, choices]) =>
            group === '' ? items(choices) : <optgroup label={group}>{items(choices)}</optgroup>,
          )}
        </select>,
      )
    },
    /** A few choices, all in sight. */
    radio: (name: Name, options: FieldOptions & { choices: readonly Choice[] }) => {
      const error = errorOf(name)
      return (
        <fieldset id={`f-${name}`} aria-describedby={error ? `e-${name}` : undefined}>
          <legend class="mb-1 font-semibold">{options.label}</legend>
          {options.hint === undefined ? null : <p class="hint mb-1">{options.hint}</p>}
          <div class="grid gap-2">
            {options.choices.map((choice) => (
              <label class="flex items-start gap-2">
                <input
                  class="radio mt-0.5 border-base-content/60"
                  type="radio"
                  name={name}
                  value={String(choice.value)}
                  checked={String(choice.value) === typedIn(name)}
                />
                <span>{choice.label}</span>
              </label>
            ))}
          </div>
          {error === undefined ? null : (
            <p class="mt-1 font-semibold text-error" id={`e-${name}`}>
              {t(error.words)}
            </p>
          )}
        </fieldset>
      )
    },
    /** A single yes; sends `true`, nothing when not ticked. */
    check: (name: Name, options: FieldOptions) => {
      const error = errorOf(name)
      return (
        <div>
          <label class="flex items-start gap-2">
            <input
              class="checkbox mt-0.5 border-base-content/60"
              type="checkbox"
              value="true"
              checked={valuesOf(name).includes('true')}
              {...wiring(name, options)}
            />
            <span>{options.label}</span>
          </label>
          {options.hint === undefined ? null : (
            <p class="hint" id={`h-${name}`}>
              {options.hint}
            </p>
          )}
          {error === undefined ? null : (
            <p class="mt-1 font-semibold text-error" id={`e-${name}`}>
              {t(error.words)}
            </p>
          )}
        </div>
      )
    },
    /** A file. Once it has been kept, a mistake elsewhere in the form does not lose it: its number travels on. */
    file: (name: Name, options: FieldOptions & { accept?: string }) => {
      const kept = /^\d+$/.test(typedIn(name)) ? typedIn(name) : null
      const keptName = typedIn(fileNameField(name)) || t('Tệp đã tải lên', 'The uploaded file')
      return around(
        name,
        {
          ...options,
          hint:
            options.hint ?? t('PDF, ảnh, DOCX, XLSX, ODT hoặc ODS.', 'PDF, picture, DOCX, XLSX, ODT or ODS.'),
        },
        <>
          {kept === null ? null : (
            <p class="mb-1">
              <input type="hidden" name={name} value={kept} />
              <input type="hidden" name={fileNameField(name)} value={typedIn(fileNameField(name))} />
              {t('Đã giữ tệp', 'Kept')}: <a href={`/files/${kept}`}>{keptName}</a>
              <span class="hint">
                {' '}
                · {t('chọn tệp khác để thay, hoặc', 'choose another to replace it, or')}{' '}
              </span>
              <label class="hint">
                <input
                  class="checkbox checkbox-sm border-base-content/60"
                  type="checkbox"
                  name={removeField(name)}
                  value="true"
                />{' '}
                {t('bỏ tệp này', 'remove it')}
              </label>
            </p>
          )}
          <input
            class={tone(name, 'file-input')}
            type="file"
            accept={options.accept ?? acceptedTypes}
            {...wiring(name, { ...options, personal: options.personal ?? 'file' })}
            required={kept === null ? isRequired(name, options) : undefined}
            aria-describedby={[`h-${name}`, errorOf(name) ? `e-${name}` : ''].filter(Boolean).join(' ')}
          />
        </>,
      )
    },
    hidden: (name: Name, value: string | number) => <input type="hidden" name={name} value={String(value)} />,
    /** What was typed or proposed under this name. */
    value: (name: Name) => typedIn(name),
  }
}

export type Fields<Name extends string = string> = ReturnType<typeof fields<Name>>

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
