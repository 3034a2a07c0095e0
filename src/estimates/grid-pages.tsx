import { rowsTyped } from '../platform/forms/rows.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import {
  type FormState,
  type FormValues,
  freshForm,
  type Page,
  type PageRequest,
  page,
} from '../platform/page.ts'
import { type Fields, formPage, Table } from '../ui/index.ts'
import { estimateLineFields } from './fields.ts'
import { mostLines, saveEstimateGrid } from './grid.ts'
import { amountsTyped, amountTyped, type TypedCells } from './grid-sums.ts'
import { crumbs, to } from './list-pages.tsx'
import { estimateChoices, showEstimate } from './queries.ts'

/*
 * The grid of an estimate: a row for each line, all fields in sight, saved at once. It is a form without JavaScript; with it a block of a
 * spreadsheet is pasted into it and the sums move while somebody types.
 */

const cellKeys = [
  ...(['title', 'line', 'source', 'quantity', 'unit', 'unitCost', 'counterpart'] as const),
  ...(['norm', 'overNormReason'] as const),
]
type CellKey = (typeof cellKeys)[number]
const nameOf = (at: number, key: string) => `lines.${at}.${key}`
/** Empty rows below the lines. */
const spare = 10

const cellsTyped = (values: FormValues) => rowsTyped(values, 'lines', mostLines)

async function recordOf(request: PageRequest) {
  const estimate = await request.execute(showEstimate, { id: request.params.id })
  return { estimate, offered: await request.execute(estimateChoices, { id: estimate.id }) }
}
type GridRecord = Awaited<ReturnType<typeof recordOf>>

/** What the grid shows before anything was typed. */
function initialOf({ estimate }: GridRecord, request: PageRequest): FormValues {
  const { t, language } = request
  const money = (amount: bigint | null) => (amount === null ? '' : formatDong(amount, language))
  const values: Record<string, string> = { version: String(estimate.version) }
  for (const [at, line] of estimate.estimateLines.entries()) {
    const cells = {
      ...{ id: String(line.id), title: line.title, line: line.lineCode ?? '', unit: line.unit },
      ...{ source: t(line.source, line.sourceEn), quantity: String(line.quantity) },
      ...{ unitCost: money(line.unitCost), counterpart: money(line.counterpart), norm: line.norm ?? '' },
      ...{ overNormReason: line.overNormReason ?? '', note: line.note ?? '' },
    }
    for (const [key, value] of Object.entries(cells)) values[nameOf(at, key)] = value
  }
  return values
}

const headOf: Readonly<Record<CellKey, { readonly vi: string; readonly en: string }>> = {
  title: estimateLineFields.labels.title,
  line: words('Mục dự toán', 'Budget line'),
  source: estimateLineFields.labels.sourceId,
  quantity: estimateLineFields.labels.quantity,
  unit: estimateLineFields.labels.unit,
  unitCost: estimateLineFields.labels.unitCost,
  counterpart: words('Phần góp', 'Paid by others'),
  norm: estimateLineFields.labels.normId,
  overNormReason: estimateLineFields.labels.overNormReason,
}
const widths: Readonly<Record<CellKey, string>> = {
  ...{ title: 'sm:min-w-64', line: 'sm:min-w-24', source: 'sm:min-w-48', quantity: 'sm:min-w-20' },
  ...{ unit: 'sm:min-w-28', unitCost: 'sm:min-w-36', counterpart: 'sm:min-w-32' },
  ...{ norm: 'sm:min-w-56', overNormReason: 'sm:min-w-48' },
}
const listOf: Readonly<Partial<Record<CellKey, string>>> = {
  ...{ line: 'grid-lines', source: 'grid-sources', norm: 'grid-norms' },
}

/** What may be typed for a budget line, a source and a norm. */
function Offered({ offered, t }: { offered: GridRecord['offered']; t: PageRequest['t'] }) {
  return (
    <>
      <datalist id="grid-lines">
        {offered.lines.map((one) => (
          <option value={one.code}>{t(one.name, one.nameEn)}</option>
        ))}
      </datalist>
      <datalist id="grid-sources">
        {offered.sources.map((one) => (
          <option value={t(one.name, one.nameEn)}></option>
        ))}
      </datalist>
      <datalist id="grid-norms">
        {offered.norms.map((one) => (
          <option value={one.full}>{t(one.limit)}</option>
        ))}
      </datalist>
    </>
  )
}

/** One field of a row: the head of its column says to the eye what its label says to a screen reader. */
function Cell(props: { form: FormState; t: PageRequest['t']; at: number; of: CellKey; value: string }) {
  const { form, t, at, of, value } = props
  const name = nameOf(at, of)
  const faults = form.errors.filter(({ field }) => field === name)
  const wrong = faults.length > 0
  return (
    <>
      <input
        class={`input w-full px-2 ${wrong ? 'border-error' : 'border-base-content/40'}`}
        id={`f-${name}`}
        name={name}
        value={value}
        list={listOf[of]}
        autocomplete="off"
        inputmode={
          of === 'quantity' ? 'numeric' : of === 'unitCost' || of === 'counterpart' ? 'decimal' : undefined
        }
        aria-label={`${t('Dòng', 'Row')} ${at + 1}: ${t(headOf[of])}`}
        aria-invalid={wrong ? 'true' : undefined}
        aria-describedby={wrong ? `e-${name}` : undefined}
      />
      {wrong ? (
        <p class="mt-1 font-semibold text-error" id={`e-${name}`}>
          {faults.map(({ words: said }) => t(said)).join(' ')}
        </p>
      ) : null}
    </>
  )
}

function Grid(props: { request: PageRequest; record: GridRecord; form: FormState; f: Fields<string> }) {
  const { request, record, form, f } = props
  const { t, language } = request
  const typed = cellsTyped(form.values)
  const rows = [...typed, ...Array.from({ length: spare }, (): TypedCells => ({}))].slice(0, mostLines)
  const money = (amount: bigint) => formatDong(amount, language)
  const { offered } = record
  const own = offered.sources.find(({ id }) => id === offered.sourceId)
  const proposed: TypedCells = { source: own === undefined ? '' : t(own.name, own.nameEn), quantity: '1' }
  const heads = { amount: t('Thành tiền (đồng)', 'Line total (đồng)'), remove: t('Bỏ', 'Remove') }
  return (
    <Table caption={t('Bảng nhập dự toán', 'Grid of the estimate')} stack typed>
      <thead>
        <tr>
          <th>{t('Dòng', 'Row')}</th>
          {cellKeys.map((key) => (
            <th scope="col">{t(headOf[key])}</th>
          ))}
          <th class="num">{heads.amount}</th>
          <th>{heads.remove}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => {
          const fresh = at >= typed.length
          return (
            <tr data-sum-row="1">
              <td class="num" data-label={t('Dòng', 'Row')}>
                {at + 1}
              </td>
              {cellKeys.map((key) => (
                <td class={widths[key]} data-label={t(headOf[key])}>
                  <Cell form={form} t={t} at={at} of={key} value={(fresh ? proposed : row)[key] ?? ''} />
                </td>
              ))}
              <td class="num" data-label={heads.amount} data-row-amount="1">
                {money(amountTyped(fresh ? {} : row))}
              </td>
              <td data-label={heads.remove}>
                {row.id ? (
                  <input
                    class="checkbox border-base-content/60"
                    type="checkbox"
                    name={nameOf(at, 'remove')}
                    value="true"
                    checked={row.remove === 'true'}
                    aria-label={`${t('Dòng', 'Row')} ${at + 1}: ${heads.remove}`}
                  />
                ) : null}
                {row.id ? f.hidden(nameOf(at, 'id'), row.id) : null}
                {row.note ? f.hidden(nameOf(at, 'note'), row.note) : null}
              </td>
            </tr>
          )
        })}
      </tbody>
    </Table>
  )
}

/** What the rows come to by budget line, beside what the plan has for it; the script moves the sums. */
function Sums({ request, record, form }: { request: PageRequest; record: GridRecord; form: FormState }) {
  const { t, language } = request
  const money = (amount: bigint) => formatDong(amount, language)
  const { total, byLine } = amountsTyped(cellsTyped(form.values))
  const heads = {
    line: t('Mục dự toán', 'Budget line'),
    amount: t('Dự toán kinh phí năm', 'Yearly estimates'),
    planned: t('Dự toán kế hoạch cho năm', 'Estimate of the year'),
  }
  return (
    <Table caption={t('Cộng theo mục, đồng', 'Sums by budget line, đồng')} showCaption stack>
      <thead>
        <tr>
          <th>{heads.line}</th>
          <th class="num">{heads.amount}</th>
          <th class="num">{heads.planned}</th>
        </tr>
      </thead>
      <tbody>
        {record.offered.lines.map((line) => (
          <tr>
            <td data-label={heads.line}>
              {line.code}. {t(line.name, line.nameEn)}
            </td>
            <td class="num" data-label={heads.amount} data-sum-line={line.code}>
              {money(byLine.get(line.code) ?? 0n)}
            </td>
            <td class="num" data-label={heads.planned}>
              {line.planned === null ? '—' : money(line.planned)}
            </td>
          </tr>
        ))}
        <tr class="sum">
          <th scope="row">{t('Tổng cộng', 'Grand total')}</th>
          <td class="num" data-label={heads.amount} data-sum-all="1">
            {money(total)}
          </td>
          <td class="num"></td>
        </tr>
      </tbody>
    </Table>
  )
}

const gridForm = formPage({
  command: saveEstimateGrid,
  address: '/estimates/{id}/grid',
  record: recordOf,
  title: words('Bảng nhập dự toán', 'Grid of the estimate'),
  lead: ({ record }) => record.estimate.title,
  crumbs: (request, { estimate }) => [...crumbs(request), { label: estimate.title, href: to(estimate) }],
  initial: initialOf,
  fields: ({ f, t, request, record, form }) => (
    <>
      {f.hidden(
        'version',
        form.values.version === undefined ? record.estimate.version : String(form.values.version),
      )}
      <p class="hint max-w-prose">
        {t(
          'Mỗi dòng một nội dung chi. Mục, nguồn, định mức: gõ mã hoặc tên, chọn trong gợi ý. Đơn giá có thể viết 30 triệu. Khối chép từ Excel dán được vào ô đầu tiên (cần JavaScript); không thì dùng ',
          'One line a row. Budget line, source and norm: type a code or name, choose what is offered. “30 triệu” is understood. A block of Excel can be pasted into its first cell (with JavaScript); else use ',
        )}
        <a href={`/estimates/import?estimateId=${record.estimate.id}`}>
          {t('trang nhập từ Excel', 'the page of imports')}
        </a>
        .
      </p>
      <Offered offered={record.offered} t={t} />
      <Grid request={request} record={record} form={form} f={f as unknown as Fields<string>} />
      <p
        class="hint"
        role="status"
        data-grid-status={t('ô đã điền từ khối dán', 'cells filled from the pasted block')}
      ></p>
      <Sums request={request} record={record} form={form} />
      <p>
        <button
          class="btn border-base-content/40 bg-base-100"
          type="submit"
          formaction={`${to(record.estimate)}/grid/sums`}
        >
          {t('Cộng thử và thêm dòng trống, chưa ghi', 'Add up, more empty rows, record nothing')}
        </button>
      </p>
    </>
  ),
  input: (values) => ({ lines: linesTyped(values) }),
  submit: words('Ghi bảng', 'Save the grid'),
  wide: true,
  cancel: ({ estimate }) => to(estimate),
  done: ({ id, added, changed, removed }) => ({
    to: `${to({ id })}#lines`,
    message: words(
      `Đã ghi bảng: ${added} dòng mới, ${changed} dòng sửa, ${removed} dòng bỏ.`,
      `The grid is saved: ${added} new lines, ${changed} changed, ${removed} taken out.`,
    ),
  }),
})

/** The rows as the command takes them; what the grid proposes for an empty row says nothing. */
function linesTyped(values: FormValues): Record<string, string>[] {
  return cellsTyped(values).map((row) =>
    ['title', 'line', 'unit', 'unitCost', 'norm', 'id'].every((key) => (row[key] ?? '').trim() === '')
      ? {}
      : row,
  )
}

/** The same form with its sums and more empty rows; nothing is recorded. */
const sums = page({
  route: 'POST /estimates/{id}/grid/sums',
  may: saveEstimateGrid.may,
  run: async (request) => gridForm.view(request, freshForm(await request.form())),
})

export const estimateGridPages: readonly Page[] = [...gridForm.pages, sums]
