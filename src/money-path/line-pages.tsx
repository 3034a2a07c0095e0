import { openFindings } from '../findings/index.ts'
import { type Column, columnNames, columns } from '../money-view/index.ts'
import type { Output } from '../platform/operation.ts'
import { numberOf, type Page, type PageRequest, page } from '../platform/page.ts'
import { Amount, AskedChoice, Facts, Figure, LinkButton, Section, Table } from '../ui/index.ts'
import { showLine } from './queries.ts'
import { pathTitle } from './stages.ts'

/* The page of a budget line: what became of its money by year, each figure with its steps; findings that are open on it. */

type Line = Output<typeof showLine>

function stepsHref(
  request: PageRequest,
  line: Line,
  column: Column,
  year: number | null | undefined,
): string {
  const query = new URLSearchParams({ lineId: String(line.id), column })
  if (year !== undefined) query.set('year', year === null ? 'none' : String(year))
  const source = request.url.searchParams.get('source') ?? ''
  if (source !== '') query.set('source', source)
  return `/budget/path?${query}`
}

function Figures({ request, line }: { request: PageRequest; line: Line }) {
  const { t, language } = request
  const cell = (column: Column, amount: bigint, year: number | null | undefined, label: string) => (
    <td class="num" data-label={label}>
      {amount === 0n ? (
        '—'
      ) : (
        <Figure
          request={request}
          href={stepsHref(request, line, column, year)}
          label={`${t(columnNames[column])}, ${label}: ${t('xem từng bước', 'show the steps')}`}
        >
          <Amount amount={amount} unit="dong" language={language} />
        </Figure>
      )}
    </td>
  )
  const yearName = (year: number | null) =>
    year === null ? t('Không phân theo năm', 'Not by year') : String(year)
  const whole = t('Cả giai đoạn', 'Whole period')
  return (
    <Table caption={t('Kinh phí của mục theo năm, đồng', 'Money of the line by year, đồng')} stack>
      <thead>
        <tr>
          <th>{t('Số liệu', 'Figure')}</th>
          {line.years.map(({ year }) => (
            <th class="num">{yearName(year)}</th>
          ))}
          <th class="num">{whole}</th>
        </tr>
      </thead>
      <tbody>
        {columns.map((column) => (
          <tr>
            <th scope="row">{t(columnNames[column])}</th>
            {line.years.map(({ year, figures }) => cell(column, figures[column], year, yearName(year)))}
            {cell(column, line.total[column], undefined, whole)}
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

export const linePage: Page = page({
  route: 'GET /budget/lines/{id}',
  for: showLine,
  async run(request) {
    const { t, url } = request
    const source = url.searchParams.get('source') ?? ''
    const line = await request.execute(showLine, { id: numberOf(request, 'id'), source })
    const place = (one: Line['children'][number]) => (
      <a href={`/budget/lines/${one.id}`}>
        {one.code}. {t(one.title, one.titleEn)}
      </a>
    )
    const facts = [
      [t('Kế hoạch', 'Plan'), line.plan],
      [t('Thuộc mục', 'Under'), line.parent === null ? null : place(line.parent)],
      [t('Số lượng', 'Quantity'), line.quantity],
      [t('Ghi chú', 'Note'), line.note],
      [
        t('Các mục con', 'Sub-lines'),
        line.children.length === 0 ? null : (
          <ul>
            {line.children.map((one) => (
              <li>{place(one)}</li>
            ))}
          </ul>
        ),
      ],
    ] as const
    return {
      title: `${line.code}. ${t(line.title, line.titleEn)}`,
      lead: t(
        'Kinh phí của mục từ dự toán đến quyết toán. Bấm vào một số để đi theo từng bước đến chứng từ.',
        'The money of the line from its estimate to its settlement. A figure opens the steps that lead to the vouchers.',
      ),
      breadcrumbs: [{ label: t('Kinh phí', 'Budget'), href: '/budget' }],
      actions: (
        <>
          <LinkButton kind="primary" href={`/budget/path?lineId=${line.id}`}>
            {t(pathTitle)}
          </LinkButton>
          <LinkButton href={`/budget/path/archive?lineId=${line.id}`}>
            {t('Tải hồ sơ (ZIP)', 'Download the file (ZIP)')}
          </LinkButton>
        </>
      ),
      body: (
        <>
          {await openFindings(request, line.id)}
          <Section title={t('Thông tin chung', 'General information')} id="about">
            <Facts columns={2} items={facts.filter(([, value]) => value !== null)} />
          </Section>
          <Section title={t('Kinh phí của mục', 'Money of the line')} id="figures">
            {line.sources.length < 2 ? null : (
              <form
                method="get"
                action={url.pathname}
                class="no-print mb-4 flex flex-wrap items-end gap-2"
                data-live="1"
              >
                <AskedChoice
                  request={request}
                  name="source"
                  label={t('Nguồn', 'Source')}
                  none={t('Tất cả các nguồn', 'All sources')}
                  choices={line.sources.map(({ key, name, nameEn }) => ({
                    value: key,
                    label: t(name, nameEn),
                  }))}
                />
                <button class="btn btn-sm border-base-content/40 bg-base-100" type="submit">
                  {t('Xem', 'Show')}
                </button>
              </form>
            )}
            <Figures request={request} line={line} />
          </Section>
        </>
      ),
    }
  },
})
