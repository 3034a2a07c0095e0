import { words } from '../platform/language.ts'
import { cataloguePages } from '../ui/index.ts'
import { kindOfReport } from './kind-fields.ts'
import { addReportKind, editReportKind, endReportKind, listReportKinds } from './kinds.ts'

/** The catalogue of kinds. */
export const reportKindPages = cataloguePages({
  at: '/report-kinds',
  title: words('Các loại báo cáo', 'Kinds of report'),
  lead: words(
    'Mỗi loại cho biết kỳ, ngày chốt số liệu, nơi gửi và các phần của báo cáo. Báo cáo đã lập giữ nguyên quy định của loại vào lúc lập.',
    'Each says the period, the cut-off day, the addressee and the parts of a report. A report that was begun keeps what its kind said then.',
  ),
  above: ({ t }) => [{ label: t('Báo cáo', 'Reports'), href: '/reports' }],
  list: listReportKinds,
  fields: kindOfReport,
  one: words('loại báo cáo', 'Kind of report'),
  add: { command: addReportKind, label: words('Thêm loại báo cáo', 'Add a kind of report') },
  edit: { command: editReportKind, label: words('Sửa loại báo cáo', 'Edit a kind of report') },
  end: { command: endReportKind, label: words('Ngừng dùng loại báo cáo', 'Stop using a kind of report') },
  uses: {
    key: 'reports',
    label: words('Số báo cáo thuộc loại', 'Reports of the kind'),
    kind: 'number',
    value: (row) => row.reports,
  },
  href: ({ id }) => `/reports?kindId=${id}&plan=all`,
})
