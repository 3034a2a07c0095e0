import { checkedColumns, importRoom } from '../imports/index.ts'
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
import { listChoices } from './queries.ts'

const crumbs = ({ t }: PageRequest) => [
  { label: t('Sản phẩm chủ lực', 'Key products'), href: '/key-products' },
  { label: t('Danh mục theo quyết định', 'Lists by decision'), href: '/key-products/lists' },
]

export const keyProductImportPages = importRoom({
  command: checkEntries,
  list: '/key-products',
  title: words('Nhập phụ lục sản phẩm chủ lực từ Excel', 'Import an appendix of key products from Excel'),
  most: words('XLSX hoặc CSV, nhiều nhất 5.000 dòng.', 'XLSX or CSV, at most 5,000 rows.'),
  about: ({ t }) => [
    t(
      'Mỗi dòng là một sản phẩm của phụ lục: Tên sản phẩm; có thể thêm Nhóm sản phẩm, Ghi chú.',
      'Each row is a product of the appendix: its name; its group and a note may be added.',
    ),
    t(
      'Sản phẩm đã có trong danh mục mà bảng không có thì vẫn giữ nguyên.',
      'A product that the list has and the table leaves out stays.',
    ),
  ],
  more: async (form, t, request) =>
    fields(form, t, checkEntries).select('listId', {
      label: t('Danh mục theo quyết định', 'Lists by decision'),
      choices: (await request.execute(listChoices, {})).lists.map(({ id, number }) => ({
        value: id,
        label: number,
      })),
      empty: t('— chọn —', '— choose —'),
    }),
  initial: ({ url }: PageRequest) => ({ listId: url.searchParams.get('listId') ?? undefined }),
  template: {
    name: 'mau-nhap-san-pham-chu-luc',
    title: words('Mẫu nhập sản phẩm chủ lực', 'Template of key products'),
    columns: entryColumns,
  },
  readers: ['coordinator', 'auditor'],
  writers: ['coordinator'],
  crumbs,
  rows: showEntryImportRows,
  columns: ({ t }) => checkedColumns(t, entryColumns),
  found: (request) => request.execute(showEntryImport, { id: numberOf(request, 'id') }),
  again: async (request) => {
    const { listId } = await request.execute(showEntryImport, { id: numberOf(request, 'id') })
    return { listId }
  },
  apply: applyEntries,
  done: ({ vi, en }) =>
    words(
      `Đã nhập: ${vi.added} sản phẩm mới, ${vi.changed} sửa đổi.`,
      `Imported: ${en.added} new products, ${en.changed} changed.`,
    ),
  toMend: showEntriesToMend,
})
