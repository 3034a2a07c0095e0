import { words } from '../platform/language.ts'
import { cataloguePages } from '../ui/index.ts'
import { kindOfReport } from './kind-fields.ts'
import { reportKinds } from './kinds.ts'

/** The catalogue of kinds. */
export const reportKindPages = cataloguePages({
  at: '/report-kinds',
  lead: words(
    'Mỗi loại cho biết kỳ, ngày chốt số liệu, nơi gửi và các phần của báo cáo. Báo cáo đã lập giữ nguyên quy định của loại vào lúc lập.',
    'Each says the period, the cut-off day, the addressee and the parts of a report. A report that was begun keeps what its kind said then.',
  ),
  above: ({ t }) => [{ label: t('Báo cáo', 'Reports'), href: '/reports' }],
  catalogue: reportKinds,
  fields: kindOfReport,
  uses: words('Số báo cáo thuộc loại', 'Reports of the kind'),
  href: ({ id }) => `/reports?kindId=${id}&plan=all`,
})
