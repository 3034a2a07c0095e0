import { numberOf, type PageRequest } from '../platform/page.ts'
import type { seriesCatalogue } from './catalogue-queries.ts'
import type { showGrid } from './list-queries.ts'
import { MeasureBoxes } from './measure-picker.tsx'
import { usualBaseYear } from './rules.ts'
import { keptUnit, type UnitKey, units, unitsOf } from './units.ts'

export type Catalogue = Awaited<ReturnType<typeof seriesCatalogue.run>>
export type Grid = Awaited<ReturnType<typeof showGrid.run>>
export type Measure = Catalogue['measures'][number]

/** Years that a grid shows at most. */
const mostYears = 40

export interface Layout {
  readonly territoryId: number
  readonly measures: readonly string[]
  readonly level: 1 | 2
  readonly baseYear: number
  readonly edition: string
  readonly money: UnitKey
  readonly from: number | null
  readonly to: number | null
}

/** What the address asks for; anything that makes no sense is the usual. */
export function layoutOf(request: PageRequest): Layout {
  const query = request.url.searchParams
  const year = (name: string) => {
    const text = query.get(name) ?? ''
    return /^(19[89]|20|21)\d+$/.test(text) && text.length === 4 ? Number(text) : null
  }
  const asked = query
    .getAll('measures')
    .flatMap((value) => value.split(','))
    .filter((value) => value !== '')
  return {
    territoryId: numberOf(request, 'id'),
    measures: asked.length === 0 ? ['grdp_current', 'grdp_constant'] : asked.slice(0, 12),
    level: query.get('level') === '2' ? 2 : 1,
    baseYear: year('baseYear') ?? usualBaseYear,
    edition: (query.get('edition') ?? '').trim().slice(0, 80),
    money: unitsOf('money').find((unit) => unit === query.get('money')) ?? keptUnit.money,
    from: year('from'),
    to: year('to'),
  }
}

/** The address of this grid. */
export function addressOf(layout: Layout): string {
  const query = new URLSearchParams({ measures: layout.measures.join(',') })
  if (layout.level === 2) query.set('level', '2')
  if (layout.baseYear !== usualBaseYear) query.set('baseYear', String(layout.baseYear))
  if (layout.edition !== '') query.set('edition', layout.edition)
  if (layout.money !== keptUnit.money) query.set('money', layout.money)
  if (layout.from !== null) query.set('from', String(layout.from))
  if (layout.to !== null) query.set('to', String(layout.to))
  return `/series/${layout.territoryId}/grid?${query}`
}

/** The years of the columns: those asked for, else ten up to the territory's last or the present year, and all that have values. */
export function yearsOf(layout: Layout, grid: Grid, now: number): number[] {
  const held = grid.series.flatMap((series) => series.cells.map((cell) => cell.year))
  const end =
    grid.territory.validTo === null ? now : Math.min(now, Number(grid.territory.validTo.slice(0, 4)))
  const last = layout.to ?? Math.max(end, ...held)
  const first = layout.from ?? Math.min(last - 9, ...held)
  const count = Math.max(1, Math.min(mostYears, last - first + 1))
  return Array.from({ length: count }, (_, place) => last - count + 1 + place)
}

export const unitFor = (measure: Measure, layout: Layout): UnitKey =>
  measure.dimension === 'money' ? layout.money : keptUnit[measure.dimension]

/** What the grid shows; a form of its own that works by address. */
export function LayoutForm(props: {
  request: PageRequest
  layout: Layout
  catalogue: Catalogue
  years: readonly number[]
}) {
  const { layout, catalogue } = props
  const { t } = props.request
  const input = 'input input-sm border-base-content/40'
  return (
    <details class="panel no-print mb-5">
      <summary class="font-semibold">
        {t('Chọn chỉ tiêu, năm, mức ngành, đơn vị', 'Choose measures, years, level of sectors, unit')}
      </summary>
      <form method="get" action={`/series/${layout.territoryId}/grid`} class="mt-3 grid gap-3">
        <MeasureBoxes catalogue={catalogue} chosen={layout.measures} t={t} />
        <div class="flex flex-wrap items-end gap-3">
          <label class="grid gap-1 text-sm font-semibold">
            {t('Từ năm', 'From year')}
            <input
              class={`${input} w-24`}
              name="from"
              inputmode="numeric"
              value={String(props.years[0] ?? '')}
            />
          </label>
          <label class="grid gap-1 text-sm font-semibold">
            {t('Đến năm', 'To year')}
            <input
              class={`${input} w-24`}
              name="to"
              inputmode="numeric"
              value={String(props.years.at(-1) ?? '')}
            />
          </label>
          <label class="grid gap-1 text-sm font-semibold">
            {t('Năm gốc giá', 'Price base')}
            <input
              class={`${input} w-24`}
              name="baseYear"
              inputmode="numeric"
              value={String(layout.baseYear)}
            />
          </label>
          <label class="grid gap-1 text-sm font-semibold">
            {t('Mức ngành', 'Sectors')}
            <select class="select select-sm border-base-content/40" name="level">
              <option value="1" selected={layout.level === 1}>
                {t('Ba khu vực', 'Three sectors')}
              </option>
              <option value="2" selected={layout.level === 2}>
                {t('Ngành cấp 1 (A–T)', 'Sections A–T')}
              </option>
            </select>
          </label>
          <label class="grid gap-1 text-sm font-semibold">
            {t('Đơn vị tiền', 'Unit of money')}
            <select class="select select-sm border-base-content/40" name="money">
              {unitsOf('money').map((unit) => (
                <option value={unit} selected={unit === layout.money}>
                  {t(units[unit].words)}
                </option>
              ))}
            </select>
          </label>
          <label class="grid gap-1 text-sm font-semibold">
            {t('Phiên bản số liệu', 'Edition')}
            <input class={`${input} w-44`} name="edition" value={layout.edition} />
          </label>
          <button class="btn btn-sm border-base-content/40 bg-base-100" type="submit">
            {t('Hiện bảng', 'Show the table')}
          </button>
        </div>
      </form>
    </details>
  )
}
