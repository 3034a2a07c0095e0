import { type Editing, hintsOf } from './edit-form.tsx'
import { textOf } from './form-fields.ts'

export function Money(props: {
  editing: Editing
  name: string
  stored: string | null
  field: string
  label: string
}) {
  const { editing, stored, field } = props
  const hints = stored === null ? [] : hintsOf(editing, `${stored}.${field}`)
  return (
    <>
      <Cell editing={editing} name={props.name} label={props.label} width="w-28 text-right" numeric />
      {hints.map((hint) => (
        <p class="hint max-w-40 text-left text-xs whitespace-normal">{hint}</p>
      ))}
    </>
  )
}

export function Cell(props: {
  editing: Editing
  name: string
  label: string
  width: string
  numeric?: boolean
}) {
  const { form, request } = props.editing
  const error = form.errors.find(({ field }) => field === props.name)
  return (
    <>
      <input
        class={`input input-sm ${props.width} ${error === undefined ? 'border-base-content/40' : 'border-error'}`}
        id={`f-${props.name}`}
        name={props.name}
        value={textOf(form.values[props.name])}
        aria-label={props.label}
        aria-invalid={error === undefined ? undefined : 'true'}
        inputmode={props.numeric ? 'decimal' : undefined}
        autocomplete="off"
      />
      {error === undefined ? null : (
        <p class="max-w-40 text-left text-sm font-semibold whitespace-normal text-error">
          {request.t(error.words)}
        </p>
      )}
    </>
  )
}

export function Labelled(props: { editing: Editing; name: string; label: string }) {
  return (
    <div>
      <p class="mb-1 font-semibold">{props.label}</p>
      <Cell editing={props.editing} name={props.name} label={props.label} width="w-full" />
    </div>
  )
}
