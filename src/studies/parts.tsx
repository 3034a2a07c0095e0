import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { Translate, Words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { Badge, Section, Table, type Tone } from '../ui/index.ts'
import { type ChartName, chartTitles, studyChart } from './charts.ts'
import type { StoredResult, StudyData } from './result.ts'
import { methods, type StudyState, stateNames } from './rules.ts'
import type { ChartSize } from './svg.ts'
import { dataTable, type StudyTable, sensitivityTable, yearTable } from './tables.ts'

const tones: Readonly<Record<StudyState, Tone>> = {
  draft: 'neutral',
  submitted: 'info',
  reviewed: 'info',
  returned: 'warning',
  published: 'success',
  withdrawn: 'error',
}

export function StateBadge({ state, t }: { state: StudyState; t: Translate }) {
  return <Badge tone={tones[state]}>{t(stateNames[state])}</Badge>
}

export const crumb = (t: Translate) => ({ label: t('Tính toán TFP', 'TFP studies'), href: '/studies' })

/** A table of a study; wide ones scroll inside their frame. */
export function StudyTableView({ table }: { table: StudyTable }) {
  const numeric = (place: number) => (table.columns[place]?.kind === 'number' ? 'num' : '')
  const tight =
    table.columns.length > 8
      ? 'text-sm [&_td]:px-2 [&_th]:px-2 print:text-xs print:[&_td]:px-1 print:[&_th]:px-1'
      : ''
  return (
    <div class={tight}>
      <Table caption={table.caption} showCaption>
        <thead>
          <tr>
            {table.columns.map(({ title }, place) => (
              <th class={numeric(place)}>{title}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(({ cells, sum }) => (
            <tr class={sum ? 'sum' : ''}>
              {cells.map(({ text }, place) => (
                <td class={numeric(place) || 'whitespace-nowrap'}>{text}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  )
}

/** A chart drawn twice, for a page and for a phone; the page shows the one that fits. Its table stands beside it. */
export function Chart(props: { title: string; draw: (size: ChartSize) => string; note?: Child }) {
  return (
    <figure class="my-4 break-inside-avoid">
      <figcaption class="mb-2 font-semibold">{props.title}</figcaption>
      <div class="hidden sm:block print:block [&>svg]:h-auto [&>svg]:max-w-full">
        {raw(props.draw('wide'))}
      </div>
      <div class="sm:hidden print:hidden [&>svg]:h-auto [&>svg]:max-w-full">{raw(props.draw('narrow'))}</div>
      {props.note === undefined ? null : <p class="hint mt-1">{props.note}</p>}
    </figure>
  )
}

function ChartOf(props: { request: PageRequest; name: ChartName; result: StoredResult; note?: Child }) {
  const { language, t } = props.request
  const draw = (size: ChartSize) =>
    studyChart(props.name, props.result, { language, size, id: `${props.name}-${size}` })
  if (draw('wide') === null) return null
  const base = props.name === 'index' ? props.result.parameters.baseYear : null
  const title =
    t(chartTitles[props.name]) + (base === null ? '' : t(` (năm ${base} = 100)`, ` (${base} = 100)`))
  return <Chart title={title} draw={(size) => draw(size) ?? ''} note={props.note} />
}

export interface Shown {
  readonly result: StoredResult
  readonly data: StudyData
  readonly words: {
    readonly found: readonly Words[]
    readonly how: readonly Words[]
    readonly caveats: readonly Words[]
  }
}

/** What a study found: words first, then table, charts, sensitivity and cautions. */
export function Findings({ request, study }: { request: PageRequest; study: Shown }) {
  const { t, language } = request
  const { result, words } = study
  const sensitivity = sensitivityTable(result, language)
  return (
    <>
      <Section title={t('Kết quả bằng lời', 'The result in words')} id="result">
        <div class="grid max-w-prose gap-2">
          {words.found.map((each) => (
            <p>{t(each)}</p>
          ))}
        </div>
        <h3 class="mt-4 mb-1">{t('Lưu ý khi sử dụng', 'To be read with care')}</h3>
        <ul class="max-w-prose list-disc pl-5">
          {words.caveats.map((each) => (
            <li>{t(each)}</li>
          ))}
        </ul>
      </Section>
      <Section title={t('Từng năm', 'Year by year')} id="years">
        <ChartOf request={request} name="contributions" result={result} />
        <StudyTableView table={yearTable(result, language)} />
        <ChartOf request={request} name="index" result={result} />
      </Section>
      {sensitivity === null ? null : (
        <Section
          title={t('Độ nhạy', 'Sensitivity')}
          id="sensitivity"
          lead={t(
            'Kết quả thay đổi thế nào khi tỷ trọng vốn và giả định về hao mòn vốn khác đi.',
            'How the result moves with another capital share and another assumption about the wear of capital.',
          )}
        >
          <ChartOf request={request} name="sensitivity" result={result} />
          <StudyTableView table={sensitivity} />
          {sensitivity.columns.length > 2 ? (
            <p class="hint mt-1">{t('* Giả định của tính toán này.', '* The assumption of this study.')}</p>
          ) : null}
        </Section>
      )}
    </>
  )
}

/** How a study was computed and from what. */
export function Basis({ request, study }: { request: PageRequest; study: Shown }) {
  const { t, language } = request
  const { result, data, words } = study
  const method = methods[result.method]
  return (
    <>
      <Section title={t('Phương pháp', 'Method')} id="method">
        <div class="grid max-w-prose gap-2">
          <p>{t(method.explained)}</p>
          {words.how.map((each) => (
            <p>{t(each)}</p>
          ))}
        </div>
      </Section>
      <Section title={t('Số liệu đã dùng', 'Data used')} id="data">
        <Table caption={t('Nguồn số liệu', 'Sources of the data')} showCaption stack>
          <thead>
            <tr>
              <th>{t('Chuỗi số liệu', 'Series')}</th>
              <th>{t('Đơn vị', 'Unit')}</th>
              <th>{t('Nguồn', 'Source')}</th>
              <th>{t('Năm chưa chính thức', 'Years not official')}</th>
            </tr>
          </thead>
          <tbody>
            {data.used.map(({ label, unit, sources, preliminaryYears, seriesIds }) => {
              const [seriesId] = seriesIds
              return (
                <tr>
                  <td data-label={t('Chuỗi số liệu', 'Series')}>
                    {seriesId === undefined || !request.actor.userId ? (
                      t(label)
                    ) : (
                      <a href={`/series/${seriesId}`}>{t(label)}</a>
                    )}
                  </td>
                  <td data-label={t('Đơn vị', 'Unit')}>{t(unit)}</td>
                  <td data-label={t('Nguồn', 'Source')}>{sources.join('; ')}</td>
                  <td data-label={t('Năm chưa chính thức', 'Years not official')}>
                    {preliminaryYears.join(', ') || '—'}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </Table>
        <div class="mt-4">
          <StudyTableView table={dataTable(data, result, language)} />
        </div>
      </Section>
    </>
  )
}
