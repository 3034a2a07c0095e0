import { checkedColumns, importRoom, quotedNames } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import { numberOf, type PageRequest } from '../platform/page.ts'
import { applyNorms, checkNorms, showNormImport, showNormImportRows, showNormRowsToMend } from './import.ts'
import { normColumns } from './import-rules.ts'
import { ceilingUnits, normKinds } from './rules.ts'

const crumbs = ({ t }: PageRequest) => [{ label: t('Định mức chi', 'Spending norms'), href: '/norms' }]

export const normImportPages = importRoom({
  command: checkNorms,
  list: '/norms',
  title: words('Nhập bảng định mức chi từ Excel', 'Import a table of spending norms from Excel'),
  most: words('XLSX hoặc CSV, nhiều nhất 5.000 dòng.', 'XLSX or CSV, at most 5,000 rows.'),
  about: ({ t }) => [
    t(
      'Mỗi dòng cần: Khoản chi, Văn bản (số, ký hiệu đã có ở trang Văn bản và quy tắc), Điều, khoản, mức hoặc tỷ lệ, Có hiệu lực từ ngày.',
      'Each row needs: what is paid for, the instrument (its number, as on the page of law), article, ceiling or share, valid from.',
    ),
    t(
      'Tệp xuất từ danh sách định mức nhập lại được nguyên vẹn. Mức đã có hồ sơ được thẩm định theo thì không sửa mà kết thúc và nhập mức mới.',
      'A file exported from the list comes back in whole. A norm by which an application was appraised is not changed but ended and followed by a new one.',
    ),
    `${t('Loại mức chi', 'Kind of norm')}: ${t(quotedNames(normKinds))}.`,
    `${t('Mức tối đa tính cho', 'The ceiling is of one')}: ${t(quotedNames(ceilingUnits))}.`,
  ],
  template: {
    name: 'mau-nhap-dinh-muc',
    title: words('Mẫu nhập định mức chi', 'Template of spending norms'),
    columns: normColumns,
    kinds: { validFrom: 'date', validTo: 'date', ceiling: 'money' },
  },
  readers: ['coordinator', 'auditor'],
  writers: ['coordinator'],
  crumbs,
  rows: showNormImportRows,
  columns: ({ t }) => checkedColumns(t, normColumns),
  found: (request) => request.execute(showNormImport, { id: numberOf(request, 'id') }),
  apply: applyNorms,
  done: ({ vi, en }) =>
    words(
      `Đã nhập: ${vi.added} định mức mới, ${vi.changed} sửa đổi.`,
      `Imported: ${en.added} new norms, ${en.changed} changed.`,
    ),
  toMend: showNormRowsToMend,
})
