import { importRoom, lineColumn, outcomeColumn, problemsColumn } from '../../imports/index.ts'
import { doers } from '../../platform/actor.ts'
import { words } from '../../platform/language.ts'
import { numberOf } from '../../platform/page.ts'
import {
  applyIntegrations,
  checkIntegrations,
  showIntegrationImport,
  showIntegrationImportRows,
  showIntegrationsToMend,
} from './import.ts'
import { integrationColumns } from './import-rules.ts'
import { at, crumbs } from './list-pages.tsx'

export const integrationImportPages = importRoom({
  command: checkIntegrations,
  list: at,
  title: words('Nhập khoản lồng ghép từ Excel', 'Import integrated money from Excel'),
  most: words('XLSX hoặc CSV, nhiều nhất 5.000 dòng.', 'XLSX or CSV, at most 5,000 rows.'),
  about: ({ t }) => [
    t(
      'Mỗi dòng một khoản; cơ quan, hội, quỹ ghi bằng tên, mục dự toán và nội dung của kế hoạch ghi bằng số mục. Nhập xong thì thêm văn bản ở từng khoản rồi gửi.',
      'One piece of money in a row; agency and fund by their names, the line and the sentence of the plan by their codes. Then the document is added to each, and it is sent.',
    ),
  ],
  template: {
    name: 'mau-nhap-khoan-long-ghep',
    title: words('Mẫu nhập khoản lồng ghép', 'Template of integrated money'),
    columns: integrationColumns,
  },
  readers: [...doers, 'auditor'],
  writers: doers,
  crumbs,
  rows: showIntegrationImportRows,
  columns: ({ t }) => [
    lineColumn,
    outcomeColumn(t),
    { key: 'label', label: integrationColumns.programme, value: (row) => row.label },
    problemsColumn(t, integrationColumns),
  ],
  found: (request) => request.execute(showIntegrationImport, { id: numberOf(request, 'id') }),
  apply: applyIntegrations,
  done: ({ vi, en }) =>
    words(
      `Đã nhập ${vi.added} khoản; xin thêm văn bản rồi gửi.`,
      `Imported ${en.added} pieces of money; add their documents, then send them.`,
    ),
  toMend: showIntegrationsToMend,
})
