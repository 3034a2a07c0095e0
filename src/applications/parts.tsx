import type { Translate } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { contentKindNames, listContents } from '../support/index.ts'
import { Badge, type Choice, type Tone } from '../ui/index.ts'
import { applicationYears } from './queries.ts'
import { type Outcome, outcomeNames } from './rules.ts'
import { type ApplicationState, stateNames } from './states.ts'

const stateTones: Readonly<Record<ApplicationState, Tone>> = {
  filed: 'info',
  returned: 'warning',
  checked: 'info',
  appraised: 'info',
  waiting: 'warning',
  accepted: 'success',
  refused: 'error',
  withdrawn: 'neutral',
}

/** The state of an application as a badge. */
export function State(props: { state: ApplicationState; t: Translate }) {
  return <Badge tone={stateTones[props.state]}>{props.t(stateNames[props.state])}</Badge>
}

const outcomeTones: Readonly<Record<Outcome, Tone>> = { met: 'success', failed: 'error', open: 'warning' }

/** How a rule came out, as a badge. */
export function OutcomeBadge(props: { outcome: Outcome; t: Translate }) {
  return <Badge tone={outcomeTones[props.outcome]}>{props.t(outcomeNames[props.outcome])}</Badge>
}

/** The contents of support as choices, grouped by kind. @param all also those that ended, for filters */
export async function contentChoices(request: PageRequest, all: boolean): Promise<Choice[]> {
  const { t } = request
  const contents = await request.execute(listContents, {})
  return contents
    .filter(({ active }) => all || active)
    .map(({ id, name, nameEn, kind }) => ({
      value: id,
      label: t(name, nameEn),
      group: t(contentKindNames[kind]),
    }))
}

/** The first page of applications in the breadcrumbs. */
export const crumbs = (t: Translate) => [
  { label: t('Hồ sơ đề nghị hỗ trợ', 'Applications for support'), href: '/applications' },
]

/** The years of the plan in force as choices. */
export async function yearChoices(request: PageRequest): Promise<Choice[]> {
  const { years } = await request.execute(applicationYears, {})
  return years.map((year) => ({ value: year, label: String(year) }))
}
