import { legalForms, sizeClasses } from '../enterprises/index.ts'
import { importRoom, lineColumn, outcomeColumn, problemsColumn, quotedNames } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import { numberOf, type PageRequest } from '../platform/page.ts'
import { fields } from '../ui/index.ts'
import { applyPapers, checkPapers, showPaperImport, showPaperImportRows, showPapersToMend } from './import.ts'
import { paperColumns } from './import-rules.ts'

const crumbs = ({ t }: PageRequest) => [{ label: t('Đợt kêu gọi', 'Calls'), href: '/calls' }]

export const callPaperImportPages = importRoom({
  command: checkPapers,
  list: '/calls',
  title: words('Nhập giấy tờ phải nộp từ Excel', 'Import the papers that are asked for from Excel'),
  most: words('XLSX hoặc CSV, nhiều nhất 500 dòng.', 'XLSX or CSV, at most 500 rows.'),
  about: ({ t }) => [
    t(
      'Mỗi dòng một giấy tờ: Tên giấy tờ; có thể thêm Giải thích, Nội dung hỗ trợ, Quy mô, Loại hình, Bắt buộc (có hoặc không; để trống là có).',
      'One paper a row: its name; explanation, content, size, legal form and whether it is required (yes or no; empty: yes) may be added.',
    ),
    `${t('Quy mô', 'Size')}: ${t(quotedNames(sizeClasses))}. ${t('Loại hình', 'Legal form')}: ${t(quotedNames(legalForms))}.`,
    t(
      'Giấy tờ đợt đã nêu mà bảng không có thì vẫn giữ nguyên.',
      'A paper that the call asks for and the table leaves out stays.',
    ),
  ],
  more: (form, t) => {
    const callId = [form.values.callId ?? []].flat()[0]
    return callId === undefined ? null : fields(form, t, checkPapers).hidden('callId', callId)
  },
  initial: ({ url }: PageRequest) => ({ callId: url.searchParams.get('callId') ?? undefined }),
  template: {
    name: 'mau-nhap-giay-to',
    title: words('Mẫu nhập giấy tờ phải nộp', 'Template of papers'),
    columns: paperColumns,
  },
  readers: ['coordinator', 'auditor'],
  writers: ['coordinator'],
  crumbs,
  rows: showPaperImportRows,
  columns: ({ t }) => [
    lineColumn,
    outcomeColumn(t),
    { key: 'label', label: paperColumns.name, value: (row) => row.label },
    problemsColumn(t, paperColumns),
  ],
  found: (request) => request.execute(showPaperImport, { id: numberOf(request, 'id') }),
  again: async (request) => {
    const { callId } = await request.execute(showPaperImport, { id: numberOf(request, 'id') })
    return { callId }
  },
  apply: applyPapers,
  done: ({ vi, en }) => words(`Đã nhập ${vi.added} giấy tờ.`, `Imported ${en.added} papers.`),
  toMend: showPapersToMend,
})
