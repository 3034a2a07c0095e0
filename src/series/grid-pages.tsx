import type { Child } from 'hono/jsx'
import { today, yearOf } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import {
  type FormState,
  type FormValues,
  freshForm,
  numberOf,
  type PageRequest,
  type PageResult,
  page,
  receiver,
} from '../platform/page.ts'
import { FormProblem, fields, Notice, Section } from '../ui/index.ts'
import { crumbs, mayWrite } from './badges.tsx'
import { seriesCatalogue } from './catalogue-queries.ts'
import { enterSeries } from './entry.ts'
import {
  addressOf,
  type Grid,
  type Layout,
  LayoutForm,
  layoutOf,
  type Measure,
  unitFor,
  yearsOf,
} from './grid-layout.tsx'
import { GridTable } from './grid-table.tsx'
import { batchFields } from './import/pages.tsx'
import { showGrid } from './list-queries.ts'

/** The grid of a territory. @param typed the form that was refused, to be shown again */
async function gridView(request: PageRequest, typed?: FormState): Promise<PageResult> {
  const { t } = request
  const layout = layoutOf(request)
  const catalogue = await request.execute(seriesCatalogue, {})
  const measures = catalogue.measures.filter((measure) => layout.measures.includes(measure.key))
  const grid = await request.execute(showGrid, {
    territoryId: layout.territoryId,
    measures: measures.length === 0 ? layout.measures : measures.map((measure) => measure.key),
    baseYear: layout.baseYear,
    edition: layout.edition,
  })
  const years = yearsOf(layout, grid, yearOf(today(new Date())))
  const form = typed ?? freshForm({ status: 'official' })
  const write = mayWrite(request.actor)
  const table = (
    <GridTable
      request={request}
      layout={layout}
      catalogue={catalogue}
      measures={measures}
      grid={grid}
      years={years}
      form={form}
      write={write}
    />
  )
  return {
    title: t('Bảng số liệu', 'Grid of figures'),
    lead: t(grid.territory.name, grid.territory.nameEn),
    breadcrumbs: crumbs(request, {
      label: t(grid.territory.name, grid.territory.nameEn),
      href: `/series?territory=${grid.territory.id}`,
    }),
    body: (
      <>
        <LayoutForm request={request} layout={layout} catalogue={catalogue} years={years} />
        {measures.length === 0 ? (
          <Notice tone="warning" title={t('Xin chọn ít nhất một chỉ tiêu.', 'Please choose a measure.')} />
        ) : write ? (
          <EntryForm request={request} layout={layout} form={form} grid={grid} measures={measures}>
            {table}
          </EntryForm>
        ) : (
          <Section>{table}</Section>
        )}
      </>
    ),
  }
}

function EntryForm(props: {
  request: PageRequest
  layout: Layout
  form: FormState
  grid: Grid
  measures: readonly Measure[]
  children?: Child
}) {
  const { form, layout } = props
  const { t } = props.request
  const f = fields(form, t)
  const used = [...new Set(props.measures.map((measure) => unitFor(measure, layout)))]
  return (
    <form method="post" action={addressOf(layout)} novalidate class="panel grid gap-4" data-typed="1">
      <FormProblem form={form} t={t} />
      <input type="hidden" name="_once" value={form.once} />
      {f.hidden('version', f.value('version') || props.grid.version)}
      {f.hidden('baseYear', layout.baseYear)}
      {f.hidden('edition', layout.edition)}
      {used.map((unit) => f.hidden('units', unit))}
      <p class="hint">
        {t(
          'Chỉ ô thay đổi được ghi thành bản sửa đổi mới. Số viết kiểu 1.234,5. Có thể dán một khối từ Excel vào ô đầu tiên (cần JavaScript); không thì dùng ',
          'Only changed cells are written, each as a new revision. Numbers are written 1,234.5. A block of Excel can be pasted into its first cell (with JavaScript); else use ',
        )}
        <a href={`/series/paste?territoryId=${layout.territoryId}`}>{t('trang dán', 'the paste page')}</a>.
      </p>
      {props.children}
      <p
        class="hint"
        role="status"
        data-grid-status={t('ô đã điền từ khối dán', 'cells filled from the pasted block')}
      ></p>
      <div class="grid max-w-3xl gap-4">
        {batchFields(f, t)}
        {f.text('reason', {
          label: t('Lý do sửa đổi', 'Reason of the revision'),
          hint: t('Bắt buộc khi xóa một giá trị đã ghi.', 'Required when a recorded value is emptied.'),
        })}
        <div>
          <button class="btn btn-primary" type="submit">
            {t('Ghi các ô thay đổi', 'Write the changed cells')}
          </button>
        </div>
      </div>
    </form>
  )
}

/** The command's input out of the form: each `c.measure.sector.year` is a cell. */
function inputOf(values: FormValues, request: PageRequest) {
  const cells = Object.entries(values).flatMap(([name, value]) => {
    const [prefix, measure, sector, year] = name.split('.')
    if (prefix !== 'c' || typeof value !== 'string') return []
    return [{ measure, sector, year, value }]
  })
  const many = (name: string) => [values[name] ?? []].flat()
  return {
    territoryId: numberOf(request, 'id'),
    cells,
    units: many('units'),
    confirm: many('confirm'),
    numbers: request.language,
  }
}

export const gridPage = page({
  route: 'GET /series/{id}/grid',
  for: seriesCatalogue,
  run: (request) => gridView(request),
})

export const gridAction = receiver({
  command: enterSeries,
  address: '/series/{id}/grid',
  input: inputOf,
  done: ({ recorded, withdrawn }, { request }) => ({
    to: addressOf(layoutOf(request)),
    message: words(
      `Đã ghi ${recorded} giá trị, thu hồi ${withdrawn}.`,
      `${recorded} values written, ${withdrawn} revoked.`,
    ),
  }),
  again: gridView,
})
