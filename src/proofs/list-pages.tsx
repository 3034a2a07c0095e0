import { proofKinds } from '../enterprises/index.ts'
import { mayRun } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import type { PageRequest } from '../platform/page.ts'
import { FileLink, LinkButton, listPage, StateBadge } from '../ui/index.ts'
import { listCriterionRules } from './criterion-rules.ts'
import { measureFields } from './fields.ts'
import { confirmMany } from './many-pages.tsx'
import { listProofs, type ProofRow } from './queries.ts'
import { proofStates, units } from './rules.ts'

export const title = words('Chứng minh tiêu chí', 'Proofs of criteria')
export const crumbs = ({ t }: PageRequest) => [{ label: t(title), href: '/proofs' }]

/** What a proof is of, in one line. */
export function whatOf(row: ProofRow, { t, language }: Pick<PageRequest, 't' | 'language'>): string {
  if (row.value === null || row.unit === null)
    return t(`${row.product} là ${row.entry}`, `${row.product} is ${row.entry}`)
  const value = `${formatNumber(row.value, language)} ${t(units.names[row.unit])}`
  return `${t(proofKinds.names[row.kind])} ${row.year}: ${value}`
}

export const proofList = listPage({
  route: 'GET /proofs',
  place: { group: 'work', order: 16, label: title },
  title,
  lead: words(
    'Sản phẩm chủ lực và số liệu (tỷ lệ nguyên liệu, kim ngạch xuất khẩu) mà doanh nghiệp chứng minh kèm tệp. Người khác với người lập xác nhận; chỉ chứng minh đã xác nhận, còn hiệu lực mới được tính cho tiêu chí ưu tiên.',
    'Key products and measures (share of materials, export turnover) that enterprises prove with a file. Somebody else than who entered one confirms it; only what is confirmed and in force counts for a criterion of priority.',
  ),
  query: listProofs,
  many: [confirmMany.act],
  actions: ({ actor, t, mayOpen }) => (
    <>
      {mayRun(actor, listCriterionRules) ? (
        <LinkButton href="/proofs/rules">
          {t('Tiêu chí được chứng minh bằng gì', 'By what criteria are proven')}
        </LinkButton>
      ) : null}
      {mayOpen('/proofs/import') ? (
        <LinkButton href="/proofs/import">{t('Nhập từ Excel', 'Import from Excel')}</LinkButton>
      ) : null}
    </>
  ),
  empty: ({ t }) => t('Chưa có chứng minh nào.', 'There is no proof yet.'),
  filters: ({ t }) => [
    { name: 'q', kind: 'search', label: words('Tìm doanh nghiệp, sản phẩm', 'Enterprise or product') },
    {
      name: 'kind',
      kind: 'select',
      label: words('Chứng minh bằng', 'Proven by'),
      choices: proofKinds.choices(t),
    },
    { name: 'state', kind: 'select', label: words('Tình trạng', 'State'), choices: proofStates.choices(t) },
    { name: 'year', kind: 'search', label: measureFields.labels.year },
  ],
  columns: ({ t, language }) => [
    {
      key: 'what',
      label: words('Nội dung chứng minh', 'What is proven'),
      value: (row) => whatOf(row, { t, language }),
      cell: (row) => <a href={`/proofs/${row.id}`}>{whatOf(row, { t, language })}</a>,
    },
    {
      key: 'enterprise',
      label: words('Doanh nghiệp', 'Enterprise'),
      sort: 'enterprise',
      value: (row) => row.enterprise,
      cell: (row) => <a href={`/enterprises/${row.enterpriseId}`}>{row.enterprise}</a>,
    },
    {
      key: 'state',
      label: words('Tình trạng', 'State'),
      value: (row) => t(proofStates.names[row.state]),
      cell: (row) => <StateBadge of={proofStates} is={row.state} t={t} />,
    },
    { key: 'taxCode', label: words('Mã số thuế', 'Tax code'), exportOnly: true, value: (row) => row.taxCode },
    {
      key: 'kind',
      label: words('Chứng minh bằng', 'Proven by'),
      exportOnly: true,
      value: (row) => t(proofKinds.names[row.kind]),
    },
    {
      key: 'instrument',
      label: words('Văn bản', 'Instrument'),
      exportOnly: true,
      value: (row) => row.instrument,
    },
    { key: 'year', label: measureFields.labels.year, sort: 'year', value: (row) => row.year },
    {
      key: 'value',
      label: measureFields.labels.value,
      kind: 'number',
      sort: 'value',
      value: (row) => row.value,
    },
    {
      key: 'unit',
      label: measureFields.labels.unit,
      exportOnly: true,
      value: (row) => (row.unit === null ? null : t(units.names[row.unit])),
    },
    {
      key: 'file',
      label: words('Minh chứng', 'Evidence'),
      value: (row) => row.file?.name ?? null,
      cell: (row) => <FileLink file={row.file} t={t} />,
    },
    {
      key: 'proposedOn',
      label: words('Ngày lập', 'Entered on'),
      kind: 'date',
      sort: 'proposedOn',
      value: (row) => row.proposedOn,
    },
    { key: 'note', label: words('Căn cứ', 'Basis'), exportOnly: true, value: (row) => row.note },
    { key: 'reason', label: words('Lý do', 'Reason'), exportOnly: true, value: (row) => row.reason },
  ],
})
