import { type Translate, type Words, words } from '../platform/language.ts'
import type { Choice } from './fields.tsx'
import type { ListColumn, ListFilter } from './list-columns.ts'

/* What the lists of an enterprise's records under the programme share: applications, support turns. */

interface EnterpriseRecord {
  readonly id: number
  readonly enterprise: string
  readonly taxCode: string
  readonly content: string
  readonly contentEn: string
  readonly year: number
}

/** The number, enterprise, content and year of a record. @param at the address under which records are shown */
export function recordColumns<Row extends EnterpriseRecord>(
  t: Translate,
  at: string,
  number: Words,
): ListColumn<Row>[] {
  return [
    {
      key: 'id',
      label: number,
      kind: 'number',
      sort: 'id',
      value: (row) => row.id,
      cell: (row) => <a href={`${at}/${row.id}`}>{row.id}</a>,
    },
    {
      key: 'enterprise',
      label: words('Doanh nghiệp', 'Enterprise'),
      sort: 'enterprise',
      value: (row) => row.enterprise,
      cell: (row) => (
        <div>
          <a href={`${at}/${row.id}`}>{row.enterprise}</a>
          <div class="hint">{t(row.content, row.contentEn)}</div>
        </div>
      ),
    },
    {
      key: 'taxCode',
      label: words('Mã số thuế', 'Tax code'),
      value: (row) => row.taxCode,
      exportOnly: true,
    },
    {
      key: 'content',
      label: words('Nội dung', 'Content'),
      value: (row) => t(row.content, row.contentEn),
      exportOnly: true,
    },
    { key: 'year', label: words('Năm', 'Year'), sort: 'year', value: (row) => String(row.year) },
  ]
}

/** The filters above them; none by year without choices. */
export function recordFilters(choices: {
  states: readonly Choice[]
  years?: readonly Choice[]
  contents: readonly Choice[]
}): ListFilter[] {
  const select = (name: string, vi: string, en: string, of: readonly Choice[] = []): ListFilter[] =>
    of.length === 0 ? [] : [{ name, label: { vi, en }, kind: 'select', choices: of }]
  return [
    { name: 'q', label: words('Doanh nghiệp, mã số thuế', 'Enterprise, tax code'), kind: 'search' },
    ...select('state', 'Trạng thái', 'State', choices.states),
    ...select('year', 'Năm', 'Year', choices.years),
    ...select('contentId', 'Nội dung', 'Content', choices.contents),
  ]
}
