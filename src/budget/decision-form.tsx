import type { Child } from 'hono/jsx'
import { formatDong, parseMoney } from '../platform/money.ts'
import type { FormState, FormValues, PageRequest } from '../platform/page.ts'
import { type Fields, Table } from '../ui/index.ts'
import type { Grid, GridLine, GridSource } from './decision-grid.ts'
import { type DecidedKind, meant, placeOf } from './decision-rules.ts'

/*
 * The grid of a decision: the lines of the year by the sources of money, a field for each. A field is named by its number, and what it
 * stands for goes with it, so that a plan that was amended meanwhile moves no amount to another line.
 */

const placeName = (at: number) => `entries.${at}.place`
const amountName = (at: number) => `entries.${at}.amount`
const isPlace = /^entries\.(\d+)\.place$/

/** The places of a form's fields, by number. */
function placesTyped(values: FormValues): Map<string, number> {
  const found = new Map<string, number>()
  for (const [name, value] of Object.entries(values)) {
    const match = isPlace.exec(name)
    if (match !== null && typeof value === 'string') found.set(value, Number(match[1]))
  }
  return found
}

/** The entries of a form that was sent, each at the number of its field. */
export function entriesOf(values: FormValues): { line: string; source: string; amount: string }[] {
  const entries: { line: string; source: string; amount: string }[] = []
  for (const [place, at] of placesTyped(values)) {
    const [line = '', source = ''] = place.split('|')
    if (at < 2_000) entries[at] = { line, source, amount: String(values[amountName(at)] ?? '') }
  }
  // A field that is missing is an empty one.
  return Array.from(entries, (entry) => entry ?? { line: '-', source: '-', amount: '' })
}

/** The fields of amounts as the form shows them at first. @param amounts by line and source */
export function filledWith(
  amounts: ReadonlyMap<string, bigint>,
  of: { readonly kind: DecidedKind; readonly language: 'vi' | 'en' },
): FormValues {
  return Object.fromEntries(
    [...amounts].flatMap(([place, amount], at) => [
      [placeName(at), place],
      [amountName(at), formatDong(of.kind === 'withdrawal' ? -amount : amount, of.language)],
    ]),
  )
}

/** The lines that money stands on, and the sources that the plan or its ledger knows; `all` shows each that can be allocated. */
export function gridShown(grid: Grid, form: FormState, all: boolean) {
  const typed = placesTyped(form.values)
  const named = new Set([...typed.keys()].map((place) => place.split('|')[1]))
  return {
    lines: grid.lines.filter((line) => line.group || line.hasYear),
    sources: grid.sources.filter(
      (source) => named.has(source.key) || (all ? !source.own : source.used && !source.own),
    ),
    typed,
  }
}

/** The number of each field: the one that it was sent under, else one that is free. */
function numbered(
  leaves: readonly GridLine[],
  sources: readonly GridSource[],
  typed: ReadonlyMap<string, number>,
): Map<string, number> {
  const places = leaves.flatMap((line) =>
    sources.map((source) => placeOf({ line: line.code, source: source.key })),
  )
  const first = Math.max(-1, ...typed.values()) + 1
  const fresh = places.filter((place) => !typed.has(place))
  return new Map([...typed, ...fresh.map((place, at) => [place, first + at] as const)])
}

/** What was typed into a field, in đồng; nought where it is empty or no amount. */
function typedAmount(kind: DecidedKind, text: string): bigint {
  const read = parseMoney(text, { unit: 'dong' })
  return read.ok ? meant(kind, read.value) : 0n
}

/** The grid with its sums. @param f the fields of the form */
export function DecisionGrid(props: {
  request: PageRequest
  f: Fields<string>
  form: FormState
  grid: Grid
  kind: DecidedKind
  all: boolean
}) {
  const { request, f, form, grid, kind } = props
  const { t, language } = request
  const { lines, sources, typed } = gridShown(grid, form, props.all)
  const leaves = lines.filter((line) => !line.group)
  const numbers = numbered(leaves, sources, typed)
  const numberOf = (line: GridLine, source: GridSource) =>
    numbers.get(placeOf({ line: line.code, source: source.key })) ?? 0
  const amountOf = (line: GridLine, source: GridSource): bigint =>
    typedAmount(kind, f.value(amountName(numberOf(line, source))))
  const within = (line: GridLine | null): GridLine[] =>
    line === null
      ? leaves
      : lines.filter(({ parent }) => parent === line.code).flatMap((one) => (one.group ? within(one) : [one]))
  const sum = (line: GridLine | null, of: readonly GridSource[]) =>
    within(line).reduce((total, leaf) => of.reduce((all, source) => all + amountOf(leaf, source), total), 0n)
  const money = (amount: bigint) => formatDong(amount, language)
  const heads = { line: t('Mục', 'Line'), total: t('Cộng', 'Sums') }
  const nameOf = (source: GridSource) => t(source.name, source.nameEn)
  const sums = (line: GridLine | null) => (
    <>
      {sources.map((source) => (
        <td class="num" data-label={nameOf(source)}>
          {money(sum(line, [source]))}
        </td>
      ))}
      <td class="num" data-label={heads.total}>
        {money(sum(line, sources))}
      </td>
    </>
  )
  const said = form.errors.filter(({ field }) => field === 'entries')
  return (
    <div id="f-entries" tabindex={-1}>
      {said.map(({ words }) => (
        <p class="mb-2 font-semibold text-error">{t(words)}</p>
      ))}
      <Table
        caption={t('Số tiền theo mục và nguồn, đồng', 'Amounts by line and source, đồng')}
        showCaption
        stack
      >
        <thead>
          <tr>
            <th>{heads.line}</th>
            {sources.map((source) => (
              <th>{nameOf(source)}</th>
            ))}
            <th class="num">{heads.total}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr class={line.group ? 'sum' : ''}>
              <td class="min-w-48" data-label={heads.line}>
                <span>
                  {line.code} · {t(line.title, line.titleEn)}
                </span>
              </td>
              {line.group ? (
                sums(line)
              ) : (
                <>
                  {sources.map((source) => (
                    <td class="min-w-44" data-label={nameOf(source)}>
                      {field({ f, t, line, source, at: numberOf(line, source), grid, money })}
                    </td>
                  ))}
                  <td class="num" data-label={heads.total}>
                    {money(sum(line, sources))}
                  </td>
                </>
              )}
            </tr>
          ))}
          <tr class="sum">
            <th scope="row">{t('Tổng cộng', 'Grand total')}</th>
            {sums(null)}
          </tr>
        </tbody>
      </Table>
    </div>
  )
}

function field(of: {
  f: Fields<string>
  t: PageRequest['t']
  line: GridLine
  source: GridSource
  at: number
  grid: Grid
  money: (amount: bigint) => string
}): Child {
  const { f, t, line, source, at, grid, money } = of
  const { estimate, given, available } = grid.cell(line, source)
  const planned = estimate === null ? '' : t(`Dự toán ${money(estimate)}; `, `Estimate ${money(estimate)}; `)
  return (
    // The head of the column and the line say to the eye what the label says to a screen reader.
    <div class="[&_label]:sr-only">
      {f.hidden(placeName(at), placeOf({ line: line.code, source: source.key }))}
      {f.money(amountName(at), {
        label: `${line.code} · ${t(source.name, source.nameEn)}`,
        hint:
          planned +
          t(
            `đã giao ${money(given)}; chưa cam kết ${money(available)}`,
            `allocated ${money(given)}; free ${money(available)}`,
          ),
      })}
    </div>
  )
}
