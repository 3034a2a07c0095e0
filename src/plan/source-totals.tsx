import type { Language, Translate } from '../platform/language.ts'
import { Millions } from '../ui/index.ts'
import { type BudgetSums, ofBudget, sourcesOf, wholeTotal } from './budget.ts'
import { type FundingSource, fundingKinds } from './funding-sources.ts'

/** The grand totals of a budget of several sources by what they are: own money of enterprises is told apart, for it is no budget. */
export function SourceTotals(props: {
  t: Translate
  language: Language
  budget: BudgetSums
  sources: readonly FundingSource[]
}) {
  const { t, language, budget, sources } = props
  if (budget.others === undefined || budget.others.length === 0) return null
  const kindOf = (key: string) => sources.find((source) => source.key === key)?.kind ?? 'other'
  const totals = Map.groupBy(sourcesOf(budget), ({ source }) => kindOf(source))
  const sum = (kind: FundingSource['kind']) =>
    (totals.get(kind) ?? []).reduce((all, source) => all + (ofBudget(budget, source)?.total ?? 0), 0)
  const whole = wholeTotal(budget)
  return (
    <ul class="mt-3 list-disc pl-5" id="budget-by-kind">
      {fundingKinds.keys.flatMap((kind) =>
        totals.has(kind)
          ? [
              <li>
                {t(fundingKinds.names[kind])}: <Millions amount={BigInt(sum(kind))} language={language} />{' '}
                {kind === 'counterpart' ? t('(không tính là ngân sách)', '(not counted as budget)') : ''}
              </li>,
            ]
          : [],
      )}
      {whole === null ? null : (
        <li>
          {t('Tất cả các nguồn', 'All sources')}: <Millions amount={BigInt(whole)} language={language} />
        </li>
      )}
    </ul>
  )
}
