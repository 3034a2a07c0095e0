import { raw } from 'hono/html'
import { planNames } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import type { Output } from '../platform/operation.ts'
import { type PageRequest, page } from '../platform/page.ts'
import { Empty, Figure, Millions, Notice, Section, Table } from '../ui/index.ts'
import { type Drawn, drawMap } from './drawing.ts'
import { boundsOf, type Measure, measures, shadeOf } from './measures.ts'
import { outlinesOf } from './outlines.ts'
import { communeFigures, type UnitRow } from './queries.ts'

type Figures = Output<typeof communeFigures>
type Row = Figures['rows'][number]

/** The list that a figure counts. @param unit null: no address names the commune, so nothing is there */
function hrefOf(measure: Measure, unit: number | null): string | null {
  if (unit === null) return null
  const list = {
    enterprises: 'enterprises',
    applications: 'applications',
    support: 'support',
    certificates: 'certificates',
  }
  return `/${list[measure]}?unit=${unit}`
}

/** A figure as a number to compare; money in triệu đồng. */
const numberOf = (row: UnitRow, measure: Measure) =>
  measure === 'support' ? Number(row.support) / 1e6 : row[measure]

/** A province by its communes: a measure to choose, the map, the same as a table. */
export const mapPage = page({
  route: 'GET /map',
  for: communeFigures,
  place: { group: 'programme', order: 6, label: words('Bản đồ', 'Map') },
  async run(request) {
    const { t, url } = request
    const wanted = url.searchParams.get('measure') ?? ''
    const measure = measures.is(wanted) ? wanted : 'enterprises'
    const { plans } = await request.execute(planNames, {})
    const province = url.searchParams.get('province') ?? undefined
    const title = t('Bản đồ theo xã, phường', 'Map by commune')
    if (plans.length === 0 && province === undefined) {
      return { title, body: <Empty>{t('Chưa có kế hoạch nào.', 'There is no plan yet.')}</Empty> }
    }
    const figures = await request.execute(communeFigures, { province })
    return {
      title,
      lead: t(
        `${figures.province.name}: doanh nghiệp theo nơi đặt trụ sở, và những gì Chương trình đã làm cho họ trong mọi kế hoạch.`,
        `${figures.province.nameEn}: enterprises by their seat, and what the programme did for them over all plans.`,
      ),
      body: (
        <>
          <Choice request={request} figures={figures} measure={measure} />
          {await MapSection({ request, figures, measure })}
        </>
      ),
    }
  },
})

function Choice({
  request: { t },
  figures,
  measure,
}: {
  request: PageRequest
  figures: Figures
  measure: Measure
}) {
  return (
    <form method="get" action="/map" class="no-print mb-5 flex flex-wrap items-end gap-3">
      <div>
        <label class="mb-1 block font-semibold" for="map-measure">
          {t('Số liệu', 'Figure')}
        </label>
        <select class="select" id="map-measure" name="measure">
          {measures.choices(t).map(({ value, label }) => (
            <option value={value} selected={value === measure}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label class="mb-1 block font-semibold" for="map-province">
          {t('Tỉnh, thành phố', 'Province')}
        </label>
        <select class="select" id="map-province" name="province">
          {figures.provinces.map(({ code, name, nameEn }) => (
            <option value={code} selected={code === figures.province.code}>
              {t(name, nameEn)}
            </option>
          ))}
        </select>
      </div>
      <button class="btn btn-primary" type="submit">
        {t('Xem', 'Show')}
      </button>
    </form>
  )
}

async function MapSection({
  request,
  figures,
  measure,
}: {
  request: PageRequest
  figures: Figures
  measure: Measure
}) {
  const { t, language } = request
  const outlines = await outlinesOf(figures.province.code)
  const drawn = new Set(outlines?.communes.map(([code]) => code))
  const bounds = boundsOf(
    figures.rows.filter(({ code }) => code !== null).map((row) => numberOf(row, measure)),
  )
  const write = (value: number) => formatNumber(value, language, 1)
  const said = t(measures.names[measure])
  const communes = new Map(
    figures.rows.flatMap((row): [string, Drawn][] => {
      if (row.code === null) return []
      const value = numberOf(row, measure)
      const href = value === 0 ? null : hrefOf(measure, row.unitId)
      return [
        [
          row.code,
          {
            words: `${t(row.name, row.nameEn)}: ${write(value)}`,
            shade: value > 0 ? shadeOf(value, bounds) : null,
            href: href !== null && request.mayOpen(href) ? href : null,
          },
        ],
      ]
    }),
  )
  const whole = figures.rows.reduce((sum, row) => sum + numberOf(row, measure), 0)
  const title = `${said}, ${t(figures.province.name, figures.province.nameEn)}`
  return (
    <div class="grid gap-x-5 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <Section title={title} id="map">
        {outlines === null ? (
          <Notice tone="warning">
            {t(
              `Chưa có hình xã, phường của ${figures.province.name}: xin xem bảng.`,
              `There are no outlines of the communes of ${figures.province.nameEn}: please read the table.`,
            )}
          </Notice>
        ) : (
          <figure class="chart map">
            {raw(
              drawMap(outlines, communes, {
                id: 'map',
                title,
                description: t(
                  `${communes.size} xã, phường; tổng ${write(whole)}. Bảng bên cạnh có từng đơn vị.`,
                  `${communes.size} communes; ${write(whole)} in all. The table beside has each.`,
                ),
                language,
              }),
            )}
            <Key t={t} bounds={bounds} write={write} />
            <figcaption class="hint mt-2">
              {t(
                'Ranh giới đã đơn giản hóa để vẽ bản đồ thống kê, không dùng để xác định địa giới.',
                'Boundaries are simplified for statistical maps and are no evidence of borders.',
              )}
            </figcaption>
          </figure>
        )}
      </Section>
      <FigureTable request={request} figures={figures} measure={measure} title={title} drawn={drawn} />
    </div>
  )
}

/** What the shades mean. */
function Key(props: { t: PageRequest['t']; bounds: readonly number[]; write: (value: number) => string }) {
  const { t, bounds, write } = props
  const words = (at: number) => {
    const [from, to] = [bounds[at - 1], bounds[at]]
    if (from === undefined)
      return to === undefined ? t('có', 'any') : t(`đến ${write(to)}`, `up to ${write(to)}`)
    return to === undefined
      ? t(`trên ${write(from)}`, `over ${write(from)}`)
      : `> ${write(from)} – ${write(to)}`
  }
  const value = (at: number) => bounds[at] ?? (bounds.at(-1) ?? 0) + 1
  return (
    <ul class="mt-3 flex flex-wrap gap-x-4 gap-y-1 text-sm">
      <li class="flex items-center gap-1.5">
        {raw(
          '<svg width="18" height="14" aria-hidden="true"><rect width="18" height="14" fill="#f4f6f9" stroke="#5b6b7c"/></svg>',
        )}
        {t('không có', 'none')}
      </li>
      {Array.from({ length: bounds.length + 1 }, (_, at) => (
        <li class="flex items-center gap-1.5">
          {raw(
            `<svg width="18" height="14" aria-hidden="true"><rect width="18" height="14" fill="${shadeOf(value(at), bounds)}" stroke="#5b6b7c"/></svg>`,
          )}
          {words(at)}
        </li>
      ))}
    </ul>
  )
}

/** Each commune that has something, the most first; below them the units of before, and how many have nothing. */
function FigureTable(props: {
  request: PageRequest
  figures: Figures
  measure: Measure
  title: string
  drawn: ReadonlySet<string>
}) {
  const { request, figures, measure, title, drawn } = props
  const { t, language } = request
  const rows = figures.rows
    .filter((row) => numberOf(row, measure) > 0)
    .toSorted((one, other) => numberOf(other, measure) - numberOf(one, measure))
  const now = rows.filter(({ code }) => code !== null)
  const before = rows.filter(({ code }) => code === null)
  const empty = figures.rows.filter((row) => row.code !== null && numberOf(row, measure) === 0).length
  const cell = (row: Row) => {
    const shown =
      measure === 'support' ? (
        <Millions amount={row.support} language={language} />
      ) : (
        formatNumber(row[measure], language)
      )
    const href = hrefOf(measure, row.unitId)
    return href === null ? (
      shown
    ) : (
      <Figure
        href={href}
        label={`${t(measures.names[measure])}, ${t(row.name, row.nameEn)}`}
        request={request}
      >
        {shown}
      </Figure>
    )
  }
  const list = (of: readonly Row[]) =>
    of.map((row) => (
      <tr>
        <td>
          {t(row.name, row.nameEn)}
          {row.code !== null && drawn.size > 0 && !drawn.has(row.code) ? (
            <span class="hint block">{t('chưa có hình trên bản đồ', 'not drawn on the map')}</span>
          ) : null}
        </td>
        <td class="num">{cell(row)}</td>
      </tr>
    ))
  return (
    <Section title={t('Từng xã, phường', 'Each commune')} id="table" fold>
      {rows.length === 0 ? (
        <Empty>{t('Chưa có gì ở tỉnh, thành phố này.', 'There is nothing in this province yet.')}</Empty>
      ) : (
        <Table caption={title}>
          <thead>
            <tr>
              <th scope="col">{t('Xã, phường, đặc khu', 'Commune, ward, special zone')}</th>
              <th scope="col" class="num">
                {t(measures.names[measure])}
              </th>
            </tr>
          </thead>
          <tbody>{list(now)}</tbody>
          {before.length === 0 ? null : (
            <tbody>
              <tr>
                <th colspan={2} scope="rowgroup">
                  {t(
                    'Trụ sở còn ghi theo đơn vị trước sắp xếp, chưa rõ thuộc xã, phường nào nay',
                    'Seats still named by a unit of before, so that the commune of today is not known',
                  )}
                </th>
              </tr>
              {list(before)}
            </tbody>
          )}
        </Table>
      )}
      <p class="hint mt-2">{t(`${empty} xã, phường chưa có.`, `${empty} communes have none.`)}</p>
    </Section>
  )
}
