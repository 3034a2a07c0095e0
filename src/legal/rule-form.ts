import { formatDong, parseMoney } from '../platform/money.ts'
import { wholeNumber } from '../platform/numbers.ts'
import type { FormValues } from '../platform/page.ts'
import { Deadline, isTerms, OwnMoneyRule, PriorityOrder, SectorRule, SmeThresholds } from './rules.ts'
import { formOfTerms, termsOfForm } from './terms-form.ts'

/*
 * A rule's value as the flat fields of a form and back. A field's name is the value's place, `value.groups.production.0.labour`,
 * which is also where the command reports what is wrong. What cannot be read goes on as it was typed, for the command to say so.
 */

/** The kinds of rule that a form can enter: the keys of the rules, and `terms` for all whose key begins so. */
export const formKinds = [
  'sme.thresholds',
  'sme.sector',
  'plan.priority',
  'report.deadline',
  'counterpart.turn',
  'terms',
] as const
export type FormKind = (typeof formKinds)[number]

export const smeGroups = ['production', 'trade_services'] as const
export const smeClasses = ['micro', 'small', 'medium'] as const

/** The form kind of a rule's key, or null when no form knows it. */
export function formKindOf(key: string): FormKind | null {
  return isTerms(key) ? 'terms' : (formKinds.find((kind) => kind === key) ?? null)
}

const one = (values: FormValues, name: string): string => {
  const value = values[name]
  return ((Array.isArray(value) ? value.at(-1) : value) ?? '').trim()
}
const orNothing = (text: string): string | undefined => (text === '' ? undefined : text)

function whole(text: string): unknown {
  return wholeNumber(text) ?? orNothing(text)
}

function amount(text: string): unknown {
  const parsed = parseMoney(text, { unit: 'dong' })
  return parsed.ok && parsed.value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(parsed.value) : orNothing(text)
}

const shown = (dong: number): string => formatDong(BigInt(dong), 'vi')

/** The value that a form's fields make. */
export function valueOfForm(kind: FormKind, values: FormValues): unknown {
  switch (kind) {
    case 'sme.thresholds': {
      const limits = (group: string) =>
        smeClasses.map((name, place) => ({
          class: name,
          labour: whole(one(values, `value.groups.${group}.${place}.labour`)),
          revenue: amount(one(values, `value.groups.${group}.${place}.revenue`)),
          capital: amount(one(values, `value.groups.${group}.${place}.capital`)),
        }))
      return { groups: Object.fromEntries(smeGroups.map((group) => [group, limits(group)])) }
    }
    case 'sme.sector':
      return { basis: orNothing(one(values, 'value.basis')) }
    case 'plan.priority':
      return {
        order: one(values, 'value.order')
          .split(/[\s,;]+/)
          .filter((code) => code !== ''),
      }
    case 'report.deadline':
      return {
        month: whole(one(values, 'value.month')),
        day: whole(one(values, 'value.day')),
        before: one(values, 'value.before') === 'true',
      }
    case 'counterpart.turn':
      return {
        way: orNothing(one(values, 'value.way')),
        advancePercent: whole(one(values, 'value.advancePercent')),
        advanceSource: orNothing(one(values, 'value.advanceSource')),
      }
    case 'terms':
      return termsOfForm(values)
  }
}

/** The fields that show a value; empty for a shape that is not the kind's. */
export function formOfValue(kind: FormKind, value: unknown): Record<string, string> {
  switch (kind) {
    case 'sme.thresholds': {
      const parsed = SmeThresholds.safeParse(value)
      if (!parsed.success) return {}
      const fields = smeGroups.flatMap((group) =>
        parsed.data.groups[group].flatMap((limit) => {
          const place = `value.groups.${group}.${smeClasses.indexOf(limit.class)}`
          return [
            [`${place}.labour`, String(limit.labour)],
            [`${place}.revenue`, shown(limit.revenue)],
            [`${place}.capital`, shown(limit.capital)],
          ]
        }),
      )
      return Object.fromEntries(fields)
    }
    case 'sme.sector': {
      const parsed = SectorRule.safeParse(value)
      return parsed.success ? { 'value.basis': parsed.data.basis } : {}
    }
    case 'plan.priority': {
      const parsed = PriorityOrder.safeParse(value)
      return parsed.success ? { 'value.order': parsed.data.order.join(', ') } : {}
    }
    case 'report.deadline': {
      const parsed = Deadline.safeParse(value)
      if (!parsed.success) return {}
      const { month, day, before } = parsed.data
      return { 'value.month': String(month), 'value.day': String(day), 'value.before': before ? 'true' : '' }
    }
    case 'counterpart.turn': {
      const parsed = OwnMoneyRule.safeParse(value)
      if (!parsed.success) return {}
      const { way, advancePercent, advanceSource } = parsed.data
      return {
        'value.way': way,
        'value.advancePercent': String(advancePercent),
        'value.advanceSource': advanceSource,
      }
    }
    case 'terms':
      return formOfTerms(value)
  }
}
