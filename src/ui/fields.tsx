import type { Child } from 'hono/jsx'
import { formatDate } from '../platform/dates.ts'
import { isTicked } from '../platform/fields.ts'
import { acceptedTypes } from '../platform/files.ts'
import { fileNameField, placeField, removeField, type SecretField } from '../platform/forms/body.ts'
import { type Mark, markOf } from '../platform/judge.ts'
import type { Translate, Words } from '../platform/language.ts'
import type { Operation } from '../platform/operation.ts'
import type { FormState } from '../platform/page.ts'
import type { PersonalKind } from '../platform/personal.ts'
import { notePersonal } from './personal-notice.tsx'

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

const labels = new WeakMap<FormState, Map<string, string>>()

/** The labels of a form's fields as they are drawn, so that a problem says which field it is of. */
export function labelsOf(form: FormState): Map<string, string> {
  const known = labels.get(form) ?? new Map<string, string>()
  labels.set(form, known)
  return known
}

/**
 * The fields of one form, bound to what was typed and what is wrong: `const f = fields(form, t)`, then `{f.text('name', {label})}`.
 * `Name` narrows the names to those that the form's command knows. What may be left empty is marked by what that command takes.
 */
export function fields<Name extends string = string>(form: FormState, t: Translate, command?: Operation) {
  const bound = bind(form, t, command)
  return {
    ...typedFields<Name>(bound),
    ...chosenFields<Name>(bound),
    ...fileFields<Name>(bound),
    hidden: (name: Name, value: string | number) => <input type="hidden" name={name} value={String(value)} />,
    /** What was typed or proposed under this name. */
    value: (name: Name) => bound.typedIn(name),
  }
}

export type Fields<Name extends string = string> = ReturnType<typeof fields<Name>>

type Bound = ReturnType<typeof bind>

/** What every control of a form is made of: what was typed, what is wrong, whether it must be filled in, label and hint. */
function bind(form: FormState, t: Translate, command: Operation | undefined) {
  const named = labelsOf(form)
  const valuesOf = (name: string): string[] => {
    const value = form.values[name]
    return value === undefined ? [] : Array.isArray(value) ? value : [value]
  }
  const typedIn = (name: string): string => valuesOf(name).at(-1) ?? ''
  const errorOf = (name: string) =>
    form.errors.find((error) => error.field === name || error.field.startsWith(`${name}.`))
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
  const described = (name: string, hint: string | undefined) =>
    [hint ? `h-${name}` : '', errorOf(name) ? `e-${name}` : ''].filter(Boolean).join(' ') || undefined
  const reason = (name: string) => {
    const error = errorOf(name)
    return error === undefined ? null : (
      <p class="mt-1 font-semibold text-error" id={`e-${name}`}>
        {t(error.words)}
      </p>
    )
  }
  return {
    t,
    typedIn,
    valuesOf,
    errorOf,
    isRequired,
    reason,
    /** The attributes that tie a control to its label, hint and reason. */
    wiring: (name: string, options: FieldOptions) => {
      named.set(name, options.label)
      notePersonal(form, options.personal)
      return {
        id: `f-${name}`,
        name,
        required: isRequired(name, options),
        'aria-invalid': errorOf(name) ? ('true' as const) : undefined,
        'aria-describedby': described(name, options.hint),
      }
    },
    /** The control with its label above and its reason below. */
    around: (name: string, options: FieldOptions, control: Child) => (
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
        {reason(name)}
      </div>
    ),
    tone: (name: string, base: string) =>
      `${base} w-full ${errorOf(name) ? 'border-error' : 'border-base-content/40'}`,
  }
}

/** Fields that are typed into. */
function typedFields<Name extends string>({ t, typedIn, wiring, around, tone }: Bound) {
  const line = (name: string, options: FieldOptions, extra: Record<string, string | undefined>) =>
    around(
      name,
      options,
      <input class={tone(name, 'input')} value={typedIn(name)} {...extra} {...wiring(name, options)} />,
    )
  const secret = (
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
    )
  return {
    /** One line of text. */
    text: (
      name: Name,
      options: FieldOptions & { type?: 'text' | 'email' | 'tel' | 'url'; autocomplete?: string },
    ) => line(name, options, { type: options.type ?? 'text', autocomplete: options.autocomplete }),
    /** A password; never filled in again. */
    password: secret,
    /** A password of one's own choosing, typed twice; the rule for it is said. */
    newPassword: (password: Name & SecretField, repeat: Name & SecretField) => (
      <>
        {secret(password, {
          label: t('Mật khẩu mới', 'New password'),
          hint: t(
            'Ít nhất 10 ký tự; một câu dài dễ nhớ là tốt nhất.',
            'At least 10 characters; a long sentence is best.',
          ),
          required: true,
          autocomplete: 'new-password',
        })}
        {secret(repeat, {
          label: t('Nhập lại mật khẩu mới', 'New password again'),
          required: true,
          autocomplete: 'new-password',
        })}
      </>
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
      const hinted = {
        ...options,
        hint: options.hint ?? t('Ngày/tháng/năm, ví dụ 23/11/2025.', 'Day/month/year, such as 23/11/2025.'),
      }
      return around(
        name,
        hinted,
        <input
          class={tone(name, 'input max-w-48')}
          type="text"
          inputmode="numeric"
          autocomplete="off"
          value={shown}
          {...wiring(name, hinted)}
        />,
      )
    },
  }
}

/** Fields that are chosen in. */
function chosenFields<Name extends string>({
  typedIn,
  valuesOf,
  errorOf,
  wiring,
  around,
  reason,
  tone,
}: Bound) {
  return {
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
    /** A few choices, all in sight, of which one is taken. */
    radio: (name: Name, options: FieldOptions & { choices: readonly Choice[] }) => (
      <fieldset id={`f-${name}`} aria-describedby={errorOf(name) ? `e-${name}` : undefined}>
        <legend class="mb-1 font-semibold">{options.label}</legend>
        {options.hint === undefined ? null : <p class="hint mb-1">{options.hint}</p>}
        <Boxes kind="radio" name={name} choices={options.choices} chosen={[typedIn(name)]} />
        {reason(name)}
      </fieldset>
    ),
    /** A few choices, all in sight, of which any are taken; sends one value for each that is ticked. */
    checks: (name: Name, options: FieldOptions & { choices: readonly Choice[] }) => (
      <fieldset id={`f-${name}`} aria-describedby={errorOf(name) ? `e-${name}` : undefined}>
        <legend class="mb-1 font-semibold">
          {options.label}{' '}
          {options.hint === undefined ? null : <span class="hint font-normal">{options.hint}</span>}
        </legend>
        <Boxes kind="checkbox" name={name} choices={options.choices} chosen={valuesOf(name)} />
        {reason(name)}
      </fieldset>
    ),
    /** A single yes; sends `true`, nothing when not ticked. */
    check: (name: Name, options: FieldOptions) => (
      <div>
        <label class="flex items-start gap-2">
          <input
            class="checkbox mt-0.5 border-base-content/60"
            type="checkbox"
            value="true"
            checked={valuesOf(name).some(isTicked)}
            {...wiring(name, options)}
          />
          <span>{options.label}</span>
        </label>
        {options.hint === undefined ? null : (
          <p class="hint" id={`h-${name}`}>
            {options.hint}
          </p>
        )}
        {reason(name)}
      </div>
    ),
  }
}

/** The choices of one name as boxes with their words beside them. */
function Boxes(props: {
  kind: 'radio' | 'checkbox'
  name: string
  choices: readonly Choice[]
  chosen: readonly string[]
}) {
  // Both classes stand here in full: the style sheet is made of what the sources name.
  const look = props.kind === 'radio' ? 'radio mt-0.5' : 'checkbox mt-0.5'
  return (
    <div class="grid gap-2">
      {props.choices.map(({ value, label }) => (
        <label class="flex items-start gap-2">
          <input
            class={`${look} border-base-content/60`}
            type={props.kind}
            name={props.name}
            value={String(value)}
            checked={props.chosen.includes(String(value))}
          />
          <span>{label}</span>
        </label>
      ))}
    </div>
  )
}

/** What a camera gives; a phone turns its own format into one of these. */
const photographs = 'image/jpeg,image/png,image/webp'

function fileFields<Name extends string>({ t, typedIn, isRequired, wiring, around, tone }: Bound) {
  return {
    /** A file. A picture loses the place in it but where the box is ticked (`place: false`: it always does). Once it has been kept, a mistake elsewhere in the form does not lose it: its number travels on. */
    file: (name: Name, options: FieldOptions & { accept?: string; camera?: boolean; place?: false }) => {
      const accept = options.camera === true ? photographs : (options.accept ?? acceptedTypes)
      const pictured = options.place !== false && /jpe?g|png|webp/.test(accept)
      const kept = /^\d+$/.test(typedIn(name)) ? typedIn(name) : null
      const hinted = {
        ...options,
        hint:
          options.hint ?? t('PDF, ảnh, DOCX, XLSX, ODT hoặc ODS.', 'PDF, picture, DOCX, XLSX, ODT or ODS.'),
        personal: options.personal ?? 'file',
      }
      return around(
        name,
        hinted,
        <>
          {kept === null ? null : (
            <KeptFile t={t} name={name} kept={kept} fileName={typedIn(fileNameField(name))} />
          )}
          <input
            class={tone(name, 'file-input')}
            type="file"
            accept={accept}
            capture={options.camera === true ? 'environment' : undefined}
            {...wiring(name, hinted)}
            required={kept === null ? isRequired(name, options) : undefined}
          />
          {pictured ? (
            <label class="hint mt-1 flex gap-2">
              <input
                class="checkbox checkbox-sm border-base-content/60"
                type="checkbox"
                name={placeField(name)}
                value="true"
                checked={typedIn(placeField(name)) !== ''}
              />
              <span>
                {t(
                  'Giữ vị trí chụp ghi trong ảnh; không chọn thì vị trí được bỏ khi lưu',
                  'Keep the place written into a photograph; else it is taken out',
                )}
              </span>
            </label>
          ) : null}
        </>,
      )
    },
  }
}

/** A file that was sent with the form before, and the box that takes it out again. */
function KeptFile(props: { t: Translate; name: string; kept: string; fileName: string }) {
  const { t, name, kept, fileName } = props
  return (
    <p class="mb-1">
      <input type="hidden" name={name} value={kept} />
      <input type="hidden" name={fileNameField(name)} value={fileName} />
      {t('Đã giữ tệp', 'Kept')}:{' '}
      <a href={`/files/${kept}`}>{fileName || t('Tệp đã tải lên', 'The uploaded file')}</a>
      <span class="hint"> · {t('chọn tệp khác để thay, hoặc', 'choose another to replace it, or')} </span>
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
  )
}
