import type { FormState, PageRequest } from '../platform/page.ts'
import { cellField } from './entry.ts'
import { type Catalogue, type Grid, type Layout, type Measure, unitFor } from './grid-layout.tsx'
import { statuses, withPrices } from './rules.ts'
import { cellText, type UnitKey, units } from './units.ts'

type GridSeries = Grid['series'][number]

/** Measures and sectors down, years across; inputs for those who write, text for the others. */
export function GridTable(props: {
  request: PageRequest
  layout: Layout
  catalogue: Catalogue
  measures: readonly Measure[]
  grid: Grid
  years: readonly number[]
  form: FormState
  write: boolean
}) {
  const { layout, years, form } = props
  const { t } = props.request
  const confirmed = [form.values.confirm ?? []].flat()
  return (
    <section class="overflow-x-auto" tabindex={0} aria-label={t('Bảng số liệu', 'Grid of figures')}>
      <table class="grid-table" data-grid="1">
        <caption class="sr-only">
          {t('Số liệu theo chỉ tiêu, ngành và năm', 'Figures by measure, sector and year')}
        </caption>
        <thead>
          <tr>
            <th class="left-0 z-10 max-w-56 bg-base-200 max-sm:max-w-32 sm:sticky">
              {t('Chỉ tiêu, ngành', 'Measure, sector')}
            </th>
            {years.map((year) => (
              <th class="num" scope="col">
                {year}
              </th>
            ))}
          </tr>
          {props.write ? (
            <tr>
              <th
                class="left-0 z-10 max-w-56 whitespace-normal bg-base-200 text-sm font-normal max-sm:max-w-32 sm:sticky"
                scope="row"
              >
                {t('Áp trạng thái mới cho giá trị giữ nguyên', 'New status for values that stand')}
              </th>
              {years.map((year) => (
                <td class="num">
                  <input
                    class="checkbox checkbox-sm border-base-content/60"
                    type="checkbox"
                    name="confirm"
                    value={String(year)}
                    checked={confirmed.includes(String(year))}
                    aria-label={t(`Áp trạng thái mới cho năm ${year}`, `New status for ${year}`)}
                  />
                </td>
              ))}
            </tr>
          ) : null}
        </thead>
        {props.measures.map((measure) => (
          <MeasureRows {...props} measure={measure} unit={unitFor(measure, layout)} />
        ))}
      </table>
    </section>
  )
}

function MeasureRows(props: {
  request: PageRequest
  layout: Layout
  catalogue: Catalogue
  grid: Grid
  years: readonly number[]
  form: FormState
  write: boolean
  measure: Measure
  unit: UnitKey
}) {
  const { measure, layout, years } = props
  const { t } = props.request
  const sectors = props.catalogue.sectors.filter(
    (sector) =>
      sector.level <= layout.level && (sector.key !== 'product_tax' || measure.key.startsWith('grdp')),
  )
  const own = props.grid.series.filter((series) => series.measure === measure.key)
  return (
    <tbody>
      <tr class="sum">
        <th class="bg-base-200 text-left" scope="rowgroup" colspan={years.length + 1}>
          <span class="sticky left-3">
            {withPrices(t(measure.name, measure.nameEn), measure.constantPrices ? ` ${layout.baseYear}` : '')}
            <span class="hint font-normal"> ({t(units[props.unit].words)})</span>
          </span>
        </th>
      </tr>
      {ordered(sectors).map((sector) => {
        const series = own.find((one) => one.sector === sector.key)
        const name = t(sector.name, sector.nameEn)
        return (
          <tr>
            <th
              class={`left-0 z-10 max-w-56 min-w-32 bg-base-100 font-normal max-sm:max-w-32 sm:sticky ${['', 'sm:pl-6', 'sm:pl-9'][sector.level] ?? ''}`}
              scope="row"
            >
              {series === undefined ? name : <a href={`/series/${series.id}`}>{name}</a>}
            </th>
            {years.map((year) => (
              <ValueCell
                {...props}
                series={series}
                sector={sector.key}
                year={year}
                label={`${t(measure.name, measure.nameEn)}, ${name}, ${year}`}
              />
            ))}
          </tr>
        )
      })}
    </tbody>
  )
}

/** Each sector followed by its sections. */
function ordered(sectors: Catalogue['sectors']): Catalogue['sectors'] {
  return sectors
    .filter((sector) => sector.level < 2)
    .flatMap((sector) => [sector, ...sectors.filter((one) => one.level === 2 && one.parent === sector.key)])
}

function ValueCell(props: {
  request: PageRequest
  form: FormState
  write: boolean
  measure: Measure
  unit: UnitKey
  series: GridSeries | undefined
  sector: string
  year: number
  label: string
}) {
  const { t, language } = props.request
  const cell = props.series?.cells.find((one) => one.year === props.year)
  const kept = cell === undefined ? '' : cellText(cell.value, props.unit, language)
  const open = cell !== undefined && cell.status !== 'official'
  const mark = open ? (
    <span class="hint block text-right">{t(statuses.names[cell.status]).toLowerCase()}</span>
  ) : null
  if (!props.write) {
    return (
      <td class="num">
        {kept === '' ? '—' : kept}
        {mark}
      </td>
    )
  }
  const name = cellField(props.measure.key, props.sector, props.year)
  const typed = props.form.values[name]
  const wrong = props.form.errors.some((error) => error.field === name)
  return (
    <td class="px-1">
      <input
        class={`input input-sm w-28 text-right tabular-nums ${wrong ? 'border-error' : 'border-base-content/40'}`}
        id={`f-${name}`}
        name={name}
        value={typeof typed === 'string' ? typed : kept}
        inputmode="decimal"
        autocomplete="off"
        aria-label={props.label}
        aria-invalid={wrong ? 'true' : undefined}
      />
      {mark}
    </td>
  )
}
