import { checkedColumns, importRoom } from '../imports/index.ts'
import { roleNames } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { numberOf, type PageRequest } from '../platform/page.ts'
import {
  applyAgencies,
  checkAgencies,
  showAgencyImport,
  showAgencyImportRows,
  showAgencyRowsToMend,
} from './import.ts'
import { agencyColumns } from './import-rules.ts'
import { agencyKinds } from './rules.ts'

const crumbs = ({ t }: PageRequest) => [
  { label: t('Cơ quan thực hiện', 'Implementing agencies'), href: '/agencies' },
]

export const agencyImportPages = importRoom({
  command: checkAgencies,
  list: '/agencies',
  title: words('Nhập danh sách cơ quan từ Excel', 'Import a list of agencies from Excel'),
  most: words('XLSX hoặc CSV, nhiều nhất 5.000 dòng.', 'XLSX or CSV, at most 5,000 rows.'),
  about: ({ t }) => [
    t(
      'Tệp xuất từ danh sách cơ quan nhập lại được nguyên vẹn. Cơ quan đã có thì ô trống giữ nguyên giá trị cũ.',
      'A file exported from the list of agencies comes back in whole. For an agency that is there an empty cell keeps what there is.',
    ),
    t(
      'Cơ quan mới cần: Cơ quan (tên), Vai trò, Nguồn. Tên tiếng Anh tùy có; để trống thì dùng tên tiếng Việt.',
      'A new agency needs: Agency (its name), Role, Source. The name in English is optional; without it the Vietnamese name stands in.',
    ),
    `${t('Vai trò', 'Role')}: ${agencyKinds.map((kind) => `“${t(roleNames[kind])}”`).join('; ')}.`,
    t(
      'Cơ quan kế thừa ghi bằng tên hoặc mã, là cơ quan đã có hoặc ở dòng khác của tệp, và cần Đến ngày.',
      'A successor is named by its name or code, of an agency that is there or of another row, and needs To.',
    ),
    t(
      'Hai cơ quan trùng tên thì phân biệt bằng cột Mã hoặc Từ ngày.',
      'Two agencies of one name are told apart by Code or From.',
    ),
  ],
  template: {
    name: 'mau-nhap-co-quan',
    title: words('Mẫu nhập cơ quan', 'Template of agencies'),
    columns: agencyColumns,
    kinds: { validFrom: 'date', validTo: 'date' },
  },
  readers: ['coordinator', 'auditor'],
  writers: ['admin'],
  crumbs,
  rows: showAgencyImportRows,
  columns: ({ t }) =>
    checkedColumns(t, agencyColumns, [
      {
        key: 'kind',
        label: agencyColumns.kind,
        value: (row) => (row.kind === null ? null : t(roleNames[row.kind])),
      },
    ]),
  found: (request) => request.execute(showAgencyImport, { id: numberOf(request, 'id') }),
  apply: applyAgencies,
  done: ({ vi, en }) =>
    words(
      `Đã nhập: ${vi.added} cơ quan mới, ${vi.changed} sửa đổi.`,
      `Imported: ${en.added} new agencies, ${en.changed} changed.`,
    ),
  toMend: showAgencyRowsToMend,
})
