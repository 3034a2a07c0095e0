import { importRoom, lineColumn, outcomeColumn, problemsColumn } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import { numberOf, type PageRequest } from '../platform/page.ts'
import { fields } from '../ui/index.ts'
import {
  applyEntries,
  checkEntries,
  showEntriesToMend,
  showEntryImport,
  showEntryImportRows,
} from './import.ts'
import { entryColumns } from './import-rules.ts'
import { at, crumbs } from './list-pages.tsx'

const found = (request: PageRequest) => request.execute(showEntryImport, { id: numberOf(request, 'id') })

export const entryImportPages = importRoom({
  command: checkEntries,
  list: at,
  title: words('Nhập hồ sơ dự giải từ Excel', 'Import entries from Excel'),
  most: words('XLSX hoặc CSV, nhiều nhất 2.000 dòng.', 'XLSX or CSV, at most 2,000 rows.'),
  about: ({ t }) => [
    t(
      'Mỗi dòng một hồ sơ dự giải của kỳ; sản phẩm phải có trong sổ của doanh nghiệp. Hồ sơ đã có trong kỳ thì không ghi lần nữa; doanh nghiệp tự đánh giá rồi gửi.',
      'One entry of the round a row; the product must be on the register of the enterprise. What has entered already is not entered again; the enterprise assesses and submits it.',
    ),
  ],
  more: (state, t) => {
    const f = fields(state, t, checkEntries)
    return f.number('roundId', {
      label: t('Số của kỳ giải', 'Number of this round'),
      hint: t('Số trong địa chỉ trang của kỳ giải.', 'As in the address of its page.'),
    })
  },
  initial: ({ url }: PageRequest) => ({ roundId: url.searchParams.get('roundId') ?? undefined }),
  template: {
    name: 'mau-nhap-ho-so-du-giai',
    title: words('Mẫu nhập hồ sơ dự giải', 'Template of entries'),
    columns: entryColumns,
  },
  readers: ['coordinator', 'auditor'],
  writers: ['coordinator'],
  crumbs,
  rows: showEntryImportRows,
  columns: ({ t }) => [
    lineColumn,
    outcomeColumn(t),
    { key: 'label', label: entryColumns.taxCode, value: (row) => row.label },
    problemsColumn(t, entryColumns),
  ],
  found,
  again: async (request) => ({ roundId: (await found(request)).roundId }),
  apply: applyEntries,
  done: ({ vi, en }) =>
    words(
      `Đã nhập ${vi.added} hồ sơ dự giải; doanh nghiệp tự đánh giá rồi gửi.`,
      `Imported ${en.added} entries; the enterprises assess and submit them.`,
    ),
  toMend: showEntriesToMend,
})
