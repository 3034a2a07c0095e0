import { importRoom, lineColumn, outcomeColumn, problemsColumn } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import { numberOf } from '../platform/page.ts'
import {
  applyObstacles,
  checkObstacles,
  showObstacleImport,
  showObstacleImportRows,
  showObstaclesToMend,
} from './obstacle-import.ts'
import { obstacleColumns } from './obstacle-import-rules.ts'

export const obstacleImportPages = importRoom({
  command: checkObstacles,
  list: '/obstacles',
  title: words('Nhập khó khăn, vướng mắc từ Excel', 'Import obstacles from Excel'),
  most: words('XLSX hoặc CSV, nhiều nhất 2.000 dòng.', 'XLSX or CSV, at most 2,000 rows.'),
  about: ({ t }) => [
    t(
      'Mỗi dòng một khó khăn, vướng mắc: nội dung, đề xuất, ngày phản ánh; mã số thuế của doanh nghiệp hoặc tên cơ quan, hội phản ánh; lĩnh vực theo danh mục. Việc đã phản ánh thì không ghi lần nữa.',
      'One obstacle a row: what it is, the proposal, the day; the tax code of the enterprise or the name of the agency that reports it; its field by the catalogue. What is reported already is not entered again.',
    ),
  ],
  template: {
    name: 'mau-nhap-kho-khan-vuong-mac',
    title: words('Mẫu nhập khó khăn, vướng mắc', 'Template of obstacles'),
    columns: obstacleColumns,
  },
  readers: ['coordinator', 'auditor'],
  writers: ['coordinator'],
  crumbs: ({ t }) => [{ label: t('Khó khăn, vướng mắc', 'Obstacles'), href: '/obstacles' }],
  rows: showObstacleImportRows,
  columns: ({ t }) => [
    lineColumn,
    outcomeColumn(t),
    { key: 'label', label: obstacleColumns.text, value: (row) => row.label },
    problemsColumn(t, obstacleColumns),
  ],
  found: (request) => request.execute(showObstacleImport, { id: numberOf(request, 'id') }),
  apply: applyObstacles,
  done: ({ vi, en }) => words(`Đã nhập ${vi.added} khó khăn, vướng mắc.`, `Imported ${en.added} obstacles.`),
  toMend: showObstaclesToMend,
})
