import type { Child } from 'hono/jsx'
import { fundingKinds } from '../plan/index.ts'
import type { Translate } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import type { PageRequest } from '../platform/page.ts'
import { Amount, Figure, listHref, Section, Table } from '../ui/index.ts'
import { entriesHref } from './choices.tsx'
import type { budgetOverview, SourceRow } from './queries.ts'
import { figureNames, figures } from './rules.ts'

type Overview = Output<typeof budgetOverview>

const sourceHeads = (t: Translate) => ({
  source: t('Nguồn kinh phí', 'Funding'),
  kind: t('Loại nguồn', 'Kind of source'),
  total: t('Dự toán: tổng', 'Estimate: total'),
})

/** What one source was to give and what was done with it; its figures open the entries that they sum. */
function SourceLine(props: {
  request: PageRequest
  overview: Overview
  source: SourceRow
  money: (amount: bigint) => Child
}) {
  const { source, money } = props
  const { t, url } = props.request
  const { years, year } = props.overview
  const heads = sourceHeads(t)
  return (
    <tr>
      <td data-label={heads.source}>
        <a href={listHref(url, { source: source.key })}>{t(source.name, source.nameEn)}</a>
      </td>
      <td data-label={heads.kind}>
        {t(fundingKinds.names[source.kind])}
        {source.kind === 'counterpart' ? (
          <span class="hint block">{t('không tính là ngân sách', 'not counted as budget')}</span>
        ) : null}
      </td>
      <td class="num" data-label={heads.total}>
        {money(source.signed.total)}
      </td>
      {years.map((each, place) => (
        <td class="num" data-label={t(`Dự toán ${each}`, `Estimate ${each}`)}>
          {source.spread ? money(source.signed.years[place] ?? 0n) : '—'}
        </td>
      ))}
      {figures.map((figure) => (
        <td class="num relative" data-label={t(figureNames[figure])}>
          <Figure
            href={entriesHref({ kind: figure, line: null, year, source: source.key })}
            label={`${t(figureNames[figure])} ${t(source.name, source.nameEn)}: ${t('xem bút toán', 'show the entries')}`}
          >
            {money(source.cell[figure])}
          </Figure>
        </td>
      ))}
    </tr>
  )
}

/** Each source of the plan beside the others; own money of enterprises is told apart, for it is no budget. Nothing for a plan of one. */
export function BySource({ request, overview }: { request: PageRequest; overview: Overview }) {
  const { t, language, url } = request
  const { bySource, years } = overview
  if (bySource.length < 2) return null
  const unit = url.searchParams.get('unit') === 'dong' ? 'dong' : 'million'
  const money = (amount: bigint) => <Amount amount={amount} unit={unit} language={language} />
  const heads = sourceHeads(t)
  const budget = bySource.filter(({ kind }) => kind !== 'counterpart')
  const sum = (rows: readonly SourceRow[], of: (source: SourceRow) => bigint) =>
    money(rows.reduce((all, source) => all + of(source), 0n))
  return (
    <Section
      title={t('Theo nguồn kinh phí', 'By source of funds')}
      lead={
        bySource.some(({ spread, signed }) => !spread && signed.total > 0n)
          ? t(
              'Nguồn không chia theo năm chỉ có tổng.',
              'A source that is not spread over the years has a total alone.',
            )
          : undefined
      }
    >
      <Table caption={t('Dự toán và thực hiện theo nguồn', 'Estimate and execution by source')} stack>
        <thead>
          <tr>
            <th scope="col">{heads.source}</th>
            <th scope="col">{heads.kind}</th>
            <th scope="col" class="num">
              {heads.total}
            </th>
            {years.map((each) => (
              <th scope="col" class="num">
                {each}
              </th>
            ))}
            {figures.map((figure) => (
              <th scope="col" class="num">
                {t(figureNames[figure])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bySource.map((source) => (
            <SourceLine request={request} overview={overview} source={source} money={money} />
          ))}
          <tr class="sum">
            <td colspan={2} data-label={heads.source}>
              {t('Cộng, không kể đối ứng của doanh nghiệp', 'Sum without own money of enterprises')}
            </td>
            <td class="num" data-label={heads.total}>
              {sum(budget, ({ signed }) => signed.total)}
            </td>
            {years.map((each, place) => (
              <td class="num" data-label={t(`Dự toán ${each}`, `Estimate ${each}`)}>
                {sum(budget, ({ signed }) => signed.years[place] ?? 0n)}
              </td>
            ))}
            {figures.map((figure) => (
              <td class="num" data-label={t(figureNames[figure])}>
                {sum(budget, ({ cell }) => cell[figure])}
              </td>
            ))}
          </tr>
        </tbody>
      </Table>
    </Section>
  )
}
