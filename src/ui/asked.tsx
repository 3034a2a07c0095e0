import type { Child } from 'hono/jsx'
import type { PageRequest } from '../platform/page.ts'
import type { Problem } from '../platform/problem.ts'
import type { Choice } from './fields.tsx'

/* The fields of a form that only asks: it is sent by GET, so what was asked stands in the address, can be kept as a link, and changes nothing. */

interface Asked {
  readonly request: Pick<PageRequest, 'url' | 't'>
  readonly name: string
  readonly label: string
  readonly hint?: string | undefined
  /** What is wrong in the answers. */
  readonly problem?: Problem | null
  /** What stands in it before anything was asked. */
  readonly initial?: string | undefined
}

function Around(props: Asked & { children: Child }) {
  const { name, label, hint, problem = null, request } = props
  const wrong = problem?.fields.find(({ field }) => field === name)
  return (
    <div>
      <label class="mb-1 block" for={`q-${name}`}>
        {label}
      </label>
      {props.children}
      {hint === undefined ? null : (
        <p class="hint" id={`q-${name}-hint`}>
          {hint}
        </p>
      )}
      {wrong === undefined ? null : (
        <p class="font-semibold text-error" id={`q-${name}-wrong`}>
          {request.t(wrong.words)}
        </p>
      )}
    </div>
  )
}

const wiring = ({ name, hint, problem = null }: Asked) => {
  const isWrong = problem?.fields.some(({ field }) => field === name) ?? false
  const told = [...(hint === undefined ? [] : [`q-${name}-hint`]), ...(isWrong ? [`q-${name}-wrong`] : [])]
  return {
    id: `q-${name}`,
    name,
    'aria-invalid': isWrong ? ('true' as const) : undefined,
    'aria-describedby': told.length === 0 ? undefined : told.join(' '),
  }
}

/** A line as it was typed, with what is wrong in it. */
export function AskedText(props: Asked & { inputmode?: 'numeric' | 'decimal' }) {
  const { request, name, initial } = props
  return (
    <Around {...props}>
      <input
        class="input w-full border-base-content/40"
        value={request.url.searchParams.get(name) ?? initial ?? ''}
        inputmode={props.inputmode}
        autocomplete="off"
        {...wiring(props)}
      />
    </Around>
  )
}

/** One of a list, or none. @param props.none what is said of none */
export function AskedChoice(props: Asked & { choices: readonly Choice[]; none: string }) {
  const { request, name, initial } = props
  const given = request.url.searchParams.get(name) ?? initial ?? ''
  return (
    <Around {...props}>
      <select class="select w-full" {...wiring(props)}>
        <option value="">{props.none}</option>
        {props.choices.map(({ value, label }) => (
          <option value={value} selected={given === String(value)}>
            {label}
          </option>
        ))}
      </select>
    </Around>
  )
}
