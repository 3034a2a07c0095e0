import { importRoom, lineColumn, outcomeColumn, problemsColumn, quotedNames } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import { numberOf } from '../platform/page.ts'
import { keepers } from './commands.ts'
import { licenceKinds, providerForms, providerRoles } from './fields.ts'
import {
  applyProviders,
  checkProviders,
  showProviderImport,
  showProviderImportRows,
  showProvidersToMend,
} from './import.ts'
import { providerColumns } from './import-rules.ts'
import { crumbs } from './list-pages.tsx'

export const providerImportPages = importRoom({
  command: checkProviders,
  list: '/providers',
  title: words('Nhập tổ chức, chuyên gia hỗ trợ từ Excel', 'Import providers from Excel'),
  most: words('XLSX hoặc CSV, nhiều nhất 5.000 dòng.', 'XLSX or CSV, at most 5,000 rows.'),
  about: ({ t }) => [
    t(
      'Mỗi dòng một tổ chức hoặc chuyên gia, có thể kèm một giấy phép, chỉ định; mã số thuế đã có trong sổ thì không ghi lần nữa.',
      'One organisation or expert in a row, with one licence where it has one; a tax code that is on the register is not entered again.',
    ),
    `${t('Loại việc', 'Kinds of work')}: ${t(quotedNames(providerRoles))}. ${t(
      'Nhiều loại cách nhau bằng dấu chấm phẩy.',
      'Several are separated by semicolons.',
    )}`,
    `${t('Là tổ chức hay chuyên gia', 'Organisation or expert')}: ${t(quotedNames(providerForms))}. ${t('Loại giấy phép, chỉ định', 'Kind of licence')}: ${t(quotedNames(licenceKinds))}.`,
  ],
  template: {
    name: 'mau-nhap-to-chuc-ho-tro',
    title: words('Mẫu nhập tổ chức, chuyên gia hỗ trợ', 'Template of providers'),
    columns: providerColumns,
  },
  readers: [...keepers, 'auditor'],
  writers: [...keepers],
  crumbs,
  rows: showProviderImportRows,
  columns: ({ t }) => [
    lineColumn,
    outcomeColumn(t),
    { key: 'label', label: providerColumns.name, value: (row) => row.label },
    problemsColumn(t, providerColumns),
  ],
  found: (request) => request.execute(showProviderImport, { id: numberOf(request, 'id') }),
  apply: applyProviders,
  done: ({ vi, en }) =>
    words(
      `Đã nhập ${vi.added} tổ chức, chuyên gia; chờ người khác xác nhận.`,
      `Imported ${en.added} providers; another person confirms them.`,
    ),
  toMend: showProvidersToMend,
})
