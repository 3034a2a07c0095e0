import type { Child } from 'hono/jsx'
import { type FundingSource, sourceNamed } from '../plan/index.ts'
import type { Translate, Words } from '../platform/language.ts'
import { Figure, Millions, Table } from '../ui/index.ts'
import type { LineChange, PlanComparison } from './compare.ts'
import { Kind, languageOf, Text } from './comparison-rows.tsx'
import type { MoneyChange, SourceChange } from './money-change.ts'
import type { TextChange } from './word-diff.ts'

const labelsOf = (t: Translate) => ({
  line: t('Mục', 'Line'),
  year: t('Năm', 'Year'),
  before: t('Trước', 'Before'),
  after: t('Sau', 'After'),
  difference: t('Chênh lệch', 'Difference'),
})

/**
 * Each changed line: its years that changed and its total; at the foot every year and the grand total. In triệu đồng, exact.
 * @param props.ledger whether its reader may open the entries of a line
 */
export function BudgetComparison(props: {
  t: Translate
  comparison: PlanComparison
  sources: readonly FundingSource[]
  ledger: boolean
}) {
  const { t, comparison, ledger } = props
  const labels = labelsOf(t)
  const nameOf = sourceNamed(props.sources)
  const whole = t('Tổng', 'Total')
  const grand = t('Tổng cộng', 'Grand total')
  return (
    <>
      <p class="hint mb-2">{t('Đơn vị: triệu đồng.', 'In million đồng.')}</p>
      <Table caption={t('Dự toán trước và sau (triệu đồng)', 'Budget before and after (million đồng)')} stack>
        <thead>
          <tr>
            <th scope="col">{labels.line}</th>
            <th scope="col">{labels.year}</th>
            <th scope="col" class="num">
              {labels.before}
            </th>
            <th scope="col" class="num">
              {labels.after}
            </th>
            <th scope="col" class="num">
              {labels.difference}
            </th>
          </tr>
        </thead>
        <tbody>
          {comparison.lines.map((line) => {
            const code = <span class="hint sm:pl-6">{line.code}</span>
            return (
              <>
                <tr class={line.group ? 'sum' : ''}>
                  <td class="sm:max-w-md" data-label={labels.line}>
                    <LineName t={t} line={line} ledger={ledger} />
                  </td>
                  <Change t={t} year={whole} change={line.total} />
                </tr>
                {line.years
                  .filter((year) => year.difference !== 0n)
                  .map((year) => (
                    <ChangeRow t={t} line={code} year={String(year.year)} change={year} />
                  ))}
                <OtherSources t={t} line={code} of={line.others} nameOf={nameOf} />
              </>
            )
          })}
          {comparison.years.map((year) => (
            <ChangeRow t={t} line={grand} year={String(year.year)} change={year} sum />
          ))}
          <ChangeRow t={t} line={grand} year={whole} change={comparison.total} sum />
          <OtherSources t={t} line={grand} of={comparison.others} nameOf={nameOf} sum />
        </tbody>
      </Table>
      <p class="hint mt-2">
        {t('Năm không nêu ở một mục: giữ nguyên.', 'Years that a line does not show are as before.')}
      </p>
    </>
  )
}

/** The cells of an amount before and after. */
function Change({ t, year, change }: { t: Translate; year: string; change: MoneyChange }) {
  const labels = labelsOf(t)
  return (
    <>
      <td data-label={labels.year}>{year}</td>
      <td class="num" data-label={labels.before}>
        <Amount t={t} amount={change.before} />
      </td>
      <td class="num" data-label={labels.after}>
        <Amount t={t} amount={change.after} />
      </td>
      <td class="num" data-label={labels.difference}>
        {change.difference > 0n ? '+' : ''}
        <Amount t={t} amount={change.difference} />
      </td>
    </>
  )
}

function ChangeRow(props: { t: Translate; line: Child; year: string; change: MoneyChange; sum?: boolean }) {
  const { t, line, year, change, sum = false } = props
  return (
    <tr class={sum ? 'sum' : ''}>
      <td data-label={labelsOf(t).line}>{line}</td>
      <Change t={t} year={year} change={change} />
    </tr>
  )
}

/** The rows of other sources, below those of the plan's own; in a sum each year, else those that changed. */
function OtherSources(props: {
  t: Translate
  line: Child
  of: readonly SourceChange[]
  nameOf: (source: string) => Words
  sum?: boolean
}) {
  const { t, line, sum = false } = props
  return (
    <>
      {props.of.map(({ source, total, years }) => {
        const name = t(props.nameOf(source))
        return (
          <>
            <ChangeRow {...{ t, line, sum }} year={`${name}: ${t('Tổng', 'Total')}`} change={total} />
            {years
              .filter((year) => sum || year.difference !== 0n)
              .map((year) => (
                <ChangeRow {...{ t, line, sum }} year={`${name}: ${year.year}`} change={year} />
              ))}
          </>
        )
      })}
    </>
  )
}

function LineName({ t, line, ledger }: { t: Translate; line: LineChange; ledger: boolean }) {
  const detail = (label: string, text: TextChange | null) =>
    text === null ? null : (
      <span class="block">
        <span class="hint">{label}: </span>
        <Text t={t} text={text} />
      </span>
    )
  const moved = line.kind === 'changed' && line.parent.before !== line.parent.after
  return (
    <>
      <Kind t={t} kind={line.kind} /> <b>{line.code}</b>{' '}
      {line.text === null ? t(line.title) : <Text t={t} text={line.text} />}
      {detail(t('Số lượng', 'Quantity'), line.quantity)}
      {detail(t('Ghi chú', 'Note'), line.note)}
      {moved ? (
        <span class="hint block">
          {t('Thuộc mục', 'Under')}: {line.parent.before ?? '—'} → {line.parent.after ?? '—'}
        </span>
      ) : null}
      {line.group || !ledger ? null : (
        <span class="no-print block">
          <Figure
            href={`/budget/entries?line=${encodeURIComponent(line.code)}`}
            label={t(`Bút toán của mục ${line.code}`, `Entries of line ${line.code}`)}
          >
            {t('Sổ kinh phí', 'Ledger')}
          </Figure>
        </span>
      )}
    </>
  )
}

function Amount({ t, amount }: { t: Translate; amount: bigint | null }) {
  return amount === null ? <span>—</span> : <Millions amount={amount} language={languageOf(t)} />
}
