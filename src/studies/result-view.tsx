import type { Child } from 'hono/jsx'
import type { Translate, Words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import type { ChartSize } from '../ui/index.ts'
import { Chart, OpenLink, Section, Table } from '../ui/index.ts'
import { partNames } from './by-factor/choices.ts'
import { partsDataTables } from './by-factor/data-tables.ts'
import { partsTables } from './by-factor/tables.ts'
import { sectorDataTable, sectorsTables } from './by-sector/tables.ts'
import { type ChartName, chartTitle, studyChart } from './charts.ts'
import type { StoredResult, StudyData } from './result.ts'
import { methods } from './rules.ts'
import type { StudyTable } from './study-table.ts'
import { dataTable, sensitivityTable, yearTable } from './tables.ts'

export const crumb = (t: Translate) => ({ label: t('Tính toán TFP', 'TFP studies'), href: '/studies' })

/** A table of a study; wide ones scroll inside their frame. */
function StudyTableView({ table }: { table: StudyTable }) {
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

function ChartOf(props: {
  request: PageRequest
  name: ChartName
  result: StoredResult
  names?: Readonly<Record<string, Words>>
  note?: Child
}) {
  const { language, t } = props.request
  const draw = (size: ChartSize) =>
    studyChart(props.name, props.result, {
      language,
      size,
      id: `${props.name}-${size}`,
      names: props.names ?? {},
    })
  if (draw('wide') === null) return null
  return (
    <Chart
      title={t(chartTitle(props.name, props.result))}
      draw={(size) => draw(size) ?? ''}
      note={props.note}
    />
  )
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
      <Section fold title={t('Từng năm', 'Year by year')} id="years">
        <ChartOf request={request} name="contributions" result={result} />
        <StudyTableView table={yearTable(result, language)} />
        <ChartOf request={request} name="index" result={result} />
      </Section>
      <PartsResult request={request} study={study}>
        <ChartOf request={request} name="parts" result={result} names={partNames(study.data)} />
      </PartsResult>
      <SectorsFound request={request} study={study} />
      {sensitivity === null ? null : (
        <Section
          fold
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

/** Long headings of parts take several lines rather than widen the table. */
const wrapped =
  '[&_td]:whitespace-normal [&_td:not(.num)]:min-w-28 [&_th]:whitespace-normal [&_th]:align-bottom'

/** Tables behind a chart: one line until somebody opens them, so that the page stays short. */
function FoldedTables({ t, children }: { t: Translate; children?: Child }) {
  return (
    <details>
      <summary class="font-semibold text-primary">
        {t('Số liệu của hình', 'The figures behind the chart')}
      </summary>
      <div class="mt-2 grid grid-cols-1 gap-5">{children}</div>
    </details>
  )
}

/** Capital by type of asset and quality of labour, with their chart; nothing for a study without them. */
function PartsResult(props: { request: PageRequest; study: Shown; children?: Child }) {
  const { t, language } = props.request
  const tables = partsTables(props.study.data, props.study.result, language)
  if (tables.length === 0) return null
  return (
    <Section
      title={t('Loại tài sản và chất lượng lao động', 'Types of asset and quality of labour')}
      id="parts"
    >
      {props.children}
      <FoldedTables t={t}>
        {tables.map((table) => (
          <div class={wrapped}>
            <StudyTableView table={table} />
          </div>
        ))}
      </FoldedTables>
    </Section>
  )
}

/** TFP and labour productivity by sector, with their charts; nothing for a study without sectors. */
function SectorsFound({ request, study }: { request: PageRequest; study: Shown }) {
  const { t, language } = request
  const { result, data } = study
  const tables = sectorsTables(result, data, language)
  if (tables.length === 0) return null
  const shown = (shift: boolean) =>
    tables
      .filter(({ key }) => key.startsWith('shift') === shift)
      .map((table) => <StudyTableView table={table} />)
  return (
    <>
      {result.sectors?.growth === null ? null : (
        <Section
          fold
          title={t('TFP theo ngành', 'TFP by sector')}
          id="sectors"
          lead={t(
            'TFP chung bằng TFP của từng ngành nhân với tỷ trọng, cộng phần do vốn và lao động chuyển giữa các ngành.',
            'TFP of all is that of each sector times its weight, and what comes of capital and labour moving between sectors.',
          )}
        >
          <ChartOf request={request} name="sectors" result={result} />
          <FoldedTables t={t}>{shown(false)}</FoldedTables>
        </Section>
      )}
      <Section
        fold
        title={t('Dịch chuyển cơ cấu lao động', 'Shift of labour between sectors')}
        id="shift-share"
        lead={t(
          'Năng suất lao động tăng vì từng ngành làm tốt hơn (nội ngành), vì lao động chuyển sang ngành có năng suất cao hơn (dịch chuyển), hoặc cả hai cùng lúc (tương tác).',
          'Labour productivity grows because each sector does better (within), because labour moves to sectors of higher productivity (between), or by both at once (interaction).',
        )}
      >
        <ChartOf request={request} name="shiftShare" result={result} />
        <FoldedTables t={t}>{shown(true)}</FoldedTables>
      </Section>
    </>
  )
}

/** How a study was computed and from what. */
export function Basis({ request, study }: { request: PageRequest; study: Shown }) {
  const { t, language } = request
  const { result, data, words } = study
  const bySector = sectorDataTable(result, data, language)
  const method = methods[result.method]
  return (
    <>
      <Section fold title={t('Phương pháp', 'Method')} id="method">
        <div class="grid max-w-prose gap-2">
          <p>{t(method.explained)}</p>
          {words.how.map((each) => (
            <p>{t(each)}</p>
          ))}
        </div>
      </Section>
      <Section fold title={t('Số liệu đã dùng', 'Data used')} id="data">
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
            {[...data.used, ...(data.sectors?.used ?? [])].map(
              ({ label, unit, sources, preliminaryYears, seriesIds }) => {
                // What is of many series leads to none of them.
                const [seriesId, another] = seriesIds
                return (
                  <tr>
                    <td data-label={t('Chuỗi số liệu', 'Series')}>
                      {seriesId === undefined || another !== undefined ? (
                        t(label)
                      ) : (
                        <OpenLink request={request} href={`/series/${seriesId}`}>
                          {t(label)}
                        </OpenLink>
                      )}
                    </td>
                    <td data-label={t('Đơn vị', 'Unit')}>{t(unit)}</td>
                    <td data-label={t('Nguồn', 'Source')}>{sources.join('; ')}</td>
                    <td data-label={t('Năm chưa chính thức', 'Years not official')}>
                      {preliminaryYears.join(', ') || '—'}
                    </td>
                  </tr>
                )
              },
            )}
          </tbody>
        </Table>
        <details class="mt-4">
          <summary class="font-semibold text-primary">{t('Số liệu từng năm', 'Figures by year')}</summary>
          <div class="mt-2">
            <StudyTableView table={dataTable(data, result, language)} />
          </div>
          {partsDataTables(data, result, language).map((table) => (
            <div class={`mt-4 ${wrapped}`}>
              <StudyTableView table={table} />
            </div>
          ))}
        </details>
        {bySector === null ? null : (
          <details class="mt-4">
            <summary class="font-semibold text-primary">
              {t('Số liệu theo ngành', 'Figures by sector')}
            </summary>
            <div class="mt-2">
              <StudyTableView table={bySector} />
            </div>
          </details>
        )}
      </Section>
    </>
  )
}
