import { importRoom, lineColumn, outcomeColumn, problemsColumn, quotedNames } from '../imports/index.ts'
import { doers } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { numberOf } from '../platform/page.ts'
import {
  applyCommunication,
  checkCommunication,
  showCommunicationImport,
  showCommunicationImportRows,
  showCommunicationToMend,
} from './import.ts'
import { communicationColumns } from './import-rules.ts'
import { crumbs } from './list-pages.tsx'
import { origins } from './rules.ts'

export const communicationImportPages = importRoom({
  command: checkCommunication,
  list: '/communication',
  title: words('Nhập hoạt động truyền thông từ Excel', 'Import communication from Excel'),
  most: words('XLSX hoặc CSV, nhiều nhất 5.000 dòng.', 'XLSX or CSV, at most 5,000 rows.'),
  about: ({ t }) => [
    t(
      'Mỗi dòng một hoạt động; cơ quan và kênh ghi bằng tên. Minh chứng được bổ sung ở từng hoạt động, rồi người khác xác nhận.',
      'One entry in a row; agency and channel by their names. The proof is added to each, then another person confirms it.',
    ),
    `${t('Do ai làm', 'Whose doing')}: ${t(quotedNames(origins))}.`,
  ],
  template: {
    name: 'mau-nhap-truyen-thong',
    title: words('Mẫu nhập hoạt động truyền thông', 'Template of communication'),
    columns: communicationColumns,
  },
  readers: [...doers, 'auditor'],
  writers: doers,
  crumbs,
  rows: showCommunicationImportRows,
  columns: ({ t }) => [
    lineColumn,
    outcomeColumn(t),
    { key: 'label', label: communicationColumns.title, value: (row) => row.label },
    problemsColumn(t, communicationColumns),
  ],
  found: (request) => request.execute(showCommunicationImport, { id: numberOf(request, 'id') }),
  apply: applyCommunication,
  done: ({ vi, en }) =>
    words(
      `Đã nhập ${vi.added} hoạt động; xin bổ sung minh chứng, người khác xác nhận.`,
      `Imported ${en.added} entries; add their proof, another person confirms them.`,
    ),
  toMend: showCommunicationToMend,
})
