import type { Child } from 'hono/jsx'
import type { z } from 'zod'
import { type Actor, type Grant, staff } from '../platform/actor.ts'
import { formatDate } from '../platform/dates.ts'
import type { Language, Translate, Words } from '../platform/language.ts'
import type { Command } from '../platform/operation.ts'
import {
  type Crumb,
  type FormState,
  type FormValues,
  numberOf,
  type Page,
  type PageRequest,
  type PageResult,
  page,
  submit,
} from '../platform/page.ts'
import { Badge, Form, fields, Notice, type Tone } from '../ui/index.ts'
import type { EnterpriseDetail } from './queries.ts'
import { showEnterprise } from './queries.ts'
import type { EnterpriseState, SizeClass } from './rules.ts'
import { explain, type SizeExplanation, sizeNames, stateNames } from './rules.ts'

export const readers: readonly Grant[] = [...staff, 'enterprise']
export const editors: readonly Grant[] = ['coordinator', 'enterprise']

/** Whether the buttons for changing this enterprise are shown; the commands hold the rule. */
export function mayEdit(actor: Actor, enterpriseId: number): boolean {
  return actor.role === 'coordinator' || (actor.role === 'enterprise' && actor.enterpriseId === enterpriseId)
}

export async function load(request: PageRequest): Promise<EnterpriseDetail> {
  return request.execute(showEnterprise, { id: numberOf(request, 'id') })
}

/** The way up: the register (which an enterprise has not) and the enterprise. */
export function crumbs(request: PageRequest, enterprise?: { id: number; name: string }): Crumb[] {
  const { t, actor } = request
  const register =
    actor.role === 'enterprise' ? [] : [{ label: t('Doanh nghiệp', 'Enterprises'), href: '/enterprises' }]
  return enterprise === undefined
    ? register
    : [...register, { label: enterprise.name, href: `/enterprises/${enterprise.id}` }]
}

const sizeTones: Readonly<Record<SizeClass, Tone>> = {
  micro: 'success',
  small: 'success',
  medium: 'success',
  large: 'neutral',
  unknown: 'warning',
}
const stateTones: Readonly<Record<EnterpriseState, Tone>> = {
  active: 'success',
  suspended: 'warning',
  dissolved: 'error',
}

export function SizeBadge(props: { size: SizeClass; t: Translate }) {
  return <Badge tone={sizeTones[props.size]}>{props.t(sizeNames[props.size])}</Badge>
}

export function StateBadge(props: { state: EnterpriseState; t: Translate }) {
  return <Badge tone={stateTones[props.state]}>{props.t(stateNames[props.state])}</Badge>
}

/** The rule, the numbers and what came of them. */
export function SizeReasons(props: { explanation: SizeExplanation; language: Language }) {
  const [conclusion, ...reasons] = explain(props.explanation, props.language)
  return (
    <>
      <p>{conclusion}</p>
      <ul class="mt-2 list-disc pl-5">
        {reasons.map((reason) => (
          <li>{reason}</li>
        ))}
      </ul>
    </>
  )
}

/** A unit, and its last day when it has ended. */
export function unitLabel(
  unit: { name: string; nameEn: string; validTo: string | null },
  t: Translate,
): string {
  const name = t(unit.name, unit.nameEn)
  return unit.validTo === null
    ? name
    : t(`${name} (đến ${formatDate(unit.validTo)})`, `${name} (until ${formatDate(unit.validTo)})`)
}

/**
 * What to show when a form came with an older version than the one stored: the stored values beside which the user can
 * compare, and the form carrying the new version, so that sending it again means it.
 */
export function afterStale(
  form: FormState,
  stored: FormValues,
  labels: Readonly<Record<string, string>>,
  t: Translate,
  /** A stored value in words, where it is a key. */
  inWords: (name: string, value: string) => string = (_name, value) => value,
): { form: FormState; notice: ReturnType<typeof Notice> | null } {
  if (form.values.version === undefined || form.values.version === stored.version)
    return { form, notice: null }
  const differing = Object.entries(labels).filter(
    ([name]) => (form.values[name] ?? '') !== (stored[name] ?? ''),
  )
  const shown = (name: string) => {
    const value = String(stored[name] ?? '')
    if (value === '') return '—'
    return /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDate(value) : inWords(name, value)
  }
  return {
    form: { ...form, values: { ...form.values, version: stored.version } },
    notice: (
      <Notice
        tone="warning"
        title={t('Đang lưu khác với bạn nhập', 'What is stored differs from what you typed')}
      >
        <ul class="mt-1 list-disc pl-5">
          {differing.map(([name, label]) => (
            <li>
              {label}: {shown(name)}
            </li>
          ))}
        </ul>
      </Notice>
    ),
  }
}

/** The panel of a form on one version of a record: what was stored meanwhile on top, the version hidden in it. */
export function VersionedForm(props: {
  form: FormState
  notice: Child
  t: Translate
  action: string
  submit: string
  cancel: string
  files?: boolean
  children?: Child
}) {
  const { form, notice, children, ...rest } = props
  return (
    <div class="panel">
      {notice}
      <Form form={form} {...rest}>
        {fields(form, props.t).hidden('version', String(form.values.version ?? ''))}
        {children}
      </Form>
    </div>
  )
}

/**
 * What receives a form of one enterprise: the numbers of the address go into the command's input, and when it is done the way
 * leads to a place of the enterprise.
 * @param given.to the place: `/products`, `#size`; '' for the enterprise itself
 */
export function enterpriseAction<I extends z.ZodObject, O extends z.ZodType>(given: {
  route: `POST /enterprises/{id}/${string}`
  may?: readonly Grant[]
  command: Command<I, O>
  input?: (request: PageRequest) => Readonly<Record<string, unknown>>
  to: string
  message: Words
  again: (request: PageRequest, form: FormState) => Promise<PageResult>
}): Page {
  const names = [...given.route.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  return page({
    route: given.route,
    may: given.may ?? editors,
    async run(request) {
      const numbers = Object.fromEntries(names.map((name) => [name, numberOf(request, name)]))
      return submit(request, given.command, {
        input: (values) => ({ ...values, ...numbers, ...given.input?.(request) }),
        done: () => ({ to: `/enterprises/${numbers.id}${given.to}`, message: request.t(given.message) }),
        again: (form) => given.again(request, form),
      })
    },
  })
}
