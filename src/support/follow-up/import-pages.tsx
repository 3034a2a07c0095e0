import { importRoom, lineColumn, outcomeColumn, problemsColumn } from '../../imports/index.ts'
import { words } from '../../platform/language.ts'
import { numberOf } from '../../platform/page.ts'
import {
  applyAnswers,
  checkAnswers,
  showAnswerImport,
  showAnswerImportRows,
  showAnswersToMend,
} from './import.ts'
import { answerColumns } from './import-rules.ts'
import { at, crumbs } from './pages.tsx'

export const answerImportPages = importRoom({
  command: checkAnswers,
  list: at,
  title: words('Nhập câu trả lời sau hỗ trợ từ Excel', 'Import answers after support from Excel'),
  most: words('XLSX hoặc CSV, nhiều nhất 5.000 dòng.', 'XLSX or CSV, at most 5,000 rows.'),
  about: ({ t }) => [
    t(
      'Mỗi dòng một câu trả lời: Lượt số, Sau bao nhiêu tháng (0 là khi hoàn thành), Câu hỏi (như ghi ở Các câu hỏi), Trả lời (số hoặc chữ của lựa chọn), Ngày doanh nghiệp trả lời.',
      'One answer in a row: number of the turn, after how many months (0: when it was done), question (as on the page of questions), answer (the number or the words of a choice), day of the answer.',
    ),
    t(
      'Một lần hỏi phải có đủ mọi câu. Bảng được giữ làm minh chứng của các câu trả lời.',
      'An asking needs all its questions answered. The table is kept as the proof of the answers.',
    ),
  ],
  template: {
    name: 'mau-nhap-cau-tra-loi',
    title: words('Mẫu nhập câu trả lời sau hỗ trợ', 'Template of answers after support'),
    columns: answerColumns,
  },
  readers: ['coordinator', 'auditor'],
  writers: ['coordinator'],
  crumbs,
  rows: showAnswerImportRows,
  columns: ({ t }) => [
    lineColumn,
    outcomeColumn(t),
    { key: 'label', label: answerColumns.question, value: (row) => row.label },
    problemsColumn(t, answerColumns),
  ],
  found: (request) => request.execute(showAnswerImport, { id: numberOf(request, 'id') }),
  apply: applyAnswers,
  done: ({ vi, en }) => words(`Đã nhập ${vi.added} câu trả lời.`, `Imported ${en.added} answers.`),
  toMend: showAnswersToMend,
})
