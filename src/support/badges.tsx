import type { Translate } from '../platform/language.ts'
import { Badge, type Tone } from '../ui/index.ts'
import { type TurnState, turnStateNames, validityNames } from './rules.ts'

const stateTones: Readonly<Record<TurnState, Tone>> = {
  decided: 'info',
  contracted: 'info',
  in_progress: 'info',
  accepted: 'info',
  finished: 'success',
  cancelled: 'neutral',
}

/** The state of a turn as a badge. */
export function TurnBadge(props: { state: TurnState; t: Translate }) {
  return <Badge tone={stateTones[props.state]}>{props.t(turnStateNames[props.state])}</Badge>
}

const validityTones = { valid: 'success', expired: 'warning', withdrawn: 'error' } as const

/** Whether a certificate holds, as a badge. */
export function ValidityBadge(props: { validity: keyof typeof validityTones; t: Translate }) {
  return <Badge tone={validityTones[props.validity]}>{props.t(validityNames[props.validity])}</Badge>
}
