import { exportTable } from '../documents/write/export.ts'
import { importForm, importPages, lineColumn, outcomeColumn, problemsColumn } from '../imports/index.ts'
import { activePlan } from '../plan/index.ts'
import { officers } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { numberOf, type Page, type PageRequest } from '../platform/page.ts'
import { type Fields, fields } from '../ui/index.ts'
import { yearNow } from './choices.tsx'
import { treasurers } from './commands.ts'
import { gridOf } from './decision-grid.ts'
import {
  applyEntries,
  checkEntries,
  showEntriesImport,
  showEntriesRows,
  showEntriesToMend,
} from './decision-import.ts'
import { decisionColumns } from './decision-import-rules.ts'
import { decisionCrumbs, decisionsAt } from './decision-pages.tsx'
import { decidedKinds } from './decision-rules.ts'
import { decisionFields } from './fields.ts'

/** The lines of the year under the source of the estimate, with what the plan has for them: to be filled in. */
async function filledIn(request: PageRequest, format: 'csv' | 'xlsx'): Promise<Response> {
  const { t, system } = request
  const plan = await activePlan({ db: system.db, planId: request.planId })
  const asked = Number(request.url.searchParams.get('year') ?? '')
  const any = await gridOf(system.db, plan.id, asked)
  const year = any.years.includes(asked) ? asked : yearNow(request, any.years)
  const grid = year === asked ? any : await gridOf(system.db, plan.id, year)
  const source = grid.sources.find(({ key }) => key === plan.budgetSource)
  const lines = grid.lines.filter((line) => !line.group && line.hasYear)
  return exportTable(format, {
    name: `mau-quyet-dinh-du-toan-${year}`,
    title: t(`Mẫu bảng của quyết định, năm ${year}`, `Template of the table of a decision, ${year}`),
    columns: [
      { label: t(decisionColumns.line), value: (line: (typeof lines)[number]) => line.code },
      { label: t(decisionColumns.content), value: (line) => t(line.title, line.titleEn) },
      {
        label: t(decisionColumns.source),
        value: () => (source === undefined ? '' : t(source.name, source.nameEn)),
      },
      { label: t(decisionColumns.amount), kind: 'money' as const, value: () => null },
    ],
    rows: lines,
  })
}

const form = importForm({
  command: checkEntries,
  at: '/budget/decisions/import',
  list: decisionsAt,
  results: '/budget/decisions/imports',
  may: treasurers,
  title: words('Nhập bảng của một quyết định', 'Import the table of a decision'),
  breadcrumbs: decisionCrumbs,
  most: words('XLSX hoặc CSV, nhiều nhất 2.000 dòng.', 'XLSX or CSV, at most 2,000 rows.'),
  about: ({ t }) => [
    t(
      'Mỗi dòng một mục: mã mục, nguồn, số tiền (đồng). Nguồn để trống là nguồn của dự toán.',
      'One line a row: its code, the source, the amount in đồng. Without a source that of the estimate.',
    ),
    t(
      'Điều chỉnh giữa các mục: số giảm có dấu trừ. Thu hồi: ghi số bị thu hồi.',
      'Shift: what is taken has a minus sign. Withdrawal: what is taken.',
    ),
    t(
      'Tệp xuất từ trang của một quyết định nhập lại được.',
      'What the page of a decision exports comes in again.',
    ),
  ],
  more: (state, t) => {
    const f = fields(state, t, checkEntries)
    return (
      <>
        {f.radio('kind', {
          label: t('Loại quyết định', 'Kind of decision'),
          choices: decidedKinds.choices(t),
        })}
        {f.number('year', { label: t('Năm dự toán', 'Budget year') })}
        {decisionFields.form(f as unknown as Fields<keyof typeof decisionFields.labels>, t, {
          without: ['fileId'],
        })}
        {f.file('paperId', { label: t(decisionFields.labels.fileId) })}
      </>
    )
  },
  initial: ({ url }: PageRequest) => ({
    kind: url.searchParams.get('kind') ?? 'allocation',
    year: url.searchParams.get('year') ?? undefined,
  }),
  template: filledIn,
})

const result = importPages({
  at: '/budget/decisions/imports',
  may: officers,
  writers: treasurers,
  title: words('Kết quả kiểm tra tệp', 'What the check found'),
  breadcrumbs: decisionCrumbs,
  rows: showEntriesRows,
  columns: ({ t }) => [
    lineColumn,
    outcomeColumn(t),
    { key: 'label', label: decisionColumns.line, value: (row) => row.label },
    problemsColumn(t, decisionColumns),
  ],
  summary: async (request) => {
    const found = await request.execute(showEntriesImport, { id: numberOf(request, 'id') })
    const { kind, year, documentNumber, documentDate, issuer, subject, reason, overEstimate, paperId } = found
    return {
      found,
      outcomes: ['new', 'error'],
      again: {
        action: '/budget/decisions/import',
        values: {
          ...{ kind, year, documentNumber, documentDate, issuer, subject, reason: reason ?? '', paperId },
          overEstimate: overEstimate ? 'true' : '',
        },
      },
      ignored: found.ignored,
    }
  },
  apply: applyEntries,
  button: (rows) => words(`Ghi quyết định với ${rows.vi} dòng`, `Record the decision with ${rows.en} rows`),
  done: ({ vi, en }) =>
    words(`Đã ghi quyết định với ${vi.added} dòng.`, `Recorded the decision with ${en.added} rows.`),
  toMend: showEntriesToMend,
})

export const decisionImportPages: readonly Page[] = [
  form.page,
  form.action,
  form.template,
  result.result,
  result.confirm,
  ...result.mend,
]
