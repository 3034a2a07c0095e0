import { closingCrumbs } from '../budget/index.ts'
import { importRoom, lineColumn, outcomeColumn, problemsColumn } from '../imports/index.ts'
import { officers } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { numberOf } from '../platform/page.ts'
import { fields } from '../ui/index.ts'
import {
  applyStatement,
  checkStatement,
  enterers,
  showStatementImport,
  showStatementRows,
  showStatementToMend,
} from './treasury-import.ts'
import { statementColumns } from './treasury-import-rules.ts'

export const statementImportPages = importRoom({
  command: checkStatement,
  list: '/budget/years',
  base: '/budget/treasury-figures',
  title: words('Nhập bảng đối chiếu của Kho bạc', "Import the Treasury's statement"),
  most: words('XLSX hoặc CSV, nhiều nhất 2.000 dòng.', 'XLSX or CSV, at most 2,000 rows.'),
  about: ({ t }) => [
    t(
      'Mỗi dòng một mục và nguồn: Mục, Nguồn, Dự toán được sử dụng, Đã chi, Tạm ứng chưa thanh toán, Dự toán còn lại, Giải trình chỗ lệch.',
      'One line and source in a row: line, source, what could be spent, paid, advances not cleared, what is left, explanation.',
    ),
    t(
      'Nguồn để trống được khi mục chỉ có một nguồn trong năm. Số đã ghi của cùng mục và nguồn được thay.',
      'The source may be empty where the line has one in the year. What was entered of the same line and source is replaced.',
    ),
  ],
  more: (form, t) => {
    const f = fields(form, t, checkStatement)
    return (
      <>
        {f.number('year', { label: t('Năm dự toán', 'Budget year') })}
        {f.text('documentNumber', { label: t('Số bản đối chiếu', 'Number of the statement') })}
        {f.date('documentDate', { label: t('Ngày đối chiếu', 'Day of the statement') })}
      </>
    )
  },
  initial: ({ url }) => ({ year: url.searchParams.get('year') ?? '' }),
  template: {
    name: 'mau-doi-chieu-kho-bac',
    title: words('Mẫu bảng đối chiếu của Kho bạc', "Template of the Treasury's statement"),
    columns: statementColumns,
  },
  readers: [...officers],
  writers: [...enterers],
  crumbs: closingCrumbs,
  rows: showStatementRows,
  columns: ({ t }) => [
    lineColumn,
    outcomeColumn(t),
    { key: 'label', label: statementColumns.line, value: (row) => row.label },
    problemsColumn(t, statementColumns),
  ],
  found: (request) => request.execute(showStatementImport, { id: numberOf(request, 'id') }),
  again: async (request) => {
    const found = await request.execute(showStatementImport, { id: numberOf(request, 'id') })
    return { year: found.year, documentNumber: found.documentNumber, documentDate: found.documentDate }
  },
  apply: applyStatement,
  done: ({ vi, en }) =>
    words(
      `Đã ghi số liệu: ${vi.added} dòng mới, ${vi.changed} dòng sửa.`,
      `The figures are entered: ${en.added} new rows, ${en.changed} changed.`,
    ),
  toMend: showStatementToMend,
})
