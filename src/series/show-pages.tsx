import { exportName, exportTable } from '../documents/write/export.ts'
import { mayRun } from '../platform/actor.ts'
import type { Translate } from '../platform/language.ts'
import { formatNumber, formatPercent } from '../platform/numbers.ts'

import { numberOf, type PageRequest, type PageResult, page } from '../platform/page.ts'
import {
  Day,
  Empty,
  Facts,
  LinkButton,
  Moment,
  Notice,
  Section,
  type Sent,
  StateBadge,
  Table,
} from '../ui/index.ts'
import { crumbs, Findings, SeriesChart, seriesName, unitOf } from './badges.tsx'
import { enterSeries } from './entry.ts'
import { checkTerritory, showSeries } from './list-queries.ts'
import { methods, statuses } from './rules.ts'
import { Acts, type SeriesAct, type Shown, seriesActs, siblingName } from './show-acts.tsx'
import { valueColumns } from './value-columns.ts'

/** The page of a series. @param sent a form of it that was refused, to be shown again */
async function seriesView(request: PageRequest, sent?: Sent<SeriesAct>): Promise<PageResult> {
  const { t, url, language } = request
  const id = numberOf(request, 'id')
  const asOf = url.searchParams.get('asOf') ?? ''
  const shown = await request.execute(showSeries, { id, asOf: asOf === '' ? undefined : asOf })
  const { series, values } = shown
  const wanted = url.searchParams.get('export')
  const heading = `${t(seriesName(series))}: ${t(series.sectorName)}`
  if (wanted === 'csv' || wanted === 'xlsx') return exported(request, wanted, shown, heading)
  const { problems } = await request.execute(checkTerritory, { territoryId: series.territoryId })
  const own = problems.filter((problem) => problem.seriesId === id)
  return {
    title: heading,
    lead: `${t(series.territory)} · ${t(unitOf(series))}`,
    breadcrumbs: crumbs(request, {
      label: t(series.territory),
      href: `/series?territory=${series.territoryId}`,
    }),
    actions: <Links request={request} series={series} />,
    body: (
      <>
        {asOf === '' ? null : (
          <Notice>
            <p>
              {t('Số liệu như đã ghi đến', 'Figures as they were on record on')} {asOf}.{' '}
              <a href={`/series/${id}`}>{t('Xem số liệu hiện nay', 'See the present figures')}</a>
            </p>
          </Notice>
        )}
        <Section>
          <SeriesFacts t={t} shown={shown} />
          <SeriesChart
            points={values.flatMap(({ year, value }) => (value === null ? [] : [{ year, value }]))}
            title={`${heading} (${t(unitOf(series))})`}
            language={language}
          />
        </Section>
        <Section title={t('Giá trị', 'Values')} actions={<AsOf request={request} asOf={asOf} />}>
          {values.length === 0 ? (
            <Empty>{t('Chưa có giá trị nào.', 'There are no values.')}</Empty>
          ) : (
            <Values shown={shown} request={request} />
          )}
        </Section>
        {own.length === 0 || asOf !== '' ? null : (
          <Section title={t('Điểm cần xem lại', 'Points to look at')} id="checks">
            <Findings problems={own} t={t} name={() => seriesName(series)} />
          </Section>
        )}
        <Section title={t('Lịch sử sửa đổi', 'History of revisions')} id="history">
          <History shown={shown} request={request} />
        </Section>
        {asOf === '' ? await Acts(request, shown, sent) : null}
      </>
    ),
  }
}

function Links({ request, series }: { request: PageRequest; series: Shown['series'] }) {
  const { t } = request
  const grid = new URLSearchParams({
    measures: series.measure,
    ...(series.baseYear === null ? {} : { baseYear: String(series.baseYear) }),
    ...(series.edition === '' ? {} : { edition: series.edition }),
  })
  return (
    <>
      <LinkButton href={`/series/${series.territoryId}/grid?${grid}`}>
        {mayRun(request.actor, enterSeries)
          ? t('Nhập vào bảng', 'Enter in the grid')
          : t('Xem bảng', 'See the grid')}
      </LinkButton>
      <LinkButton href={`/series/${series.id}?export=xlsx`}>Excel</LinkButton>
      <LinkButton href={`/series/${series.id}?export=csv`}>CSV</LinkButton>
    </>
  )
}

function SeriesFacts({ t, shown: { series, siblings } }: { t: Translate; shown: Shown }) {
  return (
    <Facts
      columns={3}
      items={[
        [
          t('Năm có số', 'Years'),
          series.firstYear === null ? null : `${series.firstYear} – ${series.lastYear}`,
        ],
        [t('Số giá trị', 'Number of values'), series.filled],
        [t('Chính thức đến', 'Official to'), series.officialTo],
        [t('Đơn vị', 'Unit'), t(unitOf(series))],
        [t('Sửa lần cuối', 'Last revision'), <Moment at={series.updatedAt} />],
        [
          t('Chuỗi khác cùng chỉ tiêu', 'Other series of it'),
          siblings.length === 0
            ? null
            : siblings.map((one) => (
                <a class="mr-3" href={`/series/${one.id}`}>
                  {siblingName(one, t)}
                </a>
              )),
        ],
      ]}
    />
  )
}

function AsOf({ request, asOf }: { request: PageRequest; asOf: string }) {
  const { t } = request
  return (
    <form method="get" action={request.url.pathname} class="flex flex-wrap items-end gap-2">
      <label class="grid gap-1 text-sm font-semibold">
        {t('Như đã ghi đến ngày', 'As on record on')}
        <input
          class="input input-sm w-32 border-base-content/40"
          name="asOf"
          value={asOf}
          placeholder="31/12/2025"
          inputmode="numeric"
        />
      </label>
      <button class="btn btn-sm border-base-content/40 bg-base-100" type="submit">
        {t('Xem', 'Show')}
      </button>
    </form>
  )
}

function Values({ shown, request }: { shown: Shown; request: PageRequest }) {
  const { t, language } = request
  const byYear = new Map(shown.values.map((one) => [one.year, one.value]))
  return (
    <Table caption={t('Giá trị theo năm', 'Values by year')}>
      <thead>
        <tr>
          <th>{t('Năm', 'Year')}</th>
          <th class="num">{t(unitOf(shown.series))}</th>
          <th class="num">{t('So năm trước', 'On the year before')}</th>
          <th>{t('Trạng thái', 'Status')}</th>
          <th>{t('Nguồn', 'Source')}</th>
          <th>{t('Ngày công bố', 'Published on')}</th>
        </tr>
      </thead>
      <tbody>
        {shown.values.map(({ year, value, status, source, publishedOn, method }) => {
          const before = byYear.get(year - 1)
          const change =
            value !== null && before !== undefined && before !== null && before > 0
              ? value / before - 1
              : null
          return (
            <tr id={`y${year}`}>
              <td data-label={t('Năm', 'Year')}>{year}</td>
              <td class="num" data-label={t(unitOf(shown.series))}>
                {value === null ? '—' : formatNumber(value, language)}
              </td>
              <td class="num" data-label={t('So năm trước', 'On the year before')}>
                {change === null ? '—' : formatPercent(change, language)}
              </td>
              <td data-label={t('Trạng thái', 'Status')}>
                <StateBadge of={statuses} is={status} t={t} />{' '}
                {method === null ? '' : t(methods.names[method])}
              </td>
              <td data-label={t('Nguồn', 'Source')}>{source}</td>
              <td data-label={t('Ngày công bố', 'Published on')}>
                <Day day={publishedOn} />
              </td>
            </tr>
          )
        })}
      </tbody>
    </Table>
  )
}

function History({ shown, request }: { shown: Shown; request: PageRequest }) {
  const { t, language } = request
  return (
    <Table caption={t('Các lần ghi, mới nhất trước', 'Revisions, the newest first')}>
      <thead>
        <tr>
          <th>{t('Ghi lúc', 'Recorded')}</th>
          <th>{t('Năm', 'Year')}</th>
          <th class="num">{t('Giá trị', 'Value')}</th>
          <th>{t('Trạng thái', 'Status')}</th>
          <th>{t('Nguồn, lý do', 'Source, reason')}</th>
          <th>{t('Người ghi', 'By')}</th>
        </tr>
      </thead>
      <tbody>
        {shown.revisions.slice(0, 500).map((one) => (
          <tr>
            <td data-label={t('Ghi lúc', 'Recorded')}>
              <Moment at={one.recordedAt} />
            </td>
            <td data-label={t('Năm', 'Year')}>{one.year}</td>
            <td class="num" data-label={t('Giá trị', 'Value')}>
              {one.value === null ? t('thu hồi', 'revoked') : formatNumber(one.value, language)}
            </td>
            <td data-label={t('Trạng thái', 'Status')}>{t(statuses.names[one.status])}</td>
            <td data-label={t('Nguồn, lý do', 'Source, reason')}>
              {one.source}
              {one.reason === null ? '' : ` · ${one.reason}`}
            </td>
            <td data-label={t('Người ghi', 'By')}>{one.recordedBy}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

function exported(
  request: PageRequest,
  format: 'csv' | 'xlsx',
  shown: Shown,
  heading: string,
): Promise<Response> {
  const { t } = request
  return exportTable(format, {
    name: exportName(heading, new Date()),
    title: heading,
    columns: valueColumns(t),
    rows: shown.values.map((row) => ({ ...row, series: shown.series })),
  })
}

export const seriesPage = page({
  route: 'GET /series/{id}',
  for: showSeries,
  run: (request) => seriesView(request),
})

export const seriesActPages = seriesActs.receivers(seriesView)
