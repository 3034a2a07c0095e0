import { readPlan } from './read.ts'
import type { Due, PlanDocument, Quantity } from './schema.ts'

/* What a person reads out of a document, in short words, and what of it the reader found: for the documents in `fixtures/styles`. */

/** The fields of one document. A list that is left out is not asked about; `unplaced` holds the beginnings of what stays aside. */
export interface Expected {
  readonly head: readonly [number: string, date: string, issuer: string, title: string, period: string]
  readonly replaces?: string
  readonly bases: readonly string[]
  readonly objectives: readonly string[]
  /** The years of each objective with a number, `from-to`. */
  readonly years?: readonly string[]
  readonly beneficiaries?: readonly string[]
  readonly tasks: readonly string[]
  readonly duties: readonly string[]
  readonly funding?: readonly string[]
  readonly budget?: string
  /** Code, title, total and the years of each line of the table, in millions. */
  readonly lines?: readonly string[]
  readonly recipients: readonly string[]
  readonly signed: string
  readonly unplaced?: readonly string[]
  /** Fields that a person reads and the reader does not yet, as `name: words`; each is listed as not placed or kept in another's words. */
  readonly missed?: readonly string[]
}

const million = 1_000_000

function number({ bound, min, max }: Quantity): string {
  const sign = { exactly: '=', atLeast: '>=', atMost: '<=', about: '~', range: '' }[bound]
  return bound === 'range' ? `${min}-${max}` : `${sign}${min ?? max}`
}

function day({ year, quarter, month, day: date, before }: Due): string {
  const parts = [quarter === null ? null : `Q${quarter}`, date, month, year].filter((part) => part !== null)
  return (before ? '<' : '') + parts.join('/')
}

function words(parts: readonly (string | number | null | undefined | false)[], joint = ' '): string {
  return parts
    .filter((part) => part !== null && part !== undefined && part !== '' && part !== false)
    .join(joint)
}

/** What was read, in the same short words as `expected`: each a field with its name. */
export function fieldsOf(plan: PlanDocument, asked: Expected): string[] {
  const main = plan.periods.find(({ kind }) => kind === 'main')
  const { signatory, budget } = plan
  const list = (name: string, items: readonly string[]) => items.map((item) => `${name}: ${item}`)
  return [
    ...list('head', [
      plan.number?.value ?? '',
      plan.date?.value ?? '',
      plan.issuer?.value ?? '',
      plan.title?.value ?? '',
      main === undefined ? '' : `${main.from ?? ''}-${main.to}`,
    ]),
    ...(plan.replaces === null ? [] : [`replaces: ${plan.replaces.number} ${plan.replaces.date}`]),
    ...list(
      'bases',
      plan.legalBases
        .filter(({ date }) => date !== null)
        .map(({ kind, number: own, date }) => words([own ?? kind, date])),
    ),
    ...list(
      'objectives',
      plan.objectives.map(({ quantity, unit, perYear, partOf, period, code }) =>
        quantity === null
          ? 'chung'
          : words([
              number(quantity),
              unit,
              perYear && 'mỗi năm',
              partOf !== null && `trong ${partOf}`,
              code.startsWith('PL') && period?.to,
            ]),
      ),
    ),
    ...(asked.years === undefined
      ? []
      : list(
          'years',
          plan.objectives
            .filter(({ quantity }) => quantity !== null)
            .map(({ period }) => (period === null ? '' : `${period.from ?? ''}-${period.to}`)),
        )),
    ...(asked.beneficiaries === undefined
      ? []
      : list(
          'beneficiaries',
          plan.beneficiaries.map(({ text }) => text),
        )),
    ...list(
      'tasks',
      plan.tasks.map(({ text }) => text),
    ),
    ...list(
      'duties',
      plan.duties.map(({ agency, recurrence, due, helpers, product }) =>
        words([words([agency, recurrence, ...due.map(day)]), helpers, product], ' | '),
      ),
    ),
    ...list(
      'funding',
      plan.funding.map(({ source, amount, isTotal }) =>
        words([isTotal ? 'tổng' : source, (amount ?? 0) / million]),
      ),
    ),
    ...(budget === null
      ? []
      : [
          `budget: ${words([
            (budget.total ?? 0) / million,
            ...[...Object.entries(budget.byYear), ...Object.entries(budget.bySource)].map(
              ([key, amount]) => `${key}:${amount / million}`,
            ),
          ])}`,
        ]),
    ...(asked.lines === undefined
      ? []
      : list(
          'lines',
          (budget?.lines ?? []).map(({ code, title, total, byYear }) =>
            words([
              code,
              title,
              (total ?? 0) / million,
              Object.values(byYear)
                .map((amount) => amount / million)
                .join('/'),
            ]),
          ),
        )),
    ...list(
      'recipients',
      plan.recipients.map(({ text }) => text),
    ),
    `signed: ${words([signatory?.office, signatory?.name])}`,
  ]
}

/** The fields that the reader is to find; what it is known to miss is in `missed`. */
export function fieldsExpected({ unplaced: _unplaced, missed: _missed, ...fields }: Expected): string[] {
  return Object.entries(fields).flatMap(([name, value]: [string, string | readonly string[]]) =>
    typeof value === 'string' ? [`${name}: ${value}`] : value.map((item) => `${name}: ${item}`),
  )
}

/** How many of the wanted fields are there, each once. */
export function found(wanted: readonly string[], read: readonly string[]): number {
  const rest = [...read]
  return wanted.filter((field) => {
    const at = rest.indexOf(field)
    if (at !== -1) rest.splice(at, 1)
    return at !== -1
  }).length
}

/* The reported cases. */

/** The head of a plan in the reported cases. */
export const reportedHead = `UBND
TỈNH ĐỒNG NAI
Số: 12/KH-UBND
Đồng Nai, ngày 05 tháng 5 năm 2026
KẾ HOẠCH
Hỗ trợ doanh nghiệp nâng cao năng suất giai đoạn 2026 - 2030
`
/** A plan with these lines under that head. */
export function readUnderHead(...lines: string[]): PlanDocument {
  return readPlan(`${reportedHead}\n${lines.join('\n')}\n`)
}
/** What each objective counts: bound, number, unit, whether each year, of which it is a part. */
export const counted = (plan: PlanDocument) =>
  plan.objectives.map(({ quantity, unit, perYear, partOf }) => [
    quantity === null
      ? null
      : { exactly: '=', atLeast: '>=', atMost: '<=', about: '~', range: '-' }[quantity.bound],
    quantity?.min ?? quantity?.max ?? null,
    unit,
    ...(perYear ? ['mỗi năm'] : []),
    ...(partOf === null ? [] : [partOf]),
  ])
/** The words that were not placed. */
export const aside = (plan: PlanDocument) => plan.unplaced.map(({ text }) => text)
/** What was found wrong, but for parts that so short a plan does not have. */
export const wrong = (plan: PlanDocument) =>
  plan.findings.filter(({ code }) => !/^(?:part|period|document)\./.test(code)).map(({ code }) => code)
