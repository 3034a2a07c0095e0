import type { Child } from 'hono/jsx'
import type { Language, Translate, Words } from '../platform/language.ts'
import { Millions, Table } from './pieces.tsx'

interface Amounts {
  readonly total: number | null
  readonly years: Readonly<Record<string, number | null>>
}
interface Line extends Amounts {
  readonly code: string
  readonly parent: string | null
  readonly quantity: Words | null
  readonly note: Words | null
}

/**
 * A budget in triệu đồng: a row for each line, a column for each year, the grand total below. Amounts are đồng; null: not known.
 * @param props.notes whether quantity and note have columns of their own
 * @param props.idOf the anchor of a line's row
 */
export function YearTable<Row extends Line>(props: {
  t: Translate
  language: Language
  caption: string
  showCaption?: boolean
  content?: string
  lines: readonly Row[]
  years: readonly number[]
  total: number | null
  yearTotals: Readonly<Record<string, number | null>>
  show: (line: Row, place: number) => Child
  notes?: boolean
  idOf?: (line: Row, place: number) => string
  totalId?: string
}) {
  const { t, years, notes = false } = props
  const [number, total, quantity, note] = [
    t('STT', 'No.'),
    t('Tổng', 'Total'),
    t('Chỉ tiêu, số lượng', 'Target or quantity'),
    t('Ghi chú', 'Note'),
  ]
  const content = props.content ?? t('Nội dung', 'Content')
  const amount = (value: number | null = 0) =>
    value === null || !Number.isSafeInteger(value) ? (
      '—'
    ) : (
      <Millions amount={BigInt(value)} language={props.language} />
    )
  const amounts = (of: Amounts) => (
    <>
      <td class="num" data-label={total}>
        {amount(of.total)}
      </td>
      {years.map((year) => (
        <td class="num" data-label={String(year)}>
          {amount(of.years[year])}
        </td>
      ))}
    </>
  )
  return (
    <Table caption={props.caption} showCaption={props.showCaption} stack>
      <thead>
        <tr>
          <th scope="col">{number}</th>
          <th scope="col">{content}</th>
          {notes ? <th scope="col">{quantity}</th> : null}
          {[total, ...years].map((heading) => (
            <th scope="col" class="num">
              {heading}
            </th>
          ))}
          {notes ? <th scope="col">{note}</th> : null}
        </tr>
      </thead>
      <tbody>
        {props.lines.map((line, place) => (
          <tr
            class={`scroll-mt-24 target:bg-accent/20 ${line.parent === null ? 'sum' : ''}`}
            id={props.idOf?.(line, place)}
          >
            <td data-label={number}>{line.code}</td>
            <td data-label={content}>
              <div>{props.show(line, place)}</div>
            </td>
            {notes ? <td data-label={quantity}>{line.quantity === null ? '' : t(line.quantity)}</td> : null}
            {amounts(line)}
            {notes ? <td data-label={note}>{line.note === null ? '' : t(line.note)}</td> : null}
          </tr>
        ))}
        {/* a row of the body: a foot would stand on every printed page */}
        <tr class="sum scroll-mt-24" id={props.totalId}>
          <td></td>
          <td>{t('Tổng cộng', 'Grand total')}</td>
          {notes ? <td></td> : null}
          {amounts({ total: props.total, years: props.yearTotals })}
          {notes ? <td></td> : null}
        </tr>
      </tbody>
    </Table>
  )
}
