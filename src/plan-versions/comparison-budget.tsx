import type { Child } from 'hono/jsx'
import { type FundingSource, sourceNamed } from '../plan/index.ts'
import type { Translate } from '../platform/language.ts'
import { Figure, Millions, Table } from '../ui/index.ts'
import type { LineChange, PlanComparison } from './compare.ts'
import { Kind, languageOf, Text } from './comparison-rows.tsx'
import type { MoneyChange, SourceChange } from './money-change.ts'
import type { TextChange } from './word-diff.ts'

/** Each changed line: its years that changed and its total; at the foot every year and the grand total. In triệu đồng, exact. */
export function BudgetComparison({
  t,
  comparison,
  sources,
}: {
  t: Translate
  comparison: PlanComparison
  sources: readonly FundingSource[]
}) {
  const labels = {
    line: t('Mục', 'Line'),
    year: t('Năm', 'Year'),
    before: t('Trước', 'Before'),
    after: t('Sau', 'After'),
    difference: t('Chênh lệch', 'Difference'),
  }
  const cells = (year: string, change: MoneyChange) => (
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
  const whole = t('Tổng', 'Total')
  const nameOf = sourceNamed(sources)
  /** The rows of other sources, below those of the plan's own. */
  const besides = (line: Child, of: readonly SourceChange[], every: boolean, sum = '') =>
    of.flatMap(({ source, total, years }) => {
      const name = t(nameOf(source))
      return [
        <tr class={sum}>
          <td data-label={labels.line}>{line}</td>
          {cells(`${name}: ${whole}`, total)}
        </tr>,
        ...years
          .filter((year) => every || year.difference !== 0n)
          .map((year) => (
            <tr class={sum}>
              <td data-label={labels.line}>{line}</td>
              {cells(`${name}: ${year.year}`, year)}
            </tr>
          )),
      ]
    })
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
          {comparison.lines.map((line) => (
            <>
              <tr class={line.group ? 'sum' : ''}>
                <td class="sm:max-w-md" data-label={labels.line}>
                  <LineName t={t} line={line} />
                </td>
                {cells(whole, line.total)}
              </tr>
              {line.years
                .filter((year) => year.difference !== 0n)
                .map((year) => (
                  <tr>
                    <td data-label={labels.line}>
                      <span class="hint sm:pl-6">{line.code}</span>
                    </td>
                    {cells(String(year.year), year)}
                  </tr>
                ))}
              {besides(<span class="hint sm:pl-6">{line.code}</span>, line.others, false)}
            </>
          ))}
          {comparison.years.map((year) => (
            <tr class="sum">
              <td data-label={labels.line}>{t('Tổng cộng', 'Grand total')}</td>
              {cells(String(year.year), year)}
            </tr>
          ))}
          <tr class="sum">
            <td data-label={labels.line}>{t('Tổng cộng', 'Grand total')}</td>
            {cells(whole, comparison.total)}
          </tr>
          {besides(t('Tổng cộng', 'Grand total'), comparison.others, true, 'sum')}
        </tbody>
      </Table>
      <p class="hint mt-2">
        {t('Năm không nêu ở một mục: giữ nguyên.', 'Years that a line does not show are as before.')}
      </p>
    </>
  )
}

function LineName({ t, line }: { t: Translate; line: LineChange }) {
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
      {line.group ? null : (
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
