import { importRoom, lineColumn, outcomeColumn, problemsColumn, quotedNames } from '../imports/index.ts'
import { doers } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { numberOf } from '../platform/page.ts'
import {
  applyOutreach,
  checkOutreach,
  showOutreachImport,
  showOutreachImportRows,
  showOutreachToMend,
} from './import.ts'
import { outreachColumns } from './import-rules.ts'
import { crumbs } from './list-pages.tsx'
import { settings } from './rules.ts'

export const outreachImportPages = importRoom({
  command: checkOutreach,
  list: '/outreach',
  title: words('Nhập việc vận động từ Excel', 'Import outreach from Excel'),
  most: words('XLSX hoặc CSV, nhiều nhất 5.000 dòng.', 'XLSX or CSV, at most 5,000 rows.'),
  about: ({ t }) => [
    t(
      'Mỗi dòng một việc; cơ quan, hội, loại việc, địa bàn, quỹ ghi bằng tên. Nhập xong thì thêm minh chứng ở từng việc rồi gửi.',
      'One activity in a row; agency, kind, commune and fund by their names. Then the proof is added to each, and it is sent.',
    ),
    `${t('Trong hợp tác xã, làng nghề', 'In cooperatives, craft villages')}: ${t(quotedNames(settings))}.`,
  ],
  template: {
    name: 'mau-nhap-viec-van-dong',
    title: words('Mẫu nhập việc vận động', 'Template of outreach'),
    columns: outreachColumns,
  },
  readers: [...doers, 'auditor'],
  writers: doers,
  crumbs,
  rows: showOutreachImportRows,
  columns: ({ t }) => [
    lineColumn,
    outcomeColumn(t),
    { key: 'label', label: outreachColumns.title, value: (row) => row.label },
    problemsColumn(t, outreachColumns),
  ],
  found: (request) => request.execute(showOutreachImport, { id: numberOf(request, 'id') }),
  apply: applyOutreach,
  done: ({ vi, en }) =>
    words(
      `Đã nhập ${vi.added} việc; xin thêm minh chứng rồi gửi.`,
      `Imported ${en.added} activities; add their proof, then send them.`,
    ),
  toMend: showOutreachToMend,
})
