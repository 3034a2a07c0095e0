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

/** The columns of one source of funds: its total, and the years that it is spread over. */
export interface AmountGroup<Row> {
  readonly label: string
  readonly years: readonly number[]
  /** What it gives to a line, or in all. */
  readonly of: (line: Row | null) => Amounts | undefined
}

/**
 * A budget in triệu đồng: a row for each line, a column for each year, the grand total below. Amounts are đồng; null: not known.
 * @param props.notes whether quantity and note have columns of their own
 * @param props.groups the columns of each source where there are several; else those of the one that `years` are of
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
  groups?: readonly AmountGroup<Row>[]
  idOf?: (line: Row, place: number) => string
  totalId?: string
}) {
  const { t, years, notes = false } = props
  const own: AmountGroup<Row> = {
    label: '',
    years,
    of: (line) => line ?? { total: props.total, years: props.yearTotals },
  }
  const groups = props.groups ?? [own]
  const heads = headsOf(t, props.content)
  const amounts = (line: Row | null) => amountCells(groups, line, { heads, language: props.language })
  return (
    <Table caption={props.caption} showCaption={props.showCaption} stack>
      <YearHead heads={heads} groups={groups} notes={notes} />
      <tbody>
        {props.lines.map((line, place) => (
          <tr
            class={`scroll-mt-24 target:bg-accent/20 ${line.parent === null ? 'sum' : ''}`}
            id={props.idOf?.(line, place)}
          >
            <td data-label={heads.number}>{line.code}</td>
            <td data-label={heads.content}>
              <div>{props.show(line, place)}</div>
            </td>
            {notes ? (
              <td data-label={heads.quantity}>{line.quantity === null ? '' : t(line.quantity)}</td>
            ) : null}
            {amounts(line)}
            {notes ? <td data-label={heads.note}>{line.note === null ? '' : t(line.note)}</td> : null}
          </tr>
        ))}
        {/* a row of the body: a foot would stand on every printed page */}
        <tr class="sum scroll-mt-24" id={props.totalId}>
          <td></td>
          <td>{t('Tổng cộng', 'Grand total')}</td>
          {notes ? <td></td> : null}
          {amounts(null)}
          {notes ? <td></td> : null}
        </tr>
      </tbody>
    </Table>
  )
}

const headsOf = (t: Translate, content = t('Nội dung', 'Content')) => ({
  number: t('STT', 'No.'),
  content,
  total: t('Tổng', 'Total'),
  quantity: t('Chỉ tiêu, số lượng', 'Target or quantity'),
  note: t('Ghi chú', 'Note'),
})
type Heads = ReturnType<typeof headsOf>

/** The amounts of a line, or of all lines, of each group; with several groups a phone reads the name of the source before each. */
function amountCells<Row>(
  groups: readonly AmountGroup<Row>[],
  line: Row | null,
  { heads, language }: { readonly heads: Heads; readonly language: Language },
): Child {
  const amount = (value: number | null = 0) =>
    value === null || !Number.isSafeInteger(value) ? (
      '—'
    ) : (
      <Millions amount={BigInt(value)} language={language} />
    )
  return groups.map((group) => {
    const of = group.of(line)
    const named = (head: string) => (groups.length > 1 ? `${group.label}: ${head}` : head)
    return (
      <>
        <td class="num" data-label={named(heads.total)}>
          {amount(of?.total)}
        </td>
        {group.years.map((year) => (
          <td class="num" data-label={named(String(year))}>
            {amount(of?.years[year])}
          </td>
        ))}
      </>
    )
  })
}

/** One row of headings; two where several sources stand beside each other. */
function YearHead<Row>(props: { heads: Heads; groups: readonly AmountGroup<Row>[]; notes: boolean }) {
  const { heads, groups, notes } = props
  const several = groups.length > 1
  const rows = several ? 2 : undefined
  const tall = (heading: string) => (
    <th scope="col" rowspan={rows}>
      {heading}
    </th>
  )
  const figures = groups
    .flatMap((group) => [heads.total, ...group.years])
    .map((heading) => (
      <th scope="col" class="num">
        {heading}
      </th>
    ))
  return (
    <thead>
      <tr>
        {tall(heads.number)}
        {tall(heads.content)}
        {notes ? tall(heads.quantity) : null}
        {several
          ? groups.map((group) => (
              <th
                scope="colgroup"
                colspan={group.years.length + 1}
                class="min-w-32 text-center whitespace-normal"
              >
                {group.label}
              </th>
            ))
          : figures}
        {notes ? tall(heads.note) : null}
      </tr>
      {several ? <tr>{figures}</tr> : null}
    </thead>
  )
}
