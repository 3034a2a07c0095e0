import { words } from '../platform/language.ts'
import { manyPages } from '../ui/index.ts'
import { acceptReports } from './many.ts'
import { listStanding } from './queries.ts'

export const acceptMany = manyPages({
  command: acceptReports,
  title: words('Chấp nhận báo cáo', 'Accept the reports'),
  address: '/standing-reports/many/acceptance',
  list: {
    label: words('Báo cáo nhiệm vụ thường xuyên', 'Reports on standing duties'),
    href: '/standing-reports',
    query: listStanding,
  },
  href: (id) => `/standing-reports/${id}`,
  fields: (f, { t }) => f.area('remark', { label: t('Nhận xét', 'Remarks'), rows: 2 }),
  submit: (count, t) => t(`Chấp nhận ${count} báo cáo`, `Accept ${count}`),
})
