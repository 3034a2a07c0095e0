import { type Words, words } from '../platform/language.ts'
import { type FieldProblem, refuse } from '../platform/problem.ts'
import type { Basis } from './basis.ts'
import type { NextInput } from './form.ts'
import type { Orientation, Proposal } from './input.ts'
import { propose } from './proposal.ts'
import { middlePercent, percentText } from './rules.ts'

/**
 * The proposal that follows from the basis and the choices.
 * @param today for the instruments in force
 * @throws Problem 422 when the period is none, a rise lies outside the plan's range without a reason, or a norm names no line
 */
export function proposalOf(basis: Basis, input: NextInput, today: string): Proposal {
  refuse(choiceProblems.flatMap(({ find }) => find(basis, input)))
  const orientation = periodOf(basis, input)
  const { minimumPercent, maximumPercent } = orientation
  return propose({
    plan: basis.document,
    orientation,
    targets: new Map(
      basis.document.targets.map(({ indicator }) => {
        const chosen = input.targets[indicator]
        const percent = chosen?.percent ?? middlePercent(minimumPercent, maximumPercent)
        return [indicator, { percent, given: chosen?.number ?? null, reason: chosen?.reason ?? null }]
      }),
    ),
    results: basis.results,
    withoutPlan: basis.withoutPlan,
    tfp: input.tfp ?? 'atLeastOne',
    tfpIndicator: basis.tfpIndicator,
    bases: defined(input.bases),
    growth: defined(input.growth),
    norms: basis.norms.flatMap((norm) => {
      const { line, quantity } = input.norms[norm.key] ?? {}
      if (line === undefined || quantity === undefined) return []
      return [
        {
          line,
          quantity,
          name: { vi: norm.name, en: norm.nameEn },
          unit: { vi: norm.unit, en: norm.unitEn },
          amount: norm.amount,
          instrument: norm.instrument,
          article: norm.article,
        },
      ]
    }),
    history: basis.execution,
    dataYears: basis.dataYears,
    source: basis.plan.estimateSource,
    agencies: basis.agencies,
    passOn: input.issuer !== 'same',
    replaces: input.replaces === 'yes',
    instruments: basis.instruments,
    today,
  })
}

function defined<T>(record: Readonly<Record<string, T | undefined>>): Record<string, T> {
  const result: Record<string, T> = {}
  for (const [key, value] of Object.entries(record)) if (value !== undefined) result[key] = value
  return result
}

const mostYears = 10

/** The orientation of the plan, for the period that was chosen. */
function periodOf({ orientation }: Basis, { firstYear, lastYear }: Period): Orientation {
  return {
    ...orientation,
    firstYear: firstYear ?? orientation.firstYear,
    lastYear: lastYear ?? orientation.lastYear,
  }
}

type Period = Pick<NextInput, 'firstYear' | 'lastYear'>

function periodProblems(basis: Basis, input: Period): FieldProblem[] {
  const { plan } = basis
  const { firstYear, lastYear } = periodOf(basis, input)
  if (firstYear <= plan.lastYear)
    return [
      {
        field: 'firstYear',
        words: words(
          `Giai đoạn sau phải bắt đầu sau năm ${plan.lastYear}, năm cuối của Kế hoạch ${plan.number}.`,
          `The next period must begin after ${plan.lastYear}, the last year of Plan ${plan.number}.`,
        ),
      },
    ]
  if (lastYear < firstYear || lastYear - firstYear >= mostYears)
    return [
      {
        field: 'lastYear',
        words: words(
          `Giai đoạn có từ 1 đến ${mostYears} năm, năm cuối không trước năm đầu.`,
          `A period has 1 to ${mostYears} years; the last does not come before the first.`,
        ),
      },
    ]
  return []
}

function targetProblems(
  { document, orientation }: Basis,
  { targets }: Pick<NextInput, 'targets'>,
): FieldProblem[] {
  const { minimumPercent, maximumPercent } = orientation
  return document.targets.flatMap(({ indicator }) => {
    const { percent, reason } = targets[indicator] ?? {}
    if (percent === undefined || reason !== undefined) return []
    if (percent >= minimumPercent && percent <= maximumPercent) return []
    const range = (language: 'vi' | 'en') =>
      `${percentText(minimumPercent, language)} - ${percentText(maximumPercent, language)}`
    const words: Words = {
      vi: `Tỷ lệ ${percentText(percent, 'vi')} nằm ngoài khung ${range('vi')} của kế hoạch: xin ghi lý do.`,
      en: `A rise of ${percentText(percent, 'en')} lies outside the plan's ${range('en')}: please give the reason.`,
    }
    return [{ field: `targets.${indicator}.reason`, words }]
  })
}

function normProblems({ document, norms }: Basis, input: Pick<NextInput, 'norms'>): FieldProblem[] {
  const { lines } = document.budget
  return norms.flatMap(({ key }) => {
    const { line, quantity } = input.norms[key] ?? {}
    if (quantity === undefined || quantity === 0) return []
    const found = lines.find((row) => row.code === line)
    if (found !== undefined && !lines.some((child) => child.parent === found.code)) return []
    return [
      {
        field: `norms.${key}.line`,
        words: words(
          'Xin chọn mục dự toán áp dụng định mức này.',
          'Please choose the budget line that this norm is applied to.',
        ),
      },
    ]
  })
}

/** What of the choices does not hold against the plan: the fields that it looks at, and what it finds. */
export const choiceProblems: readonly {
  readonly of: readonly (keyof NextInput)[]
  readonly find: (basis: Basis, input: NextInput) => FieldProblem[]
}[] = [
  { of: ['firstYear', 'lastYear'], find: periodProblems },
  { of: ['targets'], find: targetProblems },
  { of: ['norms'], find: normProblems },
]
