import type { Child } from 'hono/jsx'
import { enterpriseFields } from '../enterprises/index.ts'
import type { PageRequest } from '../platform/page.ts'
import { Section, Table } from '../ui/index.ts'
import type { Side } from './queries.ts'

interface Compared {
  readonly kept: Side
  readonly lost: Side
  readonly differ: readonly string[]
  readonly rivals: readonly {
    readonly key: string
    readonly label: { readonly vi: string; readonly en: string }
    readonly of: string
    readonly kept: string
    readonly lost: string
  }[]
}

/** The values of a record as a reader sees them, by their keys. */
function shownOf(side: Side, { t, language }: PageRequest): ReadonlyMap<string, Child> {
  const facts = Object.entries(enterpriseFields.facts(side, t, language)).map(
    ([key, [, shown]]) => [key, shown] as const,
  )
  return new Map<string, Child>([...facts, ['adminUnitId', t(side.unit, side.unitEn)]])
}

/**
 * Two records side by side: what differs first seen.
 * @param take the values that are taken from the merged record; with it each row that differs has its box
 */
export function SideBySide(props: {
  of: Compared
  request: PageRequest
  take?: ReadonlySet<string>
  heads: readonly [string, string]
}) {
  const { of, request, take, heads } = props
  const { t } = request
  const kept = shownOf(of.kept, request)
  const lost = shownOf(of.lost, request)
  const box = (key: string, what: string) =>
    take === undefined ? null : (
      <td data-label={t('Lấy giá trị của hồ sơ gộp', 'Take the merged value')}>
        <label class="flex min-h-6 items-center gap-2">
          <input
            class="checkbox border-base-content/60"
            type="checkbox"
            name="take"
            value={key}
            checked={take.has(key)}
          />
          <span>{t('Lấy giá trị này', 'Take this one')}</span>
          <span class="sr-only">: {what}</span>
        </label>
      </td>
    )
  const labels = enterpriseFields.headings(t)
  return (
    <Table caption={t('Hai hồ sơ cạnh nhau', 'The two records side by side')} stack>
      <thead>
        <tr>
          <th>{t('Mục', 'Field')}</th>
          <th>{heads[0]}</th>
          <th>{heads[1]}</th>
          {take === undefined ? null : <th>{t('Lấy giá trị của hồ sơ gộp', 'Take the merged value')}</th>}
        </tr>
      </thead>
      <tbody>
        {enterpriseFields.keys.map((key) => {
          const differs = of.differ.includes(key)
          return (
            <tr class={differs ? 'font-semibold' : undefined}>
              <td data-label={t('Mục', 'Field')}>{labels[key]}</td>
              <td data-label={heads[0]} class="wrap-anywhere">
                {kept.get(key) ?? '—'}
              </td>
              <td data-label={heads[1]} class="wrap-anywhere">
                {lost.get(key) ?? '—'}
              </td>
              {differs ? (
                box(key, labels[key])
              ) : take === undefined ? null : (
                <td class="hint">
                  {key === 'taxCode'
                    ? t('của hồ sơ giữ lại', "the kept record's")
                    : t('như nhau', 'the same')}
                </td>
              )}
            </tr>
          )
        })}
        {of.rivals.map((row) => (
          <tr>
            <td data-label={t('Mục', 'Field')}>
              {t(row.label)}: {row.of}
            </td>
            <td data-label={heads[0]} class="wrap-anywhere">
              {row.kept}
            </td>
            <td data-label={heads[1]} class="wrap-anywhere">
              {row.lost}
            </td>
            {box(row.key, `${t(row.label)} ${row.of}`)}
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

/** What hangs on each of the two, in numbers. */
export function Hanging(props: {
  title: string
  lead?: string
  rows: readonly { readonly label: { readonly vi: string; readonly en: string }; readonly rows: number }[]
  request: PageRequest
}) {
  const { title, lead, rows, request } = props
  return (
    <Section title={title} lead={lead}>
      {rows.length === 0 ? (
        <p>{request.t('Không có gì.', 'Nothing.')}</p>
      ) : (
        <ul class="list-disc pl-5">
          {rows.map((row) => (
            <li>
              {request.t(row.label)}: {row.rows}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
