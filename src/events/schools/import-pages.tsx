import { importRoom, lineColumn, outcomeColumn, problemsColumn, quotedNames } from '../../imports/index.ts'
import { words } from '../../platform/language.ts'
import { numberOf, type PageRequest } from '../../platform/page.ts'
import { schoolKeepers } from './commands.ts'
import { terms } from './fields.ts'
import {
  applyClasses,
  checkClasses,
  showClassesToMend,
  showClassImport,
  showClassImportRows,
} from './import.ts'
import { classColumns } from './import-rules.ts'

const crumbs = ({ t }: PageRequest) => [
  { label: t('Lớp học của các trường', 'Classes of schools'), href: '/school-classes' },
]

export const classImportPages = importRoom({
  command: checkClasses,
  list: '/school-classes',
  title: words('Nhập lớp học từ Excel', 'Import classes from Excel'),
  most: words('XLSX hoặc CSV, nhiều nhất 5.000 dòng.', 'XLSX or CSV, at most 5,000 rows.'),
  about: ({ t }) => [
    t(
      'Mỗi dòng một lớp: Tên trường, Năm, Học kỳ, Lớp, Môn học hoặc chuyên đề, Giảng viên, Số tiết, Số người học, Số người đạt, Kết quả.',
      'One class in a row: school, year, term, class, curriculum or module, lecturer, lessons, learners, how many passed, result.',
    ),
    `${t('Học kỳ', 'Term of the school')}: ${t(quotedNames(terms))}.`,
    t(
      'Trường phải có trong danh sách; bảng được giữ làm minh chứng của các lớp.',
      'The school has to be on the list; the table is kept as the evidence of the classes.',
    ),
  ],
  template: {
    name: 'mau-nhap-lop-hoc',
    title: words('Mẫu nhập lớp học', 'Template of classes'),
    columns: classColumns,
  },
  readers: [...schoolKeepers, 'auditor'],
  writers: [...schoolKeepers],
  crumbs,
  rows: showClassImportRows,
  columns: ({ t }) => [
    lineColumn,
    outcomeColumn(t),
    { key: 'label', label: classColumns.className, value: (row) => row.label },
    problemsColumn(t, classColumns),
  ],
  found: (request) => request.execute(showClassImport, { id: numberOf(request, 'id') }),
  apply: applyClasses,
  done: ({ vi, en }) => words(`Đã nhập ${vi.added} lớp học.`, `Imported ${en.added} classes.`),
  toMend: showClassesToMend,
})
