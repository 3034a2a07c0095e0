import { z } from 'zod'
import { optionalChoice, optionalText, optionalWhole, optionalYear } from '../platform/fields.ts'
import type { FormValues } from '../platform/page.ts'
import { budgetBases } from './budget.ts'

/* The choices that a draft is made with, as JSON or as the fields of a form. */

/** Per cent with at most two decimals; `12,5` and `12.5` are understood. */
const percent = () =>
  z.preprocess((value) => {
    if (typeof value !== 'string') return value
    const typed = value.trim().replace(/\s*%$/, '').replace(',', '.')
    if (typed === '') return undefined
    return /^\d+(\.\d{1,2})?$/.test(typed) ? Number(typed) : value
  }, z.number().min(0).max(1000).multipleOf(0.01).optional())

/** A record, also as JSON text in an address. */
const record = <T extends z.ZodType>(value: T) =>
  z.preprocess(
    (given) => {
      if (typeof given !== 'string') return given ?? {}
      if (given.trim() === '') return {}
      try {
        return JSON.parse(given)
      } catch {
        return given
      }
    },
    z.record(z.string().max(100), value),
  )

export const tfpChoices = ['atLeastOne', 'yearly', 'none'] as const
export const issuerChoices = ['successor', 'same'] as const
export const replaceChoices = ['no', 'yes'] as const

/** Everything is optional: left out, the plan's orientation and the middle of its range hold. */
export const nextInput = z.object({
  firstYear: optionalYear(),
  lastYear: optionalYear(),
  /** By indicator: the rise, why it lies outside the plan's range, and the number where there is no result. */
  targets: record(
    z.object({ percent: percent(), reason: optionalText(500), number: optionalWhole(0, 1_000_000) }),
  ),
  /** The base of each budget group, by its code. */
  bases: record(optionalChoice(budgetBases)),
  /** The rise of a budget line, by its code; left out: that of its target. */
  growth: record(percent()),
  /** By norm: the line that it is applied to and how many units. */
  norms: record(z.object({ line: optionalText(20), quantity: optionalWhole(0, 1_000_000) })),
  tfp: optionalChoice(tfpChoices),
  issuer: optionalChoice(issuerChoices),
  replaces: optionalChoice(replaceChoices),
})
export type NextInput = z.output<typeof nextInput>

const one = (value: FormValues[string]): string => (Array.isArray(value) ? value.at(-1) : value) ?? ''

/**
 * A form's flat fields as the input: `targets.conferences.percent`, `bases.IV`, `growth.II.1`, `norms.norm.gap.line`. A
 * code may have points, so the first part is the record and, where the record has parts, the last is the part.
 */
export function inputOfForm(values: FormValues): Record<string, unknown> {
  const input: Record<string, unknown> = {}
  const records: Record<string, Record<string, unknown>> = { targets: {}, bases: {}, growth: {}, norms: {} }
  for (const [name, value] of Object.entries(values)) {
    const [head = '', ...rest] = name.split('.')
    const own = records[head]
    if (own === undefined || rest.length === 0) {
      if (!name.startsWith('_')) input[name] = one(value)
    } else if (head === 'targets' || head === 'norms') {
      const part = rest.pop() ?? ''
      const key = rest.join('.')
      const before = own[key]
      own[key] = { ...(typeof before === 'object' ? before : {}), [part]: one(value) }
    } else own[rest.join('.')] = one(value)
  }
  return { ...input, ...records }
}
