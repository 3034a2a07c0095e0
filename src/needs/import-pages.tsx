import {
  importForm,
  importPages,
  lineColumn,
  outcomeColumn,
  problemsColumn,
  quotedNames,
} from '../imports/index.ts'
import { words } from '../platform/language.ts'
import { numberOf, type Page, type PageRequest } from '../platform/page.ts'
import { fields } from '../ui/index.ts'
import { applyNeeds, checkNeeds, showNeedImport, showNeedImportRows, showNeedRowsToMend } from './import.ts'
import { needColumns } from './import-rules.ts'
import { crumbs } from './list-pages.tsx'
import { needKinds } from './rules.ts'

const form = importForm({
  command: checkNeeds,
  at: '/needs/import',
  list: '/needs',
  results: '/needs/imports',
  may: ['coordinator', 'association', 'agency'],
  title: words('Nhập bảng nhu cầu từ Excel', 'Import a table of needs from Excel'),
  breadcrumbs: crumbs,
  most: words('XLSX hoặc CSV, nhiều nhất 10.000 dòng.', 'XLSX or CSV, at most 10,000 rows.'),
  about: ({ t }) => [
    t(
      'Mỗi dòng một nhu cầu: Loại nhu cầu, Nội dung, Năm cần. Một bảng dùng cho nhiều doanh nghiệp, nhận ra theo Mã số thuế.',
      'One need a row: its kind, what is needed, the year. One table for many enterprises, told by their tax codes.',
    ),
    t(
      'Để trống Mã số thuế: nhu cầu chung của hội, của ngành.',
      'Without a tax code: a need of the association or the sector itself.',
    ),
    `${t('Loại nhu cầu', 'Kind of need')}: ${t(quotedNames(needKinds))}.`,
  ],
  more: (state, t) => {
    const surveyId = [state.values.surveyId ?? []].flat()[0]
    return surveyId === undefined ? null : fields(state, t).hidden('surveyId', surveyId)
  },
  initial: ({ url }: PageRequest) => ({ surveyId: url.searchParams.get('surveyId') ?? undefined }),
  template: {
    name: 'mau-nhap-nhu-cau',
    title: words('Mẫu nhập nhu cầu', 'Template of needs'),
    columns: needColumns,
    kinds: { amount: 'money', ownFunds: 'money', quantity: 'number', year: 'number' },
  },
})

const result = importPages({
  at: '/needs/imports',
  may: ['coordinator', 'association', 'agency', 'auditor'],
  writers: ['coordinator', 'association', 'agency'],
  title: words('Kết quả kiểm tra tệp', 'What the check found'),
  breadcrumbs: (request) => [
    ...crumbs(request),
    { label: request.t('Nhập từ Excel', 'Import from Excel'), href: '/needs/import' },
  ],
  rows: showNeedImportRows,
  columns: ({ t }) => [
    lineColumn,
    outcomeColumn(t),
    { key: 'label', label: needColumns.text, value: (row) => row.label },
    problemsColumn(t, needColumns),
  ],
  summary: async (request) => {
    const found = await request.execute(showNeedImport, { id: numberOf(request, 'id') })
    return {
      found,
      outcomes: ['new', 'same', 'error'],
      again: {
        action: '/needs/import',
        ...(found.surveyId === null ? {} : { values: { surveyId: found.surveyId } }),
      },
      ignored: found.ignored,
    }
  },
  apply: applyNeeds,
  button: (rows) => words(`Ghi ${rows.vi} nhu cầu`, `Write the ${rows.en} needs`),
  done: ({ vi, en }) => words(`Đã nhập ${vi.added} nhu cầu.`, `Imported ${en.added} needs.`),
  toMend: showNeedRowsToMend,
})

export const needImportPages: readonly Page[] = [
  form.page,
  form.action,
  form.template,
  result.result,
  result.confirm,
  ...result.mend,
]
