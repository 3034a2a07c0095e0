import { citedPlan, ResultsByYear } from '../plan/index.ts'
import { formatDong } from '../platform/money.ts'
import { formatNumber } from '../platform/numbers.ts'
import type { Output } from '../platform/operation.ts'
import type { PageRequest } from '../platform/page.ts'
import { Figure, Millions, Notice, RecordTable, Section, Table } from '../ui/index.ts'
import type { draftingBasis } from './queries.ts'

export type ShownBasis = Output<typeof draftingBasis>

interface Part {
  readonly request: PageRequest
  readonly basis: ShownBasis
}

/** What the draft is made from: the article, the results, the payments and the norms, each figure with its evidence. */
export function BasisView({ request, basis }: Part) {
  const { t } = request
  const { orientation: o, orientationWords } = basis
  return (
    <>
      <Section id="basis" title={t('Căn cứ', 'Basis')}>
        {orientationWords === null ? (
          <p>
            {t(
              `Kế hoạch ${basis.plan.number} không nêu định hướng cho giai đoạn sau.`,
              `Plan ${basis.plan.number} says nothing of the next period.`,
            )}
          </p>
        ) : (
          <figure>
            <blockquote class="max-w-prose border-l-4 border-base-300 pl-4">{t(orientationWords)}</blockquote>
            <figcaption class="hint mt-1">
              <a href="/plan#targets">{t(citedPlan(basis.plan.number, orientationWords.article))}</a>
            </figcaption>
          </figure>
        )}
      </Section>
      <Results request={request} basis={basis} />
      <Bases request={request} basis={basis} />
      <Execution request={request} basis={basis} />
      <Norms request={request} basis={basis} />
      {basis.missingYears.length === 0 ? null : (
        <Notice tone="warning" title={t('Thiếu kết quả', 'Results are missing')}>
          <p>
            {t(
              `Chưa rõ kết quả năm ${basis.missingYears.join(', ')} (giai đoạn căn cứ ${o.baseFirstYear} - ${o.baseLastYear}); căn cứ chỉ cộng các năm đã biết.`,
              `The results of ${basis.missingYears.join(', ')} are not known (base years ${o.baseFirstYear}-${o.baseLastYear}); the base adds up the years that are known.`,
            )}
          </p>
        </Notice>
      )}
    </>
  )
}

function Results({ request, basis }: Part) {
  const { t } = request
  const { baseFirstYear, baseLastYear } = basis.orientation
  const years = Array.from({ length: baseLastYear - baseFirstYear + 1 }, (_, at) => baseFirstYear + at)
  const href = (row: ShownBasis['results'][number], year: number) => {
    const of = row.rows.find((own) => own.year === year)
    const plan = of === undefined || of.planId === basis.plan.id ? '' : `&plan=${of.planId}`
    return `/indicators/${row.indicator}?year=${year}${plan}`
  }
  return (
    <Section
      fold
      id="results"
      title={t(`Kết quả ${baseFirstYear} - ${baseLastYear}`, `Results of ${baseFirstYear}-${baseLastYear}`)}
      lead={t(
        'Mỗi con số mở danh sách minh chứng của nó. Dấu “–”: chưa rõ kết quả của năm đó.',
        'Each figure opens its evidence. “–”: the result of that year is not known.',
      )}
    >
      <ResultsByYear
        request={request}
        caption={t('Kết quả theo năm', 'Results by year')}
        heading={t('Chỉ tiêu', 'Target')}
        rows={basis.results}
        years={years}
        name={(row) => (
          <>
            {t(row.name)} <span class="hint">({t(row.unit)})</span>
          </>
        )}
        resultOf={(row, year) => row.years.find((own) => own.year === year)?.result ?? null}
        href={href}
        label={(_row, year) => t(`minh chứng năm ${year}`, `evidence of ${year}`)}
        repeated={(row) => row.repeated}
        totalOf={(row) => (row.level === true ? (row.years.at(-1)?.result ?? null) : undefined)}
      />
    </Section>
  )
}

/** For every content what its base is, and the years of which nothing is known. */
function Bases({ request: { t, language }, basis }: Part) {
  const { bases, results, orientation } = basis
  const names = bases.map(({ number, province }) => `${number} (${province})`).join('; ')
  const years = Array.from(
    { length: orientation.baseLastYear - orientation.baseFirstYear + 1 },
    (_, at) => orientation.baseFirstYear + at,
  )
  return (
    <Section
      fold
      id="bases"
      title={t('Căn cứ của từng nội dung', 'The base of every content')}
      lead={
        bases.length === 1
          ? t(`Kết quả của Kế hoạch ${names}.`, `Results of Plan ${names}.`)
          : t(
              `Cộng kết quả theo nội dung của ${bases.length} kế hoạch: ${names}.`,
              `Results of ${bases.length} plans, added up by content: ${names}.`,
            )
      }
    >
      <RecordTable
        caption={t('Căn cứ theo nội dung', 'Bases by content')}
        stack
        rows={results}
        columns={[
          { head: t('Chỉ tiêu', 'Target'), cell: (row) => t(row.name) },
          {
            head: t('Năm có căn cứ', 'Years with a base'),
            cell: (row) => years.filter((year) => !row.missing.includes(year)).join(', ') || '—',
          },
          {
            head: t('Theo báo cáo cũ', 'By old reports'),
            cell: (row) =>
              row.reported
                .map(({ year, amount }) =>
                  amount === null ? String(year) : `${year}: ${formatDong(amount, language)} đồng`,
                )
                .join('; ') || '—',
          },
          bases.length === 1
            ? null
            : {
                head: t('Theo từng nguồn', 'By source'),
                cell: (row) =>
                  row.sources.flatMap(({ province, plans }) =>
                    plans.map(({ number, result }) => (
                      <span class="block">
                        {number} ({province}): {formatNumber(result, language)}
                      </span>
                    )),
                  ),
              },
          {
            head: t('Thiếu căn cứ', 'Without a base'),
            cell: (row) =>
              row.sources.length < 2
                ? row.missing.join(', ') || '—'
                : missingOf(row.sources).map((line) => <span class="block">{line}</span>),
          },
        ]}
      />
      {basis.withoutPlan.length === 0 ? null : (
        <p class="mt-2">
          {t(
            `Chưa có kế hoạch nào của ${basis.withoutPlan.join(', ')}: căn cứ chưa gồm kết quả của nơi này.`,
            `No plan of ${basis.withoutPlan.join(', ')} is entered: the base has none of its results.`,
          )}
        </p>
      )}
      {results.some(({ missing }) => missing.length > 0) ? (
        <p class="mt-2">
          <a href="/past-results">
            {t('Nhập kết quả các năm còn thiếu', 'Enter the results of the missing years')}
          </a>
        </p>
      ) : null}
    </Section>
  )
}

/** `Hậu Giang: 2021, 2022` for each territory that lacks years; a dash where none does. */
function missingOf(sources: ShownBasis['results'][number]['sources']): string[] {
  const lines = sources.flatMap(({ province, missing }) =>
    missing.length === 0 ? [] : [`${province}: ${missing.join(', ')}`],
  )
  return lines.length === 0 ? ['—'] : lines
}

function Execution({ request, basis }: Part) {
  const { t, language } = request
  const years = [...new Set(basis.lines.flatMap((line) => line.years.map((cell) => cell.year)))].sort()
  const entries = (line: string, year: number) =>
    `/budget/entries?${new URLSearchParams({ kind: 'disbursed', line, year: String(year), source: basis.plan.budgetSource })}`
  return (
    <Section
      fold
      id="execution"
      title={t('Kinh phí đã thực hiện', 'Money that was spent')}
      lead={t(
        `Triệu đồng, ${basis.plan.estimateSource.vi}: đã giải ngân, bên cạnh là dự toán của kế hoạch.`,
        `Million đồng of ${basis.plan.estimateSource.en}: paid, beside the plan's estimate.`,
      )}
    >
      <Table
        caption={t('Giải ngân và dự toán theo mục và năm', 'Payments and estimates by line and year')}
        stack
      >
        <thead>
          <tr>
            <th scope="col">{t('Mục', 'Line')}</th>
            {years.flatMap((year) => [
              <th scope="col" class="num">
                {t(`Giải ngân ${year}`, `Paid ${year}`)}
              </th>,
              <th scope="col" class="num">
                {t(`Dự toán ${year}`, `Estimate ${year}`)}
              </th>,
            ])}
          </tr>
        </thead>
        <tbody>
          {basis.lines
            .filter((line) => !line.group)
            .map((line) => (
              <tr>
                <td data-label={t('Mục', 'Line')}>
                  {line.code} {shortened(t(line.title))}
                </td>
                {line.years.flatMap((cell) => [
                  <td class="num" data-label={t(`Giải ngân ${cell.year}`, `Paid ${cell.year}`)}>
                    {cell.disbursed === 0n ? (
                      '0'
                    ) : (
                      <Figure
                        request={request}
                        href={entries(line.code, cell.year)}
                        label={t(
                          `các lần giải ngân mục ${line.code} năm ${cell.year}`,
                          `payments on ${line.code}, ${cell.year}`,
                        )}
                      >
                        <Millions amount={cell.disbursed} language={language} />
                      </Figure>
                    )}
                  </td>,
                  <td class="num" data-label={t(`Dự toán ${cell.year}`, `Estimate ${cell.year}`)}>
                    <Millions amount={cell.estimate} language={language} />
                  </td>,
                ])}
              </tr>
            ))}
        </tbody>
      </Table>
    </Section>
  )
}

function Norms({ request: { t, language }, basis }: Part) {
  const { supportLine } = basis.plan
  return (
    <Section
      id="norms"
      title={t('Định mức chi', 'Spending norms')}
      actions={<a href="/norms">{t('Định mức chi', 'Spending norms')}</a>}
    >
      {basis.norms.length === 0 ? (
        <p class="max-w-prose">
          {t(
            'Bảng định mức chưa có mức trần nào được nhập từ văn bản gốc (nghị quyết của Hội đồng nhân dân tỉnh). Vì vậy chưa thể tính theo định mức; chương trình không tự đặt mức chi.',
            'No ceiling has been entered from the original (the resolution of the province’s People’s Council). So nothing can be worked out from norms; none is made up.',
          )}
        </p>
      ) : (
        <ul class="list-disc pl-5">
          {basis.norms.map((norm) => (
            <li>
              {t(norm.name, norm.nameEn)}: {formatDong(norm.amount, language)} đồng/
              {t(norm.unit, norm.unitEn)} ({norm.instrument}, {norm.article})
              {norm.ofContent && supportLine !== null
                ? t(`, mục ${supportLine}`, `, line ${supportLine}`)
                : ''}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

/** A long title of the appendix, cut at a word. */
export function shortened(title: string, most = 90): string {
  if (title.length <= most) return title
  return `${title.slice(0, title.lastIndexOf(' ', most))}…`
}
