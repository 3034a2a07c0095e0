import { listPlaces } from '../places/index.ts'
import { words } from '../platform/language.ts'
import { type PageRequest, page } from '../platform/page.ts'
import { Act, Day, Empty, Facts, formPage, LinkButton, Moment, Notice, Section, Table } from '../ui/index.ts'
import { crumbs, Findings, mayWrite, seriesName, title } from './badges.tsx'
import { seriesCatalogue, seriesOverview } from './catalogue-queries.ts'
import { checkTerritory, listSeries } from './list-queries.ts'
import { measureGroups, partName } from './measure-picker.tsx'
import { addTerritory } from './territories.ts'

function WriteLinks({ request, territoryId }: { request: PageRequest; territoryId: number }) {
  const { t } = request
  if (!mayWrite(request.actor)) return null
  return (
    <>
      <LinkButton href={`/series/${territoryId}/grid`} kind="primary">
        {t('Nhập vào bảng', 'Enter in the grid')}
      </LinkButton>
      <LinkButton href={`/series/paste?territoryId=${territoryId}`}>
        {t('Dán từ Excel', 'Paste from Excel')}
      </LinkButton>
      <LinkButton href={`/series/import?territoryId=${territoryId}`}>
        {t('Nhập tệp', 'Import a file')}
      </LinkButton>
      {request.mayOpen('/series/asset-lives') ? (
        <LinkButton href="/series/asset-lives">
          {t('Khấu hao, tuổi thọ tài sản', 'How fast assets wear')}
        </LinkButton>
      ) : null}
    </>
  )
}

export const newTerritory = formPage({
  command: addTerritory,
  address: '/series/territories/new',
  title: words('Thêm địa bàn', 'Add a territory'),
  lead: words(
    'Tỉnh, thành phố bất kỳ, trước hoặc sau khi sắp xếp; tỉnh không sắp xếp thì là một.',
    'Any province, before or after the mergers; one that was not merged is the same on both sides.',
  ),
  crumbs: (request) => crumbs(request),
  record: (request) => request.execute(listPlaces, { level: 'province', limit: 200 }),
  fields: ({ f, t, record }) =>
    f.select('placeKey', {
      label: t('Tỉnh, thành phố', 'Province'),
      required: true,
      empty: t('— chọn —', '— choose —'),
      choices: record.rows.map(({ key, name, nameEn, validTo }) => ({
        value: key,
        label: t(name, nameEn),
        group: validTo === null ? t('Hiện có', 'Existing now') : t('Trước 01/7/2025', 'Before 1 July 2025'),
      })),
    }),
  submit: words('Thêm', 'Add'),
  cancel: '/series',
  done: ({ id }) => ({
    to: `/series?territory=${id}`,
    message: words('Đã thêm địa bàn.', 'The territory is added.'),
  }),
})

export const overviewPage = page({
  route: 'GET /series',
  for: seriesCatalogue,
  place: { group: 'figures', order: 70, main: ['statistics'], label: title },
  async run(request) {
    const { t, url } = request
    const catalogue = await request.execute(seriesCatalogue, {})
    const wanted = Number(url.searchParams.get('territory'))
    const territory = catalogue.territories.find((one) => one.id === wanted) ?? catalogue.territories[0]
    if (territory === undefined)
      return {
        title: t(title),
        actions: <AddTerritory request={request} />,
        body: (
          <Section>
            <Empty>{t('Chưa có địa bàn nào.', 'There is no territory yet.')}</Empty>
          </Section>
        ),
      }
    const overview = await request.execute(seriesOverview, {})
    const { problems } = await request.execute(checkTerritory, { territoryId: territory.id })
    const { rows: all } = await request.execute(listSeries, { territoryId: territory.id, limit: 1000 })
    const rows = overview.rows.filter((row) => row.territoryId === territory.id)
    const successor = catalogue.territories.find((one) => one.id === territory.successorId)
    return {
      title: t(title),
      lead: t(
        'GRDP, đầu tư, vốn và lao động theo năm, mỗi giá trị có nguồn, trạng thái và lịch sử sửa đổi. Đây là số liệu đầu vào của tính toán TFP.',
        'GRDP, investment, capital and labour by year; each value has its source, status and history. TFP studies are computed from them.',
      ),
      actions: <WriteLinks request={request} territoryId={territory.id} />,
      body: (
        <>
          <Territories request={request} catalogue={catalogue} chosen={territory.id} />
          <Section>
            <Facts
              columns={3}
              items={[
                [t('Từ ngày', 'From'), <Day day={territory.validFrom} />],
                [t('Đến ngày', 'To'), <Day day={territory.validTo} />],
                [
                  t('Địa bàn kế tiếp', 'Succeeding territory'),
                  successor === undefined ? null : (
                    <a href={`/series?territory=${successor.id}`}>{t(successor.name, successor.nameEn)}</a>
                  ),
                ],
                [t('Căn cứ', 'Basis'), territory.source],
              ]}
            />
          </Section>
          {rows.length === 0 ? (
            <Notice title={t('Địa bàn này chưa có số liệu.', 'There are no figures of this territory yet.')}>
              <p>
                {t(
                  'Chương trình không kèm số liệu nào. Lấy số từ Niên giám thống kê hoặc công bố của Cục Thống kê, rồi nhập vào bảng, dán khối số từ Excel, hoặc nhập tệp XLSX/CSV; mỗi lần nhập ghi rõ nguồn và ngày công bố.',
                  'The program brings no figures. Take them from the statistical yearbook or a release of the statistics office, then enter them in the grid, paste a block from Excel, or import an XLSX/CSV file, naming source and day of publication each time.',
                )}
              </p>
            </Notice>
          ) : null}
          <Section
            title={t('Chỉ tiêu', 'Measures')}
            actions={
              <>
                <a href={`/series/list?territoryId=${territory.id}`}>{t('Danh sách chuỗi', 'All series')}</a>
                <a href={`/series/export?territoryId=${territory.id}&format=xlsx`}>Excel</a>
                <a href={`/series/export?territoryId=${territory.id}&format=csv`}>CSV</a>
              </>
            }
          >
            <MeasuresTable
              request={request}
              catalogue={catalogue}
              territoryId={territory.id}
              rows={rows}
              problems={problems}
            />
            <PartLinks request={request} catalogue={catalogue} territoryId={territory.id} rows={rows} />
          </Section>
          {rows.length === 0 ? null : <Checks request={request} problems={problems} series={all} />}
        </>
      ),
    }
  },
})

type Catalogue = Awaited<ReturnType<typeof seriesCatalogue.run>>
type OverviewRow = Awaited<ReturnType<typeof seriesOverview.run>>['rows'][number]

type Problems = Awaited<ReturnType<typeof checkTerritory.run>>['problems']
type SeriesRows = Awaited<ReturnType<typeof listSeries.run>>['rows']

function AddTerritory({ request }: { request: PageRequest }) {
  return (
    <Act command={addTerritory} request={request} href="/series/territories/new" small>
      {request.t('Thêm địa bàn', 'Add a territory')}
    </Act>
  )
}

function Territories(props: { request: PageRequest; catalogue: Catalogue; chosen: number }) {
  const { t } = props.request
  return (
    <nav class="mb-4 flex flex-wrap gap-2" aria-label={t('Địa bàn', 'Territory')}>
      {props.catalogue.territories.map((one) => (
        <a
          class={`btn btn-sm ${one.id === props.chosen ? 'btn-primary' : 'border-base-content/40 bg-base-100'}`}
          href={`/series?territory=${one.id}`}
          aria-current={one.id === props.chosen ? 'page' : undefined}
        >
          {t(one.name, one.nameEn)}
        </a>
      ))}
      <AddTerritory request={props.request} />
    </nav>
  )
}

/** What is on record of each measure, with a link to its grid and to what is to be looked at. */
function MeasuresTable(props: {
  request: PageRequest
  catalogue: Catalogue
  territoryId: number
  rows: readonly OverviewRow[]
  problems: Problems
}) {
  const { catalogue, territoryId, rows, problems } = props
  const { t } = props.request
  return (
    <Table caption={t('Số liệu hiện có theo chỉ tiêu', 'Figures on record by measure')} stack>
      <thead>
        <tr>
          <th>{t('Chỉ tiêu', 'Measure')}</th>
          <th>{t('Năm có số', 'Years')}</th>
          <th class="num">{t('Chuỗi số liệu', 'Series')}</th>
          <th class="num">{t('Giá trị', 'Values')}</th>
          <th class="num">{t('Chính thức đến', 'Official to')}</th>
          <th>{t('Sửa lần cuối', 'Last revision')}</th>
          <th class="num">{t('Cần xem lại', 'To be looked at')}</th>
        </tr>
      </thead>
      <tbody>
        {shownMeasures(catalogue, rows, t).map(({ measure, name }) => {
          const row = rows.find((one) => one.measure === measure.key)
          const count = problems.filter((problem) => problem.measure === measure.key).length
          return (
            <tr>
              <td data-label={t('Chỉ tiêu', 'Measure')}>
                <a
                  href={`/series/${territoryId}/grid?measures=${measure.key}`}
                  title={t(measure.definition, measure.definitionEn)}
                >
                  {name}
                </a>
              </td>
              <td class="whitespace-nowrap" data-label={t('Năm có số', 'Years')}>
                {row === undefined || row.firstYear === null ? '—' : `${row.firstYear} – ${row.lastYear}`}
              </td>
              <td class="num" data-label={t('Chuỗi số liệu', 'Series')}>
                {row?.series ?? 0}
              </td>
              <td class="num" data-label={t('Giá trị', 'Values')}>
                {row?.values ?? 0}
              </td>
              <td class="num" data-label={t('Chính thức đến', 'Official to')}>
                {row?.officialTo ?? '—'}
              </td>
              <td data-label={t('Sửa lần cuối', 'Last revision')}>
                {row === undefined ? '—' : <Moment at={row.updatedAt} />}
              </td>
              <td class="num" data-label={t('Cần xem lại', 'To be looked at')}>
                {count === 0 ? '0' : <a href="#checks">{count}</a>}
              </td>
            </tr>
          )
        })}
      </tbody>
    </Table>
  )
}

function Checks(props: { request: PageRequest; problems: Problems; series: SeriesRows }) {
  const { problems } = props
  const { t } = props.request
  const byId = new Map(props.series.map((one) => [one.id, one]))
  return (
    <Section
      title={t('Kiểm tra số liệu', 'Checks')}
      id="checks"
      lead={t(
        'Chương trình không sửa số nào; người phụ trách xem lại nguồn và quyết định.',
        'The program corrects nothing; look at the source and decide.',
      )}
    >
      {problems.length === 0 ? (
        <Empty>{t('Không có điểm nào cần xem lại.', 'There is nothing to look at.')}</Empty>
      ) : (
        <Findings
          problems={problems.slice(0, 200)}
          t={t}
          name={(problem) => {
            const series = byId.get(problem.seriesId)
            if (series === undefined) return { vi: problem.measure, en: problem.measure }
            const name = seriesName(series)
            return words(`${name.vi}, ${series.sectorName.vi}`, `${name.en}, ${series.sectorName.en}`)
          }}
        />
      )}
    </Section>
  )
}

/** The measures of the table: all of their own, and the parts that have figures, set in under their whole. */
function shownMeasures(catalogue: Catalogue, rows: readonly OverviewRow[], t: PageRequest['t']) {
  const held = new Set(rows.map(({ measure }) => measure))
  return measureGroups(catalogue, t).flatMap(({ whole, parts }) => [
    { measure: whole, name: t(whole.name, whole.nameEn) },
    ...parts
      .filter(({ key }) => held.has(key))
      .map((part) => ({ measure: part, name: `– ${partName(catalogue, part, t)}` })),
  ])
}

/** The way to the grids of measures that are divided; a study of capital services or of quality needs them. */
function PartLinks(props: {
  request: PageRequest
  catalogue: Catalogue
  territoryId: number
  rows: readonly OverviewRow[]
}) {
  const { t } = props.request
  const divided = measureGroups(props.catalogue, t).filter(({ parts }) => parts.length > 0)
  return (
    <div class="mt-4">
      <h3 class="mb-1">{t('Số liệu chia theo phần', 'Figures by part')}</h3>
      <p class="hint mb-2">
        {t(
          'Vốn theo loại tài sản và lao động theo trình độ; cần cho tính toán TFP với dịch vụ vốn và chất lượng lao động.',
          'Capital by type of asset and workers by qualification; TFP studies with capital services and quality of labour need them.',
        )}
      </p>
      <ul class="grid gap-x-6 gap-y-1 sm:grid-cols-2">
        {divided.map(({ whole, parts, by }) => {
          const held = parts.filter(({ key }) => props.rows.some((row) => row.measure === key)).length
          const keys = parts.map(({ key }) => key).join(',')
          return (
            <li>
              <a href={`/series/${props.territoryId}/grid?measures=${whole.key},${keys}`}>
                {t(whole.name, whole.nameEn)}, {by}
              </a>{' '}
              <span class="hint">
                ({t(`${held}/${parts.length} phần có số`, `${held} of ${parts.length} with figures`)})
              </span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
