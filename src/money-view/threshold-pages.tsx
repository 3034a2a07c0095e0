import { words } from '../platform/language.ts'
import { inForcePages } from '../ui/index.ts'
import { endThreshold, listThresholds, setThreshold, thresholdFields } from './thresholds.ts'

/** How much is to be paid by which month. */
export const thresholdPages = inForcePages({
  at: '/budget/spending-thresholds',
  title: words('Mức cảnh báo chi chậm', 'Thresholds of under-spending'),
  lead: words(
    'Mục của ngân sách đã chi ít hơn mức của tháng so với dự toán được sử dụng thì bị cảnh báo, từ tháng 7 đến tháng 12. Chưa có dòng nào thì không cảnh báo.',
    'A line of the budget of which less is paid than the threshold of the month, from July to December, is told of. Without a row there is no alarm.',
  ),
  empty: words('Chưa đặt mức cảnh báo nào.', 'No threshold is set.'),
  crumbs: ({ t }) => [{ label: t('Mục chi chậm', 'Under-spent lines'), href: '/budget/under-spending' }],
  list: listThresholds,
  columns: ({ t }) => [
    { head: t('Từ tháng', 'From the month'), cell: (row) => row.fromMonth },
    { head: t(thresholdFields.labels.leastPercent), num: true, cell: (row) => row.leastPercent },
  ],
  source: thresholdFields.labels.source,
  set: {
    command: setThreshold,
    label: words('Đặt mức cảnh báo chi chậm', 'Set a threshold of under-spending'),
    initial: { fromMonth: '7' },
    fields: ({ f, t }) => thresholdFields.form(f, t),
    done: words('Đã đặt mức cảnh báo.', 'The threshold is set.'),
  },
  end: {
    command: endThreshold,
    label: words('Bãi bỏ mức cảnh báo này', 'End this threshold'),
    done: words('Đã bãi bỏ mức cảnh báo.', 'The threshold is ended.'),
  },
})
