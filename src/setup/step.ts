import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { type FormState, type FormValues, freshForm, type PageRequest } from '../platform/page.ts'
import type { showSetup } from './queries.ts'

type Shown = Output<typeof showSetup>
/** The form of one step that was sent and is shown again. */
export interface Sent {
  readonly step: 'province' | 'agencies' | 'users'
  readonly form: FormState
}

/** The title of the page of set-up. */
export const title = words('Thiết lập', 'Set-up')

/** What a step of the page shows. */
export interface Step {
  request: PageRequest
  shown: Shown
  sent?: Sent | undefined
}

/** The form of a step: as it was sent, else fresh. */
export const formOf = (sent: Sent | undefined, step: Sent['step'], values: FormValues) =>
  sent?.step === step ? sent.form : freshForm(values)

/** What was typed into a field; of several the last. */
export const typed = (values: FormValues, name: string): string => {
  const value = values[name]
  return (Array.isArray(value) ? value.at(-1) : value)?.trim() ?? ''
}
