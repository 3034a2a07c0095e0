import { checkedColumns, importRoom } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import { numberOf, type PageRequest } from '../platform/page.ts'
import {
  applyIntroductions,
  checkIntroductions,
  showIntroductionImport,
  showIntroductionImportRows,
  showIntroductionsToMend,
} from './import.ts'
import { sheetColumns } from './import-rules.ts'

const crumbs = ({ t }: PageRequest) => [
  { label: t('Doanh nghiệp được giới thiệu', 'Enterprises that were introduced'), href: '/introductions' },
]

export const introductionImportPages = importRoom({
  command: checkIntroductions,
  list: '/introductions',
  title: words('Giới thiệu nhiều doanh nghiệp từ Excel', 'Introduce many enterprises from Excel'),
  most: words('XLSX hoặc CSV, nhiều nhất 500 dòng.', 'XLSX or CSV, at most 500 rows.'),
  about: ({ t }) => [
    t(
      'Mỗi dòng một doanh nghiệp: mã số thuế, tên; thêm thư điện tử nếu chưa có trong danh bạ.',
      'Each row is an enterprise: tax code and name, and an address of mail where it is not in the register.',
    ),
    t(
      'Đã có trong danh bạ: được hỏi có đồng ý hay không. Chưa có: được mời đăng ký.',
      'One that is in the register is asked for its consent; one that is not is invited to sign up.',
    ),
  ],
  template: {
    name: 'mau-gioi-thieu-doanh-nghiep',
    title: words('Mẫu giới thiệu doanh nghiệp', 'Template of enterprises to introduce'),
    columns: sheetColumns,
  },
  readers: ['association', 'agency', 'coordinator', 'auditor'],
  writers: ['association', 'agency'],
  crumbs,
  rows: showIntroductionImportRows,
  columns: ({ t }) => checkedColumns(t, sheetColumns),
  found: (request) => request.execute(showIntroductionImport, { id: numberOf(request, 'id') }),
  apply: applyIntroductions,
  done: ({ vi, en }) =>
    words(
      `Đã mời ${vi.added}, đã giới thiệu ${vi.changed} doanh nghiệp.`,
      `Invited: ${en.added}; introduced: ${en.changed}.`,
    ),
  toMend: showIntroductionsToMend,
})
