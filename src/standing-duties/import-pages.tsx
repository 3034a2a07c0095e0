import { importRoom, lineColumn, outcomeColumn, problemsColumn } from '../imports/index.ts'
import { staff } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { numberOf } from '../platform/page.ts'
import { reporting } from './commands.ts'
import {
  applyAnswers,
  checkAnswers,
  showAnswerImport,
  showAnswerImportRows,
  showAnswersToMend,
} from './import.ts'
import { answerColumns } from './import-rules.ts'
import { title } from './list-page.tsx'

export const answerImportPages = importRoom({
  command: checkAnswers,
  list: '/standing-reports',
  title: words('Nhập trả lời nhiệm vụ thường xuyên từ Excel', 'Import answers on standing duties'),
  most: words('XLSX hoặc CSV, nhiều nhất 1.000 dòng.', 'XLSX or CSV, at most 1,000 rows.'),
  about: ({ t }) => [
    t(
      'Mỗi dòng trả lời một báo cáo đang được hỏi: Nhiệm vụ (mã mục, như V.5.1), Cơ quan, Thời hạn; rồi Đã làm gì trong kỳ, hoặc “Có” ở cột Trong kỳ không làm gì cùng Lý do không làm.',
      'Each row answers one report that is asked for: duty (its section, such as V.5.1), agency, due day; then what was done, or “Có” where nothing was, with the reason.',
    ),
    t(
      'Bảng tải về từ danh sách báo cáo, lọc tình trạng “Chờ cơ quan báo cáo”, điền thêm rồi nhập lại được. Gửi xong, người khác xem xét từng báo cáo.',
      'The sheet of the list, filtered to those that wait for the agency, can be filled in and imported. Another person then looks at each report.',
    ),
  ],
  template: {
    name: 'mau-tra-loi-nhiem-vu-thuong-xuyen',
    title: words('Mẫu trả lời nhiệm vụ thường xuyên', 'Template of answers on standing duties'),
    columns: answerColumns,
  },
  readers: staff,
  writers: reporting,
  crumbs: ({ t }) => [{ label: t(title), href: '/standing-reports' }],
  rows: showAnswerImportRows,
  columns: ({ t }) => [
    lineColumn,
    outcomeColumn(t),
    { key: 'label', label: answerColumns.agency, value: (row) => row.label },
    problemsColumn(t, answerColumns),
  ],
  found: (request) => request.execute(showAnswerImport, { id: numberOf(request, 'id') }),
  apply: applyAnswers,
  done: ({ vi, en }) =>
    words(
      `Đã gửi ${vi.added} báo cáo; người khác xem xét từng báo cáo.`,
      `Sent ${en.added} reports; another person looks at each.`,
    ),
  toMend: showAnswersToMend,
})
